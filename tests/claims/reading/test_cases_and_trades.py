"""Cases under a heading, trades by their words, and moves of the Fed that are looked for."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.statement import Statement
from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2019, 6, 11)
NOTE = DatedText(TODAY)


def of_kind(text: str, kind: str) -> list[Statement]:
    """The statements of a kind that a text makes."""
    return [s for s in NOTE.statements(text) if s.kind == kind]


def test_cases_are_of_one_market() -> None:
    """What a case adds in words names no other market for the case after it."""
    text = (
        "Scenarios for the Russell 2000 in 2020\n\n"
        "Bull case (30%): 1,720. Trade is settled and gold loses its shine.\n\n"
        "Base case (50%): 1,580. Growth goes on.\n\n"
        "Bear case (20%): 1,260. Credit tightens.\n"
    )
    for kind in ("scenario", "target"):
        assert [s.subject for s in of_kind(text, kind)] == [("RUT",)] * 3


@pytest.mark.parametrize(
    ("text", "values", "unit", "direction"),
    [
        ("Take a third of the profit at 1,640.", (1640,), "points", "down"),
        ("Stay underweight small caps until high-yield spreads have closed below 350 basis "
         "points.", (350,), "bp", "down"),
        ("Hold a tenth of your shares in small caps and rebalance once a year.", (0.1,),
         "fraction", "up"),
        ("Sell small caps only if high-yield spreads, now 395 basis points, rise above 550.",
         (550,), "bp", "down"),
        ("We would rebuild the position on a dip to 1,390.", (1390,), "points", "up"),
        ("Our model portfolio lowers its weight in small caps to 7%.", (0.07,), "fraction",
         "down"),
    ],
)  # fmt: skip
def test_trades(text: str, values: tuple[float, ...], unit: str, direction: str) -> None:
    """A trade has its threshold or its weight, in the unit of what is watched."""
    (rule,) = of_kind(f"The Russell 2000 closed at 1,510 on Monday. {text}", "rule")
    assert (rule.value, rule.unit, rule.direction) == (values, unit, direction)
    assert rule.subject == ("RUT",)


def test_what_a_gauge_is_now() -> None:
    """Beside a threshold it is a statement of its own."""
    text = "Sell small caps only if high-yield spreads, now 395 basis points, rise above 550."
    (now,) = of_kind(text, "rate")
    assert (now.subject, now.value, now.to) == (("HYOAS",), (395,), TODAY)


def test_profits_of_companies() -> None:
    """They are no trade: only a profit that is taken is one."""
    text = "The Russell 2000 closed at 1,510 on Monday. Its companies lost half of the profit."
    assert of_kind(text, "rule") == []


def test_the_first_increase() -> None:
    """A first move of the Fed that is looked for is no record."""
    text = (
        "The Fed is the risk. We look for the first increase in September and for a funds rate of "
        "3% by the end of 2020."
    )
    increase = datetime.date(2019, 9, 30)
    assert [(s.kind, s.subject) for s in NOTE.statements(text)] == [("rate", ("FFT",))] * 2
    assert increase in [s.to for s in NOTE.statements(text)]


def test_a_sure_move() -> None:
    """What the Fed is certain to do is to come, and its target after it is no move."""
    text = (
        "The Fed is all but certain to cut by a quarter point next Wednesday, which would bring "
        "its target to 2%-2.25%."
    )
    move = next(s for s in of_kind(text, "rate") if s.value == (25,))
    assert (move.from_, move.to) == (TODAY, datetime.date(2019, 6, 12))
