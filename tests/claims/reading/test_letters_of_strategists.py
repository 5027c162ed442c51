"""Letters of strategists: what lies ahead, distances and recoveries, the economy, unchanged."""

from __future__ import annotations

import datetime

import pytest

from backtests.claims.reading.statement import Statement
from tests.claims.reading.dated import DatedText

TODAY = datetime.date(2024, 9, 17)
NOTE = DatedText(TODAY)


def last(text: str) -> Statement:
    """The last statement of a text."""
    return NOTE.statements(text)[-1]


@pytest.mark.parametrize("verb", ["go back to", "goes back to"])
def test_a_year_of_another_century(verb: str) -> None:
    """It is one since which is counted, and no price."""
    found = NOTE.only(f"The Dow's record, which {verb} 1897, shows a mean gain of 2%.")
    assert (found.kind, found.from_) == ("average", datetime.date(1896, 12, 31))


def test_a_price_like_a_year_of_another_century() -> None:
    """A price that is gone back to by another verb stays one."""
    assert NOTE.statements("The index fell back to 1897.")[-1].kind == "level"


def test_the_end_of_this_year_after_its_start() -> None:
    """The eve of the year is no time of the year before."""
    text = "The 10-year yield has slid from 4.1% to 3.6% since the start of the year; we see it at"
    assert last(f"{text} 3.9% by year-end.").to == datetime.date(2024, 12, 31)


def test_unchanged_on_a_day_named_before() -> None:
    """The day is the one of the price."""
    found = last("The S&P 500 closed at 5,500 on Thursday, unchanged on the day.")
    assert (found.kind, found.value) == ("return", (0.0,))
    assert (found.from_, found.to) == (datetime.date(2024, 9, 11), datetime.date(2024, 9, 12))


def test_unchanged_in_an_account_of_the_year() -> None:
    """A market that is unchanged goes on with the period under way."""
    found = last("The Nasdaq is up 12% this year. Banks lag: KRE is unchanged.")
    assert (found.subject, found.from_) == (("KRE",), datetime.date(2023, 12, 31))


def test_what_a_month_is() -> None:
    """To enter a month is no advice."""
    assert not [
        s for s in NOTE.statements("Enter October, which traders fear.") if s.kind == "rule"
    ]
    assert last("Enter SPY in October and exit in May.").kind == "rule"


def test_a_recovery_beside_a_distance() -> None:
    """What was gained from a low is no distance from the record named after it."""
    text = "The Dow has climbed 8% from its low of August 5, though it is 2% short of its record."
    gained, short = NOTE.statements(text)
    assert (gained.direction, gained.from_) == ("up", datetime.date(2024, 8, 5))
    assert (short.direction, short.condition) == ("down", "from record high")


def test_a_distance_beside_the_price_of_a_month() -> None:
    """It is of the last day of the month."""
    text = "The Dow ended July at 40,800, up 4% for the month and 1% below its high of July 17."
    assert last(text).to == datetime.date(2024, 7, 31)
    text = "The Dow ended July at 40,800 and has lost 1% from its high of July 17."
    assert last(text).to == TODAY


def test_what_a_market_was_in_another_period() -> None:
    """An apposition dates nothing."""
    found = last("The Dow gained 2% in August and the Nasdaq, last year's winner, 1%.")
    assert (found.from_, found.to) == (datetime.date(2024, 7, 31), datetime.date(2024, 8, 31))


def test_a_day_to_come_dates_no_yield() -> None:
    """A yield of the next sentence is of today."""
    text = "New tariffs will start on December 1. Bonds are braced, with the 10-year yield at 3.6%."
    assert (last(text).from_, last(text).to) == (TODAY, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "GDP grew 3.0% in the second quarter, unemployment is 4.2% and inflation, at 2.5%, eases.",
        "Unemployment is 4.2%, inflation 2.5% and retail sales rose 0.1%.",
    ],
)
def test_topics_of_one_clause(text: str) -> None:
    """Each topic of the economy with a figure of its own is a statement."""
    found = NOTE.statements(text)
    assert [(s.kind, s.subject) for s in found] == [("untestable", ("?",))] * 3


def test_our_figure_beside_the_consensus() -> None:
    """What the writer expects of earnings is no price of the index."""
    text = "Consensus earnings for the S&P 500 are $275 a share for next year; we are at $260."
    assert [s.kind for s in NOTE.statements(text)] == ["untestable", "untestable"]
    assert last("The S&P 500 could reach 5,600; we are at 5,300.").kind != "untestable"


@pytest.mark.parametrize(
    "text",
    [
        "Please note that we have moved to 1200 Harbor Street, Suite 1900.",
        "The S&P 500 is on our minds. Economists look for a gain of 165,000.",
    ],
)
def test_no_price(text: str) -> None:
    """Addresses and numbers of people are none."""
    assert NOTE.statements(text) == []


def test_the_market_of_a_weight() -> None:
    """A market that another is a part of does not share in the move of the next clause."""
    found = NOTE.statements("Banks are 17% of the small-cap index, and XLF has gained 20% in 2024.")
    assert [s.subject for s in found if s.kind == "return"] == [("XLF",)]


def rules(text: str) -> list[tuple[tuple[str, ...], tuple[float, ...], str, str]]:
    """Market, values, direction and condition of the rules of a text."""
    found = [s for s in NOTE.statements(text) if s.kind == "rule"]
    return [(s.subject, s.value, s.direction, s.condition) for s in found]


def test_advice_and_what_would_end_the_view() -> None:
    """They are two rules, each with a price of its own."""
    text = "Buy gold on weakness toward 2,400; if it loses 2,300 on a weekly close, we were wrong."
    (market, bought, way, _), (_, lost, down, condition) = rules(text)
    assert (market, bought, way) == (("GOLD",), (2400.0,), "up")
    assert (lost, down, condition) == ((2300.0,), "down", "invalidation")


def test_a_stop_with_a_verb_of_its_own() -> None:
    """It is a rule beside the purchase; a stop that comes with the purchase is none."""
    text = "Take half a position in QQQ here, add the rest near 450, and put a stop at 430."
    assert [(v, w, c) for _, v, w, c in rules(text)][1:] == [((430.0,), "down", "stop-loss")]
    assert len(rules("Short KRE below $52, with a stop at $56.")) == 1


def test_a_gauge_and_what_is_traded_on_it() -> None:
    """Where the gauge stands is a statement of its own."""
    text = "High-yield spreads ended last week at 340 basis points, and we would sell a quarter of"
    rate, rule = sorted(NOTE.statements(f"{text} our small caps if they rose above 450."), key=str)[
        ::-1
    ]
    stated = {s.kind: (s.subject, s.value, s.unit) for s in (rate, rule)}
    assert stated == {
        "rate": (("HYOAS",), (340.0,), "bp"),
        "rule": (("RUT",), (450.0,), "bp"),
    }


def test_profits_to_be_taken_after_facts() -> None:
    """What the market did stays what it did."""
    text = "Gold, which closed at $2,570 on Monday, is up 24% in 2024, and we would take profits at"
    found = {s.kind: s.value for s in NOTE.statements(f"{text} $2,700.")}
    assert found == {"level": (2570.0,), "return": (0.24,), "rule": (2700.0,)}


def test_a_price_of_the_part_before() -> None:
    """Below "it" is below that price, and how much is sold is no threshold."""
    text = "The Russell 2000 is calm. Support at 2,100 has held; on a close below it we would sell"
    assert rules(f"{text} half.") == [(("RUT",), (2100.0,), "down", "")]


def test_a_hedge_and_what_others_do() -> None:
    """Puts are a hedge; the rest of the sentence is advice to others."""
    text = "Those who must can buy November puts on SPY; everyone else should add on a dip to 540."
    assert rules(text)[-1][1:3] == ((540.0,), "up")


def test_a_target_that_was_raised() -> None:
    """What was done to a target says nothing of the price."""
    assert last("Our target for the S&P 500, raised in July, is 5,900.").direction == ""


def test_another_market_beside_a_target() -> None:
    """A price goes on with the market before, and not with one of a clause beside it."""
    text = "The S&P 500 closed at 5,630 on Monday. We look for 5,900, with small caps leading."
    assert [s.subject for s in NOTE.statements(text) if s.kind == "target"] == [("SPX",)]


def test_a_title_with_the_columns_of_its_rows() -> None:
    """What stands after the colon of a heading names the figures of the rows."""
    rows = "1 month 1.5% 65%\n\n6 months 6.2% 74%"
    found = NOTE.statements(
        f"Dow after first cuts since 1954: average gain, share of gains\n\n{rows}"
    )
    assert [(s.kind, s.value) for s in found] == [
        ("average", (0.015,)),
        ("frequency", (0.65,)),
        ("average", (0.062,)),
        ("frequency", (0.74,)),
    ]
    assert found[0].condition == "after first cuts, 1 month"
    assert found[0].from_ == datetime.date(1953, 12, 31)


def test_a_gap_beside_two_yields() -> None:
    """Its record is one of both."""
    text = "The two-year yield is at 3.6% and the 10-year at 3.7%, a gap of 10 basis points and"
    found = NOTE.statements(f"{text} the widest since 2022.")
    assert [s.subject for s in found if s.kind == "record"] == [("DGS10", "DGS2")]


def moves(text: str) -> list[tuple[tuple[float, ...], str, str]]:
    """Value, unit and direction of what a text states of the rate of the Fed."""
    found = [s for s in NOTE.statements(text) if s.kind == "rate"]
    return [(s.value, s.unit, s.direction) for s in found]


def test_moves_without_the_word_rates() -> None:
    """The Fed cuts its rate, whether that is said or not, and then again."""
    assert moves("The Fed cut in May and again on September 11.") == [((), "", "down")] * 2
    assert moves("The Fed cut a deal in May.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We look for two more cuts in 2024 and none in 2025.",
            [((2.0,), "count", "down"), ((0.0,), "count", "down")],
        ),
        (
            "We forecast two more cuts by December and unchanged rates throughout 2025.",
            [((2.0,), "count", "down"), ((0.0,), "bp", "")],
        ),
        (
            "We expect five cuts next year, the first of them in March.",
            [((5.0,), "count", "down"), ((), "", "down")],
        ),
        ("In 1995 the Fed made three small cuts and stopped.", [((3.0,), "count", "down")]),
        ("Futures discount three cuts in 2025.", [((3.0,), "count", "down")]),
    ],
)
def test_counts_of_moves(text: str, expected: list[tuple[tuple[float, ...], str, str]]) -> None:
    """None of several is a count, and the first of them a move of its own."""
    assert moves(text) == expected


def test_a_count_beside_the_odds_of_a_further_move() -> None:
    """The odds are those of one more of the same."""
    text = "Fed funds futures discount two hikes in 2025 and give a 30% chance to a third."
    assert {(s.kind, s.value, s.direction) for s in NOTE.statements(text)} == {
        ("rate", (2.0,), "up"),
        ("scenario", (0.3,), "up"),
    }


def test_odds_of_a_hike_that_rose() -> None:
    """What the odds came from leaves the outcome what it is."""
    text = "The speech has lifted the odds of a November hike from 10% to 25%."
    found = NOTE.only(text)
    assert (found.value, found.direction, found.condition) == ((0.25,), "up", "hike")


def test_a_rate_beside_odds() -> None:
    """What futures imply as a rate is no probability."""
    text = "Futures put the chance of a cut in November at 80% and imply a funds rate of 3.0% by"
    found = NOTE.statements(f"{text} the end of next year.")
    assert [(s.kind, s.value) for s in found] == [("scenario", (0.8,)), ("rate", (300.0,))]


def test_a_first_step_beside_its_target() -> None:
    """A move is a record without a level, whatever target it led to."""
    text = "The Fed cut its target by half a point yesterday, to 4.75%-5.00%, its first reduction"
    found = [s for s in NOTE.statements(f"{text} since March 2020.") if s.kind == "record"]
    assert [(s.subject, s.value, s.direction) for s in found] == [(("FFT",), (), "down")]


def test_a_yield_that_reflects_something() -> None:
    """Where it stands is its own, and no figure of the economy."""
    text = "The 10-year yield, at 3.6%, already reflects weaker inflation."
    assert [(s.kind, s.value) for s in NOTE.statements(text)] == [("rate", (360.0,))]


@pytest.mark.parametrize("line", ["September 17, 2024", "Tuesday, September 17, 2024"])
def test_the_day_of_publication_dates_no_list(line: str) -> None:
    """A short sentence below it goes on with the one before."""
    text = f"{line}\n\nThe Dow lost 2% in August. The Russell 2000 lost 4% and the Nasdaq 3%."
    assert {s.to for s in NOTE.statements(text)} == {datetime.date(2024, 8, 31)}


def test_a_distance_at_the_close() -> None:
    """It is one of the day that the text is on, and not of the peaks it is measured from."""
    text = "On Friday the S&P 500 fell 2% to 5,400. At the close it was 5% under its July peak and"
    found = NOTE.statements(f"{text} the Russell 2000 12% below last November's.")
    assert [s.to for s in found[-2:]] == [datetime.date(2024, 9, 13)] * 2


def test_where_a_spread_stands_after_a_move() -> None:
    """The price behind the move is one of today."""
    found = last("High-yield spreads are 30 basis points tighter since August 5, at 355.")
    assert (found.value, found.from_, found.to) == ((355.0,), TODAY, TODAY)


def test_the_election_year_under_way() -> None:
    """It is no season; election years are one."""
    found = last("This election year has been kind: the S&P 500 is up 17% year to date.")
    assert (found.kind, found.from_) == ("return", datetime.date(2023, 12, 31))
    assert last("In election years the S&P 500 has gained 7% on average.").kind == "seasonal"


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 gained 2% in August, while your cautious accounts were up between 0% and 1%.",
        "We assume that the S&P 500 will return 6% a year over the next ten years, and bonds 3%.",
    ],
)
def test_what_has_no_symbol(text: str) -> None:
    """Accounts and bonds are no market."""
    assert len(NOTE.statements(text)) == 1


def test_an_average_that_waits() -> None:
    """Where an average stands is of today, whatever gave way before."""
    text = "Support at 5,450 in the S&P 500 gave way on Friday, and the 200-day average waits at"
    assert last(f"{text} 5,200.").to == TODAY


def test_a_year_beside_a_mean() -> None:
    """What happened in one year is no mean."""
    text = "The average decline of the Russell 2000 is 30%; in 2008 it lost 35%."
    assert [s.kind for s in NOTE.statements(text)] == ["average", "return"]


def test_weights_of_no_market() -> None:
    """Stocks and bonds are none that was spoken of before."""
    text = "Gold rose on Monday. We advise clients to hold 55% in stocks and 45% in bonds."
    assert rules(text)[-1][:2] == (("?",), (0.55, 0.45))


def test_a_part_of_the_year_is_no_count() -> None:
    """Six months are the part, and not how often something happened."""
    text = "The six months from November through April have brought a mean gain of 7% for the Dow."
    assert [s.kind for s in NOTE.statements(text)] == ["seasonal"]


def test_odds_over_the_span_of_a_target() -> None:
    """That span is the one named before."""
    text = "Our 12-month target for gold is 2,900, and we give even odds to gold outperforming the"
    assert last(f"{text} S&P 500 over that span.").to == datetime.date(2025, 9, 17)


def test_a_move_of_the_fed_by_its_pronoun() -> None:
    """Its target is the rate, and a move of a past day is one of that day."""
    found = last("The Fed is in a hurry. It lowered its target by half a point on August 14.")
    assert (found.kind, found.value, found.direction) == ("rate", (50.0,), "down")
    assert (found.from_, found.to) == (datetime.date(2024, 8, 13), datetime.date(2024, 8, 14))


def test_a_price_target_that_was_raised_by_points() -> None:
    """It is none of the Fed."""
    text = "The S&P 500 closed at 5,630 on Monday. The bank has raised its target by 100 points to"
    assert last(f"{text} 6,000.").kind == "target"


def test_a_multiple_of_the_figure_of_another() -> None:
    """The multiple is a comparison beside both returns."""
    found = NOTE.statements("The Russell 2000 lost 6% in July, twice the 3% loss of the Dow.")
    assert [(s.kind, s.subject, s.value) for s in found] == [
        ("return", ("RUT",), (0.06,)),
        ("comparison", ("RUT", "DJI"), (2.0,)),
        ("return", ("DJI",), (0.03,)),
    ]


def test_a_record_beside_hourly_earnings() -> None:
    """Average earnings make no sample of it."""
    text = "Average hourly earnings rose 0.4% in August, and on Friday the 10-year yield fell to"
    found = last(f"{text} 3.65%, its lowest since June 2023.")
    assert (found.kind, found.subject) == ("record", ("DGS10",))


def test_hikes_that_are_discounted_for_a_year_under_way() -> None:
    """They are to come until its end."""
    assert last("Futures still discount two cuts in 2024.").to == datetime.date(2024, 12, 31)


def test_a_spread_with_room_to_tighten() -> None:
    """Where it stands does not hide which way it goes."""
    found = last(
        "High-yield spreads, at 355 basis points, have room to tighten to 320 by year-end."
    )
    assert (found.value, found.direction) == ((320.0,), "down")
