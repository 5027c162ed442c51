"""Reports of agencies: symbols in brackets, contracts, causes with days, and whose figure it is."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TODAY = date(2025, 9, 18)  # a Thursday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
LAST_WEEK = (date(2025, 9, 5), date(2025, 9, 12))


def test_symbols_in_brackets_repeat_the_name_before_them() -> None:
    """Also the symbol of the fund behind another one."""
    found = read(
        "The S&P 500 Index ($SPX) (SPY) on Tuesday closed down -0.31%, and the Nasdaq 100 Index"
        " ($IUXX) (QQQ) closed down -0.66%."
    )
    assert [(s.subject, s.value) for s in found] == [(("SPX",), (0.0031,)), (("NDX",), (0.0066,))]


def test_the_fund_of_a_name_stays_the_fund() -> None:
    """A fund named by its index is no index."""
    (found,) = read("The iShares Russell 2000 ETF (IWM) rose 1.2% on Tuesday.")
    assert found.subject == ("IWM",)


def test_the_month_of_a_contract_dates_no_move() -> None:
    """It says when the contract ends."""
    (found,) = read("December E-mini S&P futures (ESZ25) rose +0.4%.")
    assert (found.from_, found.to) == (date(2025, 9, 17), TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "The Oct Philadelphia Fed business outlook survey fell by 4.5 to 11.2, weaker than"
        " expectations of 14.",
        "The New York Fed's manufacturing index rose 4 points to 12.3.",
        "The Chicago Fed national activity index slipped to -0.12.",
    ],
)
def test_a_survey_of_a_regional_bank_is_no_rate(text: str) -> None:
    """It is a fact of the economy."""
    assert [(s.kind, s.subject) for s in read(text)] == [("untestable", ("?",))]


@pytest.mark.parametrize(
    "cause",
    [
        "thanks to a big rally on Monday",
        "largely due to a jump on Tuesday",
        "helped by a strong rally on Monday that undid losses from earlier in the month",
        "driven by gains on Thursday and Friday",
    ],
)
def test_the_day_of_a_cause_does_not_end_the_week(cause: str) -> None:
    """The move is that of the week."""
    (found,) = read(f"The Russell 2000 ended the week with a 2.2% gain, {cause}.")
    assert (found.from_, found.to) == LAST_WEEK


def test_points_behind_a_move_are_a_level() -> None:
    """Behind "at" they say where it stands, and not how far it went."""
    found = read("The Dow was up 0.4% on the day at 45,900 points.")
    assert [(s.kind, s.value) for s in found] == [("return", (0.004,)), ("level", (45900.0,))]


def test_the_other_indexes_are_those_not_named() -> None:
    """Of the three that reports go through."""
    found = read(
        "The Russell 2000 and the Nasdaq fell 1.8% on Tuesday, while the other indexes lost at"
        " least 0.9%."
    )
    assert [s.subject[0] for s in found] == ["RUT", "IXIC", "SPX", "DJI"]


@pytest.mark.parametrize(
    ("text", "size", "year"),
    [
        ("The 1942-44 run was followed by a +35.8% return in 1945.", 0.358, 1945),
        ("The worst showing was in 2000, with a -9.0% return.", 0.09, 2000),
        ("Also worth a look: 1962 (down 8.8%).", 0.088, 1962),
        ("2008 was the worst, at -38.5%.", 0.385, 2008),
    ],
)
def test_a_case_is_one_of_the_market_spoken_of(text: str, size: float, year: int) -> None:
    """Cases of an account name their year and no market."""
    found = read(f"The S&P 500 has had few such years. {text}")
    stated = [(s.subject, s.value, s.to) for s in found if s.kind == "return"]
    assert stated == [(("SPX",), (size,), date(year, 12, 31))]


def test_the_year_of_a_signal_is_not_that_of_what_followed() -> None:
    """When the gain was made is not said."""
    found = read("The S&P 500 has had few such years. The 1958 signal was followed by a 38% gain.")
    assert [(s.value, s.from_, s.to) for s in found] == [((0.38,), None, None)]


def test_a_move_that_offset_another_is_of_the_same_market() -> None:
    """The week before has a move of its own."""
    found = read(
        "The Russell 2000 rose 3% this week. This rebound offset the previous week's 4.1% decline."
    )
    assert [(s.value, s.direction, s.to) for s in found] == [
        ((0.03,), "up", TODAY),
        ((0.041,), "down", date(2025, 9, 12)),
    ]


def test_the_week_prior_is_the_week_before() -> None:
    """Like "the week before" and "the week earlier"."""
    found = read("The S&P 500 rose 2% this week after falling 1.6% the week prior.")
    assert [(s.value, s.to) for s in found] == [((0.02,), TODAY), ((0.016,), date(2025, 9, 12))]


def test_what_is_expected_now_is_to_come() -> None:
    """The present is that of the expectation, and of the range that holds."""
    found = read(
        "By the end of the year, the Fed is currently expected to cut rates by at least 50 basis"
        " points from the current range of 4.25%-4.50%."
    )
    assert [(s.value, s.to) for s in found] == [
        ((50.0,), date(2025, 12, 31)),
        ((425.0, 450.0), TODAY),
    ]


def test_what_follows_a_step_to_come_is_to_come() -> None:
    """The participle is no past."""
    found = read(
        "Futures point to a 25 basis point cut in October, followed by another 25 basis point cut"
        " in January."
    )
    assert [s.to for s in found] == [date(2025, 10, 31), date(2026, 1, 31)]


def test_the_end_of_the_next_year() -> None:
    """Is the last day of that year, and no year from today."""
    (found,) = read("The bank sees the S&P 500 at 7,300 by the end of the next year.")
    assert found.to == date(2026, 12, 31)
