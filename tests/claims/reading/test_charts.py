"""Chart language: zones, support and resistance, prices in rows, levels that end a view."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.statement import Statement
from tests.claims.reading.dated import DatedText

TODAY = date(2025, 9, 17)  # a Wednesday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
TUESDAY = date(2025, 9, 16)


def brief(found: list[Statement]) -> list[tuple[str, tuple[str, ...], tuple[float, ...]]]:
    """Return kind, market and values of statements."""
    return [(s.kind, s.subject, s.value) for s in found]


def sides(text: str) -> list[tuple[str, tuple[float, ...], str]]:
    """Kind, values and direction of each statement on the market of the first sentence."""
    return [(s.kind, s.value, s.direction) for s in read(f"Gold was quiet.\n\n{text}")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Support is at 3,410/3,425.", (3410.0, 3425.0)),
        ("Support is at 3410/25.", (3410.0, 3425.0)),
        ("Support is at $3,425 / $3,410.", (3410.0, 3425.0)),
        ("Support is at 3412-26.", (3412.0, 3426.0)),
    ],
)
def test_a_slash_joins_the_ends_of_a_zone(text: str, values: tuple[float, ...]) -> None:
    """The second end may leave out the digits that it shares with the first."""
    assert [(k, tuple(sorted(v)), d) for k, v, d in sides(text)] == [("level", values, "up")]


@pytest.mark.parametrize("text", ["Gold rose in 2013/14.", "Gold did well in 1998-99."])
def test_two_years_are_no_zone(text: str) -> None:
    """A season is no pair of prices."""
    assert [s.value for s in read(text)] in ([], [()])


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The 3,410 support zone is where buyers wait.", "up"),
        ("Immediate support is located near the $3,410 level.", "up"),
        ("Resistance comes in around the July high of 3,510.", "down"),
        ("Pivot (key resistance): 3,510", "down"),
        ("Next support: 3,410", "up"),
        ("Gold is again struggling at the 3,510 resistance.", "down"),
    ],
)
def test_what_a_chart_calls_a_price_says_where_prices_are(text: str, side: str) -> None:
    """Prices are above a support and below a resistance."""
    (found,) = sides(text)
    assert (found[0], found[2]) == ("level", side)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("A break below 3,450 might send gold toward the 3,410 support.", "down"),
        ("Any more losses might send gold toward the $3,410 support zone.", "down"),
        ("In that case gold may rise toward the 3,510 resistance.", "up"),
        ("If it fails to hold above 3,450, downside risk increases toward 3,410.", "down"),
        ("Gold could slide to target the next support at 3,405/3,410.", "down"),
        ("Failure at 3,500, followed by a drop below 3,450, would lead to 3,410.", "down"),
    ],
)
def test_a_support_that_prices_move_to_is_a_target(text: str, side: str) -> None:
    """Whatever the chart calls it, it is a price to be reached."""
    (found,) = sides(text)
    assert (found[0], found[2]) == ("target", side)


def test_a_support_that_was_lost_lies_above() -> None:
    """Prices are below a support that was lost."""
    assert sides("It decisively lost support at the psychological 3,400 level.") == [
        ("level", (3400.0,), "down")
    ]


def test_rows_of_prices_complete_the_line_above() -> None:
    """Each row is the object of the line that ends with a colon."""
    found = read(
        "Gold was quiet.\n\nA clean break and sustained hold above 3,500 would open the door"
        " toward:\n\n3,560\n\n3,620 (upper end of the channel)\n\nIt was a calm week."
    )
    assert [(s.kind, s.value, s.direction, s.condition) for s in found] == [
        ("target", (3560.0,), "up", "if above 3500"),
        ("target", (3620.0,), "up", "if above 3500"),
    ]
    assert [s.text.startswith(("3,560", "3,620")) for s in found] == [True, True]


def test_a_level_that_shifts_the_bias_ends_a_view() -> None:
    """What weakens the structure or turns the bias is an invalidation."""
    (found,) = read("A break below 3,380 in gold would weaken the structure and shift the bias.")
    assert (found.kind, found.value, found.direction) == ("rule", (3380.0,), "down")


def test_an_average_as_support_and_one_that_crossed_another() -> None:
    """The average has a price, or a side."""
    assert sides("The 200-day moving average is coming to act as support at around 3,390.") == [
        ("level", (3390.0,), "up")
    ]
    (found,) = read("In gold the 50-day average has crossed above the 200-day average.")
    assert (found.kind, found.value, found.direction) == ("level", (), "up")


def test_the_ends_of_a_move_that_was_retraced_are_no_levels() -> None:
    """Nor is the share that was retraced."""
    text = "It sits near the 50% retracement of the move from the 3,280 low to the 3,500 high."
    assert sides(text) == []


def test_a_price_that_reads_like_a_year() -> None:
    """Beside support a figure is a price."""
    (found,) = read("The Russell 2000 has support at 2024.")
    assert (found.kind, found.value, found.direction) == ("level", (2024.0,), "up")


def test_a_month_that_is_over_is_no_time_to_come() -> None:
    """What was by the middle of a month that has passed is past."""
    (found,) = [s for s in read("By mid-August gold had fallen back to 3,380.") if s.value]
    assert (found.kind, found.value, found.to) == ("level", (3380.0,), None)


def test_the_tech_heavy_index_is_the_one_spoken_of() -> None:
    """After the Nasdaq 100 it is that index, without one the Composite."""
    found = read("The Nasdaq 100 rose 1% on Tuesday. The tech-heavy index is up 9% this year.")
    assert brief(found)[1] == ("return", ("NDX",), (0.09,))
    assert read("The tech-heavy index is up 9% this year.")[0].subject == ("IXIC",)


def test_the_past_few_days_are_a_time() -> None:
    """A move over them is no mean."""
    (found,) = read("Gold gained over 4% in the past few days.")
    assert (found.kind, found.value, found.to) == ("return", (0.04,), None)


def test_losses_back_to_back_are_two() -> None:
    """They are a streak."""
    found = read("Gold fell 1% this week to register for its first back-to-back weekly losses.")
    assert {s.kind: s.value for s in found} == {"return": (0.01,), "record": (2.0,)}


def test_the_day_of_a_decision_of_the_fed_is_the_day_of_the_report() -> None:
    """What markets did in later paragraphs is of that day."""
    text = "The Federal Reserve raised rates on Tuesday.\n\nOn the news gold closed down 0.8%."
    found = [s for s in read(text) if s.subject == ("GOLD",)]
    assert [(s.kind, s.to) for s in found] == [("return", TUESDAY)]


@pytest.mark.parametrize(
    "text",
    [
        "The vote was unanimous for the first time since July.",
        "The Bloomberg Dollar Spot Index climbed 1.1% on Tuesday.",
        "Large-cap indexes flirted with all-time highs.",
        "Gold came within about 40 from the psychologically important 3,600 level.",
        "Gold was expected to avoid a bear market.",
        "Bitcoin was stable for a second day.",
    ],
)
def test_votes_other_indexes_and_what_was_nearly_reached(text: str) -> None:
    """None of them is a statement."""
    assert read(text) == []


def test_a_rate_cut_that_would_typically_help_is_no_mean() -> None:
    """It was made."""
    (found,) = read("The Fed made a 25-basis-point cut on Tuesday, which would typically help.")
    assert (found.kind, found.value, found.direction) == ("rate", (25.0,), "down")


def test_moves_below_a_point() -> None:
    """A small move of an index is one, in points and in percent."""
    found = read("The Russell 2000 added 0.78 points, or less than 0.1%, on Tuesday.")
    assert brief(found) == [("return", ("RUT",), (0.78,)), ("return", ("RUT",), (0.001,))]
    assert {s.to for s in found} == {TUESDAY}


def test_a_list_of_supports_below_a_heading_word() -> None:
    """Each price of the list is a support."""
    assert sides("Support levels to watch: 3450/3440 and 3390") == [
        ("level", (3450.0, 3440.0), "up"),
        ("level", (3390.0,), "up"),
    ]


def test_what_comes_after_a_level_is_a_target() -> None:
    """A risk to a support, and the next level to monitor, are prices to come."""
    assert sides("It increases risk to initial support of ~3,410.") == [
        ("target", (3410.0,), "down")
    ]
    (found,) = sides("If we see a close below 3,450, the next level to monitor would be 3,390.")
    assert found == ("target", (3390.0,), "down")


def test_a_support_of_the_vix() -> None:
    """The VIX has levels of its chart too."""
    found = read("The VIX may find a floor by support at 15.4.")
    assert [(s.kind, s.value) for s in found] == [("volatility", (15.4,))]


def test_the_day_before_is_none_of_the_main_clause() -> None:
    """What happened in the previous session dates nothing else."""
    text = (
        "Equities closed mixed on Wednesday.\n\nThe Nasdaq fell 0.3% to 21,460.5, and the S&P 500"
        " ended at 6,590 after the indexes closed at record highs in the previous session."
    )
    days = {(s.kind, s.subject, s.to) for s in read(text)}
    assert days == {
        ("return", ("IXIC",), TODAY),
        ("level", ("IXIC",), TODAY),
        ("level", ("SPX",), TODAY),
        ("record", ("IXIC",), TUESDAY),
        ("record", ("SPX",), TUESDAY),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The trade deficit widened in July.",
        "And while wages grew in July, the increase was less than expected.",
        "Unemployment claims came in below expectations last week.",
    ],
)
def test_facts_of_the_economy_without_a_figure(text: str) -> None:
    """A dated move, or one against expectations, is a fact."""
    assert [(s.kind, s.subject) for s in read(text)] == [("untestable", ("?",))]


def test_a_decision_told_by_a_noun_beside_a_conference() -> None:
    """A press conference is no advertising."""
    text = (
        "The Fed's decision in July to lower its benchmark rate by a quarter of a percentage"
        " point was explained at a press conference."
    )
    assert [(s.kind, s.value, s.direction) for s in read(text)] == [("rate", (25.0,), "down")]


def test_a_move_beside_a_streak_is_of_its_own_day() -> None:
    """Without time words it does not take the days of the streak."""
    found = read("Gold rose 0.7%, its sixth straight gain.")
    assert {s.kind: s.to for s in found if s.kind == "return"} == {"return": None}


@pytest.mark.parametrize(
    "text",
    [
        "A print at 180,000 may be the lowest of the year, said one economist of the Dow.",
        "The fund rate is seen 0.5% higher than announced three months ago.",
    ],
)
def test_supposed_prints_and_distances(text: str) -> None:
    """None of the figures is stated."""
    assert [s for s in read(text) if s.value] == []


def test_a_bias_above_a_level_says_where_prices_are() -> None:
    """It is no price to be reached, and a negative tone negates nothing."""
    (found,) = read(
        "The Russell 2000 maintains a bullish bias above the critical 2,380 support level."
    )
    assert (found.kind, found.value, found.direction) == ("level", (2380.0,), "up")
    (found,) = read("The Russell 2000 keeps a negative tone below 2,450.")
    assert (found.kind, found.direction) == ("level", "down")
