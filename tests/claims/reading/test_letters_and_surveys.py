"""Letters to investors: answers to questions, cases, surveys, views of the Fed, lists of days."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import pytest

from backtests.claims.reading.grammar import read_text

TODAY = date(2025, 6, 12)  # a Thursday
NEW_YEAR = date(2024, 12, 31)

Read: TypeAlias = tuple[str, tuple[str, ...], tuple[float, ...], str, date | None, date | None]


def read(text: str, on: date = TODAY) -> list[Read]:
    """Return the statements of a text in the order of their kinds."""
    found = read_text(text, date=on)
    return sorted(
        ((s.kind, s.subject, s.value, s.direction, s.from_, s.to) for s in found),
        key=lambda one: (one[0], one[1], one[2]),
    )


FED = ("FFT",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Futures have given up on cuts, but we still expect one, in September.",
            ("rate", FED, (1.0,), "down", date(2025, 8, 31), date(2025, 9, 30)),
        ),
        (
            "The first cut is not expected before next March.",
            ("rate", FED, (0.0,), "", TODAY, date(2026, 2, 28)),
        ),
        (
            "We say that the next hike will not come before November.",
            ("rate", FED, (0.0,), "", TODAY, date(2025, 10, 31)),
        ),
        (
            "A July cut is fully priced in.",
            ("rate", FED, (1.0,), "down", date(2025, 6, 30), date(2025, 7, 31)),
        ),
    ],
)
def test_moves_of_the_fed_are_counted_in_words_or_put_off(text: str, expected: Read) -> None:
    """One move is looked for, or none until a day."""
    assert read(text) == [expected]


def test_a_further_move_of_the_fed_goes_on_with_the_one_before() -> None:
    """To add a second cut is a cut, though to add is to rise."""
    found = read("The Fed made its first cut in May and is expected to add a second next week.")
    assert ("rate", FED, (1.0,), "down", date(2025, 6, 13), date(2025, 6, 20)) in found
    assert not read("Opec's next cut is not expected before March.")


def test_a_standard_case_tells_what_it_brings() -> None:
    """Its level has the market and the horizon of the heading; profits are no move of it."""
    text = (
        "Our three cases for mid caps at the end of 2026:\n\n"
        "- Base case (50%): 3,300, as margins recover by 4% and the Fed stops after one more cut.\n"
        "- Bear case (20%): 2,600, if output shrinks."
    )
    found = read(text)
    last = date(2026, 12, 31)
    assert ("target", ("MID",), (3300.0,), "", TODAY, last) in found
    assert ("target", ("MID",), (2600.0,), "down", TODAY, last) in found
    assert ("rate", FED, (1.0,), "down", TODAY, last) in found
    assert [one[0] for one in found].count("untestable") == 1


def test_an_answer_has_the_time_that_was_asked_about() -> None:
    """Past or to come, the question gives the period."""
    past = read("How was 2023?\n\nGold made 13%, its best result since 2020.")
    assert ("return", ("GOLD",), (0.13,), "up", date(2022, 12, 31), date(2023, 12, 31)) in past
    ahead = read("Where will we be in a year?\n\nWe see the Dow at 48,000 and gold at $3,900.")
    assert {one[4:] for one in ahead} == {(TODAY, date(2026, 6, 12))}


def test_an_earlier_move_dates_nothing_after_it() -> None:
    """Where a price has come to since is of today."""
    found = read("After a gain of 9% in April oil has slipped back to $64.")
    assert ("level", ("OIL",), (64.0,), "", TODAY, TODAY) in found
    found = read("Gold, up 27% last year, should gain another 8%.")
    assert ("forecast", ("GOLD",), (0.08,), "up", None, None) in found


def test_each_clause_has_its_own_day() -> None:
    """Since a day, on another, and the eve that a yield came from."""
    found = read(
        "XBI has lost 4% since the start of June and on Tuesday closed at its lowest since May."
    )
    assert ("record", ("XBI",), (), "down", date(2025, 5, 31), date(2025, 6, 10)) in found
    assert ("return", ("XBI",), (0.04,), "down", date(2025, 5, 31), TODAY) in found
    found = read(
        "The two-year yield fell to 3.95% from 4.01% late Wednesday, "
        "dropping below 4% for the first time since May."
    )
    assert ("record", ("DGS2",), (400.0,), "down", date(2025, 5, 31), TODAY) in found
    found = read(
        "The Dow closed on Tuesday at 42,900. It is the first close above 42,500 since March."
    )
    assert ("record", ("DJI",), (42500.0,), "up", date(2025, 3, 31), date(2025, 6, 10)) in found


def test_an_item_of_a_list_of_days_goes_on_with_the_move_before() -> None:
    """Another 0.4% is of the same market and the same way."""
    found = read("- Monday: mid caps slipped 0.3% to 3,010.\n- Tuesday: another 0.5%, to 2,995.")
    moves = [one for one in found if one[0] == "return"]
    assert [one[2:] for one in moves] == [
        ((0.003,), "down", date(2025, 6, 6), date(2025, 6, 9)),
        ((0.005,), "down", date(2025, 6, 9), date(2025, 6, 10)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It has happened six times since 1985, and a year later gold was higher each time.",
            [("frequency", ("GOLD",), (6.0,), "up"), ("frequency", ("GOLD",), (6.0, 6.0), "up")],
        ),
        (
            "Of the 12 breakouts of the Dow since 1990, nine were followed by losses.",
            [("frequency", ("DJI",), (9.0, 12.0), "down")],
        ),
        (
            "Eight of the ten strategists expect mid caps to beat the Dow.",
            [("untestable", ("MID",), (), "")],
        ),
        (
            "Nearly half of the companies in the Russell 2000 do not make money.",
            [("untestable", ("RUT",), (), "")],
        ),
        (
            "The Nasdaq may suffer a 7% setback. We would use it to buy.",
            [("forecast", ("IXIC",), (0.07,), "down")],
        ),
        (
            "A setback of 7% in the Nasdaq would surprise no one, and we would use it to buy.",
            [("forecast", ("IXIC",), (0.07,), "down"), ("rule", ("IXIC",), (0.07,), "up")],
        ),
        (
            "If gold closes below $3,100, the rally since March is over.",
            [("rule", ("GOLD",), (3100.0,), "down")],
        ),
        (
            "Buy mid caps if the VIX, now at 18, rises above 40.",
            [("rule", ("MID",), (40.0,), "up"), ("volatility", ("VIX",), (18.0,), "")],
        ),
        (
            "Futures put the peak of the Fed funds rate at 4.5% in August.",
            [("rate", FED, (450.0,), "")],
        ),
        (
            "Last week gold broke out of a range in which it had been stuck since April.",
            [("level", ("GOLD",), (), "up")],
        ),
    ],
)
def test_what_letters_say(text: str, expected: list[tuple[object, ...]]) -> None:
    """Counts, surveys, rules and gauges, without their dates."""
    assert [one[:4] for one in read(text)] == expected


def test_gauges_and_prices_below_a_heading_end_the_view() -> None:
    """The heading says that they would change it."""
    text = "What would change our view on the Dow\n\n- A VIX above 35.\n"
    text += "- A weekly close of the index below 40,000."
    assert [one[:4] for one in read(text)] == [
        ("rule", ("DJI",), (35.0,), "down"),
        ("rule", ("DJI",), (40000.0,), "down"),
    ]


def test_two_markets_told_of_make_the_pair_of_a_lead() -> None:
    """The gap between them, and a noun that sets one against the other."""
    found = read("Gold has gained 28% this year, oil 2%. It is the widest lead since 2011.")
    assert ("record", ("GOLD", "OIL"), (), "up", date(2011, 12, 31), TODAY) in found
    found = read(
        "On Tuesday gold rose 2% while oil lost 1%: the widest gap between the two since 2022."
    )
    assert any(one[:2] == ("record", ("GOLD", "OIL")) for one in found)
    found = read(
        "Mid caps rose. The shortfall against the Dow this year amounts to 5 percentage points."
    )
    assert ("comparison", ("MID", "DJI"), (0.05,), "down", NEW_YEAR, TODAY) in found
    found = read(
        "The two-year yield is above the ten-year. The gap stands at minus 8 basis points."
    )
    assert any(one[:3] == ("rate", ("DGS10", "DGS2"), (8.0,)) for one in found)


def test_the_side_of_an_average_is_told_beside_how_long() -> None:
    """A long stretch is a record, and the side a level of its own."""
    found = read(
        "Oil has been below its 50-day average since 3 April, "
        "the longest such stretch in two years."
    )
    assert ("level", ("OIL",), (), "down", date(2025, 4, 3), TODAY) in found
    found = read("Gold fell on Tuesday. The 50-day average has capped every rally since April.")
    assert any(one[:4] == ("level", ("GOLD",), (), "down") for one in found)


def test_the_day_of_a_report_is_found_behind_its_headings_and_the_economy() -> None:
    """News of a month is no account of it, and the day named first holds for later paragraphs."""
    news = "Prices rose faster in May than expected. The Dow fell 1% on Wednesday."
    found = read(f"{news}\n\nThe two-year yield shot up by 20 basis points to 4.1%.")
    assert ("rate", ("DGS2",), (20.0,), "up", date(2025, 6, 10), date(2025, 6, 11)) in found
    opening = "Wednesday was a dark day. By the close the Dow had lost 3.5%."
    found = read(f"{opening}\n\nGold, often bought as insurance, ended 0.4% lower.")
    assert ("return", ("GOLD",), (0.004,), "down", date(2025, 6, 10), date(2025, 6, 11)) in found


def test_what_a_break_of_a_yield_leads_to_and_what_has_been_done_so() -> None:
    """The level whose break is the condition states nothing by itself."""
    found = read("The ten-year yield is at 4.3%. A break above 4.45% would open the way to 4.7%.")
    assert ("rate", ("DGS10",), (470.0,), "up", None, None) in found
    text = "From 1985 to 1999 mid caps beat the Dow in 11 of 15 years. "
    text += "Since then they have done so in 9 of 24."
    found = read(text)
    assert ("frequency", ("MID", "DJI"), (9.0, 24.0), "up", date(1999, 12, 31), TODAY) in found
    found = read("Those who own QQQ, up 5% this year, should move their stop to $490.")
    assert [one[:3] for one in found] == [
        ("return", ("QQQ",), (0.05,)),
        ("rule", ("QQQ",), (490.0,)),
    ]


def test_the_years_of_a_cycle_are_rows_of_means() -> None:
    """Below two markets, and below a heading on averages."""
    table = "| Year of the term | Dow | Gold |\n|---|---|---|\n| First | 6.1% | 2.2% |"
    table += "\n| Third | 9.4% | -1.0% |"
    found = [one[:4] for one in read(f"Means since 1950\n\n{table}")]
    assert found == [
        ("seasonal", ("DJI",), (0.061,), "up"),
        ("seasonal", ("DJI",), (0.094,), "up"),
        ("seasonal", ("GOLD",), (0.01,), "down"),
        ("seasonal", ("GOLD",), (0.022,), "up"),
    ]


def test_what_happened_once_has_the_year_that_is_named() -> None:
    """The mean before it keeps its own years."""
    found = read(
        "Since 1950 the Dow has gained 9% on average and has fallen only once, in 2011, by 2%."
    )
    assert ("average", ("DJI",), (0.09,), "up", date(1949, 12, 31), TODAY) in found
    assert ("return", ("DJI",), (0.02,), "down", date(2010, 12, 31), date(2011, 12, 31)) in found
    assert ("frequency", ("DJI",), (1.0,), "down", date(1949, 12, 31), TODAY) in found


def test_moves_of_the_fed_before_odds_and_its_peak() -> None:
    """The month of the odds is the next one from today."""
    text = "The Fed has raised its rate four times since June 2023 and will do so "
    text += "again in July with a probability of 70%."
    found = read(text)
    assert ("rate", FED, (4.0,), "up", date(2023, 5, 31), TODAY) in found
    assert ("scenario", FED, (0.7,), "up", date(2025, 6, 30), date(2025, 7, 31)) in found
    found = read("The Fed met in May. Markets expect the target to peak at 5.6% in December.")
    assert ("rate", FED, (560.0,), "", date(2025, 11, 30), date(2025, 12, 31)) in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The curve, inverted for two years, is steeper than at any time since May 2012.",
            [("record", ("DGS10", "DGS2"), (), "up")],
        ),
        ("A correction of 10% in the Dow is overdue.", []),
        ("Each percentage point costs the Dow about 4% of its value.", []),
        (
            "An ounce of gold costs $3,380, 2% less than a week ago.",
            [("level", ("GOLD",), (3380.0,), ""), ("return", ("GOLD",), (0.02,), "down")],
        ),
        (
            "From November to April small caps have outperformed by 2 points on average.",
            [("seasonal", ("RUT", "SPX"), (0.02,), "up")],
        ),
    ],
)
def test_words_that_decide_a_side_or_state_nothing(
    text: str, expected: list[tuple[object, ...]]
) -> None:
    """A comparative goes before an aside, and a cost is a price."""
    assert [one[:4] for one in read(text)] == expected
