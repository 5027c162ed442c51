"""Moves after one move of the Fed, prices at an end, best periods, and clauses beside a chance."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.place import Placed, place
from tests.claims.reading.dated import DatedText

TODAY = date(2024, 6, 14)  # a Friday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
placed = ARTICLE.placed


@pytest.mark.parametrize(
    "text",
    [
        "In the 1995 easing cycle the S&P 500 gained 17% in the six months after the first cut.",
        "In 2007 the Fed began to cut. Small caps fell 14% in the year after the first cut.",
    ],
)
def test_the_move_after_one_cut_is_no_average(text: str) -> None:
    """Its days are not in the text."""
    (one,) = [s for s in read(text) if s.kind != "rate"]
    assert (one.kind, one.from_, one.to) == ("return", None, None)
    assert isinstance(place(one, date=TODAY), WhyNot)


def test_what_follows_first_cuts_is_an_average() -> None:
    """Of all cycles since a year."""
    text = (
        "Since 1990 there were five cycles. The S&P 500 gained 9% in the year after the last cut."
    )
    (one,) = [s for s in read(text) if s.value == (0.09,)]
    assert (one.kind, one.condition) == ("average", "after last cut, 12 months")


@pytest.mark.parametrize(
    "text",
    [
        "From the first cut in June 2003 to the last hike in June 2006 the Nasdaq rose 30%.",
        "The S&P 500 rose 5% between the first cut in July 2019 and the end of that year.",
    ],
)
def test_from_a_move_of_the_fed_on(text: str) -> None:
    """A move of the Fed that gives a day is no record; no study has its day."""
    (one,) = read(text)
    assert one.kind == "return"
    found = place(one, date=TODAY)
    assert isinstance(found, WhyNot)
    assert found.reason == "no such study: of the days from a move of the Fed"


def test_the_first_cut_goes_down_whatever_the_verb() -> None:
    """Without a word on rates."""
    for text in ("The Fed made its first cut in July 2019.", "In July 2019 the Fed cut rates."):
        (one,) = read(text)
        assert (one.subject, one.direction) == (("FFT",), "down")
        found = place(one, date=TODAY)
        assert isinstance(found, Placed)
        assert (found.claim.study, found.claim.parameters["least"]) == ("rate_moves", 1)


@pytest.mark.parametrize(
    ("text", "reach", "side"),
    [
        ("The S&P 500 will end the year above 6,000.", "end", "above"),
        ("Small caps will finish 2024 below 1,900.", "end", "below"),
        ("The S&P 500 should trade above 5,000 through December.", "never", "below"),
    ],
)
def test_on_which_side_a_year_ends(text: str, reach: str, side: str) -> None:
    """The last close decides, not the highest; what is kept to is never left."""
    found = placed(text)
    assert isinstance(found, Placed)
    assert found.claim.study == "level_by_date"
    assert (found.claim.parameters["reach"], found.claim.parameters["side"]) == (reach, side)


def test_to_trade_beyond_a_price_by_a_day_is_to_get_there() -> None:
    """Not to stay there."""
    (one,) = read("Gold should trade above $2,600 by October.")
    assert (one.kind, one.direction, one.value) == ("target", "up", (2600.0,))


@pytest.mark.parametrize(
    ("text", "of", "extreme"),
    [
        ("The Nasdaq ended 2023 up 43%, its best showing since 2003.", "year", "highest"),
        ("The Dow finished last year up 13%, its best result since 2021.", "year", "highest"),
        ("Small caps lost 7% in April, their worst performance since 2022.", "month", "lowest"),
    ],
)
def test_a_best_result_is_one_of_the_period_that_is_told_of(
    text: str, of: str, extreme: str
) -> None:
    """The year that ended, the month of the loss."""
    (one,) = [s for s in read(text) if s.kind == "record"]
    found = place(one, date=TODAY)
    assert isinstance(found, Placed)
    assert (found.claim.parameters["of"], found.claim.parameters["extreme"]) == (of, extreme)


@pytest.mark.parametrize(
    ("text", "other", "chance"),
    [
        (
            "The Fed raised rates by 75 basis points in June 2022, and traders saw a 60% chance "
            "of another hike in July.",
            ("rate", ("FFT",), (75.0,)),
            (("FFT",), "up"),
        ),
        (
            "The Dow rose 1.2% on Thursday, while swaps put the odds of a September cut at 65%.",
            ("return", ("DJI",), (0.012,)),
            (("FFT",), "down"),
        ),
    ],
)
def test_a_clause_before_a_chance_keeps_its_figures(
    text: str,
    other: tuple[str, tuple[str, ...], tuple[float, ...]],
    chance: tuple[tuple[str, ...], str],
) -> None:
    """And the chance of a cut or hike is one of the Fed, whatever market was named before."""
    found = read(text)
    assert other in [(s.kind, s.subject, s.value) for s in found]
    (one,) = [s for s in found if s.kind == "scenario"]
    assert (one.subject, one.direction) == chance


def test_the_end_of_a_year_to_come_dates_no_move_before_it() -> None:
    """A fall without a day has none."""
    found = read("The S&P 500 fell 2%, and we think it ends the year above 6,000.")
    assert [(s.kind, s.from_, s.to) for s in found if s.kind == "return"] == [
        ("return", None, None)
    ]


def test_a_number_of_days_alone_is_an_average() -> None:
    """Where it stands, and not where the market does."""
    found = placed("The Russell 2000 fell, and the 200-day sits near 1,950.")
    assert isinstance(found, Placed)
    assert (found.claim.study, found.claim.parameters["days"]) == ("moving_average", 200)
