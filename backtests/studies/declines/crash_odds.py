"""Estimate the share of 12-month windows in which a crash starts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import positions_of
from backtests.evidence.effects import Effect, rate_effect
from backtests.evidence.eras import rate_by_part
from backtests.evidence.estimates import Context, Evidence
from backtests.evidence.gate import gate_estimates, gated
from backtests.evidence.outlook import rate_of_days
from backtests.evidence.specification_curve import curve_of
from backtests.inference import samples
from backtests.studies.declines.definitions import CRASHES
from backtests.studies.measures.decline_rows import decline_row
from backtests.studies.measures.spans import frequency_note, without_weekly
from backtests.studies.method import Method, by_effect
from data_feeds.series.bars import frequency_of
from signals.core.arrays import Flags
from signals.declines import BEAR, CORRECTION, Decline, find_declines

CHARTS = ("declines",)

# Claim slide-06: a default scenario has a probability above one half.
HALF = 0.5
STARTS = "share of all 12-month windows in which a crash starts"
BY_CRASH_CLOSE = "share of all 12-month windows in which a crash has its first crash close"
DATES: Mapping[str, Callable[[Decline], pd.Timestamp | None]] = {
    "peak": lambda decline: decline.peak,
    "first crash close": lambda decline: decline.crash_day,
}
METHOD = Method(
    "Share of the days of {bars} followed within 12 months by the peak of a crash, against one "
    "half",
    by_effect("", what="the distance of the share below one half"),
    "crashes dated by their first crash close",
)


def examine(context: Context, *, bars: pd.DataFrame) -> Evidence:
    """Count the days followed within a year by the peak of a crash (claim slide-06a).

    The share is tested against one half with the number of windows that do not overlap. The
    specification curve varies the definition and the date of a crash, and the depth of the decline
    that it belongs to.
    """
    del context
    missing = without_weekly("crashes", frequency_of(bars))
    if missing:
        return Evidence(missing)
    year = frequency_of(bars).bars_per_year
    crashes = [d for d in find_declines(bars) if d.kind == "crash"]
    peaks = [d.peak for d in crashes]
    ahead = _ahead(bars, peaks)
    if not ahead.size:
        raise samples.InsufficientData("less than a year of closes")
    share = _share(ahead, year=year)
    curve = curve_of(
        _share(_ahead(bars, dates), year=year).specification(choices)
        for choices, dates in _definitions(bars)
    )
    left_out = tuple(
        _share(_ahead(bars, [*peaks[:at], *peaks[at + 1 :]]), year=year).left_out(
            f"the crash from {one:%Y-%m-%d}"
        )
        for at, one in enumerate(peaks)
    )
    check = gated(share.check(least=0.0), left_out, curve)
    by_peak, by_day = (
        rate_of_days(
            name,
            _ahead(bars, [day for d in crashes if (day := date(d)) is not None]),
            window_days=year,
        )
        for name, date in zip((STARTS, BY_CRASH_CLOSE), DATES.values(), strict=True)
    )
    primary = replace(
        share.estimate(STARTS, against="one half", note=by_peak.note), mde=share.detectable
    )
    eras = rate_by_part(STARTS, pd.DatetimeIndex(bars.index[:-year]), ahead, window_days=year)
    gate = gate_estimates(left_out, curve, statistic=STARTS) if left_out else ()
    return Evidence(
        check,
        (primary, by_day, *eras, *gate),
        tuple(decline_row(d) for d in crashes),
        notes=frequency_note(frequency_of(bars)),
        curve=curve,
    )


def _share(ahead: Flags, *, year: int) -> Effect:
    """Return how far the share of windows with a crash is below one half."""
    windows = -(-ahead.size // (year + 1))
    return rate_effect(
        int(ahead.sum()), int(ahead.size), null=HALF, n_eff=windows, claimed_lower=True
    )


def _definitions(bars: pd.DataFrame) -> Iterator[tuple[dict[str, str], list[pd.Timestamp]]]:
    """Yield the dates of crashes under each definition, the primary one first."""
    for threshold, crash in product((CORRECTION, BEAR), CRASHES):
        crashes = [
            d for d in find_declines(bars, threshold=threshold, crash=crash) if d.kind == "crash"
        ]
        for name, date in DATES.items():
            choices = {
                "date": name,
                "decline": f"{threshold:.0%} or more",
                "crash": str(crash),
            }
            yield choices, _dates(crashes, date)


def _dates(
    crashes: Sequence[Decline], date: Callable[[Decline], pd.Timestamp | None]
) -> list[pd.Timestamp]:
    """Return the date of each crash that has one."""
    return [day for crash in crashes if (day := date(crash)) is not None]


def _ahead(bars: pd.DataFrame, dates: Sequence[pd.Timestamp]) -> Flags:
    """Return whether each day with a complete window has one of the dates in the next year."""
    year = frequency_of(bars).bars_per_year
    days = np.arange(max(0, len(bars) - year))
    at = np.sort(positions_of(bars, dates))
    return np.asarray(
        at.searchsorted(days + year, side="right") > at.searchsorted(days, side="right")
    )
