"""Made sentences: markets, times and figures that hang together in each of several ways."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from backtests.claims.reading.grammar import read_text
from tests.claims.reading.made import STRUCTURES, TODAY, Made, Read, made

COUNT = 12


def weekday(day: date | None) -> date | None:
    """A day, moved back to Friday when it falls on a weekend."""
    return day - timedelta(max(0, day.weekday() - 4)) if day else None


def compared(read: Read) -> tuple[object, ...]:
    """A statement in the form in which two are compared."""
    kind, subject, value, unit, direction, first, last = read
    values = tuple(round(v, 6) for v in value)
    return kind, subject, values, unit, direction, weekday(first), weekday(last)


def states(sentence: Made) -> list[Read]:
    """What a sentence is read to state."""
    return [
        (s.kind, s.subject, s.value, s.unit, s.direction, s.from_, s.to)
        for s in read_text(sentence.text, date=TODAY)
    ]


@pytest.mark.parametrize("structure", list(STRUCTURES))
def test_sentences_of_a_structure_are_read(structure: str) -> None:
    """Each figure with its market, direction and days, and nothing else."""
    wrong = []
    for sentence in made(structure, COUNT):
        got = sorted(map(compared, states(sentence)), key=str)
        want = sorted(map(compared, sentence.states), key=str)
        if got != want:
            wrong.append((sentence.text, got, want))
    assert wrong == []
