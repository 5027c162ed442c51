"""The quality report: every kind of defect on a frame checked by hand, and the known facts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from backtests.report.json import data
from backtests.report.terminal import data as display
from backtests.runtime import serialization
from data_feeds.files import reference, snapshot
from data_feeds.quality import defects, fitness
from data_feeds.quality.fitness import SeriesCheck, check_market, check_series
from data_feeds.series.bars import DataError, Frequency, check_bars
from data_feeds.series.market import Market
from data_feeds.series.sessions import nyse_sessions

DAY = pd.Timestamp


def weekdays(count: int, first: str = "2024-01-02") -> pd.DatetimeIndex:
    """Consecutive weekdays, which serve as the sessions of an exchange without holidays."""
    return pd.bdate_range(first, periods=count, name="date")


def steady(count: int, first: str = "2024-01-02") -> pd.DataFrame:
    """Bars that rise by 1 a day from 100: open half a point up, range two points around."""
    close = 100.0 + np.arange(count)
    columns = {"open": close - 0.5, "high": close + 1, "low": close - 1, "close": close}
    return pd.DataFrame({**columns, "volume": 1000.0}, index=weekdays(count, first))


def checked(
    frame: pd.DataFrame,
    name: str = "XYZ",
    *,
    sessions: pd.DatetimeIndex | None = None,
    data_end: str | None = None,
    partner: pd.DataFrame | None = None,
) -> SeriesCheck:
    """Check a frame against its own dates as sessions and its own end as data end."""
    dates = pd.DatetimeIndex(frame.index)
    bars = check_bars(frame, name=name) if "close" in frame.columns else frame
    return check_series(
        bars,
        name=name,
        sessions=dates if sessions is None else sessions,
        data_end=DAY(data_end) if data_end else dates[-1],
        partner=partner,
    )


def values_on(index: pd.DatetimeIndex) -> pd.DataFrame:
    """A rate of 1.00, 1.01, 1.02 … percent."""
    return pd.DataFrame({"value": 1 + 0.01 * np.arange(len(index))}, index=index)


def test_bars_without_a_defect_are_fit_for_closes_and_fills() -> None:
    """No sentence beneath the conclusion, which names the first bar."""
    found = checked(steady(30))
    assert found.defects == ()
    assert found.conclusion == (
        "fit for closes; fit for fills from 2024-01-02: at most 0% of opens equal the previous "
        "close"
    )
    assert (found.first, found.last, found.rows) == (DAY("2024-01-02"), DAY("2024-02-12"), 30)
    assert not found.refused


def test_closes_alone_are_fit_for_closes() -> None:
    """No reason is owed."""
    assert checked(steady(30)[["close"]]).conclusion == "fit for closes"


def test_missing_sessions_and_days_that_are_none_are_named() -> None:
    """Two of 30 weekdays left out; 2024-01-15 is there though the exchange was closed."""
    all_days = steady(30)
    gappy = all_days.drop([DAY("2024-01-09"), DAY("2024-01-10")])
    sessions = weekdays(30).drop(DAY("2024-01-15"))
    assert checked(gappy, sessions=sessions).defects == (
        "missing 2 NYSE sessions: 2024-01-09, 2024-01-10",
        "the NYSE was closed on 1 date: 2024-01-15",
    )


def test_sessions_outside_the_span_of_the_bars_are_not_missed() -> None:
    """A fund that starts late and ends early lacks nothing."""
    bars, sessions = steady(30).iloc[5:25], weekdays(30)
    assert fitness.missing_sessions(bars, sessions).empty
    assert fitness.extra_days(bars, sessions).empty


def test_another_exchange_gets_one_sentence() -> None:
    """Six sessions missing and six extra in 200 days: 3% each way, not an NYSE file with gaps."""
    sessions = weekdays(200)
    own_holidays, theirs = sessions[10:190:30], sessions[20:200:30]
    bars = steady(200).drop(own_holidays)
    assert checked(bars, sessions=sessions.drop(theirs)).defects == (
        "the calendar of another exchange: 6 NYSE sessions missing, the NYSE closed on 6 dates, "
        "first 2024-01-16",
    )
    assert len(checked(bars.drop(theirs[:1]), sessions=sessions.drop(theirs)).defects) == 2


def test_weeks_and_months_are_not_held_against_sessions() -> None:
    """Fridays lack no Monday; a missing week is a gap."""
    weeks = pd.date_range("2024-01-05", periods=30, freq="W-FRI")
    bars = steady(30).set_axis(weeks)
    assert checked(bars, sessions=weekdays(200)).defects == ()
    assert checked(bars.drop(weeks[4]), sessions=weekdays(200)).defects == (
        "nothing for more than 12 days after 1 date: 2024-01-26",
    )


def test_days_without_volume_are_counted_apart_from_a_late_start() -> None:
    """Three bars before the first volume, then four single zeros: first and last are named."""
    bars = steady(30)
    bars.iloc[[0, 1, 2, 10, 12, 14, 16], bars.columns.get_loc("volume")] = 0.0
    assert checked(bars).defects == (
        "no volume before 2024-01-05 (3 bars)",
        "volume is 0 on 4 bars, first 2024-01-16, last 2024-01-24",
    )


def test_a_series_that_never_has_volume_is_not_blamed_for_it() -> None:
    """An index without volume is as published."""
    assert checked(steady(30).assign(volume=0.0)).defects == ()


def test_bars_of_one_price_push_back_the_first_fill() -> None:
    """15 flat bars at the end of 2023: their open is the close, so fills start in 2024."""
    bars = steady(40, "2023-12-11")
    for column in ("open", "high", "low"):
        bars.loc[:"2023-12-29", column] = bars["close"]
    found = checked(bars)
    assert found.conclusion == (
        "fit for closes; fit for fills from 2024-01-01: 100% of bars are open = high = low = "
        "close in 2023"
    )
    assert found.defects == (
        "open = high = low = close on 15 bars, first 2023-12-11, last 2023-12-29",
    )


def test_opens_at_the_previous_close_are_counted_over_the_bad_years() -> None:
    """14 of 15 bars in 2023 (the first has no bar before it); none in 2024."""
    bars = steady(40, "2023-12-11")
    bars.loc[:"2023-12-29", "open"] = bars["close"] - 1
    found = checked(bars)
    assert found.conclusion == (
        "fit for closes; fit for fills from 2024-01-01: 93% of opens equal the previous close in "
        "2023"
    )
    assert found.defects == (
        "open equals the previous close on 14 of 15 bars in 2023, first 2023-12-12",
    )


def test_bars_that_never_had_a_true_open_are_fit_for_closes_only() -> None:
    """Every open is the close before."""
    bars = steady(30)
    bars["open"] = bars["close"] - 1
    assert checked(bars).conclusion.startswith("fit for closes only: 97% of opens equal")


def test_ranges_without_shadows_are_a_defect_beyond_one_in_twenty() -> None:
    """2 of 40 bars are 5%, the limit; 3 are above it. Opens at the low alone are no defect."""
    bars = steady(40).assign(low=lambda frame: frame["open"])
    bars.iloc[[3, 9], bars.columns.get_loc("high")] = bars["close"].iloc[[3, 9]]
    assert checked(bars).defects == ()
    bars.iloc[20, bars.columns.get_loc("high")] = bars["close"].iloc[20]
    assert checked(bars).defects == (
        "high and low are just the open and close on 3 of 40 bars in 2024, first 2024-01-05",
    )


def test_false_zero_returns_show_in_their_year() -> None:
    """A file stretched over calendar days repeats closes: 4 of 30 is above a tenth, 3 is not."""
    closes = steady(30)[["close"]]
    for at in (5, 10, 15):
        closes.iloc[at] = closes.iloc[at - 1]
    assert checked(closes).defects == ()
    closes.iloc[20] = closes.iloc[19]
    assert checked(closes).defects == (
        "close is unchanged on 4 of 30 bars in 2024, first 2024-01-09",
    )


def test_a_bad_tick_is_a_large_move_taken_back_the_next_day() -> None:
    """100, 60, 100 is one; 100, 79.5, 84 (as in October 1987) and a lasting halving are none.

    The halving is named as the split that it may be.
    """
    closes = [99.0, 100, 60, 100, 101, 102, 103, 104, 105, 106, 107, 108]
    frame = pd.DataFrame({"close": closes}, index=weekdays(12))
    assert checked(frame).defects == (
        "a move beyond 25% that the next day takes back on 1 day: 2024-01-04",
    )
    crash = [99.0, 100, 79.5, 84, 85, 86, 87, 88, 89, 90, 91, 92]
    assert checked(frame.assign(close=crash)).defects == ()
    split = [99.0, 100, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59]
    assert checked(frame.assign(close=split)).defects == (
        "prices fall to 1/2 on 2024-01-04 and stay, as after a split of 2:1 that is not adjusted",
    )


def test_a_week_may_take_back_the_week_before() -> None:
    """A fall of 40% in one week and its recovery in the next are no single tick."""
    closes = [99.0, 100, 60, 100, 101, 102, 103, 104, 105, 106, 107, 108]
    weeks = pd.date_range("2024-01-05", periods=12, freq="W-FRI")
    assert checked(pd.DataFrame({"close": closes}, index=weeks)).defects == ()


def test_a_year_of_a_few_bars_is_not_judged() -> None:
    """Nine bars of 2023, all closing alike and at one price: only the flat bars are named."""
    bars = steady(39, "2023-12-19")
    bars.loc[:"2023-12-29", ["open", "high", "low", "close"]] = 100.0
    found = checked(bars)
    assert "fit for fills from 2023-12-19" in found.conclusion
    assert found.defects == (
        "open = high = low = close on 9 bars, first 2023-12-19, last 2023-12-29",
    )


def test_bars_of_one_price_throughout_are_fit_for_closes_only() -> None:
    """Their open is their close, though never the close before."""
    bars = steady(30)
    for column in ("open", "high", "low"):
        bars[column] = bars["close"]
    assert checked(bars).conclusion == (
        "fit for closes only: 100% of bars are open = high = low = close in 2024"
    )


def random_walk(count: int) -> pd.DataFrame:
    """Closes with daily moves of about 1%."""
    steps = np.random.default_rng(11).normal(0, 0.01, count)
    return pd.DataFrame({"close": 100 * np.exp(np.cumsum(steps))}, index=weekdays(count))


def test_a_total_return_of_other_days_is_refused() -> None:
    """METHODS 5.6: each close dated one session early."""
    price = random_walk(500)
    early = price.shift(-1).dropna()
    found = checked(early, "XYZ_ADJ", partner=check_bars(price, name="XYZ"))
    assert found.refused
    assert found.conclusion.startswith("refused: daily correlation with XYZ is ")
    assert found.conclusion.endswith("; expected at least 0.999, so its dates do not fit")


def test_a_quarter_of_the_days_misdated_is_refused_as_well() -> None:
    """A file that slips by a session part of the way."""
    price = random_walk(400)
    slipped = price.copy()
    slipped.iloc[300:-1] = price.iloc[301:].to_numpy()
    found = checked(slipped.iloc[:-1], "XYZ_ADJ", partner=check_bars(price, name="XYZ"))
    assert found.refused


def test_payments_twelve_times_a_year_are_no_misdating() -> None:
    """A bond fund that moves 0.1% a day and pays 0.3% a month: plain correlation is below 0.999."""
    moves = np.random.default_rng(5).normal(0, 0.001, 504)
    price = pd.DataFrame({"close": 100 * np.cumprod(1 + moves)}, index=weekdays(504))
    paid = np.where(np.arange(504) % 21 == 20, 0.003, 0.0)
    total = pd.DataFrame({"close": 100 * np.cumprod(1 + moves + paid)}, index=weekdays(504))
    with pytest.raises(DataError, match="daily correlation"):
        fitness.require_same_days(total, price)
    assert not checked(total, "AGG_ADJ", partner=check_bars(price, name="AGG")).refused


def test_closes_that_never_move_cannot_be_paired() -> None:
    """A constant column has no correlation, and is refused without a warning."""
    price = random_walk(50)
    frozen = price.assign(close=100.0)
    found = checked(frozen, "XYZ_ADJ", partner=check_bars(price, name="XYZ"))
    assert found.conclusion.startswith("refused: daily correlation with XYZ is nan")


def test_too_few_common_days_are_not_compared() -> None:
    """Ten days in common say nothing, eleven do; the closes are each a session early."""
    price = check_bars(random_walk(60), name="XYZ")
    early = price.shift(-1).dropna()
    assert not checked(early.iloc[:10], "XYZ_ADJ", partner=price).refused
    assert checked(early.iloc[:11], "XYZ_ADJ", partner=price).refused


def test_months_are_not_compared_with_days() -> None:
    """METHODS 5.6 speaks of daily returns; month-end closes of other days are left alone."""
    price = random_walk(1000)
    months = price.shift(-5).groupby(pd.DatetimeIndex(price.index).to_period("M")).tail(1).dropna()
    assert not checked(months, "XYZ_ADJ", partner=check_bars(price, name="XYZ")).refused


@pytest.mark.parametrize(
    ("name", "partner"),
    [("IWM_ADJ", "IWM"), ("RUT_TR", "RUT_CLOSE"), ("RUT", ""), ("RUT_CLOSE", "")],
)
def test_total_returns_know_their_price_series(name: str, partner: str) -> None:
    """By the names of DESIGN."""
    assert fitness.price_partner(name) == partner


@pytest.mark.parametrize(
    ("frequency", "last", "late"),
    [
        (Frequency.DAILY, "2024-05-21", False),  # 10 days
        (Frequency.DAILY, "2024-05-20", True),
        (Frequency.WEEKLY, "2024-05-17", False),  # 14 days
        (Frequency.WEEKLY, "2024-05-16", True),
        (Frequency.MONTHLY, "2024-03-22", False),  # 70 days
        (Frequency.MONTHLY, "2024-03-21", True),
    ],
)
def test_a_series_may_lag_by_what_its_publication_takes(
    frequency: Frequency, last: str, late: bool
) -> None:
    """Data to 2024-05-31."""
    found = defects.late_end_defects(DAY(last), frequency, data_end=DAY("2024-05-31"))
    assert bool(found) is late


def test_an_early_end_is_named_with_its_distance() -> None:
    """30 bars to 2024-02-12, data to 2024-03-12: 29 days."""
    assert checked(steady(30), data_end="2024-03-12").defects == (
        "ends 2024-02-12, 29 days before RUT",
    )


def test_values_on_weekends_and_holidays_are_named() -> None:
    """Saturday 2024-01-06 and Martin Luther King's day."""
    index = weekdays(20).append(pd.DatetimeIndex(["2024-01-06"])).sort_values()
    found = checked(values_on(index), sessions=weekdays(20).drop(DAY("2024-01-15")))
    assert found.conclusion == "fit for use as dated values"
    assert found.defects == (
        "a value on 1 weekend day: 2024-01-06",
        "a value while the NYSE was closed on 1 weekday: 2024-01-15",
    )


def test_a_gap_that_may_not_be_filled_forward_is_named() -> None:
    """METHODS 5.11: five weekdays may be filled, so six missing ones are a gap."""
    index = weekdays(40)
    five, six = index.delete(range(9, 14)), index.delete(range(9, 15))
    assert index[8] == DAY("2024-01-12")  # a Friday: the next value is ten days later
    assert checked(values_on(five), sessions=index).defects == ()
    assert checked(values_on(six), sessions=index).defects == (
        "nothing for more than 10 days after 1 date: 2024-01-12",
    )


def test_a_month_of_one_value_is_stale() -> None:
    """22 dates at 1.05 from the sixth on; 21 are allowed."""
    values = values_on(weekdays(60))
    values.iloc[5:26] = 1.05
    assert checked(values).defects == ()
    values.iloc[26] = 1.05
    assert checked(values).defects == (
        "one value on more than 21 dates in a row, from 1 date: 2024-01-09",
    )


def test_an_infinite_value_is_refused() -> None:
    """No arithmetic survives it."""
    values = values_on(weekdays(20))
    values.iloc[3] = np.inf
    found = checked(values)
    assert found.refused
    assert found.conclusion == "refused: infinite on 1 date: 2024-01-05"


def test_monthly_values_may_fall_on_any_day_and_rest() -> None:
    """FRED dates a month on its first day, a policy rate stays for years; a lost month shows."""
    months = pd.date_range("2020-01-01", periods=48, freq="MS")
    values = pd.DataFrame({"value": 5.33}, index=months)
    assert checked(values, sessions=pd.DatetimeIndex([])).defects == ()
    lost = values.drop(DAY("2021-06-01"))
    assert checked(lost, sessions=pd.DatetimeIndex([])).defects == (
        "nothing for more than 45 days after 1 date: 2021-05-01",
    )


def test_values_of_an_odd_spacing_are_not_judged_by_a_calendar() -> None:
    """Quarters are neither daily, weekly nor monthly."""
    quarters = pd.date_range("2000-01-01", periods=20, freq="QS")
    assert checked(values_on(quarters), data_end="2026-01-01").defects == ()


def test_a_revised_history_is_called_so() -> None:
    """METHODS 5.4, by the name of the series."""
    weeks = pd.date_range("2024-01-05", periods=30, freq="W-FRI")
    assert checked(values_on(weeks), "NFCI").defects == (
        "a revised vintage: all 30 values from 2024-01-05 are re-estimated every week; lag 5 days "
        "and label revised (METHODS 5.4)",
    )


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("1997-01-02", "a frozen copy from 1997-01-02"),
        ("2023-10-09", "starts only 2023-10-09, the spread itself 1996-12-31"),
    ],
)
def test_the_high_yield_spread_says_what_copy_it_is(first: str, said: str) -> None:
    """METHODS 5.4: what FRED serves today is three years; a longer copy must be named."""
    (remark,) = checked(values_on(weekdays(30, first)), "BAMLH0A0HYM2").defects
    assert remark.startswith(said)


def test_recessions_end_with_the_record_they_were_read_from() -> None:
    """The last recession is long over; the monthly record behind it ends in 2020-05."""
    peaks = pd.DataFrame({"trough": [DAY("2009-06-01")]}, index=pd.DatetimeIndex(["2007-12-01"]))
    peaks.attrs["through"] = DAY("2020-05-01")
    assert checked(peaks, "USREC", data_end="2020-12-31").defects == (
        "ends 2020-05-01, 244 days before RUT",
        "1 recession, first after 2007-12, each known only 4 to 21 months later (METHODS 5.4)",
    )


def test_years_apart_are_counted() -> None:
    """Bad in 2022 and 2024, not in 2023."""
    bars = steady(780, "2022-01-03")
    apart = bars.index.year != 2023
    bars.loc[apart, "open"] = bars["close"] - 1
    sentence = checked(bars).defects[0]
    assert "bars in 2 years from 2022 to 2024, first 2022-01-04" in sentence


def test_the_exchange_closed_when_it_did() -> None:
    """A full holiday, two mourning days, a hurricane; open on a half day and on Columbus Day."""
    sessions = nyse_sessions(DAY("2001-01-01"), DAY("2025-12-31"))
    closed = ["2001-09-11", "2001-09-14", "2012-10-29", "2018-12-05", "2025-01-09", "2022-06-20"]
    for day in closed:
        assert DAY(day) not in sessions
    for day in ("2001-09-10", "2023-11-24", "2023-10-09", "2025-12-31"):
        assert DAY(day) in sessions
    assert len(sessions[sessions.year == 2023]) == 250


def test_a_session_range_needs_no_session() -> None:
    """New Year's Day alone is an empty calendar; before 1885 there is none."""
    assert nyse_sessions(DAY("2024-01-01"), DAY("2024-01-01")).empty
    assert nyse_sessions(DAY("1850-01-01"), DAY("1886-01-04"))[0] >= DAY("1885-01-01")


@pytest.fixture(scope="module")
def folder_checks(snapshot_market: Market) -> dict[str, SeriesCheck]:
    """The report on the daily snapshot, by name."""
    return {check.name: check for check in check_market(snapshot_market)}


@pytest.mark.parametrize(
    ("name", "defect"),
    [
        ("RUT", "volume is 0 on 3 bars: 2023-07-05, 2023-07-18, 2023-07-25"),
        ("SPX", "volume is 0 on 1 bar: 2023-05-24"),
        ("IXIC", "no volume before 1984-10-11 (3,457 bars)"),
        ("IXIC", "open = high = low = close on 3,459 bars, first 1971-02-05, last 1990-04-05"),
        ("IXIC", "ends 2026-09-18, 20 days before RUT"),
        ("IJR", "ends 2026-05-01, 160 days before RUT"),
        ("SPX_TR", "ends 2026-06-08, 122 days before RUT"),
        (
            "DJI",
            "open equals the previous close on 603 of 1,263 bars in 5 years from 1992 to 2013, "
            "first 1992-01-03",
        ),
        (
            "DGS3MO",
            "a value while the NYSE was closed on 14 weekdays, first 1996-04-05, last 2026-04-03",
        ),
        ("USREC", "ends 2025-12-01, 311 days before RUT"),
        ("BAMLH0A0HYM2", "a value on 101 weekend days, first 1997-05-31, last 2026-05-31"),
    ],
)
def test_the_known_defects_of_the_snapshot_are_found(
    folder_checks: dict[str, SeriesCheck], name: str, defect: str
) -> None:
    """Each one is written in the snapshot's SOURCES."""
    assert defect in folder_checks[name].defects


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("VIXCLS", "a value while the NYSE was closed on 34 weekdays"),
        ("NFCI", "a revised vintage"),
        ("BAMLH0A0HYM2", "a frozen copy from 1996-12-31"),
        ("USREC", "6 recessions, first after 1980-01"),
        ("RUT", "open equals the previous close on 4,642 of 4,871 bars from 1987 to 2006"),
    ],
)
def test_what_the_snapshot_is_known_for_is_said(
    folder_checks: dict[str, SeriesCheck], name: str, part: str
) -> None:
    """Values on holidays, revisions, a copy longer than is served, opens that are none."""
    assert any(part in defect for defect in folder_checks[name].defects)


def test_opens_of_the_russell_are_genuine_from_2007(
    folder_checks: dict[str, SeriesCheck],
) -> None:
    """METHODS 5.5; the Nasdaq's not in the years of one price a day."""
    assert folder_checks["RUT"].conclusion == (
        "fit for closes; fit for fills from 2007-01-01: 74% of opens equal the previous close in "
        "2006"
    )
    assert "fit for fills from 1985-01-01" in folder_checks["IXIC"].conclusion


def test_no_price_series_of_the_snapshot_departs_from_the_calendar(
    snapshot_market: Market, folder_checks: dict[str, SeriesCheck]
) -> None:
    """SOURCES: 0 missing and 0 extra days; here against the exchange's own calendar.

    The VIX is made of FRED's values, which lack three days, and its moves are no bad ticks.
    """
    sessions = nyse_sessions(DAY("1970-01-01"), snapshot_market.as_of)
    rut = snapshot_market.series("RUT")
    assert fitness.missing_sessions(rut, sessions).empty
    assert fitness.extra_days(rut, sessions).empty
    assert "missing 3 NYSE sessions" in folder_checks["VIX"].defects[0]
    for check in (check for name, check in folder_checks.items() if name != "VIX"):
        assert not any("session" in d or "another exchange" in d for d in check.defects)
        assert not any("takes back" in defect for defect in check.defects)


def test_nothing_of_the_snapshot_is_refused(folder_checks: dict[str, SeriesCheck]) -> None:
    """SPY's two columns correlate at 0.9988 day by day, for its payments alone."""
    assert [check.name for check in folder_checks.values() if check.refused] == []


def test_the_shipped_weekly_and_monthly_figures_can_be_checked(reference_market: Market) -> None:
    """Weekly Russell bars, no daily calendar, the same year of genuine opens."""
    checks = {check.name: check for check in check_market(reference_market)}
    assert set(checks) == set(reference_market.loaders)
    assert "fit for fills from 2007-01-01" in checks["RUT"].conclusion
    assert not any(check.refused for check in checks.values())
    assert not any("session" in d for check in checks.values() for d in check.defects)


def folder_of(path: Path, **files: pd.DataFrame) -> Market:
    """A snapshot folder of the given files, opened."""
    for name, frame in files.items():
        frame.to_csv(path / f"{name}.csv", index_label="date")
    return snapshot.load(path)


def test_a_series_that_cannot_be_read_is_refused_and_the_others_checked(tmp_path: Path) -> None:
    """SPY's high is below its low; every name is reported as it is read."""
    sessions = nyse_sessions(DAY("2024-01-02"), DAY("2024-03-28"))
    good = steady(len(sessions)).set_axis(sessions)
    market = folder_of(tmp_path, rut_daily=good, spy_daily=good.assign(high=1.0))
    names: list[str] = []
    checks = {check.name: check for check in check_market(market, names.append)}
    assert set(names) == set(market.loaders)
    assert checks["RUT"].defects == ()
    assert checks["SPY"].refused
    assert checks["SPY"].rows == 0
    assert checks["SPY"].conclusion == (
        "refused: 2024-01-02: open 99.5 above the high 1 (and 60 more rows)"
    )
    content = json.loads(serialization.to_text(data.check_json(tuple(checks.values()), market)))
    rows = {row["name"]: row for row in content["series"]}
    assert rows["SPY"]["first"] is None
    assert rows["RUT"]["years"][0]["bars"] == 61
    assert set(rows["RUT"]) == {
        "name",
        "first",
        "last",
        "rows",
        "refused",
        "conclusion",
        "defects",
        "years",
    }


def test_a_folder_compares_each_total_return_with_its_own_prices(tmp_path: Path) -> None:
    """SPY's adjusted closes are dated a session early, the Russell fund's are not."""
    sessions = nyse_sessions(DAY("2022-01-03"), DAY("2024-03-28"))
    bars = random_walk(len(sessions)).set_axis(sessions)
    adjusted = bars["close"].shift(-1).ffill()
    market = folder_of(
        tmp_path,
        rut_daily=bars,
        spy_daily=bars.assign(adj_close=adjusted),
        iwm_daily=bars.assign(adj_close=bars["close"] / 2),
    )
    refused = [check.name for check in check_market(market) if check.refused]
    assert refused == ["SPY_ADJ"]


def test_the_report_fits_a_hundred_columns_and_cuts_nothing_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closes alone for the Russell, a rate with a gap: words wrap, none is lost."""
    monkeypatch.setenv("COLUMNS", "100")
    sessions = nyse_sessions(DAY("2024-01-02"), DAY("2024-03-28"))
    closes = steady(len(sessions)).set_axis(sessions)[["close"]]
    market = folder_of(
        tmp_path, rut_daily=closes, a_rate_of_long_name=values_on(sessions.delete(range(9, 20)))
    )
    checks = check_market(market)
    display.print_check(market, checks)
    printed = capsys.readouterr().out
    assert max(len(line) for line in printed.splitlines()) <= 100
    words = " ".join(printed.split())
    for check in checks:
        for text in (check.conclusion, *check.defects):
            assert set(text.split()) <= set(words.split())
    assert "…" not in printed
    assert "RUT by year" in printed


def test_the_shipped_folder_is_checked_like_any_other() -> None:
    """By its path, as a user would name it."""
    market = snapshot.load(reference.shipped_folder())
    assert any("fit for fills from 2007" in check.conclusion for check in check_market(market))
