"""Statements become rows of generic studies, or say why they have none."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import replace
from typing import Any, get_args

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtests.claims.drafts.toml_text import toml_value
from backtests.claims.placement.ahead import outcome_of
from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.events import event_of, part_of
from backtests.claims.placement.place import TABLE, Placed, place, place_all
from backtests.claims.placement.series import SERIES
from backtests.claims.reading.statement import Kind, Statement
from backtests.claims.schema import ClaimRow
from data_feeds.series.catalogue import is_known

DAY = datetime.date
PUBLISHED = DAY(2026, 1, 15)
KINDS: tuple[Kind, ...] = get_args(Kind)


def said(kind: Kind, text: str = "words", **fields: Any) -> Statement:
    """A statement on the Russell 2000 with no more than what is given."""
    plain = Statement(
        text, text, 0, len(text), kind, ("RUT",), (), "", "", None, None, "", testable=True
    )
    return replace(plain, **fields)


def row_of(statement: Statement) -> ClaimRow:
    """The row of a statement that has one."""
    placed = place(statement, date=PUBLISHED)
    assert isinstance(placed, Placed), placed
    return placed.claim


def reason_of(statement: Statement) -> str:
    """The reason of a statement that has no row."""
    placed = place(statement, date=PUBLISHED)
    assert isinstance(placed, WhyNot), placed
    return placed.reason


def dates(row: ClaimRow) -> dict[str, object]:
    """The parameters of a row, days as dates."""
    return {k: v.date() if isinstance(v, pd.Timestamp) else v for k, v in row.parameters.items()}


YEAR = {"from_": DAY(2024, 12, 31), "to": DAY(2025, 12, 31)}
AHEAD = {"from_": PUBLISHED, "to": DAY(2026, 12, 31)}


@pytest.mark.parametrize(
    ("statement", "study", "type_", "expected"),
    [
        (
            said("return", value=(0.166,), unit="fraction", direction="down", **YEAR),
            "stated_returns",
            "F",
            {"start": DAY(2024, 12, 31), "end": DAY(2025, 12, 31)},
        ),
        (
            said("return", direction="down", **YEAR),
            "return_in_range",
            "F",
            {"most": 0.0, "base_date": DAY(2024, 12, 31), "resolves": DAY(2025, 12, 31)},
        ),
        # 2026-01-12 is a Monday: the weekday before is Friday the 9th.
        (
            said(
                "return",
                "up 1.2%",
                value=(0.012,),
                unit="fraction",
                direction="up",
                from_=DAY(2026, 1, 9),
                to=DAY(2026, 1, 12),
            ),
            "day_move",
            "F",
            {"date": DAY(2026, 1, 12), "claimed": {"the Russell 2000": 0.012}, "tolerance": 0.001},
        ),
        (
            said(
                "return",
                "16.6% down as of April 2025",
                value=(0.166,),
                unit="fraction",
                direction="down",
                from_=DAY(2024, 12, 31),
                to=DAY(2025, 4, 30),
            ),
            "closes_within",
            "F",
            {
                "base_date": DAY(2024, 12, 31),
                "first": DAY(2025, 4, 1),
                "last": DAY(2025, 4, 30),
                "claimed": -0.166,
                "tolerance": 0.001,
            },
        ),
        (
            said(
                "return",
                value=(0.05,),
                unit="fraction",
                direction="down",
                from_=PUBLISHED,
                to=PUBLISHED,
                condition="from record high",
            ),
            "record_distance",
            "F",
            {"date": PUBLISHED, "claimed": -0.05},
        ),
        (
            said(
                "level",
                value=(2500.0,),
                unit="points",
                direction="up",
                from_=PUBLISHED,
                to=PUBLISHED,
            ),
            "level_on",
            "F",
            {"at": "close", "relation": "above", "level": 2500.0},
        ),
        (
            said(
                "level",
                direction="down",
                from_=PUBLISHED,
                to=PUBLISHED,
                condition="200-day average",
            ),
            "moving_average",
            "F",
            {"days": 200, "position": "below"},
        ),
        (
            said(
                "record",
                "highest since 2021",
                direction="up",
                from_=DAY(2021, 12, 31),
                to=PUBLISHED,
            ),
            "record_extreme",
            "F",
            {"since": DAY(2021, 12, 31), "start": PUBLISHED, "extreme": "highest"},
        ),
        (
            said(
                "record",
                "closed at a record 2,521.95",
                value=(2521.95,),
                unit="points",
                direction="up",
                to=PUBLISHED,
            ),
            "record_extreme",
            "F",
            {"start": PUBLISHED, "level": 2521.95, "tolerance": 0.0005},
        ),
        (
            said(
                "record",
                "is 3% below its all-time high of 2,521.95",
                value=(2521.95,),
                unit="points",
                direction="up",
                to=PUBLISHED,
            ),
            "record_level",
            "F",
            {"date": DAY(2026, 1, 14), "level": 2521.95, "of": "either"},
        ),
        (
            said(
                "record",
                "fell from its record close of 2,521.95 set on 8 December",
                value=(2521.95,),
                unit="points",
                direction="up",
                to=DAY(2025, 12, 8),
            ),
            "record_extreme",
            "F",
            {"start": DAY(2025, 12, 8), "level": 2521.95},
        ),
        (
            said(
                "record",
                "seven records in a row",
                value=(7.0,),
                unit="count",
                direction="up",
                from_=None,
                to=PUBLISHED,
                condition="streak, days",
            ),
            "streak_length",
            "F",
            {"streak": "record high", "claimed": 7, "of": "day"},
        ),
        (
            said("comparison", subject=("RUT", "SPX"), direction="down", **YEAR),
            "outperformed",
            "F",
            {"pairs": [["the S&P 500", "the Russell 2000"]]},
        ),
        (
            said("comparison", subject=("RUT", "SPX"), direction="up", **AHEAD),
            "relative_race",
            "P",
            {"pairs": [["the Russell 2000", "the S&P 500"]], "months": 11},
        ),
        (
            said("target", value=(3250.0,), unit="points", direction="up"),
            "price_target",
            "T",
            {"level": 3250.0, "base_date": PUBLISHED, "resolves": DAY(2027, 1, 15)},
        ),
        (
            said("target", value=(0.45,), unit="fraction", direction="up"),
            "level_by_date",
            "T",
            {"rise": 0.45, "reach": "touch", "side": "above"},
        ),
        (
            said("range", value=(0.15, 0.2), unit="fraction", direction="down", **AHEAD),
            "return_in_range",
            "P",
            {"least": -0.2, "most": -0.15},
        ),
        (
            said("range", "between 24 and 27", value=(24.0, 27.0), unit="points", **AHEAD),
            "range_by_date",
            "P",
            {"low": 24.0, "high": 27.0, "when": "always"},
        ),
        (
            said("forecast", value=(0.1,), unit="fraction", direction="down", **AHEAD),
            "return_in_range",
            "P",
            {"most": -0.1},
        ),
        (said("forecast", condition="no crash", **AHEAD), "no_crash", "P", {"depth": 0.2}),
        (
            said("forecast", value=(3000.0,), unit="points", condition="stay below", **AHEAD),
            "level_by_date",
            "P",
            {"level": 3000.0, "reach": "never", "side": "above"},
        ),
        (
            said(
                "frequency",
                "nine of the last ten years",
                value=(9.0, 10.0),
                unit="count",
                direction="up",
                condition="calendar years",
            ),
            "calendar_average",
            "F",
            {"part": "years", "statistic": "share up", "claimed": 0.9, "last": 10},
        ),
        (
            said(
                "seasonal", value=(0.01,), unit="fraction", direction="down", condition="September"
            ),
            "calendar_average",
            "F",
            {"part": "months", "months": [9], "claimed": -0.01},
        ),
        (
            said("seasonal", direction="up", condition="November to April"),
            "calendar_excess",
            "C",
            {"months": [11, 12, 1, 2, 3, 4], "direction": "up"},
        ),
        (
            said(
                "average",
                "36%",
                value=(0.36,),
                unit="fraction",
                direction="up",
                condition="after last cut, 12 months",
            ),
            "cycle_average",
            "F",
            {"anchor": "last", "months": 12, "claimed": 0.36, "tolerance": 0.005},
        ),
        (
            said(
                "average",
                value=(0.02,),
                unit="fraction",
                direction="up",
                condition="after record high, 10 days",
            ),
            "event_average",
            "F",
            {"event": "record high", "horizon": 10, "statistic": "mean"},
        ),
        (
            said(
                "average",
                value=(0.33,),
                unit="fraction",
                direction="down",
                condition="bear markets",
            ),
            "decline_average",
            "F",
            {"least": 0.2, "statistic": "mean depth", "claimed": 0.33},
        ),
        (
            said("rate", subject=("FFT",), value=(2.0,), unit="count", direction="down", **AHEAD),
            "rate_cuts",
            "P",
            {"since": PUBLISHED, "least": 2, "most": 2},
        ),
        (
            said(
                "rate",
                "cut twice",
                subject=("FFT",),
                value=(2.0,),
                unit="count",
                direction="down",
                **YEAR,
            ),
            "rate_moves",
            "F",
            {"move": "cut", "count": 2},
        ),
        (
            said(
                "rate",
                "4.27%",
                subject=("DGS10",),
                value=(427.0,),
                unit="bp",
                from_=PUBLISHED,
                to=PUBLISHED,
            ),
            "rate_level",
            "F",
            {"percent": 4.27, "relation": "near"},
        ),
        (
            said(
                "rate",
                "fell 50 basis points",
                subject=("DGS10", "DGS2"),
                value=(50.0,),
                unit="bp",
                direction="down",
                **YEAR,
            ),
            "rate_change",
            "F",
            {"claimed": -50.0},
        ),
        (
            said(
                "rate",
                "between 3.5% and 4%",
                subject=("DGS10",),
                value=(350.0, 400.0),
                unit="bp",
                **AHEAD,
            ),
            "rate_forecast",
            "P",
            {"least": 3.5, "most": 4.0},
        ),
        (
            said(
                "volatility",
                subject=("VIX",),
                value=(20.0,),
                unit="points",
                direction="up",
                from_=PUBLISHED,
                to=PUBLISHED,
            ),
            "level_on",
            "F",
            {"level": 20.0, "relation": "above"},
        ),
        (
            said("volatility", subject=("RUT", "SPX"), direction="up"),
            "more_volatile",
            "F",
            {"end": PUBLISHED},
        ),
    ],
)
def test_a_statement_gets_the_study_of_its_kind(
    statement: Statement, study: str, type_: str, expected: dict[str, object]
) -> None:
    """Study, type and parameters follow from kind, unit, condition, days and direction."""
    row = row_of(statement)
    assert (row.study, row.type) == (study, type_)
    found = dates(row)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(("direction", "move"), [("down", "cut"), ("up", "hike")])
def test_the_first_move_of_the_fed_since_a_day_is_the_only_one(direction: str, move: str) -> None:
    """Not the lowest level, at which the target stays after it."""
    row = row_of(
        said(
            "record",
            "the first such move in a year",
            subject=("FFT",),
            direction=direction,
            from_=DAY(2024, 9, 18),
            to=DAY(2025, 9, 17),
        )
    )
    assert row.study == "rate_moves"
    assert dates(row) == {
        "move": move,
        "start": DAY(2024, 9, 19),
        "end": DAY(2025, 9, 17),
        "count": 1,
    }


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (said("untestable"), "no such data"),
        (said("return", subject=("?",), value=(0.1,), unit="fraction"), "does not name the market"),
        (said("return", subject=("NIKKEI",), value=(0.1,), unit="fraction"), "data: of NIKKEI"),
        (said("return", value=(0.1,), unit="fraction", direction="up"), "the days it speaks of"),
        (said("level", from_=PUBLISHED, to=PUBLISHED), "no number"),
        (said("forecast", direction="up"), "a direction without a date"),
        (said("forecast", value=(0.1,), unit="fraction", **YEAR), "not after the article"),
        (
            said("target", value=(1500.0,), unit="points", condition="if close below 1640"),
            "depends on a condition",
        ),
        (
            said("target", value=(750.0,), unit="points", condition="distance, from breakout"),
            "a distance in points",
        ),
        (said("rule", direction="up"), "no such study: of advice"),
        (said("comparison", subject=("RUT", "RUT"), direction="up", **YEAR), "compared with"),
        (said("scenario", value=(0.3,), unit="fraction"), "odds of one outcome"),
        (
            said("average", value=(0.1,), unit="fraction", condition="after full moon, 1 month"),
            "of what came after full moon",
        ),
        (said("comparison", subject=("RUT", "SPX"), direction="up"), "the days it speaks of"),
        (said("target", subject=("DGS10",), value=(500.0,), unit="bp"), "of a target of a rate"),
    ],
)
def test_a_statement_without_a_row_says_why(statement: Statement, reason: str) -> None:
    """No number, no days, no market, no series, no study: each has its own reason."""
    assert reason in reason_of(statement)


def test_a_study_that_is_not_known_is_named() -> None:
    """The studies that may be used can be given."""
    target = said("target", value=(3250.0,), unit="points", direction="up")
    found = place(target, date=PUBLISHED, studies=("stated_returns",))
    assert found == WhyNot("no such study: price_target")


def test_words_of_others_make_an_expectation() -> None:
    """What markets price in takes futures to test; the outcome is reported (METHODS 4.2)."""
    cuts = said("rate", subject=("FFT",), value=(2.0,), unit="count", direction="down", **AHEAD)
    assert row_of(cuts).expectation is None
    priced = replace(cuts, sentence="Traders are pricing in two cuts")
    assert row_of(priced).expectation == "prices of federal funds futures of the day"


def test_dividends_choose_the_series_and_digits_the_tolerance() -> None:
    """Hundredths of a percent have 0.05 points, whole ones 0.5; "about" doubles them.

    The Russell 2000 with dividends is that of IWM from 2019 on: 0.3 points at least (METHODS 4.1).
    """
    exact = said(
        "return",
        "total return 25.72%",
        value=(0.2572,),
        unit="fraction",
        direction="up",
        from_=DAY(2025, 3, 31),
        to=DAY(2025, 12, 31),
    )
    row = row_of(exact)
    assert row.optional == {"the Russell 2000": "RUT_TR"}
    (stated,) = row.parameters["stated"]  # type: ignore[misc]
    assert stated["tolerance"] == 0.003  # type: ignore[index]
    assert any("IWM" in one for one in row.caveats)
    gain = row_of(replace(exact, text="gained 25.72%", sentence="gained 25.72%"))
    assert gain.parameters["stated"][0]["tolerance"] == 0.0005  # type: ignore[index]
    for words, series in (
        ("returned 25%", "RUT_TR"),
        ("a price return of 25%", "RUT_CLOSE"),
        ("a return to form, up 25%", "RUT_CLOSE"),
        ("gained 25%, with payouts reinvested", "RUT_TR"),
        ("gained 25% with dividends", "RUT_TR"),
        ("gained 25%, excluding dividends", "RUT_CLOSE"),
    ):
        row = row_of(replace(exact, text=words, sentence=words, value=(0.25,)))
        assert row.optional["the Russell 2000"] == series
    rounded = replace(exact, text="about 25%", sentence="about 25%", value=(0.25,))
    row = row_of(rounded)
    assert row.optional == {"the Russell 2000": "RUT_CLOSE"}
    assert row.parameters["stated"][0]["tolerance"] == 0.01  # type: ignore[index]


def test_the_statement_of_a_row_is_made_from_its_fields() -> None:
    """No word of the article is in the row."""
    text = "catapulted skywards by a quirky fifth"
    row = row_of(said("return", text, value=(0.2,), unit="fraction", direction="up", **YEAR))
    assert row.statement == "The Russell 2000: return up 20% from 2024-12-31 to 2025-12-31."
    assert not set(text.split()) & set(repr(row).split())


@pytest.mark.parametrize(
    ("text", "value", "subject", "study"),
    [
        ("rose to 4.27%", 427.0, ("DGS10",), "rate_level"),
        ("rose 12 basis points", 12.0, ("DGS10",), "rate_change"),
        ("inched up four", 4.0, ("DGS10",), "rate_change"),
        ("widened to 318 basis points", 318.0, ("HYOAS",), "rate_level"),
        ("widened by 60 basis points", 60.0, ("HYOAS",), "rate_change"),
        ("rose above zero", 0.0, ("DGS10", "DGS2"), "rate_level"),
        ("raised by half a point", 50.0, ("FFT",), "rate_moves"),
        ("raised the target to 0.5%", 50.0, ("FFT",), "rate_level"),
    ],
)
def test_a_move_of_a_rate_is_told_from_its_level(
    text: str, value: float, subject: tuple[str, ...], study: str
) -> None:
    """By the word before the figure, its unit, and its size."""
    statement = said(
        "rate", text, subject=subject, value=(value,), unit="bp", direction="up", **YEAR
    )
    assert row_of(statement).study == study


def test_two_levels_are_the_return_between_them() -> None:
    """From 2,500 down to 2,250 is a fall of 10%; the VIX is tested at the level that it reached."""
    row = row_of(said("return", value=(2500.0, 2250.0), unit="points", direction="down", **YEAR))
    assert row.parameters["stated"][0]["claimed"] == -0.1  # type: ignore[index]
    jump = said("volatility", subject=("VIX",), value=(20.0, 46.0), unit="points", direction="up")
    row = row_of(replace(jump, from_=DAY(2025, 4, 1), to=DAY(2025, 4, 4)))
    assert dates(row) == {
        "start": DAY(2025, 4, 4),
        "end": DAY(2025, 4, 4),
        "at": "close",
        "relation": "near",
        "level": 46.0,
        "tolerance": 0.0109,
    }
    assert "rose or fell" in reason_of(said("return", value=(90.0,), unit="points", **YEAR))


def test_odds_that_sum_to_one_share_a_claim() -> None:
    """Bull, base and bear in any order; two of the three are no table."""
    three = [
        said("scenario", value=(share,), unit="fraction", condition=case)
        for case, share in (("bear", 0.3), ("bull", 0.25), ("base", 0.45))
    ]
    placed = place_all(three, date=PUBLISHED, key="x")
    assert {one.claim.id for one in placed if isinstance(one, Placed)} == {"x-01"}
    assert all(isinstance(one, Placed) for one in placed)
    row = placed[0].claim  # type: ignore[union-attr]
    assert row.study == "scenario_odds"
    assert row.parameters["odds"] == {"down": 0.3, "sideways": 0.45, "up": 0.25}
    assert row.statement == "The Russell 2000: odds of down 30%, up 25%, sideways 45%."
    assert all(isinstance(one, WhyNot) for one in place_all(three[:2], date=PUBLISHED))
    passing = [replace(three[0], subject=("FFT",)), *three[1:]]
    assert place_all(passing, date=PUBLISHED, key="x") == placed


def test_equal_statements_share_a_claim_and_ids_count_claims() -> None:
    """The second target is the first again; the third has the next number."""
    low = said("target", value=(3250.0,), unit="points", direction="up")
    high = replace(low, value=(3650.0,))
    placed = place_all([low, low, said("rule"), high], date=PUBLISHED, key="x")
    ids = [one.claim.id for one in placed if isinstance(one, Placed)]
    assert ids == ["x-01", "x-01", "x-02"]


@pytest.mark.parametrize(
    ("condition", "parameters", "trigger", "horizon"),
    [
        ("after last rate cut in such cycles, 12 months", {"event": "last cut"}, "FFT", 252),
        ("after first cut", {"event": "first cut"}, "FFT", None),
        ("after 50 bp cut, 6 months", {"event": "cut", "basis_points": 50}, "FFT", 126),
        (
            "after VIX above 40, 12 months, median",
            {"event": "above level", "level": 40.0},
            "VIX",
            252,
        ),
        ("after DGS10 above 500 bp, 3 weeks", {"event": "above level", "level": 5.0}, "DGS10", 15),
        ("after 2% daily loss, 1 day", {"event": "fall", "size": 0.02}, "", 1),
        ("after 52-week high, 1 month", {"event": "high", "days": 252}, "", 21),
        ("after 7 record closes in a row, 1 month", {"event": "record streak", "times": 7}, "", 21),
        (
            "after close above the 200-day average, 1 year",
            {"event": "above mean", "days": 200},
            "",
            252,
        ),
    ],
)
def test_conditions_name_events_and_horizons(
    condition: str, parameters: dict[str, object], trigger: str, horizon: int | None
) -> None:
    """Horizons are trading days: 21 a month, 5 a week; yields are in percent."""
    event = event_of(condition)
    assert event is not None
    assert (event.parameters, event.trigger, event.horizon) == (parameters, trigger, horizon)
    assert event.median == ("median" in condition)


def test_a_sentence_names_the_sample_that_the_condition_leaves_out() -> None:
    """A horizon alone takes its event from the sentence; a count its months; nothing is guessed."""
    after = said(
        "average",
        "6 months after the Fed's opening cut it had gained 5%",
        value=(0.05,),
        unit="fraction",
        direction="up",
        condition="6 months",
    )
    assert dates(row_of(after))["anchor"] == "first"
    closes = "after the VIX first closes above 40, it gained 5%"
    row = row_of(replace(after, sentence=closes, condition="12 months"))
    assert (row.study, row.data["trigger"]) == ("event_average", "VIX")
    aprils = said(
        "frequency",
        "in every one of the last six Aprils",
        value=(6.0, 6.0),
        unit="count",
        direction="up",
    )
    found = dates(row_of(aprils))
    assert (found["months"], found["last"], found["claimed"]) == ([4], 6, 1.0)
    swings = replace(aprils, sentence="swung by 200 points or more on 6 of the last 6 days")
    assert "the sample that it counts" in reason_of(swings)
    assert "the sample that it counts" in reason_of(replace(after, sentence="5% later"))


def test_a_condition_with_more_than_its_event_names_none() -> None:
    """One cut is not all cuts, and a move within months is no move of a day."""
    assert event_of("after cut of March 2020, 12 months") is None
    assert event_of("after last cut, 12 months, without 2020") is None
    assert event_of("after two years above 20%") is None


def test_parts_of_the_calendar() -> None:
    """A month is not the months; an election year has its place in the term."""
    assert part_of("September") == {"part": "months", "months": [9]}
    assert part_of("May to October") == {"part": "months", "months": [5, 6, 7, 8, 9, 10]}
    assert part_of("midterm years") == {"part": "term years", "term_year": 2}
    assert part_of("Mondays") == {"part": "weekday", "weekday": 1}
    assert part_of("calendar years") == {"part": "years"}
    assert part_of("full moon") is None
    assert part_of("third quarter of midterm years") is None
    assert part_of("first trading day of July") is None


def test_outcomes_of_scenarios() -> None:
    """The case decides before the direction of the words."""
    assert outcome_of(said("scenario", "Sideways 45%")) == "sideways"
    assert outcome_of(said("scenario", "stays put", condition="bull")) == "up"
    assert outcome_of(said("scenario", direction="down")) == "down"
    assert outcome_of(said("scenario")) is None
    row = "Base case: a range with a downside bias"
    assert outcome_of(said("scenario", row, condition="downside")) == "sideways"


def test_a_futures_month_beside_a_period_is_another_reading() -> None:
    """A month before "futures" is the contract's or the time; the quarter decides with it."""
    text = "In the first quarter of 2025 the index led, with June 2025 futures rising 5%"
    statement = said(
        "return",
        text,
        value=(0.05,),
        unit="fraction",
        direction="up",
        from_=DAY(2025, 5, 31),
        to=DAY(2025, 6, 30),
    )
    row = row_of(statement)
    found = dates(row)
    assert (found["start"], found["end"]) == (DAY(2024, 12, 31), DAY(2025, 3, 31))
    (other,) = row.parameters["other_days"]  # type: ignore[misc]
    assert [str(other[key])[:10] for key in ("start", "first_end", "last_end")] == [  # type: ignore[index]
        "2024-12-31",
        "2025-06-01",
        "2025-06-30",
    ]


def test_every_kind_has_a_row_in_the_table_and_every_symbol_a_series() -> None:
    """Kinds of the reading rules; series of the catalogue."""
    assert {rule.kind for rule in TABLE} == set(KINDS)
    assert all(is_known(one.bars) for one in SERIES.values())


CONDITIONS = (
    "",
    "after last cut, 12 months",
    "after record high, 10 days",
    "September",
    "midterm years",
    "if close below 1640",
    "from breakout",
    "from close of 2023-02-01",
    "distance",
    "bull",
    "streak, days",
    "per year",
    "intraday",
    "average",
    "change",
    "no crash",
    "stay below",
    "200-day average",
    "from record high",
    "corrections",
    "after VIX above 40, 12 months, median",
)
days = st.none() | st.dates(DAY(1985, 1, 1), DAY(2035, 12, 31))


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """Any statement, fitting or not."""
    value = tuple(draw(st.lists(st.floats(0, 1e5, allow_nan=False), max_size=3)))
    text = draw(st.sampled_from(["up 5%", "in three years", "worst day since", "held above", ""]))
    return said(
        draw(st.sampled_from(KINDS)),
        text,
        subject=tuple(draw(st.lists(st.sampled_from([*SERIES, "?", "XYZ"]), max_size=3))),
        value=value,
        unit=draw(st.sampled_from(["points", "fraction", "bp", "count"])) if value else "",
        direction=draw(st.sampled_from(["up", "down", ""])),
        from_=draw(days),
        to=draw(days),
        condition=draw(st.sampled_from(CONDITIONS) | st.text(max_size=20)),
    )


@settings(max_examples=250, deadline=None)
@given(statement=statements(), published=st.dates(DAY(1990, 1, 1), DAY(2030, 12, 31)))
def test_any_statement_has_a_valid_row_or_a_reason(
    statement: Statement, published: datetime.date
) -> None:
    """A row survives the way through TOML; a reason is one line."""
    placed = place(statement, date=published)
    if isinstance(placed, WhyNot):
        assert placed.reason
        assert "\n" not in placed.reason
        return
    fields = placed.claim.model_dump(exclude_defaults=True)
    text = "\n".join(f"{key} = {toml_value(value)}" for key, value in fields.items())
    assert ClaimRow.model_validate(tomllib.loads(text)) == placed.claim


@pytest.mark.parametrize(
    ("kind", "condition", "unit"),
    [
        ("return", "futures", "fraction"),
        ("level", "futures", "points"),
        ("record", "futures", ""),
        ("return", "intraday", "fraction"),
        ("level", "intraday", "points"),
    ],
)
def test_prices_before_the_close_have_no_row(kind: Kind, condition: str, unit: Any) -> None:
    """Of the futures, or within a day: the close of that day neither confirms nor refutes them."""
    value = (2540.0,) if unit == "points" else (0.006,) if unit else ()
    days = {"from_": DAY(2026, 1, 14), "to": PUBLISHED}
    statement = said(kind, value=value, unit=unit, direction="", condition=condition, **days)
    assert "futures" in reason_of(statement) or "trading went on" in reason_of(statement)


def test_a_price_that_a_day_touched_is_tested_by_its_high() -> None:
    """A high within the day is one of the bars."""
    days = {"from_": PUBLISHED, "to": PUBLISHED, "condition": "intraday"}
    row = row_of(said("level", "an intraday high of 2,540", value=(2540.0,), unit="points", **days))
    assert row.parameters["at"] == "high"


def test_a_report_of_the_day_before_ends_the_year_so_far_with_it() -> None:
    """As it knows no later close; one that states a price of its own day does."""
    before, eve = DAY(2026, 1, 14), DAY(2026, 1, 13)
    move = said("return", "rose 1%", value=(0.01,), unit="fraction", direction="up")
    price = said("level", "to 2,540.1", value=(2540.1,), unit="points")
    told = [
        replace(move, from_=eve, to=before),
        replace(price, from_=before, to=before),
        replace(move, value=(0.03,), from_=DAY(2025, 12, 31), to=PUBLISHED),
    ]
    ends = [
        p.claim.parameters["end"]
        for p in place_all(told, date=PUBLISHED)[2:]
        if isinstance(p, Placed)
    ]
    assert [pd.Timestamp(str(e)).date() for e in ends] == [before]
    own = [*told, replace(price, text="closed at 2,540.1", from_=PUBLISHED, to=PUBLISHED)]
    last = place_all(own, date=PUBLISHED)[2]
    assert isinstance(last, Placed)
    assert pd.Timestamp(str(last.claim.parameters["end"])).date() == PUBLISHED


def test_a_record_in_nearly_two_years_need_not_be_one_of_two_years() -> None:
    """A month or two may be missing."""
    days = {"from_": DAY(2024, 1, 14), "to": DAY(2026, 1, 14), "direction": "up"}
    since = [
        dates(row_of(said("record", f"its highest close in {words}", **days)))["since"]
        for words in ("two years", "nearly two years")
    ]
    assert since[0] == DAY(2024, 1, 14)
    assert DAY(2024, 3, 14) < since[1] < DAY(2024, 5, 14)  # type: ignore[operator]


def test_a_distance_from_the_high_of_a_period_is_from_that_one() -> None:
    """It need not be one from the record."""
    text = "off 9% from its 52-week high"
    fields = {"value": (0.09,), "unit": "fraction", "direction": "down", "to": PUBLISHED}
    row = row_of(said("return", text, condition="from record high", **fields))
    assert row.study == "record_distance"
    assert (row.parameters["extreme"], row.parameters["claimed"]) == ("high", -0.09)
    assert PUBLISHED - row.parameters["since"].date() == datetime.timedelta(days=7 * 52 - 1)


def test_a_figure_that_was_exceeded_is_a_limit() -> None:
    """A rise of more than 20% is one of 20% or more."""
    row = row_of(
        said("return", "rose more than 20%", value=(0.2,), unit="fraction", direction="up", **YEAR)
    )
    assert row.study == "return_in_range"
    assert "most" not in row.parameters
    assert dates(row)["least"] == pytest.approx(0.19)


@pytest.mark.parametrize(
    ("words", "direction", "relation"),
    [("support at 182.40", "up", "above"), ("resistance at 182.40", "down", "below")],
)
def test_a_support_or_resistance_is_tested_by_its_side(
    words: str, direction: str, relation: str
) -> None:
    """The price is on one side of it, however many digits it has."""
    day = {"from_": DAY(2026, 1, 14), "to": DAY(2026, 1, 14)}
    level = {"value": (182.4,), "unit": "points"}
    assert row_of(said("level", words, direction=direction, **level, **day)).parameters[
        "relation"
    ] == (relation)
    assert "side" in reason_of(said("level", words, **level, **day))


def test_forecasts_without_a_date() -> None:
    """An amount is to be reached, and a range has no day that could decide it."""
    amount = said("forecast", value=(0.12,), unit="fraction", direction="up")
    assert row_of(amount).study == "level_by_date"
    for unit, value in (("fraction", (0.05, 0.07)), ("points", (3400.0, 3500.0))):
        assert "range without a date" in reason_of(said("range", value=value, unit=unit))


def test_a_sample_ends_with_its_article() -> None:
    """What came after the article is no part of what it counted."""
    row = row_of(
        said(
            "seasonal",
            value=(0.02,),
            unit="fraction",
            direction="up",
            condition="January",
            from_=DAY(1999, 12, 31),
            to=PUBLISHED,
        )
    )
    assert dates(row)["until"] == PUBLISHED


def test_what_a_mean_depth_is_not() -> None:
    """A median is tested as one, and how much further a market fell is not tested."""
    fall = {"value": (0.17,), "unit": "fraction", "direction": "down", "condition": "bear markets"}
    row = row_of(said("average", "the median decline was 17%", **fall))
    assert row.parameters["statistic"] == "median depth"
    assert "further" in reason_of(said("average", "a 17% further decline", **fall))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("its biggest since May", {}),
        ("reached multiyear lows", {}),
        ("the first gain in three sessions", {}),
        ("at 40-year lows", {"subject": ("FFT",)}),
        ("its biggest three-day gain", {"condition": "biggest moves over several days"}),
    ],
)
def test_records_that_no_study_takes(text: str, fields: dict[str, Any]) -> None:
    """Whose period or years are not said, or are no days, weeks or months."""
    days = {"from_": DAY(2020, 5, 31), "to": PUBLISHED, "direction": "down"}
    assert reason_of(said("record", text, **days, **fields))


def test_days_above_a_level_are_no_share_of_gains() -> None:
    """A frequency of rises would be tested."""
    statement = said("frequency", value=(0.92,), unit="fraction", direction="up", to=PUBLISHED)
    text = "has settled above 2,000 on 92% of days"
    assert "above or below a level" in reason_of(replace(statement, sentence=text))


def test_the_worst_half_is_no_lowest_close() -> None:
    """No study ranks halves of years."""
    days = {"from_": DAY(1970, 12, 31), "to": DAY(2022, 6, 30), "direction": "down"}
    assert "periods" in reason_of(said("record", "its worst first half since 1970", **days))


def test_the_low_of_a_yield_in_a_period_has_no_row() -> None:
    """The close of its last day is another."""
    days = {"from_": DAY(2025, 12, 31), "to": PUBLISHED, "unit": "bp", "value": (163.0,)}
    statement = said("rate", "from a low of 1.63%", subject=("DGS10",), **days)
    assert "high or low" in reason_of(statement)


def test_brent_is_not_tested_with_the_other_crude() -> None:
    """Their prices differ by dollars."""
    days = {"from_": DAY(2026, 1, 14), "to": PUBLISHED, "direction": "down", "unit": "fraction"}
    statement = said("return", "and Brent crude fell 2.6%", subject=("OIL",), value=(0.026,))
    assert "Brent" in reason_of(replace(statement, **days))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("up from its 2025 closing low of 2,100", "close"),
        ("from its bear market low of 2,100", "close"),
        ("from a low of 2,100", "low or close"),
        ("from an intraday low of 2,100", "low"),
    ],
)
def test_a_closing_low_is_tested_as_a_close(text: str, at: str) -> None:
    """The low within the day lies below it; which one is meant may be left open."""
    day = DAY(2025, 4, 8)
    statement = said("level", text, value=(2100.0,), unit="points", from_=day, to=day)
    row = row_of(replace(statement, condition="low"))
    assert row.parameters["at"] == at


def test_a_rise_from_an_earlier_record_is_no_distance_below_one() -> None:
    """It would be tested as a fall."""
    text = "That's up 0.3% from its previous record high on Wednesday."
    fields = {"value": (0.003,), "unit": "fraction", "direction": "down", "to": PUBLISHED}
    statement = said("return", text, condition="from record high", **fields)
    assert "earlier record" in reason_of(statement)


def test_a_high_of_today_is_tested_as_one_within_the_day() -> None:
    """The close lies below it."""
    fields = {"value": (2100.0,), "unit": "points", "from_": PUBLISHED, "to": PUBLISHED}
    statement = said("level", "it reached a high today of 2,100", condition="high", **fields)
    assert row_of(statement).parameters["at"] == "high"


@pytest.mark.parametrize("symbol", ["FFT", "DGS10"])
def test_a_rate_that_is_to_stay_is_not_expected_at_zero(symbol: str) -> None:
    """Its change is none, within the tolerance of yields."""
    fields = {"subject": (symbol,), "value": (0.0,), "unit": "bp", **AHEAD}
    row = row_of(said("rate", "will be left unchanged until December", **fields))
    assert row.study == "rate_forecast"
    assert {k: row.parameters[k] for k in ("change_least", "change_most")} == {
        "change_least": -3.0,
        "change_most": 3.0,
    }
    assert {"least", "most"}.isdisjoint(row.parameters)
    at_zero = row_of(said("rate", "will stand at 0% in December", **fields))
    assert at_zero.parameters["most"] == pytest.approx(0.03)


def test_a_yield_that_did_not_move_is_tested_by_its_change() -> None:
    """Zero is no level of it."""
    fields = {"subject": ("DGS10",), "value": (0.0,), "unit": "bp", **YEAR}
    row = row_of(said("rate", "the yield was unchanged", **fields))
    assert (row.study, row.parameters["claimed"]) == ("rate_change", 0.0)


def test_a_pause_before_a_day_has_no_row() -> None:
    """It may come at any meeting before."""
    fields = {"subject": ("FFT",), "value": (0.0,), "unit": "bp", **AHEAD}
    assert "pause" in reason_of(said("rate", "the Fed will pause before December", **fields))


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [
        ("the yield fell to 3.20%", 320.0, "down"),
        ("the yield was little changed at 3.30%", 330.0, ""),
        ("the yield has fallen by 20 basis points", 20.0, "down"),
    ],
)
def test_a_rate_of_no_stated_day_is_no_forecast(text: str, value: float, direction: str) -> None:
    """It was so on some day before; only words of a forecast look ahead."""
    fields = {"subject": ("DGS10",), "unit": "bp", "direction": direction, "value": (value,)}
    assert "days" in reason_of(said("rate", text, **fields))
    ahead = row_of(said("rate", text.replace("the yield", "we expect that the yield"), **fields))
    assert ahead.study == "rate_forecast"


@pytest.mark.parametrize(
    ("text", "value", "limit"),
    [
        ("widened by over 250 basis points", 250.0, 247.0),
        ("rose at least 120 basis points", 120.0, 117.0),
        ("is up more than a quarter point", 25.0, 22.0),
        ("has risen by more than 2.5 percentage points", 250.0, 247.0),
    ],
)
def test_a_change_of_a_rate_that_was_exceeded_is_a_limit(
    text: str, value: float, limit: float
) -> None:
    """A larger one confirms it; the words are no level that was passed."""
    fields = {"subject": ("HYOAS",), "unit": "bp", "direction": "up", "value": (value,), **YEAR}
    row = row_of(said("rate", text, **fields))
    assert (row.study, row.parameters["change_least"]) == ("rate_forecast", limit)
    assert "change_most" not in row.parameters


def test_a_return_of_more_than_a_third() -> None:
    """Figures in words are exceeded too."""
    fields = {"value": (0.333333,), "unit": "fraction", "direction": "down", **YEAR}
    row = row_of(said("return", "has lost more than a third", **fields))
    assert (row.study, "least" in row.parameters) == ("return_in_range", False)


def test_the_relative_change_of_a_yield_has_no_row() -> None:
    """A yield that doubles does not change by a basis point."""
    fields = {"subject": ("DGS10",), "unit": "fraction", "direction": "up", "value": (1.0,), **YEAR}
    assert "relative change" in reason_of(said("rate", "the yield has doubled", **fields))


def test_a_yield_that_is_to_be_reached_may_be_so_on_any_day() -> None:
    """Without a side it is near the level on some day, as on one when it is to end there."""
    fields = {"subject": ("DGS10",), "unit": "bp", "value": (400.0,), **AHEAD}
    reached = row_of(said("rate", "could reach 4%", **fields))
    ends = row_of(said("rate", "should be 4% at the end of the year", **fields))
    assert reached.parameters["when"] == "any day"
    assert "when" not in ends.parameters
    assert [reached.parameters[k] for k in ("least", "most")] == [3.9, 4.1]


@pytest.mark.parametrize(
    ("text", "direction", "when"),
    [
        ("should stay above 3% all year", "up", "every day"),
        ("will not fall below 3%", "up", "every day"),
        ("remains well below 3%", "down", "every day"),
        ("should rise above 3%", "up", "any day"),
        ("will fall below 3%", "down", "any day"),
    ],
)
def test_a_side_that_a_yield_keeps_to(text: str, direction: str, when: str) -> None:
    """Every day decides it; one alone decides that a level is reached."""
    fields = {"subject": ("DGS10",), "unit": "bp", "value": (300.0,), **AHEAD}
    row = row_of(said("rate", text, direction=direction, **fields))
    assert row.parameters["when"] == when


@pytest.mark.parametrize(
    ("text", "direction", "study"),
    [
        ("stays above 15 all month", "up", "level_by_date"),
        ("will stay below 30", "down", "level_by_date"),
        ("should fall below 20", "down", "price_target"),
    ],
)
def test_a_side_that_the_vix_keeps_to(text: str, direction: str, study: str) -> None:
    """To stay above a level is not to reach it."""
    fields = {"subject": ("VIX",), "unit": "points", "value": (20.0,), **AHEAD}
    row = row_of(said("volatility", text, direction=direction, **fields))
    assert row.study == study
    assert row.parameters.get("reach", "never") == "never"


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("the Fed will not cut before 2027", {"least": 0, "most": 0}),
        ("the Fed won't raise rates this year", {"least": 0, "most": 0, "move": "hike"}),
    ],
)
def test_a_move_that_is_denied_is_counted_alone(text: str, parameters: dict[str, Any]) -> None:
    """Hikes do not refute that there is no cut."""
    fields = {"subject": ("FFT",), "value": (0.0,), "unit": "bp", **AHEAD}
    row = row_of(said("rate", text, **fields))
    assert row.study == "rate_cuts"
    assert {k: row.parameters[k] for k in ("least", "most", "move") if k in row.parameters} == (
        parameters
    )


def test_a_move_that_was_not_made_is_counted_alone() -> None:
    """As a change of either sort where the rate was left unchanged."""
    fields = {"subject": ("FFT",), "value": (0.0,), "unit": "bp", **YEAR}
    moves = [
        row_of(said("rate", text, **fields)).parameters["move"]
        for text in ("the Fed did not raise its rate", "the Fed left its rate unchanged")
    ]
    assert moves == ["hike", "change"]


@pytest.mark.parametrize(
    ("condition", "event"),
    [
        ("after half-point cut, 12 months", {"event": "cut", "basis_points": 50}),
        ("after 75 basis point hike, 12 months", {"event": "hike", "basis_points": 75}),
        ("after rate increase, 12 months", {"event": "hike"}),
    ],
)
def test_steps_of_the_fed_in_words(condition: str, event: dict[str, Any]) -> None:
    """Their size is part of the event."""
    statement = said("average", value=(0.1,), unit="fraction", direction="up", condition=condition)
    row = row_of(statement)
    assert {k: row.parameters[k] for k in ("event", "basis_points") if k in row.parameters} == event


def test_a_fall_within_a_month_is_none_of_a_day() -> None:
    """The study counts days."""
    condition = "after 10% decline in a month, 3 months"
    statement = said("average", value=(0.1,), unit="fraction", direction="up", condition=condition)
    assert "no such study" in reason_of(statement)


@pytest.mark.parametrize(
    ("text", "direction", "event"),
    [
        ("closed under 2,150 for the first time in ten months", "down", "below level"),
        ("ended above 2,150 for the first time since March", "up", "above level"),
    ],
)
def test_a_level_passed_for_the_first_time(text: str, direction: str, event: str) -> None:
    """The close lies beyond it, and need not be near it."""
    days = {"from_": DAY(2025, 3, 14), "to": DAY(2026, 1, 14)}
    fields = {"value": (2150.0,), "unit": "points", "direction": direction, **days}
    row = row_of(said("record", text, **fields))
    assert row.study == "first_event"
    assert (row.parameters["event"], row.parameters["level"]) == (event, 2150.0)


def test_a_level_never_passed_before_is_not_the_close() -> None:
    """The record is tested without it."""
    day = {"from_": DAY(2026, 1, 14), "to": DAY(2026, 1, 14)}
    fields = {"value": (2500.0,), "unit": "points", "direction": "up", **day}
    row = row_of(said("record", "closed above 2,500 for the first time", **fields))
    assert row.study == "record_extreme"
    assert "level" not in row.parameters


@pytest.mark.parametrize("symbol", ["DJI", "NDX"])
def test_a_total_return_is_not_refuted_by_prices(symbol: str) -> None:
    """The dividends of a year are more than its rounding; a gain is one of prices."""
    fields = {"subject": (symbol,), "value": (0.16,), "unit": "fraction", "direction": "up"}
    yearly = said("average", "returned 16% a year", condition="per year", **fields, **YEAR)
    assert "total return" in reason_of(said("return", "returned 16% in 2025", **fields, **YEAR))
    assert "total return" in reason_of(yearly)
    assert row_of(said("return", "gained 16% in 2025", **fields, **YEAR)).study == "stated_returns"


def test_a_figure_without_a_verb_is_a_return_as_the_one_before() -> None:
    """Both of "the Russell 2000 returned 10% and the S&P 500 12%" are with dividends."""
    fields = {"subject": ("SPX",), "value": (0.12,), "unit": "fraction", "direction": "up", **YEAR}
    text = "and the S&P 500 12%"
    sentence = f"In 2025 the Russell 2000 returned 10% {text}."
    row = row_of(replace(said("return", text, **fields), sentence=sentence))
    assert row.optional["the S&P 500"] == "SPX_TR"


def test_months_of_a_season_may_go_back_further_than_days() -> None:
    """As the published averages of months do."""
    fields = {"value": (0.02,), "unit": "fraction", "direction": "up", "condition": "november"}
    assert set(row_of(said("seasonal", **fields)).data.values()) == {"RUT_CLOSE"}


@pytest.mark.parametrize("text", ["the worst final month since 1931"])
def test_the_worst_of_some_months_has_no_row(text: str) -> None:
    """It is not the worst of all."""
    fields = {"from_": DAY(1931, 12, 31), "to": DAY(2025, 12, 31), "direction": "down"}
    assert "some periods" in reason_of(said("record", text, condition="worst month", **fields))


def test_several_moves_are_not_of_one_meeting() -> None:
    """Their number says no day of the first."""
    days = {"from_": DAY(2025, 12, 9), "to": DAY(2025, 12, 10)}
    fields = {"subject": ("FFT",), "value": (3.0,), "unit": "count", "direction": "down", **days}
    assert "days" in reason_of(said("rate", "for the third time in as many meetings", **fields))


def test_wider_by_a_number_alone_is_a_change() -> None:
    """A hundred wider is no spread of one percent."""
    fields = {"subject": ("HYOAS",), "value": (100.0,), "unit": "bp", "direction": "up", **AHEAD}
    row = row_of(said("rate", "we have them 100 wider by December", **fields))
    assert row.parameters["change_least"] == 100.0


@pytest.mark.parametrize(
    ("text", "at"), [("traded as high as 2,540", "high"), ("fell as low as 2,540", "low")]
)
def test_as_high_as_is_the_high_of_the_day(text: str, at: str) -> None:
    """The close may be far from it."""
    day = {"from_": PUBLISHED, "to": PUBLISHED, "direction": "up" if at == "high" else "down"}
    row = row_of(said("level", text, value=(2540.0,), unit="points", **day))
    assert (row.parameters["at"], row.parameters["relation"]) == (at, "near")


def test_a_level_touched_in_a_day_has_no_row() -> None:
    """Neither its high nor its low is meant for sure; another figure of the words is a close."""
    text = "touched 2,540 before closing at 2,512.3"
    day = {"from_": PUBLISHED, "to": PUBLISHED, "unit": "points"}
    assert "trading went on" in reason_of(said("level", text, value=(2540.0,), **day))
    assert row_of(said("level", text, value=(2512.3,), **day)).parameters["at"] == "close"


def test_the_best_showing_in_any_month_is_one_of_months() -> None:
    """And none of days."""
    fields = {"from_": DAY(1992, 1, 31), "to": DAY(2025, 10, 31), "direction": "up"}
    row = row_of(said("record", "its strongest showing in any month since January 1992", **fields))
    assert row.parameters["of"] == "month"


def test_a_lead_after_falls_is_no_depth() -> None:
    """Of two markets no study takes it."""
    fields = {"subject": ("RUT", "SPX"), "value": (0.16,), "unit": "fraction", "direction": "up"}
    assert "two markets" in reason_of(said("average", condition="bear markets", **fields))


def test_figures_with_zeros_or_many_digits_are_found_in_the_words() -> None:
    """A level of 4.00% is one as 4% is, and cents of an index of five digits are kept."""
    text = "rose 20 basis points to 4.00%"
    rate = {"subject": ("DGS10",), "unit": "bp", "value": (400.0,), "direction": "up", **YEAR}
    assert row_of(said("rate", text, **rate)).study == "rate_level"
    day = {"from_": PUBLISHED, "to": PUBLISHED, "unit": "points", "value": (10832.15,)}
    touched = said("level", "touched 10,832.15 in the morning", **day)
    assert "trading went on" in reason_of(touched)


@pytest.mark.parametrize(
    ("of", "to", "counted"),
    [
        ("weeks", DAY(2026, 1, 14), DAY(2026, 1, 9)),
        ("weeks", DAY(2026, 1, 9), DAY(2026, 1, 9)),
        ("months", DAY(2026, 1, 15), DAY(2025, 12, 31)),
        ("months", DAY(2025, 11, 28), DAY(2025, 11, 28)),
        ("days", DAY(2026, 1, 14), DAY(2026, 1, 14)),
    ],
)
def test_a_streak_counts_weeks_and_months_that_are_over(
    of: str, to: datetime.date, counted: datetime.date
) -> None:
    """The one under way is none of them."""
    days = {"from_": DAY(2025, 6, 30), "to": to}
    row = row_of(
        said(
            "record", condition=f"streak, {of}", value=(4.0,), unit="count", direction="up", **days
        )
    )
    assert dates(row)["date"] == counted


@pytest.mark.parametrize("high", ["its July top", "the October high", "last month's peak"])
def test_the_high_of_a_month_need_not_be_the_record(high: str) -> None:
    """A distance from it is none from the record."""
    text = f"The Russell 2000 is 4% short of {high} of 2,450."
    told = said(
        "return",
        text,
        value=(0.04,),
        unit="fraction",
        direction="down",
        to=PUBLISHED,
        condition="from record high",
    )
    assert "of the distance from the high of a period" in reason_of(told)


def test_a_record_that_is_dated_after_its_level_was_made_on_that_day() -> None:
    """The words of the statement may end before the day."""
    text = "It is 4% off its record of 2,450.10, set on 12 January."
    told = replace(
        said("record", text, value=(2450.1,), unit="points", direction="up"),
        text="its record of 2,450.10",
        from_=DAY(2026, 1, 12),
        to=DAY(2026, 1, 12),
    )
    assert row_of(told).study == "record_extreme"


@pytest.mark.parametrize(
    "text",
    [
        "When it entered June with a gain of more than 10%, the month was up in 7 of 9 years.",
        "After a weak May the index was up in June in 7 of 9 years.",
        "In years when it was up by the end of May, it gained in June in 7 of 9 cases.",
    ],
)
def test_months_of_some_years_only_have_no_study(text: str) -> None:
    """The share of all Junes would not decide it."""
    told = said("frequency", text, value=(7.0, 9.0), unit="count", direction="up", condition="June")
    assert "of some of such months or years only" in reason_of(told)


def test_of_a_multiple_only_which_did_better_is_tested() -> None:
    """Twice as much is no gap of 200 percentage points."""
    told = said(
        "comparison", value=(2.0,), unit="fraction", direction="up", condition="times", **YEAR
    )
    row = row_of(replace(told, subject=("RUT", "SPX")))
    assert (row.study, row.caveats) == ("outperformed", ("how many times as much is not tested",))


@pytest.mark.parametrize(
    ("kind", "text", "fields"),
    [
        (
            "range",
            "a setback of 7% to 10% before July",
            {"value": (0.07, 0.1), "unit": "fraction", "direction": "down", **AHEAD},
        ),
        (
            "forecast",
            "a correction of at least 10% in 2026",
            {"value": (0.1,), "unit": "fraction", "direction": "down", **AHEAD},
        ),
        (
            "forecast",
            "It will make no new high in 2026",
            {"direction": "down", "condition": "no new high", **AHEAD},
        ),
        (
            "range",
            "It bottoms between 1,900 and 2,000",
            {"value": (1900.0, 2000.0), "unit": "points", **AHEAD},
        ),
        (
            "record",
            "Relative performance is at its lowest since 2010",
            {"direction": "down", **YEAR},
        ),
        ("record", "It dropped by 4%, the most since 2010", {"direction": "down", **YEAR}),
        ("record", "the smallest setback", {"condition": "smallest year", **YEAR}),
        (
            "return",
            "Its largest setback was 3%",
            {"value": (0.03,), "unit": "fraction", "direction": "down", **YEAR},
        ),
        (
            "frequency",
            "The month after such a year was up in 7 of 9",
            {"value": (7.0, 9.0), "unit": "count", "direction": "up", "condition": "June"},
        ),
        (
            "average",
            "After a record that ended a drought it gained 8% in a year",
            {
                "value": (0.08,),
                "unit": "fraction",
                "direction": "up",
                "condition": "after record high, 12 months",
            },
        ),
        (
            "volatility",
            "its swings are a quarter lower than those of the Dow",
            {"value": (0.25,), "unit": "fraction", "direction": "down", **YEAR},
        ),
    ],
)
def test_wordings_that_a_study_would_test_as_something_else(
    kind: Kind, text: str, fields: dict[str, Any]
) -> None:
    """They have none."""
    assert isinstance(place(said(kind, text, **fields), date=PUBLISHED), WhyNot)


def test_the_high_of_a_day_is_the_base_of_a_distance() -> None:
    """Whether it was the record or not."""
    text = "It is 6% under its high of 3 November."
    away = {"value": (0.06,), "unit": "fraction", "direction": "down"}
    told = said("return", text, from_=DAY(2025, 11, 3), to=DAY(2026, 1, 14), **away)
    row = row_of(replace(told, condition="from record high"))
    assert (row.study, dates(row)["since"]) == ("record_distance", DAY(2025, 11, 3))
    assert dates(row)["until"] == DAY(2025, 11, 3)


def test_a_record_of_a_month_was_made_on_one_of_its_days() -> None:
    """And not on its last one."""
    text = "The index fell to 1,950 in November, its lowest close since 2023."
    told = said("record", text, direction="down", from_=DAY(2023, 12, 31), to=DAY(2025, 11, 30))
    row = row_of(told)
    assert (dates(row)["start"], dates(row)["end"]) == (DAY(2025, 11, 1), DAY(2025, 11, 28))


def test_an_inverted_spread_is_below_zero() -> None:
    """Its figure is printed without a sign."""
    text = "The curve is still inverted, by 40 basis points."
    told = said("rate", text, value=(40.0,), unit="bp", from_=PUBLISHED, to=PUBLISHED)
    row = row_of(replace(told, subject=("DGS10", "DGS2")))
    assert dates(row)["percent"] == -0.4


def test_a_yield_that_peaked_in_a_month_was_there_on_one_of_its_days() -> None:
    """The last one would not decide it."""
    text = "The yield peaked at 4.80% in November."
    told = said(
        "rate", text, value=(480.0,), unit="bp", from_=DAY(2025, 10, 31), to=DAY(2025, 11, 30)
    )
    row = row_of(replace(told, subject=("DGS10",)))
    assert (dates(row)["start"], dates(row)["at"]) == (DAY(2025, 11, 1), "any close")


def test_a_level_of_a_moment_is_not_decided_by_a_close() -> None:
    """The yield was there for some hours."""
    text = "The yield dipped under 4% for a few hours on Monday."
    told = said("rate", text, value=(400.0,), unit="bp", direction="down", to=DAY(2026, 1, 12))
    assert "for a moment" in reason_of(replace(told, subject=("DGS10",)))


def test_the_poorest_of_such_halves_is_no_lowest_close() -> None:
    """No study is on halves of years."""
    text = "Not since 1970 has it had a first half as poor as this one."
    told = said("record", text, direction="down", from_=DAY(1970, 12, 31), to=DAY(2025, 6, 30))
    assert "of the best or worst of such periods" in reason_of(told)


def test_a_gap_that_may_turn_negative_is_above_zero_now() -> None:
    """Only what is said of its figure counts."""
    text = "The gap is down to 40 basis points, and we expect it to turn negative."
    told = said("rate", text, value=(40.0,), unit="bp", from_=PUBLISHED, to=PUBLISHED)
    assert dates(row_of(replace(told, subject=("DGS10", "DGS2"))))["percent"] == 0.4


def test_a_number_of_moves_without_a_first_day_has_no_study() -> None:
    """The day of the last of them is not that of all."""
    told = said("rate", value=(3.0,), unit="count", direction="down", to=DAY(2025, 12, 10))
    assert "days" in reason_of(replace(told, subject=("FFT",)))


def test_the_worst_session_since_a_low_has_no_first_day() -> None:
    """The day of the low is not given."""
    text = "It was the worst session since the low."
    told = said("record", text, direction="down", to=DAY(2025, 12, 10), condition="worst session")
    assert "days" in reason_of(told)


def test_the_first_such_gain_since_a_day_is_no_highest_close() -> None:
    """No study is on such moves."""
    text = "It gained 11% in a week, something it had not managed since 2020."
    told = said("record", text, direction="up", from_=DAY(2020, 12, 31), to=DAY(2025, 7, 16))
    assert "of the first such move" in reason_of(told)


def test_a_gap_to_a_rate_without_a_series_is_no_move() -> None:
    """A yield below those of other bonds has not fallen by as much."""
    text = "The yields are 25 basis points below those of bills."
    told = said("rate", text, value=(25.0,), unit="bp", direction="down", **YEAR)
    assert "of a rate beside one without a series" in reason_of(replace(told, subject=("DGS10",)))


def test_what_came_after_one_event_is_no_mean() -> None:
    """The mean of all such events would not decide it."""
    text = "In the nine months after the previous first cut it lost 25%."
    told = said("average", text, value=(0.25,), unit="fraction", direction="down")
    assert "after one event" in reason_of(replace(told, condition="after first cut, 9 months"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Not since 2018 has it gained in May.", "not happened"),
        ("It has not managed a close above 3,000 in two years.", "not happened"),
        ("its deepest pullback since April", "of any length"),
        ("The gap between the two is the widest since 1999.", "widest gap"),
    ],
)
def test_what_is_no_highest_close_is_not_tested_as_one(text: str, why: str) -> None:
    """Though it was read as a record."""
    told = said("record", text, direction="up", from_=DAY(2020, 12, 31), to=DAY(2025, 7, 16))
    assert why in reason_of(told)


def test_a_day_names_the_record_of_that_day() -> None:
    """Of one that was passed, the record is the one before."""
    day = DAY(2025, 10, 27)
    fields: dict[str, Any] = {"value": (2520.4,), "unit": "points", "direction": "up"}
    named = said("record", "3% below its 27 October record of 2,520.4", from_=day, to=day, **fields)
    assert dates(row_of(named))["date"] == day
    passed = said("record", "above its record of 2,520.4", from_=day, to=day, **fields)
    assert dates(row_of(passed))["date"] == DAY(2025, 10, 24)


def test_of_two_prices_of_one_day_the_second_has_no_day() -> None:
    """Its day was taken from the first."""
    day = DAY(2026, 1, 13)
    one = said("level", "fell to 2,500 on Tuesday and finished at 2,540", from_=day, to=day)
    one = replace(one, value=(2500.0,), unit="points")
    placed = place_all([one, replace(one, value=(2540.0,))], date=PUBLISHED)
    assert isinstance(placed[0], Placed)
    assert isinstance(placed[1], WhyNot)
    assert "another figure" in placed[1].reason
    bounds = [replace(one, direction="down"), replace(one, value=(2540.0,), direction="up")]
    assert all(isinstance(p, Placed) for p in place_all(bounds, date=PUBLISHED))


def test_a_price_in_mid_month_has_no_known_day() -> None:
    """The last day of the month is not meant."""
    told = said("level", "2,410 in mid-September", value=(2410.0,), unit="points")
    told = replace(told, from_=DAY(2025, 8, 31), to=DAY(2025, 9, 30))
    assert "within the month" in reason_of(told)


def test_a_distance_from_a_record_is_as_of_the_day_reported_on() -> None:
    """As the year so far is."""
    before, eve = DAY(2026, 1, 14), DAY(2026, 1, 13)
    move = said("return", "rose 1%", value=(0.01,), unit="fraction", direction="up")
    far = replace(move, direction="down", condition="from record high", from_=None, to=PUBLISHED)
    told = [
        replace(move, from_=eve, to=before),
        replace(move, subject=("SPX",), from_=eve, to=before),
        far,
    ]
    last = place_all(told, date=PUBLISHED)[2]
    assert isinstance(last, Placed)
    assert dates(last.claim)["date"] == before


def test_one_month_is_no_mean_of_many() -> None:
    """Though it was read as a season."""
    told = said("seasonal", "In April it dipped by 0.4%.", value=(0.004,), unit="fraction")
    told = replace(told, direction="down", condition="april")
    assert "mean of several years" in reason_of(told)
    often = "On average it slipped by 0.4% in April."
    assert isinstance(place(replace(told, sentence=often), date=PUBLISHED), Placed)


def test_a_count_among_the_last_days_is_none_of_all() -> None:
    """Such a share of all days would be refuted."""
    told = said("frequency", "It has risen on each of the last five days.", value=(5.0, 5.0))
    assert "last days" in reason_of(replace(told, unit="count", direction="up"))


def test_a_spread_down_from_another_is_a_level() -> None:
    """And no change by the first figure."""
    told = said("rate", "The gap is 30 basis points, down from 60 a year ago", unit="bp")
    told = replace(told, subject=("DGS10", "DGS2"), value=(60.0, 30.0), direction="down")
    row = row_of(replace(told, from_=DAY(2025, 1, 15), to=PUBLISHED))
    assert (row.study, row.parameters["percent"]) == ("rate_level", 0.3)


def test_a_side_of_a_mean_that_it_has_not_been_on() -> None:
    """Is tested as the side that every close since has been on."""
    text = "The index has not closed below its 50-day average since 2023."
    stated = said("level", text, direction="down", condition="50-day average", **YEAR)
    row = row_of(stated)
    assert (row.study, row.parameters["position"]) == ("moving_average", "above")
    assert dates(row)["start"] == DAY(2024, 1, 1)


def test_no_record_in_two_years_is_a_count_of_none() -> None:
    """The days of the span have no record close."""
    text = "It has not set a record in two years."
    stated = said("record", text, direction="up", from_=DAY(2024, 1, 15), to=PUBLISHED)
    row = row_of(stated)
    assert (row.study, row.parameters["claimed"]) == ("event_count", 0)
    assert dates(row)["start"] == DAY(2024, 1, 15)


def test_a_move_since_a_price_that_the_sentence_gives() -> None:
    """Is none of the last day."""
    text = "It stood at 2,500 on 9 May and is 6% lower today"
    told = said("return", text, value=(0.06,), unit="fraction", direction="down")
    told = replace(told, from_=DAY(2026, 1, 14), to=PUBLISHED)
    assert "price stated before" in reason_of(told)


def test_a_first_move_in_nearly_some_years() -> None:
    """May fall short of them by some months."""
    text = "It raised rates for the first time in nearly five years."
    told = said("record", text, direction="up", subject=("FFT",))
    days = {"from_": DAY(2020, 1, 15), "to": PUBLISHED}
    start = dates(row_of(replace(told, **days)))["start"]
    assert isinstance(start, datetime.date)
    assert start > DAY(2020, 6, 1)
