"""How results look in a terminal: tables with the claimed figure, the interval and the null."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from backtests import referee
from backtests.breakouts import BreakoutStudy, HitRate
from backtests.easing import CycleReturn, CycleSummary, completed
from backtests.findings import Estimate, Finding, is_fine
from backtests.incidence import Share
from backtests.outcomes import Outcome
from backtests.registry import TYPE_WORDS, Claim
from backtests.resampled_paths import Nulls
from backtests.run import Result, coarse, tally
from backtests.specification_curve import Curve
from backtests.verdicts import VERDICTS, Ruling
from data_feeds import cache, quality
from data_feeds.bars import DataError, Frequency, frequency_of
from data_feeds.catalogue import listing
from data_feeds.market import Market, SeriesInfo

if TYPE_CHECKING:
    from pathlib import Path

    from data_feeds.cache import Entry
    from data_feeds.live import Live
    from strategies.event_trade import NotTraded
    from strategies.runner import Metrics, Run

# Colour, and a symbol for those who do not see it.
MARKS: Mapping[str, tuple[str, str]] = {
    "supported": ("green", "✔"),
    "refuted": ("red", "✘"),
    "inconclusive": ("yellow", "?"),
    "pending": ("blue", "…"),
    "not testable": ("bright_black", "–"),
}
PIPE_WIDTH = 150
# Trading days after which the shares at target and stopped are told: 1, 3, 6 and 12 months.
_TOLD_AFTER = (21, 63, 126, 252)


def console() -> Console:
    """Standard output; a pipe is given a width at which no table is squeezed."""
    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(width=PIPE_WIDTH if piped else None, highlight=False)


def percent(value: float | None, digits: int = 1) -> str:
    """Show a fraction as percent; a dash for none."""
    missing = value is None or math.isnan(value)
    return "–" if missing or value is None else f"{100 * value:.{digits}f}%"


def amount(value: float | None, unit: str, digits: int = 1) -> str:
    """Show an estimate's value in its unit; `digits` after the point of a percentage."""
    if value is None:
        return "–"
    if unit == "fraction":
        return percent(value, digits)
    if unit == "count":
        return f"{value:,.0f}"
    return f"{value:,.2f}" if unit == "points" else f"{value:.3g}"


def verdict_text(ruling: Ruling) -> Text:
    """Verdict as symbol and word, in its colour."""
    colour, symbol = MARKS[ruling.verdict]
    return Text(f"{symbol} {ruling.verdict}", style=colour)


def print_data(market: Market) -> None:
    """Print what a command used: each series with its span and source, and what to be told."""
    data = {name: market.info(name) for name in sorted(market.used)}
    _print_used(console(), data, market.notices)


def _print_used(out: Console, data: Mapping[str, SeriesInfo], notices: Sequence[str]) -> None:
    used = [f"{i.name} {i.frequency} {i.first} to {i.last} ({i.source})" for i in data.values()]
    out.print("data: " + "; ".join(used), style="dim", markup=False)
    for notice in notices:
        out.print(f"! {notice}", style="yellow", markup=False)


def print_run(result: Result) -> None:
    """Print the header, the verdict table and the tally."""
    out = console()
    out.print(f"[bold]{result.label}[/bold], data to {result.as_of:%Y-%m-%d}")
    _print_used(out, result.data, result.notices)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("claim", "what it says", "history", "verdict", "why"):
        table.add_column(column, overflow="fold")
    untestable: list[str] = []
    for claim, finding in zip(result.claims, result.findings, strict=True):
        if finding.ruling.verdict == "not testable":
            untestable.append(claim.id)
            continue
        labels = (*claim.labels, *coarse(finding, result.data))
        first = finding.evidence.estimates[0] if finding.evidence.estimates else None
        table.add_row(
            claim.id,
            claim.statement + "".join(f" [{label}]" for label in labels),
            _history(first),
            verdict_text(finding.ruling),
            finding.ruling.reason,
        )
        if finding.base_rate is not None:
            past = next(e for e in finding.evidence.estimates if e.name.startswith("past "))
            table.add_row(
                "",
                "  and how often did such targets work before?",
                _history(past),
                verdict_text(finding.base_rate),
                finding.base_rate.reason,
            )
    out.print(table)
    if untestable:
        out.print(f"– not testable: {', '.join(untestable)} (rutcheck claims ID says why)")
    _print_tallies(out, result)


def _print_tallies(out: Console, result: Result) -> None:
    """Print the number of claims by article and verdict."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("article", overflow="fold")
    for verdict in VERDICTS:
        table.add_column(verdict, justify="right", style=MARKS[verdict][0])
    by_article: dict[str, list[Finding]] = {}
    for claim, finding in zip(result.claims, result.findings, strict=True):
        by_article.setdefault(f"{claim.article.key}: {claim.article.title}", []).append(finding)
    rows = [*by_article.items()]
    if len(rows) > 1:
        rows.append(("all", list(result.findings)))
    for name, findings in rows:
        table.add_row(name, *(str(count) for count in tally(findings).values()))
    out.print(table)


def _history(estimate: Estimate | None) -> str:
    """The estimate with its interval, its size and its null."""
    if estimate is None:
        return "–"
    digits = 2 if is_fine(estimate) else 1
    parts = [amount(estimate.value, estimate.unit, digits)]
    if estimate.interval is not None:
        low, high = (amount(end, estimate.unit) for end in estimate.interval)
        parts.append(f"({low} to {high})")
    if estimate.n is not None:
        parts.append(f"n {estimate.n}")
    if estimate.n_eff is not None and estimate.n_eff != estimate.n:
        parts.append(f"({estimate.n_eff} apart)")
    if estimate.baseline is not None:
        parts.append(f"random {amount(estimate.baseline, estimate.unit)}")
    if estimate.claimed is not None:
        parts.append(f"claimed {amount(estimate.claimed, estimate.unit, digits)}")
    return " ".join(parts)


def print_claims(claims: Sequence[Claim]) -> None:
    """List the claims by article."""
    out = console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("id", "kind", "what the article says", "article"):
        table.add_column(column, overflow="fold")
    for claim in claims:
        published = f"{claim.article.publisher}, {claim.article.date:%Y-%m-%d}"
        table.add_row(claim.id, TYPE_WORDS[claim.type], claim.statement, published)
    out.print(table)
    out.print("rutcheck claims ID explains one, rutcheck run ID tests it; rutcheck claims new "
              "FILE.toml starts a file of your own.", style="dim")  # fmt: skip


def print_claim(claim: Claim, result: Result) -> None:
    """Explain one claim as a referee would, with what decided it and what would change that."""
    out = console()
    article = claim.article
    note = f" ({article.date_note})" if article.date_note else ""
    out.print(f"[bold]{claim.id}[/bold]  {claim.statement}")
    rows = {
        "article": f"{article.title}, {article.publisher}, {article.date:%Y-%m-%d}{note}",
        "section": claim.section,
        "kind": TYPE_WORDS[claim.type],
        "labels": ", ".join(claim.labels) or "none",
        "test": claim.test,
        "supported if": claim.supports,
        "refuted if": claim.refutes,
        "other readings": "\n".join(claim.readings) or "none",
        "caveats": "\n".join(claim.caveats) or "none",
        "series": ", ".join([*claim.data.values(), *claim.optional.values()]),
        "study": f"backtests.studies.{claim.study}",
        "parameters": ", ".join(f"{k} = {_shown(v)}" for k, v in claim.parameters.items()),
    }
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    (finding,) = result.findings
    check = finding.evidence.check
    rows |= {
        "data": f"{result.label}, to {result.as_of:%Y-%m-%d}",
        "could show": referee.what_could_show(check),
        "decided": referee.what_decided(check),
        "would change it": "\n".join(referee.what_would_change(check)),
    }
    if finding.evidence.base_rate is not None:
        rows["such targets before"] = referee.what_decided(finding.evidence.base_rate)
    for name, text in rows.items():
        if text:
            table.add_row(name, Text(text))
    out.print(table)


def _shown(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_shown(v)}" for k, v in value.items()) + "}"
    return str(value)


def print_breakouts(study: BreakoutStudy, curve: Curve | None, bars: pd.DataFrame) -> None:
    """Print each breakout with its outcome, the hit rate, and the multiverse."""
    out = console()
    p = study.parameters
    out.print(
        f"[bold]{bars.attrs['name']}[/bold] {p['frequency']} bars, {bars.index[0]:%Y-%m-%d} to "
        f"{bars.index[-1]:%Y-%m-%d}; target {p['target']}, stop {p['stop']}, "
        f"horizon {p['horizon']} trading days"
        + (f"; closes above the {p['lookback']}-day high" if p["lookback"] else "")
    )
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("signal")
    for column in ("record", "entry", "target", "stop"):
        table.add_column(column, justify="right")
    table.add_column("outcome")
    table.add_column("exit")
    for column in ("bars", "best", "worst", "return"):
        table.add_column(column, justify="right")
    for o in study.outcomes:
        table.add_row(
            f"{o.event.known_on:%Y-%m-%d}" + ("*" if o.fills == "close" else ""),
            _price(o.event.details["record"]), _price(o.entry),
            _price(o.target), _price(o.stop),
            _ending(o),
            f"{o.exit_date:%Y-%m-%d}" if o.exit_date is not None else "–",
            "–" if o.bars is None else str(o.bars),
            percent(o.mfe), percent(o.mae), percent(o.return_),
        )  # fmt: skip
    out.print(table)
    if any(o.fills == "close" for o in study.outcomes):
        out.print(
            "* entered and left at closes, not tradable: the opens of that time are not genuine",
            style="dim",
        )
    _print_hit_rate(out, study)
    if curve is not None:
        _print_curve(out, curve)


def _ending(outcome: Outcome) -> str:
    """How an event ended; a question mark where its last bar could be read both ways."""
    doubt = "?" if outcome.ambiguous else ""
    return outcome.cause + doubt + (f": {outcome.void_reason}" if outcome.void_reason else "")


def _price(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, int | float) else "–"


def _print_hit_rate(out: Console, study: BreakoutStudy) -> None:
    rate = study.hit_rate
    if rate.rate is None or rate.interval is None:
        out.print(f"{rate.n} breakouts, none resolved yet")
        return
    low, high = rate.interval
    if rate.baseline is not None:
        least = "no hit rate" if rate.detectable is None else (
            f"a hit rate of {percent(rate.detectable)} or more"
        )  # fmt: skip
        out.print(
            f"{rate.n_eff} separate breakouts could tell {least} from the "
            f"{percent(rate.baseline)} of random dates", style="dim",
        )  # fmt: skip
    out.print(
        f"[bold]{rate.hits} of {rate.resolved}[/bold] resolved breakouts reached the target first: "
        f"{percent(rate.rate)}, 95% interval {percent(low)} to {percent(high)} "
        f"({rate.n_eff} that do not overlap, {rate.years} calendar years)"
    )
    if rate.optimistic != rate.rate:
        out.print(f"counting bars that reached both as hits: {percent(rate.optimistic)}")
    if rate.baseline is None:
        out.print(rate.note)
    else:
        out.print(
            f"random dates with the same distances: {percent(rate.baseline)}; "
            f"p = {rate.p:.3f} that chance does as well"
        )
    if study.nulls is not None:
        out.print(_null_models(rate, study.nulls))
        if blocks := _other_blocks(study.nulls):
            out.print(blocks)
    for line in _waiting(study):
        out.print(line)


def _other_blocks(nulls: Nulls) -> str:
    """Put hit rates on paths of shorter and longer blocks on one line; empty without any."""
    found = [f"{days} days {percent(null.mean)} (p = {null.p:.3f}, {null.paths} paths)"
             for days, null in nulls.other_blocks if null is not None]  # fmt: skip
    return "resampled paths in blocks of " + ", ".join(found) if found else ""


def _waiting(study: BreakoutStudy) -> list[str]:
    """Say how long target and stop took: shares after so many bars, and quartiles of the hits."""
    frequency = Frequency(str(study.parameters["frequency"]))
    horizon = int(str(study.parameters["horizon"]))
    days = [told for told in _TOLD_AFTER if told < horizon] + [horizon]
    known = [(frequency.bars(told), found) for told in days
             if (found := study.incidence.at(frequency.bars(told))) is not None]  # fmt: skip
    if not known:
        return []
    lines = [
        f"{words} after "
        + ", ".join(f"{bars} bars {_banded(found[which])}" for bars, found in known)
        for which, words in enumerate(("at the target (95% band)", "stopped (95% band)"))
    ]
    took = study.wait
    if took is not None:
        lines.append(
            f"the {took.n} that reached it took {took.median:.0f} bars in the middle, half of them "
            f"{took.lower:.0f} to {took.upper:.0f}"
        )
    return lines


def _banded(share: Share) -> str:
    """A share with its 95% band, where one was drawn."""
    value, low, high = (percent(end, 0) for end in (share.value, share.low, share.high))
    return value if math.isnan(share.low) else f"{value} ({low} to {high})"


def _null_models(rate: HitRate, nulls: Nulls) -> str:
    """Put hit rates by chance on one line: random dates, resampled paths, and without drift."""
    found, driftless = nulls.with_drift, nulls.without_drift
    if found is None or driftless is None:
        return nulls.note
    share = nulls.share_of_drift
    return (
        f"hits by chance: random dates {percent(rate.baseline)}; resampled paths "
        f"{percent(found.mean)}, p = {found.p:.3f}; without drift {percent(driftless.mean)}, "
        f"p = {driftless.p:.3f}"
        + ("" if share is None else f"; drift explains {max(share, 0):.0%} of theirs")
    )


def print_easing(
    rows: Sequence[CycleReturn],
    summary: CycleSummary | None,
    curve: Curve | None,
    market: Market,
    *,
    anchor: str,
    months: int,
) -> None:
    """Print the table of cycles, the summary against random dates, and the multiverse."""
    out = console()
    frequency = frequency_of(market.series("RUT_CLOSE")).value
    out.print(
        f"[bold]{market.label}[/bold], data to {market.as_of:%Y-%m-%d}: Russell 2000 {frequency} "
        f"closes, {months} months after the {anchor} " + ("of cuts" if anchor == "pause" else "cut")
    )
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("cycle", "from", "first cut", "last cut"):
        table.add_column(column)
    for column in ("cuts", "end known", "price", "total return"):
        table.add_column(column, justify="right")
    for row in rows:
        c = row.cycle
        end = f"{c.end_known:%Y-%m-%d}" if c and c.end_known is not None else "open"
        table.add_row(
            row.name + (" provisional" if row.provisional else ""), f"{row.anchor:%Y-%m-%d}",
            f"{c.first_cut:%Y-%m-%d}" if c else "–", f"{c.last_cut:%Y-%m-%d}" if c else "–",
            str(c.cuts) if c else "–", end if c else "–",
            percent(row.price_return, 2), percent(row.total_return, 2),
        )  # fmt: skip
    out.print(table)
    if summary is None:
        out.print("fewer than two completed events: no average")
    else:
        _print_summary(out, rows, summary)
    if anchor == "last":
        out.print("hindsight: a last cut is known as such only on the day under 'end known'",
                  style="dim")  # fmt: skip
    if curve is not None:
        _print_curve(out, curve)


def _print_curve(out: Console, curve: Curve) -> None:
    means = curve.values
    out.print(
        f"multiverse: {means.size:,} specifications give {percent(means[0])} to "
        f"{percent(means[-1])}, median {percent(float(np.median(means)))}"
    )
    # Adding zero takes the sign off a rounded zero.
    middle = round(100 * curve.middle.effect, 1) + 0.0
    out.print(
        f"{curve.with_sign:.0%} lie above random dates, {curve.significant:.0%} with p up to .10; "
        f"the median excess is {middle:+.1f} pp, p = {curve.joint_p:.4f}"
    )
    out.print(f"varied: {curve.varied}", style="dim")


def _print_summary(out: Console, rows: Sequence[CycleReturn], summary: CycleSummary) -> None:
    done = [r.price_return for r in completed(rows)]
    if summary.detectable is not None:
        out.print(
            f"{summary.n_eff} events apart can show an excess of "
            f"{100 * summary.detectable:.1f} pp over random dates, and hardly a smaller one",
            style="dim",
        )
    out.print(
        f"[bold]mean[/bold] total return {percent(summary.mean, 2)} (price "
        f"{percent(sum(done) / len(done), 2)}), median {percent(summary.median, 2)}, "
        f"n {summary.n} ({summary.n_eff} apart)"
    )
    low, high = summary.interval or (None, None)
    out.print(
        f"95% interval {percent(low)} to {percent(high)}; "
        f"random dates {percent(summary.placebo.mean)} (sd {percent(summary.placebo.sd)}), "
        f"p = {summary.p_value:.4f}"
    )
    out.print(
        f"all events moved together {percent(float(summary.shifted.mean()))}, "
        f"p = {summary.shift_p:.4f}"
    )
    least = min(summary.leave_one_out.values())
    most = max(summary.leave_one_out.values())
    out.print(f"leaving one out: {percent(least)} to {percent(most)}"
              + ("" if summary.without_2020 is None
                 else f"; without 2020 {percent(summary.without_2020)}, "
                      f"p = {summary.without_2020_p:.4f}"))  # fmt: skip
    out.print("; ".join(
        f"{era.name} {percent(era.mean)} (n {era.n}, any day {percent(era.every_day)})"
        for era in summary.eras
    ))  # fmt: skip


def print_strategies(rows: Sequence[tuple[str, str, str]]) -> None:
    """List the strategies with what they do and their parameters."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("strategy", "what it does", "parameters (-p name=value)"):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console().print(table)


def print_backtest(run: Run, parameters: Mapping[str, object], market: Market) -> None:
    """Print trades, what was not traded and why, and the metrics beside buy and hold."""
    out = console()
    chosen = ", ".join(f"{name} = {value}" for name, value in parameters.items())
    out.print(f"[bold]{run.name}[/bold] on {run.traded} {run.frequency} bars, "
              f"{run.equity.index[0]:%Y-%m-%d} to {run.equity.index[-1]:%Y-%m-%d}")  # fmt: skip
    out.print(f"{market.label}; {chosen}", style="dim")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("signal", "entry", "exit", "why"):
        table.add_column(column)
    for column in ("in", "out", "bars", "return", "profit"):
        table.add_column(column, justify="right")
    for trade in [*run.trades, *([run.open_trade] if run.open_trade else [])]:
        table.add_row(
            f"{trade.signal_date:%Y-%m-%d}", f"{trade.entry_date:%Y-%m-%d}",
            f"{trade.exit_date:%Y-%m-%d}" if trade.exit_date is not None else "still open",
            trade.cause, _price(trade.entry), _price(trade.exit), str(trade.bars),
            percent(trade.return_), _price(trade.pnl),
        )  # fmt: skip
    out.print(table)
    _print_all_untraded(out, run)
    _print_table(out, {"strategy": run.metrics, "buy and hold": run.buy_and_hold})


# More signals than this are counted; the JSON and CSV name each.
_MOST_DATES = 12


def _print_untraded(out: Console, title: str, events: Sequence[NotTraded]) -> None:
    """One line a reason, with the signals it kept from being traded."""
    for reason in dict.fromkeys(event.reason for event in events):
        dates = [f"{e.signal_date:%Y-%m-%d}" for e in events if e.reason == reason]
        told = ", ".join(dates) if len(dates) <= _MOST_DATES else (
            f"{len(dates)} signals, {dates[0]} to {dates[-1]}"
        )  # fmt: skip
        out.print(f"{title} ({reason}): {told}", style="dim")


def print_comparison(runs: Mapping[str, Run], market: Market) -> None:
    """Print the metrics of several strategies in one table, and what each did not trade."""
    out = console()
    first = next(iter(runs.values()))
    out.print(f"{len(runs)} strategies on {first.traded} {first.frequency} bars", style="bold")
    out.print(market.label, style="dim")
    columns = {name: run.metrics for name, run in runs.items()}
    _print_table(out, columns | {"buy and hold": first.buy_and_hold})
    for name, run in runs.items():
        _print_all_untraded(out, run, start=f"{name}: ")


def _print_all_untraded(out: Console, run: Run, *, start: str = "") -> None:
    for title, events in (("void", run.voids), ("skipped", run.skipped),
                          ("rejected", run.rejected)):  # fmt: skip
        _print_untraded(out, start + title, events)


_SHARES = frozenset(
    {
        "total_return",
        "cagr",
        "volatility",
        "max_drawdown",
        "cvar_95",
        "exposure",
        "time_in_market",
        "turnover",
        "hit_rate",
        "expectancy",
        "mfe",
        "mae",
    }
)


def _print_table(out: Console, columns: Mapping[str, Metrics]) -> None:
    """One row a metric of any of the columns, in their order."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for name in columns:
        table.add_column(name, justify="right", overflow="fold")
    for name in dict.fromkeys(name for metrics in columns.values() for name in metrics):
        table.add_row(
            name.replace("_", " "),
            *(_metric(name, metrics.get(name)) for metrics in columns.values()),
        )
    out.print(table)


def _metric(name: str, value: float | int | None) -> str:
    if value is None:
        return "–"
    if name in _SHARES:
        return percent(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def describe_series(market: Market) -> list[dict[str, object]]:
    """Span, rows, frequency and fingerprint of every series that can be read."""
    rows: list[dict[str, object]] = []
    for name in sorted(market.loaders):
        try:
            info = market.info(name)
        except DataError as error:
            rows.append({"name": name, "problem": str(error)})
            continue
        rows.append(
            {"name": name, "source": info.source, "frequency": info.frequency,
             "first": info.first, "last": info.last, "rows": info.rows, "sha256": info.sha256,
             "note": info.note}
        )  # fmt: skip
    return rows


def print_series(market: Market, rows: Sequence[Mapping[str, object]]) -> None:
    """Print what `describe_series` found."""
    out = console()
    out.print(f"[bold]{market.label}[/bold], data to {market.as_of:%Y-%m-%d}")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("series", "from", "to", "rows", "bars", "file", "SHA-256"):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(
            str(row["name"]), str(row.get("first", "–")), str(row.get("last", "–")),
            str(row.get("rows", "–")), str(row.get("frequency", "–")),
            str(row.get("source", row.get("problem", ""))), str(row.get("sha256", ""))[:12],
        )  # fmt: skip
    out.print(table)


def print_check(market: Market, checks: Sequence[quality.SeriesCheck]) -> None:
    """Print what each series is fit for, with its defects, and the Russell's opens by year."""
    out = console()
    out.print(f"[bold]{market.label}[/bold], data to {market.as_of:%Y-%m-%d}")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("series", "from", "to", "rows", "conclusion"):
        table.add_column(column, overflow="fold")
    for check in checks:
        conclusion = Text(check.conclusion, style="red" if check.refused else "")
        for defect in check.defects:
            conclusion.append(f"\n· {defect}", style="yellow")
        table.add_row(
            check.name, _day(check.first), _day(check.last), f"{check.rows:,}", conclusion
        )
    out.print(table)
    _print_years(out, market.series("RUT"))


def _day(date: pd.Timestamp | None) -> str:
    return "–" if date is None else f"{date:%Y-%m-%d}"


def _print_years(out: Console, bars: pd.DataFrame) -> None:
    years = quality.by_year(bars)
    report = Table(box=box.SIMPLE_HEAD, pad_edge=False, title="RUT by year", title_justify="left")
    for column in ("year", "bars", "open = previous close", "high and low = open and close",
                   "unchanged closes"):  # fmt: skip
        report.add_column(column, justify="right")
    for year, shares in years.to_dict("index").items():
        report.add_row(
            str(year), f"{shares['bars']:.0f}", percent(shares.get("open_is_previous_close")),
            percent(shares.get("range_is_body")), percent(shares["zero_returns"]),
        )  # fmt: skip
    out.print(report)


def describe_cache(folder: Path, now: pd.Timestamp) -> dict[str, object]:
    """Say of every series in the cache what it spans, where it is from and how old it is."""
    rows: list[dict[str, object]] = []
    for code in cache.codes(folder):
        try:
            entry = cache.read(folder, code)
        except DataError as error:
            rows.append({"code": code, "problem": str(error)})
            continue
        if entry is None:  # taken away since it was listed
            continue
        rows.append(
            {"code": code, "name": listing(code).name, "source": entry.provider,
             "first": entry.first, "last": entry.last, "rows": len(entry.table),
             "fetched": entry.fetched, "checked": entry.checked,
             "age_hours": (now - pd.Timestamp(entry.checked)) / pd.Timedelta(hours=1),
             "sha256": entry.sha256, "restatements": entry.restatements}
        )  # fmt: skip
    return {"schema": 1, "cache": str(folder), "series": rows}


def print_cache(content: Mapping[str, Any]) -> None:
    """Print what `describe_cache` found."""
    out = console()
    rows = content["series"]
    if not rows:
        out.print(f"The cache {content['cache']} is empty: rutcheck data fetch fills it.")
        return
    out.print(f"[bold]cache {content['cache']}[/bold]")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("series", "from", "to", "rows", "source", "asked", "SHA-256"):
        table.add_column(column, justify="right" if column in ("rows", "asked") else "left")
    told = []
    for row in rows:
        if "problem" in row:
            told.append(row["problem"])
            continue
        table.add_row(
            row["name"], f"{row['first']:%Y-%m-%d}", f"{row['last']:%Y-%m-%d}",
            f"{row['rows']:,}", f"{row['source']} {row['code']}", _age(row["age_hours"]),
            row["sha256"][:12],
        )  # fmt: skip
        told += [
            f"{row['name']}: {r.found[:10]} {row['source']} changed the past ({r.what}); the "
            f"version before is kept as {cache.VERSIONS}/{r.kept}"
            for r in row["restatements"]
        ]
    out.print(table)
    for text in told:
        out.print(f"! {text}", style="yellow", markup=False)


def _age(hours: float) -> str:
    """Show an age in the unit a person would use."""
    if hours < 1:
        return f"{max(0.0, hours * 60):.0f} min ago"
    return f"{hours:.0f} h ago" if hours < 48 else f"{hours / 24:.0f} days ago"


def describe_fetch(
    entries: Mapping[str, Entry], missing: Mapping[str, str], live: Live, out: Path | None
) -> dict[str, object]:
    """Lay out what a fetch brought."""
    return {
        "schema": 1,
        "cache": str(live.folder),
        "out": None if out is None else str(out),
        "series": {
            name: {"source": f"{e.provider} {e.code}", "first": e.first, "last": e.last,
                   "rows": len(e.table), "fetched": e.fetched, "sha256": e.sha256}
            for name, e in entries.items()
        },
        "missing": dict(missing),
        "notices": live.notices,
    }  # fmt: skip


def print_fetch(content: Mapping[str, Any]) -> None:
    """Print what `describe_fetch` laid out."""
    out = console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("series", "source", "from", "to", "rows"):
        table.add_column(column, justify="right" if column == "rows" else "left")
    for name, row in content["series"].items():
        table.add_row(name, row["source"], f"{row['first']:%Y-%m-%d}", f"{row['last']:%Y-%m-%d}",
                      f"{row['rows']:,}")  # fmt: skip
    if content["series"]:
        out.print(table)
    for text in dict.fromkeys(content["missing"].values()):
        out.print(f"✘ {text}", style="red", markup=False)
    for text in content["notices"]:
        out.print(f"! {text}", style="yellow", markup=False)
    if content["out"] is not None:
        out.print(
            f"Snapshot: {content['out']}   rutcheck run --data {content['out']}", markup=False
        )
