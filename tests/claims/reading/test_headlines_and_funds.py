"""Headlines in the present, funds with their exchange, days in order, and other sorts of size."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TODAY = date(2023, 10, 4)  # a Wednesday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements


def test_a_headline_does_not_set_the_day_of_a_report() -> None:
    """The text says which day it was, and later paragraphs go on with it."""
    found = read(
        "Dow posts worst fall in seven months\n\nThe Dow had its worst day since March as stocks"
        " closed lower on Tuesday.\n\nThe S&P 500 fell 1.4% to 4,229."
    )
    assert {s.to for s in found if s.subject == ("SPX",)} == {date(2023, 10, 3)}


def test_what_a_move_led_to_has_a_time_of_its_own() -> None:
    """The move is that of the day."""
    found = read(
        "Stocks fell on Tuesday. The Dow lost 431 points, plunging into negative territory for the"
        " year."
    )
    assert [(s.value, s.to) for s in found if s.value] == [((431.0,), date(2023, 10, 3))]


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("The Financial Select Sector SPDR (NYSE:XLF)", "XLF"),
        ("Technology Select Sector SPDR Fund (NYSEARCA: XLK)", "XLK"),
        ("Invesco QQQ Trust (NASDAQ:QQQ)", "QQQ"),
    ],
)
def test_funds_with_their_exchange(name: str, subject: str) -> None:
    """They are no companies."""
    (found,) = read(f"{name} gained 2% on Tuesday.")
    assert found.subject == (subject,)


def test_companies_with_their_exchange_stay_companies() -> None:
    """Nothing is read of them."""
    assert read("Acme Motors (NYSE:ACM) rose 4% on Tuesday.") == []


@pytest.mark.parametrize(
    "text",
    [
        "On September 11 and 14, the Russell 2000 gained 3.6% and 3.5%, respectively.",
        "The Russell 2000 gained 3.6% and 3.5% on September 11 and 14.",
    ],
)
def test_two_days_of_a_month_take_their_figures_in_order(text: str) -> None:
    """The month is printed once."""
    assert [(s.value, s.to) for s in read(text)] == [
        ((0.036,), date(2023, 9, 11)),
        ((0.035,), date(2023, 9, 14)),
    ]


def test_the_gain_of_its_counterpart() -> None:
    """Is said of that one."""
    found = read("IWM has gained 15% this year, beating the 10% gain of its large-cap counterpart.")
    returns = [(s.subject, s.value) for s in found if s.kind == "return"]
    assert returns == [(("IWM",), (0.15,)), (("SPX",), (0.1,))]


def test_sizes_with_their_number() -> None:
    """The 400 is an index of mid caps, the 600 has no symbol here."""
    found = read("In May the Mid-Cap 400 returned 4.4%, and the Small-Cap 600 returned 5%.")
    assert [(s.kind, s.subject, s.value) for s in found] == [("return", ("MID",), (0.044,))]


def test_the_code_of_the_dollar_is_shown_as_printed() -> None:
    """What is read and what is shown may differ."""
    found = read("Gold fell by 0.2 percent to USD1,824 an ounce on Tuesday.")
    assert [s.value for s in found] == [(0.002,), (1824.0,)]
    assert "USD1,824" in found[0].sentence
