"""Days of a part of a year, of the year that followed, that day, and the month just told."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.statement import Statement
from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2025, 3, 3)
NOTE = DatedText(TODAY)


def days(one: Statement) -> tuple[str, str]:
    """Both ends of a statement."""
    return str(one.from_), str(one.to)


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        (
            "In the summer of 2015 the S&P 500 fell 11% from August 17 to August 25.",
            ("2015-08-17", "2015-08-25"),
        ),
        (
            "In late 2018 the S&P 500 peaked on 20 September and went on to lose 19%"
            " by 24 December.",
            ("2018-09-20", "2018-12-24"),
        ),
        (
            "The S&P 500 lost 46% from October 2007 to November of the following year.",
            ("2007-09-30", "2008-11-30"),
        ),
        (
            "One such year was 2000, when the Nasdaq lost 62% between 10 March and 4 April"
            " of the following year.",
            ("2000-03-10", "2001-04-04"),
        ),
        # A part of this year moves no day of it.
        (
            "In early 2025 the Dow rose 4% from January 10 to January 31.",
            ("2025-01-10", "2025-01-31"),
        ),
    ],
)
def test_days_without_a_year_are_those_of_the_year_named(text: str, dated: tuple[str, str]) -> None:
    """A part of a year names it, and the following year is the one after it."""
    assert dated in [days(s) for s in NOTE.statements(text)]


def test_that_day_is_the_day_told_before() -> None:
    """Not the longer span that the figures before it are of."""
    text = (
        "IWM is up 4% for the year. The spark was a soft report on 12 February, which"
        " showed that prices rose 2.8% over the past 12 months. That day the fund rose 2.6%."
    )
    assert days(NOTE.statements(text)[-1]) == ("2025-02-11", "2025-02-12")


def test_the_month_just_told_goes_on_beside_the_present() -> None:
    """What is true now stands in a clause of its own."""
    text = "February was a bore. The Dow rose 1% on the month, and stocks are still dear."
    assert days(NOTE.statements(text)[0]) == ("2025-01-31", "2025-02-28")
    text = "February was a bore. The Dow is up 1% on the month."
    assert days(NOTE.statements(text)[0])[1] == str(TODAY)


def test_of_two_that_fall_more_is_worse() -> None:
    """About how much more does not change the way."""
    text = "IWM has lost 9% this year, about four percentage points more than SPY."
    assert [(s.kind, s.direction) for s in NOTE.statements(text)] == [
        ("return", "down"),
        ("comparison", "down"),
    ]


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        # The words of the low may have a number or a hyphen.
        ("Gold has gained 9% since touching a 26-week low on 5 February.", ("2025-02-05", TODAY)),
        ("Gold has gained 9% since hitting a six-month low on 5 February.", ("2025-02-05", TODAY)),
        ("Gold has gained 9% since its 52-week low on 5 February.", ("2025-02-05", TODAY)),
        ("Gold is 9% below its peak on 5 February.", ("2025-02-05", TODAY)),
        ("Gold was 9% below its peak of 5 February.", ("2025-02-05", TODAY)),
        # In the past, a day behind the high is the one on which the market stood there.
        ("Gold sat about 9% off its peak on 5 February.", (None, "2025-02-05")),
        ("Gold was 9% below its peak on 5 February.", (None, "2025-02-05")),
    ],
)
def test_distances_are_of_the_day_of_the_low_or_of_their_own(
    text: str, dated: tuple[object, object]
) -> None:
    """A move since an extreme begins on its day."""
    assert days(NOTE.only(text)) == tuple(map(str, dated))


def test_a_record_is_broken() -> None:
    """As it is set; one that could be is none yet."""
    found = NOTE.only("Gold breaks new record on a weak dollar")
    assert (found.kind, found.to) == ("record", TODAY)
    assert NOTE.only("Gold broke another record on 5 February.").kind == "record"
    found = NOTE.only("Gold could break a new record this year.")
    assert (found.kind, str(found.to)) == ("forecast", "2025-12-31")
