"""Figures for a trader: worst price before success, expectancy, and the latest signal."""

from __future__ import annotations

from rich.console import Console

from backtests.engine.position_size import PositionSize, RiskAccount, StopSlippage
from backtests.report.answers.breakout import RESOLVED, goal_of
from backtests.report.formats import percent, percent_range, price
from backtests.report.terminal.style import Column, bold, console, fitting, print_rows
from backtests.runtime.wording import plural
from backtests.studies.breakouts.hit_rate import BreakoutStudy
from backtests.studies.breakouts.latest_signal import DayRate, LatestSignal, TradeAnalysis


def print_desk(desk: TradeAnalysis, study: BreakoutStudy) -> None:
    """Print excursions and expectancy of all trades, and the state of the latest signal."""
    out = console()
    if (fall := desk.excursion) is not None:
        out.print(
            f"worst price before success, {plural(fall.n, 'hit')}: median {percent(fall.median)} "
            f"from entry, worst {percent(fall.worst)}"
        )
    if (gain := desk.expectancy) is not None:
        risk = ""
        if gain.multiple is not None:
            risk = f"; {gain.multiple:+.2f} R"
            if gain.multiple_interval is not None:
                risk += " ({:+.2f} to {:+.2f})".format(*gain.multiple_interval)
        out.print(
            bold(
                "expectancy",
                f" net of costs: {percent(gain.mean)} per trade "
                f"({_interval(gain.interval)}){risk}; all days with the same distances "
                f"{percent(gain.baseline)} ({plural(gain.n, 'trade')}, "
                f"{gain.n_eff} non-overlapping)",
            )
        )
    if desk.latest is not None:
        _print_latest(out, desk.latest, study.frequency.unit)


def _print_latest(out: Console, latest: LatestSignal, unit: str) -> None:
    o = latest.outcome
    out.print(bold("\nlatest signal", f", {o.event.known_on:%Y-%m-%d}: {_state(latest, unit)}"))
    if o.cause != "open":
        return
    since = ""
    if o.entry is not None:
        since = (
            f", {percent(o.side.gain(o.entry, latest.price))} from the entry at {price(o.entry)}; "
            f"best so far {percent(o.mfe)}, worst {percent(o.mae)}"
        )
    out.print(f"  now {price(latest.price)} ({latest.as_of:%Y-%m-%d}){since}")
    for name, level in (("target", goal_of(o)), ("stop", latest.stop)):
        if level is not None:
            out.print(
                f"  {name} {price(level)}: {level - latest.price:+,.2f} points, "
                f"{100 * (level / latest.price - 1):+.1f}% from here"
            )
    _print_odds(out, latest)


def _state(latest: LatestSignal, unit: str) -> str:
    """Return the state of the latest signal: resolved, void, pending or open."""
    o = latest.outcome
    if o.resolved and o.exit_date is not None:
        return f"{RESOLVED[o.cause]} on {o.exit_date:%Y-%m-%d}, {percent(o.return_)} net"
    if o.cause == "void":
        return latest.note
    if o.entry is None:
        return f"enters at the next open, {plural(latest.left or 0, unit)} to go"
    way = ""
    if latest.left_share is not None:
        way = f", {percent(latest.left_share, 0)} of the way to the target left: {latest.side}"
    return f"open for {plural(latest.elapsed or 0, unit)}, {latest.left} to go{way}"


def _print_odds(out: Console, latest: LatestSignal) -> None:
    odds = latest.odds
    state = " in this state" if latest.elapsed else ""
    if odds is None:
        out.print(f"  odds from here: {latest.note}")
    else:
        open_ = f", {odds.open} still open" if odds.open else ""
        given = ", with the distances of this signal in percent," if latest.carried else ""
        out.print(
            bold(
                "  odds from here",
                f": {odds.target} of {odds.n} past signals{state}{given} "
                f"reached the target ({percent(odds.rate)}, {_interval(odds.interval)}), stopped: "
                f"{odds.stop}, timed out: {odds.timeout}{open_} ({odds.n_eff} non-overlapping)",
            )
        )
    if latest.random is not None:
        out.print(f"  all days in this state, distances of those signals: {_share(latest.random)}")
    if latest.own is not None:
        out.print(f"  all days{state}, distances of this signal: {_share(latest.own)}")


def _share(share: DayRate) -> str:
    return (
        f"{percent(share.rate)} ({_interval(share.interval)}, {plural(share.n, 'case')}, "
        f"{share.n_eff:,} non-overlapping)"
    )


def _interval(interval: tuple[float, float] | None) -> str:
    return "no interval" if interval is None else f"95% interval {percent_range(interval)}"


def print_size(size: PositionSize) -> None:
    """Print the size of the latest signal, the slippage of stops and the account of past trades."""
    out = console()
    out.print()
    print_rows(out, [*_size_rows(size), ("slippage", _slippage(size.slippage))])
    if size.account is not None:
        _print_account(out, size.account)


def _size_rows(size: PositionSize) -> list[tuple[str, str]]:
    """Return the size and its loss, or why there is none."""
    risk, signal = size.risk, size.signal
    if signal is None:
        return [("size", f"none: {size.note}")]
    units = (
        plural(int(signal.units), "share")
        if size.unit == "share"
        else f"{signal.units:,.4f} {size.unit}s"
    )
    entry = "the last close, " if signal.estimated else ""
    short = " short" if signal.stop > signal.entry else ""
    sized = f"{units}{short} at {entry}{price(signal.entry)}, stop {price(signal.stop)}"
    at_risk = f"{100 * risk.fraction:g}% of {price(risk.account)}, {price(risk.amount)}"
    if not signal.units:
        return [("size", f"{sized}: one share would lose more than {at_risk}")]
    borrowed = ": larger than the account, on credit" if signal.leverage > 1 else ""
    slipped = ""
    if signal.median_loss is not None and signal.worst_loss is not None:
        slipped = (
            f"; with past slippage {price(signal.median_loss)} (median), "
            f"{price(signal.worst_loss)} (worst)"
        )
    return [
        ("size", f"{sized}, to risk {at_risk}"),
        ("value", f"{price(signal.value)}, {signal.leverage:.2f} times the account{borrowed}"),
        ("loss", f"{price(signal.loss)} at the stop, costs included{slipped}"),
    ]


def _slippage(found: StopSlippage | None) -> str:
    if found is None:
        return "not known: no past trade ended at its stop"
    closes = f", {found.at_closes} of them at closes" if found.at_closes else ""
    return (
        f"{plural(found.n, 'past stop')}{closes}: {found.beyond} filled beyond the stop, median "
        f"{found.median:.2f} R, worst {found.worst:.2f} R"
    )


GROWTH = (
    Column("past trades at this risk", folds=True),
    Column("final value", right=True),
    Column("CAGR", right=True),
    Column("max drawdown", right=True),
)


def _print_account(out: Console, account: RiskAccount) -> None:
    """Print the account of past trades beside cash and a hold of the prices."""
    rows = (
        (f"{plural(account.trades, 'trade')}, one at a time", account.account),
        (f"cash alone{_unknown_cash(account)}", account.cash),
        ("buy and hold, without dividends", account.hold),
    )
    cells = [
        (name, price(one.final_value), percent(one.cagr), percent(one.max_drawdown))
        for name, one in rows
    ]
    out.print(fitting(out, GROWTH, cells))
    skipped = ""
    if account.overlapping:
        skipped = f"{plural(account.overlapping, 'signal')} skipped while a position was open; "
    out.print(
        f"{account.first:%Y-%m-%d} to {account.last:%Y-%m-%d}; {skipped}largest position "
        f"{account.leverage:.2f} times the account",
        style="dim",
    )
    if account.lost_on is not None:
        out.print(f"the account was lost on {account.lost_on:%Y-%m-%d}", style="bold red")


def _unknown_cash(account: RiskAccount) -> str:
    """Return where the rate of cash is not known; empty if it is throughout."""
    if account.unknown_interest is None:
        return ", which earns nothing here: no rate"
    if not account.unknown_interest:
        return ""
    return f", 0 on {plural(account.unknown_interest, 'bar')} without a rate"
