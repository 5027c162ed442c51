"""What market pages hold: companies, price tables, headings, lists, quotations."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.reading.statement import Statement
from tests.claims.reading.dated import DatedText

TODAY = date(2025, 9, 10)  # a Wednesday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
TUESDAY, WEDNESDAY = date(2025, 9, 9), TODAY
FRIDAY, LAST_FRIDAY, YEAR_END = date(2025, 9, 5), date(2025, 8, 29), date(2024, 12, 31)


def brief(found: list[Statement]) -> list[tuple[str, tuple[str, ...], tuple[float, ...]]]:
    """Return kind, market and values of statements."""
    return [(s.kind, s.subject, s.value) for s in found]


@pytest.mark.parametrize(
    "text",
    [
        "Orbital Foods (NASDAQ: ORBF) rose 4.2% to $31.70 after raising its guidance.",
        "Shares of Orbital Foods fell 3% after the retailer cut its full-year profit forecast.",
        "Orbital Foods shares slid 8%, their worst day in ten years.",
        "Orbital's market value topped $3 trillion for the first time.",
        "Orbital Corp. (ORB) led declines on the Nasdaq with a loss of 0.7% to $29.80.",
        "Lunar Steel weighed on the S&P 500, with a drop of 0.9% to $82.30.",
        "The deal is valued at $4.4 billion and includes $2 billion in assumed debt.",
        "The firm reported net income of $310 million, up 12% from a year earlier.",
        "A portfolio manager who oversees $12 billion at a bank shrugged.",
        "The S&P 500 posted 28 new 52-week highs and 2 new lows.",
        "The 30-year fixed-rate mortgage averaged 6.28%, up from 6.26%.",
        "The dollar rose to 150.42 Japanese yen from 149.98 yen.",
        "Nine of eleven sectors rose, led by energy, up 4.1%.",
        "The strategist is doubling down on small caps.",
    ],
)
def test_what_is_said_of_a_company_or_another_price_is_said_of_no_market(text: str) -> None:
    """No figure of a company, a mortgage, a currency or a sum is one of the market named before."""
    assert [
        s for s in read(f"The S&P 500 fell 1% on Tuesday.\n\n{text}") if s.sentence == text
    ] == []


def test_a_market_keeps_its_figure_beside_a_company() -> None:
    """A company that moved a market, or moved beside it, does not take its figure."""
    assert brief(read("The Dow, helped by Orbital Foods (ORBF), gained 1.2% on Tuesday.")) == [
        ("return", ("DJI",), (0.012,))
    ]
    assert brief(read("The Dow gained 1.2% on Tuesday, while Lunar Steel lost 3%.")) == [
        ("return", ("DJI",), (0.012,))
    ]


def test_the_cause_of_a_move_is_not_what_moved() -> None:
    """Gains of one market may lift another, whose figure it is."""
    (one,) = read("The Dow was helped by a rally in technology stocks to rise 0.6% on Tuesday.")
    assert (one.subject, one.value) == (("DJI",), (0.006,))


def test_the_heading_row_of_a_price_table_dates_its_columns() -> None:
    """Closes of the last year, the week before and a date in figures; changes of week and year."""
    found = read(
        "Market/Index 2024 Close Prior Week As of 9/5 Weekly Change YTD Change\n"
        "Russell 2000 2,230.16 2,366.42 2,391.05 1.04% 7.21%\n"
        "Global Dow 4,863.01 5,863.26 5,956.58 1.59% 22.49%\n"
        "10-year Treasuries 4.57% 4.23% 4.08% -15 bps -49 bps\n"
    )
    assert [(s.kind, s.subject, s.value, s.from_, s.to) for s in found] == [
        ("level", ("RUT",), (2230.16,), YEAR_END, YEAR_END),
        ("level", ("RUT",), (2366.42,), LAST_FRIDAY, LAST_FRIDAY),
        ("level", ("RUT",), (2391.05,), FRIDAY, FRIDAY),
        ("return", ("RUT",), (0.0104,), LAST_FRIDAY, FRIDAY),
        ("return", ("RUT",), (0.0721,), YEAR_END, FRIDAY),
        ("rate", ("DGS10",), (457.0,), YEAR_END, YEAR_END),
        ("rate", ("DGS10",), (423.0,), LAST_FRIDAY, LAST_FRIDAY),
        ("rate", ("DGS10",), (408.0,), FRIDAY, FRIDAY),
        ("rate", ("DGS10",), (15.0,), LAST_FRIDAY, FRIDAY),
        ("rate", ("DGS10",), (49.0,), YEAR_END, FRIDAY),
    ]


def test_a_report_goes_on_with_the_day_of_its_opening() -> None:
    """Paragraphs in the plain past share the day of trading; what has been, or may be, does not."""
    found = ARTICLE.on_markets(
        "Stocks slipped on Wednesday as yields rose.\n\n"
        "The Dow fell 81 points, or 0.2%, to 45,390.\n\n"
        "The Russell 2000 has gained 9%.\n\n"
        "On average small caps rose 2.1% after such days."
    )
    assert [(s.value, s.from_, s.to) for s in found] == [
        ((81.0,), TUESDAY, WEDNESDAY),
        ((0.002,), TUESDAY, WEDNESDAY),
        ((45390.0,), WEDNESDAY, WEDNESDAY),
        ((0.09,), None, None),
        ((0.021,), None, None),
    ]


def test_a_heading_that_is_a_time_dates_the_lines_below_it() -> None:
    """One line a market, under a day, a week and a year."""
    found = read(
        "On Tuesday:\n\nThe Nasdaq rose 40.2 points, or 0.2%.\n\n"
        "For the week:\n\nThe Nasdaq is up 1.1%.\n\nFor the year:\n\nThe Nasdaq is up 12.4%."
    )
    assert [(s.value, s.from_, s.to) for s in found] == [
        ((40.2,), date(2025, 9, 8), TUESDAY),
        ((0.002,), date(2025, 9, 8), TUESDAY),
        ((0.011,), FRIDAY, WEDNESDAY),
        ((0.124,), YEAR_END, WEDNESDAY),
    ]


def test_a_list_of_horizons_gives_mean_returns() -> None:
    """The words before a list say what its figures are: returns after an event."""
    found = read(
        "The Russell 2000 broke its trend line.\n\n"
        "After such a break it had these average returns:\n\n"
        "• 0.9% over one month\n• -1.4% over three months\n• One year later: 6.3%\n"
    )
    assert [(s.kind, s.subject, s.value, s.direction) for s in found] == [
        ("average", ("RUT",), (0.009,), "up"),
        ("average", ("RUT",), (0.014,), "down"),
        ("average", ("RUT",), (0.063,), "up"),
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [("set on 4/26", date(2025, 4, 26)), ("two Mondays ago", date(2025, 9, 1))],
)
def test_dates_in_figures_and_weekdays_counted_back(words: str, day: date) -> None:
    """The month comes first; a weekday is counted back from the latest one."""
    text = f"The Dow closed at 45,100 {words.removeprefix('set ')}."
    (one,) = read(text)
    assert one.to == day


def test_sentences_within_quotation_marks_are_read_one_by_one() -> None:
    """What one sentence of a remark looks ahead to is not ahead in the next."""
    found = read(
        '"We expect the rally in gold to last for many years. '
        'The metal closed at $3,640 on Tuesday," said a trader.'
    )
    assert ("level", ("GOLD",), (3640.0,)) in brief(found)


def test_a_price_in_points_is_no_move() -> None:
    """Points that a market closed at are a level, points that it rose by a return."""
    found = read("The Russell 2000 rose 2.5% on Tuesday to close at 2,467.7 points.")
    assert brief(found) == [("return", ("RUT",), (0.025,)), ("level", ("RUT",), (2467.7,))]


def test_the_fed_owns_no_return() -> None:
    """A percentage after a rate cut is one of the market spoken of."""
    found = read(
        "The S&P 500 has a mixed record.\n\n"
        "Six months after the first rate cut, the average gain was 4.4%."
    )
    assert brief(found) == [("average", ("SPX",), (0.044,))]


def test_a_rise_to_a_record_is_a_record() -> None:
    """The distance from a record is measured below it."""
    found = read("The Dow rose 1.4% to another all-time high on Tuesday.")
    assert [s.kind for s in found] == ["record", "return"]


def test_a_symbol_after_its_index_is_no_second_market() -> None:
    """Pages print a fund or a symbol after the name of an index."""
    found = read("The S&P 500 (SPY) closed below its 50-day moving average on Tuesday.")
    assert [(s.kind, s.subject) for s in found] == [("level", ("SPX",))]
    (one,) = read("The S&P 500 SPX, which fell 2% on Tuesday, is a benchmark.")
    assert one.subject == ("SPX",)


def test_a_plain_move_with_a_time_is_a_statement() -> None:
    """A sign and a day can be tested; a sign alone is left out."""
    found = read("Gold slipped on Tuesday, and the Nasdaq also rose.")
    assert [(s.kind, s.subject, s.value, s.direction, s.to) for s in found] == [
        ("return", ("GOLD",), (), "down", TUESDAY),
        ("return", ("IXIC",), (), "up", TUESDAY),
    ]
    assert read("Gold slipped, and the Nasdaq rose.") == []


def test_the_symbols_of_contracts_and_short_spans() -> None:
    """Brokers name indexes by the symbols of their contracts."""
    found = read("• RUS2000: up 3.2% wtd / 1.6% mtd\n• NAS100: up 1.7% wtd\n• US30: down 0.4% mtd")
    assert [(s.subject, s.value, s.from_) for s in found] == [
        (("RUT",), (0.032,), FRIDAY),
        (("RUT",), (0.016,), date(2025, 8, 31)),
        (("NDX",), (0.017,), FRIDAY),
        (("DJI",), (0.004,), date(2025, 8, 31)),
    ]


def test_the_three_major_indexes_are_three_markets() -> None:
    """Reports on American shares mean the S&P 500, the Dow and the Nasdaq."""
    found = read("All three major U.S. indexes ended the holiday-shortened week with gains of 1%.")
    assert [s.subject for s in found] == [("SPX",), ("DJI",), ("IXIC",)]
    assert {s.from_ for s in found} == {FRIDAY}
    found = read("All three major U.S. stock indexes finished the day with gains.")
    assert [(s.subject, s.direction) for s in found] == [
        (("SPX",), "up"),
        (("DJI",), "up"),
        (("IXIC",), "up"),
    ]


def test_a_month_after_a_dated_month_is_the_next_one() -> None:
    """January after December 2018 is that of 2019."""
    found = read(
        "After the Dow fell 8.7% in December 2018, it jumped 7.2% in January and 3.7% in February."
    )
    assert [(s.value, s.to) for s in found] == [
        ((0.087,), date(2018, 12, 31)),
        ((0.072,), date(2019, 1, 31)),
        ((0.037,), date(2019, 2, 28)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Russell 2000 extended its winning streak against the S&P 500"
        " to eight straight sessions.",
        "The Russell 2000's streak of outperforming the S&P 500 is its longest since May.",
    ],
)
def test_a_run_against_a_rival_is_one_of_two_markets(text: str) -> None:
    """A run of one market over another is no run of its gains."""
    (one,) = read(text)
    assert (one.kind, one.subject, one.direction) == ("record", ("RUT", "SPX"), "up")


@pytest.mark.parametrize(
    "text",
    [
        "Many define a correction as a decline of at least 10% from a high.",
        "A bear market is a fall of 20% or more in the S&P 500.",
        "A correction would become official with a close of the Dow at or below 41,200.",
        "The index hoped in vain to avoid a close below 1,954.",
        "The Nasdaq is 10 points from a correction.",
        "Barring a 2.5% pullback, the S&P 500 stays the favourite of many.",
    ],
)
def test_definitions_and_what_is_supposed_state_nothing(text: str) -> None:
    """What a bear market is, and what would have to happen, are no moves."""
    assert read(f"The Dow rose 1% on Tuesday.\n\n{text}")[1:] == []


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    """No cut falls behind the full stop of an abbreviation."""
    filler = "Traders had little to go by and turned to what others had said about it before. "
    text = filler * 7 + "The last such day was on Sept. 3, when the Dow lost 1.4%. " + filler
    assert [(s.value, s.to) for s in read(text)] == [((0.014,), date(2025, 9, 3))]


def test_a_list_with_an_index_without_a_symbol_keeps_its_order() -> None:
    """The figure of the Russell 1000 is given to no other market."""
    found = read("The S&P 500 and the Russell 1000 gained 1.1% and 0.7%, respectively, on Tuesday.")
    assert [(s.subject, s.value) for s in found] == [(("SPX",), (0.011,))]


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [
        ("Russell 2000 (RUT): –1.2%", 0.012, "down"),
        ("Russell 2000 –1.2%", 0.012, "down"),
        ("The Russell 2000: −1.2%", 0.012, "down"),
        ("Russell 2000 ▼ 1.2%", 0.012, "down"),
        ("Russell 2000 ▲1.2%", 0.012, "up"),
        ("The Russell 2000² rose 1.2%.", 0.012, "up"),
        ("The Russell 2000® Index rose 1.2%.[3]", 0.012, "up"),
        ("The Russell 2000 (^RUT) fell 1.2%¹ on Tuesday.", 0.012, "down"),
    ],
)
def test_signs_and_footnotes_as_pages_print_them(text: str, value: float, direction: str) -> None:
    """A dash before a figure is its sign, an arrow too; the mark of a footnote is not read."""
    (one,) = read(text)
    assert (one.kind, one.subject, one.value) == ("return", ("RUT",), (value,))
    assert one.direction == direction


@pytest.mark.parametrize(
    "period", ["Q3'24", "Q3 ’24", "3Q24", "3Q 2024", "Q3 2024", "the third quarter of '24"]
)
def test_quarters_in_short_forms(period: str) -> None:
    """A quarter takes its year from two digits after an apostrophe, or after its number."""
    (one,) = read(f"The Russell 2000 gained 9% in {period}.")
    assert (one.from_, one.to) == (date(2024, 6, 30), date(2024, 9, 30))


@pytest.mark.parametrize(
    "text",
    [
        "The Russell 2000, which tracks 2,000 small-cap companies, returned 12% in 2024.",
        "The Russell 2000, an index of about 2,000 smaller U.S. companies, returned 12% in 2024.",
        "The Russell 2000 (made up of 2,000 publicly traded firms) returned 12% in 2024.",
        "The Russell 2000, a gauge of 2,000 small U.S. stocks, returned 12% in 2024.",
        "The Russell 2000, which includes about 2,000 small-cap stocks, returned 12% in 2024.",
    ],
)
def test_a_number_of_companies_is_no_level(text: str) -> None:
    """What an index is made of is counted; the verb after it is that of the index."""
    assert brief(read(text)) == [("return", ("RUT",), (0.12,))]


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("The Russell 2000 could hit a new all-time high by year-end.", date(2025, 12, 31)),
        ("He expects the Russell 2000 to set a new record in 2026.", date(2026, 12, 31)),
        ("The Russell 2000 should reach record highs within six months.", date(2026, 3, 10)),
        ("Russell 2000 to reach a new all-time high within 6 months", date(2026, 3, 10)),
    ],
)
def test_a_record_to_come_is_a_forecast(text: str, to: date) -> None:
    """A high that is to be reached by a day is a forecast of a new high."""
    (one,) = read(text)
    assert (one.kind, one.subject, one.direction) == ("forecast", ("RUT",), "up")
    assert (one.to, one.condition) == (to, "new high")


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 heads for a record close.",
        "The slump halted the Russell 2000's record-setting run.",
        "All 11 S&P 500 sectors traded higher.",
        "The Vanguard S&P 500 ETF VOO rose 0.8% to $604.49.",
        "MSCI's world index rose 2.4 points, or 0.2%, to 1,022.51.",
        "Asian shares closed 0.4% lower.",
    ],
)
def test_records_not_reached_and_markets_of_others(text: str) -> None:
    """A record that is headed for, breadth and a market without a symbol state nothing."""
    assert read(text) == []


def test_figures_in_the_order_of_markets_with_and_without_symbols() -> None:
    """Each figure before "respectively" is one of the market of its rank, with a symbol or not."""
    found = read(
        "The Russell 2000 lost 7.4%, against gains of 1.1% and 0.7% for the S&P 500 and"
        " the Russell 1000, respectively."
    )
    assert brief(found) == [("return", ("RUT",), (0.074,)), ("return", ("SPX",), (0.011,))]
    found = read("The S&P 500 and the DAX rose 1% and 2%, respectively, on Tuesday.")
    assert brief(found) == [("return", ("SPX",), (0.01,))]


def test_counts_of_fed_moves_in_few_words() -> None:
    """One rate cut is a count of one, the third in a row one of three."""
    (one,) = read("The Fed forecasts only one rate cut in 2026.")
    assert (one.kind, one.value, one.unit, one.direction) == ("rate", (1.0,), "count", "down")
    assert brief(read("The cut, the Fed's third in a row, came on Tuesday."))[:1] == [
        ("rate", ("FFT",), (3.0,))
    ]


def test_a_gap_named_after_its_size() -> None:
    """The figure stands before its noun: "a 6-percentage-point spread between"."""
    (one,) = read("The 6-percentage-point spread between small caps and the S&P 500 is wide.")
    assert (one.kind, one.subject, one.value) == ("comparison", ("RUT", "SPX"), (0.06,))


def test_sessions_up_to_a_day() -> None:
    """Sessions that end on a day are counted back from it."""
    (one,) = read("The Russell 2000 jumped 11% in the five trading sessions by July 16.")
    assert (one.from_, one.to) == (date(2025, 7, 9), date(2025, 7, 16))


def test_one_market_ahead_of_two() -> None:
    """A comparison with two markets is one with each; a verb of the second keeps it apart."""
    found = read("The Russell 2000 beat the S&P 500 and the Dow last week.")
    assert {s.subject for s in found} == {("RUT", "SPX"), ("RUT", "DJI")}
    (one,) = read("The Russell 2000 beat the S&P 500 and the Dow fell.")
    assert one.subject == ("RUT", "SPX")


@pytest.mark.parametrize(
    ("headline", "days"),
    [
        ("Small caps close at a record high", (TUESDAY, TUESDAY)),
        ("Russell 2000 hits a new record as the Fed cuts", (TUESDAY, TUESDAY)),
        ("S&P 500 hits a new record", (WEDNESDAY, WEDNESDAY)),  # nothing below says as much
    ],
)
def test_a_headline_is_of_the_day_that_the_article_gives(
    headline: str, days: tuple[date, date]
) -> None:
    """What it says of no day is dated below it; the day of publication is for the rest."""
    text = f"{headline}\n\nThe Russell 2000 closed at a record high on Tuesday. It has doubled."
    first, *_ = read(text)
    assert first.kind == "record"
    assert (first.from_, first.to) == days


@pytest.mark.parametrize(
    "text",
    [
        "The Russell 2000 rallied to reach a record high on Tuesday.",
        "The Russell 2000 moved up to set a new high on Tuesday.",
        "The Russell 2000 rose 1% to hit an all-time high on Tuesday.",
        "The Russell 2000 rose 1% to close at a record high on Tuesday.",
        "The Russell 2000 rose 1% to 2,410 to notch a record on Tuesday.",
    ],
)
def test_a_record_that_a_move_led_to_was_reached(text: str) -> None:
    """What a past move led to is a record, not a forecast."""
    (found,) = [s for s in read(text) if s.kind != "return"]
    assert (found.kind, found.subject, found.to) == ("record", ("RUT",), TUESDAY)


@pytest.mark.parametrize(
    "text",
    [
        "Large caps have failed to reach record highs.",
        "Shares of Orbital Foods hit an all-time high, and regional bank stocks followed.",
        "The S&P 600 small cap index is sitting at record highs.",
        "Twenty components of the Dow ended in negative territory, while 10 ended higher.",
        "Decliners outnumbered advancers by a 1.9-to-1 ratio on the Nasdaq.",
        "The level is a 61.8% retracement of the rally from April to October in small caps.",
        "Then come both the 50- and 200-day averages.",
    ],
)
def test_breadth_retracements_and_records_of_others(text: str) -> None:
    """Breadth, retracements and records that were missed or set by others state nothing."""
    assert read(text) == []


def test_funds_of_sectors_by_their_full_names() -> None:
    """A fund of a sector is that sector; one without a symbol here takes its figure with it."""
    text = (
        "The Energy Select Sector SPDR (XLE), the Financials Select Sector SPDR (XLF) and the"
        " Industrials Select Sector SPDR (XLI) lost 1.9%, 1.8% and 0.4%, respectively, on Tuesday."
    )
    assert brief(read(text)) == [("return", ("XLF",), (0.018,)), ("return", ("XLI",), (0.004,))]


def test_a_zone_with_the_higher_end_first() -> None:
    """A dash joins the ends of a zone of prices in either order."""
    (one,) = read("IWM found support at 231.46-230.00 on Tuesday.")
    assert (one.kind, set(one.value)) == ("level", {230.0, 231.46})


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The Fed made its first rate cut of 2025, which lifted hopes of growth.", "down"),
        (
            "Policymakers agreed on the first reduction in rates since 2020, and spirits rose.",
            "down",
        ),
        ("It was the first interest-rate hike since 2018, and shares fell.", "up"),
    ],
)
def test_the_first_move_of_the_fed_points_the_way_of_the_move(text: str, direction: str) -> None:
    """Not the way of what follows it."""
    moves = [s for s in read(text) if s.kind == "record" and s.subject == ("FFT",)]
    assert [s.direction for s in moves] == [direction]


@pytest.mark.parametrize(
    "text",
    [
        "Since July the Russell 2000 has gained 10%, double the S&P 500's rise.",
        "Since July the Russell 2000 has gained 10%, twice the S&P 500 return.",
        "Since July the Russell 2000 has gained 10%, double that of the S&P 500.",
    ],
)
def test_a_multiple_of_the_move_of_another_market_compares_them(text: str) -> None:
    """The move of the other is not said."""
    assert brief(read(text)) == [
        ("return", ("RUT",), (0.1,)),
        ("comparison", ("RUT", "SPX"), (2.0,)),
    ]


@pytest.mark.parametrize("how", ["seems within reach", "is finally in sight", "looks within reach"])
def test_a_record_within_reach_is_none(how: str) -> None:
    """Nor was it made on the day of the one before."""
    text = f"A new record high for the Russell 2000, topping that of November 2021, {how}."
    assert [s for s in read(text) if s.kind == "record"] == []


def test_short_names_of_days_and_days_in_figures() -> None:
    """A short weekday after "on" and a span of two days in figures are times."""
    (one,) = read("Bitcoin fell 2% on Tues.")
    assert (one.from_, one.to) == (date(2025, 9, 8), TUESDAY)
    (one,) = read("The Russell 2000 fell 41.9% from 1/16/20 to 3/18/20.")
    assert (one.from_, one.to) == (date(2020, 1, 16), date(2020, 3, 18))


@pytest.mark.parametrize(
    "text",
    [
        "A market “correction” is a drop of 10% or more from a recent high.",
        "Small caps are shy of the 20% threshold for a bear market.",
    ],
)
def test_definitions_in_quotation_marks(text: str) -> None:
    """What makes a correction or a bear market is no move."""
    assert read(text) == []


@pytest.mark.parametrize("verb", ["penciled in", "projected", "signalled", "signals"])
def test_the_day_of_what_is_expected_is_not_that_of_what_was_done(verb: str) -> None:
    """The cut has been made, and is of no day that the sentence names."""
    text = f"The Fed lowered its target by 25 basis points and {verb} two more cuts by December."
    made, expected = read(text)
    assert (made.value, made.to) == ((25.0,), None)
    assert (expected.value, expected.to) == ((2.0,), date(2025, 12, 31))


@pytest.mark.parametrize(
    "other",
    [
        "the large-cap Russell 1000 Index was up 2.7%",
        "the mega-cap Russell Top 50 fell 0.4%",
        "the Russell Microcap Index advanced 6.0%",
        "the Russell Midcap gained 3.1%",
        "the equal-weighted Russell 1000 lost 1.2%",
        "there was a gain of 1.5% by the Russell 3000",
    ],
)
def test_a_family_of_indexes_has_members_without_a_symbol(other: str) -> None:
    """Their moves are not those of the index whose name they share, nor of large caps."""
    found = read(f"The Russell 2000 rose 5.8% on Tuesday, while {other}.")
    assert brief(found) == [("return", ("RUT",), (0.058,))]
