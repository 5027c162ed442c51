"""Members of an index, definitions, forecasts that are left as they were, markets nearly flat."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

NOTE = DatedText(datetime.date(2025, 10, 17))


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("Just 41% of stocks in the Russell 2000 trade above their 200-day average.", "RUT"),
        ("Only 30% of Nasdaq stocks are above their 50-day moving averages.", "IXIC"),
        ("More than 70% of the stocks in the S&P 500 fell.", "SPX"),
        ("The average stock in the Russell 2000 is down 24% from its high.", "RUT"),
        ("The median member of the S&P 500 stands 12% below its high.", "SPX"),
    ],
)
def test_members_of_an_index(text: str, symbol: str) -> None:
    """What its members did is a fact of the index that its price does not show."""
    found = NOTE.only(text)
    assert (found.kind, found.subject) == ("untestable", (symbol,))


def test_members_of_the_index_named_before() -> None:
    """Those of "the index", and of the index of a fund."""
    fall, *_ = NOTE.statements("The S&P 500 lost 1.1%, as 80% of the stocks in the index fell.")
    assert (fall.kind, fall.subject) == ("untestable", ("SPX",))
    text = "IWM rose 2% on Thursday. Some 90% of index members traded higher."
    assert NOTE.statements(text)[-1].subject == ("RUT",)


@pytest.mark.parametrize(
    "text",
    [
        "A close over 20% below a high confirms a bear market.",
        "A fall of 10% from a recent peak is commonly considered a correction.",
        "The index is in a bear market by a commonly used definition.",
    ],
)
def test_a_definition(text: str) -> None:
    """It states no fall."""
    assert NOTE.statements(text) == []


def test_a_move_that_is_no_definition() -> None:
    """It has a market or a day."""
    assert NOTE.statements("A gain of 2% on Thursday lifted the Russell 2000 to a record.")


def test_a_view_left_as_it_was() -> None:
    """It is no move of nothing, and its price is a target all the same."""
    assert NOTE.statements("The bank left its forecast for the S&P 500 unchanged.") == []
    found = NOTE.only("The bank kept its year-end target for the S&P 500 unchanged at 6,900.")
    assert (found.kind, found.value) == ("target", (6900,))
    assert NOTE.only("The S&P 500 was unchanged on Thursday.").value == (0,)


def test_the_range_before_the_new_one() -> None:
    """Of two ranges the new one is forecast."""
    found = NOTE.only(
        "The bank raised its year-end forecast for the Russell 2000 to a range of 2,500-2,700 from"
        " 2,300-2,500 previously."
    )
    assert (found.kind, found.value) == ("range", (2500, 2700))


def test_nearly_flat() -> None:
    """It is a move of nothing."""
    found = NOTE.statements("Small caps are up 5% this year, while large caps are nearly flat.")
    assert [(s.subject, s.value) for s in found] == [(("RUT",), (0.05,)), (("SPX",), (0,))]
