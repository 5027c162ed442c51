"""Clauses that go on with another: two comparisons, a second move to come, a later time, a rank."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

# Friday, 8 May 2026.
TODAY = date(2026, 5, 8)
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
only = ARTICLE.only
TUESDAY, THURSDAY = date(2026, 5, 5), date(2026, 5, 7)


@pytest.mark.parametrize(
    "text",
    [
        "In April KRE outran XLF, and XLI outran XBI.",
        "In April KRE did better than XLF, while XLI did better than XBI.",
    ],
)
def test_two_comparisons_have_two_markets_each(text: str) -> None:
    """The second of the one is no first of the other."""
    assert [s.subject for s in read(text)] == [("KRE", "XLF"), ("XLI", "XBI")]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "Expect IWM to be weaker in the first half of 2027 and firmer in the second.",
            (2027, 12, 31),
        ),
        ("IWM will fall in the first quarter of 2027 and rise in the second.", (2027, 6, 30)),
        ("IWM should slip in May and recover in June.", (2026, 6, 30)),
    ],
)
def test_a_second_move_to_come(text: str, last: tuple[int, int, int]) -> None:
    """Of a later time, which may be named by its rank alone."""
    first, second = read(text)
    assert (first.direction, second.direction) == ("down", "up")
    assert (second.from_, second.to) == (first.to, date(*last))


def test_another_half_is_one_of_a_point() -> None:
    """It goes on with the step before it."""
    found = read("The Fed will raise rates by a quarter point in June and by another half in July.")
    assert [(s.value, s.direction, s.to) for s in found] == [
        ((25.0,), "up", date(2026, 6, 30)),
        ((50.0,), "up", date(2026, 7, 31)),
    ]


def test_a_weight_in_words_is_a_probability() -> None:
    """And the move of the case a forecast."""
    found = read(
        "The bull case is given a one-in-five weight: a gain of 15% in IWM by the end of June."
    )
    assert [(s.kind, s.value) for s in found] == [("scenario", (0.2,)), ("forecast", (0.15,))]


@pytest.mark.parametrize("opener", ["Poised", "Bound", "Set", "Tipped", "Destined"])
def test_what_opens_a_sentence_is_said_of_the_market_behind_it(opener: str) -> None:
    """A number in words is none of its time."""
    found = only(f"{opener} to climb by double digits in 2027, XLI is dear to its fans.")
    assert (found.subject, found.value, found.to) == (("XLI",), (0.1,), date(2027, 12, 31))


def test_a_span_ends_on_the_day_that_is_named_behind_it() -> None:
    """It is counted back from that day."""
    move = read("The VIX rose 40% in three days, ending Tuesday at 28.1.")[0]
    assert (move.value, move.from_, move.to) == ((0.4,), date(2026, 4, 30), TUESDAY)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The news put 2.2% on IWM on Thursday.", "up"),
        ("The news took 2.2% off IWM on Thursday.", "down"),
    ],
)
def test_what_is_put_on_a_market_is_a_move(text: str, direction: str) -> None:
    """And no probability."""
    found = only(text)
    assert (found.kind, found.value, found.direction) == ("return", (0.022,), direction)
    assert found.to == THURSDAY


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Buyers could not lift IWM over $230 this week.", "down"),
        ("Bulls failed to push IWM past $230 this week.", "down"),
        ("Sellers were unable to drag IWM below $230 this week.", "up"),
    ],
)
def test_a_price_that_a_market_was_not_moved_past(text: str, direction: str) -> None:
    """It held on the other side."""
    found = only(text)
    assert (found.kind, found.value, found.direction) == ("level", (230.0,), direction)


@pytest.mark.parametrize(
    "text",
    [
        "For the 14th time this year gold has set a record.",
        "Gold reached an all-time high for the 14th time this year.",
        "Gold's record close on Thursday was its 14th of the year.",
    ],
)
def test_the_rank_of_a_record_counts_records(text: str) -> None:
    """And no other events."""
    found = only(text)
    assert (found.kind, found.value, found.unit) == ("record", (14.0,), "count")


@pytest.mark.parametrize(
    "text",
    [
        "IWM is aiming at $262, a price that it should reach in July.",
        "Sellers are after $262 in IWM, where they think it will trade in July.",
        "The model points to $262 in IWM, which would be seen in July.",
    ],
)
def test_a_price_is_reached_by_the_time_of_the_clause_behind_it(text: str) -> None:
    """Which states nothing of its own."""
    found = only(text)
    assert (found.kind, found.value, found.to) == ("target", (262.0,), date(2026, 7, 31))


def test_the_level_of_a_record_behind_a_colon() -> None:
    """It is the value of the record."""
    found = only("High-yield spreads are at their tightest since 2007: 262 basis points.")
    assert (found.kind, found.value, found.direction) == ("record", (262.0,), "down")


def test_a_mean_that_is_a_record() -> None:
    """A mean of a month may be the lowest."""
    found = only("The VIX averaged 13.4 in April, the lowest since 2024.")
    assert (found.kind, found.value, found.to) == ("record", (13.4,), date(2026, 4, 30))


@pytest.mark.parametrize(
    "text",
    [
        "Hardly anyone expects the Dow to rise in the third quarter.",
        "No strategist sees small caps falling this year.",
        "Nobody we spoke to expects KRE to fall in 2027.",
        "A Dutch brewer's shares rose 5.4%.",
        "Japanese small caps gained 2.4% in April.",
        "A VIX of 16 stands for daily moves of about 1%.",
        "A stop at 5% would be too tight for most people.",
        "The table lists all 30 members of the Dow.",
        "Half of all trades are made by machines.",
    ],
)
def test_what_nobody_expects_and_what_is_no_market_here(text: str) -> None:
    """Neither a forecast of the other way nor a fact of a market of the table."""
    assert read(text) == []
