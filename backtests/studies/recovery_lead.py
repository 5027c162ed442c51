"""Do small caps lead after the low of a bear market or of a recession?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests import inference
from backtests.findings import Context, Estimate, Evidence
from backtests.forward_returns import bar_returns
from backtests.path_bootstrap import bars_of, common_closes
from backtests.random_dates import draw_dates
from backtests.studies.daily import frequency_note
from backtests.studies.gate import GATE_NOT_RUN, LEAST_YEARLY
from backtests.studies.rows import iso, number
from backtests.verdicts import EffectCheck
from data_feeds.bars import Frequency
from signals.declines import BEAR, find_declines

Floats = npt.NDArray[np.float64]
HORIZONS = {"3 months": 63, "6 months": 126, "12 months": 252}
PRIMARY = "12 months"
# METHODS 0: "often" is at least 60% of events.
OFTEN = 0.60


@dataclass(frozen=True, slots=True)
class Lead:
    """Leads after events beside those after random dates; `found` are of completed windows."""

    found: Floats
    n_eff: int
    random: Floats
    any_day: Floats


def examine(
    context: Context, *, small: pd.DataFrame, large: pd.DataFrame, recessions: pd.DataFrame
) -> Evidence:
    """Hold the lead over 12 months after bear-market lows against random dates (METHODS srg-03).

    The other horizons, and the month ends of NBER troughs, are printed beside it. Both kinds of
    low are known in hindsight only.
    """
    closes = common_closes(small, large)
    lows = [d.trough for d in find_declines(large, threshold=BEAR) if d.finished]
    events = {
        "S&P 500 lows after falls of 20%": _positions(closes, lows),
        "ends of NBER recessions": _positions(
            closes, [month + pd.offsets.MonthEnd(0) for month in recessions["trough"]]
        ),
    }
    primary, estimates = None, []
    for name, positions in events.items():
        for label, days in HORIZONS.items():
            lead = _lead(context, closes, positions, days)
            estimates.append(_estimate(f"mean lead {label} after {name}", lead))
            if label == PRIMARY and primary is None:
                primary, main = lead, estimates[-1]
    if primary is None or primary.found.size < 2 or not primary.random.size:
        raise inference.TooLittleData("fewer than two finished bear-market lows")
    estimates.sort(key=lambda estimate: estimate is not main)
    rows = [_row(closes, name, at) for name, found in events.items() for at in found]
    notes = frequency_note(Frequency(closes.attrs["frequency"]))
    return Evidence(_check(primary), tuple(estimates), tuple(rows), notes=notes)


def _positions(closes: pd.DataFrame, dates: Sequence[pd.Timestamp]) -> list[int]:
    """Position of the last common close on or before each date, dates before the first left out."""
    at = closes.index.searchsorted(pd.DatetimeIndex(list(dates)), side="right") - 1
    known = [date <= closes.index[-1] for date in dates]
    return [
        int(position) for position, held in zip(at, known, strict=True) if position >= 0 and held
    ]


def _leads(closes: pd.DataFrame, days: int) -> Floats:
    ours, theirs = (
        bar_returns(bars_of(closes, name), trading_days=days) for name in ("small", "large")
    )
    return ours - theirs


def _lead(context: Context, closes: pd.DataFrame, positions: Sequence[int], days: int) -> Lead:
    leads = _leads(closes, days)
    done = [at for at in positions if not np.isnan(leads[at])]
    any_day = leads[~np.isnan(leads)]
    random = np.array([])
    if len(done) > 1:
        picks = draw_dates(
            context.rng, slots=any_day.size, count=len(done),
            spacing=max(1, int(np.diff(done).min())), draws=context.resamples,
        )  # fmt: skip
        random = any_day[picks].mean(axis=1)
    window = Frequency(closes.attrs["frequency"]).bars(days)
    return Lead(leads[done], inference.effective_size(done, window=window), random, any_day)


def _estimate(name: str, lead: Lead) -> Estimate:
    n = int(lead.found.size)
    if not lead.random.size:
        return Estimate(name, None, n=n, note="fewer than two completed events")
    ahead = int((lead.found > 0).sum())
    return Estimate(
        name,
        float(lead.found.mean()),
        interval=inference.mean_interval(lead.found, n_eff=lead.n_eff),
        n=n,
        n_eff=lead.n_eff,
        baseline=float(lead.random.mean()),
        p=inference.upper_p(lead.random, float(lead.found.mean())),
        mde=inference.minimum_detectable_mean(float(lead.any_day.std(ddof=1)), n_eff=lead.n_eff),
        note=f"ahead after {ahead} of {n}; any date: {(lead.any_day > 0).mean():.0%}",
    )


def _check(lead: Lead) -> EffectCheck:
    mean, null = float(lead.found.mean()), float(lead.random.mean())
    share = float((lead.found > 0).mean())
    interval = inference.mean_interval(lead.found, n_eff=lead.n_eff, level=0.90)
    return EffectCheck(
        effect=mean - null,
        least=LEAST_YEARLY,
        upper=(interval[1] if interval else np.inf) - null,
        p=inference.upper_p(lead.random, mean),
        p_opposite=inference.lower_p(lead.random, mean),
        n_eff=lead.n_eff,
        conditions=(
            (f"ahead after {OFTEN:.0%} of lows (found {share:.0%})", share >= OFTEN),
            (f"a lead on average (found {mean:+.1%})", mean > 0),
        ),
        gate_note=GATE_NOT_RUN,
    )


def _row(closes: pd.DataFrame, event: str, at: int) -> dict[str, object]:
    leads = {f"lead_{days // 21}m": number(float(_leads(closes, days)[at]))
             for days in HORIZONS.values()}  # fmt: skip
    return {"event": event, "date": iso(closes.index[at]), **leads}
