"""Records with their level, runs without a fall, and one verb of several markets."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.grammar import read_text
from tests.claims.reading.dated import DatedText

TODAY = date(2024, 10, 9)  # a Wednesday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements


@pytest.mark.parametrize(
    ("text", "subject", "value"),
    [
        (
            "Junk spreads reached 900 basis points last week, the widest on record.",
            ("HYOAS",),
            (900.0,),
        ),
        (
            "The ten-year yield fell from 4.40% to 3.81% in September, the lowest since July 2023.",
            ("DGS10",),
            (381.0,),
        ),
        (
            "The Dow fell from 42,500 to 41,200 last week, its lowest since August.",
            ("DJI",),
            (41200.0,),
        ),
        ("SPY stands at 571, after a record 576 on Friday.", ("SPY",), (576.0,)),
        ("Bullion rose $21 on Monday to a record $2,672 an ounce.", ("GOLD",), (2672.0,)),
    ],
)
def test_a_record_has_its_level(
    text: str, subject: tuple[str, ...], value: tuple[float, ...]
) -> None:
    """It is the price just before its words, the end of a move, or the price after "a record"."""
    (found,) = [s for s in read(text) if s.kind == "record"]
    assert (found.subject, found.value) == (subject, value)


def test_a_run_without_a_large_fall() -> None:
    """It is counted in sessions, and says neither up nor down."""
    (found,) = read("The Nasdaq has gone 48 sessions without a 2% decline.")
    assert (found.kind, found.value, found.unit) == ("record", (48.0,), "count")
    assert found.direction == ""


def test_occasions_are_no_record_of_today() -> None:
    """What is counted did not happen now."""
    found = read(
        "There have been eleven occasions on which the Dow set a new high after a drought."
    )
    assert [s for s in found if s.kind == "record" and not s.value] == []


def test_a_size_of_gains_is_no_forecast() -> None:
    """The words "have put the fund at its highest" tell of the past."""
    found = read("Four straight gains of at least 1% have put IWM at its highest since March 2022.")
    assert {s.kind for s in found} == {"record"}


def test_one_verb_of_several_markets() -> None:
    """Each of them is forecast."""
    found = read("XBI and KRE should both be higher by the end of the year.")
    assert [(s.kind, s.subject, s.direction) for s in found] == [
        ("forecast", ("XBI",), "up"),
        ("forecast", ("KRE",), "up"),
    ]


def test_the_week_that_was_had() -> None:
    """The words "had a solid week" date the move after it."""
    (found,) = read("The Dow had a solid week. It rose 1.2%.")
    assert (found.from_, found.to) == (date(2024, 9, 27), date(2024, 10, 4))


def test_all_month() -> None:
    """It is the month under way."""
    (found,) = read("The S&P 500 has traded between 5,400 and 5,700 all month.")
    assert (found.from_, found.to) == (date(2024, 9, 30), TODAY)


def test_cases_of_records() -> None:
    """What is counted of a number of records is counted of all of them."""
    found = read(
        "Since 1960 there have been eleven occasions on which the Dow set a new high after a drop."
        " A year on, it was higher in nine of them."
    )
    assert [s.value for s in found if s.kind == "frequency"] == [(9.0, 11.0)]


def test_where_it_stands_after_a_move() -> None:
    """Where it stands is said of today."""
    (level,) = [
        s
        for s in read("The Dow broke out of its range last week and stands at 42,260, a gain.")
        if s.kind == "level" and s.value
    ]
    assert (level.from_, level.to) == (TODAY, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "A year ago we were looking for 5,000 on the S&P 500, and so was everybody else.",
        "Bulls need to recapture the 50-day average of the Dow.",
        "My answer on the Dow is always the same: look it up.",
    ],
)
def test_what_has_not_happened(text: str) -> None:
    """What was looked for, what is needed and the "up" of a verb state nothing."""
    assert read(text) == []


def test_before_a_close() -> None:
    """It is the day of the close, and a word before the verb changes nothing."""
    (found,) = read("The S&P 500 could easily shed another 4% before Friday's close.")
    assert (found.kind, found.direction, found.to) == ("forecast", "down", date(2024, 10, 11))


def test_a_week_that_it_was() -> None:
    """Told on a Monday, it is the week before."""
    found = read_text("It was a bad week: IWM fell 3.7%.", date=date(2024, 10, 7))
    assert [(s.from_, s.to) for s in found] == [(date(2024, 9, 27), date(2024, 10, 4))]


def test_an_average_crossed_and_where_it_stayed() -> None:
    """The side is the one on which it has been since."""
    (found,) = read(
        "The Dow crossed its 200-day average on 3 October and has stayed below it since."
    )
    assert (found.direction, found.from_, found.to) == ("down", date(2024, 10, 3), TODAY)
