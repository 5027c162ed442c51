"""The digest of the code that a study reaches: it changes with that code, and with no other."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backtests.claims.registry import load_claims
from backtests.runtime.reached_code import ROOT, ReachedCode, surroundings
from signals.core.compiled import PACKAGES

EXAMINATION = "backtests.claims.examination"
STUDIES = {
    name: (EXAMINATION, f"backtests.studies.{name}")
    for name in ("facts.day_move", "breakouts.price_target", "declines.decline_depth")
}
PROGRAM = """
import json, sys
from backtests.runtime.reached_code import ReachedCode
code = ReachedCode()
print(json.dumps({name: code.digest(tuple(m)) for name, m in json.loads(sys.argv[1]).items()}))
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages."""
    folder = tmp_path_factory.mktemp("sources")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def digests(sources: Path, **environment: str) -> dict[str, str]:
    """The digest of each study with the code of a folder."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(STUDIES)],
        capture_output=True,
        text=True,
        check=True,
        cwd=sources,
        env={**os.environ, "PYTHONPATH": str(sources), **environment},
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("backtests/studies/facts/day_move.py", {"facts.day_move"}),
        ("backtests/studies/breakouts/price_target.py", {"breakouts.price_target"}),
        ("backtests/evidence/checks.py", set(STUDIES)),
        ("signals/breakout.py", {"breakouts.price_target"}),
        ("backtests/claims/examination.py", set(STUDIES)),
        ("backtests/report/html.py", set()),
        ("backtests/claims/families.py", set()),
        ("backtests/claims/articles/surge.toml", set()),
        ("strategies/sleeve.py", set()),
    ],
)
def test_a_changed_file_changes_what_reaches_it(
    file: str, changed: set[str], sources: Path
) -> None:
    """A study its own digest, what many share those of many, the report none."""
    before = digests(sources)
    path = sources / file
    if not path.exists():
        path = next((sources / "backtests" / "claims" / "articles").glob("*.toml"))
    content = path.read_bytes()
    path.write_bytes(content + b"\n# changed\n")
    try:
        after = digests(sources)
    finally:
        path.write_bytes(content)
    assert {name for name in STUDIES if before[name] != after[name]} == changed


def test_settings_of_the_compiler_count(sources: Path) -> None:
    """NUMBA_ and the threads of linear algebra; other variables do not."""
    plain = digests(sources)
    assert digests(sources, NUMBA_OPT="1") != plain
    assert digests(sources, LANGUAGE="de") == plain


def test_versions_and_the_processor_count() -> None:
    """Those of every package that is required."""
    text = surroundings()
    for name in ("python", "numpy", "pandas", "scipy", "arch", "exchange-calendars", "processor"):
        assert any(line.startswith(f"{name} ") for line in text.splitlines())
    assert "pytest" not in text


def test_tables_beside_the_modules_count() -> None:
    """The universes that a study reads with its module."""
    read = reached(*STUDIES["breakouts.price_target"])
    assert "backtests/studies/breakouts/universes.toml" in read


def reached(*modules: str) -> frozenset[str]:
    """The files that modules reach, by their path in the project."""
    code = ReachedCode()
    code.digest(modules)
    return frozenset(path.relative_to(ROOT).as_posix() for path in code.files)


def test_no_study_finds_code_by_a_computed_name() -> None:
    """What is imported by `import_module` is not reached: the key names it as a module."""
    names = {claim.module_name for claim in load_claims()}
    dynamic = {
        path
        for path in reached(EXAMINATION, *names)
        if path.endswith(".py") and "import_module(" in (ROOT / path).read_text(encoding="utf-8")
    }
    assert dynamic == {"backtests/studies/__init__.py"}


def test_no_study_reads_the_clock_or_the_environment() -> None:
    """Its result could differ with the same key; the data have the day of the run."""
    names = {claim.module_name for claim in load_claims()}
    words = ("os.environ", "getenv", "time.time()", "datetime.now", ".today()", "default_rng()")
    found = {
        path
        for path in reached(EXAMINATION, *names)
        if path.startswith(("backtests/studies", "backtests/engine", "backtests/inference"))
        and any(word in (ROOT / path).read_text(encoding="utf-8") for word in words)
    }
    assert not found


LOADED = """
import json, sys
from data_feeds.files import reference
from backtests.claims.examination import prepare, run_study
from backtests.claims.registry import find_claim, load_claims
market, claims = reference.load(), load_claims()
tasks = [prepare(find_claim(claims, name), market, resamples=100) for name in sys.argv[1:]]
before = set(sys.modules)
for task in tasks:
    run_study(task)
print(json.dumps([name for name in sorted(set(sys.modules) - before)]))
"""


def test_what_studies_load_is_reached() -> None:
    """Modules that are imported when a study runs, inside its functions."""
    ids = ("brk-01", "brk-05", "mom-01", "mom-05", "slide-01", "slide-02", "srg-01", "srg-04")
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *ids], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = [name for name in json.loads(done.stdout) if name.split(".")[0] in PACKAGES]
    claims = {claim.id: claim for claim in load_claims()}
    known = reached(EXAMINATION, *(claims[name].module_name for name in ids))
    # The folders of other studies are walked to find one by its name; their own files are empty.
    files = {f"{name.replace('.', '/')}.py" for name in loaded}
    assert {name for name in files if (ROOT / name).is_file()} <= known
