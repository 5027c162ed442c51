"""Kill writers of every kind of file, and fill their disk: the old file or the new one remains.

`python -m benchmarks.kills` kills 200 writers of each kind and gives them 50 sizes of a disk, and
kills 200 whole commands of each kind at any time from their first line to their last; the numbers
are options. It prints a line for each kind and fails at the first file that is neither.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data_feeds.files.atomic import is_part, write_atomically

# Seconds after the first write until which a writer is killed.
LONGEST = 0.1


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name, and a function that writes version 0 or 1 of it."""

    name: str
    file: str
    write: Callable[[Path, int], None]


def kinds() -> list[Kind]:
    """Return the kinds of files, written by the functions that the commands call."""
    from backtests.baselines.baseline import Baseline, Settings, write
    from backtests.report.plots.model import Panel, Plot, Points
    from backtests.report.plots.svg import write_svg
    from backtests.sweep.parquet import writing_rows

    def page(path: Path, version: int) -> None:
        write_atomically(path, b"%d" % version * 3_000_000)

    def baseline(path: Path, version: int) -> None:
        figures = {f"claim {n}": {"estimate": {"value": version + n}} for n in range(500)}
        write(Baseline(Settings("reference", "2026-01-02", 100, 5), figures), path)

    def rows(path: Path, version: int) -> None:
        import pyarrow as pa

        with writing_rows(path) as writer:
            for _ in range(3):
                writer.add(pa.table({"point": [version] * 20_000}))

    def figure(path: Path, version: int) -> None:
        points = Points("points", range(2000), range(2000), "line")
        write_svg(path, Plot("x", f"version {version}", "", (Panel((points,)),)))

    return [
        Kind("report", "report.html", page),
        Kind("figure", "figure.svg", figure),
        Kind("baseline", "baseline.json", baseline),
        Kind("sweep", "results.parquet", rows),
        Kind("draft", "draft.toml", _draft()),
    ]


@dataclass(frozen=True, slots=True)
class Command:
    """A command that writes files of one folder, in two versions that differ in every file."""

    name: str
    arguments: Callable[[Path, int], list[str]]

    def run(self, folder: Path, version: int) -> None:
        """Run the command in this process, without what it prints."""
        from backtests.cli.app import main

        # The day is part of a report.
        os.environ |= {"RUTCHECK_TODAY": "2026-01-02", "RUTCHECK_OFFLINE": "1"}
        sys.argv = ["rutcheck", *self.arguments(folder, version), "--quiet"]
        try:
            main()
        except SystemExit as end:
            if end.code:
                raise RuntimeError(f"{self.name} ended with {end.code}") from None


def commands(folder: Path) -> list[Command]:
    """Return the commands; the folder gets the articles that are read."""
    articles = []
    for version, gain in enumerate((10, 40)):
        articles.append(folder / f"note-{version}.txt")
        text = "".join(f"The Russell 2000 will gain {gain + n}% this year.\n\n" for n in range(30))
        articles[version].write_text(text, encoding="utf-8")

    def report(out: Path, version: int) -> list[str]:
        forms = [part for form in ("html", "json", "md", "svg") for part in ("--format", form)]
        draws = ["--resamples", str(100 + 100 * version), "--data", "reference", "--jobs", "1"]
        return ["run", "brk-05", "srg-01", *forms, *draws, "--out", str(out)]

    def draft(out: Path, version: int) -> list[str]:
        dated = ["--date", f"2026-03-1{version}"]
        return ["read", str(articles[version]), *dated, "--out", str(out / "mine.toml")]

    return [Command("rutcheck run", report), Command("rutcheck read", draft)]


def kill_commands(command: Command, folder: Path, *, kills: int, seed: int) -> tuple[int, int]:
    """Kill whole commands at random times; return how often one left a part and mixed versions.

    Each file of the folder is that of one version; a command that is not killed removes the parts.
    """
    _import_used(command)
    allowed: list[dict[str, bytes]] = []
    began = time.monotonic()
    for version in (1, 0):
        _in_child(lambda version=version: command.run(folder, version))
        allowed.append(_contents(folder))
    longest, draw, left, mixed = (time.monotonic() - began) / 2, random.Random(seed), 0, 0
    first, second = allowed
    if set(first) != set(second) or any(first[name] == second[name] for name in first):
        raise SystemExit(f"{command.name}: the two versions are the same, or of other files")
    for number in range(kills):
        child = os.fork()
        if child == 0:
            command.run(folder, (number + 1) % 2)
            os._exit(0)
        time.sleep(draw.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = _contents(folder)
        for name, content in found.items():
            if content not in (first.get(name), second.get(name)) and not is_part(Path(name).name):
                raise SystemExit(f"{command.name}: {name} is neither the old file nor the new one")
        left += any(is_part(Path(name).name) for name in found)
        mixed += len({found[name] == first[name] for name in first}) == 2
    _in_child(lambda: command.run(folder, 0))
    if _contents(folder) != second:
        raise SystemExit(f"{command.name}: not the files of the last command alone")
    return left, mixed


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def _import_used(command: Command) -> None:
    """Import what a command imports, so that its time is that of its work."""
    with tempfile.TemporaryDirectory() as name:
        names = Path(name) / "modules"

        def work() -> None:
            (Path(name) / "out").mkdir()
            command.run(Path(name) / "out", 0)
            names.write_text("\n".join(sys.modules), encoding="utf-8")

        _in_child(work)
        for module in names.read_text(encoding="utf-8").split():
            if module.split(".")[0] in ("backtests", "data_feeds", "signals", "strategies"):
                importlib.import_module(module)


def _draft() -> Callable[[Path, int], None]:
    import datetime

    from backtests.claims.documents.content import Content
    from backtests.claims.documents.extraction import read_document
    from backtests.claims.drafts.article import read_article
    from backtests.claims.drafts.claims_file import write_draft

    text = "The Russell 2000 will gain {}% this year.\n\n"
    articles = []
    for version in range(2):
        body = "".join(text.format(10 + 30 * version + n) for n in range(30))
        content = Content("note.txt", "note", body.encode())
        date = datetime.date(2026, 3, 10)
        articles.append(read_article(content, read_document(content), date=date))
    return lambda path, version: write_draft(articles[version], path)


def versions(kind: Kind, folder: Path) -> set[bytes]:
    """Return the content of both versions; the first stays in the folder.

    Each is written by a process of its own, as all are: one process removes what others left once.
    """
    path, found = folder / kind.file, set()
    for version in (1, 0):
        _in_child(lambda version=version: kind.write(path, version))
        found.add(path.read_bytes())
    if len(found) != 2:
        raise SystemExit(f"{kind.name}: the two versions are the same")
    return found


def kill(kind: Kind, folder: Path, *, kills: int, seed: int) -> int:
    """Kill writers at random times; return how often one left a part behind."""
    path, allowed, left, draw = folder / kind.file, versions(kind, folder), 0, random.Random(seed)
    for number in range(kills):
        begun, writing = os.pipe()
        child = os.fork()
        if child == 0:
            version = number
            while True:
                os.write(writing, b"x")
                version += 1
                kind.write(path, version % 2)
        os.read(begun, 1)
        time.sleep(draw.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(begun)
        os.close(writing)
        _check(kind, path, allowed)
        left += any(is_part(file.name) for file in folder.iterdir())
    _in_child(lambda: kind.write(path, 0))
    _check_alone(kind, path)
    return left


def fill(kind: Kind, folder: Path, *, sizes: int) -> int:
    """Limit the size of files to shares of the new one; return how many writes failed."""
    path, allowed, failed = folder / kind.file, versions(kind, folder), 0
    for number in range(sizes):
        limit = int(path.stat().st_size * 1.1 * number / (sizes - 1))

        def write(limit: int = limit, version: int = number % 2) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            kind.write(path, version)

        failed += not _in_child(write)
        _check(kind, path, allowed)
        _check_alone(kind, path)
    return failed


def fill_disk(kind: Kind, *, sizes: int) -> int | None:
    """Do the same on file systems that are too small; None where none can be made."""
    with tempfile.TemporaryDirectory() as outside:
        allowed, size = versions(kind, Path(outside)), (Path(outside) / kind.file).stat().st_size
    failed = 0
    for number in range(sizes):
        # The pages of the old file and a share of the new one.
        room = -(-size // 4096) * 4096 + 4096 + int(size * 1.2 * number / (sizes - 1))
        with tempfile.TemporaryDirectory() as name:
            mount = ["mount", "-t", "tmpfs", "-o", f"size={room}", "rutcheck", name]
            if subprocess.run(mount, capture_output=True, check=False).returncode:
                return None
            try:
                path = Path(name) / kind.file
                _in_child(lambda path=path: kind.write(path, 0))
                failed += not _in_child(lambda path=path: kind.write(path, 1))
                _check(kind, path, allowed)
                _check_alone(kind, path)
            finally:
                subprocess.run(["umount", name], check=True)
    return failed


def _in_child(work: Callable[[], None]) -> bool:
    """Work in a process of its own; return whether it raised no error of a file."""
    from data_feeds.series.bars import DataError

    child = os.fork()
    if child == 0:
        code = 70
        try:
            work()
            code = 0
        except (OSError, DataError):
            code = 3
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code not in (0, 3):
        raise SystemExit(f"a writer ended with {code}")
    return code == 0


def _check(kind: Kind, path: Path, allowed: set[bytes]) -> None:
    if path.read_bytes() not in allowed:
        raise SystemExit(f"{kind.name}: {path} is neither the old file nor the new one")


def _check_alone(kind: Kind, path: Path) -> None:
    others = [file.name for file in path.parent.iterdir() if file != path]
    if others:
        raise SystemExit(f"{kind.name}: {', '.join(others)} is left beside the file")


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def main() -> None:
    """Run all kinds and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--sizes", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with _folder() as articles:
        for command in commands(articles):
            with _folder() as folder:
                left, mixed = kill_commands(command, folder, kills=chosen.kills, seed=chosen.seed)
            print(
                f"{command.name}: {chosen.kills} kills, {left} left a part, {mixed} files of both "
                "versions: always the old file or the new one",
                flush=True,
            )
    for kind in kinds():
        with _folder() as folder:
            left = kill(kind, folder, kills=chosen.kills, seed=chosen.seed)
        with _folder() as folder:
            failed = fill(kind, folder, sizes=chosen.sizes)
        full = fill_disk(kind, sizes=chosen.sizes) if os.geteuid() == 0 else None
        disks = "no file system made" if full is None else f"{full} refused on small file systems"
        print(
            f"{kind.name}: {chosen.kills} kills, {left} left a part; {chosen.sizes} limits, "
            f"{failed} refused; {disks}: always the old file or the new one",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
