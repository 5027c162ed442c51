"""What was said, expected or traded by someone, and how steps of the Fed are put."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

TUESDAY = datetime.date(2025, 9, 9)


def read(text: str) -> list[Statement]:
    """Read a text that was published on a Tuesday."""
    return read_text(text, date=TUESDAY)


def brief(text: str) -> list[tuple[str, str, tuple[float, ...], str]]:
    """Return kind, market, values and direction of the statements of a text."""
    return [(s.kind, "/".join(s.subject), s.value, s.direction) for s in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "We said then that the Dow would end the year at 40,000.",
        "We had the ten-year at 5% by now.",
        "The strategist that expected four cuts and got two has moved on.",
        "Options on the chipmaker imply a move of 7% in either direction.",
        "Nobody on the panel thinks that the Fed will stand pat this week.",
        "I rebalance on the first trading day of the year and then forget about gold.",
        "Shares of the chain have doubled since the split and now fetch $61.",
        "Technicians are watching 6,350 on the S&P 500, the level of its last breakout.",
        "The average winner of our calls on gold made 3% and the average loser cost 1%.",
        "The gap between it and realised volatility is now four points.",
    ],
)
def test_nothing_stated(text: str) -> None:
    """What was said, what is watched and how a desk traded is no statement on a market."""
    assert brief(text) == []


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "The Fed, having cut by half a point last year, will trim another quarter in October.",
            [("rate", "FFT", (50.0,), "down"), ("rate", "FFT", (25.0,), "down")],
        ),
        ("The two-year note yields 3.5%, and small caps care.", [("rate", "DGS2", (350.0,), "")]),
        (
            "It averaged 17 on the VIX in the month before the four most recent bears began.",
            [("volatility", "VIX", (17.0,), "")],
        ),
        (
            "Swaps put the odds of a cut by December at 70%; a month ago they were at 35%.",
            [("scenario", "FFT", (0.7,), "down")],
        ),
        (
            "In the second year of past bull markets the Dow has gained 7%.",
            [("average", "DJI", (0.07,), "up")],
        ),
        (
            "At 9.8%, the Dow's annual return since 1990 is nothing to complain of.",
            [("average", "DJI", (0.098,), "up")],
        ),
        ("We'd be stopped out of IWM below 221.", [("rule", "IWM", (221.0,), "down")]),
        (
            "Gold lagged. We look for the yield on the ten-year to drift back toward 3.9% in "
            "the next months, and would only change our minds above 4.4%.",
            [("rate", "DGS10", (390.0,), ""), ("rate", "DGS10", (440.0,), "up")],
        ),
    ],
)
def test_what_is_stated(text: str, stated: list[tuple[str, str, tuple[float, ...], str]]) -> None:
    """Each figure is of its own market, sort and way."""
    assert brief(text) == stated


def test_counting_from_a_year() -> None:
    """It is a sample that lasts until now."""
    (found,) = read("Counting from 1946 there have been 14 bear markets in the S&P 500.")
    assert (found.from_, found.to) == (datetime.date(1945, 12, 31), TUESDAY)


def test_what_followed_the_trough_of_a_row() -> None:
    """The next months of a row of peaks and troughs are counted from the trough."""
    table = "The Dow\n\nPeak Trough Decline Gain in the next 12 months\n"
    rows = "9 October 2007 9 March 2009 -54% +61%\n"
    fall, rise = read(f"{table}{rows}")
    assert (fall.from_, fall.to) == (datetime.date(2007, 10, 9), datetime.date(2009, 3, 9))
    assert (rise.from_, rise.to) == (datetime.date(2009, 3, 9), datetime.date(2010, 3, 9))


def test_a_price_that_stands_behind_an_aside_with_a_day() -> None:
    """The day of the aside is not its own."""
    *_, now = read("The VIX, 41 at its worst last Thursday, is at 22.")
    assert (now.value, now.to) == ((22.0,), TUESDAY)


def test_a_week_ended_at_a_price() -> None:
    """The price is that of the last day of the week."""
    *_, price = read("Gold ended last week just 0.2% higher, at 3,590.")
    assert (price.from_, price.to) == (datetime.date(2025, 9, 5), datetime.date(2025, 9, 5))


@pytest.mark.parametrize(
    "text",
    [
        "Should crude stay over $90 we would take 10% off both numbers.",
        "We trimmed utilities by a third in August and topped up regional banks.",
        "Cash stands at 11% of the fund, down from 19%.",
        "At lunch the swaps market had an emergency cut at 60 percent.",
        "Every dip under 3,400 in gold gets bought.",
        "The other 490 stocks managed 9%.",
        "The contango in oil has flipped to backwardation of $3.",
        "Small caps have never led for more than two months running in such years.",
    ],
)
def test_no_move_of_a_market(text: str) -> None:
    """What a desk did, what was priced and what is left over are no moves of a market."""
    assert brief(text) == []


def test_cases_with_their_outcomes_behind_them() -> None:
    """A list of cases may give what each brings in a sentence of its own."""
    intro = "The probabilities for the S&P 500 by the end of 2026 are as follows."
    case = "Truce and relief: 45%. The S&P 500 at 7,400, the ten-year at 4%."
    found = [(s.kind, s.subject, s.value) for s in read(f"{intro}\n\n- {case}\n")]
    assert found == [
        ("scenario", ("SPX",), (0.45,)),
        ("target", ("SPX",), (7400.0,)),
        ("rate", ("DGS10",), (400.0,)),
    ]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "Gold closed at an all-time high for the 36th time in 2025.",
            [("record", "GOLD", (36.0,), "up")],
        ),
        (
            "The two-year at 3.5% and the ten-year at 4.1% leave a spread of 60 basis points.",
            [
                ("rate", "DGS2", (350.0,), ""),
                ("rate", "DGS10", (410.0,), ""),
                ("rate", "DGS10/DGS2", (60.0,), ""),
            ],
        ),
        (
            "On Wednesday the committee took its rate down a notch, to 4.00%-4.25%.",
            [("rate", "FFT", (400.0, 425.0), "")],
        ),
        (
            "She has not budged from a year-end figure of 6,900 for the S&P 500.",
            [("target", "SPX", (6900.0,), "")],
        ),
        (
            "If 6,300 on the S&P 500 goes, 6,100 is next.",
            [("target", "SPX", (6100.0,), "down")],
        ),
        (
            "After a weak January the Dow has gained 7% on average.",
            [("seasonal", "DJI", (0.07,), "up")],
        ),
        (
            "We'd only get interested in small caps under 2,100.",
            [("rule", "RUT", (2100.0,), "up")],
        ),
    ],
)
def test_idioms(text: str, stated: list[tuple[str, str, tuple[float, ...], str]]) -> None:
    """Each sentence makes these statements."""
    assert brief(text) == stated


def test_inauguration_day() -> None:
    """It is the twentieth of January after a presidential election."""
    (found,) = read("The dollar index, down 9% since Inauguration Day, is on the ropes.")
    assert found.from_ == datetime.date(2025, 1, 20)


def test_a_run_last_seen() -> None:
    """It is the first such run since then."""
    (found,) = read("The Dow has risen nine days in a row, a run last seen in 1955.")
    assert (found.value, found.from_) == ((9.0,), datetime.date(1955, 12, 31))


def test_a_mean_broken_behind_a_comma() -> None:
    """The clause "for the first time" belongs to the crossing before it."""
    (found,) = read("QQQ has now closed below its 100-day average, for the first time since May.")
    assert (found.kind, found.direction) == ("record", "down")
    assert found.from_ == datetime.date(2025, 5, 31)


def test_behind_one_and_behind_another() -> None:
    """The same market is set against each."""
    assert brief("Gold is 3% behind the Dow and 9% behind the Nasdaq 100 this year.") == [
        ("comparison", "GOLD/DJI", (0.03,), "down"),
        ("comparison", "GOLD/NDX", (0.09,), "down"),
    ]


def test_a_guess_of_one_who_is_pressed() -> None:
    """It is a target, though a participle stands before it."""
    (found,) = read("If pressed, we'd say 2,800 for the Russell 2000 by next June.")
    assert (found.kind, found.to) == ("target", datetime.date(2026, 6, 30))
