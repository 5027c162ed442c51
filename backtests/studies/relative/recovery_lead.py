"""Test whether small caps lead after the low of a bear market or the end of a recession."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.engine.forward_returns import bar_returns
from backtests.evidence.effects import Effect, mean_effect
from backtests.evidence.eras import Flags, by_part, parts
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.gate import LEAST_YEARLY, gate_estimates, gated
from backtests.evidence.robustness import LeftOut
from backtests.evidence.specification_curve import Curve
from backtests.inference import monte_carlo, samples
from backtests.inference.path_bootstrap import bars_of, common_closes
from backtests.inference.random_dates import draw_dates
from backtests.runtime.serialization import iso, number
from backtests.studies.measures.spans import frequency_note
from backtests.studies.method import Method, by_effect, in_points
from data_feeds.series.bars import Frequency
from signals.declines import BEAR, find_declines

Floats = npt.NDArray[np.float64]
# Claim srg-03; the claim names no horizon. The first is the primary one.
HORIZONS = {"12 months": 252, "3 months": 63, "6 months": 126}
PRIMARY = "12 months"
# METHODS 2.4 first, then other thresholds of a bear market. A low becomes known at the close that
# confirms it (METHODS 2.4); an NBER trough is announced 4 to 21 months later and is not tested
# from the date it became known.
FALLS = (BEAR, 0.15, 0.25)
AT_LOW, ONCE_KNOWN = "at the low", "once the low was known"
# At least one low must remain when one is left out.
LEAST_LOWS = 2
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


@dataclass(frozen=True, slots=True)
class Lead:
    """Leads after completed events, mean leads of random samples, and leads after any day."""

    values: Floats
    n_eff: int
    random: Floats
    any_day: Floats

    def effect(self) -> Effect:
        """Compare the mean lead with that after random dates."""
        sd = float(self.any_day.std(ddof=1))
        return mean_effect(self.values, self.random, n_eff=self.n_eff, sd=sd)


def examine(
    context: Context, *, small: pd.DataFrame, large: pd.DataFrame, recessions: pd.DataFrame
) -> Evidence:
    """Compare the 12-month lead after bear-market lows with random dates (claim srg-03).

    Other horizons and the month ends of NBER troughs are secondary. Both kinds of low are known
    only in hindsight. The specification curve varies the kind of low, whether the lead starts at
    the low or at its confirmation, and the horizon.
    """
    closes = common_closes(small, large)
    leads = {label: _leads(closes, days) for label, days in HORIZONS.items()}
    lead_by_event = {
        (event, label): _lead(context, closes, event.positions, leads[label], HORIZONS[label])
        for event in _events(closes, large, recessions)
        for label in HORIZONS
    }
    (lows, _), primary = next(iter(lead_by_event.items()))
    if primary.values.size < LEAST_LOWS or not primary.random.size:
        raise samples.InsufficientData("fewer than two finished bear-market lows")
    mean, share = float(primary.values.mean()), float((primary.values > 0).mean())
    check = primary.effect().check(
        least=LEAST_YEARLY,
        conditions=(
            (f"ahead after {OFTEN:.0%} of lows (found {share:.0%})", share >= OFTEN),
            (f"a lead on average (found {mean:+.1%})", mean > 0),
        ),
    )
    left_out = _without_each(context, closes, lows.positions, leads[PRIMARY])
    curve = _curve(lead_by_event)
    shown = [(event, label) for event, label in lead_by_event if event.name]
    printed = dict.fromkeys(event for event, _ in shown)
    rows = [_row(closes, event.name, at, leads) for event in printed for at in event.positions]
    statistic = f"mean lead {PRIMARY} after {lows.name}"
    estimates = (
        *(
            _estimate(f"mean lead {label} after {event.name}", lead_by_event[event, label])
            for event, label in shown
        ),
        *gate_estimates(left_out, curve, statistic="mean lead"),
        *_by_part(context, closes, lows.positions, leads[PRIMARY], statistic),
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


def _lead(
    context: Context, closes: pd.DataFrame, positions: Sequence[int], leads: Floats, days: int
) -> Lead:
    """Return the leads after completed events and after random dates.

    There are no random leads for fewer than two events, or if the record is too short for them.
    """
    done = [at for at in positions if not np.isnan(leads[at])]
    any_day = leads[~np.isnan(leads)]
    random = np.array([])
    if len(done) >= LEAST_LOWS:
        with contextlib.suppress(samples.InsufficientData):
            random = _random_means(context, any_day, len(done), spacing=_spacing(done))
    window = Frequency(closes.attrs["frequency"]).bars(days)
    return Lead(leads[done], samples.effective_size(done, window=window), random, any_day)


def _spacing(positions: Sequence[int]) -> int:
    """Return the smallest distance between two positions; 1 for a single one."""
    return max(1, int(np.diff(np.sort(positions)).min())) if len(positions) > 1 else 1


def _random_means(context: Context, any_day: Floats, count: int, *, spacing: int) -> Floats:
    """Draw samples of random dates and return the mean lead of each (METHODS 3.4)."""
    picks = draw_dates(
        context.rng, slots=any_day.size, count=count, spacing=spacing, draws=context.resamples
    )
    return np.asarray(any_day[picks].mean(axis=1), dtype=np.float64)


def _without_each(
    context: Context, closes: pd.DataFrame, positions: Sequence[int], leads: Floats
) -> tuple[LeftOut, ...]:
    """Return the effect without each low, against samples of one random date fewer."""
    done = [at for at in positions if not np.isnan(leads[at])]
    any_day = leads[~np.isnan(leads)]
    left_out = []
    for at in done:
        mean = float(leads[[other for other in done if other != at]].mean())
        random = _random_means(context, any_day, len(done) - 1, spacing=_spacing(done))
        name = f"the low of {closes.index[at]:%Y-%m-%d}"
        left_out.append(
            LeftOut(name, mean - float(random.mean()), monte_carlo.upper_p(random, mean))
        )
    return tuple(left_out)


def _curve(leads: Mapping[tuple[Lows, str], Lead]) -> Curve:
    """Compute the specification curve; definitions without random leads are dropped."""
    return Curve(
        tuple(
            lead.effect().specification({"low": event.kind, "start": event.start, "horizon": label})
            for (event, label), lead in leads.items()
            if lead.random.size
        )
    )


def _by_part(
    context: Context,
    closes: pd.DataFrame,
    positions: Sequence[int],
    leads: Floats,
    statistic: str,
) -> tuple[Estimate, ...]:
    """Estimate the mean lead after the lows of each era, against random dates of that era."""
    days = parts(pd.DatetimeIndex(closes.index))
    done = np.array([at for at in positions if not np.isnan(leads[at])])

    def mean_of(part: str, kept: Flags) -> Estimate:
        any_day = leads[days[part] & ~np.isnan(leads)]
        spacing = _spacing(done[kept].tolist())
        random = _random_means(context, any_day, int(kept.sum()), spacing=spacing)
        mean = float(leads[done[kept]].mean())
        return Estimate(
            part,
            mean,
            baseline=float(random.mean()),
            n=int(kept.sum()),
            p=monte_carlo.upper_p(random, mean),
            note="against random dates of the same years",
        )

    return by_part(statistic, pd.DatetimeIndex(closes.index[done]), mean_of)


def _estimate(name: str, lead: Lead) -> Estimate:
    n = int(lead.values.size)
    if not lead.random.size:
        return Estimate(name, None, n=n, note="fewer than two completed events")
    ahead = int((lead.values > 0).sum())
    any_date = float((lead.any_day > 0).mean())
    return lead.effect().estimate(
        name, note=f"ahead after {ahead} of {n}; any date: {any_date:.0%}"
    )


def _row(
    closes: pd.DataFrame, event: str, at: int, leads: Mapping[str, Floats]
) -> dict[str, object]:
    columns = {
        f"lead_{days // 21}m": number(float(leads[label][at]))
        for label, days in sorted(HORIZONS.items(), key=lambda pair: pair[1])
    }
    return {"event": event, "date": iso(closes.index[at]), **columns}
