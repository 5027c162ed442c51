"""Notes of desks and lists of a week: their days, what ends a view, what is only recalled."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement

MONDAY = datetime.date(2025, 8, 11)
FRIDAY, WEEK_BEFORE = datetime.date(2025, 8, 8), datetime.date(2025, 8, 1)


def read(text: str, on: datetime.date = MONDAY) -> list[Statement]:
    """Read a text that was published on a Monday."""
    return read_text(text, date=on)


def brief(text: str, on: datetime.date = MONDAY) -> list[tuple[str, str, tuple[float, ...], str]]:
    """Return kind, market, values and direction of the statements of a text."""
    return [(s.kind, "/".join(s.subject), s.value, s.direction) for s in read(text, on)]


@pytest.mark.parametrize(
    "heading", ["For the week ending Friday:", "Last week", "Week ending 8 August"]
)
def test_a_list_below_a_week(heading: str) -> None:
    """Its prices are those of the last day, its moves those of the week."""
    rows = "Gold: -1.4% to 3,340\n10-year Treasury: 4.31%, down 3 bps\nVIX: 17.1, up from 15.2\n"
    found = read(f"{heading}\n\n{rows}")
    assert [(s.subject, s.from_, s.to) for s in found] == [
        (("GOLD",), WEEK_BEFORE, FRIDAY),
        (("GOLD",), FRIDAY, FRIDAY),
        (("DGS10",), FRIDAY, FRIDAY),
        (("DGS10",), WEEK_BEFORE, FRIDAY),
        (("VIX",), WEEK_BEFORE, FRIDAY),
    ]


def test_below_such_a_list() -> None:
    """A sentence in the present is none of it."""
    (_, found) = read("July\n\nGold: 3,290\n\nThe Dow is at 43,900.\n")
    assert (found.from_, found.to) == (MONDAY, MONDAY)


def test_up_from_a_weekday() -> None:
    """The move is one since the close of that day."""
    (_, found) = read("The VIX is at 18.4, up 1.9 points from Wednesday.")
    assert (found.from_, found.to) == (datetime.date(2025, 8, 6), MONDAY)


def test_since_a_day_and_a_move_of_another() -> None:
    """The second day dates its own figure alone."""
    text = "QQQ has trailed SPY by 2 percentage points since June 30 and Thursday's 1.9% fall hurt."
    lead, move = read(text)
    assert (lead.from_, lead.to) == (datetime.date(2025, 6, 30), MONDAY)
    assert (move.from_, move.to) == (datetime.date(2025, 8, 6), datetime.date(2025, 8, 7))


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("KRE lost 3.1%, twice the drop in the wider group.", ("return", "KRE", (0.031,), "down")),
        (
            "We have gold going to 3,600 by June, and after that a fall.",
            ("target", "GOLD", (3600.0,), ""),
        ),
        ("We'd fade any rally in gold toward 3,500.", ("rule", "GOLD", (3500.0,), "down")),
        (
            "Traders should fade the move if RUT gets back to 2,290.",
            ("rule", "RUT", (2290.0,), "down"),
        ),
        (
            "Move a third to cash if the Dow closes below 42,000.",
            ("rule", "DJI", (42000.0,), "down"),
        ),
        (
            "All bets are off if small caps give up 2,140.",
            ("rule", "RUT", (2140.0,), "down"),
        ),
        ("Above 45,100 on the Dow I'd stand corrected.", ("rule", "DJI", (45100.0,), "up")),
        ("For gold the chart argues for 3,700.", ("target", "GOLD", (3700.0,), "")),
        (
            "Officials foresee two more quarter-point moves lower this year.",
            ("rate", "FFT", (2.0,), "down"),
        ),
        (
            "Big caps have beaten their little cousins in six of the past eight years.",
            ("frequency", "SPX/RUT", (6.0, 8.0), "up"),
        ),
    ],
)
def test_one_statement(text: str, stated: tuple[str, str, tuple[float, ...], str]) -> None:
    """Each of these sentences makes one statement."""
    assert brief(text) == [stated]


def test_what_ends_a_view_on_a_yield() -> None:
    """The level is one of the yield that the text is on; a gauge of another view is none."""
    found = read("The ten-year yield is at 4.31%. Above 4.52% we would be wrong.")
    assert [(s.kind, s.value, s.unit) for s in found][1:] == [("rule", (452.0,), "bp")]
    gauge = "Our target for gold is 3,700. A ten-year yield of more than 5% would make us rethink."
    assert brief(gauge)[1:] == []


def test_a_level_whose_loss_kills_an_idea() -> None:
    """The verb behind the figure is nothing that it counts."""
    found = brief("RUT is at 2,220. A daily close under 2,140 kills the idea.")
    assert found[1:] == [("rule", "RUT", (2140.0,), "down")]


def test_from_here() -> None:
    """Such a move begins on the day of the article, whatever the period."""
    found = read("They see the Dow ending the year at 40,000, a slide of nearly 9% from here.")
    assert [s.from_ for s in found] == [MONDAY, MONDAY]


@pytest.mark.parametrize(
    ("text", "since", "to"),
    [
        ("The Dow completed its worst month since 2022.", "2022-12-31", "2025-07-31"),
        ("Gold just had its first four-day losing run since May.", "2025-05-31", "2025-08-11"),
    ],
)
def test_records_of_a_period(text: str, since: str, to: str) -> None:
    """A period that is over ends the record, and a first run is one since."""
    (found,) = read(text)
    assert (str(found.from_), str(found.to)) == (since, to)


@pytest.mark.parametrize(
    "text",
    [
        "The 10-year real yield is close to 2%.",
        "It has been 17 months since the Dow last traded above 40,000.",
        "It is now more than two years since gold last set a record.",
        "Another 2% would put small caps in correction territory.",
        "Dip-buying has worked four times out of five since the vote.",
        "Size at half of normal in IWM until the report is out of the way.",
        "The bias on gold is bullish while it stays above 3,290.",
        "For small caps the outcomes ran from a loss of 22% to a gain of 47%.",
    ],
)
def test_nothing_stated(text: str) -> None:
    """What is recalled, supposed or sized states nothing."""
    assert brief(text) == []


def test_items_of_a_list_in_a_text_that_is_not_wrapped() -> None:
    """The period of one item is none of the next."""
    long = "The desk looks back on a year in which most of what was feared did not come. " * 2
    items = (
        "Volatility is low. Over the year to date the VIX has averaged 17, which is dull.\n"
        "Credit is dear. At 290 basis points, high-yield spreads compensate for little.\n"
    )
    (_, spread) = read(f"{long}\n\n{items}")
    assert (spread.from_, spread.to) == (MONDAY, MONDAY)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "The Dow rose. The U.S. benchmark added 2% to $64.10 a barrel.",
            [("return", "OIL", (0.02,), "up"), ("level", "OIL", (64.1,), "")],
        ),
        ("Among single names, a maker of farm equipment leapt 11% to a record.", []),
        (
            "The Dow fell 210 points, hurt by the grocer, whose 6% slide alone cost 40 points.",
            [("return", "DJI", (210.0,), "down")],
        ),
        (
            "From $3,500 in April gold has come all the way down to $3,340.",
            [("return", "GOLD", (3500.0, 3340.0), "down")],
        ),
        ("Anything north of 4.9% on the ten-year would be a buy signal for none of us.", []),
        (
            "The VIX has been above its long-run mean of 19.5 since Monday.",
            [("volatility", "VIX", (19.5,), "")],
        ),
        (
            "Earnings per share of the S&P 500 should come in at $268, up 9%.",
            [("untestable", "SPX", (), "")],
        ),
        (
            "The ten-year Treasury now pays 4.3%.",
            [("rate", "DGS10", (430.0,), "")],
        ),
        (
            "In the first half QQQ left IWM for dead, gaining 9%.",
            [("return", "QQQ", (0.09,), "up"), ("comparison", "QQQ/IWM", (), "up")],
        ),
    ],
)
def test_whose_figure_it_is(
    text: str, stated: list[tuple[str, str, tuple[float, ...], str]]
) -> None:
    """A figure is that of what is sold by its unit, or of the company that the clause is on."""
    assert brief(text) == stated


@pytest.mark.parametrize(
    ("text", "began", "ended"),
    [
        ("Gold rose 30% over a year and a half.", "2024-02-11", "2025-08-11"),
        ("Gold, up 28%, has had its best year since 2010.", "2024-12-31", "2025-08-11"),
        (
            "Gold hit 3,500 on 22 April. Since then it has lost 4%.",
            "2025-04-22",
            "2025-08-11",
        ),
        ("The VIX finished at 52 on the eighth.", "2025-08-08", "2025-08-08"),
    ],
)
def test_the_days_of_it(text: str, began: str, ended: str) -> None:
    """Spans with a half, periods of a record, a day given before, a day in words."""
    days = [(str(s.from_), str(s.to)) for s in read(text) if s.kind != "record"]
    assert days[-1] == (began, ended)


def test_the_quarter_just_ended() -> None:
    """On its last weekday a quarter is the one that has just ended."""
    on = datetime.date(2025, 6, 30)
    (found,) = read("In the quarter just ended gold rose 6%.", on)
    assert (found.from_, found.to) == (datetime.date(2025, 3, 31), on)


def test_the_month_of_another_year() -> None:
    """The words "in the month" beside a year are of the month that the paragraph is on."""
    season = "Since 1950 the Dow has risen in October in 46 of 75 years."
    text = f"{season} In 1987 it fell 23% in the month."
    assert read(text)[-1].to == datetime.date(1987, 10, 31)
