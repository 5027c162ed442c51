"""Sparklines beside the verdicts: an estimate on its interval, or the price since the article."""

from __future__ import annotations

import math
from collections.abc import Sequence

from backtests.claims.registry import Claim
from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Estimate, Finding
from backtests.report.words import headline
from data_feeds.series.bars import DataError
from data_feeds.series.market import Market

WIDTH, HEIGHT, EDGE = 132.0, 26.0, 7.0
POINTS = 120


def draw(claim: Claim, finding: Finding, market: Market) -> str:
    """Return the SVG of the headline estimate, or else of the price since the article.

    A claim without data has no picture (METHODS 4).
    """
    if isinstance(finding.evidence.check, MissingCheck):
        return ""
    main = headline(finding.evidence.check, finding.evidence.estimates)
    if main and _has_range(main[0]):
        return _range(main[0])
    closes = _closes(claim, market)
    return _line(closes) if len(closes) > 2 else ""


def _has_range(e: Estimate) -> bool:
    """Return whether the estimate has a value and something to compare it with."""
    others = (e.interval, e.baseline, e.claimed)
    return e.value is not None and math.isfinite(e.value) and any(x is not None for x in others)


def _range(e: Estimate) -> str:
    """Draw the interval as a line, the value as dot, the baseline as bar, the claim as diamond."""
    ends = [x for x in (e.interval or ()) if math.isfinite(x)]
    known = [x for x in (e.value, e.baseline, e.claimed, *ends) if x is not None]
    low, high = min(known), max(known)
    size = (high - low) or 1.0

    def at(x: float) -> float:
        return EDGE + (x - low) / size * (WIDTH - 2 * EDGE)

    middle = HEIGHT / 2
    parts = []
    if len(ends) == 2:
        parts.append(
            f'<path class="s c-line" stroke-width="4" opacity=".5" '
            f'd="M{at(ends[0]):.1f},{middle}H{at(ends[1]):.1f}"/>'
        )
    if e.baseline is not None:
        parts.append(
            f'<path class="s c-none" stroke-width="2.5" d="M{at(e.baseline):.1f},{middle - 9}v18"/>'
        )
    if e.claimed is not None:
        parts.append(
            f'<path class="f c-doubt" d="M{at(e.claimed):.1f},{middle - 6}l6,6l-6,6l-6,-6Z"/>'
        )
    parts.append(f'<circle class="f c-ink" cx="{at(e.value or 0.0):.1f}" cy="{middle}" r="4.2"/>')
    return _picture("".join(parts))


def _closes(claim: Claim, market: Market) -> Sequence[float]:
    """Return the closes since the article of the claim's first price series, thinned."""
    for name in claim.data.values():
        try:
            closes = market.series(name)
        except DataError:
            continue
        if "close" not in closes or name in ("FFT", "NFCI"):
            continue
        since = closes["close"].loc[claim.article.date :].dropna()
        return [float(x) for x in since.iloc[:: max(1, len(since) // POINTS)]]
    return []


def _line(values: Sequence[float]) -> str:
    low, high = min(values), max(values)
    size = (high - low) or 1.0
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    places = [
        (EDGE + step * at, HEIGHT - 4 - (x - low) / size * (HEIGHT - 8))
        for at, x in enumerate(values)
    ]
    path = "L".join(f"{x:.1f},{y:.1f}" for x, y in places)
    end = places[-1]
    dot = f'<circle class="f c-ink" cx="{end[0]:.1f}" cy="{end[1]:.1f}" r="2.6"/>'
    return _picture(f'<path class="s c-line" stroke-width="1.4" d="M{path}"/>{dot}')


def _picture(body: str) -> str:
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}" '
        f'height="{HEIGHT:g}" aria-hidden="true" focusable="false">{body}</svg>'
    )
