"""Outlooks: the year they are on, what their figures rest on, targets that were given up."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2025, 12, 15)
NOTE = DatedText(TODAY)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("We like stocks in 2026. Our year-end target for the S&P 500 is 7,500.", 2026),
        ("Next year should be good. By year-end we see the S&P 500 at 7,500.", 2026),
        ("The gains of 2025 should go on in 2026. We see the S&P 500 at 7,500 by year-end.", 2026),
        ("Our year-end target for the S&P 500 is 7,500.", 2025),
        ("We like 2026. This year has been dull. We see the S&P 500 at 7,500 by year-end.", 2025),
        ("We like stocks in 2026.\n\nOur year-end target for the S&P 500 is 7,500.", 2025),
    ],
)
def test_the_end_of_the_year_is_that_of_the_year_spoken_of(text: str, year: int) -> None:
    """The one stated last in the paragraph, else the present one."""
    (target,) = [s for s in NOTE.statements(text) if s.value == (7500.0,)]
    assert target.to == datetime.date(year, 12, 31)


def test_in_the_middle_of_a_year_its_end_is_its_own() -> None:
    """Whatever is said of the next one."""
    text = "We like stocks in 2026. Our year-end target for the S&P 500 is 7,500."
    (target,) = DatedText(datetime.date(2025, 6, 16)).statements(text)
    assert target.to == datetime.date(2025, 12, 31)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("We see 8% upside in the Russell 2000 next year.", "up"),
        ("I see 8% downside for the Russell 2000 next year.", "down"),
        ("We see 8% upside in the Russell 2000 next year on strong earnings growth.", "up"),
        ("We expect the Russell 2000 to return 8% next year on 12% earnings growth.", "up"),
        ("We expect 8% from the Russell 2000 next year, on earnings growth of 12%.", "up"),
    ],
)
def test_what_is_seen_is_expected(text: str, direction: str) -> None:
    """The growth that it rests on is no return of the market."""
    (move,) = NOTE.statements(text)
    assert (move.kind, move.value, move.direction) == ("forecast", (0.08,), direction)


def test_growth_by_itself_is_a_fact_of_companies() -> None:
    """And untestable."""
    (fact,) = NOTE.statements("S&P 500 earnings growth of 12% is expected in 2026.")
    assert fact.kind == "untestable"


@pytest.mark.parametrize(
    "text",
    [
        "Gold could reach $5,000 in 2026, Acme Bank said, raising its forecast from $4,300.",
        "Acme Bank raised its target for gold to $5,000 from an earlier target of $4,300.",
        "Acme Bank lifted its gold forecast from $4,300 to $5,000.",
    ],
)
def test_a_target_that_was_given_up_is_none(text: str) -> None:
    """Only the new one stands."""
    (target,) = NOTE.statements(text)
    assert (target.kind, target.value) == ("target", (5000.0,))


def test_what_helps_a_market_is_not_its_direction() -> None:
    """Lower rates are no fall of the shares that gain from them."""
    assert NOTE.statements("Small caps should benefit most from lower rates.") == []
    (gain,) = NOTE.statements("Small caps will gain from lower interest rates in 2026.")
    assert (gain.kind, gain.direction) == ("forecast", "up")


@pytest.mark.parametrize(
    "text",
    [
        "We no longer expect the Fed to cut in March.",
        "We do not think that the Fed will cut in March.",
        "We doubt that the Fed will cut in March.",
    ],
)
def test_a_move_of_the_fed_that_is_not_expected_is_none(text: str) -> None:
    """It has no direction."""
    (view,) = NOTE.statements(text)
    assert (view.kind, view.direction, view.condition) == ("rate", "", "no cut")


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("Few strategists see the S&P 500 above 7,500 in 2026.", "forecast", "down"),
        ("We no longer expect the S&P 500 to reach 7,500 in 2026.", "forecast", "down"),
        ("A few strategists see the S&P 500 above 7,500 in 2026.", "target", "up"),
    ],
)
def test_what_few_expect_is_not_expected(text: str, kind: str, direction: str) -> None:
    """A few are some."""
    (view,) = NOTE.statements(text)
    assert (view.kind, view.direction) == (kind, direction)


def test_how_near_a_bear_market_came_is_no_move() -> None:
    """How near a record it is says how far it is below it."""
    assert NOTE.statements("The S&P 500 came within 2% of a bear market in April.") == []
    (distance,) = NOTE.statements("The S&P 500 is within 2% of its record.")
    assert (distance.kind, distance.condition) == ("return", "from record high")


@pytest.mark.parametrize(
    "text",
    [
        "Investors expect the Fed to hold at its meeting in January.",
        "The Fed will hold in January.",
        "The Fed is likely to stand pat in January.",
    ],
)
def test_a_fed_that_holds_moves_by_nothing(text: str) -> None:
    """At a meeting or in a month."""
    (view,) = NOTE.statements(text)
    assert (view.kind, view.value, view.to) == ("rate", (0.0,), datetime.date(2026, 1, 31))
