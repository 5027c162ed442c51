"""The builder of the reference figures: weeks of made-up days, cut data, what is shipped."""

from __future__ import annotations

import runpy
import zlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from backtests.claims.registry import load_claims, series_names
from backtests.claims.run import run_claims
from backtests.cli.commands.data import shipped_names
from backtests.studies.measures.spans import forecast_span, stated_span
from data_feeds.files import build_reference, reference, shipped_series, snapshot
from data_feeds.files.build_reference import (
    last_values,
    monthly_closes,
    weekly_bars,
    weekly_closes,
    weekly_highest,
    weekly_table,
)
from data_feeds.series.bars import check_bars
from data_feeds.series.credit_spread import BAA, HIGH_YIELD, LABEL
from data_feeds.series.market import Market, open_market
from data_feeds.series.periods import from_own_spacing, with_month_ends

ROOT = Path(__file__).parents[2]


def days(*dates: str) -> pd.DatetimeIndex:
    """Dates as an index."""
    return pd.DatetimeIndex(dates, name="date")


def bars_on(index: pd.DatetimeIndex) -> pd.DataFrame:
    """Bars 1, 2, 3, ... that open at the close, with a high 0.5 above and a low 0.25 below."""
    close = np.arange(1.0, len(index) + 1)
    table = {"open": close, "high": close + 0.5, "low": close - 0.25, "close": close}
    return check_bars(pd.DataFrame(table, index=index), name="X")


def in_market(**frames: pd.DataFrame) -> Market:
    """A source of frames with bars of the Russell 2000."""
    return open_market("frames", {n: lambda f=f: f for n, f in frames.items()}, how_to_get="-")


# The week of Good Friday 2024 ends on Thursday 2024-03-28.
EASTER = days(
    *("2024-03-25", "2024-03-26", "2024-03-27", "2024-03-28"),
    *("2024-04-01", "2024-04-02", "2024-04-03", "2024-04-04", "2024-04-05"),
)


def test_a_week_that_ends_in_a_holiday_is_dated_by_its_last_trading_day() -> None:
    """Closes 1 to 4, then 5 to 9: open first, high 4 + .5, low 1 - .25, close last."""
    weekly = weekly_bars(bars_on(EASTER))
    assert weekly.index.tolist() == [pd.Timestamp("2024-03-28"), pd.Timestamp("2024-04-05")]
    assert weekly.to_numpy().tolist() == [[1, 4.5, 0.75, 4], [5, 9.5, 4.75, 9]]


def test_a_week_of_one_day_and_a_week_across_the_year_end_are_one_row_each() -> None:
    """2001-09-10 was the only session of its week; 2024-12-31 and 2025-01-03 share one."""
    one_day = weekly_bars(bars_on(days("2001-09-10", "2001-09-17", "2001-09-21")))
    assert [f"{day:%m-%d}" for day in one_day.index] == ["09-10", "09-21"]
    assert one_day["close"].tolist() == [1, 3]
    across = weekly_bars(bars_on(days("2024-12-30", "2024-12-31", "2025-01-02", "2025-01-03")))
    assert across.index.tolist() == [pd.Timestamp("2025-01-03")]
    assert across.to_numpy().tolist() == [[1, 4.5, 0.75, 4]]


def test_an_unfinished_week_is_left_out() -> None:
    """Without Friday 2024-04-05 the week of Easter Monday is not over."""
    assert weekly_bars(bars_on(EASTER[:-1])).index.tolist() == [pd.Timestamp("2024-03-28")]
    assert weekly_closes(bars_on(EASTER[:-1])).tolist() == [4]


def test_the_highest_close_of_a_week_is_not_its_last() -> None:
    """Closes 10, 14, 12, 11, then 9, 8, 9, 8, 13."""
    closes = pd.DataFrame({"close": [10.0, 14, 12, 11, 9, 8, 9, 8, 13]}, index=EASTER)
    assert weekly_highest(closes).tolist() == [14, 13]
    assert weekly_closes(check_bars(closes, name="VIX")).tolist() == [11, 13]


def test_a_rate_of_a_week_is_never_of_a_day_after_its_end() -> None:
    """The yield of Good Friday, 4.3, is of no week; a week without a value has none."""
    weeks = days("2024-03-28", "2024-04-05", "2024-04-12", "2024-04-19")
    yields = pd.Series(
        [4.1, 4.2, 4.3, 4.4, 4.5],
        index=days("2024-03-25", "2024-03-27", "2024-03-29", "2024-04-15", "2024-04-18"),
    )
    found = last_values(yields, weeks[:3])
    assert found.to_dict() == {pd.Timestamp("2024-03-28"): 4.2}


def test_the_last_week_of_a_rate_counts_only_if_the_rate_reaches_its_end() -> None:
    """A record that ends on Thursday says nothing about Friday."""
    weeks = days("2024-04-12", "2024-04-19")
    to_thursday = pd.Series([4.4, 4.5], index=days("2024-04-12", "2024-04-18"))
    assert last_values(to_thursday, weeks).tolist() == [4.4]
    to_friday = pd.Series([4.4, 4.5], index=days("2024-04-12", "2024-04-19"))
    assert last_values(to_friday, weeks).tolist() == [4.4, 4.5]


def test_a_price_that_is_missing_on_the_last_day_is_not_filled_in() -> None:
    """A fund without a close on 2024-03-28 has no figure for that week."""
    fund = check_bars(
        pd.DataFrame({"close": 2.0}, index=EASTER.delete(3)), name="XLK_ADJ", adjustment="adjusted"
    )
    market = in_market(RUT=bars_on(EASTER), XLK_ADJ=fund)
    table = weekly_table(market, ["XLK_ADJ"])
    assert table["XLK_ADJ"].isna().tolist() == [True, False]
    assert table["RUT_OPEN"].tolist() == [1, 5]


def test_figures_built_on_data_cut_at_a_day_are_the_first_of_all(snapshot_folder: Path) -> None:
    """Cut on a Wednesday, a Friday, before a holiday and at a year end; no figure changes."""
    named = shipped_names()
    adjusted = shipped_series.adjusted_names(named)
    whole = snapshot.load(snapshot_folder)
    weekly, monthly = weekly_table(whole, adjusted), monthly_closes(whole, adjusted)
    for day in ("2001-09-10", "2016-03-24", "2019-12-31", "2020-03-18", "2024-08-30"):
        cut = snapshot.load(snapshot_folder, as_of=pd.Timestamp(day))
        cut = open_market("cut", _started(cut), how_to_get="-", as_of=cut.as_of)
        found, last = weekly_table(cut, adjusted), pd.Timestamp(day)
        expected = weekly.loc[: found.index[-1], found.columns]
        pd.testing.assert_frame_equal(found, expected)
        assert last - pd.Timedelta(days=7) < found.index[-1] <= last
        months = monthly_closes(cut, adjusted)
        pd.testing.assert_frame_equal(months, monthly.loc[: months.index[-1], months.columns])


def _started(market: Market) -> dict[str, object]:
    """Return the loaders of the series that had begun by the as-of day, cut there."""
    return {
        name: lambda name=name: market.series(name)
        for name in market.loaders
        if market.can_read(name)
    }


def test_every_series_that_a_claim_names_is_shipped_or_derived(reference_market: Market) -> None:
    """What is not shipped has a reason, and a series that stands in."""
    for name in series_names(load_claims()):
        assert reference_market.can_read(name), name
        if name in shipped_series.NOT_SHIPPED:
            assert reference_market.series(name).attrs["stand_in"] == LABEL


def test_every_shipped_series_has_its_publisher_and_terms(reference_market: Market) -> None:
    """No series without a row of the table, and no row without a series."""
    listed = [name for group in shipped_series.SHIPPED for name in group.series]
    assert len(listed) == len(set(listed))
    derived = {"CASH_RATE", *shipped_series.NOT_SHIPPED}
    assert set(listed) == set(reference_market.loaders) - derived


def test_the_table_of_publishers_is_current() -> None:
    """docs/reference/data.md has the table that docs/scripts/make_data_table.py writes."""
    script = runpy.run_path(str(ROOT / "docs" / "scripts" / "make_data_table.py"))
    text = (ROOT / "docs" / "reference" / "data.md").read_text(encoding="utf-8")
    assert script["with_table"](text) == text
    for group in shipped_series.SHIPPED:
        assert f"| {', '.join(group.series)} |" in text


def test_the_shipped_figures_are_small() -> None:
    """Compressed as in a wheel, they take half a megabyte of the three a wheel may have."""
    folder = reference.shipped_folder()
    packed = sum(len(zlib.compress(path.read_bytes())) for path in folder.iterdir())
    assert packed < 500_000


def test_the_shipped_weeks_are_those_of_the_daily_snapshot(
    reference_market: Market, snapshot_market: Market
) -> None:
    """The crash of 1987 and the fall of March 2020, from the days of the snapshot."""
    for name, monday in (("RUT", "1987-10-19"), ("SPX", "2020-03-16"), ("IWM", "2020-03-16")):
        start = pd.Timestamp(monday)
        week = snapshot_market.series(name).loc[start : start + pd.Timedelta(days=6)]
        bar = reference_market.series(name).loc[week.index[-1]]
        assert bar["open"] == pytest.approx(week["open"].iloc[0], abs=5e-5)
        assert bar["high"] == pytest.approx(week["high"].max(), abs=5e-5)
        assert bar["low"] == pytest.approx(week["low"].min(), abs=5e-5)
        assert bar["close"] == pytest.approx(week["close"].iloc[-1], abs=5e-5)
    volatility = reference_market.series("VIX").loc["2020-03-20"]
    daily = snapshot_market.series("VIX")["close"].loc["2020-03-16":"2020-03-20"]
    assert (volatility["close"], volatility["highest"]) == (daily.iloc[-1], daily.max())
    assert volatility["highest"] == 82.69


def test_the_baa_spread_stands_in_on_the_scale_of_the_high_yield_spread(
    reference_market: Market, snapshot_market: Market
) -> None:
    """30 bp of the one for 50 bp of the other; a source with the spread itself keeps it."""
    derived, baa = reference_market.series(HIGH_YIELD), reference_market.series(BAA)
    assert derived["value"].to_numpy() * 30 / 50 == pytest.approx(baa["value"].to_numpy())
    assert "derived: BAA10Y divided by 0.6" in reference_market.info(HIGH_YIELD).note
    assert any("the Baa spread (BAA10Y) stands in" in text for text in reference_market.notices)
    assert "stand_in" not in snapshot_market.series(HIGH_YIELD).attrs


def test_a_claim_tested_on_the_stand_in_says_so(
    reference_market: Market, snapshot_market: Market
) -> None:
    """On the shipped figures alone, and only where the spread was used."""
    claims = [claim for claim in load_claims() if claim.id in ("mom-07", "slide-03b")]
    shipped = run_claims(claims, reference_market, resamples=50)
    labels = {finding.claim_id: finding.labels for finding in shipped.findings}
    assert LABEL in labels["slide-03b"]
    assert LABEL not in labels["mom-07"]
    daily = run_claims(claims, snapshot_market, resamples=50)
    assert not any(LABEL in finding.labels for finding in daily.findings)


def test_month_ends_answer_stated_days_of_a_weekly_record(
    reference_market: Market, snapshot_market: Market
) -> None:
    """The first quarter of 2026 begins and ends inside weeks: 2025-12-31 and 2026-03-31."""
    quarter = pd.Timestamp("2025-12-31"), pd.Timestamp("2026-03-31")
    for name in ("RUT_CLOSE", "RUT_TR", "XLF_ADJ", "RUT"):
        weekly, daily = (m.series(name) for m in (reference_market, snapshot_market))
        ours, theirs = stated_span(weekly, *quarter), stated_span(daily, *quarter)
        assert ours is not None
        assert theirs is not None
        assert (ours.start, ours.end) == quarter
        assert ours.change == pytest.approx(theirs.change, abs=1e-6)
        open_span = forecast_span(weekly, quarter[0], pd.Timestamp("2026-12-31"))
        assert open_span is not None
        assert open_span.start == quarter[0]


def test_a_record_cut_at_a_day_shows_no_later_month_end(reference_market: Market) -> None:
    """Cut on Friday 2026-03-27, the month end of Tuesday 2026-03-31 is not known."""
    closes = reference_market.series("RUT_CLOSE")
    cut = closes.loc[:"2026-03-27"]
    assert with_month_ends(cut).index[-1] == pd.Timestamp("2026-03-27")
    assert pd.Timestamp("2026-02-27") in with_month_ends(cut).index
    assert pd.Timestamp("2025-12-31") in with_month_ends(cut).index
    assert pd.Timestamp("2025-12-31") not in closes.index


def test_a_daily_record_after_weeks_is_cut_where_its_days_begin() -> None:
    """Two weekly closes, then days from Monday; a Friday before it is the day before."""
    closes = pd.DataFrame({"close": 1.0}, index=days("2024-03-08", "2024-03-15").append(EASTER))
    daily = check_bars(closes, name="RUT_CLOSE")
    assert daily.attrs["frequency"] == "daily"
    assert from_own_spacing(daily).index.equals(EASTER)
    from_friday = check_bars(bars_on(days("2024-03-22").append(EASTER)), name="RUT_CLOSE")
    assert len(from_own_spacing(from_friday)) == 1 + len(EASTER)
    weekly = check_bars(closes.iloc[:2], name="RUT_CLOSE")
    assert from_own_spacing(weekly) is weekly


def test_a_folder_of_reference_figures_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """A table of an earlier build that this source does not make is gone."""
    frames = {
        "RUT": bars_on(EASTER),
        "RUT_CLOSE": bars_on(EASTER)[["close"]],
        "FFT": reference.load_policy(),
        "USREC": reference.load().loaders["USREC"](),
    }
    nfci = pd.DataFrame({"value": [0.1, 0.2]}, index=days("2024-03-29", "2024-04-05"))
    for more in ({"NFCI": nfci}, {}):
        build_reference.build(in_market(**frames, **more), tmp_path / "out")
        assert (tmp_path / "out" / "nfci.csv").exists() is bool(more)
