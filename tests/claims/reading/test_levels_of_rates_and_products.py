"""Levels of rates in words, steps beside records, and figures of products that are no market."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

read = DatedText(date(2023, 5, 12)).statements


@pytest.mark.parametrize(
    ("text", "from_", "to"),
    [
        ("The Fed held its policy rate near zero until 2015.", None, None),
        ("The fed funds rate has been close to zero since March 2020.", "2020-02-29", "2023-05-12"),
        ("The Fed promised to keep rates near zero through June.", "2023-05-12", "2023-06-30"),
    ],
)
def test_a_rate_near_zero_is_one_of_no_percent(
    text: str, from_: str | None, to: str | None
) -> None:
    """As written, and in basis points."""
    (found,) = (s for s in read(text) if s.kind == "rate")
    assert (found.subject, found.value, found.unit) == (("FFT",), (0.0,), "bp")
    if to:
        assert (str(found.from_), str(found.to)) == (from_, to)


def test_a_target_range_that_has_stood_somewhere_is_a_level_since_then() -> None:
    """Whoever sets it."""
    (found,) = read("The target range has remained at 1.5% to 1.75% since October 2019.")
    assert (found.subject, found.value) == (("FFT",), (150.0, 175.0))
    assert (str(found.from_), str(found.to)) == ("2019-09-30", "2023-05-12")


def test_a_curve_inverted_since_a_month_is_so_until_today() -> None:
    """Without a figure."""
    (found,) = read("The yield curve has been inverted since October.")
    assert (found.subject, found.direction) == (("DGS10", "DGS2"), "down")
    assert (str(found.from_), str(found.to)) == ("2022-09-30", "2023-05-12")


def test_a_step_beside_a_record_yield_is_a_move_of_its_own() -> None:
    """The record is the level before it."""
    found = read("The ten-year yielded 3.31%, down 7 basis points and the lowest since June.")
    assert [(s.kind, s.value) for s in found] == [("record", (331.0,)), ("rate", (7.0,))]
    (only, move) = read("The ten-year yield fell 7 basis points, its biggest drop in May.")
    assert (only.kind, only.value, move.value) == ("record", (), (7.0,))


def test_a_band_of_yields_is_a_forecast_and_the_width_of_a_base_is_not() -> None:
    """Two ends, and one figure."""
    (found,) = read("We see the ten-year yield held in a 3.25% to 4% band until August.")
    assert (found.kind, found.value) == ("rate", (325.0, 400.0))
    assert not read("The Russell 2000 has been building a 12% band.")


@pytest.mark.parametrize(
    "text",
    [
        "A fund that bets against volatility lost 80% of its value.",
        "One short-volatility note fell 80%.",
    ],
)
def test_a_product_against_volatility_is_no_market(text: str) -> None:
    """Its loss is not one of the VIX."""
    assert not read(text)


def test_what_futures_price_is_to_come() -> None:
    """A peak too."""
    (found,) = read("Futures imply a peak of 5.4% for the Fed's rate in July.")
    assert (str(found.from_), str(found.to)) == ("2023-06-30", "2023-07-31")
    (gone,) = read("The Fed's rate reached a peak of 5.25% in May.")
    assert str(gone.to) == "2023-05-12"


def test_a_price_that_a_gain_is_counted_from_is_a_level_of_its_day() -> None:
    """In dollars as in points."""
    found = read("We see IWM at $190, a gain of 9% from Thursday's close of $173.50.")
    (base,) = (s for s in found if s.kind == "level")
    assert (base.value, str(base.to)) == ((173.5,), "2023-05-11")


def test_the_next_morning_is_the_day_after_the_one_named() -> None:
    """A session later."""
    found = read("The VIX rose on Tuesday, and the next morning it printed above 40.")
    assert [str(s.to) for s in found if s.value] == ["2023-05-10"]


def test_a_distance_stands_today_whatever_is_to_come() -> None:
    """And its market goes on."""
    found = read(
        "KRE is 30% below its February peak, trades at eight times earnings and is full of lenders"
        " whose loans are about to reset."
    )
    assert [(s.kind, s.subject, s.value) for s in found] == [
        ("untestable", ("KRE",), ()),
        ("return", ("KRE",), (0.3,)),
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Since 1990 the VIX has closed above 40 for the first time in a year on six occasions.",
            "frequency",
        ),
        ("The VIX closed above 40 for the first time in a year.", "record"),
    ],
)
def test_occasions_are_counted_and_one_of_them_is_a_record(text: str, kinds: str) -> None:
    """Of the same event."""
    assert [s.kind for s in read(text)] == [kinds]


def test_the_same_stretch_is_the_one_named_last() -> None:
    """Since a day, and not since what a record is one."""
    found = read(
        "The Dow has closed at a record on four days since 2 May. The S&P 500 has trailed the "
        "Russell 2000 by two percentage points over the same stretch."
    )
    (gap,) = (s for s in found if s.kind == "comparison")
    assert (str(gap.from_), str(gap.to)) == ("2023-05-02", "2023-05-12")


def test_a_company_that_lost_something_takes_no_figure_with_it() -> None:
    """The move is the market's."""
    found = read("The Dow fell 400 points, or 1.2%, on Monday after Citigroup lost its rating.")
    assert [s.value for s in found] == [(400.0,), (0.012,)]


@pytest.mark.parametrize(
    ("text", "direction", "to"),
    [
        ("Traders see a cut by September.", "down", "2023-09-30"),
        ("Swaps are betting on another hike in July.", "up", "2023-07-31"),
        ("Markets are pricing in a first cut by June of next year.", "down", "2024-06-30"),
        ("We expect the Fed to start lowering rates by December.", "down", "2023-12-31"),
    ],
)
def test_a_move_looked_for_is_one_of_the_fed(text: str, direction: str, to: str) -> None:
    """Whether it is named or not."""
    (found,) = read(text)
    assert (found.kind, found.subject, found.value) == ("rate", ("FFT",), ())
    assert (found.direction, str(found.to)) == (direction, to)


@pytest.mark.parametrize(
    "text",
    [
        "Analysts expect a cut in the dividend by June.",
        "Traders no longer see a cut by September.",
        "If traders see a cut by September, watch bank shares.",
        "Economists expect an increase in June.",
    ],
)
def test_what_is_cut_otherwise_or_not_looked_for_is_no_move_of_the_fed(text: str) -> None:
    """Dividends, and a cut that is doubted or supposed."""
    assert not [s for s in read(text) if s.subject == ("FFT",)]


def test_the_first_of_several_moves_has_a_time_of_its_own() -> None:
    """In the year that they are counted in."""
    found = read("We expect three cuts next year, the first of them in May.")
    assert [(s.value, str(s.to)) for s in found] == [((3.0,), "2024-12-31"), ((), "2024-05-31")]


def test_moves_made_twice_are_two() -> None:
    """Each with its own time."""
    found = read("The Fed raised in February and again on 3 May.")
    assert [(s.direction, str(s.to)) for s in found] == [("up", "2023-02-28"), ("up", "2023-05-03")]


def test_a_month_of_that_year_is_one_of_the_year_that_ends() -> None:
    """And of the one that starts."""
    text = "The Fed will hold until the end of 2025, and we expect a cut by June of that year."
    assert str(read(text)[-1].to) == "2025-06-30"


@pytest.mark.parametrize(
    "text",
    [
        "The two-year note yields 90 basis points more than the ten-year, the deepest inversion"
        " since 1981.",
        "The two-year yields 4.4% and the ten-year 3.5%, a gap of 90 basis points and the widest"
        " since 1981.",
    ],
)
def test_a_record_of_the_gap_of_yields_is_one_of_both(text: str) -> None:
    """With the gap as its value."""
    (record,) = (s for s in read(text) if s.kind == "record")
    assert (record.subject, record.value) == (("DGS10", "DGS2"), (90.0,))
    assert not [s for s in read(text) if s.kind == "rate" and s.value == (90.0,)]


@pytest.mark.parametrize(
    "text",
    [
        "Shelter costs rose by the least since 2020.",
        "Producer prices, released on Thursday, were firmer than forecast.",
        "A third of the companies in the Russell 2000 don't make money.",
    ],
)
def test_prices_of_the_economy_and_members_without_profits_are_facts(text: str) -> None:
    """That prices of markets do not show."""
    assert [s.kind for s in read(text)] == ["untestable"]


def test_a_weight_is_one_of_the_whole() -> None:
    """And not of its part."""
    (found,) = read("Financials account for 16% of the Russell 2000.")
    assert (found.kind, found.subject) == ("untestable", ("RUT",))


def test_a_yearly_return_set_against_another_is_the_others() -> None:
    """Where it is said for which."""
    found = read(
        "Over the ten years through April small caps returned 7.9% a year, against 12.2% a year for"
        " the S&P 500."
    )
    assert [(s.subject, s.value) for s in found] == [(("RUT",), (0.079,)), (("SPX",), (0.122,))]


def test_a_measured_move_is_a_distance_to_come() -> None:
    """Whatever time was named before it."""
    found = read(
        "The Russell 2000 based at 1,640 in October. That gives a measured move of 310 points."
    )
    assert [(s.kind, s.value, s.condition) for s in found][-1] == ("target", (310.0,), "distance")


@pytest.mark.parametrize("verb", ["wound up", "set up"])
def test_verbs_with_up_that_are_no_rise(verb: str) -> None:
    """A product's end or beginning."""
    assert not read(f"The VIX product was {verb} on Monday.")


@pytest.mark.parametrize(
    ("advice", "value", "direction"),
    [
        ("Take half your profits at 1,900.", 1900, "down"),
        ("Cover shorts at 1,640.", 1640, "up"),
        ("Cut losses at 7%.", 0.07, "down"),
        ("Lock in some of your gains above 1,850.", 1850, "down"),
        ("Our stop is a weekly close below 1,660.", 1660, "down"),
    ],
)
def test_advice_on_a_position_is_a_rule(advice: str, value: float, direction: str) -> None:
    """For the market spoken of."""
    (*_, found) = read(f"The Russell 2000 closed at 1,740 on Thursday. {advice}")
    assert (found.kind, found.subject, found.value) == ("rule", ("RUT",), (value,))
    assert found.direction == direction


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [
        ("The Russell 2000 logged its 9th gain in 11 sessions.", (9.0, 11.0), "up"),
        ("The Russell 2000 had its third loss in the past four weeks.", (3.0, 4.0), "down"),
    ],
)
def test_the_rank_of_a_move_among_sessions_counts_them(
    text: str, value: tuple[float, float], direction: str
) -> None:
    """As "nine of the last eleven" does."""
    (found,) = read(text)
    assert (found.kind, found.value, found.direction) == ("frequency", value, direction)


def test_as_many_gains_as_sessions_are_no_share_of_them() -> None:
    """They are a streak, which the words do not state."""
    assert not [s for s in read("The Dow had its sixth gain in six weeks.") if len(s.value) == 2]


@pytest.mark.parametrize("than", ["better", "slightly better", "worse"])
def test_odds_beside_even_ones_are_odds(than: str) -> None:
    """And no share of the past."""
    (found,) = read(f"Traders see a {than} than even chance of a hike in June.")
    assert (found.kind, found.subject, found.value) == ("scenario", ("FFT",), (0.5,))


def test_half_a_point_below_a_peak_is_how_far_a_yield_has_fallen() -> None:
    """And no level of it."""
    (found,) = read("The ten-year yield is half a point below its October peak.")
    assert (found.value, found.direction, str(found.to)) == ((50.0,), "down", "2023-05-12")


def test_an_average_spread_is_the_name_of_one() -> None:
    """Its level is one of a day."""
    (found,) = read("The average junk-bond spread stood at 4.6 percentage points on Thursday.")
    assert (found.value, str(found.from_), found.condition) == ((460.0,), "2023-05-11", "")


def test_a_move_made_again_has_the_same_size() -> None:
    """In the month that is named second."""
    found = read("We expect the Fed to cut by 25 basis points in September and again in December.")
    assert [(s.value, str(s.to)) for s in found] == [
        ((25.0,), "2023-09-30"),
        ((25.0,), "2023-12-31"),
    ]


@pytest.mark.parametrize("event", ["the March low", "its last record", "the bank's collapse"])
def test_what_has_been_gained_since_an_event_ends_today(event: str) -> None:
    """From a day that the words do not give; what it is set against goes on with it."""
    found = read(f"The Russell 2000 has gained 4% since {event}, versus 9% for the S&P 500.")
    assert [(s.value, s.from_, str(s.to)) for s in found] == [
        ((0.04,), None, "2023-05-12"),
        ((0.09,), None, "2023-05-12"),
    ]


@pytest.mark.parametrize("grain", ["weekly", "monthly", "daily"])
def test_the_highest_close_of_its_sort_is_a_level(grain: str) -> None:
    """And no move of that length."""
    (found,) = read(f"The Russell 2000 ended at 1,812, its highest {grain} close since 2021.")
    assert (found.kind, found.value, found.direction) == ("record", (1812.0,), "up")


@pytest.mark.parametrize("size", ["large", "small"])
def test_the_country_before_a_size_is_part_of_its_name(size: str) -> None:
    """Of both."""
    (found,) = read(
        f"Our models point to a return of 6% for U.S. {size} caps over the next decade."
    )
    assert (found.kind, found.subject) == ("forecast", ("RUT" if size == "small" else "SPX",))


@pytest.mark.parametrize("later", ["a day later it", "the next day it", "the following session it"])
def test_a_day_later_is_counted_from_the_day_before_it(later: str) -> None:
    """Across a weekend."""
    found = read(f"The Russell 2000 rose 2% on 5 May; {later} lost 1%.")
    assert [(s.value, str(s.to)) for s in found] == [
        ((0.02,), "2023-05-05"),
        ((0.01,), "2023-05-08"),
    ]


def test_the_next_day_of_any_monday_is_a_horizon() -> None:
    """And no date."""
    (found,) = read("After a fall of 3% on a Monday the S&P 500 rose the next day 60% of the time.")
    assert (found.kind, found.to, found.condition[-5:]) == ("frequency", None, "1 day")
