"""One fact in the many ways that articles put it: every wording gives the same statement."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

# Wednesday.
TODAY = date(2026, 3, 18)
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements


def facts(text: str) -> list[tuple[str, tuple[str, ...], tuple[float, ...], str]]:
    """Kind, market, values and direction of each statement of a text."""
    return [(s.kind, s.subject, s.value, s.direction) for s in read(text)]


BETTER = (
    "beat, outpaced, outran, outshone, left behind, pulled ahead of, edged out, came out ahead of,"
    " did better than, held up better than, gained on, stole a march on, got the better of,"
    " rose more than, fell less than, lost less than, fared less badly than"
)
WORSE = (
    "lagged, trailed, fell behind, did worse than, was beaten by, was left behind by,"
    " could not keep up with, failed to match, took a back seat to,"
    " rose less than, fell more than, lost more than, came second to"
)


@pytest.mark.parametrize(
    ("verb", "direction"),
    [(v.strip(), "up") for v in BETTER.split(",")]
    + [(v.strip(), "down") for v in WORSE.split(",")],
)
def test_who_did_better(verb: str, direction: str) -> None:
    """Of two that fall, the one that falls by less does better."""
    found = facts(f"Small caps {verb} the S&P 500 in February.")
    assert found == [("comparison", ("RUT", "SPX"), (), direction)]


ABOVE = (
    "closed above, broke through, powered past, cleared, reclaimed, held, clung to, hung on to,"
    " found support at, bounced off, rebounded from, stayed on the right side of"
)
BELOW = (
    "closed below, fell through, knifed through, cut through, failed to hold, let go of,"
    " stalled at, met resistance at, was capped at, never got past, stayed on the wrong side of"
)


@pytest.mark.parametrize(
    ("verb", "direction"),
    [(v.strip(), "up") for v in ABOVE.split(",")]
    + [(v.strip(), "down") for v in BELOW.split(",")]
    + [(v, "") for v in ("closed at", "wound up at", "touched", "was quoted at")],
)
def test_on_which_side_a_price_stood(verb: str, direction: str) -> None:
    """The words before a price say on which side of it the market was."""
    assert facts(f"On Monday the Russell 2000 {verb} 2,400.") == [
        ("level", ("RUT",), (2400.0,), direction)
    ]


PROBABILITIES = """\
There is a 30% chance that the Russell 2000 falls below 2,200 by year-end.
The probability of the Russell 2000 falling below 2,200 by year-end is estimated at 30%.
We give the Russell 2000 a 30% chance of falling below 2,200 by year-end.
At 30%, the chance of the Russell 2000 falling below 2,200 by year-end is high.
The risk that the Russell 2000 falls below 2,200 by year-end is no more than 30%.
A fall of the Russell 2000 below 2,200 by year-end has a 30% probability.
Three in ten of our simulations have the Russell 2000 below 2,200 at year-end.
The chance of the Russell 2000 ending the year below 2,200 has risen from 20% to 30%.
Chance of the Russell 2000 ending the year below 2,200: 30%."""


@pytest.mark.parametrize("text", PROBABILITIES.splitlines())
def test_a_probability_and_its_outcome(text: str) -> None:
    """The level of the outcome is no target of its own."""
    assert facts(text) == [("scenario", ("RUT",), (0.3,), "down")]
    assert read(text)[0].to == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("odds", "value"),
    [
        ("one in three", 0.333333),
        ("a third", 0.333333),
        ("two to one against", 0.333333),
        ("nine to one against", 0.1),
        ("fifty-fifty", 0.5),
        ("no better than 30%", 0.3),
    ],
)
def test_odds_in_words(odds: str, value: float) -> None:
    """Odds against an outcome are its probability."""
    assert facts(f"We put the odds of a bear market in the Dow this year at {odds}.") == [
        ("scenario", ("DJI",), (value,), "down")
    ]


CASES = """\
Bull case (30%): the Russell 2000 at 3,200.
Our bull case, with a probability of 30%, has the Russell 2000 at 3,200.
The bull case of 3,200 for the Russell 2000 gets a weight of 30%.
Bull case for the Russell 2000: 3,200 (30%).
30% bull case: 3,200 on the Russell 2000.
The bulls (30% in our book) see the Russell 2000 at 3,200."""


@pytest.mark.parametrize("text", CASES.splitlines())
def test_a_case_has_a_probability_and_a_target(text: str) -> None:
    """Both carry the direction of the case."""
    assert facts(text) == [
        ("scenario", ("RUT",), (0.3,), "up"),
        ("target", ("RUT",), (3200.0,), "up"),
    ]


def test_what_stands_below_a_list_names_its_market() -> None:
    """The market and the day of outcomes may follow them."""
    found = read(
        "Bullish, 30%: 2,900. Bearish, 25%: 2,100. That is how we see RUT at the end of June."
    )
    assert [(s.kind, s.subject, s.value, s.direction) for s in found] == [
        ("scenario", ("RUT",), (0.3,), "up"),
        ("target", ("RUT",), (2900.0,), "up"),
        ("scenario", ("RUT",), (0.25,), "down"),
        ("target", ("RUT",), (2100.0,), "down"),
    ]
    assert {s.to for s in found} == {date(2026, 6, 30)}
    assert all(s.testable for s in found)


def test_outcomes_of_a_meeting() -> None:
    """A list of moves of the Fed with their probabilities; "none" is no move."""
    found = facts("The market's odds for June: a cut, 65%; no change, 35%.")
    assert found == [("scenario", ("FFT",), (0.65,), "down"), ("scenario", ("FFT",), (0.35,), "")]


COUNTS = """\
In 14 of the past 20 Aprils the Russell 2000 has risen.
In 14 Aprils out of the last 20 the Russell 2000 has gained.
Of the past 20 Aprils, 14 brought gains for the Russell 2000.
Over the past 20 years the Russell 2000 has gained in April 14 times.
The Russell 2000 has a record of 14 gains in the past 20 Aprils.
Of the past 20 Aprils the Russell 2000 has finished 14 with a gain."""


@pytest.mark.parametrize("text", COUNTS.splitlines())
def test_a_number_of_cases_out_of_all(text: str) -> None:
    """Both numbers are counts."""
    assert facts(text) == [("frequency", ("RUT",), (14.0, 20.0), "up")]


TENDENCIES = """\
April is usually a good month for the Russell 2000.
April is a friend of the Russell 2000, history says.
No month has been better for the Russell 2000 than April.
The Russell 2000 likes April.
Of all months April is the best for the Russell 2000.
April has a bullish bias in the Russell 2000."""


@pytest.mark.parametrize("text", TENDENCIES.splitlines())
def test_a_good_part_of_the_calendar(text: str) -> None:
    """A tendency without a figure."""
    assert facts(text) == [("seasonal", ("RUT",), (), "up")]


RULES_UP = """\
Buy the Russell 2000 on a close above 2,600.
The signal to buy the Russell 2000 is a close above 2,600.
A close above 2,600 would be our signal to buy the Russell 2000.
Do not buy the Russell 2000 until it closes above 2,600.
Stay out of the Russell 2000 until it closes above 2,600.
Buy dips to 2,600 in the Russell 2000."""
RULES_DOWN = """\
It is time to sell once the Russell 2000 is below 2,400.
Place a stop-loss on the Russell 2000 at 2,400.
The stop on the Russell 2000 sits at 2,400.
Holders of the Russell 2000 should sell below 2,400.
The line in the sand for the Russell 2000 is 2,400.
A close under 2,400 would put paid to the breakout in the Russell 2000."""


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [(t, 2600.0, "up") for t in RULES_UP.splitlines()]
    + [(t, 2400.0, "down") for t in RULES_DOWN.splitlines()],
)
def test_advice_at_a_price(text: str, value: float, direction: str) -> None:
    """What waits for a price is bought there; a stop sells."""
    assert facts(text) == [("rule", ("RUT",), (value,), direction)]


@pytest.mark.parametrize(
    "text",
    [
        "We doubt that the Dow will rise above 60,000 this year.",
        "We would be surprised to see the Dow above 60,000 this year.",
        "It would astonish us to see the Dow above 60,000 this year.",
        "Nobody at the bank sees the Dow above 60,000 this year.",
    ],
)
def test_a_price_that_is_not_expected(text: str) -> None:
    """A price that would come as a surprise is one that will not be crossed."""
    assert facts(text) == [("forecast", ("DJI",), (60000.0,), "down")]


def test_a_price_that_would_not_surprise_is_a_target() -> None:
    """Two denials make a forecast."""
    found = facts("It would not surprise us to see the Dow above 60,000 this year.")
    assert found == [("target", ("DJI",), (60000.0,), "up")]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Break 2,100 and the Russell 2000 will drop to 2,000.", "down"),
        ("Clear 2,400 and the Russell 2000 goes to 2,550.", "up"),
        ("Below 2,100, the Russell 2000 has nothing to hold on to until 2,000.", "down"),
    ],
)
def test_a_condition_without_if(text: str, direction: str) -> None:
    """The level passed is the condition, the other one the target."""
    (found,) = read(text)
    assert (found.kind, found.direction) == ("target", direction)
    assert found.condition.startswith("if ")


@pytest.mark.parametrize(
    "text",
    [
        "Over the next six months IWM could move anywhere from 8% lower to 12% higher.",
        "Over the next six months anything between a fall of 8% and a rise of 12% may befall IWM.",
        "The next six months could bring anything between minus 8% and plus 12% in IWM.",
    ],
)
def test_a_range_across_zero(text: str) -> None:
    """Only such a range is signed."""
    (found,) = read(text)
    assert (found.kind, found.value) == ("range", (-0.08, 0.12))
    assert (found.direction, found.to) == ("", date(2026, 9, 18))


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("in the last quarter of 2025", date(2025, 9, 30), date(2025, 12, 31)),
        ("in the last three months of 2025", date(2025, 9, 30), date(2025, 12, 31)),
        ("in the twelve months to the end of February", date(2025, 2, 28), date(2026, 2, 28)),
        ("in the year that ended in February", date(2025, 2, 28), date(2026, 2, 28)),
        ("in January and February", date(2025, 12, 31), date(2026, 2, 28)),
        ("in the last week of February", date(2026, 2, 20), date(2026, 2, 27)),
        ("in the year's first two months", date(2025, 12, 31), date(2026, 2, 28)),
        ("since this time last year", date(2025, 3, 18), TODAY),
        ("since Christmas of last year", date(2025, 12, 25), TODAY),
        ("from September 2025 on", date(2025, 8, 31), TODAY),
    ],
)
def test_days_of_a_move(phrase: str, first: date, last: date) -> None:
    """Before the verb or behind it, a period has the same days."""
    for text in (
        f"The Dow rose 3% {phrase}.",
        f"{phrase[0].upper()}{phrase[1:]}, the Dow rose 3%.",
    ):
        (found,) = read(text)
        assert (found.kind, found.from_, found.to) == ("return", first, last)


def test_a_price_at_the_end_of_a_named_year() -> None:
    """It may be reached on the way there."""
    (found,) = read("The Russell 2000 will end 2027 at 3,000, our model says.")
    assert (found.from_, found.to) == (TODAY, date(2027, 12, 31))


@pytest.mark.parametrize(
    ("text", "kind", "direction", "first"),
    [
        (
            "Since 5 January the Russell 2000 has not closed below 2,500.",
            "level",
            "up",
            date(2026, 1, 5),
        ),
        (
            "The Dow had never closed above 50,000 before 6 February.",
            "record",
            "up",
            date(2026, 2, 6),
        ),
        (
            "Friday was the first close above 50,000 for the Dow.",
            "record",
            "up",
            date(2026, 3, 13),
        ),
        (
            "The Nasdaq 100 fell the most since October on Tuesday.",
            "record",
            "down",
            date(2025, 10, 31),
        ),
    ],
)
def test_a_first_is_a_record_and_a_price_held_is_none(
    text: str, kind: str, direction: str, first: date
) -> None:
    """Never above a price before is a record; not below it since is a state."""
    (found,) = read(text)
    assert (found.kind, found.direction, found.from_) == (kind, direction, first)
