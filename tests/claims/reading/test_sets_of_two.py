"""Two markets and two cases: gaps, leads, trends under a condition, rows of prices, past odds."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

TODAY = date(2024, 10, 9)  # a Wednesday
MAY = (date(2024, 4, 30), date(2024, 5, 31))


def read(text: str) -> list[Statement]:
    """Return what a text of 9 October 2024 states."""
    return read_text(text, date=TODAY)


@pytest.mark.parametrize(
    ("text", "pair", "direction"),
    [
        ("XLK gained 9% and XLF 4% in May, a gap of five points.", ("XLK", "XLF"), "up"),
        ("XLF lost 1% in May and XLK gained 4%: a gap of 5 points.", ("XLF", "XLK"), "down"),
    ],
)
def test_a_gap_after_two_returns(text: str, pair: tuple[str, ...], direction: str) -> None:
    """It is a comparison of the two markets over the same time."""
    (found,) = [s for s in read(text) if s.kind == "comparison"]
    assert (found.subject, found.value, found.direction) == (pair, (0.05,), direction)


def test_a_gap_of_one_market_in_two_years() -> None:
    """It compares no two markets."""
    found = read("Gold gained 12% in 2023 and lost 1% in 2022, a gap of 13 points.")
    assert {s.kind for s in found} == {"return"}


@pytest.mark.parametrize(
    "text",
    [
        "XLK beat XLF in April. In May XLF took the lead.",
        "XLK and XLF ran neck and neck. May belonged to XLF.",
        "In May XLK gained 2%. XLF was better off.",
    ],
)
def test_who_was_ahead(text: str) -> None:
    """The other market is the one before."""
    found = [s for s in read(text) if s.kind == "comparison"][-1]
    assert (found.subject, found.direction) == (("XLF", "XLK"), "up")
    assert (found.from_, found.to) == MAY


def test_a_lead_over_nobody() -> None:
    """Without another market nothing is compared."""
    assert read("Gold took the lead in May.") == []


def test_a_trend_while_a_level_holds() -> None:
    """It is a forecast under a condition, without a date."""
    (found,) = read("As long as gold stays beneath $2,600, the path of least resistance is down.")
    assert (found.kind, found.subject, found.direction) == ("forecast", ("GOLD",), "down")
    assert (found.condition, found.testable) == ("if below 2600", False)


def test_rows_of_prices() -> None:
    """The prices name the outcome and are no targets."""
    found = read(
        "Gold at the end of June:\n\n2,900 or more: 40%\n\n"
        "2,500 to 2,900: 45%\n\nLess than 2,500: 15%"
    )
    assert [(s.kind, s.value, s.direction) for s in found] == [
        ("scenario", (0.4,), "up"),
        ("scenario", (0.45,), ""),
        ("scenario", (0.15,), "down"),
    ]
    assert {s.to for s in found} == {date(2025, 6, 30)}


def test_odds_of_the_past() -> None:
    """They are a share of what has been, over spans of a length."""
    (found,) = read("The odds of a gain over ten years have been 94% for the Dow.")
    assert (found.kind, found.value, found.to) == ("frequency", (0.94,), None)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "Six months after the VIX has closed above 45, the Dow was higher 85% of the time.",
            "after VIX above 45, 6 months",
        ),
        (
            "In the year after spreads first exceeded 800 bp, the Dow gained 18% on average.",
            "after HYOAS above 800 bp, 12 months",
        ),
    ],
)
def test_after_a_level_was_passed(text: str, condition: str) -> None:
    """The level is one of the event and no statement."""
    (found,) = read(text)
    assert (found.subject, found.condition) == (("DJI",), condition)


def test_an_average_crossed() -> None:
    """The side is that of the move before."""
    (found,) = [
        s for s in read("On Tuesday gold fell 1% and crossed its 200-day average.") if not s.value
    ]
    assert (found.kind, found.direction, found.to) == ("level", "down", date(2024, 10, 8))
