"""Several targets in a row, "for both", the former and the latter, quarters of a year, heights."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2025, 11, 28)
NOTE = DatedText(TODAY)


@pytest.mark.parametrize(
    ("text", "values", "direction"),
    [
        ("Gold is positioned for a run to $4,400, maybe $4,550.", [4400, 4550], "up"),
        (
            "The Russell 2000 could drop to 2,200, then 2,120 and even 2,000.",
            [2200, 2120, 2000],
            "down",
        ),
        ("Our upside targets for IWM are $260 / $272.", [260, 272], "up"),
    ],
)
def test_targets_in_a_row(text: str, values: list[float], direction: str) -> None:
    """Each is a target of its own, the way that the first is."""
    found = NOTE.statements(text)
    assert [(s.kind, s.direction) for s in found] == [("target", direction)] * len(values)
    assert [s.value[0] for s in found] == values


def test_a_zone_is_no_row() -> None:
    """Prices close to each other are one zone."""
    found = NOTE.statements("The Russell 2000 has support at 2,285/2,292.")
    assert [s.value for s in found] == [(2285, 2292)]


@pytest.mark.parametrize(
    "text",
    [
        "For the top to be complete, IWM needs to close below $218.",
        "To be confirmed, the pattern in the Russell 2000 has to fall through 2,180.",
    ],
)
def test_what_a_pattern_would_take(text: str) -> None:
    """It is no target."""
    assert NOTE.statements(text) == []


def test_for_both() -> None:
    """A figure for both markets is one of each that has a symbol."""
    found = NOTE.statements("There was a loss of 2% for both the Dow and the Nasdaq on Tuesday.")
    assert [(s.subject, s.direction) for s in found] == [(("DJI",), "down"), (("IXIC",), "down")]
    text = "Small caps rose 4% in May versus gains of 3% for both the Russell 1000 and the S&P 500."
    found = NOTE.statements(text)
    assert [(s.subject, s.value) for s in found] == [(("RUT",), (0.04,)), (("SPX",), (0.03,))]


def test_the_former_and_the_latter() -> None:
    """They are the two markets of the sentence before, and no list with those."""
    text = "Gold has beaten bitcoin. The former is up 50% this year, while the latter has lost 3%."
    found = [s for s in NOTE.statements(text) if s.kind == "return"]
    assert [(s.subject, s.value) for s in found] == [(("GOLD",), (0.5,)), (("BTC",), (0.03,))]
    text = "The Dow and the S&P 500 both fell on Tuesday; the former lost 2%, the latter 1%."
    found = [s for s in NOTE.statements(text) if s.value]
    assert [(s.subject, s.value) for s in found] == [(("DJI",), (0.02,)), (("SPX",), (0.01,))]


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("Small caps rose 5% in the first two quarters.", datetime.date(2025, 6, 30)),
        (
            "Small caps beat large caps through the first three quarters.",
            datetime.date(2025, 9, 30),
        ),
        ("Small caps gained 4% over the first nine months.", datetime.date(2025, 9, 30)),
    ],
)
def test_the_first_quarters(text: str, to: datetime.date) -> None:
    """Without a year they are those of the current one."""
    found = NOTE.statements(text)[0]
    assert (found.from_, found.to) == (datetime.date(2024, 12, 31), to)


def test_two_heights() -> None:
    """Closing and intraday highs are two records."""
    found = NOTE.statements("The Dow hit all-time closing and intraday highs on Tuesday.")
    assert [(s.kind, s.condition) for s in found] == [("record", ""), ("record", "intraday")]


@pytest.mark.parametrize(
    "text",
    [
        "The Russell 2000 is a leading indicator for the broader market.",
        "Small caps tend to lead the market out of bear markets.",
        "The Russell Global ex-U.S. Small Cap fell 4% in May.",
        "Non-U.S. small caps gained 3% in May.",
    ],
)
def test_no_lead_and_no_index(text: str) -> None:
    """An indicator beats nothing, and indexes of other countries have no symbol."""
    assert NOTE.statements(text) == []
