"""Reports on days of falls: what leads them, what happened within the day, and shares of moves."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TODAY = date(2021, 9, 20)  # a Monday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
DAY = (date(2021, 9, 17), TODAY)


def test_the_code_of_an_exchange_is_no_figure() -> None:
    """It stands before the symbol in brackets."""
    found = read("The Cboe Volatility Index (845:VIX) jumped 30% to 28 on Monday.")
    assert [s.value for s in found] == [(0.3,), (28.0,)]


@pytest.mark.parametrize("would", ["which would mark", "which would also be"])
def test_a_record_in_the_making(would: str) -> None:
    """It is one of the day, and no forecast."""
    (record, _) = read(f"On Monday the Nasdaq was down 2.6%, {would} its worst day since May 12.")
    assert (record.kind, record.subject, record.from_, record.to) == (
        "record",
        ("IXIC",),
        date(2021, 5, 12),
        TODAY,
    )


def test_what_would_be_a_record_in_a_forecast_is_none() -> None:
    """Nothing has been made yet."""
    found = read("We expect the Nasdaq to gain 20% in 2022, which would be its best since 2020.")
    assert [s.kind for s in found] == ["forecast"]


@pytest.mark.parametrize(
    "low", ["its low of the day", "its worst point", "the lows of the session"]
)
def test_the_low_of_a_day_is_of_that_day(low: str) -> None:
    """Though the verb is a past perfect."""
    found = ARTICLE.on_markets(
        f"Stocks fell on Monday. At {low}, the Dow had fallen more than 800 points."
    )
    assert [(s.kind, s.value, (s.from_, s.to)) for s in found] == [("return", (800.0,), DAY)]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Technology was the worst performer in the S&P 500, losing 2.2%.", "XLK"),
        ("Financials led the decline in the S&P 500 with a 2.2% drop.", "XLF"),
    ],
)
def test_what_leads_is_no_index(text: str, subject: str) -> None:
    """The index only says what it is a part of."""
    found = ARTICLE.on_markets(f"Stocks fell on Monday. {text}")
    assert [(s.subject, s.value) for s in found if s.kind == "return"] == [((subject,), (0.022,))]


@pytest.mark.parametrize(
    "text",
    [
        "Energy was the worst-performing sector in the S&P 500, losing 3%.",
        "Utilities were the only gainers in the S&P 500, adding 0.2%.",
        "The Dow has lost 27% of its gains since the election.",
        "The country averages 26,000 cases a day, after a seven-day average of 11,000 cases.",
    ],
)
def test_no_move_of_an_index(text: str) -> None:
    """Parts without a symbol, shares of a move, and things that are counted."""
    assert read(text) == []


def test_a_trailing_year_ends_today() -> None:
    """A period or a basis."""
    for words in ("over the trailing 12-month period", "on a trailing 12-month basis"):
        (found,) = read(f"XLF has gained 55% {words}.")
        assert (found.from_, found.to) == (date(2020, 9, 20), TODAY)


def test_a_streak_and_the_worst_since() -> None:
    """A rank with a hyphen is a rank; joined by "and", they are two records."""
    found = read(
        "On Monday the S&P 500 had its fifth-straight loss and worst losing run since May."
    )
    assert [(s.kind, s.value) for s in found] == [("record", (5.0,)), ("record", ())]


def test_fears_about_the_economy_leave_the_low_as_it_is() -> None:
    """They are no fact of the economy."""
    (found,) = read("The 10-year yield hit a two-month low of 1.29%, adding to fears about growth.")
    assert (found.kind, found.value) == ("record", (129.0,))


def test_a_day_with_a_name_and_what_it_brought() -> None:
    """What it is known as stands between the day and the clause."""
    found = read("The worst was October 19, 1987, known as Black Monday, when the Dow fell 22%.")
    assert [(s.value, s.to) for s in found if s.kind == "return"] == [((0.22,), date(1987, 10, 19))]


def test_rates_that_could_be_cut_are_no_advice() -> None:
    """Whatever market was spoken of before."""
    found = read(
        "Small caps may rise.\n\nIn remarks on Friday, the chair said that rates could be cut as"
        " early as November."
    )
    assert "rule" not in [s.kind for s in found]


def test_a_prior_view_is_none_of_today() -> None:
    """Only the new figure counts."""
    found = read("The Fed's rate will fall to 1.6% in 2024, from a prior projection of 2.1%.")
    assert [s.value for s in found] == [(160.0,)]


def test_a_share_of_traders_is_a_survey() -> None:
    """And no forecast of a move by 60%."""
    assert [s.kind for s in read("About 60% of traders expect the Fed to hike in March.")] == [
        "untestable"
    ]


def test_a_peak_that_was_passed() -> None:
    """Up this year and more than that from a peak is above it; a little from it is below."""
    above = read("The Russell 2000 is up 15% this year and more than 35% from its peak of 2018.")
    below = read("The Russell 2000 is up 15% this year and just 2% from its record high.")
    assert [s.direction for s in above] == ["up", "up"]
    assert [s.direction for s in below] == ["up", "down"]


def test_the_market_is_the_broad_index_spoken_of() -> None:
    """Not after another index."""
    (found,) = read("The S&P 500 bottomed. The following Monday the market was up more than 9%.")
    assert found.subject == ("SPX",)
    (found,) = read("The Nasdaq bottomed. The following Monday the market was up more than 9%.")
    assert found.subject == ("?",)
