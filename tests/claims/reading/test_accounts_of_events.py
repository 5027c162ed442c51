"""Days counted from an event, months of a past account, and the day of a table announced before."""

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TEXT = DatedText(date(2024, 10, 8))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (
            "The S&P 500 rose 22% in the twelve months after June 30, 2004.",
            date(2004, 6, 30),
            date(2005, 6, 30),
        ),
        (
            "The Dow lost 9% in the six months after the first hike of March 16, 2022.",
            date(2022, 3, 16),
            date(2022, 9, 16),
        ),
        (
            "The Fed cut on September 18, 2007. The Nasdaq lost 19% in the following year.",
            date(2007, 9, 18),
            date(2008, 9, 18),
        ),
        (
            "The Fed cut on July 6, 1995. The Dow gained 20% over the year.",
            date(1995, 7, 6),
            date(1996, 7, 6),
        ),
        (
            "The Fed cut on July 6, 1995. Six months later the Dow was up 10%. A year later it had "
            "gained 20%.",
            date(1995, 7, 6),
            date(1996, 7, 6),
        ),
    ],
)
def test_spans_from_an_event(text: str, first: date, last: date) -> None:
    """They begin on its day, also in the sentences after it."""
    found = TEXT.statements(text)[-1]
    assert (found.kind, found.from_, found.to) == ("return", first, last)


def test_without_the_day_of_the_event_it_is_a_mean_of_many() -> None:
    """A first cut alone has no days."""
    (one,) = TEXT.statements("The Dow gained 20% in the twelve months after the first cut.")
    assert (one.from_, one.to) == (None, None)


def test_months_of_a_paragraph_that_opens_with_a_month() -> None:
    """They are those after it, and not the latest ones."""
    text = "August 2007. The Dow fell 8% in September and October. Today it is near a record."
    (one,) = (s for s in TEXT.statements(text) if s.kind == "return")
    assert one.to == date(2007, 10, 31)


def test_the_day_of_a_table_stands_in_the_sentence_before_it() -> None:
    """Its columns end on that day, which ends a quarter."""
    table = (
        "The table shows returns to September 30, 2024.\n\n"
        "| Index | Quarter | Year to date | 1 year |\n|---|---|---|---|\n"
        "| S&P 500 | 5.5% | 20.8% | 34.4% |\n| Russell 2000 | 8.9% | 10.0% | 24.9% |\n"
    )
    found = [s for s in TEXT.statements(table) if s.subject == ("SPX",)]
    assert [(s.from_, s.to) for s in found] == [
        (date(2024, 6, 30), date(2024, 9, 30)),
        (date(2023, 12, 31), date(2024, 9, 30)),
        (date(2023, 9, 30), date(2024, 9, 30)),
    ]
    assert not any("or 20" in s.condition for s in found)


@pytest.mark.parametrize(
    "text",
    [
        "In the half year to June the Russell 2000 rose 1%.",
        "For the half-year to the end of June the Russell 2000 rose 1%.",
        "In the half ended in June the Russell 2000 rose 1%.",
    ],
)
def test_a_half_year_up_to_a_month(text: str) -> None:
    """It is no whole year."""
    found = TEXT.only(text)
    assert (found.from_, found.to) == (date(2023, 12, 31), date(2024, 6, 30))


def test_a_span_after_a_day_of_the_low() -> None:
    """It is counted from that day."""
    (one,) = TEXT.statements("The Dow bottomed on March 9, 2009 and rose 84% in two years.")
    assert (one.from_, one.to) == (date(2009, 3, 9), date(2011, 3, 9))


def test_the_size_of_a_cut_is_no_level() -> None:
    """It was as large on its day."""
    found = TEXT.statements(
        "The Fed cut by half a point on January 3, 2001. The cut of January 31, 2001 was half a "
        "point as well."
    )
    assert [(s.value, s.direction, s.to) for s in found] == [
        ((50.0,), "down", date(2001, 1, 3)),
        ((50.0,), "down", date(2001, 1, 31)),
    ]


def test_of_which_period_a_decline_is_the_deepest() -> None:
    """The year says that, and the distance is of the day of the close."""
    found = TEXT.statements(
        "At its August 5 close the Dow was 6.1% below its record, the deepest decline this year."
    )
    (distance,) = (s for s in found if s.value)
    assert distance.to == date(2024, 8, 5)


def test_how_long_ago_a_record_was_is_no_day_of_the_distance() -> None:
    """The distance is one of now."""
    (one,) = TEXT.statements(
        "The Dow is 1% below its record close of October 4, only two days ago."
    )
    assert one.to == date(2024, 10, 8)


def test_the_cases_of_one_sentence_have_one_horizon() -> None:
    """An earlier forecast of the article does not date the last of them."""
    found = TEXT.statements(
        "The Dow will reach 43,000 by the end of November 2024.\n\nWe see a 60% chance of our base "
        "case, in which the S&P 500 ends 2025 at 6,200, a 20% chance of a bull case with 6,900 and "
        "a 20% chance of a bear case with 4,800."
    )
    assert {s.to for s in found[1:]} == {date(2025, 12, 31)}


def test_the_first_months_of_a_year_just_past_them() -> None:
    """They begin with the year; those after an event begin with it."""
    (one,) = TEXT.statements("The Dow rose 12% in the first nine months.")
    assert (one.from_, one.to) == (date(2023, 12, 31), date(2024, 9, 30))
    found = TEXT.statements("The Dow rose 4% in the first three months after the cut of 2019.")
    assert all(s.to != date(2024, 3, 31) for s in found)
