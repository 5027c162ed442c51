"""Facts, settled comparisons and forecasts: each study on small data, then on real data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from backtests.claims.registry import Claim, find_claim, load_claims
from backtests.claims.run import Result, examine_claim, run_claims
from backtests.evidence.checks import decide
from backtests.evidence.conjunction_check import deciding_effect, with_deciding_effect
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.fact_checks import FactCheck
from backtests.evidence.forecast_checks import ForecastCheck
from backtests.evidence.verdicts import Verdict
from backtests.inference import monte_carlo
from backtests.studies.declines import no_crash
from backtests.studies.facts import (
    closes_within,
    day_move,
    mixed_returns,
    more_volatile,
    outperformed,
    rate_decision,
    relative_result,
    sector_median,
    stated_returns,
)
from backtests.studies.forecasts import (
    after_cut,
    lower_rates,
    rate_cuts,
    relative_race,
    return_in_range,
    volatility_order,
)
from backtests.studies.measures.spans import forecast_span, reaches, stated_span
from backtests.studies.sensitivity import steeper_curve
from data_feeds.series.bars import Frequency
from data_feeds.series.market import Market
from tests.proofs import number

NEW = (
    "slide-01",
    "slide-02",
    "slide-06b",
    "slide-13",
    "slide-14",
    "slide-15",
    "slide-16",
    "slide-17",
    "slide-18",
    "slide-22",
    "mom-01",
    "mom-05",
    "mom-06",
    "mom-07",
    "mom-08",
    "mom-09",
    "mom-11",
    "mom-12",
    "mom-14",
    "mom-15",
    "brk-07",
    "brk-08",
    "brk-09",
    "brk-10",
    "brk-11",
    "brk-12",
    "brk-13",
    "srg-04",
    "srg-05",
    "srg-06",
    "srg-08",
    "srg-10",
)
CLAIMS = tuple(c for c in load_claims() if c.id in NEW or c.study == "not_testable")


def day(text: str) -> pd.Timestamp:
    """A date."""
    return pd.Timestamp(text)


def daily(start: str, closes: list[float], **columns: list[float]) -> pd.DataFrame:
    """Closes of consecutive weekdays from a start."""
    index = pd.bdate_range(start, periods=len(closes))
    frame = pd.DataFrame({"close": closes, **columns}, index=index, dtype=float)
    frame.attrs["frequency"] = Frequency.DAILY.value
    return frame


def straight(start: str, end: str, *, first: float = 100.0, last: float) -> pd.DataFrame:
    """A close for each weekday of a span, on a straight line."""
    index = pd.bdate_range(start, end)
    frame = pd.DataFrame({"close": np.linspace(first, last, len(index))}, index=index)
    frame.attrs["frequency"] = Frequency.DAILY.value
    return frame


def monthly(closes: dict[str, float]) -> pd.DataFrame:
    """Closes dated by the last trading day of their months."""
    frame = pd.DataFrame({"close": list(closes.values())}, index=pd.DatetimeIndex(list(closes)))
    frame.attrs["frequency"] = Frequency.MONTHLY.value
    return frame


def values(rows: dict[str, float]) -> pd.DataFrame:
    """A dated rate."""
    return pd.DataFrame({"value": list(rows.values())}, index=pd.DatetimeIndex(list(rows)))


def policy(rows: dict[str, float]) -> pd.DataFrame:
    """A table of targets by announcement."""
    levels = pd.Series(list(rows.values()), index=pd.DatetimeIndex(list(rows)), dtype=float)
    return pd.DataFrame({"lower": levels, "upper": levels + 0.25, "mid": levels + 0.125})


def context(as_of: str) -> Context:
    """Return the settings of a study as of a day."""
    return Context(day(as_of), monte_carlo.generator("test"), 100)


def verdict(evidence: Evidence) -> Verdict:
    """Return the verdict on evidence."""
    return decide(evidence.check).verdict


def estimate(evidence: Evidence, name: str) -> float | None:
    """Return the value of the first estimate whose name starts with a text."""
    return next(e.value for e in evidence.estimates if e.name.startswith(name))


# Spans


def test_a_stated_span_takes_the_last_close_on_or_before_each_day() -> None:
    """Sunday the 7th is Friday the 5th, Saturday the 13th Friday the 12th."""
    closes = daily("2024-01-01", [100, 101, 102, 103, 104, 110, 111, 112, 113, 114, 120])
    span = stated_span(closes, day("2024-01-07"), day("2024-01-13"))
    assert span is not None
    assert (span.first, span.last) == (104, 114)
    assert span.change == pytest.approx(114 / 104 - 1)
    assert str(span) == "2024-01-05 to 2024-01-12"


def test_a_stated_span_is_unknown_where_the_closes_start_later_end_sooner_or_have_a_hole() -> None:
    """Nothing is taken from a close more than five days away."""
    closes = daily("2024-01-01", [100.0] * 20)
    assert stated_span(closes, day("2023-12-29"), day("2024-01-10")) is None
    assert stated_span(closes, day("2024-01-02"), day("2024-01-29")) is None
    holed = closes.drop(closes.loc["2024-01-08":"2024-01-16"].index)
    holed.attrs = dict(closes.attrs)
    assert stated_span(holed, day("2024-01-02"), day("2024-01-10")) is not None
    assert stated_span(holed, day("2024-01-02"), day("2024-01-16")) is None


def test_weekly_closes_say_nothing_of_a_day_between_them() -> None:
    """Wednesday the 14th is not Friday the 9th; 29 March 2024, a holiday, is Thursday the 28th."""
    fridays = ["2024-02-02", "2024-02-09", "2024-02-16", "2024-03-28", "2024-04-05"]
    closes = pd.DataFrame({"close": [100.0, 110, 120, 130, 140]}, pd.DatetimeIndex(fridays))
    assert stated_span(closes, day("2024-02-09"), day("2024-02-14")) is None
    assert stated_span(closes, day("2024-02-14"), day("2024-02-16")) is None
    span = stated_span(closes, day("2024-02-10"), day("2024-03-29"))
    assert span is not None
    assert span.change == pytest.approx(130 / 110 - 1)


def test_month_ends_stand_for_month_ends_only() -> None:
    """The 31st is Friday the 29th; the 15th has no close nearby."""
    closes = monthly({"2025-07-31": 100, "2025-08-29": 107, "2025-09-30": 110})
    span = stated_span(closes, day("2025-07-31"), day("2025-08-31"))
    assert span is not None
    assert span.change == pytest.approx(0.07)
    assert str(span).endswith("monthly closes")
    assert stated_span(closes, day("2025-07-31"), day("2025-09-15")) is None


def test_a_forecast_starts_on_the_base_day_or_the_next_close_and_ends_with_the_data() -> None:
    """Saturday the 6th is Monday the 8th; the data end before the 31st."""
    closes = daily("2024-01-01", [100, 101, 102, 103, 104, 110, 111, 112])
    span = forecast_span(closes, day("2024-01-06"), day("2024-01-31"))
    assert span is not None
    assert (span.first, span.last, span.final) == (110, 112, False)
    assert "so far" in str(span)
    assert forecast_span(closes, day("2024-01-15"), day("2024-01-31")) is None
    assert forecast_span(closes, day("2023-12-01"), day("2024-01-31")) is None


def test_a_forecast_on_month_ends_runs_from_the_end_of_the_base_month() -> None:
    """2026-01-30 is the last trading day of a month that ends on a Saturday."""
    closes = monthly({"2025-12-31": 90, "2026-01-30": 100, "2026-02-27": 105})
    span = forecast_span(closes, day("2026-01-09"), day("2026-02-13"))
    assert span is not None
    assert (span.first, span.last, span.final) == (100, 105, True)


def test_a_record_reaches_a_sunday_with_its_friday() -> None:
    """But not the Monday after."""
    closes = daily("2024-01-01", [1, 2, 3, 4, 5])
    assert reaches(closes, day("2024-01-07"))
    assert not reaches(closes, day("2024-01-08"))


# Stated returns


def stated(q3: float, q4: float, **more: Any) -> Evidence:
    """A claim of +10% (tolerance 1 point) in the third quarter; other days reach to December."""
    quarters = [
        straight("2025-06-30", "2025-09-30", last=q3),
        straight("2025-10-01", "2025-12-31", first=q3, last=q4),
    ]
    closes = pd.concat(quarters)
    closes.attrs["frequency"] = "daily"
    return stated_returns.examine(
        context("2026-01-05"),
        others={"index": closes, "other": closes},
        stated=[{"series": "index", "claimed": 0.10, "tolerance": 0.01}],
        start=day("2025-06-30"),
        end=day("2025-09-30"),
        **more,
    )


DECEMBER: list[stated_returns.OtherDays] = [
    {
        "name": "to a day of December",
        "start": day("2025-06-30"),
        "first_end": day("2025-12-01"),
        "last_end": day("2025-12-31"),
    }
]


def test_a_stated_return_is_judged_by_its_tolerance() -> None:
    """10.5%, 11.5% and 13% against 10% within a point; a series without a claim is reported."""
    assert verdict(stated(110.5, 110.5)) == "supported"
    assert verdict(stated(111.5, 111.5)) == "inconclusive"
    assert verdict(stated(113.0, 113.0)) == "refuted"
    assert estimate(stated(110.5, 110.5), "other, as stated") == pytest.approx(0.105)


def test_another_series_that_may_be_meant_counts_where_the_source_has_it() -> None:
    """10% with dividends or 5% by the price alone; without the prices, the first alone."""
    total, price = (straight("2025-06-30", "2025-09-30", last=v) for v in (110.0, 105.0))
    for claimed, others, wanted in (
        (0.05, {"index": total, "price": price}, "supported"),
        (0.10, {"index": total, "price": price}, "supported"),
        (0.075, {"index": total, "price": price}, "refuted"),
        (0.10, {"index": total}, "supported"),
        (0.05, {"index": total}, "refuted"),
    ):
        found = stated_returns.examine(
            context("2026-01-05"),
            others=others,
            stated=[{"series": "index", "claimed": claimed, "tolerance": 0.01}],
            start=day("2025-06-30"),
            end=day("2025-09-30"),
            instead="price",
        )
        assert verdict(found) == wanted


def test_a_reading_that_reverses_the_first_makes_a_claim_ambiguous() -> None:
    """5% by September, 10% on some day of December, named in the reason; every day is listed."""
    found = stated(105.0, 112.0, other_days=DECEMBER)
    ruling = decide(found.check)
    assert ruling.verdict == "inconclusive"
    assert ruling.reason.startswith("ambiguous: refuted as stated")
    assert len(found.events) == 23
    assert {row["fits"] for row in found.events} == {"yes", "no"}


def test_a_reading_that_fits_as_badly_changes_nothing() -> None:
    """5% by September and 6% in December: refuted."""
    assert verdict(stated(105.0, 106.0, other_days=DECEMBER)) == "refuted"


def test_a_reading_on_some_day_of_a_month_needs_daily_closes() -> None:
    """Month ends cannot refute it; what they show is printed."""
    closes = monthly({"2025-06-30": 100, "2025-09-30": 105, "2025-12-31": 130})
    found = stated_returns.examine(
        context("2026-01-05"),
        others={"index": closes},
        stated=[{"series": "index", "claimed": 0.10, "tolerance": 0.01}],
        start=day("2025-06-30"),
        end=day("2025-09-30"),
        other_days=DECEMBER,
    )
    assert verdict(found) == "no data"
    assert "needs daily closes" in decide(found.check).reason
    assert estimate(found, "index, as stated") == pytest.approx(0.05)


def test_a_stated_return_without_its_series_or_its_days_is_not_tested() -> None:
    """The reason names the series, or the days."""
    found = stated_returns.examine(
        context("2026-01-05"),
        others={},
        stated=[{"series": "index", "claimed": 0.10, "tolerance": 0.01}],
        start=day("2025-06-30"),
        end=day("2025-09-30"),
    )
    assert decide(found.check).reason == "not tested: this data source lacks index"
    early = stated_returns.examine(
        context("2025-08-01"),
        others={"index": straight("2025-06-02", "2025-08-01", last=101)},
        stated=[{"series": "index", "claimed": 0.10, "tolerance": 0.01}],
        start=day("2025-06-30"),
        end=day("2025-09-30"),
    )
    assert "2025-09-30" in decide(early.check).reason


# A close within a span


def within(bars: pd.DataFrame) -> Evidence:
    """-16.6% from 100 within 0.1 points, on some close of the week from 2024-01-08."""
    return closes_within.examine(
        context("2024-02-01"),
        bars=bars,
        month_ends=monthly({"2023-11-30": 90, "2023-12-29": 100}),
        base_date=day("2023-12-31"),
        first=day("2024-01-08"),
        last=day("2024-01-12"),
        claimed=-0.166,
        tolerance=0.001,
    )


def test_one_close_of_the_span_is_enough() -> None:
    """83.45 of five closes; a miss on daily closes refutes."""
    hit = within(daily("2024-01-08", [90, 88, 83.45, 81, 85, 90]))
    assert verdict(hit) == "supported"
    assert estimate(hit, "lowest") == pytest.approx(-0.19)
    assert verdict(within(daily("2024-01-08", [90, 88, 84, 81, 85, 90]))) == "refuted"


def test_weekly_closes_support_but_do_not_refute() -> None:
    """The day meant may lie between two Fridays."""
    weeks = pd.DatetimeIndex(["2023-12-29", "2024-01-05", "2024-01-12", "2024-01-19"])
    for close, expected in ((83.45, "supported"), (81.0, "no data")):
        bars = pd.DataFrame({"close": [100, 95, close, 90.0]}, index=weeks)
        bars.attrs["frequency"] = "weekly"
        assert verdict(within(bars)) == expected


def test_a_span_beyond_the_data_is_not_tested() -> None:
    """The closes end on Wednesday, at the very level."""
    assert verdict(within(daily("2024-01-08", [90, 88, 83.45]))) == "no data"


# One day


def test_moves_of_a_day_must_all_match() -> None:
    """+1.2% and +0.7%: both right, one far off, and the range of the day in the note."""

    def found(second: float) -> Evidence:
        small = daily("2025-09-10", [100, 101.2], open=[100, 100], high=[100, 102], low=[100, 99])
        large = daily("2025-09-10", [100, second])
        return day_move.examine(
            context("2025-09-12"),
            others={"small": small, "large": large},
            date=day("2025-09-11"),
            claimed={"small": 0.012, "large": 0.007},
            tolerance=0.001,
        )

    assert verdict(found(100.7)) == "supported"
    assert verdict(found(101.0)) == "refuted"
    assert found(100.7).estimates[0].note == "between -1.00% and +2.00% during the day"


def test_a_move_of_a_day_needs_daily_closes_of_that_day() -> None:
    """Month ends, a day without a close and the first day are not tested."""
    month_ends = monthly({"2025-08-29": 100, "2025-09-30": 101})
    cases = (
        (month_ends, "needs daily closes"),
        (daily("2025-09-11", [100, 101]), "no close of"),
        (daily("2025-09-08", [100, 101]), "no close of"),
    )
    for frame, reason in cases:
        found = day_move.examine(
            context("2025-10-01"),
            others={"small": frame},
            date=day("2025-09-11"),
            claimed={"small": 0.012},
            tolerance=0.001,
        )
        assert verdict(found) == "no data"
        assert reason in decide(found.check).reason


# Settled comparisons


def test_a_fact_about_a_lead_needs_every_part() -> None:
    """Ahead and up; ahead but down; behind."""

    def found(small: float, large: float) -> Evidence:
        frames = {
            name: straight("2025-07-31", "2025-09-01", last=last)
            for name, last in (("small", small), ("large", large))
        }
        return outperformed.examine(
            context("2025-09-01"),
            others=frames,
            pairs=[["small", "large"]],
            gains=["small"],
            start=day("2025-07-31"),
            end=day("2025-08-31"),
        )

    assert verdict(found(107, 102)) == "supported"
    assert verdict(found(98, 95)) == "refuted"
    assert verdict(found(102, 107)) == "refuted"


def test_another_span_that_the_words_allow_makes_a_lead_ambiguous() -> None:
    """Behind from July to September, ahead in August: neither supported nor refuted."""
    frames = {"small": daily("2025-07-31", [100, 90, 99]), "large": daily("2025-07-31", [100] * 3)}
    spans = {"start": day("2025-07-31"), "end": day("2025-08-04")}

    def found(**more: Any) -> Evidence:
        pairs = [["small", "large"]]
        return outperformed.examine(
            context("2025-09-01"), others=frames, pairs=pairs, **spans, **more
        )

    assert verdict(found()) == "refuted"
    august = [[day("2025-08-01"), day("2025-08-04")]]
    ruling = decide(found(other_spans=august).check)
    assert ruling.verdict == "inconclusive"
    assert "but supported if 2025-08-01 to 2025-08-04 is meant" in ruling.reason
    assert verdict(found(other_spans=[[day("2025-07-31"), day("2025-08-01")]])) == "refuted"
    late = found(other_spans=[[day("2025-08-01"), day("2026-01-02")]])
    assert verdict(late) == "no data"


@pytest.mark.parametrize(
    ("closes", "expected"),
    [((101, 99), "supported"), ((101, 100), "refuted"), ((99, 98), "refuted")],
)
def test_mixed_returns_have_both_signs(closes: tuple[float, float], expected: str) -> None:
    """Up and down; up and unchanged; both down."""
    frames = {str(at): daily("2025-12-31", [100, last, 102]) for at, last in enumerate(closes)}

    def found(**more: Any) -> Evidence:
        return mixed_returns.examine(
            context("2026-01-05"),
            others=frames,
            names=["0", "1"],
            start=day("2025-12-31"),
            end=day("2026-01-01"),
            **more,
        )

    assert verdict(found()) == expected
    # Both are up a day later, which the other reading counts.
    ambiguous = "inconclusive" if expected == "supported" else "refuted"
    assert verdict(found(other_end=day("2026-01-02"))) == ambiguous


def test_volatility_is_the_annual_deviation_of_common_log_returns() -> None:
    """Returns of +a and -a in turn have a sample deviation of a sqrt(n / (n - 1)), n = 20."""
    swing = [100 * float(np.exp(0.02 * (at % 2))) for at in range(21)]
    calm = [100 * float(np.exp(0.01 * (at % 2))) for at in range(21)]
    wild, quiet = daily("2025-01-01", swing), daily("2025-01-01", calm)
    span = {"start": day("2025-01-01"), "end": day("2025-01-29")}
    found = more_volatile.examine(context("2025-02-01"), first=wild, second=quiet, **span)
    assert verdict(found) == "supported"
    expected = 0.02 * np.sqrt(20 / 19) * np.sqrt(252)
    assert found.estimates[0].value == pytest.approx(expected)
    assert found.estimates[1].value == pytest.approx(expected / 2)
    found = more_volatile.examine(context("2025-02-01"), first=quiet, second=wild, **span)
    assert verdict(found) == "refuted"
    short = span | {"end": day("2025-01-08")}
    found = more_volatile.examine(context("2025-02-01"), first=wild, second=quiet, **short)
    assert verdict(found) == "no data"


def test_leads_of_a_settled_claim_may_disagree() -> None:
    """Both ahead, both behind, one of each."""

    def found(first: float, second: float) -> Evidence:
        lasts = {"first": first, "second": second, "index": 110.0}
        frames = {
            name: straight("2025-06-30", "2026-01-09", last=last) for name, last in lasts.items()
        }
        return relative_result.examine(
            context("2026-01-09"),
            others=frames,
            pairs=[["first", "index"], ["second", "index"]],
            start=day("2025-06-30"),
            end=day("2026-01-09"),
        )

    assert verdict(found(120, 115)) == "supported"
    assert verdict(found(105, 110)) == "refuted"
    assert verdict(found(120, 105)) == "inconclusive"


def test_the_middle_sector_is_held_against_one() -> None:
    """Median of 2%, 5% and 30% is 5%: behind 10%, ahead of 4%."""
    for against, expected in ((110.0, "supported"), (104.0, "refuted")):
        lasts = {"a": 102.0, "b": 105.0, "c": 130.0, "tech": against}
        frames = {
            name: straight("2024-12-31", "2025-12-31", last=last) for name, last in lasts.items()
        }
        found = sector_median.examine(
            context("2025-12-31"),
            others=frames,
            sectors=["a", "b", "c"],
            against="tech",
            start=day("2024-12-31"),
            end=day("2025-12-31"),
        )
        assert verdict(found) == expected
        assert estimate(found, "median return") == pytest.approx(0.05)


def test_a_comparison_without_one_of_its_series_names_it() -> None:
    """Nothing is judged by the sectors that are left."""
    frame = straight("2024-12-31", "2025-12-31", last=110)
    found = sector_median.examine(
        context("2025-12-31"),
        others={"a": frame, "tech": frame},
        sectors=["a", "b"],
        against="tech",
        start=day("2024-12-31"),
        end=day("2025-12-31"),
    )
    assert decide(found.check).reason == "not tested: this data source lacks b"


# Races


def race(end: str, lasts: dict[str, float], *, as_of: str | None = None, **more: Any) -> Evidence:
    """Two leads over an index from 2025-01-02 to 2026-01-02; series start in 2023."""
    frames = {}
    for name, last in lasts.items():
        parts = [
            straight("2023-01-02", "2025-01-01", last=100.0),
            straight("2025-01-02", end, last=last),
        ]
        frames[name] = pd.concat(parts)
        frames[name].attrs["frequency"] = "daily"
    pairs = more.pop("pairs", [["a", "index"], ["b", "index"]])
    return relative_race.examine(
        context(as_of or end),
        others=frames,
        pairs=pairs,
        base_date=day("2025-01-02"),
        resolves=day("2026-01-02"),
        months=12,
        **more,
    )


@pytest.mark.parametrize(
    ("a", "b", "strict", "loose"),
    [
        (120.0, 115.0, "supported", "supported"),
        (120.0, 105.0, "refuted", "inconclusive"),
        (105.0, 108.0, "refuted", "refuted"),
    ],
)
def test_a_race_of_two_parts_is_decided_by_both(
    a: float, b: float, strict: Verdict, loose: Verdict
) -> None:
    """One part of two refutes a claim of both, and leaves one undecided that says so."""
    lasts = {"a": a, "b": b, "index": 110.0}
    assert verdict(race("2026-01-05", lasts)) == strict
    found = race("2026-01-05", lasts, split="inconclusive")
    assert verdict(found) == loose
    if loose == "inconclusive":
        assert decide(found.check).reason.startswith("its parts disagree")


def test_a_race_is_pending_and_says_where_it_stands() -> None:
    """Half a year in, with the share of past dates."""
    found = race("2025-06-30", {"a": 120, "b": 115, "index": 110})
    assert verdict(found) == "pending"
    assert estimate(found, "a less index") == pytest.approx(0.10)
    assert "so far" in found.estimates[0].note
    assert estimate(found, "share of all dates") is not None


def test_a_race_whose_data_stop_early_stays_undecided() -> None:
    """The prices end in June, the resolution date is over."""
    found = race("2025-06-30", {"a": 120, "b": 115, "index": 110}, as_of="2026-02-02")
    assert verdict(found) == "no data"
    assert decide(found.check).reason == "no data for 2026-01-02"


def test_a_race_before_its_start_reports_nothing() -> None:
    """The data end before the base date: pending, without a number."""
    frames = {n: straight("2023-01-02", "2024-06-28", last=110.0) for n in ("a", "b", "index")}
    found = relative_race.examine(
        context("2024-06-28"),
        others=frames,
        pairs=[["a", "index"]],
        gains=["a"],
        base_date=day("2025-01-02"),
        resolves=day("2026-01-02"),
        months=12,
    )
    assert verdict(found) == "pending"
    assert estimate(found, "a less index") is None


def test_both_sides_of_a_race_end_on_the_same_day() -> None:
    """A series that stops in June is not compared with one that goes on."""
    ends = {
        "a": straight("2025-01-02", "2025-06-30", last=120.0),
        "index": straight("2025-01-02", "2025-12-31", last=200.0),
    }
    found = relative_race.examine(
        context("2025-12-31"),
        others=ends,
        pairs=[["a", "index"]],
        base_date=day("2025-01-02"),
        resolves=day("2026-01-02"),
        months=12,
    )
    at = ends["index"]["close"].loc["2025-06-30"] / 100 - 1
    assert estimate(found, "a less index") == pytest.approx(0.20 - at)


def test_a_race_may_ask_for_a_gain_too() -> None:
    """Ahead, but below its base: refuted."""
    found = race("2026-01-05", {"a": 95, "index": 90}, pairs=[["a", "index"]], gains=["a"])
    assert verdict(found) == "refuted"
    up = race("2026-01-05", {"a": 105, "index": 90}, pairs=[["a", "index"]], gains=["a"])
    assert verdict(up) == "supported"


def test_the_base_rate_of_a_race_counts_all_past_dates() -> None:
    """One series always ahead of the other: every date."""
    frames = {
        "a": straight("2020-01-01", "2024-12-31", last=200.0),
        "index": straight("2020-01-01", "2024-12-31", last=110.0),
    }
    found = relative_race.examine(
        context("2024-12-31"),
        others=frames,
        pairs=[["a", "index"]],
        base_date=day("2024-06-03"),
        resolves=day("2025-06-03"),
        months=12,
    )
    assert estimate(found, "share of all dates") == 1.0


def test_earlier_first_cuts_and_restarts_stand_beside_the_forecast() -> None:
    """The cuts of 2001-01 and 2002-03 count, the one a month after the first does not."""
    small = straight("2000-01-03", "2004-01-05", last=200.0)
    large = straight("2000-01-03", "2004-01-05", last=110.0)
    table = policy(
        {
            "2000-01-03": 6.0,
            "2000-02-01": 5.75,
            "2001-01-03": 5.5,
            "2001-02-05": 5.25,
            "2002-03-04": 5.0,
            "2003-01-06": 4.75,
        }
    )
    found = after_cut.examine(
        context("2004-01-05"),
        small=small,
        large=large,
        policy=table,
        base_date=day("2003-01-06"),
        resolves=day("2004-01-06"),
        months=12,
        quiet_months=6,
    )
    assert verdict(found) == "pending"
    past = next(e for e in found.estimates if e.name.startswith("share of first cuts"))
    assert (past.value, past.n) == (1.0, 2)
    assert past.note == "rose after 2, led after 2"


# Ranges, volatility, crashes


def ranged(last: float, end: str = "2026-12-31", **more: Any) -> Evidence:
    """A year from 2025-12-31; 12% to 18% by default."""
    closes = straight("2025-12-31", end, last=last)
    return return_in_range.examine(
        context(end),
        closes=closes,
        name="index",
        base_date=day("2025-12-31"),
        resolves=day("2026-12-31"),
        months=12,
        **{"least": 0.12, "most": 0.18, **more},
    )


@pytest.mark.parametrize(
    ("last", "expected"),
    [(111.9, "refuted"), (112.1, "supported"), (117.9, "supported"), (118.1, "refuted")],
)
def test_a_range_has_two_ends(last: float, expected: Verdict) -> None:
    """11.9%, 12.1%, 17.9% and 18.1% against 12% to 18%."""
    assert verdict(ranged(last)) == expected


def test_a_range_without_a_top_and_with_levels() -> None:
    """30% passes 15%; half-way the distance to each level is reported."""
    assert verdict(ranged(130, most=None, least=0.15)) == "supported"
    found = ranged(110, "2026-06-30", most=None, least=0.15, levels=[0.21])
    assert verdict(found) == "pending"
    assert estimate(found, "close still to gain for 21%") == pytest.approx(0.10)


def test_a_range_may_ask_for_a_leader() -> None:
    """15% with the leader behind refutes, with it ahead supports."""
    for last, expected in ((110.0, "refuted"), (120.0, "supported")):
        leader = straight("2025-12-31", "2026-12-31", last=last)
        assert verdict(ranged(115, leader=leader, leader_name="leader")) == expected


def wavy(swing: float, drift: float, end: str = "2026-12-31") -> pd.DataFrame:
    """Closes that swing day by day around a drift."""
    index = pd.bdate_range("2024-06-03", end)
    steps = np.where(np.arange(len(index)) % 2, swing, -swing) + drift
    frame = pd.DataFrame({"close": 100 * np.exp(np.cumsum(steps))}, index=index)
    frame.attrs["frequency"] = "daily"
    return frame


def test_volatility_must_fall_in_order_and_the_profitable_lead() -> None:
    """In order and ahead; in order and behind; out of order; half-way."""

    def found(profitable: pd.DataFrame, speculative: float, as_of: str = "2026-12-31") -> Evidence:
        return volatility_order.examine(
            context(as_of),
            profitable=profitable,
            whole=wavy(0.01, 0.0002, as_of),
            speculative=wavy(speculative, 0.0, as_of),
            base_date=day("2025-12-31"),
            resolves=day("2026-12-31"),
        )

    assert verdict(found(wavy(0.005, 0.0004), 0.02)) == "supported"
    assert verdict(found(wavy(0.005, 0.0001), 0.02)) == "refuted"
    assert verdict(found(wavy(0.005, 0.0004), 0.008)) == "refuted"
    half = found(wavy(0.005, 0.0004, "2026-06-30"), 0.02, "2026-06-30")
    assert verdict(half) == "pending"
    assert estimate(half, "volatility a year, speculative") == pytest.approx(0.02 * 252**0.5, 0.01)
    assert estimate(half, "share of all dates") == 1.0


def crash(closes: list[float]) -> Evidence:
    """No crash of 20% in 5 days, from 2024-01-05 to 2024-01-19."""
    frame = daily("2024-01-01", closes)
    return no_crash.examine(
        context(f"{frame.index[-1]:%Y-%m-%d}"),
        closes=frame,
        base_date=day("2024-01-05"),
        resolves=day("2024-01-19"),
        depth=0.20,
        trading_days=5,
    )


def test_a_crash_refutes_at_once_and_a_slow_fall_does_not() -> None:
    """20% within five days; the same over ten; one that was over before the base date."""
    sudden = crash([100] * 6 + [95, 90, 79, 80])
    assert verdict(sudden) == "refuted"
    assert decide(sudden.check).reason == "not so on 2024-01-11: no crash by 2024-01-19"
    slow = [100.0] * 5 + [98.0, 96, 94, 92, 90, 88, 86, 84, 82, 80]
    assert verdict(crash(slow)) == "supported"
    assert verdict(crash(slow[:10])) == "pending"
    assert verdict(crash([100, 95, 90, 80, 79, 79, 79, *[98.0] * 8])) == "refuted"
    assert verdict(crash([100, 79, 79, 79, 99, *[100.0] * 10])) == "supported"


# Rates


CUTS = policy({"2024-12-18": 4.25, "2025-09-17": 4.0, "2025-10-29": 3.75, "2026-09-16": 4.0})


def cuts(as_of: str, **more: Any) -> Evidence:
    """Cuts of 2025 known by a day."""
    wanted = {"since": day("2024-12-31"), "until": day("2025-12-31"), "least": 2, **more}
    return rate_cuts.examine(context(as_of), policy=CUTS.loc[:as_of], **wanted)


def test_cuts_are_counted_up_to_the_data_end() -> None:
    """Two in 2025, the second after September; before the year's end nothing is decided."""
    assert verdict(cuts("2026-01-05", most=2)) == "supported"
    assert verdict(cuts("2026-01-05", most=1, least=1)) == "refuted"
    assert verdict(cuts("2026-01-05", least=3)) == "refuted"
    early = cuts("2025-10-01", most=2)
    assert verdict(early) == "pending"
    assert estimate(early, "cuts announced") == 1
    assert estimate(cuts("2026-10-01"), "fall of the target") == pytest.approx(0.005)


def test_a_cut_may_be_asked_for_on_a_day() -> None:
    """On 2025-09-17 there was one, on 2025-11-05 none."""
    assert verdict(cuts("2026-01-05", cut_on=day("2025-09-17"))) == "supported"
    assert verdict(cuts("2026-01-05", cut_on=day("2025-11-05"))) == "refuted"


def test_an_unchanged_target_is_one_without_an_announcement() -> None:
    """May unchanged, September not, the future unknown."""
    for date, expected in (
        ("2025-05-07", "supported"),
        ("2025-09-17", "refuted"),
        ("2027-05-07", "no data"),
    ):
        found = rate_decision.examine(context("2026-10-01"), policy=CUTS, date=day(date))
        assert verdict(found) == expected


@pytest.mark.parametrize(
    ("two_year", "target", "expected"),
    [
        (3.0, 3.5, "supported"),
        (3.0, 3.75, "inconclusive"),
        (3.5, 4.0, "refuted"),
        (4.0, 3.75, "refuted"),
    ],
)
def test_two_rates_must_both_be_lower(two_year: float, target: float, expected: Verdict) -> None:
    """Both below; one; neither, where equal counts as not below. Two days old is known."""
    found = lower_rates.examine(
        context("2027-01-04"),
        base_date=day("2025-12-31"),
        resolves=day("2026-12-31"),
        two_year=values({"2025-12-30": 3.5, "2026-12-29": two_year}),
        policy=policy({"2025-12-10": 3.75, "2026-12-16": target}),
    )
    assert verdict(found) == expected
    assert ("disagree" in decide(found.check).reason) == (expected == "inconclusive")


def test_an_old_rate_does_not_stand_for_the_resolution_date() -> None:
    """Six days are too many; before the resolution the claim is pending."""
    rates = values({"2025-12-30": 3.5, "2026-12-25": 3.0})
    target = policy({"2025-12-10": 3.75, "2026-12-16": 3.5})
    for as_of, expected in (("2027-01-04", "no data"), ("2026-12-28", "pending")):
        found = lower_rates.examine(
            context(as_of),
            two_year=rates,
            policy=target,
            base_date=day("2025-12-31"),
            resolves=day("2026-12-31"),
        )
        assert verdict(found) == expected
        assert estimate(found, "change of the 2-year yield") == pytest.approx(-0.5)


def test_the_change_of_a_rate_is_in_points() -> None:
    """From the middle of one range to the next is +0.25; a yield without newer data has none."""
    found = lower_rates.examine(
        context("2026-10-08"),
        two_year=values({"2025-12-30": 3.45}),
        policy=policy({"2025-12-10": 3.5, "2026-09-16": 3.75}),
        base_date=day("2025-12-31"),
        resolves=day("2026-12-31"),
    )
    two_year, target, _ = found.estimates
    assert (target.value, target.unit) == (pytest.approx(0.25), "points")
    assert target.note == "+0.25 points: 3.625% to 3.875% on 2026-10-08"
    assert (two_year.value, two_year.note) == (None, "no data after 2025-12-30; 3.45% then")


def steep(sign: float, *, rise: float = 0.5, gain: float = 120.0) -> Evidence:
    """A slope that rises over 2025 with weekly waves; banks follow the waves, or go against."""
    index = pd.bdate_range("2024-12-31", "2025-12-31")
    wave = np.sin(np.arange(len(index)) / 5)
    slope = np.linspace(0.3, 0.3 + rise, len(index)) + 0.1 * wave * np.sin(
        np.pi * np.linspace(0, 1, len(index))
    )
    ten = pd.DataFrame({"value": 4 + slope}, index=index)
    two = pd.DataFrame({"value": np.full(len(index), 4.0)}, index=index)
    market = straight("2024-12-31", "2025-12-31", last=110.0)
    banks = straight("2024-12-31", "2025-12-31", last=gain)
    banks["close"] *= np.exp(sign * 0.05 * (slope - np.linspace(0.3, 0.3 + rise, len(index))))
    return steeper_curve.examine(
        context("2025-12-31"),
        ten_year=ten,
        two_year=two,
        financials=straight("2024-12-31", "2025-12-31", last=115.0),
        banks=banks,
        market=market,
        start=day("2024-12-31"),
        end=day("2025-12-31"),
    )


def alone(evidence: Evidence) -> Evidence:
    """The evidence on a claim that is alone in its family: p after Holm is p."""
    effect = deciding_effect(evidence.check)
    assert effect is not None
    adjusted = replace(effect, p_adjusted=effect.p, p_opposite_adjusted=effect.p_opposite)
    return replace(evidence, check=with_deciding_effect(evidence.check, adjusted))


def test_banks_gain_from_a_steeper_curve_only_if_they_move_with_it() -> None:
    """With it, against it, on a flatter curve, and at a loss."""
    assert verdict(alone(steep(1))) == "supported"
    assert estimate(steep(1), "beta of banks") == pytest.approx(0.05, abs=0.02)
    assert verdict(alone(steep(-1))) == "refuted"
    assert verdict(alone(steep(1, rise=-0.2))) == "refuted"
    assert verdict(alone(steep(1, gain=95.0))) == "refuted"


def test_banks_are_tested_without_each_month_of_the_span() -> None:
    """Twelve months of 2025, and the worst of them is printed."""
    effect = deciding_effect(steep(1).check)
    assert effect is not None and effect.robustness is not None
    assert [left.name for left in effect.robustness.leave_one_out] == [
        f"2025-{month:02d}" for month in range(1, 13)
    ]


# Real data


def of(result: Result, claim_id: str) -> Evidence:
    """Return the evidence of a claim."""
    return next(f.evidence for f in result.findings if f.claim_id == claim_id)


def verdicts(result: Result) -> dict[str, Verdict]:
    """Verdict by claim."""
    return {f.claim_id: f.ruling.verdict for f in result.findings}


SETTLED: dict[str, Verdict] = {
    "slide-01": "supported",
    "slide-02": "supported",
    "mom-01": "supported",
    "mom-05": "supported",
    "mom-06": "inconclusive",
    "mom-07": "inconclusive",
    "mom-08": "inconclusive",
    "mom-11": "not testable",
    "mom-12": "not testable",
    "brk-08": "supported",
    "srg-04": "refuted",
    "srg-05": "not testable",
    "srg-06": "supported",
    "srg-08": "supported",
}
DATED = (
    "mom-09",
    "mom-14",
    "mom-15",
    "brk-07",
    "brk-09",
    "brk-10",
    "brk-11",
    "brk-12",
    "brk-13",
    "slide-06b",
)


def test_settled_claims_on_daily_closes(daily_run: Result) -> None:
    """Past spans are decided for good; the one on futures is ambiguous."""
    assert {k: v for k, v in verdicts(daily_run).items() if k in SETTLED} == SETTLED
    ruling = next(f.ruling for f in daily_run.findings if f.claim_id == "mom-06")
    assert ruling.reason.startswith("ambiguous: refuted as stated")


def test_settled_claims_on_the_shipped_figures(reference_run: Result) -> None:
    """The same, but for those that need daily closes."""
    untested = ("mom-06", "srg-04")
    expected = SETTLED | dict.fromkeys(untested, "no data")
    assert {k: v for k, v in verdicts(reference_run).items() if k in SETTLED} == expected
    for claim_id in untested:
        reason = next(f.ruling.reason for f in reference_run.findings if f.claim_id == claim_id)
        assert reason.startswith("not tested"), claim_id


def test_forecasts_are_pending_until_their_day(daily_run: Result, snapshot_market: Market) -> None:
    """And report how often the condition was met from any date."""
    for claim_id in DATED:
        evidence = of(daily_run, claim_id)
        assert isinstance(evidence.check, ForecastCheck)
        due = evidence.check.resolves > snapshot_market.as_of
        assert (verdict(evidence) == "pending") == due, claim_id
        rate = estimate(evidence, "share of all dates")
        assert rate is not None
        assert 0 < rate < 1


@pytest.mark.parametrize(
    ("claim_id", "name", "value"),
    [
        ("slide-01", "Russell 2000 price", 0.2408),
        ("slide-02", "Russell 2000 price", 0.0058),
        ("mom-01", "nearest return", -0.1659),
        ("mom-01", "lowest return", -0.2105),
        ("mom-01", "highest return", -0.0829),
        ("mom-05", "Russell 2000 less S&P 500", 0.0423),
        ("mom-06", "Russell 2000, as stated", 0.120),
        ("mom-06", "S&P 500, as stated", 0.078),
        ("mom-06", "Russell 2000, calendar", 0.113),
        ("mom-06", "S&P 500, calendar", 0.164),
        ("mom-12", "cuts announced", 3.0),
        ("mom-12", "fall of the target", 0.0075),
        ("srg-04", "Russell 2000, close to close", 0.0183),
        ("srg-04", "S&P 500, close to close", 0.0085),
        ("srg-08", "Russell 2000 less S&P 500", 0.051),
    ],
)
def test_the_reference_figures_are_reproduced(
    daily_run: Result, claim_id: str, name: str, value: float
) -> None:
    """METHODS 1, *ref*: within a tenth of a percentage point."""
    assert estimate(of(daily_run, claim_id), name) == pytest.approx(value, abs=0.001)


def test_the_figures_on_futures_fit_a_day_of_december(daily_run: Result) -> None:
    """METHODS mom-06: 15.9% and 11.3% from the end of June to 2025-12-29."""
    days = {row["to"]: row for row in of(daily_run, "mom-06").events}
    row = days["2025-12-29"]
    assert row["return_Russell 2000"] == pytest.approx(0.159, abs=0.001)
    assert row["return_S&P 500"] == pytest.approx(0.113, abs=0.001)
    assert row["fits"] == "yes"


def test_financials_did_not_gain_with_the_slope_in_2025(snapshot_market: Market) -> None:
    """A beta of -0.04 there; XLF gained 14.9%, KRE 10.2% and SPY 17.7%."""
    found = alone(examine_claim(find_claim(load_claims(), "mom-08"), snapshot_market, resamples=0))
    assert verdict(found) == "inconclusive"
    assert estimate(found, "beta of banks") == pytest.approx(-0.04, abs=0.005)
    gains = [estimate(found, f"return of {x}") for x in ("financials", "regional", "the market")]
    assert gains == pytest.approx([0.149, 0.102, 0.177], abs=0.0005)


def test_the_slope_rose_as_in_the_reference(daily_run: Result) -> None:
    """METHODS mom-08: 0.33 to 0.71 by the last day of 2025; a yield a day older is near."""
    assert estimate(of(daily_run, "mom-08"), "change of the slope") == pytest.approx(
        0.0038, abs=0.0003
    )


def test_the_levels_of_the_forecasts_are_the_reference(daily_run: Result) -> None:
    """METHODS brk-11: 2,854.20, 2,978.29 and 3,226.48."""
    notes = " ".join(e.note for e in of(daily_run, "brk-11").estimates)
    for level in ("2,854.20", "2,978.29", "3,226.48"):
        assert f"needs {level}" in notes


def test_both_returns_of_a_lead_are_reported(daily_run: Result) -> None:
    """METHODS mom-05: 12.0% and 7.8%; srg-08: 7.0% and 1.9%."""
    assert of(daily_run, "mom-05").estimates[0].note.startswith("+12.0% and +7.8%")
    assert of(daily_run, "srg-08").estimates[0].note.startswith("+7.0% and +1.9%")


def test_the_price_moved_through_the_stated_gain_that_day(daily_run: Result) -> None:
    """METHODS srg-04: 1.2% lies inside the range of 2025-09-11."""
    assert of(daily_run, "srg-04").estimates[0].note == "between +0.08% and +1.86% during the day"


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_every_row_is_judged_on_the_shipped_figures(claim: Claim, reference_run: Result) -> None:
    """No error, a reason each; statements that nothing can test say what it would take."""
    finding = next(f for f in reference_run.findings if f.claim_id == claim.id)
    assert finding.ruling.reason
    if claim.study == "not_testable":
        assert finding.ruling.verdict == "not testable"
        assert finding.ruling.reason.startswith(("it ", "its "))


def test_every_check_of_a_fact_keeps_its_readings(daily_run: Result) -> None:
    """mom-06 was given both other spans."""
    check = of(daily_run, "mom-06").check
    assert isinstance(check, FactCheck)
    assert [reading.name.split(",")[0] for reading in check.readings] == [
        "calendar year 2025",
        "from 2025-06-30 to a day of December",
    ]


EARLY_DAYS = ["1989-12-29", "2025-09-11", "2001-06-29", "2025-12-31"]


@pytest.mark.parametrize("date", EARLY_DAYS[: number(4, 2)])
def test_nothing_is_decided_before_its_time(date: str, snapshot_market: Market) -> None:
    """A run as of an early day sees no later close, yield or announcement."""
    loaders = snapshot_market.loaders
    market = Market("early", loaders, "", day(date))
    dated = [claim for claim in CLAIMS if claim.type in ("F", "P", "T")]
    for finding in run_claims(dated, market, resamples=20).findings:
        check = finding.evidence.check
        if isinstance(check, ForecastCheck) and check.resolves > market.as_of:
            assert finding.ruling.verdict == "pending"
        if isinstance(check, FactCheck):
            assert day(date) >= day("2025-05-07")


def test_sources_agree_on_what_both_can_decide(daily_run: Result, reference_run: Result) -> None:
    """Month ends are the same closes."""
    for claim_id, name in (
        ("slide-01", "Russell 2000 with"),
        ("mom-05", "Russell 2000 less"),
        ("brk-08", "median of"),
        ("srg-08", "Russell 2000 less"),
    ):
        ours, theirs = (estimate(of(r, claim_id), name) for r in (daily_run, reference_run))
        assert ours == pytest.approx(theirs, abs=0.0005)
