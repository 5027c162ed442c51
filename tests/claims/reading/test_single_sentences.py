"""Single sentences of a newspaper, kind by kind, each in several wordings of its own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

# Monday, 9 February 2026.
TODAY = date(2026, 2, 9)
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
only = ARTICLE.only


@pytest.mark.parametrize("verb", ["ended", "closed out", "wrapped up", "finished"])
def test_a_record_at_the_end_of_a_period_is_one_of_its_last_day(verb: str) -> None:
    """The period names its last day, and not all of its days."""
    found = only(f"QQQ {verb} January at a record high.")
    assert (found.kind, found.from_, found.to) == ("record", date(2026, 1, 31), date(2026, 1, 31))


@pytest.mark.parametrize(
    "text",
    [
        "Seven straight weekly gains: gold has not had such a run since 2011.",
        "Gold is up for seven weeks in a row, and no such streak has been seen since 2011.",
        "Gold has risen seven weeks running; it had never managed that since 2011.",
    ],
)
def test_a_streak_is_the_longest_since_a_year_also_where_that_is_denied(text: str) -> None:
    """What has not been seen since is since when the run is the longest."""
    found = only(text)
    assert (found.value, found.from_) == ((7.0,), date(2011, 12, 31))


def test_technology_is_a_sector_beside_a_rival() -> None:
    """One word names the sector where it is compared, and none where it is a thing."""
    found = only("Over the past month financials have outpaced technology by 3 points.")
    assert found.subject == ("XLF", "XLK")
    assert read("New technology will lead to better services.") == []


@pytest.mark.parametrize("pair", ["both the Dow and the S&P 500", "either the Dow or the S&P 500"])
def test_one_market_better_than_two_is_two_comparisons(pair: str) -> None:
    """Each of the two is compared with the first."""
    found = read(f"In January small caps did better than {pair}.")
    assert sorted(s.subject for s in found) == [("RUT", "DJI"), ("RUT", "SPX")]


def test_a_price_has_the_way_of_the_camp_whose_call_it_is() -> None:
    """Bulls call for a rise and bears for a fall."""
    found = read("Forecasts for the Dow at year-end: 54,000 from the bulls, 41,000 from the bears.")
    assert [s.direction for s in found] == ["up", "down"]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Gold has another 6% to climb by year-end.", "up"),
        ("Gold has a further 6% to fall by year-end.", "down"),
        ("Gold has 6% more to run by year-end.", "up"),
    ],
)
def test_a_way_that_lies_ahead_is_a_forecast(text: str, direction: str) -> None:
    """What it has yet to go has not happened."""
    found = only(text)
    assert (found.kind, found.value, found.direction) == ("forecast", (0.06,), direction)


@pytest.mark.parametrize("verb", ["remain", "trade", "stay"])
def test_two_ends_within_which_a_price_stays_are_a_range(verb: str) -> None:
    """Two figures after "within" are no distance."""
    found = only(f"IWM should {verb} within $230 to $255 in March.")
    assert (found.kind, found.value) == ("range", (230.0, 255.0))


@pytest.mark.parametrize(
    ("outcome", "direction"),
    [
        ("that the Dow falls to 40,000", "down"),
        ("of the Dow topping 40,000", "up"),
        ("of the Dow sinking beneath 40,000", "down"),
        ("that the Dow climbs to 40,000", "up"),
        ("that the Dow touches 40,000", ""),
    ],
)
def test_the_level_of_an_outcome_is_no_target_of_its_own(outcome: str, direction: str) -> None:
    """It is what the probability is one of."""
    found = only(f"Options imply a 15% chance {outcome} by the end of June.")
    assert (found.kind, found.value, found.direction) == ("scenario", (0.15,), direction)


def test_a_level_that_a_case_rises_to_lies_above() -> None:
    """The case has no side of its own, its move gives it one."""
    found = read("The base case, at 55%, is a rise to 7,200 in the S&P 500 by year-end.")
    assert [(s.kind, s.direction) for s in found] == [("scenario", "up"), ("target", "up")]


@pytest.mark.parametrize(
    ("text", "subject", "direction"),
    [
        ("The mean gain of IWM in the month after the VIX closes above 35 is 4%.", "IWM", "up"),
        (
            "The average loss in the Dow in the month after the Fed first hikes is 4%.",
            "DJI",
            "down",
        ),
        ("The typical return of IWM in the month after a fall of 12% is 4%.", "IWM", "up"),
        ("The median rise in gold in the month after RUT drops by 5% has been 4%.", "GOLD", "up"),
    ],
)
def test_a_mean_is_of_the_market_beside_its_noun(text: str, subject: str, direction: str) -> None:
    """Neither the market nor the way of the event is that of the mean."""
    found = only(text)
    assert (found.kind, found.subject, found.value) == ("average", (subject,), (0.04,))
    assert found.direction == direction


@pytest.mark.parametrize(
    "text",
    [
        "A loss of 7% in IWM over the next month would be quite normal.",
        "A 7% setback in IWM in the coming month would not be unusual.",
    ],
)
def test_what_would_be_normal_is_to_come(text: str) -> None:
    """A judgement on a move ahead is no mean of the past."""
    found = only(text)
    assert (found.kind, found.direction, found.to) == ("forecast", "down", date(2026, 3, 9))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Seven out of ten times the Dow was higher a month after a golden cross.", (7.0, 10.0)),
        ("Three times out of four the Dow has been up a month after a golden cross.", (3.0, 4.0)),
    ],
)
def test_times_out_of_times_are_two_counts(text: str, value: tuple[float, ...]) -> None:
    """And multiply nothing."""
    found = only(text)
    assert (found.kind, found.unit, found.value) == ("frequency", "count", value)


@pytest.mark.parametrize("opener", ["Every time", "Each time", "Whenever"])
def test_what_always_followed_is_a_frequency_of_the_market_of_the_condition(opener: str) -> None:
    """The rest of the year is one of the market that the condition names."""
    found = only(
        f"{opener} the Dow has gained more than 8% by the end of May, "
        "the rest of the year has been positive too."
    )
    assert (found.kind, found.subject, found.value) == ("frequency", ("DJI",), (1.0,))


@pytest.mark.parametrize("words", ["over the week", "on the week", "for the week"])
def test_the_week_beside_a_day_of_it_is_that_week(words: str) -> None:
    """On a Monday the week told of is the one that ended."""
    found = read(f"On Friday the Dow closed at 48,120, a gain of 1.5% {words}.")
    assert [(s.from_, s.to) for s in found if s.kind == "return"] == [
        (date(2026, 1, 30), date(2026, 2, 6))
    ]


@pytest.mark.parametrize(
    "words",
    ["in what is left of the year", "for the balance of 2026", "in the remaining months of 2026"],
)
def test_what_is_left_of_a_period_begins_today(words: str) -> None:
    """And ends with it."""
    found = only(f"Gold should gain 4% {words}.")
    assert (found.from_, found.to) == (TODAY, date(2026, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "The Fed will cut its target by 25 basis points on Wednesday.",
        "Economists look for a cut of 25 basis points on Wednesday.",
        "A quarter-point cut is due on Wednesday.",
    ],
)
def test_a_move_on_a_weekday_to_come_is_one_of_that_day(text: str) -> None:
    """It starts on the day before."""
    found = only(text)
    assert (found.subject, found.value, found.direction) == (("FFT",), (25.0,), "down")
    assert (found.from_, found.to) == (date(2026, 2, 10), date(2026, 2, 11))


def test_an_inversion_with_its_size_is_one_statement() -> None:
    """The figure says that the curve is inverted."""
    found = only("The curve is inverted: ten-year notes yield 12 points less than two-year notes.")
    assert (found.subject, found.value) == (("DGS10", "DGS2"), (12.0,))


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("The VIX, at 25 a month ago, has dropped below 16.", date(2026, 1, 9)),
        ("The VIX, 25 on 8 January, is now below 16.", date(2026, 1, 8)),
    ],
)
def test_a_price_of_an_earlier_day_beside_the_name_dates_nothing_else(
    text: str, then: date
) -> None:
    """What the sentence goes on with is of today."""
    found = read(text)
    assert [(s.value, s.to) for s in found] == [((25.0,), then), ((16.0,), TODAY)]


@pytest.mark.parametrize(
    ("text", "subject", "value"),
    [
        ("Put a quarter of the money into gold and leave the rest in SPY.", ("GOLD",), (0.25,)),
        ("Keep 70% of your savings in gold and 30% in SPY.", ("GOLD", "SPY"), (0.7, 0.3)),
        ("Place half in gold and half in SPY every year.", ("GOLD", "SPY"), (0.5, 0.5)),
        ("A third in gold, the remainder in SPY: the mix we like.", ("GOLD",), (0.333333,)),
    ],
)
def test_weights_that_make_up_the_whole_are_one_rule(
    text: str, subject: tuple[str, ...], value: tuple[float, ...]
) -> None:
    """One rule on the markets that have a figure; what is left has none."""
    found = only(text)
    assert (found.kind, found.subject, found.value) == ("rule", subject, value)
    assert found.direction == "up"


def test_flows_are_no_weights() -> None:
    """What investors did with their money is no advice."""
    found = read("Investors moved 40% of the money into gold and 60% into SPY last week.")
    assert [s.kind for s in found if s.kind == "rule"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Biotech is a gamble: eight in ten drugs fail.",
        "Small companies employ almost half of all workers.",
        "If a share halves, it must double to get back to where it was.",
        "The exchange raised the margin to $12,000 per contract.",
        "The yen is at its weakest since 1986.",
        "Whether IWM will beat SPY is anybody's guess.",
        "Over 60, you may withdraw a quarter of the pot free of tax.",
    ],
)
def test_shares_of_other_things_state_nothing(text: str) -> None:
    """No market, no price of one and no case that is counted."""
    assert read(text) == []
