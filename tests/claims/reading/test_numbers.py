"""Amounts: digits, words, percents, points, basis points, fractions, ranges, k of n."""

from __future__ import annotations

import pytest

from backtests.claims.reading.marks.numbers import amounts
from backtests.claims.reading.marks.numerals import cardinal, fraction, ordinal


@pytest.mark.parametrize(
    ("text", "values", "measure"),
    [
        ("up 2.5% on the day", (0.025,), "percent"),
        ("up 7 per cent", (0.07,), "percent"),
        ("rose twenty-two percent", (0.22,), "percent"),
        ("by a quarter of one percent", (0.0025,), "percent"),
        ("one and a half percent", (0.015,), "percent"),
        ("by double digits", (0.1,), "percent"),
        ("it doubled again", (1.0,), "percent"),
        ("was cut in half", (0.5,), "percent"),
        ("by three percentage points", (0.03,), "pp"),
        ("rose 60 basis points", (60.0,), "bp"),
        ("a 25-basis-point cut", (25.0,), "bp"),
        ("half a point", (0.5,), "point"),
        ("a quarter-point cut", (0.25,), "point"),
        ("a 750-point advance", (750.0,), "point"),
        ("closed at 2,451.64", (2451.64,), "bare"),
        ("worth $100k", (100_000.0,), "bare"),
        ("returned a fifth.", (0.2,), "share"),
        ("two-thirds of the time", (0.666667,), "share"),
        ("between 4% and 4.75%", (0.04, 0.0475), "percent"),
        ("2,550–2,800", (2550.0, 2800.0), "bare"),
        ("30,000-33,000 zone", (30_000.0, 33_000.0), "bare"),
        ("a range of -5% to 15%", (-0.05, 0.15), "percent"),
        ("from 5% lower to 15% higher", (-0.05, 0.15), "percent"),
        ("in 20 of the 33", (20.0, 33.0), "of"),
        ("nine of the last ten", (9.0, 10.0), "of"),
        ("five out of nine", (5.0, 9.0), "of"),
        ("one in three", (0.333333,), "odds"),
        ("seven in ten", (0.7,), "odds"),
        ("twice that of bonds", (2.0,), "ratio"),
    ],
)
def test_an_amount_is_read(text: str, values: tuple[float, ...], measure: str) -> None:
    """In digits or words, with its unit; percents and shares as fractions."""
    (found,) = amounts(text)
    assert found.values == pytest.approx(values)
    assert found.measure == measure


def test_a_move_and_the_level_it_led_to_are_two_amounts() -> None:
    """2.3% to 2,811.40 is no range."""
    assert [a.values for a in amounts("fell 2.3% to 2,811.40")] == [(0.023,), (2811.4,)]
    assert [a.values for a in amounts("gained $31 to $4,412")] == [(31.0,), (4412.0,)]


@pytest.mark.parametrize(
    "text",
    [
        "page 2,450",
        "call 555-0182",
        "at 14:00",
        "Room 1100",
        "a 401(k)",
        "the Rule of 40",
        "no one",
    ],
)
def test_digits_of_names_pages_and_telephones_are_no_amounts(text: str) -> None:
    """They count nothing."""
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [("twelve", 12), ("twenty-two", 22), ("one hundred and fifty", 150), ("a dozen", 12), ("0", 0)],
)
def test_cardinals(words: str, number: float) -> None:
    """Units, tens and hundreds add up."""
    assert cardinal(words) == number


def test_ordinals_and_fractions() -> None:
    """Third is 3, 38th is 38, three-quarters 0.75."""
    assert (ordinal("third"), ordinal("38th")) == (3, 38)
    assert fraction("three-quarters") == 0.75
