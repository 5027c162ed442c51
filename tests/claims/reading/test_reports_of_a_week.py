"""Reports on a week, revised projections, votes, and levels given as lists of a page."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.reading.dated import DatedText

TODAY = date(2025, 9, 16)  # a Tuesday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
LAST_WEEK = (date(2025, 9, 5), date(2025, 9, 12))


def test_the_week_is_the_one_that_the_report_is_on() -> None:
    """After "last week" the words "for the week" mean the same, and carry over."""
    found = read(
        "Equities came under pressure last week. For the week, the Dow was down 1.5%. The S&P 500"
        " followed, down 2.3%, and the Nasdaq lost 3.1% for the week. Small caps fell 1.7%."
    )
    assert [(s.value, (s.from_, s.to)) for s in found] == [
        ((size,), LAST_WEEK) for size in (0.015, 0.023, 0.031, 0.017)
    ]


def test_without_such_words_it_is_the_present_week() -> None:
    """It runs up to the day of publication."""
    (found,) = read("For the week, the Dow was down 1.5%.")
    assert (found.from_, found.to) == (date(2025, 9, 12), TODAY)


def test_a_projection_that_was_revised_keeps_the_new_figure() -> None:
    """What stands in brackets is the earlier view, and the verb moves the projection."""
    found = read("2026 federal funds rate raised to 3.6% (from 3.4%).")
    assert [(s.value, s.direction, s.to) for s in found] == [((360.0,), "", date(2026, 12, 31))]


@pytest.mark.parametrize(
    "text",
    [
        "Seven of the 19 participants wanted no cuts this year, up from four in May.",
        "Ten of 19 policymakers are for patience.",
    ],
)
def test_voices_of_a_committee_are_no_cases(text: str) -> None:
    """Nor is a number in words a rate."""
    assert [s for s in read(text) if s.value] == []


def test_rates_held_and_cuts_to_come() -> None:
    """One sentence may hold the rate and point to its next moves."""
    found = read("The Fed kept rates steady on Monday and still expects two cuts this year.")
    assert sorted((s.value, s.to) for s in found) == [
        ((0.0,), date(2025, 9, 15)),
        ((2.0,), date(2025, 12, 31)),
    ]


def test_they_after_a_fact_of_the_economy_are_no_market() -> None:
    """The market named before is not meant."""
    text = (
        "The Fed meets on Wednesday. Housing starts increased 7% in August, though they are still"
        " down 6.2% from a year ago."
    )
    assert {s.kind for s in read(text)} == {"untestable"}


def test_a_list_of_levels_with_decimals() -> None:
    """Each price is a support."""
    found = read("The S&P 500 was calm.\n\nSupport levels: 6514.0, 6482.0, 6464.5")
    assert [(s.kind, s.value, s.direction) for s in found] == [
        ("level", (6514.0,), "up"),
        ("level", (6482.0,), "up"),
        ("level", (6464.5,), "up"),
    ]


def test_an_average_at_the_level_of_a_price() -> None:
    """The price is that of the average, whatever the relative clause says."""
    (found,) = read("For oil the 50-day EMA is at the $66 level, which would attract attention.")
    assert (found.kind, found.value) == ("level", (66.0,))
    assert found.condition == "50-day exponential average"


def test_the_threshold_of_a_record_is_the_figure_beside_it() -> None:
    """Of two figures of a clause the one next to the words of the record counts."""
    found = read(
        "The ten-year yield closed at 4.92% on Friday and crossed the 5% threshold for the first"
        " time in 15 years on Monday."
    )
    assert [s.value for s in found if s.kind == "record"] == [(500.0,)]


def test_the_rows_of_a_page_of_prices() -> None:
    """They are of the market and the day of the line above."""
    found = read(
        "QQQ fund today: price and facts\n\nAs of the close on September 12, 2025, QQQ:\n\n"
        "Closed at: $586.10 (−0.42% on the day)\n\nDay range: roughly $584.20–$589.90\n\n"
        "YTD total return: about 13–15%"
    )
    friday, thursday = date(2025, 9, 12), date(2025, 9, 11)
    assert [(s.kind, s.subject, s.value, s.from_, s.to) for s in found] == [
        ("level", ("QQQ",), (586.1,), friday, friday),
        ("return", ("QQQ",), (0.0042,), thursday, friday),
        ("level", ("QQQ",), (584.2, 589.9), friday, friday),
        ("return", ("QQQ",), (0.13, 0.15), date(2024, 12, 31), TODAY),
    ]
    assert found[1].direction == "down"


@pytest.mark.parametrize("price", ["USD185", "USD 185", "US$185", "$185"])
def test_the_code_of_the_dollar_is_its_sign(price: str) -> None:
    """A price in dollars is one however the currency is written."""
    (found,) = read(f"IWM closed at {price} on Monday.")
    assert (found.kind, found.value) == ("level", (185.0,))


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The Dow experienced an uptick on Monday.", "up"),
        ("Gold suffered a sharp decline on Monday.", "down"),
    ],
)
def test_a_move_in_a_noun(text: str, direction: str) -> None:
    """One dated move without a figure."""
    (found,) = read(text)
    assert (found.kind, found.value, found.direction) == ("return", (), direction)


def test_an_index_called_by_its_members_is_no_mean() -> None:
    """The 30-stock average is the Dow."""
    found = read("The 30-stock average rose by 497 points, a gain of 1.1%, on Monday.")
    assert {(s.kind, s.subject) for s in found} == {("return", ("DJI",))}


def test_until_with_a_past_is_no_condition() -> None:
    """What happened until then is told."""
    (found,) = read("Gold was on track for a gain until prices fell around 1.2% on Friday.")
    assert (found.kind, found.value, found.direction) == ("return", (0.012,), "down")


def test_records_before_the_data_that_led_to_them() -> None:
    """The clause on data has its own fact."""
    found = read(
        "Stocks rose on Monday, with the S&P 500 and the Nasdaq at record highs after data showed"
        " inflation fell in August."
    )
    assert {(s.kind, s.subject) for s in found if s.subject != ("?",)} == {
        ("record", ("SPX",)),
        ("record", ("IXIC",)),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Nine of the 11 S&P 500 sectors were higher.",
        "The Russell 2000 did well, doubling the gain in the S&P 500.",
    ],
)
def test_breadth_and_twice_the_gain_of_another(text: str) -> None:
    """Neither is a figure of a market."""
    assert [s for s in read(text) if s.value] == []


def test_a_probability_above_a_figure() -> None:
    """It is that of the outcome after it."""
    found = read("Futures reflect a probability exceeding 77% that the Fed cuts rates in October.")
    assert [(s.kind, s.value) for s in found][:1] == [("scenario", (0.77,))]


def test_cases_and_what_an_outlook_amounts_to() -> None:
    """They are targets; what was said before is none, and the close it counts from is a level."""
    found = read(
        "He expects the S&P 500 will rise to 5,400 by June 2026. He previously said the index would"
        " slide to 4,500. The new outlook represents roughly a 2% rise from Friday's close of"
        " 5,303. His bull case of 6,350 represents roughly 20% upside over the next 12 months for"
        " the S&P 500. And his 4,200 bear case is a roughly 20% selloff."
    )
    assert [(s.kind, s.value) for s in found] == [
        ("target", (5400.0,)),
        ("target", (0.02,)),
        ("level", (5303.0,)),
        ("target", (6350.0,)),
        ("forecast", (0.2,)),
        ("target", (4200.0,)),
        ("forecast", (0.2,)),
    ]
    assert found[1].to == date(2026, 6, 30)


def test_what_a_market_is_is_no_fact_of_the_economy() -> None:
    """The words between the commas only say what it is."""
    (found,) = read("Oil, a major source of price pressures in the economy, climbed to $122.")
    assert (found.kind, found.value) == ("level", (122.0,))
    found = read(
        "The Nasdaq Composite, which comprises stocks such as Apple, closed at 17,732 for a loss"
        " of 0.8% on the day."
    )
    assert [s.kind for s in found] == ["level", "return"]


def test_the_streak_of_the_three_indexes() -> None:
    """Each of them has it; gains that are sized one by one are no streak."""
    found = read("All three stock benchmarks have dropped for four sessions in a row.")
    assert [(s.subject, s.value) for s in found] == [
        ((one,), (4.0,)) for one in ("SPX", "DJI", "IXIC")
    ]
    found = read("The Dow rose 0.7%, after back-to-back gains of 1.6% and 0.7% in August.")
    assert {s.kind for s in found} == {"return"}


@pytest.mark.parametrize(
    "text",
    [
        "The Russell 2000 rose. Bank of America picked up 60 cents, or 2.4 percent, to $25.41.",
        "The Russell 2000 rose. Technology companies rallied for a second day.",
    ],
)
def test_companies_are_not_the_market_before(text: str) -> None:
    """What is said of them is said of no market."""
    assert [s for s in read(text) if s.value] == []


def test_the_year_of_a_high_dates_no_yield() -> None:
    """It is where the yield came from."""
    (found,) = read("The 10-year Treasury yield on Tuesday backed off 2011 highs, near 3.3%.")
    assert found.to == TODAY


def test_the_session_of_indexes_without_a_name() -> None:
    """They are a market, and "ahead of the close" is on the day itself."""
    found = read(
        "US equity indexes declined ahead of the close on Monday. The Nasdaq slumped 0.9% to"
        " 21,256."
    )
    monday = date(2025, 9, 15)
    assert [(s.value, s.to) for s in found] == [
        ((), monday),
        ((0.009,), monday),
        ((21256.0,), monday),
    ]


def test_a_distance_from_a_record_as_of_a_day() -> None:
    """The day that opens the sentence is that of the distance."""
    (found,) = read("As of Friday's close, the S&P 500 was only 0.4% below its all-time high.")
    assert (found.condition, found.to) == ("from record high", date(2025, 9, 12))


def test_whose_streak_and_whose_drop() -> None:
    """The market just after them has them."""
    found = read(
        "This was the second consecutive week of gains for the Dow, and the third straight week"
        " for the Nasdaq."
    )
    assert [(s.subject, s.value) for s in found] == [(("DJI",), (2.0,)), (("IXIC",), (3.0,))]
    (found_drop,) = read("Wall Street has undone most of the 34% drop the S&P 500 suffered.")
    assert found_drop.subject == ("SPX",)
    found = read("The S&P 500 erased 2.33 points on Monday.")
    assert [(s.value, s.direction) for s in found] == [((2.33,), "down")]


def test_all_three_posted_gains() -> None:
    """A move in a noun, without a figure; close to a record is none."""
    found = read("All three major averages posted solid gains on Monday, paced by tech names.")
    assert [(s.kind, s.direction) for s in found] == [("return", "up")] * 3
    assert read("The fade on Monday left the S&P 500 just shy of a record.") == []


def test_the_day_of_a_note_dates_no_target() -> None:
    """The target keeps the horizon that its name gives."""
    (found,) = read(
        "BofA raised its year-end target for the S&P 500 to 6,400 in a note published on Sunday."
    )
    assert (found.value, found.to) == ((6400.0,), date(2025, 12, 31))


def test_what_one_share_did_to_an_index() -> None:
    """It is no move of the index, and no record; that of many shares is."""
    text = (
        "The biggest corporate story of the day came from JPMorgan Chase (JPM), whose stock dropped"
        " 4.7%, erasing 90 points from the Dow."
    )
    assert read(text) == []
    (found,) = read("Fears hit Wall Street, wiping 800 points off the Dow.")
    assert (found.kind, found.value) == ("return", (800.0,))


def test_the_best_month_of_two_indexes() -> None:
    """The noun may be any word for how they did."""
    found = read("The S&P 500 and Nasdaq just posted their best August performance since 2015.")
    assert [(s.subject, s.from_) for s in found] == [
        ((one,), date(2015, 12, 31)) for one in ("SPX", "IXIC")
    ]


def test_a_reduction_that_is_priced_in() -> None:
    """It is a move of the Fed to come."""
    (found,) = read("Futures markets have already priced in a 25 basis point reduction.")
    assert (found.subject, found.value, found.direction) == (("FFT",), (25.0,), "down")
