"""Since someone began, an index beside its fund, moves that sum to one, odds beside forecasts."""

from __future__ import annotations

import datetime

from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2025, 11, 28)
NOTE = DatedText(TODAY)


def test_the_year_in_which_someone_began_opens_a_sample() -> None:
    """It is no year that the figures are of."""
    found = NOTE.only("Since we began to invest in 2009 the Russell 2000 has gained 320%.")
    assert (found.from_, found.to) == (datetime.date(2008, 12, 31), TODAY)


def test_the_index_is_the_one_that_a_fund_holds() -> None:
    """Of a fund whose index the text names, the index is that one."""
    named = "The Russell 2000 is our market. IWM costs little."
    assert NOTE.only(f"{named} The index rose 1.2% on Tuesday.").subject == ("RUT",)
    assert NOTE.only(f"{named} The fund rose 1.2% on Tuesday.").subject == ("IWM",)
    other = "The Nasdaq 100 is not our market. IWM is."
    assert NOTE.only(f"{other} The index rose 1.2% on Tuesday.").subject == ("IWM",)


def test_moves_that_sum_to_one_are_no_odds() -> None:
    """Shares of outcomes are not told by verbs of the past."""
    text = "The index gained 30% in 2019, 25% of it late, rose 20% in 2020 and gained 50% in 2021."
    assert "scenario" not in {s.kind for s in NOTE.statements(f"The S&P 500 is up. {text}")}
    text = "The Dow gained 40% in 2004, lost 35% in 2005 and gained 25% in 2006."
    assert [(s.kind, s.value) for s in NOTE.statements(text)] == [
        ("return", (0.4,)),
        ("return", (0.35,)),
        ("return", (0.25,)),
    ]


def test_odds_end_where_another_forecaster_speaks() -> None:
    """The horizon of the one is not that of the other."""
    odds, cuts = NOTE.statements(
        "Swaps put the odds of a rate cut in January at 80%, and most analysts see three cuts"
        " by the end of 2026."
    )
    assert (odds.kind, odds.value, odds.to) == ("scenario", (0.8,), datetime.date(2026, 1, 31))
    assert (cuts.kind, cuts.value, cuts.to) == ("rate", (3,), datetime.date(2026, 12, 31))


def test_a_clock_in_a_byline_is_no_price() -> None:
    """With or without a space before the letters."""
    assert not NOTE.statements("IWM or SPY?\n\nBy Ann Lee - Nov 28, 2025 at 9:45AM")


def test_it_in_an_idiom_stands_for_no_market() -> None:
    """The market named after the idiom is the one that goes on."""
    text = "IWM is dear. For what it's worth, the Dow rose 2% last week and it rose 1% in October."
    assert [s.subject for s in NOTE.statements(text)] == [("DJI",), ("DJI",)]
