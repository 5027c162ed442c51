"""Accounts of a week of trading: whose index it is, which day is told, and what a week was like."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.clauses import fronted
from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

TODAY = date(2025, 6, 15)  # a Sunday
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2025, 6, d) for d in (9, 10, 11, 12, 13))
THE_WEEK = (date(2025, 6, 6), FRIDAY)


def read(text: str, *, on: date = TODAY) -> list[Statement]:
    """Return what a text of 15 June 2025 states."""
    return read_text(text, date=on)


@pytest.mark.parametrize(
    "opening",
    [
        "While the Nasdaq had a party, the Dow sulked.",
        "Although many markets, and the Nasdaq above all, did well, the Dow sulked.",
        "Even as gold, the S&P 500 and the Nasdaq did well, the Dow sulked.",
        "Despite the cheer in the Nasdaq, the Dow sulked.",
    ],
)
def test_the_account_goes_on_with_the_market_of_the_main_clause(opening: str) -> None:
    """The clause in front only sets the scene."""
    found = read(f"{opening} The index closed at 41,900 on Friday. It shed 180 points that day.")
    assert [(s.subject, s.value) for s in found if s.value] == [
        (("DJI",), (41900.0,)),
        (("DJI",), (180.0,)),
    ]


def test_figures_of_the_clause_in_front_keep_their_market() -> None:
    """Each clause has its own, and the sentence after it goes on with the second."""
    found = read("As the Nasdaq lost 2% on Friday, the Dow gained 1%. It ended at 41,900.")
    assert [(s.subject, s.value) for s in found] == [
        (("IXIC",), (0.02,)),
        (("DJI",), (0.01,)),
        (("DJI",), (41900.0,)),
    ]


def test_both_markets_keep_the_order_of_the_text() -> None:
    """Figures before "respectively" go to them as they were named."""
    found = read(
        "While the Nasdaq sulked on Friday, the Dow beamed. The two indexes lost 1% and gained"
        " 2%, respectively."
    )
    assert [(s.subject, s.value) for s in found if s.value] == [
        (("IXIC",), (0.01,)),
        (("DJI",), (0.02,)),
    ]


def test_so_does_the_same_sentence() -> None:
    """A word that refers back in the main clause means the market of the main clause."""
    found = read("As the Nasdaq sank on Friday, the Dow held its ground, and it ended 1% higher.")
    assert [(s.subject, s.value) for s in found if s.value] == [(("DJI",), (0.01,))]


@pytest.mark.parametrize(
    "text",
    [
        "while the ‹n0› rose, it trailed the ‹n1›.",
        "while the ‹n0› rose, ‹r1› trailed the ‹n2›.",
        "while the ‹n0›, the ‹n1› and the ‹n2› went up.",
        "as of ‹w0›, the ‹n1› was up.",
        "the ‹n0› rose while others fell, the ‹n1› too.",
    ],
)
def test_no_main_clause_with_a_market_of_its_own(text: str) -> None:
    """What goes on with the market in front, or has no clause in front, turns nothing round."""
    assert fronted(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "Monday, June 9: The week opened calmly, with the Dow ending at 42,700.",
        "Monday, June 9: The week began with the Dow ending at 42,700.",
    ],
)
def test_the_label_of_an_item_dates_it(text: str) -> None:
    """That the week began is no time of a figure."""
    (found,) = read(text)
    assert (found.from_, found.to) == (MONDAY, MONDAY)


def test_a_move_of_the_week_in_an_item_of_a_day() -> None:
    """A longer time in the figure's own clause is its time."""
    found = read("Friday, June 13: The Dow rose 1%, and gained 3% for the week.")
    assert [(s.value, s.from_, s.to) for s in found] == [
        ((0.01,), THURSDAY, FRIDAY),
        ((0.03,), *THE_WEEK),
    ]


def test_the_day_of_a_starting_level_is_not_that_of_the_move() -> None:
    """The account has turned to the next day."""
    found = read(
        "The first days were dull. Calm gave way to a steep rally on Thursday. The Dow gained 2%,"
        " climbing from a close of 42,000 on Wednesday to 42,840."
    )
    assert [(s.value, s.from_, s.to) for s in found] == [
        ((0.02,), WEDNESDAY, THURSDAY),
        ((42840.0,), THURSDAY, THURSDAY),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Dow gained 2%, climbing from a close of 42,000 on Wednesday to 42,840.",
        "The Dow fell on Wednesday. The Dow gained 2%, climbing from a close of 42,000 on Wednesday"
        " to 42,840.",
    ],
)
def test_without_such_a_day_it_is_not_known(text: str) -> None:
    """Neither the starting day nor the day of publication is guessed."""
    found = [s for s in read(text) if s.value]
    assert [(s.value, s.to) for s in found] == [((0.02,), None), ((42840.0,), None)]


def test_a_low_with_its_day_still_starts_a_move() -> None:
    """A move from the low of a spring ends on the day of publication."""
    (found,) = read("The Dow has gained 14% from its low on April 8.")
    assert (found.from_, found.to) == (date(2025, 4, 8), TODAY)


def test_what_was_published_on_a_day_does_not_turn_the_account() -> None:
    """Only trading does."""
    found = read(
        "The Dow fell 1% on Tuesday. The ministry reported on Thursday that orders fell. The Dow"
        " closed at 42,700."
    )
    assert [s.to for s in found if s.subject == ("DJI",)] == [TUESDAY, TUESDAY]


ITEMS = (
    "- Monday, June 9: The Dow closed at 42,000.\n- Tuesday, June 10: The Dow closed at 42,500.\n"
    "- Wednesday, June 11: The Dow closed at 43,260.\n\n"
)


def test_sessions_counted_below_a_list_of_days() -> None:
    """They end on the day of the last item."""
    *_, found = read(ITEMS + "In only two sessions, the Dow jumped 3%.")
    assert (found.value, found.from_, found.to) == ((0.03,), MONDAY, WEDNESDAY)


@pytest.mark.parametrize(
    "text",
    [
        ITEMS + "Over the past two sessions, the Dow fell 3%.",
        ITEMS + "Now to the close.\n\nIn only two sessions, the Dow fell 3%.",
    ],
)
def test_sessions_that_are_counted_from_today(text: str) -> None:
    """The words say so, or something else was told since."""
    *_, found = read(text)
    assert (found.value, found.to) == ((0.03,), TODAY)


@pytest.mark.parametrize("adjective", ["volatile", "choppy", "rather dull", "losing"])
def test_what_a_week_was_like_is_no_measure(adjective: str) -> None:
    """The move and the record are those of the week that ended."""
    found = read(f"The Dow ended a {adjective} week with a loss of 2%, hitting a new 52-week low.")
    assert [(s.kind, s.value, s.to) for s in found] == [
        ("record", (), FRIDAY),
        ("return", (0.02,), FRIDAY),
    ]
    assert found[1].from_ == THE_WEEK[0]


def test_early_in_a_week_the_one_that_ended_is_the_last() -> None:
    """On a Tuesday no week has ended but the one before."""
    (found,) = read("The Dow capped a volatile week with a loss of 2%.", on=date(2025, 6, 17))
    assert (found.from_, found.to) == THE_WEEK


@pytest.mark.parametrize(
    "text",
    [
        "In volatile trading the Dow fell 2% on Friday.",
        "The Dow had a volatile session, falling 2% on Friday.",
    ],
)
def test_volatile_trading_is_no_measure(text: str) -> None:
    """The figure is a move."""
    (found,) = read(text)
    assert (found.kind, found.value, found.to) == ("return", (0.02,), FRIDAY)


def test_a_market_more_volatile_than_another_is_one() -> None:
    """A comparison of how much they move stays what it is."""
    found = read("Small caps have been 30% more volatile than the S&P 500 since 2010.")
    assert [s.kind for s in found] == ["volatility"]


def test_the_day_of_a_closing_price_beside_a_move_of_the_week() -> None:
    """The participle has a day of its own."""
    found = read("The Dow finished the week up 2%, closing Friday's session at 42,840.")
    assert [(s.value, s.from_, s.to) for s in found] == [
        ((0.02,), *THE_WEEK),
        ((42840.0,), FRIDAY, FRIDAY),
    ]


@pytest.mark.parametrize("note", ["high", "low"])
def test_a_high_note_is_no_record(note: str) -> None:
    """Only the move is stated."""
    (found,) = read(f"The Dow ended a rough week on a {note} note, gaining 2% on Friday.")
    assert (found.kind, found.value, found.to) == ("return", (0.02,), FRIDAY)
