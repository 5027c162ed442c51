"""What a sentence takes from those around it: questions, dated events, sums, counted moves."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

TODAY = date(2025, 9, 10)  # a Wednesday


def read(text: str, on: date = TODAY) -> list[Statement]:
    """Return what a text states on a day."""
    return read_text(text, date=on)


def test_an_answer_takes_market_and_time_of_its_question() -> None:
    """A level without a verb, after a question on a later day, is a target."""
    (one,) = read(
        "Q: Where will gold be at the end of the year?\n\nA: At $4,100, higher than today."
    )
    assert (one.kind, one.subject, one.value, one.direction, one.to) == (
        "target",
        ("GOLD",),
        (4100.0,),
        "up",
        date(2025, 12, 31),
    )


def test_an_answer_may_cancel_a_view() -> None:
    """The level that follows "What would prove us wrong?" is an invalidation."""
    (one,) = read("What would prove us wrong? A weekly close of the Dow below 41,000.")
    assert (one.kind, one.value, one.condition) == ("rule", (41000.0,), "invalidation")


def test_another_counts_one_more_move() -> None:
    """Two verbless cuts are two statements of one cut each."""
    found = read("One cut in October, another in December, and that will be all.")
    assert [(s.kind, s.value, s.to) for s in found] == [
        ("rate", (1.0,), date(2025, 10, 31)),
        ("rate", (1.0,), date(2025, 12, 31)),
    ]


def test_what_a_move_adds_up_to_has_a_time_of_its_own() -> None:
    """The day's move is not dated by the month that its sum is one of."""
    day, month = read("Gold rose 1% on Tuesday. Oil fell 2%, taking its loss for the month to 6%.")[
        1:
    ]
    assert (day.from_, day.to) == (date(2025, 9, 8), date(2025, 9, 9))
    assert (month.from_, month.to) == (date(2025, 8, 31), TODAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (
            "After 5 May 2020 gold lost 4% by the end of the year.",
            date(2020, 5, 5),
            date(2020, 12, 31),
        ),
        (
            "In 2015 oil fell 30% and the following year it rose 45%.",
            date(2015, 12, 31),
            date(2016, 12, 31),
        ),
        (
            "Between the start of 2019 and July of that year the Dow gained 15%.",
            date(2018, 12, 31),
            date(2019, 7, 31),
        ),
        ("In the previous week the Dow lost 2%.", date(2025, 8, 29), date(2025, 9, 5)),
    ],
)
def test_times_counted_from_a_date_before_them(text: str, first: date, last: date) -> None:
    """The end of the year, the following year and "of that year" go with the dated event."""
    one = read(text)[-1]
    assert (one.from_, one.to) == (first, last)


@pytest.mark.parametrize(
    ("text", "on", "last"),
    [
        ("The Dow ended the week at 45,000.", date(2025, 9, 8), date(2025, 9, 5)),
        ("The Dow ended the week at 45,000.", date(2025, 9, 5), date(2025, 9, 5)),
        ("The Dow lost 2% for the quarter.", date(2025, 10, 2), date(2025, 9, 30)),
        ("The Dow lost 2% for the quarter.", date(2025, 11, 20), date(2025, 11, 20)),
    ],
)
def test_a_period_that_has_just_ended(text: str, on: date, last: date) -> None:
    """On a Monday that is the week before, in the first days of a quarter the one before."""
    (one,) = read(text, on)
    assert one.to == last


def test_a_time_of_an_extreme_dates_nothing_else() -> None:
    """The month of a high that is to be broken is no date of the target beyond it."""
    (one,) = read("A close above the March high at 2,300 would open the way to 2,500 in mid caps.")
    assert (one.kind, one.value, one.to) == ("target", (2500.0,), None)


def test_a_forecast_that_is_moved_is_the_new_one() -> None:
    """Of "from A to B" only B is forecast."""
    (one,) = read("A broker trimmed its year-end call on the Dow from 48,000 to 46,000.")
    assert (one.kind, one.value, one.to) == ("target", (46000.0,), date(2025, 12, 31))


def test_an_aside_says_what_a_market_is_like() -> None:
    """A market named in the description of another is not the subject."""
    found = read("Biotech, more sensitive to financials than most, rose 3% on Tuesday.")
    assert [(s.subject, s.value) for s in found] == [(("XBI",), (0.03,))]


def test_losing_money_k_times_in_n_is_a_frequency() -> None:
    """A market that lost money in some years is no company that does."""
    (one,) = read("Gold lost money in 4 of the last 20 years.")
    assert (one.kind, one.value, one.direction) == ("frequency", (4.0, 20.0), "down")


def test_doubling_is_past_unless_something_puts_it_in_the_future() -> None:
    """What nobody expected has happened all the same."""
    past = read("It did what nobody expected: bitcoin doubled in 2023.")[-1]
    ahead = read("Bitcoin is expected to double in 2026.")[-1]
    assert (past.kind, ahead.kind) == ("return", "forecast")


def test_the_best_of_a_period_does_not_date_what_follows() -> None:
    """The day goes on, not the year that the day is the worst of."""
    found = read("Gold had its worst day of the year on Tuesday. Oil lost 2%.")
    assert (found[-1].from_, found[-1].to) == (date(2025, 9, 8), date(2025, 9, 9))


def test_a_when_after_a_time_is_no_condition() -> None:
    """What stood at a level at that time is a level of that time."""
    (one,) = read("We have held it since 6 June, when gold was at $3,310.")
    assert (one.kind, one.value, one.to) == ("level", (3310.0,), date(2025, 6, 6))


def test_twice_as_much_as_another_compares_the_two() -> None:
    """The figure is said of the first market, the multiple of both."""
    found = read("Oil lost 6% on Tuesday, twice as much as gold.")
    assert [(s.subject, s.value, s.direction) for s in found] == [
        (("OIL",), (0.06,), "down"),
        (("OIL", "GOLD"), (2.0,), "down"),
    ]


def test_some_of_those_counted_are_k_of_n() -> None:
    """Three of the four pullbacks that stand before them."""
    found = read("The Dow has had four pullbacks of 5% since 2020 and rose after three of them.")
    assert [(s.value, s.direction) for s in found if s.kind == "frequency"] == [
        ((3.0, 4.0), "up"),
        ((4.0,), "down"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "For the Dow to lose 20% from here it would have to sink under 37,000.",
        "Had the Dow kept pace with gold since 2022 it would now stand at 60,000.",
        "I would put the value of advice at nothing, and gold at $3,650 proves it not.",
    ],
)
def test_hypotheses_and_figures_of_speech_are_no_advice(text: str) -> None:
    """What would have to happen, what did not, and who puts a value on something."""
    assert not [s for s in read(text) if s.kind in {"rule", "forecast", "target", "return"}]


def test_advice_ends_with_its_quotation() -> None:
    """The target of the one who is quoted is no trigger of the advice."""
    found = read('"We would add to positions," wrote a broker, whose target for gold is $3,900.')
    assert [s.kind for s in found] == ["target"]


def test_the_same_figure_of_another_market() -> None:
    """What the figure is for B, or drops to in other cases, goes on with the statement before."""
    found = read(
        "Since 1985 gold has risen in 64% of Augusts. For oil the figure is 51%. "
        "After a weak July it drops to 43%."
    )
    assert [(s.kind, s.subject, s.value) for s in found] == [
        ("frequency", ("GOLD",), (0.64,)),
        ("frequency", ("OIL",), (0.51,)),
        ("frequency", ("OIL",), (0.43,)),
    ]


def test_supports_and_resistances_of_a_list() -> None:
    """Prices stand above a support and below a resistance."""
    found = read("Gold: support 3,480, resistance 3,710")
    assert [(s.kind, s.value, s.direction) for s in found] == [
        ("level", (3480.0,), "up"),
        ("level", (3710.0,), "down"),
    ]


def test_a_streak_may_be_one_of_monthly_gains() -> None:
    """Its length is the value."""
    (one,) = read("The slide ended a run of four monthly gains for mid caps.")
    assert (one.kind, one.value) == ("record", (4.0,))


def test_the_second_largest_is_a_record_of_its_place() -> None:
    """The condition keeps the place; of no period or move there is none."""
    (two,) = (
        s for s in read("Gold rose 3% on Tuesday, its second-largest gain ever.") if not s.value
    )
    assert (two.kind, two.condition) == ("record", "second-largest gain")
    (one,) = read("Gold rose 3% on Tuesday, as the second-largest of its miners closed.")
    assert one.kind == "return"


def test_nothing_is_forecast_of_a_year_that_is_over() -> None:
    """What follows a forecast in the past is a return."""
    first, second = read("Gold is on course for a gain of 35% in 2025 after 27% in 2024.")
    assert (first.kind, second.kind) == ("forecast", "return")


def test_the_end_of_a_year_is_its_last_day() -> None:
    """A price at which a year ends is one from today on."""
    (one,) = read("The bank thinks that gold will finish 2026 above $4,200.")
    assert (one.kind, one.from_, one.to) == ("target", TODAY, date(2026, 12, 31))


def test_a_span_of_days_does_not_date_the_next_sentence() -> None:
    """The two-day gain is an aside: the next move is of the day."""
    found = read("Gold rose 1% on Tuesday. Its two-day gain was 4%. Oil lost 2%.")
    assert (found[-1].from_, found[-1].to) == (date(2025, 9, 8), date(2025, 9, 9))


def test_words_of_a_time_that_hold_a_market_keep_their_places() -> None:
    """A word that refers back may stand in a time: what follows is cut at the right place."""
    text = "From its low on 3 April gold has gained 14%, and it is 2% short of its high."
    found = read(text)
    assert [(s.value, s.direction, s.condition) for s in found] == [
        ((0.14,), "up", ""),
        ((0.02,), "down", "from record high"),
    ]
    assert all(text[s.start : s.end] == s.text for s in found)


def test_who_leads_by_points_is_set_against_the_market_before() -> None:
    """The pair is that of the sentence before."""
    found = read("Gold has beaten oil since 2023. In the year to date it leads by 12 points.")
    assert [(s.kind, s.subject, s.value) for s in found] == [
        ("comparison", ("GOLD", "OIL"), ()),
        ("comparison", ("GOLD", "OIL"), (0.12,)),
    ]


def test_more_of_the_moves_of_the_fed_are_a_count() -> None:
    """Three more after a hike are hikes."""
    found = read(
        "The Fed raised rates by half a point on Tuesday and pencilled in three more in 2026."
    )
    assert [(s.value, s.unit, s.direction) for s in found] == [
        ((50.0,), "bp", "up"),
        ((3.0,), "count", "up"),
    ]


def test_the_fund_of_the_writer_is_no_market() -> None:
    """What "our fund" gained is said of no index."""
    assert read("Our small-cap fund gained 6% in August.") == []


def test_when_a_record_was_set_dates_no_move() -> None:
    """The month of the record is not that of the day's gain."""
    found = read(
        "Gold rose 1% on Tuesday, close to its record close, set in June 2025. Oil lost 2%."
    )
    assert [(s.from_, s.to) for s in found] == [(date(2025, 9, 8), date(2025, 9, 9))] * 2
