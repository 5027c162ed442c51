"""Statements of made-up sentences, kind by kind, and what holds for any text."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement
from tests.proofs import number

# Wednesday, 14 January 2026.
TODAY = date(2026, 1, 14)


def only(text: str) -> Statement:
    """The one statement of a text."""
    (found,) = read_text(text, date=TODAY)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "subject", "value", "unit", "direction", "last"),
    [
        ("IWM lost 3% on Monday.", "return", "IWM", (0.03,), "fraction", "down", "2026-01-12"),
        ("The Dow gained 300 points today.", "return", "DJI", (300,), "points", "up", "2026-01-14"),
        ("Gold closed at $3,012 on Friday.", "level", "GOLD", (3012,), "points", "", "2026-01-09"),
        (
            "The Nasdaq 100 closed at a record on Tuesday.",
            "record", "NDX", (), "", "up", "2026-01-13",
        ),
        (
            "The S&P 500 will reach 7,400 by the end of June.",
            "target", "SPX", (7400,), "points", "", "2026-06-30",
        ),
        (
            "We expect the Dow to rise 6% in 2026.",
            "forecast", "DJI", (0.06,), "fraction", "up", "2026-12-31",
        ),
        (
            "Mid caps should end the year between 3,000 and 3,300.",
            "range", "MID", (3000, 3300), "points", "", "2026-12-31",
        ),
        (
            "The Fed cut rates by 25 basis points in December.",
            "rate", "FFT", (25,), "bp", "down", "2025-12-31",
        ),
        (
            "The 10-year yield stood at 4.1% on Monday.",
            "rate", "DGS10", (410,), "bp", "", "2026-01-12",
        ),
        ("The VIX is at 17.", "volatility", "VIX", (17,), "points", "", "2026-01-14"),
        (
            "Small caps have risen in 14 of 22 Aprils since 2004.",
            "frequency", "RUT", (14, 22), "count", "up", "2026-01-14",
        ),
        (
            "There is a 40% chance that the Russell 2000 falls this year.",
            "scenario", "RUT", (0.4,), "fraction", "down", "2026-12-31",
        ),
        ("Sell IWM on a close below $210.", "rule", "IWM", (210,), "points", "down", None),
        (
            "The Russell 2000 trades at 24 times forward earnings.",
            "untestable", "RUT", (), "", "", None,
        ),
    ],
)  # fmt: skip
def test_a_statement_of_each_kind(
    text: str,
    kind: str,
    subject: str,
    value: tuple[float, ...],
    unit: str,
    direction: str,
    last: str | None,
) -> None:
    """Kind, market, figure in natural units, direction and last day."""
    found = only(text)
    assert (found.kind, found.subject, found.unit) == (kind, (subject,), unit)
    assert found.value == pytest.approx(value)
    assert found.direction == direction
    assert found.to == (date.fromisoformat(last) if last else None)


def test_a_comparison_names_both_in_the_order_of_the_text() -> None:
    """Up: the first did better."""
    found = only("KRE beat the S&P 500 by four percentage points in December.")
    assert found.kind == "comparison"
    assert found.subject == ("KRE", "SPX")
    assert found.value == (0.04,)
    assert found.direction == "up"


def test_one_verb_with_three_subjects_makes_three_statements() -> None:
    """Each with its own figure."""
    found = read_text("QQQ rose 1%, SPY 2% and IWM 3% on Monday.", date=TODAY)
    assert [(s.subject, s.value) for s in found] == [
        (("QQQ",), (0.01,)),
        (("SPY",), (0.02,)),
        (("IWM",), (0.03,)),
    ]
    assert {s.to for s in found} == {date(2026, 1, 12)}


def test_it_stands_for_the_market_named_before() -> None:
    """Across sentences and paragraphs."""
    found = read_text("Gold fell 1% on Monday.\n\nIt rose 2% on Tuesday.", date=TODAY)
    assert [s.subject for s in found] == [("GOLD",), ("GOLD",)]


def test_a_market_that_is_not_named_is_not_guessed() -> None:
    """Its symbol is "?", and it cannot be tested."""
    found = only("Shares rose 2% on Monday.")
    assert found.subject == ("?",)
    assert not found.testable


def test_a_card_takes_its_label_and_the_day_below() -> None:
    """Label, figure and source stand on lines of their own; the span ends on the day named."""
    card = "Small caps at a glance.\n\n12-month return\n\n12.5%\n\nChartbook, March 31, 2025"
    found = only(card)
    assert (found.subject, found.value) == (("RUT",), (0.125,))
    assert (found.from_, found.to) == (date(2024, 3, 31), date(2025, 3, 31))


def test_a_row_of_a_table_takes_the_times_of_its_columns() -> None:
    """A level of the day, the move of the day and the move of the year."""
    table = "Index Close Day Year to date\nDow 46,000.50 -0.4% +6.2%\n"
    level, day, year = read_text(table, date=TODAY)
    assert (level.kind, level.value, level.to) == ("level", (46000.5,), TODAY)
    assert (day.direction, day.from_, day.to) == ("down", date(2026, 1, 13), TODAY)
    assert (year.direction, year.from_, year.to) == ("up", date(2025, 12, 31), TODAY)


def test_the_levels_that_moves_would_lead_to_are_targets() -> None:
    """The moves are conditions, not returns of the past."""
    found = read_text("An 8% rally would take the Dow to 47,000.", date=TODAY)
    assert [(s.kind, s.value, s.direction) for s in found] == [("target", (47000.0,), "up")]


def test_that_day_is_the_day_of_the_sentence_before() -> None:
    """Monday, measured from the Friday before it."""
    text = "Traders returned on Monday. On that day the Dow rose 1%."
    found = only(text)
    assert (found.from_, found.to) == (date(2026, 1, 9), date(2026, 1, 12))


def test_the_best_month_since_a_year_runs_from_the_end_of_that_year() -> None:
    """From 31 December of the year named."""
    found = only("IWM had its best December since 2019.")
    assert (found.kind, found.direction) == ("record", "up")
    assert found.from_ == date(2019, 12, 31)


def test_a_condition_is_no_statement_and_goes_with_the_result() -> None:
    """The level of the condition is kept in short words."""
    found = only("If the Dow ends a week under 44,000, expect it to fall to 41,500.")
    assert (found.kind, found.value, found.direction) == ("target", (41500.0,), "down")
    assert found.condition == "if below 44000"


@pytest.mark.parametrize(
    "text",
    [
        "Will the S&P 500 reach 8,000 this year?",
        "Sign up now and get 20% off our Russell 2000 letter.",
        "Suppose you had put $10,000 into IWM and it fell 10%.",
        "A retailer in the Russell 2000 fell 18% on Monday.",
        "Coffee rose 4% on Monday.",
        "IWM charges 0.19% a year.",
        "The report on small caps has 48 pages.",
    ],
)
def test_questions_advertising_and_single_shares_state_nothing(text: str) -> None:
    """Nor do hypothetical sums, prices without a symbol and facts about products."""
    assert read_text(text, date=TODAY) == []


PIECES = """the Russell 2000|S&P 500|IWM|the 10-year yield|the Fed|it|shares|rose|fell|will rise
could drop|at|to|by|2.5%|2,400|25 basis points|$80|three of four|on Monday|in 2027|since 1990
by year-end|record high|if|and|,|.|a 60% chance|on average|beat|- |“|’|—|½|VIX|200-day average
buy|stop|for the third day running|twice|up to|last year|in March|next week|the former"""
PHRASES = st.lists(
    st.sampled_from([*PIECES.replace("\n", "|").split("|"), "\n", "\n\n", "\xa0"]), max_size=25
).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(PHRASES)
def test_the_span_of_a_statement_is_its_words(text: str) -> None:
    """Offsets cut the article; fields keep their rules; reading twice gives the same."""
    found = read_text(text, date=TODAY)
    assert found == read_text(text, date=TODAY)
    for s in found:
        assert text[s.start : s.end] == s.text != ""
        assert s.subject
        assert bool(s.value) == bool(s.unit)
        assert s.from_ is None or s.to is None or s.from_ <= s.to


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """Without an error, and with offsets inside it."""
    for s in read_text(text, date=TODAY):
        assert 0 <= s.start < s.end <= len(text)


def cpu_seconds(text: str) -> float:
    """The processor time of a reading."""
    start = time.process_time()
    read_text(text, date=TODAY)
    return time.process_time() - start


@pytest.mark.parametrize("unit", ["The index rose 2% to 2,400. ", "((", "a. ", "5% of "])
def test_the_time_of_a_reading_grows_with_the_text(unit: str) -> None:
    """Eight times the text takes no more than about eight times as long."""
    fewest = number(1_000, 400)
    short, long = (unit * (size // len(unit)) for size in (fewest, 8 * fewest))
    cpu_seconds(short)
    assert cpu_seconds(long) < 20 * max(cpu_seconds(short), 0.02)
