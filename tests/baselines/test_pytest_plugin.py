"""The fixture rutcheck_baseline: a user's own test holds its numbers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# Loaded before the user's tests run in this process, which drops what they load after them.

pytest_plugins = ["pytester"]

MINE = """
    def test_mine(rutcheck_baseline):
        trades = [{"entry_date": "2024-01-03", "entry": 100.0, "bars": 5}]
        rutcheck_baseline.check({"cagr": 0.07, "trades": trades, "p": 0.04}, within={"p": 0.01})
"""


@pytest.fixture
def user(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project of a user, in which no plugin loads by itself."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile(test_strategy=MINE)
    return pytester


def run(user: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run the user's tests with the plugin."""
    return user.runpytest_inprocess(
        "-p",
        "backtests.baselines.pytest_plugin",
        "-p",
        "no:cacheprovider",
        *arguments,
    )


def edit(user: pytest.Pytester, old: str, new: str) -> None:
    """Change the user's test."""
    path = user.path / "test_strategy.py"
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def test_numbers_are_written_and_then_held(user: pytest.Pytester) -> None:
    """Without a baseline the test fails and says how to write one; then it passes."""
    found = run(user)
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines(["*run pytest --rutcheck-update to write test_mine.json*"])
    run(user, "--rutcheck-update").assert_outcomes(passed=1)
    assert (user.path / "baselines" / "test_strategy" / "test_mine.json").exists()
    run(user).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("0.07", "0.071", "*cagr*0.07*0.071*+0.001*"),
        ("2024-01-03", "2024-01-04", "*trades.1.entry_date*2024-01-03*2024-01-04*exact*"),
        ("'bars': 5".replace("'", '"'), '"bars": 6', "*trades.1.bars*5*6*+1*exact*"),
        ("0.04}", "0.06}", "*p*0.04*0.06*+0.02*0.01*"),
        ('"cagr": 0.07', '"cagr": 0.07, "more": 1', "*more*–*1*"),
    ],
)
def test_what_moved_is_reported(user: pytest.Pytester, old: str, new: str, line: str) -> None:
    """From what to what, by how much, and that rutcheck itself is the same."""
    run(user, "--rutcheck-update").assert_outcomes(passed=1)
    edit(user, old, new)
    found = run(user)
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines(["*Likely cause: this project's own code or data*", line])


def test_chance_may_move_a_figure_by_its_error(user: pytest.Pytester) -> None:
    """P by less than within says, a deterministic figure by rounding."""
    run(user, "--rutcheck-update").assert_outcomes(passed=1)
    edit(user, '"p": 0.04', '"p": 0.045')
    edit(user, "0.07", "0.07 * (1 + 1e-12)")
    run(user).assert_outcomes(passed=1)


def test_a_number_without_a_name_is_refused(user: pytest.Pytester) -> None:
    """An error for a figure that is not there is a slip."""
    edit(user, 'within={"p"', 'within={"q"')
    found = run(user, "--rutcheck-update")
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines(["*within names q; expected one of cagr,*"])


def test_parametrised_tests_have_files_of_their_own(user: pytest.Pytester) -> None:
    """Names that cannot stand in a file's name are kept apart."""
    user.makepyfile(
        test_strategy="""
        import pytest

        @pytest.mark.parametrize("stop", ["a/b", "a:b"])
        def test_stop(rutcheck_baseline, stop):
            rutcheck_baseline.check({"stop": stop})
    """
    )
    run(user, "--rutcheck-update").assert_outcomes(passed=2)
    run(user).assert_outcomes(passed=2)
    assert len(list(Path(user.path / "baselines" / "test_strategy").glob("*.json"))) == 2


def test_classes_have_files_of_their_own(user: pytest.Pytester) -> None:
    """Two tests of one name in two classes hold what each computes."""
    user.makepyfile(
        test_strategy="""
        class TestA:
            def test_x(self, rutcheck_baseline):
                rutcheck_baseline.check({"x": 1})

        class TestB:
            def test_x(self, rutcheck_baseline):
                rutcheck_baseline.check({"x": 2})
    """
    )
    run(user, "--rutcheck-update").assert_outcomes(passed=2)
    run(user).assert_outcomes(passed=2)
    names = sorted(p.name for p in (user.path / "baselines" / "test_strategy").iterdir())
    assert names == ["TestA.test_x.json", "TestB.test_x.json"]


@pytest.mark.parametrize(("second", "passed"), [("", 0), (', name="b"', 1)])
def test_a_second_check_has_a_name(user: pytest.Pytester, second: str, passed: int) -> None:
    """Without one it would stand in the place of the first: a line says so."""
    user.makepyfile(
        test_strategy=f"""
        def test_x(rutcheck_baseline):
            rutcheck_baseline.check({{"x": 1}})
            rutcheck_baseline.check({{"x": 2}}{second})
    """
    )
    found = run(user, "--rutcheck-update")
    found.assert_outcomes(passed=passed, failed=1 - passed)
    if passed:
        run(user).assert_outcomes(passed=1)
    else:
        found.stdout.fnmatch_lines(["a second check without a name in test_x; expected check(*"])


ODD = """
    import numpy as np
    import pandas as pd

    def test_mine(rutcheck_baseline):
        rutcheck_baseline.check({
            "x": float("nan"), "y": [np.inf, -np.inf], "a": np.array([[1.0, 2.0]]),
            "s": pd.Series([1.5, 2.5]), "days": pd.Series(pd.to_datetime(["2024-01-03"])),
        })
"""


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('float("nan")', "None", "*x*nan*–*exact*"),
        ('float("nan")', "np.inf", "*x*nan*inf*"),
        ("[np.inf, -np.inf]", "[np.inf, np.inf]", "*y.2*-inf*inf*"),
        ("[[1.0, 2.0]]", "[[1.0, 2.1]]", "*a.1.2*2*2.1*"),
        ("[1.5, 2.5]", "[1.5]", "*s.n*2*1*"),
        ("2024-01-03", "2024-01-04", "*days.1*2024-01-03*2024-01-04*"),
    ],
)
def test_arrays_and_what_is_no_number_are_held(
    user: pytest.Pytester, old: str, new: str, line: str
) -> None:
    """Not a number, both infinities and nothing are four things; arrays are lists."""
    user.makepyfile(test_strategy=ODD)
    run(user, "--rutcheck-update").assert_outcomes(passed=1)
    run(user).assert_outcomes(passed=1)
    edit(user, old, new)
    found = run(user)
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines([line])


def test_the_plugin_costs_nothing_where_it_is_not_used() -> None:
    """Every pytest run of an environment imports it: pandas, numba and the rest are not."""
    heavy = "{'pandas', 'numpy', 'scipy', 'backtrader', 'numba'}"
    program = f"import sys, backtests.baselines.pytest_plugin; print({heavy} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("set()\n", "")
