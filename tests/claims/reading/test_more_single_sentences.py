"""More single sentences: weeks that are judged, runs that ended, odds, yields, the economy."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

# Friday, 15 May 2026.
TODAY = date(2026, 5, 15)
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
only = ARTICLE.only
WEDNESDAY, THURSDAY = date(2026, 5, 13), date(2026, 5, 14)


@pytest.mark.parametrize(
    "text",
    [
        "It was a week to forget for biotech: XBI lost 4%.",
        "It was another bad week for biotech, with XBI losing 4%.",
        "A dismal week for XBI, which lost 4%, ended quietly.",
        "This was a week to remember for short sellers: XBI lost 4%.",
    ],
)
def test_a_week_that_is_judged_is_the_one_told_of(text: str) -> None:
    """What it was like says which week is meant."""
    found = only(text)
    assert (found.value, found.from_, found.to) == ((0.04,), date(2026, 5, 8), TODAY)


@pytest.mark.parametrize(
    ("text", "from_", "to"),
    [
        ("IWM fell 1% this week after a 3% gain the week before.", "2026-05-01", "2026-05-08"),
        ("IWM fell 1% in April, having gained 3% the month before.", "2026-02-28", "2026-03-31"),
        (
            "IWM fell 1% in April after its 3% gain of the previous month.",
            "2026-02-28",
            "2026-03-31",
        ),
        (
            "IWM fell 1% on Thursday, undoing the previous day's 3% gain.",
            "2026-05-12",
            "2026-05-13",
        ),
    ],
)
def test_a_period_before_is_counted_from_the_one_named(text: str, from_: str, to: str) -> None:
    """And dates the second figure alone."""
    first, second = read(text)
    assert (second.from_, second.to) == (date.fromisoformat(from_), date.fromisoformat(to))
    assert first.value == (0.01,)
    assert first.to != second.to


@pytest.mark.parametrize(
    "text",
    [
        "On Thursday KRE ended a run of five daily losses.",
        "KRE snapped a losing streak of five sessions on Thursday.",
        "Thursday's gain broke a streak of five falls in a row for KRE.",
    ],
)
def test_a_run_ended_on_the_day_before_its_end(text: str) -> None:
    """The day that put an end to it is none of it."""
    found = only(text)
    assert (found.value, found.direction) == ((5.0,), "down")
    assert (found.from_, found.to) == (date(2026, 5, 6), WEDNESDAY)


@pytest.mark.parametrize(
    "text",
    ["April was XLI's worst since 2020.", "April was the worst for XLI since 2020."],
)
def test_a_month_that_was_the_worst_since_is_a_record(text: str) -> None:
    """The noun may be left out."""
    found = only(text)
    assert (found.kind, found.from_, found.to) == ("record", date(2020, 12, 31), date(2026, 4, 30))


@pytest.mark.parametrize(
    "text",
    [
        "Twice this week IWM tried to get past $250, and twice it failed.",
        "IWM attempted to climb above $250 this week and failed.",
        "IWM tried to break $250 this week, only to be turned away.",
    ],
)
def test_a_price_that_was_tried_in_vain_lies_above(text: str) -> None:
    """It was not passed."""
    found = only(text)
    assert (found.kind, found.value, found.direction) == ("level", (250.0,), "down")


@pytest.mark.parametrize(
    "text",
    [
        "A flag that IWM has formed since March points to $272.",
        "The flag that the fund IWM has built since March points to $272.",
    ],
)
def test_the_time_of_a_pattern_is_none_of_its_target(text: str) -> None:
    """It says when the pattern was formed."""
    found = only(text)
    assert (found.kind, found.value, found.to) == ("target", (272.0,), None)


@pytest.mark.parametrize(
    "text",
    [
        "The bank's year-end target for SPY has gone down from $740 to $705.",
        "The bank's year-end target for SPY drops to $705 from $740.",
    ],
)
def test_a_target_that_moved_says_nothing_of_the_price(text: str) -> None:
    """Its verb is none of the market."""
    found = only(text)
    assert (found.kind, found.value, found.direction) == ("target", (705.0,), "")


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Above $260 there is little to stop IWM short of $275.", "up"),
        ("Below $290 nothing much would hold IWM up until $275.", "down"),
        ("Once $290 goes, there is nothing under IWM until $275.", "down"),
    ],
)
def test_what_nothing_holds_off_is_a_target(text: str, direction: str) -> None:
    """The condition says which way."""
    found = only(text)
    assert (found.kind, found.value, found.direction) == ("target", (275.0,), direction)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Expect small caps to give back some of their gains by the end of June.", "down"),
        ("Small caps should make up some lost ground by the end of June.", "up"),
        ("Small caps are a good bet to be higher at the end of June.", "up"),
        ("Small caps are favourites to rise by the end of June.", "up"),
        ("Small caps will shed a little more by the end of June.", "down"),
    ],
)
def test_a_move_to_come_without_a_figure(text: str, direction: str) -> None:
    """By its verb, or by what is bet on."""
    found = only(text)
    assert (found.kind, found.direction, found.to) == ("forecast", direction, date(2026, 6, 30))


@pytest.mark.parametrize(
    "text",
    [
        "It would take a war to push oil above $130 this year.",
        "Only a recession would send IWM down by a third this year.",
    ],
)
def test_what_only_something_else_would_bring_is_not_expected(text: str) -> None:
    """It states nothing."""
    assert read(text) == []


def test_cases_are_given_their_odds() -> None:
    """One figure after the other."""
    found = read("We give the bull case 35% and the bear case 15% for IWM at year-end.")
    assert [(s.kind, s.value, s.direction) for s in found] == [
        ("scenario", (0.35,), "up"),
        ("scenario", (0.15,), "down"),
    ]


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [
        ("On 21 days this year IWM moved by more than 2% either way.", 21.0, ""),
        ("IWM rose or fell by 2% or more on 21 days this year.", 21.0, ""),
    ],
)
def test_days_of_large_moves_are_counted(text: str, value: float, direction: str) -> None:
    """The size of the move is no move."""
    found = only(text)
    assert (found.kind, found.value, found.direction) == ("frequency", (value,), direction)


def test_what_failed_is_counted_as_a_fall() -> None:
    """The event counted is the failure."""
    found = only("None of the last six golden crosses in QQQ has failed within three months.")
    assert (found.value, found.direction) == ((0.0, 6.0), "down")


def test_the_better_half_of_a_month_is_a_season() -> None:
    """Of two parts, one is the better one."""
    found = only("The second half of December is as a rule the better one for small caps.")
    assert (found.kind, found.subject, found.direction) == ("seasonal", ("RUT",), "up")


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Two-year yields now exceed ten-year yields by 14 basis points.", "down"),
        ("The ten-year yield exceeds the two-year yield by 14 basis points.", "up"),
        ("The ten-year yield is 14 basis points short of the two-year yield.", "down"),
        ("Ten-year Treasuries yield 14 basis points more than two-year ones.", "up"),
    ],
)
def test_one_yield_set_against_the_other(text: str, direction: str) -> None:
    """The gap is that of the long end to the short one."""
    found = only(text)
    assert (found.subject, found.value) == (("DGS10", "DGS2"), (14.0,))
    assert (found.direction, found.to) == (direction, TODAY)


def test_the_target_range_is_that_of_the_fed() -> None:
    """A move and where it led to, both of the day that is past."""
    found = read("Wednesday's quarter-point cut left the target range at 3.25%-3.50%.")
    assert [(s.subject, s.value, s.to) for s in found] == [
        (("FFT",), (25.0,), WEDNESDAY),
        (("FFT",), (325.0, 350.0), WEDNESDAY),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Officials left their target alone on Wednesday.",
        "There was no move from the Fed on Wednesday.",
        "The Fed skipped a hike on Wednesday.",
    ],
)
def test_the_fed_stayed_where_it_was(text: str) -> None:
    """In several words."""
    found = only(text)
    assert (found.subject, found.value, found.to) == (("FFT",), (0.0,), WEDNESDAY)


@pytest.mark.parametrize(
    "text",
    [
        "IWM swings by 1.1% a day on average.",
        "The average daily move in IWM has been 1.1% this year.",
        "On an average day IWM moves by 1.1%.",
    ],
)
def test_a_mean_daily_move_is_volatility(text: str) -> None:
    """It tells how far, and not which way."""
    found = only(text)
    assert (found.kind, found.value, found.direction) == ("volatility", (0.011,), "")


def test_a_reading_of_today() -> None:
    """What it shows is read today."""
    found = only("A reading of 29 in the VIX shows how nervous investors are.")
    assert (found.kind, found.value, found.to) == ("volatility", (29.0,), TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Unemployment rose to 4.6% in April.",
        "Productivity grew 1.9% in the first quarter.",
        "Exports fell 2.1% in April.",
        "Joblessness stood at 4.6% in April.",
        "Borrowing rose by $12 billion in April.",
    ],
)
def test_a_noun_that_opens_a_sentence_is_no_company(text: str) -> None:
    """It is a fact of the economy."""
    assert [(s.kind, s.subject) for s in read(text)] == [("untestable", ("?",))]


@pytest.mark.parametrize(
    "text",
    [
        "So far 81% of the companies in the Russell 2000 have beaten expectations.",
        "Of the Russell 2000 companies that have reported, 58% beat estimates.",
        "Small caps have not been this cheap relative to large caps since 2001.",
        "Small caps are dearer than their ten-year average, at 17 times earnings.",
    ],
)
def test_results_and_prices_of_earnings_are_no_prices(text: str) -> None:
    """Neither a share of cases nor a record."""
    assert [(s.kind, s.subject) for s in read(text)] == [("untestable", ("RUT",))]


@pytest.mark.parametrize("tail", ["once calm returns", "unless calm returns", "sometime in June"])
def test_a_word_after_a_price_is_nothing_it_counts(tail: str) -> None:
    """The price is one all the same."""
    found = read(f"Gold should come down to $3,900 {tail}.")
    assert [(s.kind, s.value) for s in found] == [("target", (3900.0,))]


def test_once_more_opens_no_condition() -> None:
    """It says that something happens again."""
    found = only("The Nasdaq is once more within a whisker of 24,000.")
    assert (found.kind, found.direction, found.to) == ("level", "down", TODAY)
