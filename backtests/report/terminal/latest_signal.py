"""The trader's figures of a symbol: waits, excursions, expectancy, and the latest signal."""

from __future__ import annotations

from rich.console import Console

from backtests.report.formats import percent, price
from backtests.report.json.latest_signal import bar_frequency
from backtests.report.terminal.style import (
    console,
)
from backtests.studies.breakouts.hit_rate import BreakoutStudy
from backtests.studies.breakouts.latest_signal import Desk, Latest, Share


def print_desk(desk: Desk, study: BreakoutStudy) -> None:
    """Print what a trade cost on the way and earned, and where the latest signal stands."""
    out = console()
    if (fall := desk.excursion) is not None:
        out.print(
            f"worst price before success, {fall.n} that reached the target: "
            f"{percent(fall.median)} of the entry in the middle, {percent(fall.worst)} at worst"
        )
    if (gain := desk.expectancy) is not None:
        ends = f" ({_ends(gain.interval)})"
        risk = (
            ""
            if gain.multiple is None
            else f"; {gain.multiple:+.2f} times the risk"
            + (
                ""
                if gain.multiple_interval is None
                else " ({:+.2f} to {:+.2f})".format(*gain.multiple_interval)
            )
        )
        out.print(
            f"[bold]expectancy[/bold] net of costs: {percent(gain.mean)} a trade{ends}{risk}; "
            f"every day with the same distances {percent(gain.baseline)} "
            f"({gain.n} trades, {gain.n_eff} apart)"
        )
    if desk.latest is not None:
        _print_latest(out, desk.latest, bar_frequency(study).unit)


def _print_latest(out: Console, latest: Latest, unit: str) -> None:
    o = latest.outcome
    out.print(f"\n[bold]latest signal[/bold], {o.event.known_on:%Y-%m-%d}: {_story(latest, unit)}")
    if o.cause != "open":
        return
    goal = o.target if o.target is not None else o.event.target
    since = (
        ""
        if o.entry is None
        else (
            f", {percent(latest.price / o.entry - 1)} from the entry of {price(o.entry)}; "
            f"best so far {percent(o.mfe)}, worst {percent(o.mae)}"
        )
    )
    out.print(f"  now {price(latest.price)} ({latest.as_of:%Y-%m-%d}){since}")
    for name, level in (("target", goal), ("stop", latest.stop)):
        if level is not None:
            out.print(
                f"  {name} {price(level)}: {level - latest.price:+,.2f} points, "
                f"{100 * (level / latest.price - 1):+.1f}% from here"
            )
    _print_odds(out, latest)


def _story(latest: Latest, unit: str) -> str:
    o = latest.outcome
    if o.resolved and o.exit_date is not None:
        how = {"target": "reached its target", "stop": "was stopped", "timeout": "ran out of time"}[
            o.cause
        ]
        return f"{how} on {o.exit_date:%Y-%m-%d}, {percent(o.return_)} net"
    if o.cause == "void":
        return latest.note
    if o.entry is None:
        return f"enters at the next open, {latest.left} {unit}s to go"
    of_way = (
        ""
        if latest.left_share is None
        else (f", {percent(latest.left_share, 0)} of the way left: {latest.side}")
    )
    return f"open for {latest.elapsed} {unit}s, {latest.left} to go{of_way}"


def _print_odds(out: Console, latest: Latest) -> None:
    odds = latest.odds
    if odds is None:
        out.print(f"  odds from here: {latest.note}")
    else:
        still = f", {odds.open} still open" if odds.open else ""
        state = " in this state" if latest.elapsed else ""
        given = ", given the distances of this one in percent," if latest.carried else ""
        out.print(
            f"  [bold]odds from here[/bold]: {odds.target} of {odds.n} past signals{state}{given} "
            f"reached the target ({percent(odds.rate)}, {_ends(odds.interval)}), {odds.stop} were "
            f"stopped, {odds.timeout} ran out of time{still} ({odds.n_eff} apart)"
        )
    if latest.random is not None:
        out.print(
            f"  random days in this state, distances of those signals: {_share(latest.random)}"
        )
    if latest.own is not None:
        state = " in this state" if latest.elapsed else ""
        out.print(f"  random days{state}, distances of this signal: {_share(latest.own)}")


def _share(share: Share) -> str:
    return (
        f"{percent(share.rate)} ({_ends(share.interval)}, {share.n:,} cases, {share.n_eff} apart)"
    )


def _ends(interval: tuple[float, float] | None) -> str:
    if interval is None:
        return "no interval"
    return f"95% interval {percent(interval[0])} to {percent(interval[1])}"
