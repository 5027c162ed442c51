"""Declines by their names, places among periods, counts of weeks and distances from averages."""

from datetime import date
from typing import Any

import pytest

from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.place import Placed, place_all
from backtests.claims.reading.grammar import read_text
from tests.claims.reading.dated import DatedText

DAY = date(2023, 3, 17)
TEXT = DatedText(DAY)


def row(text: str) -> tuple[str, dict[str, Any]]:
    """The study of the last statement of a text, and its parameters."""
    placed = TEXT.last_placed(text)
    assert isinstance(placed, Placed), placed
    return placed.claim.study, dict(placed.claim.parameters)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("The Dow fell 38% in the dot-com bust.", "1999-12-01", "2003-03-31"),
        ("In the bear market of 2000 to 2002 the Dow fell 38%.", "1999-12-01", "2003-03-31"),
        ("The Dow fell 54% during the 2007-09 downturn.", "2007-01-01", "2009-06-30"),
        ("The Dow lost 54% in the global financial crisis.", "2007-01-01", "2009-06-30"),
        ("In the pandemic crash of early 2020 the Dow lost 37%.", "2020-01-01", "2020-04-30"),
        ("The Dow fell 22% in the 2022 bear market.", "2021-11-01", "2022-12-31"),
    ],
)
def test_a_decline_by_its_name(text: str, since: str, until: str) -> None:
    """From the highest price of the market itself to its lowest, and the row says between what."""
    placed = TEXT.last_placed(text)
    assert isinstance(placed, Placed)
    given = placed.claim.parameters
    assert placed.claim.study == "record_distance"
    assert f"{given['since']:%Y-%m-%d}" == since
    assert f"{given['opposite_until']:%Y-%m-%d}" == until
    assert since in placed.claim.caveats[0]
    assert until in placed.claim.caveats[0]


def test_each_figure_has_its_own_decline() -> None:
    """Two names in one sentence are two declines."""
    text = "The S&P 500 lost 34% in the Covid crash and 57% in the financial crisis."
    rows = place_all(read_text(text, date=DAY), date=DAY)
    lasts = [one.claim.parameters["opposite_until"].year for one in rows if isinstance(one, Placed)]
    assert sorted(lasts) == [2009, 2020]


@pytest.mark.parametrize(
    "text",
    [
        "Gold gained 3% in the 2022 bear market.",
        "The S&P 500 rose 5% in the 2022 bear market.",
    ],
)
def test_what_is_no_fall_of_an_index(text: str) -> None:
    """The days of a rise within a decline are not known."""
    assert isinstance(TEXT.last_placed(text), WhyNot)


def test_a_decline_that_has_not_ended_has_no_days() -> None:
    """Nothing is taken from days after the article."""
    early = DatedText(date(2022, 9, 1))
    (one,) = early.statements("The S&P 500 has lost 20% in the 2022 bear market.")
    assert one.to == date(2022, 9, 1) or one.to is None


@pytest.mark.parametrize(
    ("text", "rank", "of"),
    [
        ("The Nasdaq fell 4.7% last week, its second-worst week of the year.", 2, "week"),
        ("The Dow lost 1.9% on Thursday, its third-biggest drop this year.", 3, "day"),
        (
            "The Russell 2000 rose 18% in November 2020, the second-best month since 1990.",
            2,
            "month",
        ),
    ],
)
def test_a_place_among_periods(text: str, rank: int, of: str) -> None:
    """The second of such moves has one before it that is as large."""
    rows = place_all(read_text(text, date=DAY), date=DAY)
    (given,) = [
        one.claim.parameters
        for one in rows
        if isinstance(one, Placed) and one.claim.study == "record_extreme"
    ]
    assert (given["rank"], given["of"]) == (rank, of)


def test_the_best_month_said_early_in_a_month_is_the_one_before() -> None:
    """A month that has only begun is none yet."""
    early = DatedText(date(2023, 3, 3))
    placed = early.last_placed("The Nasdaq has just had its worst month since September.")
    assert isinstance(placed, Placed)
    assert f"{placed.claim.parameters['end']:%Y-%m-%d}" == "2023-02-28"


@pytest.mark.parametrize(
    ("text", "part", "last"),
    [
        ("The S&P 500 has fallen in seven of the last ten weeks.", "each week", 10),
        ("The S&P 500 has risen in five of the last six months.", "each month", 6),
    ],
)
def test_k_of_the_last_n(text: str, part: str, last: int) -> None:
    """Weeks are counted exactly: one more or less is refuted."""
    study, given = row(text)
    assert (study, given["part"], given["last"]) == ("calendar_average", part, last)
    if part == "each week":
        assert 2 * given["tolerance"] < 1 / last


@pytest.mark.parametrize(
    ("text", "side", "distance"),
    [
        ("The Russell 2000 is 5.5% below its 200-day average.", "below", 0.055),
        ("The Nasdaq trades 3% above its own 50-day moving average.", "above", 0.03),
    ],
)
def test_a_distance_from_an_average(text: str, side: str, distance: float) -> None:
    """The figure is tested, and not the side alone."""
    statements = read_text(text, date=DAY)
    given = next(
        one.claim.parameters
        for one in place_all(statements, date=DAY)
        if isinstance(one, Placed) and one.claim.study == "moving_average"
    )
    assert (given["position"], given["distance"]) == (side, distance)


def test_days_with_moves_of_a_size() -> None:
    """They are counted from the first day of their period."""
    study, given = row("The S&P 500 had five days with gains of 5% or more in 2020.")
    assert (study, given["event"], given["size"], given["claimed"]) == (
        "event_count",
        "rise",
        0.05,
        5,
    )
    study, given = row("The S&P 500 fell by more than 2% on 23 days in 2022.")
    assert (study, given["event"], given["size"], given["claimed"]) == (
        "event_count",
        "fall",
        0.02,
        23,
    )


def test_a_figure_that_was_exceeded_is_a_bound() -> None:
    """More than doubled is also what has tripled."""
    study, given = row("Since the low of March 23, 2020 the Nasdaq has more than doubled.")
    assert (study, given["relation"]) == ("record_distance", "at least")


def test_a_fund_without_prices_has_those_with_dividends() -> None:
    """They stand in, and the row says so."""
    placed = TEXT.last_placed("Regional banks fell 6% on Friday.")
    assert isinstance(placed, Placed)
    assert placed.claim.parameters["instead"] in placed.claim.optional
    assert "stand in" in placed.claim.caveats[0]


def test_dividends_of_one_figure_are_not_those_of_the_other() -> None:
    """Two figures of the same quarter, of prices and with dividends, are no contradiction."""
    text = "The S&P 500 rose 7.1% in the fourth quarter of 2022, or 7.6% with dividends."
    rows = list(place_all(read_text(text, date=DAY), date=DAY))
    series = [next(iter(one.claim.optional.values())) for one in rows if isinstance(one, Placed)]
    assert series == ["SPX_CLOSE", "SPX_TR"]


def test_an_article_of_total_returns_may_mean_them_of_any_figure() -> None:
    """A sentence on a month may mean either; the article says it elsewhere."""
    text = "The Russell 2000 fell 1.7% in February."
    statements = read_text(text, date=DAY)
    (plain,) = place_all(statements, date=DAY, text=text)
    (total,) = place_all(statements, date=DAY, text=f"{text} All figures are total returns.")
    assert isinstance(plain, Placed)
    assert isinstance(total, Placed)
    assert "instead" not in plain.claim.parameters
    assert total.claim.optional[total.claim.parameters["instead"]] == "RUT_TR"


@pytest.mark.parametrize(
    "text",
    [
        "In five of the last ten years the S&P 500 fell by 10% or more at some point.",
        "At some point in the second half of 2023 the S&P 500 will fall by 10%.",
    ],
)
def test_falls_on_the_way_are_no_moves_of_a_period(text: str) -> None:
    """What happened between its ends is another thing."""
    rows = place_all(read_text(text, date=DAY), date=DAY)
    assert rows
    assert all(isinstance(one, WhyNot) for one in rows)


def test_two_extremes_of_another_clause_date_nothing_here() -> None:
    """A fall between two days of its own is no move from a peak to a low of the next clause."""
    text = (
        "Between January 3 and June 16, 2022 the S&P 500 fell 23.6%; the Nasdaq lost 35% from its "
        "November 2021 peak to its October low."
    )
    studies = [
        one.claim.study
        for one in place_all(read_text(text, date=DAY), date=DAY)
        if isinstance(one, Placed)
    ]
    assert studies == ["stated_returns", "record_distance"]


def test_a_gap_of_two_yields_is_a_level() -> None:
    """One stands above the other."""
    text = "The curve remains inverted, with the two-year yield 42 basis points above the ten-year."
    study, given = row(text)
    assert (study, given["percent"]) == ("rate_level", -0.42)


def test_three_of_the_five_first_cuts_are_the_last_five() -> None:
    """The number of cases is that of the latest ones."""
    study, given = row("The S&P 500 was higher a year later after three of the five first cuts.")
    assert (study, given["last"]) == ("event_average", 5)


@pytest.mark.parametrize(
    ("text", "month", "since"),
    [
        ("The S&P 500 had its worst September since 2008 in September 2022.", 9, "2008-12-31"),
        ("It was the best January for the Dow since 2019 in January 2023.", 1, "2019-12-31"),
    ],
)
def test_the_worst_month_of_its_name(text: str, month: int, since: str) -> None:
    """Only the months of that name count."""
    given = next(
        one.claim.parameters
        for one in place_all(read_text(text, date=DAY), date=DAY)
        if isinstance(one, Placed)
    )
    assert (given["of"], given["month"]) == ("month", month)
    assert f"{given['since']:%Y-%m-%d}" == since


def test_a_count_that_is_off_by_one_of_many_is_not_supported() -> None:
    """One of 23 years is four percentage points."""
    _, given = row("Since 2000 the S&P 500 has fallen in January in 12 of 23 years.")
    assert given["tolerance"] < 1 / 23 < 2 * given["tolerance"]
