"""The labelled texts, where they are: the scores that docs/reference/reading.md names."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from backtests.claims.documents.content import read_content
from backtests.claims.documents.extraction import extract
from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("RUTCHECK_READING") or ROOT.parent / "shared/reading")
pytestmark = pytest.mark.skipif(
    not (FOLDER / "score.py").exists(), reason="no labelled sentences: set RUTCHECK_READING"
)


@pytest.fixture(scope="module")
def score() -> ModuleType:
    """The program that compares readings with labels."""
    spec = importlib.util.spec_from_file_location("reading_score", FOLDER / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(path: Path) -> list[dict[str, object]]:
    """The lines of a labels file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def phrases() -> Iterator[tuple[str, list[Statement]]]:
    """Each entry of the phrase book, read."""
    for row in rows(FOLDER / "phrases.jsonl"):
        day = date.fromisoformat(str(row["date"]))
        yield str(row["id"]), read_text(str(row["text"]), date=day)


def articles() -> Iterator[tuple[str, list[Statement]]]:
    """Each article, read as a whole."""
    for path in sorted((FOLDER / "articles").glob("*")):
        if path.suffix in {".txt", ".html", ".md"}:
            labels = path.with_suffix(".labels.jsonl")
            day = date.fromisoformat(str(rows(labels)[0]["date"]))
            text = extract(read_content(str(path))).text
            yield path.stem, read_text(text, date=day)


def tally(
    score: ModuleType, read: Iterator[tuple[str, list[Statement]]], labels: list[Path], strict: bool
) -> tuple[float, float]:
    """F1 and precision over all statements."""
    expected = score.read_labels([str(path) for path in labels])
    found = {
        name: score.statements(name, {"s": [s.as_json() for s in made]}, "s") for name, made in read
    }
    counted = score.Tally()
    for name, labelled, predicted in score.pairs(expected, found):
        counted.add(name, labelled, predicted, strict)
    _, precision, f1 = score.rates(*counted.total())
    return f1, precision


@pytest.mark.parametrize(("strict", "least"), [(False, 0.90), (True, 0.85)])
def test_the_phrase_book_is_read(score: ModuleType, strict: bool, least: float) -> None:
    """F1 of at least .90 and precision of .92; .85 with direction and first day."""
    f1, precision = tally(score, phrases(), [FOLDER / "phrases.jsonl"], strict)
    assert f1 >= least
    assert strict or precision >= 0.92


@pytest.mark.parametrize(("strict", "least"), [(False, 0.80), (True, 0.72)])
def test_the_articles_are_read(score: ModuleType, strict: bool, least: float) -> None:
    """F1 of at least .80; .72 with direction and first day."""
    labels = sorted((FOLDER / "articles").glob("*.labels.jsonl"))
    assert tally(score, articles(), labels, strict)[0] >= least
