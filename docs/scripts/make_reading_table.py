"""Print the figures of docs/reference/reading.md: recall and precision of the grammar by kind.

python docs/scripts/make_reading_table.py FOLDER

FOLDER has phrases.jsonl, articles/ with their labels, and score.py, which compares them.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from backtests.claims.documents.content import read_content
from backtests.claims.documents.extraction import extract
from backtests.claims.reading.grammar import read_text

HEADER = "| | expected | recall | precision | F1 | F1, strict |\n|---|---|---|---|---|---|"


def scorer(folder: Path) -> Any:
    """Return the program that compares readings with labels."""
    spec = importlib.util.spec_from_file_location("reading_score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder}: no score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the lines of a labels file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def predictions(folder: Path) -> tuple[dict[str, list[Any]], list[str]]:
    """Return the statements read by id, and the files of their labels."""
    found = {
        row["id"]: read_text(row["text"], date=date.fromisoformat(row["date"]))
        for row in rows(folder / "phrases.jsonl")
    }
    labels = [folder / "phrases.jsonl"]
    for path in sorted((folder / "articles").glob("*")):
        if path.suffix in {".txt", ".html", ".md"}:
            labels.append(path.with_suffix(".labels.jsonl"))
            day = date.fromisoformat(rows(labels[-1])[0]["date"])
            found[path.stem] = read_text(extract(read_content(str(path))).text, date=day)
    return found, [str(path) for path in labels]


def tallied(score: Any, read: dict[str, list[Any]], labels: list[str], *, strict: bool) -> Any:
    """Return the counts by kind."""
    expected = score.read_labels(labels)
    known = set(expected) | {score.stem(name) for name in expected}
    found = {
        name: score.statements(name, {"s": [s.as_json() for s in made]}, "s")
        for name, made in read.items()
        if name in known
    }
    tally = score.Tally()
    for name, labelled, predicted in score.pairs(expected, found):
        tally.add(name, labelled, predicted, strict)
    return tally


def line(score: Any, name: str, counts: tuple[int, ...], strict: tuple[int, ...]) -> str:
    """Return a row of the table."""
    recall, precision, f1 = score.rates(*counts)
    return (
        f"| {name} | {counts[0]} | {recall:.2f} | {precision:.2f} | {f1:.2f} "
        f"| {score.rates(*strict)[2]:.2f} |"
    )


def main() -> None:
    """Print one row a kind, then the totals of the sentences, the articles and both."""
    folder = Path(sys.argv[1])
    score = scorer(folder)
    read, labels = predictions(folder)
    loose, strict = (tallied(score, read, labels, strict=s) for s in (False, True))
    print(HEADER)
    for kind in score.KINDS:
        counts = tuple(
            tuple(c[kind] for c in (t.expected, t.found, t.predicted, t.right))
            for t in (loose, strict)
        )
        print(line(score, kind, *counts))
    for name, some in (
        ("**sentences**", labels[:1]),
        ("**articles**", labels[1:]),
        ("**all**", labels),
    ):
        totals = (tallied(score, read, some, strict=s).total() for s in (False, True))
        print(line(score, name, *totals))


if __name__ == "__main__":
    main()
