"""Weeks that are reviewed, odds and counts told again, records that a move has no level for."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.statement import Statement
from tests.claims.reading.dated import DatedText

SATURDAY = datetime.date(2024, 3, 9)
FRIDAY, WEEK_BEFORE = datetime.date(2024, 3, 8), datetime.date(2024, 3, 1)
THURSDAY, WEDNESDAY = datetime.date(2024, 3, 7), datetime.date(2024, 3, 6)
REVIEW = DatedText(SATURDAY)
NOTE = DatedText(FRIDAY)


def returns(found: list[Statement]) -> list[Statement]:
    """The past moves among statements."""
    return [s for s in found if s.kind == "return"]


def test_a_week_that_ends() -> None:
    """What had fallen by its last day, and over its five days, fell in it."""
    found = REVIEW.statements(
        "A nervous week ends badly\n\n"
        "By Friday's close the S&P 500 had lost 1.6%. The Dow, stuffed with makers of diesel, lost "
        "900 points.\n\nThe Russell 2000 dropped 3.7% over the five days to 2,096."
    )
    assert {(s.from_, s.to) for s in returns(found)} == {(WEEK_BEFORE, FRIDAY)}
    assert [s.direction for s in returns(found)] == ["down"] * 3


def test_a_day_by_which_a_market_had_moved() -> None:
    """Outside of a review, and without a run of weeks, nobody knows since when."""
    (found,) = NOTE.statements("By Friday the S&P 500 had lost 1.6%.")
    assert (found.from_, found.to) == (None, FRIDAY)


def test_a_run_of_weeks_beside_a_move() -> None:
    """The move is one of its last week."""
    found = NOTE.statements(
        "By Friday's close the Nasdaq had shed 1.3%, its third straight weekly loss."
    )
    assert [s.from_ for s in returns(found)] == [WEEK_BEFORE]


def test_odds_in_the_next_sentence() -> None:
    """They keep the outcome, each with a day of its own."""
    found = NOTE.statements(
        "Before the turmoil, markets saw a probability of about two thirds that the Fed would "
        "raise rates in May. That had fallen to 30% by Wednesday and recovered to 45% on Thursday."
    )
    assert [(s.subject, s.direction) for s in found] == [(("FFT",), "up")] * 3
    assert [s.value for s in found] == [(0.666667,), (0.3,), (0.45,)]
    assert [s.from_ for s in found[1:]] == [WEDNESDAY, THURSDAY]


def test_a_price_after_odds() -> None:
    """Another market has no odds."""
    found = NOTE.statements("The odds of a hike in May stand at 70%. Gold has fallen to 2,050.")
    assert [s.kind for s in found] == ["scenario", "level"]


def test_rates_of_a_country() -> None:
    """The Fed's, whatever was spoken of before."""
    found = NOTE.statements(
        "Gold fell on Thursday. Futures imply a probability of just 22 per cent that US rates fall "
        "again before the end of the year."
    )[-1]
    assert (found.subject, found.direction, found.condition) == (("FFT",), "down", "cut")


def test_a_count_that_shrank() -> None:
    """It is of the moves counted before, as of today."""
    _, found = NOTE.statements("Futures price in three cuts by December. They now see just one.")
    assert (found.subject, found.value, found.unit) == (("FFT",), (1.0,), "count")
    assert (found.direction, found.from_) == ("down", FRIDAY)


def test_who_sees_one_of_something_else() -> None:
    """Without moves counted before, nothing is."""
    assert NOTE.statements("The Fed met on Wednesday. Markets see just one.") == []


def test_a_smaller_step() -> None:
    """It goes the way of the steps that the text tells of."""
    headline, _ = NOTE.statements(
        "Fed slows to a quarter point\n\nThe Fed raised its rate by a quarter point on Thursday."
    )
    assert (headline.value, headline.direction) == ((25.0,), "up")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The 10-year yield rose 9 basis points to 4.1%; on Thursday it had dipped to 4%.", 7),
        ("The 10-year yield rose 9 basis points to 4.1%; on Friday the two-year fell.", 7),
    ],
)
def test_a_day_after_a_semicolon(text: str, first: int) -> None:
    """It dates its own clause."""
    move = NOTE.statements(f"Stocks rose on Friday.\n\n{text}")[1]
    assert (move.value, move.from_) == ((9.0,), datetime.date(2024, 3, first))
    assert move.condition == ""


def test_the_day_of_a_record_that_is_recalled() -> None:
    """A day before that of the report."""
    found = NOTE.statements(
        "Stocks rose on Friday.\n\nThe Russell 2000 put on 1.9% to 2,082 after hitting its lowest "
        "level since June 2023 a day earlier."
    )
    assert [s.to for s in found if s.kind == "record"] == [THURSDAY]


def test_a_quote_beside_a_market() -> None:
    """It is of the day, the rest of the sentence of the month."""
    found = NOTE.statements(
        "Stocks closed mixed on Friday.\n\nFor the Nasdaq, up 21 points at 16,085, February's rise "
        "of 6% was the biggest since July."
    )
    quote = [s for s in found if s.value in {(21.0,), (16085.0,)}]
    assert [(s.from_, s.to) for s in quote] == [(THURSDAY, FRIDAY), (FRIDAY, FRIDAY)]


def test_a_level_almost_reached() -> None:
    """The verb before it says which way."""
    found = NOTE.only("The S&P 500 climbed on Friday to almost 5,190.")
    assert (found.value, found.direction) == ((5190.0,), "up")


def test_a_first_loss_has_no_level() -> None:
    """The price stays a level of its own."""
    found = NOTE.statements(
        "Gold fell 2% last week to $2,080, its first weekly loss since January."
    )
    assert [(s.kind, s.value) for s in found] == [
        ("record", ()),
        ("return", (0.02,)),
        ("level", (2080.0,)),
    ]


def test_a_price_among_records_that_are_counted() -> None:
    """It is one of them."""
    found = NOTE.statements(
        "The Dow rose 0.4 percent on Friday to 38,990.36, its 16th record close of the year."
    )
    assert [(s.kind, s.value) for s in found if s.unit != "fraction"] == [
        ("record", (16.0,)),
        ("record", (38990.36,)),
    ]


def test_a_lead_with_its_margin_behind() -> None:
    """The first figure is a return."""
    found = NOTE.statements(
        "The Russell 2000 finished 2023 up 17%, ahead of the Dow by over three percentage points."
    )
    assert [(s.kind, s.value) for s in found] == [("return", (0.17,)), ("comparison", (0.03,))]


def test_how_many_shares_rose_elsewhere() -> None:
    """Counts of a second exchange are no prices of its index."""
    assert (
        NOTE.statements(
            "Advancing issues outnumbered decliners on the NYSE by 2,013 to 901, and on the Nasdaq "
            "by 1,742 to 812."
        )
        == []
    )


def test_odds_of_a_step() -> None:
    """After what is expected of the Fed they are odds of its move, whatever was thought before."""
    found = NOTE.statements(
        "The Fed is expected on Wednesday to raise rates by 25 basis points, which would lift its "
        "target range to 5.50%-5.75%. Futures show a 9% chance of half a percentage point, an "
        "outcome that had looked likely right after January's inflation report."
    )
    assert {s.subject for s in found} == {("FFT",)}
    assert {s.direction for s in found} == {"up"}
    assert found[-1].kind == "scenario"
    assert {s.to for s in found} == {datetime.date(2024, 3, 13)}


def test_a_part_of_an_index_is_not_compared_with_it() -> None:
    """A sector that led is ahead of no other named."""
    found = NOTE.statements(
        "Industrials led on Friday, rising 0.9%, while utilities were the only S&P sector to fall."
    )
    assert "comparison" not in {s.kind for s in found}


def test_a_remark_before_a_season() -> None:
    """What does not help says nothing on how the month went."""
    found = NOTE.only(
        "History does not help, for September is the one month in which the Dow has lost money on "
        "average since 1970."
    )
    assert (found.kind, found.direction) == ("seasonal", "down")


def test_what_fixes_a_day_is_background() -> None:
    """A high without a figure behind "since" is no record of its own."""
    found = NOTE.only("The Dow has fallen 4% since February 23, when it closed at its high.")
    assert (found.kind, found.from_) == ("return", datetime.date(2024, 2, 23))


def test_the_day_of_a_target() -> None:
    """It is in its own name, and not in what is said beside it."""
    found = NOTE.only(
        "Our end-of-June target for the Dow is 37,000, and one good Monday is no trend."
    )
    assert found.to == datetime.date(2024, 6, 30)


def test_intraday_records() -> None:
    """They are records within the day."""
    found = NOTE.statements("The Nasdaq and the Dow set intraday records on Thursday.")
    assert [(s.kind, s.condition, s.to) for s in found] == [("record", "intraday", THURSDAY)] * 2


def test_a_lead_then_and_now() -> None:
    """Both are of the period that the lead is one of."""
    found = NOTE.statements(
        "The Nasdaq rose 1% on Friday. Its lead over the Dow this year, which had stretched to "
        "nearly seven percentage points at the end of January, has shrunk to four."
    )
    gaps = [s for s in found if s.kind == "comparison"]
    assert [(s.value, s.from_) for s in gaps] == [
        ((0.07,), datetime.date(2023, 12, 31)),
        ((0.04,), datetime.date(2023, 12, 31)),
    ]
    assert gaps[-1].to == FRIDAY


def test_a_few_days_told_on_a_weekend() -> None:
    """They are counted from the last day of trading."""
    found = REVIEW.only("Oil has risen 17% in two days.")
    assert found.from_ == WEDNESDAY
