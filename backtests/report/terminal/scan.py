"""Output of `rutcheck scan`: the answer, new and open signals, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console

from backtests.report.answers.answer import Answer, signed_percent
from backtests.report.answers.breakout import entry_day, goal_of
from backtests.report.formats import MISSING, percent, price, show
from backtests.report.json.scan import sources_of
from backtests.report.terminal.style import (
    MOST_ROWS,
    Column,
    bold,
    console,
    fitting,
    hidden_rows,
    left_out,
    print_answer,
)
from backtests.runtime.wording import plural
from backtests.studies.breakouts.scan import Row, Scan
from data_feeds.series.catalogue import ADJUSTED
from signals.core.side import Side

COLUMNS = (
    Column("symbol"),
    Column("signal"),
    Column("bars", right=True, wide=True),
    Column("level", right=True, wide=True),
    Column("entry", right=True, wide=True),
    Column("last", right=True, wide=True),
    Column("target", right=True),
    Column("away", right=True),
    Column("stop", right=True),
    Column("away", right=True),
    Column("left", right=True, wide=True),
    Column("state", folds=True, wide=True),
    Column("odds", right=True, wide=True),
    Column("95%", right=True, wide=True),
    Column("past", right=True),
    Column("95%", right=True),
    Column("chance", right=True, wide=True),
)
# Symbols without a signal that are named without --details.
MOST_NAMED = 20
CAUSES = {"target": "target reached", "stop": "stopped", "timeout": "timed out", "void": "void"}


def print_scan(scan: Scan, answer: Answer, *, details: bool) -> None:
    """Print the answer, the new and the open signals, and what was left out."""
    out = console()
    print_answer(out, answer)
    _print_rules(out, scan)
    opened = [row for row in scan.rows if not row.new]
    _print_rows(out, f"new, at most {plural(scan.request.within, 'bar')} old", scan.new)
    _print_rows(out, "open", opened if details else opened[:MOST_ROWS])
    if more := hidden_rows(len(opened), "open signal", details=details):
        out.print(more, style="dim")
    if scan.rows:
        _print_legend(out, scan)
    _print_rest(out, scan, details=details)


def _print_rules(out: Console, scan: Scan) -> None:
    rules = scan.request.rules
    side = rules.side
    record = "record" if side is Side.LONG else "record low"
    level = f"{rules.lookback}-day {side.opposite_extreme}" if rules.lookback else record
    out.print(
        f"\ncloses {side.beyond} the {level}; base of {rules.min_base} days and "
        f"{percent(rules.min_depth, 0)}; target {rules.target}, stop {rules.stop}, horizon "
        f"{rules.horizon} trading days; {'; '.join(sources_of(scan))}",
        style="dim",
    )


def _print_rows(out: Console, title: str, rows: Sequence[Row]) -> None:
    if rows:
        out.print(bold(f"\n{title}"))
        out.print(fitting(out, COLUMNS, map(_cells, rows)))


def _cells(row: Row) -> tuple[str, ...]:
    state, rate = row.signal.state, row.hit_rate
    outcome, odds = state.outcome, state.odds
    goal = goal_of(outcome)
    return (
        row.series.symbol
        + ("*" if row.series.info.name.endswith(ADJUSTED) else "")
        + ("†" if row.days_behind else ""),
        f"{outcome.event.known_on:%Y-%m-%d}",
        str(row.signal.age),
        price(outcome.event.details.get("record")),
        entry_day(outcome) if outcome.entry is None else price(outcome.entry),
        price(state.price),
        price(goal),
        _distance(state.price, goal),
        price(state.stop),
        _distance(state.price, state.stop),
        show(state.left),
        _state(row),
        MISSING if odds is None else f"{odds.target}/{odds.n}",
        _range(None if odds is None else odds.interval),
        MISSING if goal is None or rate.rate is None else f"{rate.hits}/{rate.resolved}",
        _range(None if goal is None else rate.interval),
        percent(rate.baseline),
    )


def _state(row: Row) -> str:
    """Return where a signal stands: ended, not traded, awaiting its entry, or its state."""
    state = row.signal.state
    outcome = state.outcome
    if outcome.cause != "open":
        return outcome.void_reason or CAUSES[outcome.cause]
    if outcome.entry is None:
        return "not entered"
    return "open" if state.side is None else state.side.replace(" its", "")


def _distance(close: float, level: float | None) -> str:
    return MISSING if level is None else signed_percent(level / close - 1)


def _range(interval: tuple[float, float] | None) -> str:
    """Format an interval of a rate in whole percent; a dash for None."""
    if interval is None:
        return MISSING
    low, high = interval
    return f"{100 * low:.0f}–{100 * high:.0f}%"


def _print_legend(out: Console, scan: Scan) -> None:
    """Print what the columns and the marks mean, and the columns that are not shown."""
    lines = [
        "bars: since the signal; odds: past signals of the series in the same state that reached "
        "the target before the stop; past: all its resolved signals; chance: hit rate of random "
        "dates; intervals at n_eff",
        left_out(out, COLUMNS),
    ]
    if any(row.series.info.name.endswith(ADJUSTED) for row in scan.rows):
        lines.append("* adjusted closes: records of the total return, fills at closes")
    behind = {row.series.symbol: row for row in scan.rows if row.days_behind}
    if behind:
        ends = (f"{symbol} {row.series.last:%Y-%m-%d}" for symbol, row in behind.items())
        lines.append(f"† data end long before {scan.as_of:%Y-%m-%d}: {', '.join(ends)}")
    for line in filter(None, lines):
        out.print(line, style="dim")


def _print_rest(out: Console, scan: Scan, *, details: bool) -> None:
    """Print the series without a signal, those that could not be read, and the notices."""
    if scan.quiet:
        names = [one.symbol for one in scan.quiet]
        named = names if details else names[:MOST_NAMED]
        more = f" and {len(names) - len(named):,} more" if len(named) < len(names) else ""
        out.print(f"no signal: {', '.join(named)}{more}", style="dim")
    for symbol, reason in scan.unread.items():
        out.print(f"not read: {_named(symbol, reason)}", style="yellow")
    notices = [text for text in scan.notices if details or ADJUSTED_NOTICE not in text]
    for text in grouped(notices):
        out.print(f"! {text}", style="yellow")


# The mark at the symbol says the same.
ADJUSTED_NOTICE = "its adjusted closes are used"


def _named(symbol: str, reason: str) -> str:
    """Return a symbol with its reason; the line of a watch list or a file names it already."""
    return reason if symbol in reason else f"{symbol}: {reason}"


def grouped(notices: Iterable[str]) -> list[str]:
    """Join the notices that say the same of several series.

    >>> grouped(["A: ends early", "B: ends early", "no index"])
    ['A, B: ends early', 'no index']
    """
    names: dict[str, list[str]] = {}
    for text in notices:
        name, colon, rest = text.partition(": ")
        names.setdefault(rest if colon else text, []).append(name if colon else "")
    return [f"{', '.join(who)}: {what}" if who != [""] else what for what, who in names.items()]
