"""How often an event comes, how many of its cases went one way, and events that were none."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2024, 6, 12)
NOTE = DatedText(TODAY)
COUNTED = "The Russell 2000 has suffered 24 corrections since 1979."


@pytest.mark.parametrize(
    ("text", "value", "condition"),
    [
        (f"{COUNTED} That is one every 22 months.", (1, 22), "corrections, months"),
        (f"{COUNTED} This works out to roughly one every two years.", (1, 2), "corrections, years"),
        (
            "Small caps have averaged one correction every 1.9 years since 1979.",
            (1, 1.9),
            "correction, years",
        ),
        ("Small caps see a 10% pullback about once every 15 months.", (1, 15), "pullback, months"),
    ],
)
def test_how_often_an_event_comes(text: str, value: tuple[float, float], condition: str) -> None:
    """One in so many months or years."""
    found = NOTE.statements(text)[-1]
    assert (found.kind, found.subject, found.value) == ("frequency", ("RUT",), value)
    assert (found.direction, found.condition) == ("down", condition)


@pytest.mark.parametrize(
    "text",
    [
        "We publish one report every 20 months.",
        "One analyst in every six expects a correction.",
        "The S&P 500 trades at 18 for every dollar of earnings.",
    ],
)
def test_what_else_is_said_of_every(text: str) -> None:
    """Reports, voices and multiples are no events."""
    assert not [s for s in NOTE.statements(text) if s.kind == "frequency"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Mid caps have been higher a year after every midterm election. That's 19 for 19.", 19),
        ("Mid caps have risen in the year after every recession, or 7 for 7.", 7),
    ],
)
def test_cases_that_all_went_one_way(text: str, value: float) -> None:
    """The share and its count are two statements on the same cases."""
    share, count = NOTE.statements(text)
    assert (share.value, share.unit, count.value) == ((1,), "fraction", (value, value))
    assert share.condition == count.condition
    assert share.direction == count.direction == "up"


def test_a_record_of_a_month_in_short() -> None:
    """Wins and tries, with the month that they are of."""
    found = NOTE.only("Small caps are 11-for-12 in December since 2006.")
    assert (found.value, found.condition, found.direction) == ((11, 12), "december", "up")


@pytest.mark.parametrize(
    ("text", "value", "direction", "condition"),
    [
        (
            "After such breakouts, small caps lost ground only three times in the next two months.",
            3,
            "down",
            "after breakout, 2 months",
        ),
        (
            "Once small caps broke out, they fell back only twice over the following six months.",
            2,
            "down",
            "after breakout, 6 months",
        ),
        (
            "Small caps were higher just twice a year after such a death cross.",
            2,
            "up",
            "after death cross, 12 months",
        ),
    ],
)
def test_few_cases(text: str, value: float, direction: str, condition: str) -> None:
    """They are counted over the span after the event."""
    found = NOTE.only(text)
    assert (found.kind, found.value, found.direction) == ("frequency", (value,), direction)
    assert found.condition == condition


@pytest.mark.parametrize(
    ("text", "value", "first", "end"),
    [
        (
            "In 2017 there was not a single pullback of 5% in small caps.",
            0,
            "2016-12-31",
            "2017-12-31",
        ),
        (
            "From 1991 to 1997 there was just one correction of 10% in small caps.",
            1,
            "1990-12-31",
            "1997-12-31",
        ),
        (
            "Between the crash of 1987 and the peak in March 2000 there were only four corrections "
            "in small caps.",
            4,
            "1986-12-31",
            "2000-03-31",
        ),
    ],
)
def test_events_of_a_stretch_of_years(text: str, value: float, first: str, end: str) -> None:
    """None, one or a few; the size of such an event is no move."""
    found = NOTE.only(text)
    assert (found.kind, found.value, found.direction) == ("frequency", (value,), "down")
    assert found.from_ == datetime.date.fromisoformat(first)
    assert found.to == datetime.date.fromisoformat(end)


def test_a_stretch_that_leaves_out_what_it_counts() -> None:
    """It goes on with the count of the sentence before."""
    text = (
        "From 1991 to 1997 there was no correction in gold. From 2003 to 2007 there was just one."
    )
    assert [(s.subject, s.value) for s in NOTE.statements(text)] == [
        (("GOLD",), (0,)),
        (("GOLD",), (1,)),
    ]


def test_further_shares_of_counted_events() -> None:
    """Each has its own decade, which may be written with an apostrophe."""
    text = f"{COUNTED} A third of those came during the 1980's, and another 25% fell in the 2000s."
    shares = {s.value[0]: (s.from_, s.to) for s in NOTE.statements(text) if s.unit == "fraction"}
    assert shares[0.25] == (datetime.date(1999, 12, 31), datetime.date(2009, 12, 31))
    assert shares[0.333333] == (datetime.date(1979, 12, 31), datetime.date(1989, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 is 7% below its high. Data via Dow Jones, Morningstar, Bloomberg.",
        "The S&P 500 is 7% below its high, according to Dow Jones Market Data.",
    ],
)
def test_the_publisher_of_data_is_no_index(text: str) -> None:
    """The figures are of the market before."""
    assert {s.subject for s in NOTE.statements(text)} == {("SPX",)}
