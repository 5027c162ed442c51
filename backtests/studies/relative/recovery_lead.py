"""Test whether small caps lead after the low of a bear market or the end of a recession."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from backtests.engine.forward_returns import bar_returns
from backtests.evidence.effects import Effect
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_YEARLY, gate_estimates, gated
from backtests.evidence.specification_curve import Curve
from backtests.inference import samples
from backtests.inference.path_bootstrap import bars_of, common_closes
from backtests.inference.random_dates import draw_dates
from backtests.runtime.serialization import iso, number
from backtests.studies.measures.event_study import EventStudy
from backtests.studies.measures.spans import frequency_note
from backtests.studies.method import Method, by_effect, in_points
from data_feeds.series.bars import Frequency
from data_feeds.series.periods import from_own_spacing
from signals.core.arrays import Floats
from signals.declines import BEAR, find_declines

# Claim srg-03; the claim names no horizon. The first is the primary one.
HORIZONS = {"12 months": 252, "3 months": 63, "6 months": 126}
PRIMARY = "12 months"
# METHODS 2.4 first, then other thresholds of a bear market. A low becomes known at the close that
# confirms it (METHODS 2.4); an NBER trough is announced 4 to 21 months later and is not tested
# from the date it became known.
FALLS = (BEAR, 0.15, 0.25)
AT_LOW, ONCE_KNOWN = "at the low", "once the low was known"
# METHODS 0: "often" is at least 60% of events.
OFTEN = 0.60
METHOD = Method(
    "Mean return of {small} less {large} in the 12 months after the lows of falls of "
    "{large} by 20%, less that after as many random dates",
    by_effect(
        in_points(LEAST_YEARLY), also="with a lead after at least 60% of lows and on average"
    ),
    "3 and 6 months, and the month ends of troughs ({recessions})",
)


@dataclass(frozen=True, slots=True)
class Lows:
    """Lows of one kind and the start of the lead; lows with an empty `name` are not reported."""

    name: str
    kind: str
    start: str
    positions: tuple[int, ...]


def examine(
    context: Context, *, small: pd.DataFrame, large: pd.DataFrame, recessions: pd.DataFrame
) -> Evidence:
    """Compare the 12-month lead after bear-market lows with random dates (claim srg-03).

    Other horizons and the month ends of NBER troughs are secondary. Both kinds of low are known
    only in hindsight. The specification curve varies the kind of low, whether the lead starts at
    the low or at its confirmation, and the horizon.
    """
    closes = common_closes(from_own_spacing(small), large)
    draw = partial(draw_dates, context.rng, draws=context.resamples)
    leads = {label: _leads(closes, days) for label, days in HORIZONS.items()}
    studies = {
        (event, label): EventStudy.of(after, event.positions, window=_bars(closes, label))
        for event in _events(closes, large, recessions)
        for label, after in leads.items()
    }
    effects = {key: study.effect_if_any(draw) for key, study in studies.items()}
    (lows, _), primary = next(iter(studies.items()))
    effect = effects[lows, PRIMARY]
    if effect is None:
        raise samples.InsufficientData("fewer than two finished bear-market lows")
    share = float((primary.values > 0).mean())
    check = effect.check(
        least=LEAST_YEARLY,
        conditions=(
            (f"ahead after {OFTEN:.0%} of lows (found {share:.0%})", share >= OFTEN),
            (f"a lead on average (found {effect.value:+.1%})", effect.value > 0),
        ),
    )
    names = [f"the low of {day:%Y-%m-%d}" for day in closes.index[primary.at]]
    left_out = primary.without_each(draw, names)
    # Definitions without random leads are dropped.
    curve = Curve(
        tuple(
            found.specification({"low": event.kind, "start": event.start, "horizon": label})
            for (event, label), found in effects.items()
            if found is not None
        )
    )
    shown = [(event, label) for event, label in studies if event.name]
    printed = dict.fromkeys(event for event, _ in shown)
    rows = [_row(closes, event.name, at, leads) for event in printed for at in event.positions]
    estimates = (
        *(
            _estimate(
                f"mean lead {label} after {event.name}",
                studies[event, label],
                effects[event, label],
            )
            for event, label in shown
        ),
        *gate_estimates(left_out, curve, statistic="mean lead"),
        *primary.by_part(
            f"mean lead {PRIMARY} after {lows.name}",
            pd.DatetimeIndex(closes.index),
            draw,
            partial(Effect.point_estimate, note="against random dates of the same years"),
        ),
    )
    return Evidence(
        gated(check, left_out, curve),
        estimates,
        tuple(rows),
        notes=frequency_note(Frequency(closes.attrs["frequency"])),
        curve=curve,
    )


def _events(
    closes: pd.DataFrame, large: pd.DataFrame, recessions: pd.DataFrame
) -> tuple[Lows, ...]:
    """Return the kinds of low, that of claim srg-03 first."""
    lows = []
    for fall in FALLS:
        done = [d for d in find_declines(large, threshold=fall) if d.finished]
        kind = f"S&P 500 falls of {fall:.0%}"
        name = f"S&P 500 lows after falls of {fall:.0%}" if fall == BEAR else ""
        known = [d.trough_confirmed for d in done if d.trough_confirmed is not None]
        lows.append(Lows(name, kind, AT_LOW, _positions(closes, [d.trough for d in done])))
        lows.append(Lows("", kind, ONCE_KNOWN, _positions(closes, known)))
    troughs = [month + pd.offsets.MonthEnd(0) for month in recessions["trough"]]
    return (
        *lows,
        Lows("ends of NBER recessions", "NBER troughs", AT_LOW, _positions(closes, troughs)),
    )


def _positions(closes: pd.DataFrame, dates: Sequence[pd.Timestamp]) -> tuple[int, ...]:
    """Return the position of the last close on or before each date within the record."""
    at = closes.index.searchsorted(pd.DatetimeIndex(list(dates)), side="right") - 1
    known = [date <= closes.index[-1] for date in dates]
    return tuple(
        int(position)
        for position, reached in zip(at, known, strict=True)
        if position >= 0 and reached
    )


def _leads(closes: pd.DataFrame, days: int) -> Floats:
    ours, theirs = (
        bar_returns(bars_of(closes, name), trading_days=days) for name in ("small", "large")
    )
    return ours - theirs


def _bars(closes: pd.DataFrame, label: str) -> int:
    return Frequency(closes.attrs["frequency"]).bars(HORIZONS[label])


def _estimate(name: str, study: EventStudy, effect: Effect | None) -> Estimate:
    n = int(study.values.size)
    if effect is None:
        return Estimate(name, None, n=n, note="fewer than two completed events")
    ahead = int((study.values > 0).sum())
    any_date = float((study.any_day > 0).mean())
    return effect.estimate(name, note=f"ahead after {ahead} of {n}; any date: {any_date:.0%}")


def _row(
    closes: pd.DataFrame, event: str, at: int, leads: Mapping[str, Floats]
) -> dict[str, object]:
    columns = {
        f"lead_{days // 21}m": number(float(leads[label][at]))
        for label, days in sorted(HORIZONS.items(), key=lambda pair: pair[1])
    }
    return {"event": event, "date": iso(closes.index[at]), **columns}
