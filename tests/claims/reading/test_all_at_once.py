"""Several markets at once, cases that all went one way, cycles of the Fed, habits."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

WEDNESDAY = datetime.date(2025, 7, 16)


def read(text: str) -> list[Statement]:
    """Read a text that was published on a Wednesday."""
    return read_text(text, date=WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("All three major indexes closed lower on Tuesday.", "return", ()),
        ("The three major averages notched losses for June.", "return", ()),
        ("All three major averages ended Tuesday down by 0.8% or more.", "return", (0.008,)),
        ("The major benchmarks all fell for a fifth straight week.", "record", (5.0,)),
    ],
)
def test_the_three_indexes_of_a_report(text: str, kind: str, value: tuple[float, ...]) -> None:
    """What is said of all is stated of each."""
    found = read(text)
    assert {s.subject for s in found} == {("SPX",), ("DJI",), ("IXIC",)}
    assert {(s.kind, s.value, s.direction) for s in found} == {(kind, value, "down")}


def test_all_three_are_those_named_before() -> None:
    """Where three were named; else they stand for nothing that is known."""
    text = (
        "Gold rose 2%, crude 3% and bitcoin 4% on Monday. All three fell for a third straight day."
    )
    streaks = {s.subject for s in read(text) if s.kind == "record"}
    assert streaks == {("GOLD",), ("OIL",), ("BTC",)}
    assert [s for s in read("All three fell on Monday.") if s.kind == "return"] == []


def test_markets_that_did_the_same() -> None:
    """Since when a record is one may be said of the last market alone."""
    text = "QQQ set a new high in June, as did both IWM and KRE."
    assert {s.subject for s in read(text)} == {("QQQ",), ("IWM",), ("KRE",)}
    text = "The Dow set a record last week, and for the first time since March 2023, so did gold."
    assert {(s.subject, s.from_) for s in read(text)} == {
        (("DJI",), None),
        (("GOLD",), datetime.date(2023, 3, 31)),
    }


def test_two_markets_of_one_verb_without_a_figure() -> None:
    """Both of them moved."""
    found = read("Gold and crude closed higher on Tuesday.")
    assert {s.subject for s in found} == {("GOLD",), ("OIL",)}


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [
        ("Gold has always risen in the six months after a recession.", (1.0,), "up"),
        ("In every case the returns of the Dow a year later were negative.", (1.0,), "down"),
        (
            "The Dow rose in each of the years following the previous seven midterm elections.",
            (7.0, 7.0),
            "up",
        ),
    ],
)
def test_cases_that_all_went_one_way(text: str, value: tuple[float, ...], direction: str) -> None:
    """They are a share of one, or as many as there were."""
    found = [s for s in read(text) if s.kind == "frequency"]
    assert [(s.value, s.direction) for s in found] == [(value, direction)]


@pytest.mark.parametrize(
    ("text", "value", "unit", "direction"),
    [
        ("Since 1987 there have been a total of nine easing cycles.", (9.0,), "count", "down"),
        ("Since 1987 the Fed has gone through eight hiking cycles.", (8.0,), "count", "up"),
        (
            "It followed a tightening cycle totaling 3% from June 1999 through May 2000.",
            (300.0,),
            "bp",
            "up",
        ),
    ],
)
def test_cycles_of_the_fed(text: str, value: tuple[float, ...], unit: str, direction: str) -> None:
    """Their number is none of basis points."""
    found = read(text)
    assert [(s.kind, s.value, s.unit, s.direction) for s in found] == [
        ("rate", value, unit, direction)
    ]


def test_a_definition_states_nothing() -> None:
    """Whatever is defined."""
    assert read("A long cycle is defined as one with more than six rate hikes in two years.") == []


def test_the_rest_of_a_quarter_that_is_over() -> None:
    """It begins on the day that was named."""
    (found,) = read("Gold bottomed on 7 May, and rose 9% through the rest of the quarter.")
    assert (found.from_, found.to) == (datetime.date(2025, 5, 7), datetime.date(2025, 6, 30))


@pytest.mark.parametrize(
    ("text", "kind", "subject", "direction"),
    [
        ("Gold typically performs poorly after rate hikes.", "average", ("GOLD",), "down"),
        (
            "The first year of a cutting cycle has usually delivered solid gains for gold.",
            "average",
            ("GOLD",),
            "up",
        ),
        ("Stocks tend to rise in midterm years.", "seasonal", ("?",), "up"),
    ],
)
def test_habits_without_a_figure(
    text: str, kind: str, subject: tuple[str, ...], direction: str
) -> None:
    """A verb of doing well or badly states which way."""
    found = read(text)
    assert [(s.kind, s.subject, s.direction) for s in found] == [(kind, subject, direction)]


def test_some_of_the_events_of_a_sentence() -> None:
    """They are so many of all that it counts, and of two markets where it compares them."""
    text = "Across the six easing cycles since 1987 gold rose in four, and it beat crude in five."
    found = [s for s in read(text) if s.kind == "frequency"]
    assert (found[0].subject, found[0].value) == (("GOLD",), (4.0, 6.0))
    text = "In the six easing cycles since 1987 gold trailed crude in two."
    (one,) = [s for s in read(text) if s.kind == "frequency"]
    assert (one.subject, one.value, one.direction) == (("GOLD", "OIL"), (2.0, 6.0), "down")


def test_cycles_that_are_looked_at() -> None:
    """They are a sample, and no statement."""
    assert read("We looked at the seven hiking cycles since 1971.") == []


def test_the_rank_of_a_month_beside_its_mean() -> None:
    """Both are stated."""
    text = "August has been the worst month for gold since 1985, with a mean loss of 0.9%."
    assert {s.value for s in read(text)} == {(), (0.009,)}


def test_without_a_recession() -> None:
    """Its case is one like the other."""
    (found,) = read("No recession: gold rose 6% on average.")
    assert (found.kind, found.value, found.direction) == ("average", (0.06,), "up")


def test_a_weight_of_ours() -> None:
    """The word makes it one, without what it is a part of."""
    (found,) = read("We therefore cut our weight in KRE to 15%.")
    assert (found.kind, found.value, found.direction) == ("rule", (0.15,), "down")


def test_the_day_of_a_record_close_by() -> None:
    """It dates the record, and not the close."""
    text = "Gold added 1% on Tuesday, to 3,300, within 2% of its record of 3,360 set in June."
    found = [s for s in read(text) if s.value in {(0.01,), (3_300.0,)}]
    assert {s.to for s in found} == {datetime.date(2025, 7, 15)}
