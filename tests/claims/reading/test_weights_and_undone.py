"""Weights and stops, odds in tables, counted moves of the Fed, and moves that were undone."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

WEDNESDAY = datetime.date(2023, 5, 17)


def read(text: str, date: datetime.date = WEDNESDAY) -> list[Statement]:
    """Read a text that was published on a Wednesday."""
    return read_text(text, date=date)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (
            "We trim regional banks to 4% of the model portfolio and lift gold to 9%.",
            [("KRE", (0.04,), "down"), ("GOLD", (0.09,), "up")],
        ),
        ("Never let bitcoin exceed 5% of your savings.", [("BTC", (0.05,), "up")]),
        (
            "We stay long the Dow with a stop at 31,900 and will add above 33,700.",
            [("DJI", (31_900.0,), "down"), ("DJI", (33_700.0,), "up")],
        ),
        ("Sell a fifth of the holding each time the VIX drops under 12.", [("?", (12.0,), "down")]),
        (
            "If gold closes 15% below its high, double the weekly amount.",
            [("GOLD", (0.15,), "up")],
        ),
        (
            "A weekly close of the Nasdaq 100 below 12,900 would force us to rethink.",
            [("NDX", (12_900.0,), "down")],
        ),
    ],
)
def test_sizes_stops_and_triggers_are_rules(
    text: str, rules: list[tuple[str, tuple[float, ...], str]]
) -> None:
    """Each weight is a rule of its market, and a stop points down whatever is bought beside it."""
    found = [s for s in read(text) if s.kind == "rule"]
    assert sorted((s.subject[0], s.value, s.direction) for s in found) == sorted(rules)


@pytest.mark.parametrize(
    "text",
    [
        "An 8% setback in the S&P 500 is overdue.",
        "By noon the Nasdaq had retraced half of its advance.",
        "The sell-off erased everything the Dow had gained this year.",
        "Gold: above $2,080 the picture brightens.",
        "Two-year yields above 5% would do the same.",
    ],
)
def test_what_is_due_undone_or_supposed_is_no_move(text: str) -> None:
    """No statement is better than one of a move that was not made."""
    assert [s for s in read(text) if s.value] == []


def test_an_unstoppable_yield_is_no_stop() -> None:
    """A verb in the future is none of an order."""
    found = read("Ten-year yields will not stop before 4.25%.")
    assert [s.kind for s in found if s.kind == "rule"] == []


def test_years_with_a_decline_are_counted_and_no_odds() -> None:
    """One in so many of its years is a count of years."""
    found = read("Small caps have suffered one in 19 of their 41 full years.")
    assert [(s.kind, s.value) for s in found] == [("frequency", (19.0, 41.0))]


def test_the_chance_of_an_earlier_day_is_passed_over() -> None:
    """Of two chances the one that holds now counts."""
    found = read("A pause in June, a 35% chance a month ago, is now seen as an 80% one.")
    assert [s.value for s in found if s.kind == "scenario"] == [(0.8,)]


def test_a_further_rank_goes_on_with_the_move_of_the_fed() -> None:
    """The size of a move and how many there were are two statements."""
    found = read(
        "On 3 May the Fed hiked rates, as expected, by a quarter point, for the third time in 2023."
    )
    assert [(s.value, s.unit, s.direction) for s in found] == [
        ((25.0,), "bp", "up"),
        ((3.0,), "count", "up"),
    ]


def test_a_column_under_a_market_beside_odds_is_its_level() -> None:
    """Cases may have any name, and the heading dates their levels."""
    text = "Path | Odds | S&P 500, December 2024\n\nSmooth sailing | 40% | 4,700\n"
    found = read(text)
    assert [(s.kind, s.subject, s.value, s.to) for s in found] == [
        ("scenario", ("SPX",), (0.4,), datetime.date(2024, 12, 31)),
        ("target", ("SPX",), (4_700.0,), datetime.date(2024, 12, 31)),
    ]


def test_losing_to_a_thief_is_a_fall() -> None:
    """What robs the holders of a market takes from it, also where they stand between."""
    (one,) = [s for s in read("April robbed the holders of bitcoin of 6%.") if s.value]
    assert one.direction == "down"
    (one,) = [s for s in read("March robbed Nasdaq investors of 7%.") if s.value]
    assert (one.subject, one.direction) == (("IXIC",), "down")


@pytest.mark.parametrize(
    ("text", "kind", "value", "direction"),
    [
        (
            "Silver linings aside, gold: holds above $1,880; a move past $1,930 would help.",
            "level",
            1_880.0,
            "up",
        ),
        ("Bitcoin: consolidating at $26,800, with $28,000 the next hurdle.", "level", 26_800.0, ""),
        ("The Dow will not be seen below 31,000 again this year.", "forecast", 31_000.0, "up"),
        ("Nobody can say why the ten-year yield has slipped under 3.5%.", "rate", 350.0, "down"),
        (
            "Gold has dropped below $1,800, where it had not been since March 2022.",
            "record",
            1_800.0,
            "down",
        ),
        ("The Nasdaq has ended the month in the plus 68% of the time.", "frequency", 0.68, "up"),
    ],
)
def test_sides_of_prices_in_lines_of_charts(
    text: str, kind: str, value: float, direction: str
) -> None:
    """What follows in the next clause makes no target of where a price stands."""
    (one,) = [s for s in read(text) if s.value == (value,)]
    assert (one.kind, one.direction) == (kind, direction)


@pytest.mark.parametrize(
    ("text", "passed_over"),
    [
        ("Gold: a double bottom at $1,790 targets $1,910.", 1_790.0),
        ("Our year-end target for the Dow rises by 900 points to 35,500.", 900.0),
        ("Never before had the Dow lost 800 points in an hour.", 800.0),
        ("The last time the Fed cut by 50 basis points, the Dow fell.", 50.0),
    ],
)
def test_starts_of_patterns_steps_of_targets_and_occasions_are_no_statements(
    text: str, passed_over: float
) -> None:
    """They only lead to what is said of the market."""
    assert [s for s in read(text) if passed_over in s.value] == []


def test_a_low_against_another_market_is_one_of_both() -> None:
    """The market that is named first is what the other is measured by."""
    (one,) = read("Relative to the S&P 500, regional banks are at a 12-year low.")
    assert (one.kind, one.subject, one.direction) == ("record", ("KRE", "SPX"), "down")


def test_days_since_an_event_end_on_the_day_of_the_article() -> None:
    """The perfect says that the days lead up to it."""
    (one,) = read("In the three sessions since the ruling gold has lost 2%.")
    assert (one.from_, one.to) == (datetime.date(2023, 5, 12), WEDNESDAY)


def test_a_run_that_only_names_the_cases_is_no_streak() -> None:
    """The figure that counts is how many of the cases ended higher."""
    found = read(
        "Of the 14 times that the Dow has fallen five days in a row, it was up a week later on 9."
    )
    assert [(s.kind, s.value) for s in found] == [("frequency", (9.0, 14.0))]


def test_the_fed_that_is_only_it_has_moved_on_the_day() -> None:
    """The name of the range is no word of what is to come."""
    found = read(
        "The Federal Reserve seldom moves in such steps. On Monday it raised its target"
        " range by half a point to between 1% and 1.25%. That makes 75 basis points since January."
    )
    assert [(s.value, s.to) for s in found] == [
        ((50.0,), datetime.date(2023, 5, 15)),
        ((100.0, 125.0), datetime.date(2023, 5, 15)),
        ((75.0,), WEDNESDAY),
    ]


def test_the_day_of_a_past_move_is_no_horizon() -> None:
    """A forecast beside a move on Monday is not one for the next Monday."""
    found = read("The Dow lost 2% on Monday. If the Fed pauses, small caps will rally by 8%.")
    assert [(s.kind, s.to) for s in found] == [
        ("return", datetime.date(2023, 5, 15)),
        ("forecast", None),
    ]


def test_the_price_of_today_ends_no_view() -> None:
    """The level is the one that would have to be crossed."""
    found = read("The call is wrong if the dollar index, now at 102.9, climbs back over 105.5.")
    assert [(s.kind, s.value) for s in found] == [("level", (102.9,)), ("rule", (105.5,))]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("After two years at 0.25%, the Fed lifted its rate to 0.5% on Monday.", {(50.0,)}),
        ("S&P 500: 4,050 has to hold, or else 3,940 beckons.", {(3_940.0,)}),
        ("IWM traded four times its usual volume on Monday.", set()),
        (
            "Any five years of gold paid off 70% of the time; over any one year the share is 58%.",
            {(0.7,), (0.58,)},
        ),
        ("The VIX is at 17, and a print above 25 cannot be ruled out.", {(17.0,), (25.0,)}),
        ("Our first target is 4,300, and our second is 4,550.", {(4_300.0,), (4_550.0,)}),
    ],
)
def test_what_stands_for_itself_and_what_only_leads_to_it(
    text: str, values: set[tuple[float, ...]]
) -> None:
    """Figures that only lead to a statement are left out, those after "the share is" are kept."""
    found = read(f"The S&P 500 slipped on Monday. {text}")
    assert {s.value for s in found if s.value} == values


def test_where_a_price_came_from_has_a_time_of_its_own() -> None:
    """The month is that of the price behind it."""
    found = read("Crude is at $72, down from $120 in June 2022.")
    assert [(s.value, s.to) for s in found] == [
        ((72.0,), WEDNESDAY),
        ((120.0,), datetime.date(2022, 6, 30)),
    ]


def test_two_and_a_half_years_are_a_length_of_time() -> None:
    """The half counts."""
    (one,) = read("On Monday gold fell below $1,900 for the first time in two and a half years.")
    assert (one.kind, one.from_) == ("record", datetime.date(2020, 11, 15))
