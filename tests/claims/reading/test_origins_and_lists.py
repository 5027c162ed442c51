"""Where a level came from, points of a list, prices that held a market back, steps priced ahead."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

# Friday, 8 May 2026.
TODAY = date(2026, 5, 8)
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
only = ARTICLE.only
MONDAY, TUESDAY = date(2026, 5, 4), date(2026, 5, 5)


@pytest.mark.parametrize(
    ("text", "subject", "value", "direction"),
    [
        ("From 28 on 2 March the VIX has fallen back to 17.", "VIX", (28, 17), "down"),
        (
            "From 3.8% at the end of February the ten-year yield has risen to 4.4%.",
            "DGS10",
            (380, 440),
            "up",
        ),
    ],
)
def test_an_origin_before_its_level_is_no_level_of_its_own(
    text: str, subject: str, value: tuple[float, ...], direction: str
) -> None:
    """Both ends make one statement, whichever comes first."""
    found = only(text)
    assert (found.subject, found.value, found.direction) == ((subject,), value, direction)


def test_bare_numbers_of_a_list_are_points() -> None:
    """The unit is said once; each market has the same day."""
    found = read("On Tuesday the Dow gained 140 points, the S&P 500 22 and the Nasdaq 95.")
    assert [(s.subject, s.value, s.unit) for s in found] == [
        (("DJI",), (140,), "points"),
        (("SPX",), (22,), "points"),
        (("IXIC",), (95,), "points"),
    ]
    assert {(s.from_, s.to) for s in found} == {(MONDAY, TUESDAY)}


@pytest.mark.parametrize(
    "text",
    [
        "6,900 held back the S&P 500 for a second week.",
        "6,900 has capped the S&P 500 for a second week.",
    ],
)
def test_a_price_that_holds_a_market_back_is_a_level(text: str) -> None:
    """The weeks count how long it did, not a run of weeks."""
    found = only(text)
    assert (found.kind, found.value, found.direction) == ("level", (6900,), "down")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "Once 26,000 is out of the way, the Nasdaq 100 has 27,500 ahead of it.",
            "if above 26000",
        ),
        (
            "Once 25,000 is out of the way, the Nasdaq 100 could fall to 23,500.",
            "if below 25000",
        ),
    ],
)
def test_the_side_of_a_price_left_behind_is_that_of_the_target(text: str, condition: str) -> None:
    """A target above it is reached from above."""
    found = only(text)
    assert (found.kind, found.condition) == ("target", condition)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Futures have 35 basis points of cuts in them by the end of the year.", (35,)),
        ("Futures show 35 basis points of cuts by the end of the year.", (35,)),
    ],
)
def test_steps_in_futures_are_steps_to_come(text: str, value: tuple[float, ...]) -> None:
    """What is priced in is over by the day named."""
    found = only(text)
    assert (found.kind, found.value, found.direction) == ("rate", value, "down")
    assert (found.from_, found.to) == (TODAY, date(2026, 12, 31))


def test_voices_out_of_so_many_give_no_odds() -> None:
    """Two in five are those who say so."""
    found = only("The Dow will be lower by the end of the year, two in five strategists think.")
    assert (found.kind, found.subject, found.value) == ("forecast", ("DJI",), ())


@pytest.mark.parametrize(
    "text",
    [
        "QQQ is only five dollars from $680.",
        "The Norwegian fund owns 1.4% of the S&P 500.",
        "The list of the fund's ten largest holdings is on page 6.",
    ],
)
def test_distances_and_holdings_state_nothing(text: str) -> None:
    """A distance without its market's price, shares that are owned."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "XLI did better than KRE in February and worse in March.",
            [(date(2026, 1, 31), date(2026, 2, 28)), (date(2026, 2, 28), date(2026, 3, 31))],
        ),
        (
            "XLI beat KRE by 3 points in February but lagged it in March.",
            [(date(2026, 1, 31), date(2026, 2, 28)), (date(2026, 2, 28), date(2026, 3, 31))],
        ),
    ],
)
def test_two_markets_that_changed_places(text: str, days: list[tuple[date, date]]) -> None:
    """The pair is named once, each period has its own order."""
    found = read(text)
    assert [(s.subject, s.direction) for s in found] == [
        (("XLI", "KRE"), "up"),
        (("XLI", "KRE"), "down"),
    ]
    assert [(s.from_, s.to) for s in found] == days


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Expect a weak third quarter for technology.", "down"),
        ("Look for a decent third quarter for the tech sector.", "up"),
    ],
)
def test_a_spell_to_be_expected_is_a_forecast(text: str, direction: str) -> None:
    """What kind of a quarter it is to be tells the side."""
    found = only(text)
    assert (found.kind, found.subject, found.direction) == ("forecast", ("XLK",), direction)
    assert (found.from_, found.to) == (date(2026, 6, 30), date(2026, 9, 30))


def test_a_run_on_one_side_of_an_average_is_its_level() -> None:
    """Nothing says on which day it began."""
    found = only("The S&P 500 has closed below its 200-day average for 20 sessions in a row.")
    assert (found.kind, found.direction, found.condition) == ("level", "down", "200-day average")
    assert (found.from_, found.to) == (None, TODAY)


def test_the_first_record_of_a_market_that_owns_it() -> None:
    """The market is in front of it, with an apostrophe."""
    found = only("It was the Dow's first record since December.")
    assert (found.kind, found.subject, found.from_) == ("record", ("DJI",), date(2025, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "A third of the companies in the Russell 2000 lose money.",
        "Two in five companies in the Russell 2000 make no money.",
        "A third of small companies make a loss.",
        "The Russell 2000 is valued at 11 times earnings.",
        "Small caps change hands at 9 times expected profits.",
    ],
)
def test_small_multiples_and_members_without_profits_are_facts(text: str) -> None:
    """A small number in front of "times earnings" counts nothing."""
    found = only(text)
    assert (found.kind, found.subject, found.testable) == ("untestable", ("RUT",), False)


@pytest.mark.parametrize(
    "text",
    [
        "Turkey's central bank raised rates by 250 basis points.",
        "Sweden lowered its policy rate to 2.25%.",
        "Norway kept its rate at 4.5%.",
        "Three of the nine judges disagreed.",
        "My aunt bought gold at $1,900 and never sold it.",
        "The hotel group beat expectations and raised its forecast.",
    ],
)
def test_rates_abroad_people_and_their_trades_state_nothing(text: str) -> None:
    """They are of no market here."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("XLF has put together six winning weeks.", "up"),
        ("XLF has reeled off six losing weeks.", "down"),
    ],
)
def test_weeks_that_were_put_together_are_a_run(text: str, direction: str) -> None:
    """Nothing else says that they came in a row."""
    found = only(text)
    assert (found.kind, found.value, found.direction) == ("record", (6,), direction)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Not since 2020 has the Dow had a worse month.", "down"),
        ("Never since 2020 has the Dow had a better month.", "up"),
    ],
)
def test_what_was_not_had_since_is_a_record(text: str, direction: str) -> None:
    """The side is that of the comparison, whatever is denied."""
    found = only(text)
    assert (found.kind, found.direction, found.from_) == ("record", direction, date(2020, 12, 31))


def test_the_chance_of_a_new_high_runs_from_today() -> None:
    """A high is reached on a day; it is no rise over the year."""
    found = only("There is a 40% chance that the Dow makes a new high this year.")
    assert (found.kind, found.condition) == ("scenario", "new high")
    assert (found.from_, found.to) == (TODAY, date(2026, 12, 31))
