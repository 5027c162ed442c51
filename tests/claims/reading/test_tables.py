"""Tables: outcomes with odds, statistics by horizon, forecasts by date, returns by market."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.statement import Statement
from tests.claims.reading.dated import DatedText

TODAY = date(2025, 9, 10)
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements


def short(found: list[Statement]) -> list[tuple[str, str, tuple[float, ...], str]]:
    """Return kind, market, values and direction."""
    return [(s.kind, s.subject[0], s.value, s.direction) for s in found]


def test_rows_of_outcomes_have_odds_a_level_and_a_move() -> None:
    """Cases of any name, with the day of the heading, and the side of the move beside them."""
    found = read(
        "Outcomes for mid caps at the end of March 2026\n"
        "Outcome Odds Target Change\n"
        "Thaw 35% 3,600 +9%\n"
        "Drought 15% 2,500 −24%\n"
    )
    assert short(found) == [
        ("scenario", "MID", (0.35,), "up"),
        ("target", "MID", (3600.0,), "up"),
        ("forecast", "MID", (0.09,), "up"),
        ("scenario", "MID", (0.15,), "down"),
        ("target", "MID", (2500.0,), "down"),
        ("forecast", "MID", (0.24,), "down"),
    ]
    assert {s.to for s in found} == {date(2026, 3, 31)}
    assert found[0].condition == "thaw"


def test_columns_of_days_are_levels_and_targets() -> None:
    """What stands now is a level, what stands below a later date a target or a rate."""
    found = read(
        "Our numbers\nMarket Now 3 months End-2026\n"
        "S&P 500 6,500 6,600 7,000\n10-year yield 4.1% 4.0% 3.8%\n"
    )
    assert [(s.kind, s.value, s.to) for s in found] == [
        ("level", (6500.0,), TODAY),
        ("target", (6600.0,), date(2025, 12, 10)),
        ("target", (7000.0,), date(2026, 12, 31)),
        ("rate", (410.0,), TODAY),
        ("rate", (400.0,), date(2025, 12, 10)),
        ("rate", (380.0,), date(2026, 12, 31)),
    ]


def test_columns_of_years_are_returns() -> None:
    """A percent below a year is the return of that year, below the year to date up to today."""
    found = read("Returns\nIndex 2024 Year to date\nNasdaq 100 24.9% 12.1%\n")
    assert [(s.kind, s.value, s.from_, s.to) for s in found] == [
        ("return", (0.249,), date(2023, 12, 31), date(2024, 12, 31)),
        ("return", (0.121,), date(2024, 12, 31), TODAY),
    ]


def test_rows_of_years_have_a_return_of_each_market() -> None:
    """Markets in the heading row own the figures below them."""
    found = read("Year Gold Bitcoin\n2022 -0.3% -64%\n2023 13% 155%\n")
    assert short(found) == [
        ("return", "GOLD", (0.003,), "down"),
        ("return", "BTC", (0.64,), "down"),
        ("return", "GOLD", (0.13,), "up"),
        ("return", "BTC", (1.55,), "up"),
    ]


def test_statistics_by_horizon_carry_event_and_horizon() -> None:
    """A mean, a median and a share of gains; the number of cases states nothing."""
    found = read(
        "The Dow after a losing spring since 1950\n\n"
        "Horizon Average Median Hit rate Number\n"
        "6 months 3.1% 2.8% 66% 29\n"
    )
    assert short(found) == [
        ("average", "DJI", (0.031,), "up"),
        ("average", "DJI", (0.028,), "up"),
        ("frequency", "DJI", (0.66,), "up"),
    ]
    assert found[0].condition == "after losing spring, 6 months"
    assert found[0].from_ == date(1949, 12, 31)


def test_months_are_seasons() -> None:
    """A row that names a month is a mean of that month."""
    found = read("Gold by month since 1975\nMonth Mean Positive\nJune -0.4% 44%\n")
    assert short(found) == [
        ("seasonal", "GOLD", (0.004,), "down"),
        ("frequency", "GOLD", (0.44,), "up"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Probability and returns\n\nThe Dow rose 2% on Tuesday.",
        "Case Probability\nA paragraph of words follows here.",
        "Target Upside\nVisit us in room 1200 at 9%",
    ],
)
def test_heading_rows_state_nothing_alone(text: str) -> None:
    """Without a row that fits them, the words of a heading add nothing."""
    assert all(s.kind == "return" for s in read(text))
