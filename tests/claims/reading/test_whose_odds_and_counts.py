"""Whose odds and counts a sentence gives, and the days of moves since an extreme."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.statement import Statement
from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2019, 6, 12)
NOTE = DatedText(TODAY)


def of_kind(text: str, kind: str) -> list[Statement]:
    """The statements of a kind that a text makes."""
    return [s for s in NOTE.statements(text) if s.kind == kind]


@pytest.mark.parametrize(
    ("text", "subject", "direction"),
    [
        (
            "Since 1991 small caps have gained 1.8% on average in the first week of January, "
            "compared with 0.9% for the S&P 500, and have outperformed in 17 of 28 years.",
            ("RUT", "SPX"),
            "up",
        ),
        (
            "Since 1999, whenever high-yield spreads have risen by more than 150 basis points in a "
            "quarter, gold has gained 3% on average, and it has lagged the dollar index in four "
            "of nine episodes.",
            ("GOLD", "DXY"),
            "down",
        ),
        (
            "Since 1991 small caps have gained 1.8% on average in the first week of January, and "
            "have risen in 17 of 28 years.",
            ("RUT",),
            "up",
        ),
    ],
)
def test_a_count_of_two_markets(text: str, subject: tuple[str, ...], direction: str) -> None:
    """Years in which one outperformed are those of two markets; years of a rise are of one."""
    (count,) = of_kind(text, "frequency")
    assert (count.subject, count.direction) == (subject, direction)


def test_odds_that_futures_give() -> None:
    """They are of the Fed where the paragraph has just spoken of it, and else of the market."""
    index = "The Russell 2000 closed at 1,520 on Tuesday. "
    fed = index + "The Fed meets next week. Futures imply a 24% chance of a cut."
    assert of_kind(fed, "scenario")[0].subject == ("FFT",)
    of_index = index + "Options put the odds of a lower close in July at 24%."
    assert of_kind(of_index, "scenario")[0].subject == ("RUT",)


def test_a_gap_in_whole_numbers() -> None:
    """A whole number of a spread is one of basis points, a fraction one of percent."""
    text = "The gap between the 10-year and the two-year yield is now {}, the widest since 2018."
    assert of_kind(text.format(22), "record")[0].value == (22,)
    assert of_kind(text.format("0.22"), "record")[0].value == (22,)


def test_bitcoin_miners_are_no_bitcoin() -> None:
    """Shares of companies are spoken of by what they dig for."""
    text = "The Russell 2000 slid to 1,498 on Monday. The selling was in bitcoin {}. {}"
    target = "We look for 1,650 by the end of September."
    assert of_kind(text.format("miners", target), "target")[0].subject == ("RUT",)
    assert of_kind(text.format("itself", "It fell 8%."), "return")[-1].subject == ("BTC",)


def test_moves_since_an_extreme() -> None:
    """By a close, a move since a record or a day is one up to that close."""
    text = (
        "By Tuesday's close the Russell 2000 had lost 6.1% since its record of 3 May, and the Dow "
        "was down 3.2% since 23 April."
    )
    dates = [(s.from_, s.to) for s in of_kind(text, "return")]
    close = datetime.date(2019, 6, 11)
    assert dates == [(datetime.date(2019, 5, 3), close), (datetime.date(2019, 4, 23), close)]
    now = "By Tuesday's close the Dow had risen 1%, and it is now up 4% since 23 April."
    assert of_kind(now, "return")[-1].to == TODAY


def test_a_yield_above_its_low() -> None:
    """The yield is of today; the distance is a rise since the low."""
    level, move = of_kind(
        "At 2.14% the 10-year yield is 9 basis points above its low of 7 June.", "rate"
    )
    assert (level.from_, level.to, level.direction) == (TODAY, TODAY, "")
    assert (move.from_, move.direction) == (datetime.date(2019, 6, 7), "up")


def test_an_average_that_held() -> None:
    """A market that held its average is above it; one that held below it is not."""
    text = "On Tuesday the Russell 2000 held {} its 50-day average."
    assert [s.direction for s in of_kind(text.format(""), "level")] == ["up"]
    assert [s.direction for s in of_kind(text.format("below"), "level")] == ["down"]


def test_it_before_its_market() -> None:
    """A pronoun in a clause in front stands for the market that the main clause opens with."""
    text = (
        "Gold rose to 1,330 on Monday. Since 26 April, when it stood at 373 basis points, the "
        "spread on high-yield bonds has widened by 88 basis points."
    )
    assert {s.subject for s in of_kind(text, "rate")} == {("HYOAS",)}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("The second is utilities, which is 5% of the Russell 2000.", [("RUT",)]),
        (
            "Today's rebalance lowers the weight of the five largest members of the Nasdaq 100 "
            "from 48% to 39%.",
            [("NDX",)],
        ),
        (
            "About a third of the debt of Russell 2000 members is floating; for the S&P 500 the "
            "figure is 8%.",
            [("RUT",), ("SPX",)],
        ),
        ("Hedge funds hold their largest net short position in Russell 2000 futures.", [("RUT",)]),
        ("Tariffs now average 11% at the border.", [("?",)]),
        ("Our economists have raised their growth forecast for the year to 2.5%.", [("?",)]),
        ("Nobody was hurt, since the profits of Russell 2000 companies grew by 6%.", [("RUT",)]),
    ],
)
def test_facts_of_companies_and_the_economy(text: str, subjects: list[tuple[str, ...]]) -> None:
    """Weights, positions, tariffs and forecasts of growth are no moves of a market."""
    found = NOTE.statements(f"KRE rose 2% on Monday. {text}")[1:]
    assert [(s.kind, s.subject) for s in found] == [("untestable", one) for one in subjects]


def test_once_a_member() -> None:
    """What one company lost is no move of the index that it belonged to."""
    text = "The lender that was once the largest member of the index {} fallen by 60%."
    before = "The Russell 2000 closed at 1,520 on Tuesday. "
    assert of_kind(before + text.format("has"), "return") == []
    fell = of_kind(before + "The index has fallen by 6% since 3 May.", "return")[-1]
    assert fell.value == (0.06,)


def test_odds_by_a_later_day() -> None:
    """A further "one of 55%" is a chance of the same outcome; "one of" two moves is none."""
    fed = "The Fed meets next week. Futures imply a 22% chance of a cut on 19 June and one of {}."
    odds = of_kind(fed.format("64% by the end of July"), "scenario")
    assert [(s.subject, s.value) for s in odds] == [(("FFT",), (0.22,)), (("FFT",), (0.64,))]
    assert odds[1].to == datetime.date(2019, 7, 31)
    moves = "The Russell 2000 had a gain of 2% on Monday and one of 1% on Tuesday."
    assert of_kind(moves, "scenario") == []
