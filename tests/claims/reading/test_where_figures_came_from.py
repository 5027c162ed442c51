"""Rates and odds with where they came from, days within a period, months of the economy."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

FRIDAY = datetime.date(2025, 10, 17)
NOTE = DatedText(FRIDAY)


@pytest.mark.parametrize(
    ("text", "symbol", "ends"),
    [
        ("The 10-year yield dropped to 4.02% from a two-month high of 4.19%.", "DGS10", (419, 402)),
        ("The two-year yield has slid from a peak of 3.9% to 3.5%.", "DGS2", (390, 350)),
        ("The 10-year yield eased to 4.02% from a recent high of 4.2%.", "DGS10", (420, 402)),
    ],
)
def test_from_an_extreme(text: str, symbol: str, ends: tuple[float, ...]) -> None:
    """Its level is where the move began, and the length of "two-month" is none."""
    found = NOTE.only(text)
    assert (found.kind, found.subject, found.value) == ("rate", (symbol,), ends)
    assert found.direction == "down"


def test_a_range_from_a_low() -> None:
    """What could be is no move from one end to the other."""
    found = NOTE.only("The Russell 2000 could trade from a low of 2,300 to 2,600 by year-end.")
    assert (found.kind, found.value) == ("range", (2300, 2600))


def test_a_definition_from_a_high() -> None:
    """It has no figure of the high."""
    assert NOTE.statements("A correction is a drop of 10% from a high.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Expectations for a cut of 50 basis points at the December meeting have jumped to 30%.",
        "Market pricing for a hike in December has slipped to 30% from 45%.",
        "Pricing of a cut in December fell to 30%.",
    ],
)
def test_expectations_are_odds(text: str) -> None:
    """A percentage to which they rose or fell."""
    found = NOTE.only(text)
    assert (found.kind, found.subject, found.value) == ("scenario", ("FFT",), (0.3,))


@pytest.mark.parametrize(
    "text",
    [
        "The Dow hit a record high earlier this month (Wednesday, Oct. 8).",
        "The Dow set a record this month, on October 8.",
    ],
)
def test_a_day_within_a_period(text: str) -> None:
    """The day right behind it says when."""
    found = NOTE.only(text)
    assert (found.kind, found.to) == ("record", datetime.date(2025, 10, 8))


def test_a_remark_behind_a_period() -> None:
    """What is said of a day in brackets leaves the month what it was."""
    (fall, *_) = NOTE.statements("Gold fell 3% in September (it recovered on Oct. 2).")
    assert fall.to == datetime.date(2025, 9, 30)


def test_the_day_of_a_record_that_a_market_is_below() -> None:
    """It dates the record, whatever else the clause is on."""
    found = NOTE.statements(
        "The Dow closed at 45,900, down 1.2% on the day and 2.4% below its Oct. 6 record closing"
        " high of 47,030."
    )
    (record,) = (s for s in found if s.kind == "record")
    assert (record.value, record.to) == ((47030,), datetime.date(2025, 10, 6))


def test_the_benchmark_bond() -> None:
    """Its yield is the ten-year one."""
    found = NOTE.only("The yield on the benchmark note slid to 3.97%, its lowest since April.")
    assert (found.kind, found.subject, found.value) == ("record", ("DGS10",), (397,))


def test_the_month_of_a_fact_of_the_economy() -> None:
    """In a report on a day it dates no move of a market after it."""
    fall, _, rise = NOTE.statements(
        "Stocks fell on Thursday.\n\nRetail sales rose 0.4% in September. The news helped lift the"
        " Nasdaq 0.3%."
    )
    assert fall.to == rise.to == datetime.date(2025, 10, 16)
    _, rise = NOTE.statements(
        "Retail sales rose 0.4% in September. The Nasdaq gained 3.1%, its best month since May."
    )[:2]
    assert rise.to == datetime.date(2025, 9, 30)


@pytest.mark.parametrize(
    "text",
    [
        "Shares slipped Thursday as buyers balked at historically high prices.",
        "Small caps fell Thursday on historically weak demand.",
    ],
)
def test_a_day_beside_what_is_historically_high(text: str) -> None:
    """No habit of its weekday."""
    assert {s.kind for s in NOTE.statements(text)} == {"return"}


def test_their_records() -> None:
    """They are those of the indexes at large, whatever was spoken of before."""
    text = "The Fed met in September. Major stock indexes this week had their worst loss since May."
    assert NOTE.statements(text)[-1].subject == ("?",)


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("The 10-year yield slid Thursday after an auction.", "DGS10"),
        ("The yield on the two-year note fell on Thursday.", "DGS2"),
    ],
)
def test_a_yield_without_a_figure(text: str, symbol: str) -> None:
    """One of a term moves like a price does."""
    found = NOTE.only(text)
    assert (found.kind, found.subject, found.direction) == ("rate", (symbol,), "down")
    assert found.to == datetime.date(2025, 10, 16)


def test_the_days_after_a_day() -> None:
    """A move over them began on that day; a move so many days later is one of a day."""
    text = "The Dow fell 1.6% on Oct. 6. It gained 2% over the next three days."
    over = NOTE.statements(text)[-1]
    assert (over.from_, over.to) == (datetime.date(2025, 10, 6), datetime.date(2025, 10, 9))
    text = "The Dow fell 1.6% on Oct. 6. Three days later it gained 2%."
    later = NOTE.statements(text)[-1]
    assert (later.from_, later.to) == (datetime.date(2025, 10, 8), datetime.date(2025, 10, 9))
