"""Shorthand of trading desks is read as what it stands for, at its place in the article."""

import datetime

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.text.shorthand import written_out

ON = datetime.date(2022, 8, 19)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("added c.7% in approx.3 weeks", "added c. 7% in approx. 3 weeks"),
        ("the 30y yield and the 2yr note", "the 30-year yield and the 2-year note"),
        ("UST 5y at 3.1%, 30y was at 3.2%", "UST 5-year yield at 3.1%, 30-year yield was at 3.2%"),
        ("Fed funds 2.50%; 2y: 3.25%", "Fed funds 2.50%; 2-year yield: 3.25%"),
        (
            "up 4% y/y, 2% q/q, 1% m/m",
            "up 4% over the past year, 2% over the past quarter, 1% over the past month",
        ),
        ("lost 1% w/w and 0.2% d/d", "lost 1% over the past week and 0.2% on the day"),
        ("over the past 9m and the next 6 m", "over the past 9 months and the next 6 months"),
        ("for 4 straight wks, 3 mths and 5 yrs", "for 4 straight weeks, 3 months and 5 years"),
        ("the 1st half and the 2nd half of 2019", "the first half and the second half of 2019"),
        ("a YE23 target and one for YE 2024", "a year-end 2023 target and one for year-end 2024"),
        ("from 3 Mar 20 to 14-Apr-21", "from 3 Mar 2020 to 14 Apr 2021"),
        ("its Feb-2020 peak and its Mar-20 low", "its Feb 2020 peak and its Mar 2020 low"),
        ("w/c 8 August, w/e 12 August", "the week of 8 August, the week ended 12 August"),
    ],
)
def test_it_is_written_out(short: str, full: str) -> None:
    """With the places of its own letters, in order."""
    written, places = written_out(short, range(len(short)))
    assert written == full
    assert len(places) == len(written)
    assert list(places) == sorted(places)
    assert (places[0], places[-1]) == (0, len(short) - 1)


@pytest.mark.parametrize(
    "text",
    [
        "The fund returned 8.2% a year over 10 years: 3-year: 5.2%, 10y: 7.1%.",
        "On 3 Mar 20 points were lost, and on 4 Mar 12% of them came back.",
        "It rose from $2.10m to 2.15 m in the year to May-end.",
        "Index 31 Mar 30 Jun 29 Sep",
        "A/B tests, 24/7 trading and a 3-for-1 split.",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    """Returns by length of time, days before a figure, sums of money, and ratios."""
    assert written_out(text, range(len(text))) == (text, tuple(range(len(text))))


def test_the_places_of_statements_are_those_of_the_article() -> None:
    """Of the text as it was given, before and after the short form."""
    article = "Small caps: c.9%  up y/y. In the 2nd half of 2021 the Russell 2000 lost 2.8%."
    found = read_text(article, date=ON)
    assert [article[s.start : s.end] for s in found] == [s.text for s in found]
    assert [(s.value, s.from_, s.to) for s in found] == [
        ((0.09,), datetime.date(2021, 8, 19), ON),
        ((0.028,), datetime.date(2021, 6, 30), datetime.date(2021, 12, 31)),
    ]
    assert "c.9% up y/y" in found[0].sentence


@pytest.mark.parametrize(
    "week",
    [
        "the week of 8 August",
        "the week of Monday, August 8, 2022",
        "the week commencing 8 August",
        "the week beginning on 8 August",
        "the week of Sunday, 7 August",
        "the w/c 8 August",
        "the week ended 12 August",
    ],
)
def test_a_week_that_is_named_by_a_day_is_that_week(week: str) -> None:
    """And not the day, nor the present week."""
    (found,) = read_text(f"The Russell 2000 gained 4.9% in {week}.", date=ON)
    assert (found.from_, found.to) == (datetime.date(2022, 8, 5), datetime.date(2022, 8, 12))
