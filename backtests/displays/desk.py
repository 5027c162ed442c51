"""The trader's figures of a symbol: waits, excursions, expectancy, and the latest signal."""

from __future__ import annotations

from rich.console import Console

from backtests.breakouts import BreakoutStudy
from backtests.desk import Desk, Latest, Odds, Share
from backtests.displays.style import console, percent, price
from backtests.studies.rows import breakout_row, iso
from data_feeds.bars import Frequency


def content(desk: Desk, study: BreakoutStudy) -> dict[str, object]:
    """Lay out the figures as further fields of `breakout --json`."""
    wait, open_ = study.wait, sum(o.cause == "open" for o in study.outcomes)
    return {
        "days_to_target": {
            "n": 0 if wait is None else wait.n,
            "lower_quartile": None if wait is None else wait.lower,
            "median": None if wait is None else wait.median,
            "upper_quartile": None if wait is None else wait.upper,
            "unit": _frequency(study).unit,
            "censored": open_,
        },
        "worst_before_success": desk.excursion,
        "expectancy": desk.expectancy,
        "latest": None if desk.latest is None else _latest_content(desk.latest),
    }


def _latest_content(latest: Latest) -> dict[str, object]:
    o = latest.outcome
    goal = o.target if o.target is not None else o.event.target
    return {
        **breakout_row(o),
        "as_of": iso(latest.as_of),
        "price": latest.price,
        "elapsed": latest.elapsed,
        "left": latest.left,
        "to_target": _distance(latest.price, goal),
        "stop_now": latest.stop,
        "to_stop": _distance(latest.price, latest.stop),
        "share_of_way_left": latest.left_share,
        "state": latest.side,
        "past_cases": latest.cases,
        "past_cases_have_its_distances": latest.carried,
        "odds": None if latest.odds is None else _odds_content(latest.odds),
        "random_dates": latest.random,
        "any_day_with_its_distances": latest.own,
        "note": latest.note,
    }


def _distance(price_: float, level: float | None) -> dict[str, float] | None:
    """Points and fraction of the price from here to a level."""
    return None if level is None else {"points": level - price_, "fraction": level / price_ - 1}


def _odds_content(odds: Odds) -> dict[str, object]:
    return {"n": odds.n, "n_eff": odds.n_eff, "target": odds.target, "stop": odds.stop,
            "timeout": odds.timeout, "open": odds.open, "rate": odds.rate,
            "interval": odds.interval}  # fmt: skip


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
        risk = "" if gain.multiple is None else f"; {gain.multiple:+.2f} times the risk" + (
            "" if gain.multiple_interval is None
            else " ({:+.2f} to {:+.2f})".format(*gain.multiple_interval)
        )  # fmt: skip
        out.print(
            f"[bold]expectancy[/bold] net of costs: {percent(gain.mean)} a trade{ends}{risk}; "
            f"every day with the same distances {percent(gain.baseline)} "
            f"({gain.n} trades, {gain.n_eff} apart)"
        )
    if desk.latest is not None:
        _print_latest(out, desk.latest, _frequency(study).unit)


def _frequency(study: BreakoutStudy) -> Frequency:
    return Frequency(str(study.parameters["frequency"]))


def _print_latest(out: Console, latest: Latest, unit: str) -> None:
    o = latest.outcome
    out.print(f"\n[bold]latest signal[/bold], {o.event.known_on:%Y-%m-%d}: {_story(latest, unit)}")
    if o.cause != "open":
        return
    goal = o.target if o.target is not None else o.event.target
    since = "" if o.entry is None else (
        f", {percent(latest.price / o.entry - 1)} from the entry of {price(o.entry)}; "
        f"best so far {percent(o.mfe)}, worst {percent(o.mae)}"
    )  # fmt: skip
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
        how = {"target": "reached its target", "stop": "was stopped",
               "timeout": "ran out of time"}[o.cause]  # fmt: skip
        return f"{how} on {o.exit_date:%Y-%m-%d}, {percent(o.return_)} net"
    if o.cause == "void":
        return latest.note
    if o.entry is None:
        return f"enters at the next open, {latest.left} {unit}s to go"
    of_way = "" if latest.left_share is None else (
        f", {percent(latest.left_share, 0)} of the way left: {latest.side}"
    )  # fmt: skip
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
        out.print(f"  random days in this state, distances of those signals: "
                  f"{_share(latest.random)}")  # fmt: skip
    if latest.own is not None:
        state = " in this state" if latest.elapsed else ""
        out.print(f"  random days{state}, distances of this signal: {_share(latest.own)}")


def _share(share: Share) -> str:
    return (f"{percent(share.rate)} ({_ends(share.interval)}, {share.n:,} cases, "
            f"{share.n_eff} apart)")  # fmt: skip


def _ends(interval: tuple[float, float] | None) -> str:
    if interval is None:
        return "no interval"
    return f"95% interval {percent(interval[0])} to {percent(interval[1])}"
