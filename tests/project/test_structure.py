"""The structure of the project: rooms, their order and size, cited sections, doctests."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import pkgutil
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import backtests
import data_feeds
import signals
import strategies
from backtests import studies

PACKAGES = (data_feeds, signals, strategies, backtests)
NAMES = tuple(package.__name__ for package in PACKAGES)
ROOT = Path(data_feeds.__file__).resolve().parents[1]
MOST_ENTRIES = 12
MOST_MODULES = 16
MOST_LINES = 420
MOST_SKIPPED = 30


def modules() -> list[str]:
    """Every module of the four packages."""
    found = []
    for package in PACKAGES:
        for entry in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not entry.name.endswith("__main__"):
                found.append(entry.name)
    return found


def rooms() -> list[Path]:
    """Every folder of the packages that is itself a package."""
    return sorted(p.parent for name in NAMES for p in (ROOT / name).rglob("__init__.py"))


def sources() -> Iterator[Path]:
    """Every Python file of the packages."""
    for name in NAMES:
        yield from sorted((ROOT / name).rglob("*.py"))


@cache
def nodes() -> list[tuple[str, ast.AST]]:
    """Every call and import from a module in every file, with the path below the project."""
    return [
        (path.relative_to(ROOT).as_posix(), node)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom | ast.Call)
    ]


def children(room: Path) -> set[str]:
    """Modules and rooms directly inside a room."""
    inside = {path.stem for path in room.glob("*.py")} - {"__init__", "__main__"}
    return inside | {path.parent.name for path in room.glob("*/__init__.py")}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the import contracts of pyproject.toml on the packages in a folder."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder)},
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages and their contracts in another folder."""
    for name in NAMES:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_import_contracts_hold(copy: Path) -> None:
    """As they stand."""
    done = lint_imports(copy)
    assert done.returncode == 0, done.stdout
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("module", "planted", "contract"),
    [
        ("signals/rates.py", "import strategies.sleeve", "data_feeds, signals, strategies"),
        (
            "backtests/inference/intervals.py",
            "import backtests.evidence.gate",
            "rooms of backtests",
        ),
        (
            "backtests/studies/facts/day_move.py",
            "import backtests.studies.rules.cohort_gain",
            "topics of studies",
        ),
        ("data_feeds/series/bars.py", "import data_feeds.files.csv_file", "rooms of data_feeds"),
        (
            "backtests/report/words.py",
            "def late():\n    import backtests.report.html",
            "rooms of report",
        ),
        ("backtests/sweep/grid.py", "import requests", "only the feeds reach for data"),
        ("strategies/engine/earnings.py", "import strategies.sleeve", "no circle"),
    ],
)
def test_a_planted_import_breaks_its_contract(
    copy: Path, module: str, planted: str, contract: str
) -> None:
    """Upward, sideways, out to the network or in a circle; inside a function too."""
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{planted}\n")
    done = lint_imports(copy)
    assert done.returncode == 1
    assert re.search(rf"{re.escape(contract)}.* BROKEN", done.stdout)


def test_no_private_name_crosses_modules() -> None:
    """A leading underscore means this module only."""
    found = [
        f"{path}: {node.module}.{alias.name}"
        for path, node in nodes()
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in NAMES
        for alias in node.names
        if alias.name.startswith("_")
    ]
    assert found == []


def test_the_rooms_are_small() -> None:
    """Few entries beside the package's own files, few modules in a room, short modules."""
    entries = children(ROOT / "backtests")
    assert len(entries) <= MOST_ENTRIES
    crowded = [r.name for r in rooms() if len(list(r.glob("*.py"))) - 1 > MOST_MODULES]
    assert crowded == []
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in sources()}
    assert [str(p) for p, lines in lengths.items() if lines > MOST_LINES] == []


@pytest.mark.parametrize("room", [r for r in rooms() if r.parent != ROOT], ids=lambda r: r.name)
def test_a_room_says_what_it_is_for_and_lists_its_modules(room: Path) -> None:
    """One sentence, and all that is in it."""
    package = importlib.import_module(".".join(room.relative_to(ROOT).parts))
    assert re.match(r"[A-Z].*[.]$", (package.__doc__ or "").strip().splitlines()[0])
    assert set(package.__all__) == children(room)


def test_study_names_are_unique() -> None:
    """A claim names its study by the module alone."""
    names = studies.study_names()
    assert [name for name, times in Counter(names).items() if times > 1] == []
    for name in names:
        assert studies.find_study(name).__name__.endswith(f".{name}")


def test_layout_is_left_to_the_formatter() -> None:
    """Tables of numbers may be kept from it."""
    folders = (*NAMES, "tests", "benchmarks", "docs", "examples")
    texts = [p.read_text(encoding="utf-8") for f in folders for p in (ROOT / f).rglob("*.py")]
    mark = "# fmt: " + "skip"
    assert sum(text.count(mark) for text in texts) <= MOST_SKIPPED


METHODS = sorted((ROOT / "docs" / "methods").glob("*.md"))
SECTIONS = [
    number
    for page in METHODS
    for number in re.findall(
        r"^#{1,4} (\d+(?:\.\d+)*)[. ]", page.read_text(encoding="utf-8"), flags=re.M
    )
]


def test_no_section_of_the_methods_has_two_places() -> None:
    """A citation leads to one heading of one page."""
    assert len(METHODS) > 5
    assert [number for number, times in Counter(SECTIONS).items() if times > 1] == []


def test_cited_sections_of_the_methods_exist() -> None:
    """In docstrings, comments and pages."""
    suffixes = {".py", ".md", ".toml", ".j2"}
    files = [
        p for name in (*NAMES, "tests", "benchmarks", "docs") for p in (ROOT / name).rglob("*")
    ]
    cited = re.compile(r"METHODS (\d+(?:\.\d+)*(?:(?:, | and | to )\d+\.\d+)*)")
    missing = {
        f"{path.relative_to(ROOT)}: {number}"
        for path in files
        if path.suffix in suffixes
        for group in cited.findall(path.read_text(encoding="utf-8"))
        for number in re.findall(r"\d+(?:\.\d+)*", group)
        if number not in SECTIONS
    }
    assert missing == set()


NAMING = ("CONTRIBUTING.md", "docs/architecture.md", "README.md")
OTHERS = (str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").rglob("*.md")))


@pytest.mark.parametrize("page", list(dict.fromkeys((*NAMING, *OTHERS))))
def test_paths_on_a_page_exist(page: str) -> None:
    """Files and folders of the project that a page names, and the pages it links to."""
    text = (ROOT / page).read_text(encoding="utf-8")
    top = "|".join((*NAMES, "tests", "docs", "benchmarks", "examples"))
    named = re.findall(rf"`((?:{top})/[\w/.-]*)`", text)
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    places = [ROOT / name for name in named] + [(ROOT / page).parent / link for link in links]
    assert places or page not in NAMING
    assert [str(place) for place in places if not place.exists()] == []


def test_the_four_packages_come_from_one_place() -> None:
    """An old copy of one of them on the path would mix versions."""
    parents = {Path(str(p.__file__)).resolve().parents[1] for p in PACKAGES}
    assert len(parents) == 1


@pytest.mark.parametrize("name", modules())
def test_examples_in_docstrings_run(name: str) -> None:
    """And print what they say. Most modules have none, which is seen sooner than searched for."""
    module = importlib.import_module(name)
    assert ">>>" not in inspect.getsource(module) or doctest.testmod(module).failed == 0


@pytest.mark.parametrize("package", NAMES)
def test_types_are_shipped(package: str) -> None:
    """Each package carries py.typed."""
    assert (ROOT / package / "py.typed").exists()


# Calls that write a file, those that do if they are given one, and modules whose functions do.
WRITERS = frozenset({"write_text", "write_bytes", "savefig", "touch"})
WRITERS_TO = frozenset({"to_csv", "to_json", "to_parquet", "to_html", "to_markdown", "to_excel"})
# Modules of the product with functions of these names, which return text or bytes.
OWN_MODULES = ("cache", "interactive", "report")
WRITING_MODULES = {"shutil": ("copy", "copyfile", "move"), "json": ("dump",), "pickle": ("dump",)}


def test_every_file_is_written_by_one_writer() -> None:
    """No module but `data_feeds.files.atomic` opens a file to write, or has a library write one."""
    found = [
        f"{path}:{call.lineno}: {ast.unparse(call)}"
        for path, call in nodes()
        if isinstance(call, ast.Call) and path != "data_feeds/files/atomic.py" and writes(call)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("path.write_text(text)", True),
        ("path.open('w')", True),
        ("open(name, mode='ab')", True),
        ("open(name, mode)", True),
        ("table.to_csv(path)", True),
        ("table.to_csv(path_or_buf=path)", True),
        ("pq.write_table(table, path)", True),
        ("path.open('rb')", False),
        ("table.to_csv(index=False)", False),
        ("open(name)", False),
        ("Path(os.devnull).open('w')", False),
    ],
)
def test_a_call_that_writes_is_recognised(code: str, written: bool) -> None:
    """In every spelling; the null device is no file."""
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert writes(call) is written


def writes(call: ast.Call) -> bool:
    """Return whether a call writes a file."""
    called = call.func
    name = called.attr if isinstance(called, ast.Attribute) else ast.unparse(called)
    owner = ast.unparse(called.value) if isinstance(called, ast.Attribute) else ""
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if name == "open" and "devnull" not in ast.unparse(call):
        modes = [*call.args[0 if owner not in ("", "os", "io") else 1 :], named.get("mode")]
        mode = next((each for each in modes if each is not None), ast.Constant("r"))
        return not isinstance(mode, ast.Constant) or bool(set(str(mode.value)) & set("wax+"))
    if name == "write_table":
        # A sink is in memory, and a file is open: the writer opened it.
        return owner == "pq" and ast.unparse(call.args[1]) != "sink"
    if name in WRITERS_TO and owner not in ("", *OWN_MODULES):
        return bool(call.args) or "path_or_buf" in named
    return (owner != "" and name in WRITERS) or name in WRITING_MODULES.get(owner, ())


def test_text_is_printed_by_one_function() -> None:
    """`print_text` and the console of the tables escape what would act on the terminal."""
    allowed = {"backtests/runtime/escapes.py": "print", "backtests/cli/progress.py": "Console"}
    found = {
        (path, call.func.id)
        for path, call in nodes()
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("print", "Console")
    }
    assert found == set(allowed.items())
