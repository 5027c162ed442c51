"""Statistical self-checks with fewer data sets each; `make selfcheck` has 1,000."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from backtests.inference import monte_carlo
from benchmarks.calibration import bounds, simulations
from benchmarks.calibration.bounds import DATASETS, Bound
from benchmarks.calibration.checks import CHECKS
from benchmarks.calibration.report import measure
from tests.proofs import number

ROOT = Path(__file__).resolve().parents[2]
FEWER = number(200, 40)
# A data set of cycles is a whole claim under all its definitions, and its bounds know no chance.
FEWEST = {
    "averages carried by one outlier, past the main test, called fragile": number(50, 10),
    "averages of exactly the least that counts that are called refuted": number(50, 10),
}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.bounds[0].name)
def test_what_is_simulated_is_found(check: bounds.SelfCheck) -> None:
    """METHODS 6: coverage, size, power, the fragile outlier, the leak, luck; 10 to 200 times."""
    first = check.bounds[0].name
    rng = monte_carlo.generator(f"short {first}")
    for found in measure(check, check.short(rng, FEWEST.get(first, FEWER)), seconds=0.0):
        assert found.passed, f"{found.bound.name}: {found.mean:.1%} of {found.datasets}"


def test_bounds_are_those_of_the_methods_and_widen_for_fewer() -> None:
    """METHODS 6: 92.9 to 97.1% and 7.1% at 1,000; three standard errors of 95% at 200."""
    covered = Bound("intervals", *bounds.COVERED)
    assert covered.ends(DATASETS) == (0.929, 0.971)
    low, high = covered.ends(200)
    assert low is not None
    assert high is not None
    assert low == pytest.approx(0.929 - 3 * 0.218 * (200**-0.5 - 1000**-0.5))
    assert not covered.holds(low - 0.001, 200)
    assert covered.holds(high, 200)
    assert not covered.holds(0.95, 0)


def test_data_sets_that_say_nothing_are_left_out() -> None:
    """Two of three answers are known; a bound that no data set speaks to fails."""
    check = bounds.SelfCheck(
        (Bound("a", 0.5, None), Bound("b", None, 1.0)),
        simulations.wilson_coverage,
        simulations.wilson_coverage,
    )
    answers = np.array([[1.0, np.nan], [np.nan, np.nan], [0.0, np.nan]])
    first, second = measure(check, answers, seconds=1.0)
    assert (first.mean, first.datasets, first.passed) == (0.5, 2, True)
    assert (second.datasets, second.passed) == (0, False)


def test_the_command_prints_the_same_table_on_one_and_two_processes(tmp_path: Path) -> None:
    """Two data sets of each check; the seconds aside, the figures are the same."""
    pages = []
    for jobs in ("1", "2"):
        file = tmp_path / f"{jobs}.md"
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "benchmarks.calibration",
                "--datasets",
                "2",
                "--seed",
                "5",
                "--jobs",
                jobs,
                "--write",
                str(file),
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        assert done.returncode in (0, 1), done.stderr
        assert f"on {jobs} processes" in done.stderr
        cells = [line.split("|") for line in file.read_text(encoding="utf-8").splitlines()]
        pages.append([row[:5] + row[6:] for row in cells])
        assert done.stdout.count("\n") == 2 + sum(len(check.bounds) for check in CHECKS)
    assert pages[0] == pages[1]


def test_the_kept_figures_are_of_every_check_and_all_passed() -> None:
    """docs/validation/self-checks.md: as many rows as bounds, a thousand data sets, the command."""
    text = (ROOT / "docs" / "validation" / "self-checks.md").read_text(encoding="utf-8")
    assert "python -m benchmarks.calibration --datasets 1000 --seed 1" in text
    for check in CHECKS:
        for bound in check.bounds:
            row = next(line for line in text.splitlines() if bound.name in line)
            assert row.endswith("| ok |")
