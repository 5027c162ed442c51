"""Wordings of a kind: who is compared with whom, conditions, bases and asides, by known answers."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

# Wednesday, 14 January 2026.
TODAY = date(2026, 1, 14)
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
only = ARTICLE.only


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The gap between KRE and XLF widened to 4 points in December.", ""),
        ("KRE's lead over XLF came to 4 points in December.", "up"),
        ("Relative to XLF, KRE lost 4% in December.", "down"),
        ("KRE beat XLF by four points in December.", "up"),
        ("KRE had the better of XLF by 4 percentage points in December.", "up"),
    ],
)
def test_a_gap_of_two_markets_is_a_comparison(text: str, direction: str) -> None:
    """Four points between two returns are 0.04, in the order that the text gives."""
    found = only(text)
    assert (found.kind, found.subject, found.unit) == ("comparison", ("KRE", "XLF"), "fraction")
    assert found.value == pytest.approx((0.04,))
    assert found.direction == direction
    assert (found.from_, found.to) == (date(2025, 11, 30), date(2025, 12, 31))


def test_figures_set_against_each_other_go_to_the_markets_in_order() -> None:
    """The first figure is of the first market, the second of the second."""
    found = read("XLF left KRE far behind in December, gaining 6% against 2%.")
    returns = [(s.subject, s.value) for s in found if s.kind == "return"]
    assert returns == [(("XLF",), (0.06,)), (("KRE",), (0.02,))]


def test_a_relative_clause_speaks_of_the_market_before_it() -> None:
    """And its day dates nothing outside it."""
    found = read("QQQ, which fell 1% on Monday, beat SPY, which lost 3%.")
    assert [(s.subject, s.value) for s in found if s.kind == "return"] == [
        (("QQQ",), (0.01,)),
        (("SPY",), (0.03,)),
    ]


def test_a_rate_and_the_vix_move_from_what_they_came_from() -> None:
    """A move to one level from another has both ends; a bare number beside bp is in bp."""
    assert only("The VIX slipped to 15 from 18 on Monday.").value == (18.0, 15.0)
    curve = only("The yield curve steepened to 60 basis points, from 25.")
    assert (curve.value, curve.unit, curve.direction) == ((25.0, 60.0), "bp", "up")
    day = only("The 10-year yield is at 4.2%, up from 3.9% at the end of November.")
    assert (day.value, day.from_, day.to) == ((390.0, 420.0), date(2025, 11, 30), TODAY)


def test_volatility_of_each_market_and_of_one_against_the_other() -> None:
    """Two figures are two statements; "twice as volatile" is one on both."""
    each = read("Realised volatility of IWM was 24% in December, against 15% for SPY.")
    assert [(s.kind, s.subject, s.value) for s in each] == [
        ("volatility", ("IWM",), (0.24,)),
        ("volatility", ("SPY",), (0.15,)),
    ]
    assert only("IWM was twice as volatile as SPY in December.").subject == ("IWM", "SPY")


@pytest.mark.parametrize(
    ("text", "kind", "value", "direction"),
    [
        ("We would not be shocked to see gold give back 9% by June.", "forecast", 0.09, "down"),
        ("Do not be surprised if gold sheds 9% by June.", "forecast", 0.09, "down"),
        ("Gold won't trade below $3,000 before July.", "forecast", 3000, "up"),
        ("Nobody expects gold to climb above $3,000 before July.", "forecast", 3000, "down"),
        ("The next hurdle for gold is $3,000.", "target", 3000, ""),
        ("We cut our target for gold from $3,500 to $3,000.", "target", 3000, ""),
    ],
)
def test_hedges_and_denials_of_a_forecast(
    text: str, kind: str, value: float, direction: str
) -> None:
    """A denied surprise states the move; a level denied is one that holds on the other side."""
    found = only(text)
    assert (found.kind, found.subject) == (kind, ("GOLD",))
    assert found.value == pytest.approx((value,))
    assert found.direction == direction


def test_a_list_of_outcomes_with_odds_in_words_and_percents() -> None:
    """One in four, 50% and 25% sum to one; each level is a target of its own."""
    found = read(
        "Three paths for the Dow by year-end: a melt-up to 60,000 (one in four), "
        "a drift to 50,000 (50%), and a slide to 40,000 (25%)."
    )
    odds = [s.value[0] for s in found if s.kind == "scenario"]
    levels = [s.value[0] for s in found if s.kind == "target"]
    assert odds == [0.25, 0.5, 0.25]
    assert levels == [60000.0, 50000.0, 40000.0]
    assert {s.to for s in found} == {date(2026, 12, 31)}


def test_even_odds_and_thresholds_of_an_outcome() -> None:
    """A coin-toss is one half; the level that must be crossed is no probability."""
    assert only("A correction in the Dow this year is a coin-toss.").value == (0.5,)
    found = only("Odds that the 10-year yield ends the year above 5%: 10%.")
    assert (found.value, found.condition) == ((0.1,), "above 500 bp")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("After a golden cross QQQ has gained 5% on average.", "after golden cross"),
        ("Once the Fed's first cut was out, QQQ has gained 5% on average.", "after first cut"),
        ("In the year after a recession QQQ gained 5% on average.", "after recession, 12 months"),
        ("If gold rises above $3,000, QQQ could gain 5%.", "if GOLD above 3000"),
        ("If the truce holds, QQQ could gain 5%.", "if truce holds"),
        ("In the bear case QQQ could lose 5%.", "bear"),
    ],
)
def test_conditions_are_named_by_their_event(text: str, condition: str) -> None:
    """One name an event, however the text words it."""
    assert only(text).condition == condition


def test_a_forecast_that_hangs_on_politics_is_not_testable() -> None:
    """Neither prices nor the calendar can date the condition."""
    assert not only("If the truce holds, QQQ could gain 5% by June.").testable
    assert only("If gold rises above $3,000, QQQ could gain 5% by June.").testable


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [
        ("Never own XBI through October.", (), "down"),
        ("The model goes to cash if XBI closes below $90.", (90,), "down"),
        ("A close under $90 in XBI is our exit.", (90,), "down"),
        ("Let XBI run and sell only when it has fallen 15% from its peak.", (0.15,), "down"),
        ("We would be buyers of XBI at $90.", (90,), "up"),
    ],
)
def test_rules_of_many_forms(text: str, value: tuple[float, ...], direction: str) -> None:
    """Imperatives, settings of a model, exits; a forbidden purchase is one to be out."""
    found = only(text)
    assert (found.kind, found.subject, found.direction) == ("rule", ("XBI",), direction)
    assert found.value == pytest.approx(value)


def test_what_a_time_dates() -> None:
    """A base, an aside and the day of a record date nothing else."""
    assert only("KRE is 4% below the peak it set on 5 January.").to == TODAY
    found = read("KRE rose 1% today after Monday's fall; IWM lost 2%.")
    assert {s.to for s in found} == {TODAY}
    low = only("Oil slid to a three-week low on Monday.")
    assert (low.kind, low.from_, low.to) == ("record", date(2025, 12, 22), date(2026, 1, 12))
    first = only("Oil closed above $70 on Friday for the first time this year.")
    assert (first.from_, first.to) == (date(2025, 12, 31), date(2026, 1, 9))
    assert only("In the three sessions to 9 January oil rose 4%.").from_ == date(2026, 1, 6)


@pytest.mark.parametrize(
    "text",
    [
        "Zenith Corp. shares jumped 12% on Monday.",
        "One of the Dow's members rose 9% on Monday.",
        "Officials meet at noon on Monday.",
    ],
)
def test_companies_and_appointments_state_nothing(text: str) -> None:
    """A single share is no market."""
    assert read(text) == []


def test_the_heading_of_a_list_of_cases_counts_nothing() -> None:
    """What follows it are the cases, not events of the past."""
    found = read(
        "Two cases for the Russell 2000 at the end of 2026:\n\n"
        "- Bull case: 3,300, probability 60%\n- Bear case: 2,200, probability 40%"
    )
    assert [s.kind for s in found] == ["scenario", "target"] * 2
