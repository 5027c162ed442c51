"""The tools of mutation testing: which places are changed, and what counts as noticed."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("cosmic_ray", reason="only in the environment of `make mutation`")

from benchmarks.mutation import mutants, report, swap
from benchmarks.mutation.areas import AREAS, Area
from benchmarks.mutation.explained import EQUIVALENT
from benchmarks.mutation.mutants import Mutant, Place

SOURCE = '''"""A module."""

from __future__ import annotations

from functools import cache

LIMIT = 3


@cache
def within(x: int | None, *, least: int = 0) -> bool:
    """Whether x is from least to the limit."""
    return x is not None and least <= x <= LIMIT
'''


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module in a folder of its own."""
    for tool in (mutants, swap):
        monkeypatch.setattr(tool, "ROOT", tmp_path)
    (tmp_path / "within.py").write_text(SOURCE)
    return "within.py"


def test_numbers_comparisons_and_conditions_are_changed(module: str) -> None:
    """Neither annotations, decorators nor the mark of keyword arguments; the same for one seed."""
    found, possible = mutants.draw([module], 100, "1")
    assert len(found) == possible
    assert {m.before for m in found} == {
        "LIMIT = 3",
        "def within(x: int | None, *, least: int = 0) -> bool:",
        "return x is not None and least <= x <= LIMIT",
    }
    after = {m.after.replace("  ", " ") for m in found}
    assert {
        "LIMIT = 4",
        "LIMIT = 2",
        "return x is not None or least <= x <= LIMIT",
        "return x is not None and least < x <= LIMIT",
        "return x is not None and least <= x != LIMIT",
    } <= after
    assert mutants.draw([module], 5, "1")[0] == mutants.draw([module], 5, "1")[0]


def test_a_function_is_changed_where_it_is_and_a_constant_is_not(module: str) -> None:
    """Whoever imported the function before has the changed one."""
    found, _ = mutants.draw([module], 100, "1")
    loaded = ModuleType("within")
    exec(compile(SOURCE, str(mutants.ROOT / module), "exec"), loaded.__dict__)
    sys.modules["within"] = loaded
    try:
        imported = loaded.within.__wrapped__
        assert (imported(0), imported(4), imported(None)) == (True, False, False)
        for mutant in found:
            changed = swap.functions_changed(mutant)
            if not mutant.before.startswith("return"):
                assert changed is None
            if mutant.after == "return x is not None and least < x <= LIMIT":
                assert changed is not None
                assert swap.swap(changed)
        assert (imported(0), imported(1)) == (False, True)
    finally:
        del sys.modules["within"]


def test_equivalent_mutants_do_not_count_and_timeouts_do() -> None:
    """Two of three that mean something else are noticed: 66.7%."""
    same = EQUIVALENT[0]
    area = Area("an area", (same.module,), ("tests/x.py",))
    place = Place(same.module, "core/AddNot", 0)
    fates = (
        (Mutant(place, 1, same.before, same.after, ""), "survived"),
        (Mutant(place, 2, "a", "b", ""), "survived"),
        (Mutant(place, 3, "c", "d", ""), "killed"),
        (Mutant(place, 4, "e", "f", ""), "timeout"),
    )
    text = report.page([report.Tested(area, 1, 90, fates)], size=4)
    assert "| an area | 1 | 90 | 4 | 1 | 1 | 2 | 1 | 66.7% | 20.8% to 93.9% |" in text
    assert f"| {same.reason} |" in text
    assert f"| `{same.module}:2` | `a` → `b` |" in text


def test_every_area_has_modules_and_tests_that_are_there() -> None:
    """No module is in two areas."""
    root = Path(__file__).resolve().parents[2]
    files = [file for area in AREAS for file in (*area.modules, *area.tests)]
    assert [file for file in files if not (root / file).is_file()] == []
    modules = [module for area in AREAS for module in area.modules]
    assert len(modules) == len(set(modules))
    assert [e for e in EQUIVALENT if e.module not in modules] == []


def test_what_is_explained_is_in_its_module() -> None:
    """The line before the change, once at least; each change is explained once."""
    root = Path(__file__).resolve().parents[2]
    lines = {
        module: {line.strip() for line in (root / module).read_text(encoding="utf-8").splitlines()}
        for module in {e.module for e in EQUIVALENT}
    }
    assert [e.before for e in EQUIVALENT if e.before not in lines[e.module]] == []
    assert len({(e.module, e.before, e.after) for e in EQUIVALENT}) == len(EQUIVALENT)
