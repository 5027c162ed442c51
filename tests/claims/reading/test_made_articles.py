"""Sentences of made articles: seasons, later means, tables, trades, what is yet to come."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.place import Placed, place
from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

TODAY = date(2025, 5, 14)


def read(text: str) -> list[Statement]:
    """Return what a text states."""
    return read_text(text, date=TODAY)


def test_halves_named_by_their_season_are_no_shares() -> None:
    """Each mean has the half beside it, in months, and "half" is no 50%."""
    text = (
        "The Russell 2000 has gained 8% on average in the winter half-year, "
        "but 1% in the summer half."
    )
    assert [(s.value, s.condition) for s in read(text)] == [
        ((0.08,), "November to April"),
        ((0.01,), "May to October"),
    ]
    count = "The winter half was positive for the Russell 2000 in 30 of 41 years."
    assert [s.condition for s in read(count)] == ["November to April"]


def test_the_worst_winter_has_not_the_days_of_its_years() -> None:
    """Two years that share a winter do not date its loss."""
    text = "The worst winter for the Russell 2000 was that of 2001-02, when it lost 9%."
    assert [(s.from_, s.to) for s in read(text) if s.value] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "Pre-election years brought the Russell 2000 an average gain of 15%.",
            "pre-election years",
        ),
        (
            "The Santa Claus rally, the last five trading days of December and the first two of "
            "January, has brought the Russell 2000 an average of 1.8% since 1985.",
            "Santa Claus rally",
        ),
    ],
)
def test_a_part_of_the_calendar_is_named_once(text: str, condition: str) -> None:
    """Neither its words nor what it means is another part; it has a study."""
    (one,) = read(text)
    assert one.condition == condition
    assert isinstance(place(one, date=TODAY), Placed)


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [
        ("The Russell 2000 has never lost in a pre-election year since 1991.", (0.0,), "down"),
        ("The S&P 500 has gained in every midterm year since 2006.", (1.0,), "up"),
    ],
)
def test_what_never_or_always_happened_in_a_part_of_the_calendar(
    text: str, value: tuple[float, ...], direction: str
) -> None:
    """A share of none or of all, over the years named."""
    (one,) = read(text)
    assert (one.kind, one.value, one.direction) == ("frequency", value, direction)
    assert one.from_ is not None


@pytest.mark.parametrize(
    "text",
    [
        "Three months after the first rate cut of a cycle the Russell 2000 was down 1% on "
        "average. Twelve months later it was up 9%.",
        "Six months after a first cut the Dow was up 4% on average, and a year after it 9%.",
    ],
)
def test_a_later_mean_follows_the_same_event(text: str) -> None:
    """The second figure is a mean after the event of the first, with its own horizon."""
    second = read(text)[-1]
    assert (second.kind, second.condition) == ("average", "after first cut, 12 months")


def test_a_later_move_of_one_case_is_no_mean() -> None:
    """Without a mean before it, a later move stays a move."""
    text = (
        "Six months after the cut of 2019 the Russell 2000 was down 2%. A year later it was up 9%."
    )
    assert {s.kind for s in read(text)} == {"return"}


def test_a_move_over_months_that_follow_one_named_is_not_of_that_month() -> None:
    """The day from which it counts is not stated."""
    text = "The Russell 2000 bottomed in June 2022 and gained 12% over the following two months."
    assert [(s.from_, s.to) for s in read(text) if s.value] == [(None, None)]


def test_cases_that_are_looked_at_state_nothing() -> None:
    """What singles out the cases is no move."""
    assert (
        read("We looked at every instance since 1985 in which the Dow lost over 6% in a month.")
        == []
    )


def test_what_comes_after_for_is_the_market_of_it() -> None:
    """The pronoun is the index that the sentence names last, not the one spoken of before."""
    text = "The Dow fell 1% on Monday. It was the 12th record close of the year for the Nasdaq."
    assert [s.subject for s in read(text) if s.kind == "record"] == [("IXIC",)]


def test_a_deviation_of_monthly_returns_is_not_that_of_a_year() -> None:
    """The study has volatility a year."""
    monthly, yearly = (
        place(read(f"The {of} of the Russell 2000 since 1990 is 20%.")[0], date=TODAY)
        for of in (
            "standard deviation of the monthly returns",
            "annualized standard deviation of the monthly returns",
        )
    )
    assert isinstance(monthly, WhyNot)
    assert isinstance(yearly, Placed)


TABLE = """Commentary

| {} | 3 months | YTD | 1 year |
|---|---|---|---|
| Russell 2000 | 4.10% | -2.30% | 6.50% |
"""


@pytest.mark.parametrize(
    "over", ["Period ended March 31, 2025", "Returns as of 3/31/2025", "As of 31 March 2025"]
)
def test_the_day_over_the_names_is_that_of_the_whole_table(over: str) -> None:
    """Every column runs up to it, and months to the end of one run from the end of one."""
    assert [(s.value, s.direction, s.from_, s.to) for s in read(TABLE.format(over))] == [
        ((0.041,), "up", date(2024, 12, 31), date(2025, 3, 31)),
        ((0.023,), "down", date(2024, 12, 31), date(2025, 3, 31)),
        ((0.065,), "up", date(2024, 3, 31), date(2025, 3, 31)),
    ]


def test_a_row_under_unknown_headings_keeps_its_own_signs() -> None:
    """A gain after a loss is no loss."""
    text = TABLE.format("Name").replace("3 months | YTD | 1 year", "alpha | beta | gamma")
    assert [s.direction for s in read(text)] == ["up", "down", "up"]


def test_a_sector_of_one_word_before_a_bracket() -> None:
    """Each has the figure in the brackets behind it."""
    text = "Technology (+14%) and industrials (-3%) were far apart in the first quarter."
    assert [(s.subject, s.direction) for s in read(text)] == [(("XLK",), "up"), (("XLI",), "down")]


def test_the_low_that_opens_a_sentence_dates_the_distance() -> None:
    """A day dates it, a month alone does not, and neither is the day of the article."""
    text = "At its {} low the Russell 2000 was 21% below its record high."
    assert [read(text.format(when))[0].to for when in ("May 6", "March")] == [
        date(2025, 5, 6),
        None,
    ]


def test_parts_counted_back_have_no_earlier_sample_and_end_with_the_article() -> None:
    """Ten Septembers are those before the article, whatever the sentence before counted."""
    text = (
        "September has cost the S&P 500 1% on average since 1980. "
        "The VIX has gained in seven of the past ten Septembers."
    )
    count = read(text)[-1]
    found = place(count, date=TODAY)
    assert (count.subject, count.from_) == (("VIX",), None)
    assert isinstance(found, Placed)
    assert found.claim.parameters["last"] == 10
    assert found.claim.parameters["until"] == pd.Timestamp(TODAY)


def test_a_number_of_cycles_is_no_number_of_cuts() -> None:
    """No study counts them."""
    found = place(read("The Fed has gone through six easing cycles since 1987.")[0], date=TODAY)
    assert isinstance(found, WhyNot)


def test_the_fastest_reversal_is_no_extreme_of_a_price() -> None:
    """What was fast is the way, not the level."""
    text = "The VIX fell back below 18 on Friday, the fastest such reversal on record."
    assert "record" not in {s.kind for s in read(text)}


def test_what_is_feared_has_not_happened() -> None:
    """A hike on a day to come, though the fear was stoked."""
    text = "Stocks fell as data stoked fears of a half-point hike by the Fed on Friday."
    (hike,) = [s for s in read(text) if s.kind == "rate"]
    assert (hike.value, hike.to) == ((50.0,), date(2025, 5, 16))


def test_a_spread_from_a_bare_figure_has_the_unit_of_the_other() -> None:
    """The second figure is in percentage points too."""
    text = "The high-yield spread narrowed to 3.4 percentage points from 3.9 a week ago."
    assert read(text)[0].value == (390.0, 340.0)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Russell 2000 rose 4.2% the day after the election.", date(2024, 11, 6)),
        ("The day after the 2016 election the Russell 2000 rose 3%.", date(2016, 11, 9)),
    ],
)
def test_the_day_after_an_election(text: str, day: date) -> None:
    """That of the year named, or the last one."""
    assert [s.to for s in read(text)] == [day]


def test_a_distance_beside_a_close_is_of_its_day() -> None:
    """Not of the day of the article."""
    text = "The Russell 2000 closed Friday at 2,023, or 17% shy of its November 25 record."
    assert {s.to for s in read(text) if s.value} == {date(2025, 5, 9)}


def test_a_distance_from_a_record_makes_no_move_a_long_one() -> None:
    """The fall is of the day of the report, not of the year that the sentence before counts."""
    text = (
        "The Dow tumbled 2% on Wednesday to 41,000.\\n\\nThe index has now lost 6% this year. The "
        "Nasdaq fell 3% to 18,000 and is in a bear market, down 21% from its December 16 record."
    ).replace("\\n", "\n")
    (move,) = [s for s in read(text) if s.subject == ("IXIC",) and s.value == (0.03,)]
    assert (move.from_, move.to) == (date(2025, 5, 13), TODAY)


def test_who_turns_cautious_below_a_price_gives_a_rule() -> None:
    """No target."""
    (one,) = read("We would turn cautious on the Russell 2000 below 1,900.")
    assert (one.kind, one.value, one.direction) == ("rule", (1900.0,), "down")


def test_occurrences_are_cases() -> None:
    """Of a number of them, another number went one way."""
    text = "Of the 13 occurrences, the Russell 2000 was higher a year later 11 times."
    assert [(s.kind, s.value) for s in read(text)] == [("frequency", (11.0, 13.0))]


def test_the_share_beside_some_of_them() -> None:
    """In brackets behind the count, and no mean."""
    text = (
        "Since 1985 the Russell 2000 has fallen over 8% in a month on 30 occasions. "
        "Three months later it had risen in 21 of them (70%), and the average gain was 4%."
    )
    found = [(s.kind, s.value) for s in read(text)][-3:]
    assert found == [("frequency", (21.0, 30.0)), ("frequency", (0.7,)), ("average", (0.04,))]


def test_what_it_would_need_to_regain_is_no_forecast() -> None:
    """And the gain of the year before it is none either."""
    text = (
        "The Russell 2000 is only 2% higher for the year, and would need a further 19% to regain "
        "its November high."
    )
    assert [(s.kind, s.value, s.to) for s in read(text)] == [("return", (0.02,), TODAY)]


def test_what_is_expected_has_not_the_past_time_before_it() -> None:
    """A correction to come is not one of 2020."""
    text = (
        "In 2020 the Russell 2000 gained 18%. If yields rise further, we would expect a 12% "
        "correction."
    )
    assert [(s.kind, s.to) for s in read(text)][-1] == ("forecast", None)


def test_since_a_low_is_not_since_the_start_of_the_year() -> None:
    """The time of the sentence before does not date it."""
    text = (
        "The Russell 2000 has lost 9% this year. Since the April low, however, it has rallied 17%."
    )
    assert [s.from_ for s in read(text)] == [date(2024, 12, 31), None]


def test_what_was_lost_before_has_days_of_its_own() -> None:
    """The gain that undoes it, and the next market, are of the month of the paragraph."""
    text = (
        "In April the S&P 500 rose 2%. The Russell 2000 added 3%, erasing half of the 6% it lost "
        "between the end of January and the end of March. The Nasdaq gained 4%."
    )
    month = (date(2025, 3, 31), date(2025, 4, 30))
    assert [(s.from_, s.to) for s in read(text)] == [
        month,
        month,
        (date(2025, 1, 31), date(2025, 3, 31)),
        month,
    ]


def test_a_mean_of_two_markets_is_their_gap() -> None:
    """After the last cut too, where one market has a study of its own."""
    text = (
        "Since 1990 small caps have outperformed large caps by an average of 5 percentage points "
        "in the 12 months following the final cut of a cycle."
    )
    found = place(read(text)[0], date=TODAY)
    assert isinstance(found, Placed)
    assert found.claim.study == "event_average"
    assert len(found.claim.data) > 1


def test_a_figure_of_a_table_is_with_dividends_or_the_price_alone() -> None:
    """A row has no word for it; a day has no dividends to speak of."""
    text = TABLE.format("As of 31 March 2025").replace("3 months", "1 day")
    day, *months = (place(s, date=TODAY) for s in read(text))
    assert isinstance(day, Placed)
    assert day.claim.study == "day_move"
    for one in months:
        assert isinstance(one, Placed)
        assert set(one.claim.optional.values()) == {"RUT_TR", "RUT_CLOSE"}
        assert one.claim.parameters["instead"] in one.claim.optional


@pytest.mark.parametrize(
    ("headline", "end"),
    [
        ("2026 Outlook: patience pays", date(2026, 12, 31)),
        ("Our outlook for 2026", date(2026, 12, 31)),
        ("Will the rally last?", date(2025, 12, 31)),
    ],
)
def test_the_year_end_of_an_outlook_is_that_of_its_year(headline: str, end: date) -> None:
    """Published in December, and only where the headline names the coming year."""
    text = f"{headline}\n\nWe see the Russell 2000 at 2,900 by year-end."
    assert [s.to for s in read_text(text, date=date(2025, 12, 2)) if s.value] == [end]


def test_a_range_of_billions_is_no_price() -> None:
    """Both ends are of the sum."""
    text = "The fund in question is IWM. Assets under management: around $60–65 billion."
    assert [s for s in read(text) if s.kind == "level"] == []


@pytest.mark.parametrize(
    ("text", "value", "direction", "condition"),
    [
        (
            "Buy the Russell 2000 on a close above 2,100, stop at 2,010; the target is 2,400.",
            2400.0,
            "up",
            "if close above 2100",
        ),
        (
            "Sell the Russell 2000 below 1,950 with a stop at 2,020 and a target of 1,700.",
            1700.0,
            "down",
            "if below 1950",
        ),
        ("Long Russell 2000 at 2,070, stop 1,990, target 2,300.", 2300.0, "up", ""),
    ],
)
def test_the_target_of_a_trade(text: str, value: float, direction: str, condition: str) -> None:
    """A statement of its own beside the rule, with the trigger of the trade as its condition."""
    rule, target = read(text)
    assert (rule.kind, target.kind, target.value) == ("rule", "target", (value,))
    assert (target.direction, target.condition) == (direction, condition)
