"""Moves of one company as a reason, and days that a move is counted from."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TODAY = date(2023, 10, 5)  # a Thursday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements


@pytest.mark.parametrize(
    "text",
    [
        "The Nasdaq 100 slipped 0.4% on Thursday, after one chip maker tumbled 18%.",
        "The Nasdaq 100 slipped 0.4% on Thursday as a large retailer lost 9%.",
        "Even as one lender jumped 14%, the Nasdaq 100 slipped 0.4% on Thursday.",
        "While an airline added 6%, the Nasdaq 100 slipped 0.4% on Thursday.",
    ],
)
def test_the_move_of_one_company_is_none_of_the_index(text: str) -> None:
    """What moved the index, or what did not, has a figure of its own."""
    assert [(s.subject, s.value) for s in read(text)] == [(("NDX",), (0.004,))]


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 rose 0.6% on Thursday as a technology index jumped.",
        "After a stock rally that began in the spring, the S&P 500 rose 0.6% on Thursday.",
    ],
)
def test_what_is_no_company_takes_nothing_away(text: str) -> None:
    """An index or a rally of stocks is no company."""
    assert ((0.006,), ("SPX",)) in [(s.value, s.subject) for s in read(text)]


@pytest.mark.parametrize(
    ("text", "from_", "to"),
    [
        ("The Dow is down 7% from August 1.", date(2023, 8, 1), TODAY),
        ("The Dow is down 7% from July.", date(2023, 6, 30), TODAY),
        ("The Dow is 7% below its August 1 close.", date(2023, 8, 1), TODAY),
        ("The Dow fell 7% from August 1 to September 29.", date(2023, 8, 1), date(2023, 9, 29)),
        ("By Wednesday's bell the Dow had lost 7% since August 1.", date(2023, 8, 1), None),
        ("By Wednesday's bell the Dow had lost 7%.", None, None),
    ],
)
def test_a_move_from_a_day_goes_on_until_now(text: str, from_: date | None, to: date) -> None:
    """The day after "from" is where the move began, where no end is said."""
    assert [(s.from_, s.to) for s in read(text)] == [(from_, to or date(2023, 10, 4))]


def test_an_average_seen_at_a_price() -> None:
    """The price is where the average stands, and no target."""
    found = read("The S&P 500 held above its 50-day moving average, currently seen near 4,120.")
    assert {(s.kind, s.value) for s in found} == {("level", (4120.0,)), ("level", ())}


@pytest.mark.parametrize(
    ("said", "direction"),
    [
        ("finished in the green", "up"),
        ("settled deep in the red", "down"),
        ("closed in negative territory", "down"),
        ("eked out a modest gain", "up"),
        ("bounced back", "up"),
        ("drifted lower", "down"),
        ("extended its losses", "down"),
        ("sold off", "down"),
    ],
)
def test_a_sign_in_other_words(said: str, direction: str) -> None:
    """How a market ended the day, without a figure."""
    found = read(f"The Russell 2000 {said} on Wednesday.")
    assert [(s.subject, s.direction, s.to) for s in found] == [
        (("RUT",), direction, date(2023, 10, 4))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Russell 2000 popped at the open on Wednesday.",
        "The Russell 2000 bounced between gains and losses on Wednesday.",
        "The Russell 2000 rose at first on Wednesday.",
    ],
)
def test_a_move_on_the_way_has_no_sign(text: str) -> None:
    """It does not say how the day ended."""
    assert read(text) == []


def test_a_yield_that_moved_to_a_level_leaves_no_range() -> None:
    """The second figure is where it ended; a zone that is expected stays one."""
    found = read("The 2-year yield dropped by 1.6 percent to 5.02 percent on Wednesday.")
    assert (502.0,) in [s.value for s in found]
    found = read("We see the 10-year yield at 3.5% to 4% by year-end.")
    assert [s.value for s in found] == [(350.0, 400.0)]
