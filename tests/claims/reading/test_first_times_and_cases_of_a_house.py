"""First times, gauges with a clause on what they measure, sectors, targets of cases."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2020, 1, 29)
NOTE = DatedText(TODAY)


@pytest.mark.parametrize(
    ("text", "since", "end"),
    [
        ("For the first time since May, gold closed at a record.", "2019-05-31", "2020-01-29"),
        (
            "For the first time in six months, gold hit a record high on Tuesday.",
            "2019-07-29",
            "2020-01-28",
        ),
    ],
)
def test_the_first_record_since(text: str, since: str, end: str) -> None:
    """The opening and the record are one statement."""
    found = NOTE.only(text)
    assert (found.kind, found.subject, found.direction) == ("record", ("GOLD",), "up")
    assert found.from_ == datetime.date.fromisoformat(since)
    assert found.to == datetime.date.fromisoformat(end)


def test_a_gauge_and_what_it_measures() -> None:
    """The market in the clause between is not the one that moved."""
    text = "The VIX, which measures expected swings in the S&P 500, rose to its highest since May."
    assert NOTE.only(text).subject == ("VIX",)


@pytest.mark.parametrize(
    "text",
    [
        "The best outcome for shares was a hung parliament.",
        "Gold is the best hedge for stocks in 2020.",
        "The worst outcome for small caps would be a hung parliament.",
    ],
)
def test_the_best_of_other_things(text: str) -> None:
    """It is no record of a market."""
    assert not [s for s in NOTE.statements(text) if s.kind == "record"]


def test_a_sector_without_a_symbol() -> None:
    """Its figure is none of the index that it is a part of."""
    text = (
        "The S&P 500 lost 2% on average in the month after a first hike. "
        "The weakest S&P sector was utilities, with an average loss of 5%."
    )
    assert [s.value for s in NOTE.statements(text)] == [(0.02,)]


def test_a_sector_with_a_symbol() -> None:
    """It keeps its figure, and so does the index beside it."""
    text = "The S&P 500's best sector was technology, up 2%, while the index rose 1%."
    assert [(s.subject, s.value) for s in NOTE.statements(text)] == [
        (("XLK",), (0.02,)),
        (("SPX",), (0.01,)),
    ]


def test_the_targets_of_other_cases() -> None:
    """They are for the day of the target before them."""
    text = (
        "If growth holds up, the S&P 500 may gain 5% to our year-end target of 3,500. "
        "If a recession hits, stocks could fall 20% to our 2,600 downside target."
    )
    assert {s.to for s in NOTE.statements(text)} == {datetime.date(2020, 12, 31)}


def test_a_target_of_a_chart_has_no_day() -> None:
    """It is none of the cases of a house."""
    text = (
        "Our year-end target for the S&P 500 is 3,500. "
        "If it breaks 3,200, the pattern has a target of 3,050."
    )
    assert [s.to for s in NOTE.statements(text) if s.value == (3050,)] == [None]


def test_what_a_rank_of_the_fed_led_to() -> None:
    """The move of the market is read beside the count."""
    text = "The decision to raise rates for the second time this year sent stocks lower on Tuesday."
    assert [(s.kind, s.subject, s.value) for s in NOTE.statements(text)] == [
        ("rate", ("FFT",), (2,)),
        ("return", ("?",), ()),
    ]


def test_the_year_of_a_war() -> None:
    """In brackets, it opens the sample; what a bear market is states nothing."""
    text = (
        "The S&P 500 has had 21 corrections since World War II (1945), against only 11 "
        "bear markets (with losses of 20% or more)."
    )
    found = NOTE.statements(text)
    assert [s.value for s in found] == [(21,), (11,)]
    assert found[0].from_ == datetime.date(1944, 12, 31)
