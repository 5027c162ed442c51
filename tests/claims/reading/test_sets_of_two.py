"""Two markets and two cases: gaps, leads, trends under a condition, rows of prices, past odds."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TODAY = date(2024, 10, 9)  # a Wednesday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
MAY = (date(2024, 4, 30), date(2024, 5, 31))


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


def test_levels_of_the_cases() -> None:
    """One line gives a target a case; the sentence below names market and day."""
    found = read(
        "Bull: 45,000; base: 42,000; bear: 36,000. That is our map for the Dow at the end of June."
    )
    assert [(s.kind, s.subject, s.value, s.direction, s.condition) for s in found] == [
        ("target", ("DJI",), (45000.0,), "up", "bull"),
        ("target", ("DJI",), (42000.0,), "", "base"),
        ("target", ("DJI",), (36000.0,), "down", "bear"),
    ]
    assert {s.to for s in found} == {date(2025, 6, 30)}


def test_above_a_low_in_a_report_of_a_day() -> None:
    """It runs until today, whatever day the report is on."""
    found = read(
        "Stocks rose on Tuesday. The Dow gained 1%. IWM has bounced 14% off its August low."
    )
    assert (found[-1].from_, found[-1].to) == (None, TODAY)


def test_above_a_low_and_below_a_record() -> None:
    """The distance is the one from the low, and no fall."""
    (found,) = read("IWM has bounced 14% off its August low but remains below its record.")
    assert (found.kind, found.direction, found.condition) == ("return", "up", "from low")
    assert (found.from_, found.to) == (None, TODAY)


def test_the_day_of_a_close_below_a_high() -> None:
    """The day of the high dates nothing else."""
    found = read(
        "On Tuesday the Dow fell 0.3%. IWM closed at 217.80, 2.9% below its high of 31 July."
    )
    assert [s.to for s in found if s.kind == "level"] == [date(2024, 10, 8)]


def test_a_price_that_somebody_wants() -> None:
    """It is one of the market of the sentence before."""
    found = read(
        "Our view of the Dow is cautious. Her rival is bolder and wants 48,000 within a year."
    )
    assert [(s.kind, s.subject, s.value) for s in found] == [("target", ("DJI",), (48000.0,))]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The Dow is back in positive territory for 2024.", "up"),
        ("The Dow is in the red for 2024.", "down"),
    ],
)
def test_territory(text: str, direction: str) -> None:
    """It says which way a market went since the year began."""
    (found,) = read(text)
    assert (found.kind, found.direction, found.to) == ("return", direction, TODAY)


def test_a_range_with_a_dash() -> None:
    """It is no telephone number."""
    (found,) = read("We see SPY confined to 550-590 for the rest of the year.")
    assert (found.kind, found.value) == ("range", (550.0, 590.0))
    assert read("Call 555-1234 for a brochure on SPY.") == []


def test_a_length_is_no_sample() -> None:
    """The odds over spans of ten years are not counted over the last ten."""
    found = read(
        "The odds of a gain over ten years have been 94% for the Dow."
        " Six months after the VIX has closed above 45, it was higher 85% of the time."
    )
    assert [s.to for s in found] == [None, None]
