"""Records that were not set, ranks of those that were, and the baselines that means have."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2018, 6, 12)
NOTE = DatedText(TODAY)


@pytest.mark.parametrize(
    ("text", "subject", "count", "end"),
    [
        ("Small caps haven't hit a record high in 212 trading days.", "RUT", 212, TODAY),
        ("It has been 77 sessions since the Dow closed at a high.", "DJI", 77, TODAY),
        (
            "Gold's close on Monday ended a stretch of 240 days without a record.",
            "GOLD",
            240,
            datetime.date(2018, 6, 8),
        ),
        (
            "The Nasdaq went 3,700 days without a new high between March 2000 and April 2015.",
            "IXIC",
            3700,
            datetime.date(2015, 4, 30),
        ),
        ("The Dow has gone 95 sessions without a record.", "DJI", 95, TODAY),
        (
            "The Dow has gone 95 sessions without a record, its longest drought since 2016.",
            "DJI",
            95,
            TODAY,
        ),
        (
            "Count the 1,150 days the Nasdaq 100 spent between its October 2010 high and its next "
            "record in May 2014.",
            "NDX",
            1150,
            datetime.date(2014, 5, 31),
        ),
    ],
)
def test_days_without_a_record(text: str, subject: str, count: float, end: datetime.date) -> None:
    """They are counted up to now, to the day before the record, or to the one named last."""
    found = NOTE.only(text)
    assert (found.kind, found.subject, found.value) == ("record", (subject,), (count,))
    assert (found.to, found.condition) == (end, "streak, days without record high")


def test_the_record_that_ended_a_drought() -> None:
    """The days that it took go with the market of the sentence before."""
    record, drought = NOTE.statements(
        "Mid caps closed at a record on Monday. That ended more than 120 days without one."
    )
    assert (drought.subject, drought.value, drought.to) == (
        ("MID",),
        (120,),
        datetime.date(2018, 6, 8),
    )
    assert record.to == datetime.date(2018, 6, 11)


@pytest.mark.parametrize(
    "text",
    [
        "The Dow and the S&P 500 have hit records, but small caps have yet to do so.",
        "Large caps have set new highs. Small caps haven't been able to match them so far.",
        "The Russell 2000 has not yet set a record.",
        "Small caps have been unable to match the record highs of the S&P 500.",
    ],
)
def test_a_market_that_has_no_new_high(text: str) -> None:
    """It is no record of that market."""
    found = [s for s in NOTE.statements(text) if s.subject == ("RUT",)]
    assert [(s.kind, s.direction, s.condition, s.to) for s in found] == [
        ("record", "", "no new high", TODAY)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Dow rose 2% on Monday, but small caps have yet to do so.",
        "If the Russell 2000 has not hit a record by then, we will sell.",
        "The Nasdaq has gone ten sessions without a 1% move.",
    ],
)
def test_what_else_was_not_done(text: str) -> None:
    """It is nothing about records."""
    assert not [s for s in NOTE.statements(text) if "record" in s.condition + s.condition]
    assert not [s for s in NOTE.statements(text) if s.condition == "no new high"]


@pytest.mark.parametrize(
    ("text", "count", "day"),
    [
        ("Gold last closed at a record on May 14, its 9th of the year.", 9, "2018-05-14"),
        ("Gold closed at a high on June 8, marking its 11th this year.", 11, "2018-06-08"),
        ("Gold hit a record high on Monday, the 21st since January.", 21, "2018-06-11"),
    ],
)
def test_a_record_and_its_rank(text: str, count: float, day: str) -> None:
    """The record is of its day, the count of the period."""
    found = {s.value: s.to for s in NOTE.statements(text)}
    assert found == {(): datetime.date.fromisoformat(day), (count,): found[(count,)]}


def test_when_a_record_was_set_last() -> None:
    """It is a record of that time, and nothing has been one since."""
    found = NOTE.only("The Nasdaq last hit a record in January.")
    assert found.to == datetime.date(2018, 1, 31)


@pytest.mark.parametrize(
    ("text", "kind", "condition"),
    [
        ("The Dow usually rises about 7% over any 12-month period.", "average", "any 12 months"),
        (
            "The Dow rose 58% of the time after a last hike, slightly lower than the average of "
            "71% over any 6-month period.",
            "frequency",
            "any 6 months",
        ),
        (
            "A month after a death cross, the Dow is up 0.4% on average, versus an anytime return "
            "of 0.8%.",
            "average",
            "any time",
        ),
        (
            "The Dow gained 66% of the time after such signals, versus a base rate of 72% for any "
            "one-year span.",
            "frequency",
            "any 12 months",
        ),
    ],
)
def test_the_baseline_of_a_mean(text: str, kind: str, condition: str) -> None:
    """It is of any time, and not of what followed the event."""
    found = NOTE.statements(text)[-1]
    assert (found.kind, found.condition, found.direction) == (kind, condition, "up")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Six months after such a cut, stocks were lower, on average.", "SPX"),
        ("A year later, stocks were up 12% on average.", "SPX"),
        ('One strategist said: "Stocks usually rise 9% after a last hike."', "?"),
    ],
)
def test_stocks_after_an_index_was_named(text: str, subject: str) -> None:
    """What they do as a rule is said of the index, unless another speaks."""
    lead = "The S&P 500 lost 2% on average in the month after a first cut.\n\n"
    assert NOTE.statements(lead + text)[-1].subject == (subject,)


def test_stocks_in_a_forecast_after_the_index() -> None:
    """The forecast goes on with the index of the sentence before it."""
    text = (
        "If growth lasts, the S&P 500 could gain 6% to our year-end target of 2,950. "
        "If a recession unfolds, stocks could fall 20% to our 2,230 target."
    )
    assert {s.subject for s in NOTE.statements(text)} == {("SPX",)}
