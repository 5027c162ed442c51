"""The scan: it agrees with the study of each series, and leaves nothing out silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from backtests.engine.every_entry import EveryEntry
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import multiple_comparison
from backtests.report.json.scan import scan_json
from backtests.runtime.choices import UsageError
from backtests.runtime.serialization import to_text
from backtests.studies.breakouts import hit_rate, scan
from backtests.studies.breakouts.latest_signal import analyse_latest
from backtests.studies.breakouts.random_entries import every_day_hits
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.breakouts.scan import Scan
from backtests.studies.breakouts.universe import Named, listed_symbols, watch_list
from data_feeds.files.tables.reading import Reading, stating
from data_feeds.series.bars import DataError, check_bars
from data_feeds.series.market import Market
from signals.breakout import known_record
from signals.core.side import Side
from signals.levels.stops import parse_stop

RULES = BreakoutRules(horizon=63, target="10%", stop="8%")
# The series of the daily folder with prices.
INDEXES = ("RUT", "SPX", "IXIC", "DJI")
WITH_BARS = (*INDEXES, "IWM", "IJR", "SPY")
FUNDS = (
    *("AGG", "ARKK", "EFA", "IWC", "KRE", "MDY", "PAVE", "PSCF", "PSCI", "PSCT", "QQQ", "XBI"),
    *("XLB", "XLC", "XLE", "XLF", "XLI", "XLK", "XLP", "XLRE", "XLU", "XLV", "XLY"),
)


def scanned(
    *symbols: str,
    data: str = "reference",
    rules: BreakoutRules = RULES,
    within: int = 5,
    as_of: str | None = None,
    jobs: int = 1,
) -> Scan:
    """A scan with few random dates."""
    wanted = scan.request(
        rules,
        within=within,
        draws=100,
        source=data,
        as_of=None if as_of is None else pd.Timestamp(as_of),
    )
    return scan.scan([Named(symbol) for symbol in symbols], wanted, jobs=jobs)


def check_against_breakout(found: Scan, symbol: str, name: str, market: Market) -> None:
    """Compare what a scan says of a series with the study of `rutcheck breakout`."""
    rules, bars = found.request.rules, PreparedBars.of(market.prices(name))
    bars = bars.seen_from(rules.side)
    study = hit_rate.study(
        bars,
        rules,
        rng=hit_rate.random_numbers(rules),
        draws=100,
        seed_record=known_record(name, rules.side),
    )
    latest = analyse_latest(
        bars,
        study.outcomes,
        EveryEntry.of(bars, stop=rules.stop_rule, horizon=rules.horizon),
        {},
        horizon=rules.horizon,
        target=rules.target_rule,
    )
    assert latest is not None
    one = next(one for one in found.series if one.symbol == symbol)
    assert one.last_signal == latest.outcome.event.known_on
    listed = [row for row in found.rows if row.series.symbol == symbol]
    first_new = bars.frame.index[-1 - found.request.within]
    assert [row.signal.state.outcome for row in listed] == [
        outcome
        for outcome in reversed(study.outcomes)
        if outcome.cause == "open" or outcome.event.known_on >= first_new
    ]
    if listed and listed[0].signal.state.outcome == latest.outcome:
        assert listed[0].signal.state == latest
    for row in listed:
        for field in ("n", "resolved", "hits", "rate", "interval", "n_eff", "baseline", "p"):
            assert getattr(row.hit_rate, field) == getattr(study.hit_rate, field), field


@pytest.mark.parametrize(
    "rules",
    [
        BreakoutRules(),
        BreakoutRules(target="30%", stop="atr:2"),
        BreakoutRules(lookback=252, side=Side.SHORT),
    ],
)
def test_a_scan_of_the_shipped_figures_agrees_with_each_breakout_study(
    rules: BreakoutRules, reference_market: Market
) -> None:
    """State, levels, odds, hit rate, interval and random dates are the same numbers."""
    found = scanned(*INDEXES, rules=rules)
    for symbol in INDEXES:
        check_against_breakout(found, symbol, symbol, reference_market)


def test_a_scan_of_the_daily_folder_agrees_with_each_breakout_study(
    snapshot_folder: Path, snapshot_market: Market
) -> None:
    """On all thirty series, seven with bars and the others with adjusted closes only."""
    found = scanned(*WITH_BARS, *FUNDS, data=str(snapshot_folder), rules=BreakoutRules())
    assert (len(found.series), dict(found.unread)) == (30, {})
    for symbol in WITH_BARS:
        check_against_breakout(found, symbol, symbol, snapshot_market)
    for symbol in FUNDS:
        check_against_breakout(found, symbol, f"{symbol}_ADJ", snapshot_market)


def bars_of(closes: Sequence[float], name: str) -> pd.DataFrame:
    """Daily bars whose open, high and low are the close of their day."""
    index = pd.bdate_range("2020-01-01", periods=len(closes), name="date")
    frame = pd.DataFrame(dict.fromkeys(("open", "high", "low", "close"), closes), index=index)
    return check_bars(frame.astype(float), name=name)


def write(folder: Path, name: str, bars: pd.DataFrame) -> str:
    """Write bars as a CSV file and return its path."""
    path = folder / name
    bars.to_csv(path)
    return str(path)


# A record of 100, a base of 30 days down to 90, and a close at 101 on the last day.
TO_BREAKOUT = [80.0, 100.0, *[90.0] * 30, 101.0]


def test_a_signal_of_the_last_bar_is_listed_with_its_next_entry_and_not_traded(
    tmp_path: Path,
) -> None:
    """Age 0, no entry, target 100 + 10%, stop 8% below the close, and no case of a hit rate."""
    today = scanned(write(tmp_path, "x.csv", bars_of(TO_BREAKOUT, "x")))
    (row,) = today.rows
    state = row.signal.state
    assert (row.new, row.signal.age, state.elapsed, state.left) == (True, 0, 0, 63)
    assert (state.outcome.cause, state.outcome.entry, state.outcome.entry_date) == (
        "open",
        None,
        None,
    )
    assert (state.price, state.outcome.target) == (101.0, pytest.approx(110.0))
    assert state.stop == pytest.approx(101 * 0.92)
    assert (row.hit_rate.resolved, today.pooled) == (0, None)
    tomorrow = scanned(write(tmp_path, "y.csv", bars_of([*TO_BREAKOUT, 102.0], "y")))
    (row,) = tomorrow.rows
    assert (row.signal.age, row.signal.state.outcome.entry) == (1, 102.0)


@pytest.mark.parametrize("day", ["2025-12-05", "2026-04-17"])
def test_a_scan_as_of_a_signal_shows_what_was_known_then(day: str) -> None:
    """The shipped index cut at a signal: age 0 and no entry; an entry a bar later."""
    (now,) = scanned("RUT", as_of=day).new
    assert (now.signal.age, now.signal.state.outcome.entry_date) == (0, None)
    assert f"{now.signal.state.outcome.event.known_on:%Y-%m-%d}" == day
    later = pd.Timestamp(day) + pd.Timedelta(weeks=1)
    (then,) = scanned("RUT", as_of=f"{later:%Y-%m-%d}").new
    assert (then.signal.age, then.signal.state.outcome.entry_date) == (1, later)


def test_new_signals_are_at_most_so_many_bars_old(tmp_path: Path) -> None:
    """A stopped signal of three bars ago is listed within three bars and not within two."""
    path = write(tmp_path, "x.csv", bars_of([*TO_BREAKOUT, 101.0, 80.0, 80.0], "x"))
    (row,) = scanned(path, within=3).rows
    assert (row.signal.age, row.signal.state.outcome.cause) == (3, "stop")
    none = scanned(path, within=2)
    assert (none.rows, none.new, [one.symbol for one in none.quiet]) == ((), (), [path])
    assert none.quiet[0].last_signal == row.signal.state.outcome.event.known_on


def test_an_old_open_signal_is_listed_and_is_not_new(tmp_path: Path) -> None:
    """Twenty bars after the signal, between target and stop."""
    path = write(tmp_path, "x.csv", bars_of([*TO_BREAKOUT, *[102.0] * 20], "x"))
    found = scanned(path)
    assert [(row.signal.age, row.new) for row in found.rows] == [(20, False)]


def test_a_signal_of_a_series_that_ended_long_ago_is_not_new(tmp_path: Path) -> None:
    """Ten days behind the newest series are usual for daily bars, eleven are not."""
    old = write(tmp_path, "old.csv", bars_of(TO_BREAKOUT, "old"))
    for bars_more, days_behind, new in ((6, 0, True), (7, 11, False)):
        flat = [50.0] * (len(TO_BREAKOUT) + bars_more)
        found = scanned(old, write(tmp_path, "now.csv", bars_of(flat, "now")))
        (row,) = found.rows
        assert (row.days_behind, row.new, len(found.new)) == (days_behind, new, int(new))


def test_the_newest_signal_is_first_and_p_is_adjusted_over_the_listed_series() -> None:
    """Holm over one p for each series, however many of its signals are listed."""
    found = scanned(*INDEXES, rules=BreakoutRules())
    days = [row.signal.state.outcome.event.known_on for row in found.rows]
    assert days == sorted(days, reverse=True)
    ps = {row.series.symbol: row.hit_rate.p for row in found.rows}
    assert None not in ps.values()
    adjusted = multiple_comparison.holm([p for p in ps.values() if p is not None])
    assert {row.series.symbol: row.p_adjusted for row in found.rows} == dict(
        zip(ps, adjusted, strict=True)
    )


def test_a_series_is_scanned_once_under_any_name_and_the_rest_is_noticed(tmp_path: Path) -> None:
    """Symbols in both spellings, the code of the provider, and one file by two paths."""
    path = write(tmp_path, "x.csv", bars_of(TO_BREAKOUT, "x"))
    found = scanned("RUT", "rut", "^RUT", "RUT", path, f"{tmp_path}/../{tmp_path.name}/x.csv")
    assert [one.symbol for one in found.series] == ["RUT", path]
    assert found.notices[:3] == (
        "rut: the series of RUT, named before; scanned once",
        "^RUT: the series of RUT, named before; scanned once",
        "RUT: named before; scanned once",
    )
    assert "x.csv: the series of" in found.notices[3]


def test_what_cannot_be_read_is_listed_with_its_line_and_the_scan_goes_on(tmp_path: Path) -> None:
    """Two symbols in a line, one that the source lacks, a file of words, no file, and no name."""
    (tmp_path / "words.csv").write_text("no prices here\n")
    list_ = tmp_path / "list.txt"
    list_.write_text("# mine\nRUT\nIWM, IJR\nZZZ\nwords.csv\nnone.csv  # gone\nFFT\n" + "A" * 300)
    wanted = scan.request(RULES, draws=100, source="reference")
    found = scan.scan(listed_symbols(str(list_)), wanted)
    assert [one.symbol for one in found.series] == ["RUT"]
    reasons = list(found.unread.values())
    for reason, (line, text) in zip(
        reasons,
        [
            (3, "'IWM, IJR' is no symbol"),
            (4, "no series ZZZ"),
            (5, "words.csv"),
            (6, "none.csv: no such file"),
            (7, "FFT is no price series"),
            (8, "is no symbol"),
        ],
        strict=True,
    ):
        assert reason.startswith(f"{list_}:{line}: ")
        assert text in reason


def test_a_file_of_a_watch_list_may_lie_beside_it(tmp_path: Path) -> None:
    """The working folder comes first."""
    path = write(tmp_path, "x.csv", bars_of(TO_BREAKOUT, "x"))
    (tmp_path / "list.txt").write_text("x.csv\n")
    assert listed_symbols(str(tmp_path / "list.txt")) == (
        Named(path, f"{tmp_path / 'list.txt'}:1"),
    )


def test_a_scan_in_which_nothing_can_be_read_is_an_error() -> None:
    """It names some of the reasons; so is a source that does not exist, and an empty list."""
    with pytest.raises(DataError, match=r"none of 5 series can be read; no series A .*and 2 more"):
        scanned("A", "B", "C", "D", "E")
    with pytest.raises(DataError, match="no data source 'nowhere'"):
        scanned("RUT", data="nowhere")
    with pytest.raises(UsageError, match="nothing to scan"):
        scanned()
    with pytest.raises(DataError, match="standard input: no symbol; expected one a line"):
        watch_list("# none\n\n", "standard input")


def test_a_request_carries_how_files_are_read_to_other_processes(tmp_path: Path) -> None:
    """Dates that no file proves, read as the command states when it makes the request."""
    days = [day for day in pd.bdate_range("2024-01-01", periods=30) if day.day <= 12]
    path = tmp_path / "x.csv"
    path.write_text("date,close\n" + "".join(f"{day:%d/%m/%Y},50\n" for day in days))
    with stating(Reading(order="dmy")):
        wanted = scan.request(RULES, draws=100, source="reference")
    found = scan.scan([Named(str(path))], wanted)
    assert (found.as_of, found.series[0].last) == (days[-1], days[-1])
    with pytest.raises(DataError, match="none of 1 series can be read"):
        scanned(str(path))


def test_the_number_of_processes_does_not_matter(tmp_path: Path) -> None:
    """Twenty files in one process and in two: the same document."""
    rng = np.random.default_rng(1)
    paths = [
        write(
            tmp_path, f"s{i}.csv", bars_of(100 * np.exp(np.cumsum(rng.normal(0, 0.01, 400))), "s")
        )
        for i in range(20)
    ]
    one, two = (scanned(*paths, within=60, jobs=jobs) for jobs in (1, 2))
    assert one.rows
    assert to_text(scan_json(one)) == to_text(scan_json(two))


def test_a_scan_of_shorts_is_the_scan_of_longs_of_the_mirrored_prices(tmp_path: Path) -> None:
    """On prices 10,000 / P, where the rule is in ratios: dates, states, odds and hit rates."""
    rng = np.random.default_rng(5)
    closes = 100 * np.exp(np.cumsum(rng.normal(0.0003, 0.012, 2_500)))
    rules = BreakoutRules(target="mm-b", lookback=60, horizon=63)
    up = scanned(write(tmp_path, "up.csv", bars_of(closes, "up")), within=250, rules=rules)
    down = scanned(
        write(tmp_path, "down.csv", bars_of(10_000 / closes, "down")),
        within=250,
        rules=replace(rules, side=Side.SHORT),
    )
    assert len(up.rows) >= 1
    assert up.rows[0].hit_rate.resolved >= 10
    for long, short in zip(up.rows, down.rows, strict=True):
        one, other = long.signal.state, short.signal.state
        assert (long.signal.age, one.elapsed, one.left) == (
            short.signal.age,
            other.elapsed,
            other.left,
        )
        assert one.outcome.cause == other.outcome.cause
        assert one.outcome.event.known_on == other.outcome.event.known_on
        assert one.outcome.target == pytest.approx(10_000 / (other.outcome.target or 0), rel=1e-9)
        assert one.stop == pytest.approx(10_000 / (other.stop or 0), rel=1e-9)
        assert long.hit_rate.rate == short.hit_rate.rate
        assert long.hit_rate.baseline is not None
    assert up.pooled is not None
    assert down.pooled is not None
    for field in ("n", "hits", "n_eff", "interval", "baseline", "p"):
        assert getattr(up.pooled, field) == getattr(down.pooled, field), field


@pytest.mark.parametrize("stop", ["8%", "structural", "trailing:10%", "failed", "none"])
def test_entries_on_every_day_are_those_that_are_followed_bar_by_bar(
    stop: str, reference_market: Market
) -> None:
    """The pooled row skips entries whose window cannot reach a level; the hits are the same."""
    bars = PreparedBars.of(reference_market.prices("RUT"))
    rules = BreakoutRules(target="10%", stop=stop, horizon=126)
    resolved = [o for o in hit_rate.follow_breakouts(bars, rules, seed_record=None) if o.resolved]
    assert len(resolved) > 5
    days = EveryEntry.of(bars, stop=parse_stop(stop), horizon=126)
    at, hits = every_day_hits(bars, resolved, stop=parse_stop(stop), horizon=126)
    assert (at == days.at).all()
    for row, event in zip(hits, resolved, strict=True):
        assert (row == days.follow(event).hit).all()
    assert hits.any()
