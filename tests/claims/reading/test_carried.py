"""What goes from clause to clause and sentence to sentence: times, markets, pairs, horizons."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.marks.times import times
from backtests.claims.reading.statement import Statement

TODAY = date(2025, 9, 10)  # a Wednesday


def read(text: str, on: date = TODAY) -> list[Statement]:
    """Return what a text states on a day."""
    return read_text(text, date=on)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on Tuesday last week", "2025-09-02", "2025-09-02"),
        ("since 7 May last year", "2024-05-07", "2024-05-07"),
        ("in October last year", "2024-10-01", "2024-10-31"),
        ("since the start of August", "2025-07-31", "2025-07-31"),
        ("since 1993-94", "1993-01-01", "1994-12-31"),
        ("over the past quarter-century", "2000-09-10", "2025-09-10"),
        ("in the 12 months through June", "2024-07-01", "2025-06-30"),
        ("since the election", "2024-11-05", "2024-11-05"),
        ("this century", "2000-01-01", "2099-12-31"),
        ("through the 5th", "2025-09-05", "2025-09-05"),
        ("since its launch at the end of 2003", "2003-12-31", "2003-12-31"),
        ("late on Monday", "2025-09-08", "2025-09-08"),
    ],
)
def test_times_in_the_words_of_reports(words: str, first: str, last: str) -> None:
    """Days and periods that are named by another one."""
    (time,) = times(f"It fell {words}.", TODAY)
    assert (time.first.isoformat(), time.last.isoformat()) == (first, last)


def test_a_period_of_a_sum_does_not_date_the_move_before_it() -> None:
    """A move to which a year's gain is added up is one of the day of the sentence before."""
    text = "The Dow rose on Tuesday. Gold fell 2% to trim its gain for the year to 30%."
    assert [(s.from_, s.to) for s in read(text) if s.value == (0.02,)] == [
        (date(2025, 9, 8), date(2025, 9, 9))
    ]


def test_a_longer_view_does_not_date_the_move_before_it() -> None:
    """What stands against a move in the present has a time of its own."""
    one, two = read("On Tuesday gold lost 3%, though it is still up 20% since January.")
    assert (one.from_, one.to) == (date(2025, 9, 8), date(2025, 9, 9))
    assert (two.value, two.to) == ((0.2,), TODAY)


def test_what_was_before_does_not_date_what_is() -> None:
    """A price as it stands, after one of a day that is named."""
    one, two = read("Bitcoin is back at $61,200 after touching $64,000 on 3 September.")
    assert (one.to, two.to) == (TODAY, date(2025, 9, 3))


def test_a_fact_of_the_economy_dates_no_market() -> None:
    """The month of a statistic is none of the index."""
    found = read(
        "The Dow rose on Tuesday. The S&P 500 gained 2%, while consumer prices rose by 3% in July."
    )
    assert [(s.from_, s.to) for s in found if s.kind == "return" and s.value] == [
        (date(2025, 9, 8), date(2025, 9, 9))
    ]


def test_a_forecast_goes_on_with_the_horizon_before_it() -> None:
    """A second target of the paragraph is one for the same day."""
    *_, last = read(
        "We see the S&P 500 at 7,000 by the end of 2026. Our target for the Dow is 50,000."
    )
    assert (last.subject, last.to) == (("DJI",), date(2026, 12, 31))


def test_what_a_target_amounts_to_has_its_horizon() -> None:
    """The upside that a target implies is reached with it."""
    _, upside = read(
        "Our year-end target for gold is $4,000, implying upside of 10% from Tuesday's close."
    )
    assert (upside.kind, upside.value, upside.to) == ("target", (0.1,), date(2025, 12, 31))


def test_all_three_are_the_markets_named_before() -> None:
    """One verb for the markets of the sentence before."""
    found = read("The Dow, the S&P 500 and gold fell on Monday. All three have lost 4% since May.")
    assert [s.subject for s in found if s.value == (0.04,)] == [("DJI",), ("SPX",), ("GOLD",)]


def test_a_lead_without_the_other_market_is_one_over_that_of_the_sentence_before() -> None:
    """The two markets last compared, and the returns behind their gap."""
    found = read(
        "Small caps have beaten large caps since June. In 2025 small caps are ahead by 3 points: "
        "12% against 9%."
    )
    assert [(s.kind, s.subject, s.value) for s in found[1:]] == [
        ("comparison", ("RUT", "SPX"), (0.03,)),
        ("return", ("RUT",), (0.12,)),
        ("return", ("SPX",), (0.09,)),
    ]


def test_a_count_of_cases_named_before() -> None:
    """How often it rose in the cases that the sentence before speaks of."""
    text = "There have been nine such cuts since 1990. A year later the S&P 500 rose seven times."
    (one,) = [s for s in read(text) if s.subject == ("SPX",)]
    assert (one.kind, one.value, one.unit) == ("frequency", (7.0,), "count")


def test_another_market_in_the_same_cases() -> None:
    """A mean goes on to the next market."""
    _, second = read(
        "After a golden cross small caps have gained 6% on average. The S&P 500 managed only 4%."
    )
    assert (second.kind, second.subject, second.value) == ("average", ("SPX",), (0.04,))


def test_a_rank_of_a_month_beside_its_mean() -> None:
    """The tendency and the figure are two statements."""
    found = read(
        "May is the weakest month of the year for gold, which has lost 1% on average since 1980."
    )
    assert sorted((s.kind, s.value) for s in found) == [("seasonal", ()), ("seasonal", (0.01,))]


def test_a_rank_at_the_end_counts() -> None:
    """How many times this year something has happened."""
    (one,) = read("On Tuesday the VIX closed above 30 for the fourth time this year.")
    assert (one.kind, one.value, one.direction, one.to) == (
        "frequency",
        (4.0,),
        "up",
        date(2025, 9, 9),
    )


@pytest.mark.parametrize(
    "text",
    [
        "A year ago the bank expected the Dow at 40,000.",
        "The yield is 2% below its 200-day average.",
        "Bear markets in small caps have lasted 14 months on average.",
    ],
)
def test_no_statement_of_figures_that_are_past_or_of_something_else(text: str) -> None:
    """Forecasts of old, distances from an average and lengths of time state no price."""
    assert not [s for s in read(text) if s.value]


def test_a_price_is_none_of_a_yield() -> None:
    """A figure in the thousands goes on with the index, though a yield was named last."""
    *_, last = read(
        "The Dow closed at 44,100. The 10-year yield is 4.2%. "
        "If 43,000 gives way, the next stop is 42,000."
    )
    assert (last.subject, last.value, last.direction) == (("DJI",), (42000.0,), "down")


def test_two_year_notes_that_pay_more_invert_the_curve() -> None:
    """The gap is that of the long end over the short one."""
    *_, one = read("Two-year notes yield 4.6%, 30 basis points more than tens.")
    assert (one.subject, one.value, one.direction) == (("DGS10", "DGS2"), (30.0,), "down")


def test_an_unknown_market_cannot_be_tested() -> None:
    """Whatever the kind, a market that is not named makes it so."""
    (one,) = read("Stocks will rise by 5% by the end of the year.")
    assert (one.subject, one.testable) == (("?",), False)


def test_a_sum_is_no_time_of_the_account() -> None:
    """The month of a sum does not date the sentences after it, the day does."""
    text = "Gold rose 1% on Tuesday, taking its gain for the month to 8%. The Dow lost 100 points."
    *_, dow = read(text)
    assert (dow.subject, dow.from_, dow.to) == (("DJI",), date(2025, 9, 8), date(2025, 9, 9))


def test_of_two_markets_compared_the_first_is_spoken_of() -> None:
    """The index of the next sentence is the one that did better or worse."""
    text = "The Russell 2000 has beaten the S&P 500 since May. The index fell 2% on Tuesday."
    *_, last = read(text)
    assert (last.subject, last.value) == (("RUT",), (0.02,))


def test_a_price_does_not_turn_the_move_after_it() -> None:
    """The second market moves as the first, whatever price stands between them."""
    text = "The Dow fell 2% on Tuesday to 43,950.10, the S&P 500 3% and gold 1%."
    found = read(text)
    assert [(s.subject, s.direction) for s in found if s.kind == "return"] == [
        (("DJI",), "down"),
        (("SPX",), "down"),
        (("GOLD",), "down"),
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Oil had its biggest weekly drop since March, losing 9% to $61.20.", "2025-09-05"),
        ("The Dow ended with a weekly gain of 2%.", "2025-09-05"),
    ],
)
def test_a_weekly_move_is_one_of_the_week(text: str, first: str) -> None:
    """The word before the move says its period."""
    (one,) = [s for s in read(text) if s.kind == "return"]
    assert one.from_ == date.fromisoformat(first)


def test_months_that_are_listed_are_moves_of_their_own() -> None:
    """One sentence on three cuts."""
    found = read("We expect the Fed to cut in October, November and December.")
    assert [s.from_ for s in found] == [date(2025, 9, 30), date(2025, 10, 31), date(2025, 11, 30)]


def test_a_total_of_moves_of_the_fed() -> None:
    """A number after "a total of" counts what was spoken of."""
    *_, total = read("Futures show a 60% chance of a cut by October and a total of five by June.")
    assert (total.kind, total.value, total.unit, total.direction) == (
        "rate",
        (5.0,),
        "count",
        "down",
    )


def test_a_heading_over_forecasts_puts_months_ahead() -> None:
    """Under an outlook a month without a year is the next one."""
    (one,) = read_text("Gold peaks at $4,200 in May.", date=TODAY, title="Our outlook for 2026")
    assert one.to == date(2026, 5, 31)


def test_a_figure_before_its_caption() -> None:
    """A move and its market on both sides of a colon."""
    (one,) = read("18%: gain of the Russell 2000")
    assert (one.kind, one.subject, one.value, one.direction) == ("return", ("RUT",), (0.18,), "up")


def test_of_the_rules_only_thresholds_are_kept() -> None:
    """Sizes of trades are no thresholds, and a target beside a rule stays one."""
    (rule,) = [
        s
        for s in read("We hold IWM and will buy 2% more below $180 and another 4% below $170.")
        if s.kind == "rule"
    ]
    assert rule.value == (180.0, 170.0)


@pytest.mark.parametrize(
    "text",
    [
        "A rise above 1% in the 10-year yield would be a test for stocks.",
        "By definition, a rise of 20% from a low makes a bull market.",
        "Futures price two cuts, down from four a month ago.",
    ],
)
def test_what_is_only_supposed_is_no_statement(text: str) -> None:
    """Definitions, hypotheses and what was expected before leave no figure of their own."""
    assert not [s for s in read(text) if s.value and s.unit != "count" and s.kind != "rate"]
    assert (4.0,) not in [s.value for s in read(text)]


def test_a_probability_that_follows_a_count_of_cuts() -> None:
    """What is expected of the Fed stays a count, and the chance of another outcome stands alone."""
    found = read("The market expects two cuts this year and puts the risk of a recession at 30%.")
    assert sorted((s.kind, s.subject, s.value) for s in found) == [
        ("rate", ("FFT",), (2.0,)),
        ("scenario", ("?",), (0.3,)),
    ]


def test_an_index_at_thousands_is_not_the_index_of_volatility() -> None:
    """The VIX was named last, and no VIX is at 2,900."""
    text = "The Russell 2000 closed at 2,400.\n\nThe VIX is at 17. We see the index at {} by June."
    read_as = {level: read(text.format(level))[-1] for level in ("2,900", "25")}
    assert [s.subject for s in read_as.values()] == [("RUT",), ("VIX",)]


@pytest.mark.parametrize("second", ["Since 2005 the mean is 0.2%.", "The mean since 2005 is 0.2%."])
def test_a_mean_after_one_of_a_month_is_of_that_month(second: str) -> None:
    """The month of the paragraph, and the sample of the sentence itself."""
    first = "The Russell 2000 has gained 1.1% on average in Mays since 1980."
    (one,) = [s for s in read(f"{first} {second}") if s.value == (0.002,)]
    assert (one.kind, one.condition.lower(), one.direction) == ("seasonal", "may", "up")
    assert one.from_ == date(2004, 12, 31)


def test_an_effect_that_faded_is_no_fall() -> None:
    """The verb belongs to the effect, and the mean is a gain."""
    text = (
        "The June effect has since weakened: the Russell 2000 has averaged 0.3% in June since 2001."
    )
    assert [(s.value, s.direction) for s in read(text)] == [((0.003,), "up")]
    bare = "June is kind to the Russell 2000. The effect has faded: since 2001 the mean is 0.3%."
    assert [s.direction for s in read(bare) if s.value == (0.003,)] == ["up"]
