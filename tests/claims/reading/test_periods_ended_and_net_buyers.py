"""Periods that end on a printed day, margins behind a mean, net buyers, failures at a price."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2025, 11, 28)
NOTE = DatedText(TODAY)


@pytest.mark.parametrize(
    ("text", "from_"),
    [
        (
            "For the quarter ended 9/30/25, small caps trailed large caps.",
            datetime.date(2025, 6, 30),
        ),
        ("Small caps rose 3% in the year ending 9/30/25.", datetime.date(2024, 9, 30)),
        (
            "Small caps trailed large caps over the three-year period ended September 30, 2025.",
            datetime.date(2022, 9, 30),
        ),
        (
            "The Dow gained 9% over the 12-month period ended September 30, 2025.",
            datetime.date(2024, 9, 30),
        ),
    ],
)
def test_a_period_that_ended(text: str, from_: datetime.date) -> None:
    """It is counted back from its last day."""
    found = NOTE.statements(text)[0]
    assert (found.from_, found.to) == (from_, datetime.date(2025, 9, 30))


def test_a_margin_behind_a_mean() -> None:
    """The mean is one of the first market alone, the margin one of both."""
    text = "Since 1950 small caps have averaged 13% a year, beating the Dow by 2 percentage points."
    found = NOTE.statements(text)
    assert [(s.subject, s.value, s.direction) for s in found] == [
        (("RUT",), (0.13,), "up"),
        (("RUT", "DJI"), (0.02,), "up"),
    ]


def test_net_buyers() -> None:
    """Who bought more than it sold is no price; a market that fell is no part of it."""
    found = NOTE.statements("Funds were net sellers of mid caps and regional banks last week.")
    assert [(s.kind, s.subject) for s in found] == [
        ("untestable", ("MID",)),
        ("untestable", ("KRE",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Bitcoin has not been able to close above $95,000.",
        "Gold could not get above $4,400 last week.",
        "Bitcoin has yet to break through the $95,000 level.",
    ],
)
def test_a_price_not_cleared(text: str) -> None:
    """It stood above the market."""
    assert [(s.kind, s.direction) for s in NOTE.statements(text)] == [("level", "down")]


def test_a_price_that_a_market_grapples_with() -> None:
    """It is one of the market spoken of."""
    found = NOTE.statements("Bitcoin fell on Thursday. The chart grapples with $90,000.")[-1]
    assert (found.kind, found.subject, found.value) == ("level", ("BTC",), (90000,))


def test_one_verb_with_two_times() -> None:
    """It states two moves, unless the second time is one of something else."""
    found = NOTE.statements("Small caps rallied in July and September.")
    assert [s.to for s in found] == [datetime.date(2025, 7, 31), datetime.date(2025, 9, 30)]
    found = NOTE.statements("Small caps rallied in July and September was quiet.")
    assert [s.to for s in found][:1] == [datetime.date(2025, 7, 31)]
    assert len(found) == 1


def test_set_to_skyrocket() -> None:
    """It is a rise to come."""
    found = NOTE.statements("Small caps are set to skyrocket in 2026.")[0]
    assert (found.kind, found.direction, found.to) == (
        "forecast",
        "up",
        datetime.date(2026, 12, 31),
    )
