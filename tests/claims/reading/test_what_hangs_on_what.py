"""Prices that hang on another, spans that hang on an event, means that something is set against."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.placement.draft import WhyNot
from backtests.claims.reading.statement import Statement
from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2025, 11, 28)
NOTE = DatedText(TODAY)
CLOSED = "The Russell 2000 closed at 2,310 on Friday."


def last(text: str) -> Statement:
    """The last statement of a sentence that follows a close of the index."""
    return NOTE.statements(f"{CLOSED} {text}")[-1]


@pytest.mark.parametrize(
    ("text", "target", "direction", "condition"),
    [
        (
            "A close under 2,240 would complete a top and point to 2,090.",
            2090,
            "down",
            "below 2240",
        ),
        ("A slide through 2,200 would bring 2,110 into play.", 2110, "down", "below 2200"),
        ("A break below 2,200 brings 2,110 into focus.", 2110, "down", "below 2200"),
        ("Failure to hold 2,200 exposes 2,120.", 2120, "down", "below 2200"),
        ("Losing the 2,200 level would expose 2,120.", 2120, "down", "below 2200"),
        ("Clearing 2,390 would open 2,510.", 2510, "up", "above 2390"),
        ("Breaking 2,200 opens the door to 2,060.", 2060, "down", "below 2200"),
        ("Reclaiming 2,390 would put 2,440 back in play.", 2440, "up", "above 2390"),
    ],
)
def test_a_price_beyond_another(text: str, target: float, direction: str, condition: str) -> None:
    """It lies on the side to which the first is crossed."""
    found = last(text)
    assert (found.kind, found.value) == ("target", (target,))
    assert (found.direction, found.condition) == (direction, f"if {condition}")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("A recession would send it to 1,650.", "if recession"),
        ("A hard landing could drag the index down to 1,800.", "if hard landing"),
        ("A soft landing would push small caps up 12%.", "if soft landing"),
    ],
)
def test_what_an_event_would_bring(text: str, condition: str) -> None:
    """It is conditional, and tested against nothing."""
    assert last(text).condition == condition


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("Small caps gained 16% in the year after the 2016 election.", "2016-11-08", "2017-11-08"),
        ("Small caps added 8% in the month following the election.", "2024-11-05", "2024-12-05"),
        ("Small caps jumped 5% the day after the 2024 election.", "2024-11-05", "2024-11-06"),
        ("The index rose 60% in the 12 months after March 2009.", "2009-03-31", "2010-03-31"),
        ("The index rose 24% in the year following 2011.", "2011-12-31", "2012-12-31"),
        ("In the year after the December 2018 low, it gained 30%.", None, None),
        ("The cut of 18 September 2024 was followed by a rally of 9%.", None, None),
    ],
)
def test_spans_after_an_event(text: str, first: str | None, end: str | None) -> None:
    """A day, month or year that the text dates; the day of a low is in no text."""
    found = last(text)
    dates = [None if day is None else day.isoformat() for day in (found.from_, found.to)]
    assert dates == [first, end]


def test_a_rally_after_a_cut_is_none_of_the_fed() -> None:
    """Nor are gains that cuts were followed by."""
    for text in (
        "The Fed's cut of 18 September 2024 was followed by a 9% rally.",
        "Rate cuts have been followed by gains of 9% on average.",
    ):
        assert last(text).subject == ("RUT",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The high-yield spread, at 2.9 percentage points, is below its normal average of 5.1.",
            [(290, ""), (510, "")],
        ),
        (
            "The 10-year yield, at 4.1%, is close to its mean of 3.2%.",
            [(410, ""), (320, "average")],
        ),
        (
            "High-yield spreads of 290 basis points compare with an average of 510.",
            [(290, ""), (510, "average")],
        ),
    ],
)
def test_means_of_yields_and_spreads(text: str, expected: list[tuple[float, str]]) -> None:
    """What stands today is no mean, and the mean is not of today."""
    found = NOTE.statements(text)
    assert [(s.value[0], s.condition) for s in found] == expected
    assert {s.kind for s in found} == {"rate"}


def test_an_annualised_return() -> None:
    """Growth a year over the years that it names."""
    found = last("Its five-year annualised return is 6.2%.")
    assert (found.kind, found.condition, found.value) == ("average", "per year", (0.062,))
    assert found.from_ == datetime.date(2020, 11, 28)


def test_a_month_counted_over_years() -> None:
    """The month that has been up, and not the year."""
    found = last("Over the last ten years, December has been up only six times.")
    assert (found.kind, found.value, found.condition) == ("frequency", (6.0, 10.0), "december")
    mean = last("The average December return is 2.1%, the best of any month but January.")
    assert (mean.kind, mean.condition) == ("seasonal", "december")


def test_one_figure_a_case_is_no_mean() -> None:
    """Three returns after three events."""
    found = NOTE.statements("After the last three first cuts, small caps returned 6%, 11% and -4%.")
    assert {s.kind for s in found if s.unit == "fraction"} == {"return"}


@pytest.mark.parametrize(
    "text", ["the 50-day (2,290) and the 200-day (2,180)", "its 50-day (2,290)"]
)
def test_the_price_of_an_average_in_a_bracket(text: str) -> None:
    """It is that of the average, and the index is above it."""
    found = NOTE.statements(f"The Russell 2000 remains above {text}.")
    assert {s.condition.partition("-day ")[2] for s in found} == {"average"}
    assert [s.direction for s in found if not s.value] == ["up"] * (len(found) // 2)


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("It fell as much as 2.2% before closing down 0.6%.", ["intraday", ""]),
        (
            "It rose as much as 1.3% in early trading before reversing to end 0.2% lower.",
            ["intraday", ""],
        ),
        ("It slid as much as 2.2% at the lows and ended down 0.6%.", ["intraday", ""]),
        ("It is up 35% from its bear-market low, and 6.1% for the year.", ["from low", ""]),
    ],
)
def test_moves_of_another_base(text: str, conditions: list[str]) -> None:
    """A move within the day, one from a low, and those beside them."""
    assert [s.condition for s in NOTE.statements(f"{CLOSED} {text}")[1:]] == conditions


def test_days_of_a_named_high() -> None:
    """A price above which a month had its high is of that month."""
    found = NOTE.statements("Bitcoin is down 28% from its October high above $120,000.")[-1]
    assert (found.kind, found.value) == ("level", (120000.0,))
    assert found.to == datetime.date(2025, 10, 31)


@pytest.mark.parametrize(
    "text",
    [
        "Limit small caps to 10% of the equity allocation.",
        "Cap single positions at 3% of the portfolio.",
        "Keep position sizes at 2% of capital.",
        "Risk no more than 1% on any trade.",
    ],
)
def test_limits_of_weights(text: str) -> None:
    """A weight that is not exceeded."""
    found = last(text)
    assert (found.kind, found.unit, found.condition) == ("rule", "fraction", "weight")


def test_several_targets() -> None:
    """All of a list, and those that follow."""
    for text in (
        "Upside targets are 2,410, 2,520 and 2,640.",
        "The first target is 2,410, the October record, followed by 2,520 and 2,640.",
    ):
        found = NOTE.statements(f"{CLOSED} {text}")[1:]
        assert [s.value for s in found if s.kind == "target"] == [(2410,), (2520,), (2640,)]


def test_how_far_a_price_is_away_is_no_probability() -> None:
    """A risk that is a price, and how far it is."""
    found = NOTE.statements(
        f"{CLOSED} The risk is a drop to 2,050, about 11% below Friday's close."
    )
    assert [s.kind for s in found[1:]] == ["target", "target"]
    assert {s.direction for s in found[1:]} == {"down"}


def test_what_belongs_to_no_market_of_the_table() -> None:
    """A sector without a symbol, and a sensitivity."""
    found = NOTE.statements(f"{CLOSED} Losses were led by energy (-2.1%) and financials (-1.4%).")
    assert [s.subject for s in found[1:]] == [("XLF",)]
    assert NOTE.statements("The Russell 2000's beta to the S&P 500 is 1.2.") == []


def test_the_ratio_of_small_to_large_caps() -> None:
    """One of two markets."""
    found = last("The ratio of small to large caps stands at its lowest level since 2001.")
    assert (found.kind, found.subject) == ("record", ("RUT", "SPX"))


def test_an_exit_is_no_condition_of_the_target() -> None:
    """One leaves at the one price, or takes the gain at the other."""
    rule, target = NOTE.statements(
        "Stop out of IWM on a daily close beneath 219; take profits at 245."
    )
    assert (rule.kind, rule.value, rule.condition) == ("rule", (219.0,), "close below 219")
    assert (target.kind, target.value, target.condition) == ("target", (245.0,), "")


def test_a_fall_from_a_dated_peak() -> None:
    """From the day of the peak to that of the low, and no move of one day."""
    for text in (
        "It peaked at 2,466 on November 25, 2024, fell 28% to 1,760 by April 8, 2025.",
        "It peaked on November 25, 2024 and fell 28% by April 8, 2025.",
    ):
        (found,) = (s for s in NOTE.statements(f"{CLOSED} {text}") if s.kind == "return")
        assert (found.from_, found.to) == (datetime.date(2024, 11, 25), datetime.date(2025, 4, 8))


@pytest.mark.parametrize(
    ("text", "kind", "value", "direction"),
    [
        ("Futures price the funds rate at 3.1% by the end of 2026.", "rate", 310, ""),
        ("The 10-year yield dropped 2.4% to 4.06%.", "rate", 0.024, "down"),
        (
            "The first 12 months after the July 1995 cut brought 19% for the index.",
            "return",
            0.19,
            "up",
        ),
    ],
)
def test_rates_and_what_followed_their_cuts(
    text: str, kind: str, value: float, direction: str
) -> None:
    """A rate that is priced, a yield that falls by a part of itself, a return after a cut."""
    found = NOTE.statements(f"{CLOSED} {text}")[1]
    assert (found.kind, found.value, found.direction) == (kind, (value,), direction)


def test_a_correlation_that_was_negative_counts_no_years() -> None:
    """It is of no return."""
    text = "The correlation has been negative in eight of the last ten years."
    assert len(NOTE.statements(f"{CLOSED} {text}")) == 1


def test_the_best_year_against_a_market() -> None:
    """A record of two."""
    found = last("Small caps are having their best year against large caps since 2016.")
    assert (found.kind, found.subject, found.condition) == ("record", ("RUT", "SPX"), "best year")


def test_what_a_retreat_would_be() -> None:
    """The distance from the peak is one of today, whatever it would be if it lasted."""
    text = (
        "The Russell 2000 is 6% under its peak, in what would be its largest retreat since April."
    )
    found = next(s for s in NOTE.statements(text) if s.value)
    assert (found.kind, found.condition, found.to) == ("return", "from record high", TODAY)


def test_each_target_has_its_own_year() -> None:
    """What stands before "and our" is not dated by what follows."""
    text = "We keep our year-end target of 2,500 and our 2026 target of 2,750."
    found = NOTE.statements(f"{CLOSED} {text}")[1:]
    assert [s.to for s in found] == [datetime.date(2025, 12, 31), datetime.date(2026, 12, 31)]


def test_odds_that_rose_from_others() -> None:
    """The ones of today."""
    found = last("The odds of a December cut rose to 70% from 39%.")
    assert (found.kind, found.value) == ("scenario", (0.7,))


def test_a_fall_from_a_record_is_no_record() -> None:
    """Cases in which the index fell from a high are not those of highs."""
    found = last(
        "After falls of 10% from a record high, the index was higher a year later 80% of the time."
    )
    assert found.condition.startswith("after falls")


def test_two_markets_with_a_figure_each() -> None:
    """What one is behind is the figure of the other."""
    found = NOTE.statements(
        "Over the past five years the Russell 2000 has returned 9.6% a year, well behind the 15.1% "
        "of the S&P 500."
    )
    means = [(s.subject, s.value, s.condition) for s in found if s.kind == "average"]
    assert means == [(("RUT",), (0.096,), "per year"), (("SPX",), (0.151,), "per year")]


def test_what_an_index_trades_on() -> None:
    """The index that is spoken of, and then the one beside it."""
    found = NOTE.statements(
        f"{CLOSED} The index trades on 17 times earnings, versus 22 for the S&P 500."
    )
    assert [s.subject for s in found if s.kind == "untestable"] == [("RUT",), ("SPX",)]


def test_moves_from_a_peak_without_a_day() -> None:
    """The peak of a yield is no level of today, and a sum of moves has no single day."""
    (found,) = NOTE.statements("The 10-year yield is down 80 basis points from its peak of 4.8%.")
    assert found.value == (80,)
    (cut,) = NOTE.statements("The Fed has cut by 150 basis points from the peak of 5.25%-5.5%.")
    assert cut.value == (150,)
    assert isinstance(NOTE.placed(cut.sentence), WhyNot)


def test_moves_of_a_year_under_way() -> None:
    """A year that the index is on track for is no mean a year, and no run of quarters."""
    (found,) = NOTE.statements("The Russell 2000 is on track for a 12.8% annual gain.")
    assert (found.kind, found.from_, found.to) == (
        "forecast",
        datetime.date(2024, 12, 31),
        datetime.date(2025, 12, 31),
    )
    cut = NOTE.statements("It was the Fed's third consecutive quarter-point reduction.")
    assert not any("quarters" in s.condition for s in cut)


def test_the_price_of_a_peak_has_no_side() -> None:
    """The market is below it; the peak is at it."""
    found = NOTE.statements("Bitcoin is 31% below its October peak of $126,200.")[-1]
    assert (found.value, found.direction) == ((126200.0,), "")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "Late December through mid-January has been up in 8 of the last 10 years.",
            "late december to mid-january",
        ),
        ("In the past 20 years, the index has gained in December 14 times.", "december"),
        ("It has gained 14 times in December over the past 20 years.", "december"),
    ],
)
def test_parts_of_the_calendar_counted_over_years(text: str, condition: str) -> None:
    """No count is one of whole years where it is of a part of them."""
    found = last(text)
    assert (found.kind, found.condition) == ("frequency", condition)


@pytest.mark.parametrize(
    "text",
    ["The IWM/SPY ratio stands at 0.357.", "The implied move for the week is 2.4%."],
)
def test_what_is_neither_a_price_nor_a_move(text: str) -> None:
    """A ratio of prices, and what options expect."""
    assert len(NOTE.statements(f"{CLOSED} {text}")) == 1


def test_labels_of_sizes() -> None:
    """In the short form of a plan."""
    for text in ("Position size: 3% of equity.", "Risk per trade: 1%."):
        found = last(text)
        assert (found.kind, found.condition) == ("rule", "weight")


def test_a_month_of_the_year_that_is_named() -> None:
    """The last, best or worst of its kind, and each figure of its own year."""
    found = last("The last negative November was in 2021, when the index fell 4.3%.")
    assert (found.from_, found.to) == (datetime.date(2021, 10, 31), datetime.date(2021, 11, 30))
    text = "The worst January was that of 2009, a drop of 9%; the best that of 1987, a gain of 9%."
    assert [s.to for s in NOTE.statements(f"{CLOSED} {text}")[1:]] == [
        datetime.date(2009, 1, 31),
        datetime.date(1987, 1, 31),
    ]
    every = last("November has been positive in each of the past four years.")
    assert (every.value, every.condition) == ((4.0, 4.0), "november")


@pytest.mark.parametrize(
    ("text", "subject", "value"),
    [
        ("Small caps, as the Fed eased policy, gained 4% in October.", "RUT", 0.04),
        ("The Dow, while the Nasdaq soared, lost 2% in October.", "DJI", 0.02),
        ("Gold, unlike bitcoin, rose 3% in October.", "GOLD", 0.03),
        ("The Nasdaq, after the S&P 500 hit a record, added 1% in October.", "IXIC", 0.01),
        ("The S&P 500 rose 2% in October, while the Dow, led by banks, added 1%.", "DJI", 0.01),
    ],
)
def test_a_clause_between_a_market_and_its_verb_has_none_of_its_figures(
    text: str, subject: str, value: float
) -> None:
    """The market before the clause is that of the verb after it."""
    moves = [s for s in NOTE.statements(text) if s.kind == "return" and s.value]
    assert (moves[-1].subject, moves[-1].value) == ((subject,), (value,))


@pytest.mark.parametrize(
    "text",
    [
        "Since the Fed began to ease in September, small caps have gained 4%.",
        "Small caps, since the Fed's first cut in September, have gained 4%.",
        "All told, since the ECB began to cut in September, small caps have gained 4%.",
        "Since it broke out in September, the Russell 2000 has gained 4%.",
    ],
)
def test_a_month_in_which_something_began_is_the_start(text: str) -> None:
    """The move goes on to the day of the article."""
    (move,) = NOTE.statements(text)
    assert (move.subject, move.value) == (("RUT",), (0.04,))
    assert (move.from_, move.to) == (datetime.date(2025, 8, 31), TODAY)
