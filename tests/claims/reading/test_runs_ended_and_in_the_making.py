"""Runs that a move named without its market ended, and records that a market is on pace for."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

NOTE = DatedText(datetime.date(2025, 10, 15))


@pytest.mark.parametrize(
    "text",
    [
        "The slide ended a six-day winning streak.",
        "The decline put an end to a six-session winning streak.",
        "Tuesday's drop snapped a six-day winning streak.",
    ],
)
def test_a_run_that_a_move_ended(text: str) -> None:
    """It is one of the market that moved, up to the day before."""
    found = NOTE.statements(f"The Russell 2000 fell on Tuesday. {text}")[-1]
    assert (found.subject, found.value, found.direction) == (("RUT",), (6,), "up")
    assert found.to in (None, datetime.date(2025, 10, 13))


def test_a_run_of_a_company() -> None:
    """It is one of no market."""
    assert NOTE.statements("Acme (ACME) fell. The slide ended a six-day winning streak.") == []


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The Dow is on pace for its best week since May.", datetime.date(2025, 10, 17)),
        ("Small caps are headed for their worst month since March.", datetime.date(2025, 10, 31)),
        ("Gold is on track to have its best October since 1999.", datetime.date(2025, 10, 31)),
        ("The S&P 500 is poised for its best year since 2021.", datetime.date(2025, 12, 31)),
    ],
)
def test_a_record_in_the_making(text: str, last: datetime.date) -> None:
    """It is one of the whole period under way."""
    found = NOTE.only(text)
    assert (found.kind, found.to) == ("record", last)


def test_a_high_that_is_only_near() -> None:
    """To be on track to close at a high is no record."""
    assert NOTE.statements("The Dow is on track to close at its highest level since May.") == []
