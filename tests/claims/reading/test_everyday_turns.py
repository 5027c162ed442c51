"""Everyday turns of market reports: exactly what each sentence states, and nothing beside it."""

from __future__ import annotations

import datetime

import pytest

from tests.claims.reading.dated import DatedText

WEDNESDAY = datetime.date(2025, 11, 12)
NOTE = DatedText(WEDNESDAY)
OPENED = "The Russell 2000 closed at 2,415 on Tuesday. "
MONDAY, TUESDAY = datetime.date(2025, 11, 10), datetime.date(2025, 11, 11)
YEAR_END = datetime.date(2024, 12, 31)

# kind, subject, value, direction, first and last day.
Stated = tuple[
    str, tuple[str, ...], tuple[float, ...], str, datetime.date | None, datetime.date | None
]


def stated(text: str) -> list[Stated]:
    """What a sentence states after one on the close of the index."""
    return [
        (s.kind, s.subject, s.value, s.direction, s.from_, s.to)
        for s in NOTE.statements(OPENED + text)
        if s.start >= len(OPENED)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "subject", "value", "direction"),
    [
        # A run, a rank among sessions, a count of a pair before its clause.
        ("The index slid 38 points, its fourth retreat in a row.", "record", "RUT", (4,), "down"),
        ("It was the index's eighth gain in nine days.", "frequency", "RUT", (8, 9), "up"),
        (
            "In four of the last five years, small caps lagged the S&P 500.",
            "frequency",
            "RUT SPX",
            (4, 5),
            "down",
        ),
        # What is swung either way, over or under the other size, or likely to be cut.
        (
            "Expect swings of 2% a day in small caps through the vote.",
            "volatility",
            "RUT",
            (0.02,),
            "",
        ),
        (
            "We would expect small caps to underperform by 5 to 8 points.",
            "comparison",
            "RUT SPX",
            (0.05, 0.08),
            "down",
        ),
        ("A December cut is priced at 12%.", "scenario", "FFT", (0.12,), "down"),
        (
            "Expectations for a cut of 50 basis points rose to 49%, up from 28% on Monday.",
            "scenario",
            "FFT",
            (0.49,),
            "down",
        ),
        # Advice: where to take profits, what sends the writer away.
        ("Take half the profit at 2,700 and let the rest run.", "rule", "RUT", (2700,), "down"),
        ("A dip below 2,100 would send us to the sidelines.", "rule", "RUT", (2100,), "down"),
        ("If it loses 2,300 we are out.", "rule", "RUT", (2300,), "down"),
        # A part of the calendar with a number in its name; the size of what a mean follows.
        (
            "Historically, the ten days around New Year have been worth 2.3% for small caps.",
            "seasonal",
            "RUT",
            (0.023,),
            "up",
        ),
        (
            "The index rose by an average of 22% in the six months after the 10% decline.",
            "average",
            "RUT",
            (0.22,),
            "up",
        ),
        # The week that a report closes is one of the market that it names first.
        (
            "When high-yield spreads are below 350 basis points, small caps have gained 11% over "
            "the next year.",
            "average",
            "RUT",
            (0.11,),
            "up",
        ),
        ("Oil could drop to $50 if OPEC raises output again.", "target", "OIL", (50,), "down"),
        ("We look for the target range to be 3.25% to 3.5%.", "rate", "FFT", (325, 350), ""),
        (
            "Stocks closed out their best week of the year as hopes built for a rate cut.",
            "record",
            "?",
            (),
            "up",
        ),
        ("The Nasdaq composite set a record of its own.", "record", "IXIC", (), "up"),
        ("The S&P 500 edged past its record set in October.", "record", "SPX", (), "up"),
        (
            "A majority of participants in two surveys expect higher gold prices next week.",
            "untestable",
            "GOLD",
            (),
            "",
        ),
    ],
)
def test_a_sentence_states_one_thing(
    text: str, kind: str, subject: str, value: tuple[float, ...], direction: str
) -> None:
    """Beside a move of the same sentence, where it has one."""
    found = [s for s in stated(text) if s[0] != "return"]
    assert [s[:4] for s in found] == [(kind, tuple(subject.split()), value, direction)]


@pytest.mark.parametrize(
    "text",
    [
        "It takes a close above 2,500 to confirm the breakout.",
        "It has been 278 days since the S&P 500 reached 5,000.",
        "It took 22 days, far less than the average of 80 days in 38 other declines.",
        "Strategists have revised up their year-end targets for the S&P 500.",
        "Regional banks should benefit most from cheaper borrowing costs.",
        "The rise has renewed the debate over how much gold prices can rise.",
        "Since a high of 9.77% last Thursday, the yield on the index has come in.",
        "The retailer is in the news, and its stock has more than tripled this year.",
    ],
)
def test_what_states_nothing(text: str) -> None:
    """A price that has yet to be seen, how long ago, what others revised, a single company."""
    assert stated(text) == []


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("In 2020 it fell 41% in five weeks.", 0.41),
        ("It gained 12% in three weeks in September.", 0.12),
        ("In late 2018 it dropped 27% within four months.", 0.27),
        ("The last time that happened, in 1999, it added 20% in six months.", 0.2),
    ],
)
def test_a_span_within_a_named_period_has_no_days_of_its_own(text: str, size: float) -> None:
    """It is not the one that ends today."""
    (found,) = stated(text)
    assert (found[0], found[2]) == ("return", (size,))
    assert found[4:] == (None, None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The Dow has closed higher 53% of the time this year.", YEAR_END, WEDNESDAY),
        ("It has lost 2% in the fourth quarter so far.", datetime.date(2025, 9, 30), WEDNESDAY),
        (
            "While gaining 7% in November so far, small caps are set for a yearly loss.",
            datetime.date(2025, 10, 31),
            WEDNESDAY,
        ),
        (
            "It drifted lower by 1.3% over the course of the session.",
            MONDAY,
            TUESDAY,
        ),
        ("The index should reach 2,500 later this month.", WEDNESDAY, datetime.date(2025, 11, 30)),
    ],
)
def test_periods_under_way(text: str, first: datetime.date, last: datetime.date) -> None:
    """Up to today, or from today on."""
    (found,) = [s for s in stated(text) if s[2]]
    assert found[4:] == (first, last)


def test_both_indexes_have_a_statement_each() -> None:
    """They are the two named last, and no pair that is compared."""
    found = stated("The S&P 500 and the Nasdaq rose. Both indexes closed at record highs.")
    assert [s[:2] for s in found if s[0] == "record"] == [
        ("record", ("SPX",)),
        ("record", ("IXIC",)),
    ]


def test_a_run_that_ended_and_the_run_before_it() -> None:
    """Its length and direction are those of the rally, and it ended on the day before."""
    found = stated("The Dow lost 1%, ending an eight-day rally, the longest since last July.")
    record = next(s for s in found if s[0] == "record")
    assert record[1:4] == (("DJI",), (8,), "up")
    assert record[4:] == (datetime.date(2025, 7, 31), MONDAY)


def test_a_case_beside_a_mean_is_a_move_of_its_own() -> None:
    """With its own year; the mean keeps the years that it is over."""
    text = (
        "Since 1950, the index has gained 1.5% in December on average, including a 9% loss in 2018."
    )
    mean, case = stated(text)
    assert mean[0] == "seasonal"
    assert mean[4] == datetime.date(1949, 12, 31)
    assert case[:4] == ("return", ("RUT",), (0.09,), "down")
    assert case[5] == datetime.date(2018, 12, 31)


def test_the_larger_move_of_two_has_their_direction() -> None:
    """A gain that trailed a larger one trailed a gain."""
    found = stated("The index's 14% gain in 2024 trailed the S&P 500's 17%.")
    assert [s[:4] for s in found if s[0] == "return"] == [
        ("return", ("RUT",), (0.14,), "up"),
        ("return", ("SPX",), (0.17,), "up"),
    ]


def test_odds_go_on_in_the_next_sentence() -> None:
    """Of the same outcome, by another time; those of the past are none of today."""
    first, later = stated("Futures put the chance of a December cut at 3%. That is 61% for June.")
    assert first[:4] == ("scenario", ("FFT",), (0.03,), "down")
    assert later[:4] == ("scenario", ("FFT",), (0.61,), "down")
    assert later[4:] == (datetime.date(2026, 5, 31), datetime.date(2026, 6, 30))
    (now,) = stated("The chance of a recession is 30%. It was 45% in April.")
    assert now[2] == (0.3,)


def test_on_the_day_is_the_day_of_the_sentence_before() -> None:
    """Beside a move of the week too."""
    text = "The Dow lost 1% on Monday. The S&P 500 lost 0.7% on the day and 1.1% on the week."
    assert [s[4:] for s in stated(text)][1] == (datetime.date(2025, 11, 7), MONDAY)


def test_a_line_that_must_hold_stands_below() -> None:
    """It is no target, and the month is that of an old high."""
    text = "Chartists point to 2,340, the old high from July, as the line that must hold."
    assert stated(text) == [("level", ("RUT",), (2340,), "up", WEDNESDAY, WEDNESDAY)]
