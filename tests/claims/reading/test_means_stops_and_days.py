"""Means of levels, stops beside a view, days of a month named before, and what a gauge is."""

from __future__ import annotations

from datetime import date

import pytest

from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.place import Placed, place
from tests.claims.reading.dated import DatedText

TODAY = date(2024, 6, 14)  # a Friday
ARTICLE = DatedText(TODAY)
read = ARTICLE.statements
placed = ARTICLE.placed


@pytest.mark.parametrize(
    ("text", "study", "levels"),
    [
        ("The VIX averaged 16.9 in 2023, against 25.6 in 2022.", "level_on", [16.9, 25.6]),
        ("The 10-year yield has averaged 4.3% this year.", "rate_level", [4.3]),
        ("The two-year Treasury yield averaged 4.6% last year.", "rate_level", [4.6]),
        (
            "The gap between the 10-year and 2-year yields averaged minus 70 basis points in 2023.",
            "rate_level",
            [-0.7],
        ),
    ],
)
def test_a_mean_of_a_level_is_tested_as_one(text: str, study: str, levels: list[float]) -> None:
    """Over its span, as is the one that it is set against."""
    rows = [place(one, date=TODAY) for one in read(text)]
    found = []
    for row in rows:
        assert isinstance(row, Placed)
        assert (row.claim.study, row.claim.parameters["at"]) == (study, "mean close")
        found.append(row.claim.parameters["level" if study == "level_on" else "percent"])
    assert found == levels


def test_a_level_set_against_a_mean_is_none() -> None:
    """It is of the day; a mean without years has no row."""
    today, mean = read("High-yield spreads stand at 310 basis points versus an average of 480.")
    assert (today.value, today.to, today.condition) == ((310.0,), TODAY, "")
    assert isinstance(place(mean, date=TODAY), WhyNot)


def test_a_stop_beside_a_level_that_ends_a_view() -> None:
    """Two rules; neither price is where the market stands."""
    found = read("If the S&P 500 closes under 5,100 the setup is void and a stop at 5,060 is wise.")
    assert {(s.kind, s.value, s.condition) for s in found} == {
        ("rule", (5_100.0,), "invalidation"),
        ("rule", (5_060.0,), "stop-loss"),
    }


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Small caps tested their low in October, when they closed at 1,636.9 on the 27th.", 27),
        (
            "In October the index of small caps fell, and on the 26th small caps closed at 1,657.",
            26,
        ),
    ],
)
def test_a_numbered_day_is_one_of_the_month_before_it(text: str, day: int) -> None:
    """In the same sentence, whatever month the article is of."""
    (one,) = [s for s in read(text) if s.kind == "level"]
    assert one.to == date(2023, 10, day)


def test_a_day_behind_a_comma_is_that_of_a_record_of_the_year() -> None:
    """The highest close so far was on that day."""
    (one,) = read("The highest close of the Nasdaq this year, on March 21.")
    assert (one.kind, one.to) == ("record", date(2024, 3, 21))


def test_a_gauge_is_the_one_spoken_of_last() -> None:
    """The VIX, though an index of shares was named before."""
    found = read("The Dow fell 1%. The VIX closed at 13 on Thursday. The gauge averaged 15 in May.")
    assert [s.subject for s in found] == [("DJI",), ("VIX",), ("VIX",)]


def test_a_price_is_no_rate_of_the_fed() -> None:
    """However near the Fed was named."""
    found = read("Gold was up. The Fed raised rates in May 2023. In July it closed at 1,965.")
    assert [s.subject for s in found if s.value == (1_965.0,)] == [("GOLD",)]


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 bottomed in October. It has risen 25% from there.",
        "Small caps have bounced about 9% from there, and in April they fell again.",
    ],
)
def test_a_move_from_there_has_no_days(text: str) -> None:
    """Unless the text gives them beside it."""
    (one,) = [s for s in read(text) if s.kind == "return" and s.value]
    assert (one.from_, one.to) == (None, None)


def test_a_figure_alone_states_nothing() -> None:
    """It opens a paragraph; as an answer it does."""
    found = read("4,835.04. The S&P 500 rose 3% in May.")
    assert [s.value for s in found] == [(0.03,)]
    (one,) = read("How far will the S&P 500 rise this year? To 5,900.")
    assert one.value == (5_900.0,)


def test_chances_that_are_put_on_outcomes() -> None:
    """Each has its own, the second without a verb."""
    found = read("For gold we put 30% on a slide and 15% on a drop below 2,100.")
    assert [s.value for s in found if s.kind == "scenario"] == [(0.3,), (0.15,)]


def test_the_size_of_a_range_is_no_price() -> None:
    """It is what the target is counted from."""
    found = read("For the S&P 500 a range of 200 points projects to 5,500.")
    assert [(s.kind, s.value) for s in found] == [("target", (5_500.0,))]


def test_some_of_several_moves_of_the_fed_have_no_row() -> None:
    """The size of four of seven moves is not their sum, and no level."""
    found = read("The Fed hiked seven times in 2022, four of them by three quarters of a point.")
    (one,) = [s for s in found if s.value == (75.0,)]
    assert isinstance(place(one, date=TODAY), WhyNot)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "Since 1990 the S&P 500 has returned an average of 12% in the year after a first cut, "
            "though in 2001 and 2007 it fell.",
            0.12,
        ),
        ("On average small caps gain 3% in a year after hikes end, but in 2006 they rose.", 0.03),
    ],
)
def test_exceptions_are_no_years_of_a_mean(text: str, value: float) -> None:
    """They are cases that it has too, and no moves of those calendar years."""
    (one,) = read(text)
    assert (one.kind, one.value) == ("average", (value,))
    assert one.to in (None, TODAY)


def test_what_a_price_does_the_fed_does_not() -> None:
    """It is the market of the sentence before."""
    found = read("Small caps fell in May. As the Fed paused, they gained 2.4% on Wednesday.")
    assert [s.subject for s in found if s.value == (0.024,)] == [("RUT",)]


def test_a_mean_beside_a_share_of_wins_is_of_one_market() -> None:
    """The share compares two."""
    text = "The Dow has gained 1.1% on average in May and beaten the Nasdaq in 40% of Mays."
    assert {s.value: s.subject for s in read(text)}[(0.011,)] == ("DJI",)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("We expect the S&P 500 to finish 2024 between 5,000 and 5,400.", "when", "end"),
        ("We expect the S&P 500 to trade between 5,000 and 5,400 this year.", "when", "always"),
        ("The 10-year yield is at 4.2% after touching 4.74% in April.", "at", "any close"),
        ("From its April 19 low of 1,942 the Russell 2000 is up 3%.", "at", "low or close"),
    ],
)
def test_which_levels_decide(text: str, name: str, expected: str) -> None:
    """The last close, every close, some close of a month, or either low."""
    rows = [place(one, date=TODAY) for one in read(text)]
    found = [row.claim.parameters.get(name) for row in rows if isinstance(row, Placed)]
    assert expected in found


def test_a_report_on_data_gives_its_day_and_not_the_month_of_the_data() -> None:
    """'That day' is the day of the report."""
    found = read("The May jobs report on June 7. The Nasdaq fell 0.2% that day.")
    assert [(s.kind, s.to) for s in found if s.value == (0.002,)] == [("return", date(2024, 6, 7))]


def test_the_last_trading_day_is_not_the_day_of_the_next_clause() -> None:
    """Of which year is not said."""
    first, second = read("The VIX closed at 12.45 on the last trading day; it hit 13 on 12 March.")
    assert (first.to, second.to) == (None, date(2024, 3, 12))


def test_a_return_before_dividends_is_one_of_the_price() -> None:
    """Whatever the verb."""
    found = placed("In 2023 the S&P 500 returned 24.2% before dividends.")
    assert isinstance(found, Placed)
    assert "TR" not in "".join(map(str, found.claim.data.values()))


def test_falling_more_is_doing_worse() -> None:
    """Though days stand between; each has its own figure, and neither is a gap."""
    for text in (
        "Small caps dropped 5.9% in September, more than the S&P 500's 4.9%.",
        "September was hard: small caps dropped 5.9%, more than the S&P 500's 4.9%.",
    ):
        found = {(s.kind, s.subject): (s.value, s.direction) for s in read(text)}
        assert found == {
            ("return", ("RUT",)): ((0.059,), "down"),
            ("return", ("SPX",)): ((0.049,), "down"),
            ("comparison", ("RUT", "SPX")): ((), "down"),
        }


def test_two_years_have_a_figure_each() -> None:
    """The second opens what follows it."""
    found = read("In 2021 the Dow was up 18.7%, in 2022 down 8.8%.")
    assert [(s.value, s.to and s.to.year) for s in found] == [((0.187,), 2021), ((0.088,), 2022)]


def test_its_average_is_that_of_the_index_of_the_sentence() -> None:
    """Though the Fed was named before."""
    found = read(
        "Small caps rose in May. The Fed left its target at 5.5%. "
        "The index closed below its 200-day average on June 12 for the first time since March."
    )
    assert [s.subject for s in found if s.kind == "record"] == [("RUT",)]


@pytest.mark.parametrize(
    "text",
    [
        "In the ten worst Septembers since 1979 small caps rose in October by a median of 3.4%.",
        "The effective federal funds rate stands at 5.33%.",
    ],
)
def test_what_the_studies_do_not_have(text: str) -> None:
    """A reason is given, and nothing else is tested instead."""
    for one in read(text):
        assert isinstance(place(one, date=TODAY), WhyNot)
