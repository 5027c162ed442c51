"""Charts of a single claim: its estimates, its null distribution, declines and odds."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from backtests.evidence.estimates import ByChance, Estimate, base_words, is_fine
from backtests.report.plots.model import (
    Colour,
    Columns,
    Line,
    Mark,
    Panel,
    Plot,
    Points,
    Rule,
    Shape,
    Spans,
    day,
    days_of,
)
from backtests.runtime.wording import plural
from signals import scenario
from signals.declines import CORRECTION, KINDS, Decline

CLASSES: dict[str, tuple[Colour, Shape, str]] = {
    "correction": ("wait", "circle", "corrections, 10% to 20%"),
    "bear": ("doubt", "square", "bear markets, 20% or more"),
    "crash": ("bad", "down", "crashes, 20% within a month"),
}
NAMES = {
    "correction": ("correction", "corrections"),
    "bear": ("bear market", "bear markets"),
    "crash": ("crash", "crashes"),
}
COLUMNS = 40
MOST_NUMBERS = 9


# Crises by the days between which markets fell; a label of a chart, read by no test.
CRISES: tuple[tuple[str, str, str], ...] = (
    ("oil crisis", "1973-10-06", "1974-12-31"),
    ("1987 crash", "1987-10-14", "1987-12-31"),
    ("Gulf War", "1990-08-02", "1990-10-31"),
    ("Russia, LTCM", "1998-08-17", "1998-10-31"),
    ("dot-com bust", "2000-03-10", "2002-10-11"),
    ("financial crisis", "2007-10-09", "2009-03-13"),
    ("euro crisis", "2011-07-01", "2011-10-07"),
    ("China, oil", "2015-08-11", "2016-02-12"),
    ("end of 2018", "2018-09-20", "2018-12-28"),
    ("COVID-19", "2020-02-19", "2020-03-27"),
    ("rate rises", "2021-11-08", "2023-10-31"),
    ("tariffs", "2025-02-19", "2025-04-11"),
)


def numbers_plot(key: str, estimates: Sequence[Estimate]) -> Plot | None:
    """Plot the estimates in the unit of the first, one row each; None without a finite value.

    Diagnostics are omitted: they are excesses or spreads over definitions, which do not belong on
    the axis of the estimate itself.
    """
    rows = [
        e for e in estimates if e.value is not None and math.isfinite(e.value) and not e.diagnostic
    ]
    rows = [e for e in rows if e.unit == rows[0].unit][:MOST_NUMBERS]
    if not rows:
        return None
    ranged = [
        (at, e.interval)
        for at, e in enumerate(rows)
        if e.interval is not None and all(map(math.isfinite, e.interval))
    ]
    marks: list[Mark] = []
    if ranged:
        marks.append(
            Spans(
                "95% interval",
                [span[0] for _, span in ranged],
                [span[1] for _, span in ranged],
                [float(at) for at, _ in ranged],
                "line",
                width=3,
            )
        )
    groups: tuple[tuple[str, Colour, Shape, list[float | None]], ...] = (
        (_baseline_name(rows), "none", "square", [e.baseline for e in rows]),
        ("claimed", "doubt", "diamond", [e.claimed for e in rows]),
        ("found", "ink", "circle", [e.value for e in rows]),
    )
    for name, colour, shape, values in groups:
        kept = [(x, float(at)) for at, x in enumerate(values) if x is not None and math.isfinite(x)]
        if kept:
            xs, ys = zip(*kept, strict=True)
            marks.append(Points(name, xs, ys, colour, shape, 5))
    fraction = rows[0].unit == "fraction"
    x_title = "percent" if fraction else rows[0].unit
    return Plot(
        f"numbers-{key}",
        _numbers_title(rows[0]),
        _numbers_caption(rows),
        (Panel(marks, rows=[e.name for e in rows]),),
        x_title=x_title,
        x_unit="percent" if fraction else "number",
        kind="numbers",
        table=_numbers_table(rows),
    )


def _baseline_name(rows: Sequence[Estimate]) -> str:
    """Return the name of the baseline if all rows have the same one."""
    names = {base_words(e) for e in rows if e.baseline is not None}
    return names.pop() if len(names) == 1 else "comparison"


def _numbers_title(first: Estimate) -> str:
    """Return the title: the first estimate, its claimed value and its baseline."""
    parts = [f"{first.name[:1].upper()}{first.name[1:]}: {_amount(first, first.value)}"]
    if first.claimed is not None:
        parts.append(f"{_amount(first, first.claimed)} claimed")
    if first.baseline is not None:
        parts.append(f"against {_amount(first, first.baseline)} ({base_words(first)})")
    return ", ".join(parts)


def _amount(estimate: Estimate, value: float | None) -> str:
    if value is None:
        return "–"
    if estimate.unit == "fraction":
        return f"{value:.2%}" if is_fine(estimate) else f"{value:.1%}"
    return f"{value:,.0f}" if estimate.unit == "count" else f"{value:,.2f}"


def _numbers_caption(rows: Sequence[Estimate]) -> str:
    rest = f", then {len(rows) - 1:,} more in the same unit" if len(rows) > 1 else ""
    return f"First the figure that decides the verdict{rest}; the table below lists all figures."


def _numbers_table(rows: Sequence[Estimate]) -> list[dict[str, object]]:
    return [
        {
            "number": e.name,
            "found": e.value,
            "low": e.interval[0] if e.interval else "",
            "high": e.interval[1] if e.interval else "",
            "events": e.n,
            "apart": e.n_eff,
            "base": e.baseline,
            "compared with": "" if e.baseline is None else base_words(e),
            "claimed": e.claimed,
            "p": e.p,
        }
        for e in rows
    ]


def chance_plot(key: str, null: ByChance) -> Plot | None:
    """Plot the null distribution with the observed value; None without draws."""
    drawn = np.asarray(null.drawn)
    if not drawn.size:
        return None
    counts, edges = np.histogram(drawn, bins=COLUMNS)
    share = float((drawn >= null.observed).mean())
    seen, usual = _small(null.observed), _small(float(drawn.mean()))
    columns = Columns(
        null.draws, edges[:-1].tolist(), edges[1:].tolist(), (counts / drawn.size).tolist(), "none"
    )
    marks: list[Mark] = [
        columns,
        Rule(f"observed {seen}", null.observed, "x", "bad"),
    ]
    title = (
        f"{_often(share)} of {drawn.size:,} {null.draws} did at least as well as the "
        f"{seen} observed"
    )
    caption = (
        f"Distribution of the {null.statistic} under chance; its mean is {usual}. The red line is "
        "the observed value: the larger the grey area to its right, the more easily chance "
        "explains it. Not corrected for the number of claims."
    )
    panel = Panel(marks, "share of draws", unit="percent", height=240)
    return Plot(f"chance-{key}", title, caption, (panel,), x_title=null.statistic, x_unit="percent")


def _small(fraction: float) -> str:
    """Format a fraction as percentage, with two decimals below 1%; no negative zero."""
    digits = 1 if abs(fraction) >= 0.01 else 2
    return f"{round(100 * fraction, digits) + 0.0:.{digits}f}%"


def _often(share: float) -> str:
    return "None" if share == 0 else f"{share:.1%}" if share < 0.1 else f"{share:.0%}"


def declines_plot(
    declines: Sequence[Decline], closes: pd.Series, *, name: str = "the Russell 2000"
) -> Plot | None:
    """Plot the drawdown from the record high, and each finished decline; None without one.

    `closes` are indexed by day; known crises are named at their deepest drawdown.
    """
    done = [d for d in declines if d.finished]
    if not done:
        return None
    marks: list[Mark] = []
    counts = []
    for kind in KINDS:
        colour, shape, words = CLASSES[kind]
        chosen = [d for d in done if d.kind == kind]
        counts.append(plural(len(chosen), *NAMES[kind]))
        if chosen:
            marks.append(
                Spans(
                    "",
                    [day(d.peak) for d in chosen],
                    [day(d.trough) for d in chosen],
                    [-d.depth for d in chosen],
                    colour,
                    width=2.5,
                )
            )
            marks.append(
                Points(
                    f"{words} ({len(chosen)})",
                    [day(d.trough) for d in chosen],
                    [-d.depth for d in chosen],
                    colour,
                    shape,
                    5,
                    [_note(d) for d in chosen],
                )
            )
    title = (
        f"{plural(len(done), 'decline')} of 10% or more since {min(d.peak for d in done):%Y}: "
        f"{', '.join(counts[:-1])} and {counts[-1]}"
    )
    caption = (
        f"Above: {name} below its record high so far, with the lowest close of known crises. "
        "Below: each decline from its own peak to its trough, at its full depth; the mark at its "
        "end is its class. A crash is classed as one whatever its depth."
    )
    table = [
        {
            "peak": f"{d.peak:%Y-%m-%d}",
            "trough": f"{d.trough:%Y-%m-%d}",
            "depth": d.depth,
            "class": d.kind,
        }
        for d in done
    ]
    panels = (
        _from_record(closes),
        Panel(
            [Rule("", 0.0), *marks],
            "each decline, from its own peak",
            unit="percent",
            height=240,
        ),
    )
    return Plot("declines", title, caption, panels, x_unit="date", table=table)


def _from_record(closes: pd.Series) -> Panel:
    """Return the drawdown from the record high so far, the deepest of each week, with crises."""
    falls = closes / closes.cummax() - 1
    weekly = falls.groupby(pd.DatetimeIndex(falls.index).to_period("W")).min()
    days = days_of(pd.PeriodIndex(weekly.index).to_timestamp(how="end"))
    lows = crisis_lows(falls)
    points = Points(
        "lowest close of a crisis",
        [day(at) for _, at, _ in lows],
        [depth for _, _, depth in lows],
        "ink",
        "circle",
        3.5,
        [f"{name}: {depth:.1%} on {at:%Y-%m-%d}" for name, at, depth in lows],
        [name for name, _, _ in lows],
    )
    line = Line("below the record high", days, weekly.tolist(), "line", width=1.2)
    return Panel(
        [Rule("", 0.0), line, *([points] if lows else [])],
        "drawdown from the record high",
        unit="percent",
        height=260,
    )


def crisis_lows(falls: pd.Series) -> list[tuple[str, pd.Timestamp, float]]:
    """Return name, day and depth of the deepest drawdown of each crisis, deepest first.

    A crisis in which the market stayed within 10% of its record has none.
    """
    found = []
    for name, first, last in CRISES:
        inside = falls.loc[first:last]
        if not inside.empty and float(inside.min()) <= -CORRECTION:
            found.append((name, pd.Timestamp(str(inside.idxmin())), float(inside.min())))
    return sorted(found, key=lambda low: low[2])


def _note(d: Decline) -> str:
    return f"{d.peak:%Y-%m-%d} to {d.trough:%Y-%m-%d}: -{d.depth:.1%}, {d.kind}"


def odds_plot(key: str, estimates: Sequence[Estimate]) -> Plot | None:
    """Plot the stated odds of three outcomes beside their past frequencies."""
    rows = [e for e in estimates[:3] if e.claimed is not None and e.value is not None]
    if len(rows) < 3:
        return None
    names = list(scenario.BUCKETS)
    stated = [float(e.claimed or 0) for e in rows]
    usual = [float(e.value or 0) for e in rows]
    places = [float(at) for at in range(3)]
    marks = [
        Columns("odds of the article", [at - 0.36 for at in places], places, stated, "doubt"),
        Columns("share of all past dates", places, [at + 0.36 for at in places], usual, "line"),
    ]
    far = max(range(3), key=lambda at: abs(stated[at] - usual[at]))
    title = (
        f"The article gave “{names[far]}” {stated[far]:.0%}; over twelve months it came "
        f"{usual[far]:.0%} of the time"
    )
    caption = (
        "Odds stated for the twelve months after the article, beside the share of all past "
        f"starting dates that ended so: {_pairs(names, stated, usual)}. Sideways: within "
        "10% of the start."
    )
    panel = Panel(marks, "probability", unit="percent", height=240)
    return Plot(
        f"odds-{key}",
        title,
        caption,
        (panel,),
        x_title="outcome after twelve months",
        ticks={float(at): name for at, name in enumerate(names)},
        table=[
            {"outcome": name, "stated": said, "past share": came}
            for name, said, came in zip(names, stated, usual, strict=True)
        ],
    )


def _pairs(names: Sequence[str], stated: Sequence[float], usual: Sequence[float]) -> str:
    return ", ".join(
        f"{name} {said:.0%} against {came:.0%}"
        for name, said, came in zip(names, stated, usual, strict=True)
    )
