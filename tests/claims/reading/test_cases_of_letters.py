"""Turns of letters and reports: named cases, weights, dissent, odds, days before the session."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TODAY = date(2024, 10, 9)  # a Wednesday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
YEAR_END = date(2025, 12, 31)


def test_named_cases() -> None:
    """The market is the one of the list; a figure is said of the market named before it."""
    found = read(
        "We see the Dow at 45,000 by the end of 2025.\n\n"
        "Soft landing (60%): the index reaches 46,000 and the Fed trims its rate to 3.75%.\n\n"
        "Recession (40%): a slide to 36,000, with small caps losing 30%."
    )[1:]
    assert [(s.kind, s.subject, s.value, s.condition) for s in found] == [
        ("scenario", ("DJI",), (0.6,), "soft landing"),
        ("target", ("DJI",), (46000.0,), "soft landing"),
        ("rate", ("FFT",), (375.0,), "soft landing"),
        ("scenario", ("DJI",), (0.4,), "recession"),
        ("target", ("DJI",), (36000.0,), "recession"),
        ("forecast", ("RUT",), (0.3,), "recession"),
    ]
    assert {s.to for s in found} == {YEAR_END}


def test_weights_of_several_markets() -> None:
    """Each weight is the one of the market after it."""
    (found,) = read("Keep 60% of your equities in SPY, 25% in IWM and the rest in QQQ.")
    assert (found.kind, found.subject, found.value) == ("rule", ("SPY", "IWM"), (0.6, 0.25))


@pytest.mark.parametrize(
    "text",
    [
        "Two policymakers would have preferred to stand pat, and one wanted half a point.",
        "No bear market since 1950 has ended with the VIX below 30.",
        "Where a recession followed, the Dow lost 11% over the next twelve months.",
    ],
)
def test_what_is_no_statement_of_today(text: str) -> None:
    """Dissent, what never was, and what followed an event are no moves of the present."""
    assert read(text) == []


def test_odds_at_no_more_than() -> None:
    """They are a probability and no share of the past."""
    (found,) = read("We put the odds of a correction in the Dow at no more than one in five.")
    assert (found.kind, found.value, found.condition) == ("scenario", (0.2,), "correction")


def test_a_corridor_that_was_lowered() -> None:
    """The two ends are the level of the record."""
    record, move = read(
        "The Fed lowered its target range by a quarter point on Tuesday, to 4.75% to 5.00%,"
        " the lowest in two years."
    )
    assert (record.kind, record.value) == ("record", (475.0, 500.0))
    assert (move.value, move.direction) == ((25.0,), "down")


def test_the_worst_month_is_no_season() -> None:
    """Told of one month and since when, it is a record."""
    found = read("August was the worst month for the Dow in more than five years: it lost 6.6%.")
    assert {s.kind for s in found} == {"record", "return"}


def test_a_day_told_in_the_past_perfect() -> None:
    """It dates nothing after it."""
    found = read(
        "Stocks rose on Tuesday. The Dow gained 1%.\n\n"
        "On Friday many had bet on less. Crude settled at $71.33, the lowest since December 2021."
    )
    assert found[-1].to == date(2024, 10, 8)


def test_a_rank_for_a_market() -> None:
    """The record is one of the market named after it."""
    found = read("The Fed met. It was the sixth record of the quarter for small caps.")
    assert [(s.subject, s.value) for s in found if s.kind == "record"] == [(("RUT",), (6.0,))]


def test_what_fell_further() -> None:
    """Of two that fall, the one that falls further does worse."""
    (found,) = read("In five of the last six bear markets the Dow fell further than the S&P 500.")
    assert (found.subject, found.direction) == (("DJI", "SPX"), "down")


@pytest.mark.parametrize(
    ("text", "subject", "value", "direction"),
    [
        (
            "The Dow is up by a fifth since January and IWM, which sank in August, by just 7%.",
            ("IWM",),
            (0.07,),
            "up",
        ),
        (
            "Since May IWM has outrun SPY by 3.5 percentage points, yet since January it still"
            " lags by seven.",
            ("IWM", "SPY"),
            (0.07,),
            "down",
        ),
        (
            "Traders price a 28% chance of a hike in November and see the funds rate at 4.6%.",
            ("FFT",),
            (460.0,),
            "",
        ),
        ("Gold has set 35 closing records since January.", ("GOLD",), (35.0,), "up"),
    ],
)
def test_the_last_figure(
    text: str, subject: tuple[str, ...], value: tuple[float, ...], direction: str
) -> None:
    """It goes on with the main verb, with the pair compared, or is a rate of its own."""
    found = read(text)[-1]
    assert (found.subject, found.value, found.direction) == (subject, value, direction)


def test_a_lead_over_the_market_before() -> None:
    """No market leads itself."""
    found = read(
        "IWM beat SPY in August. A lead of four percentage points over SPY within a month is rare."
    )
    assert [s.subject for s in found] == [("IWM", "SPY"), ("IWM", "SPY")]


def test_a_streak_that_was_snapped() -> None:
    """It ended on the day before the one that put an end to it."""
    found = read("The Dow rose 1% on Tuesday to snap a five-day losing streak.")
    (streak,) = (s for s in found if s.kind == "record")
    (move,) = (s for s in found if s.kind == "return")
    assert (streak.value, streak.to) == ((5.0,), move.from_)


def test_the_height_of_a_base() -> None:
    """It is what a target is found by."""
    (found,) = read("IWM is in a base. Its height, 42 points, projects a rise to 265 by March.")
    assert (found.kind, found.value) == ("target", (265.0,))


def test_a_day_after_its_worst() -> None:
    """The record is one of the day before; the move is one of the session."""
    found = read(
        "Stocks rose on Tuesday. The Dow gained 1%.\n\n"
        "The two-year yield jumped 20 basis points, a day after its biggest drop since May 1987."
    )
    assert [(s.kind, s.to) for s in found if s.subject == ("DGS2",)] == [
        ("record", date(2024, 10, 7)),
        ("rate", date(2024, 10, 8)),
    ]


def test_the_curve_at_its_steepest() -> None:
    """Its ends are far apart; the move of a yield beside it is one of the session."""
    found = ARTICLE.on_markets(
        "Stocks rose on Tuesday. The Dow gained 1%.\n\n"
        "The ten-year yield slipped four basis points, so that the curve is now the steepest"
        " since January 2022."
    )
    assert [(s.kind, s.direction, s.to) for s in found[1:]] == [
        ("record", "up", TODAY),
        ("rate", "down", date(2024, 10, 8)),
    ]
