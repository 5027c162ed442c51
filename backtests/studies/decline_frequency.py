"""Are corrections common in small caps, and more frequent than in large caps?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from backtests.findings import Context, Estimate, Evidence
from backtests.path_bootstrap import (
    Contrast,
    bars_of,
    common_closes,
    contrast,
    other_blocks,
    resample,
)
from backtests.studies.daily import frequency_note
from backtests.studies.gate import GATE_NOT_RUN
from backtests.studies.rows import decline_row
from backtests.verdicts import EffectCheck
from data_feeds.bars import Frequency
from signals.declines import BEAR, Decline, find_declines, finished_depths

Floats = npt.NDArray[np.float64]
# METHODS 0: "common" is at least one in three years.
COMMON_PER_DECADE = 10 / 3
NAMES = ("Russell 2000", "S&P 500")


def examine(context: Context, *, small: pd.DataFrame, large: pd.DataFrame) -> Evidence:
    """Count zigzag declines of 10% to below 20% on the same days (METHODS slide-04)."""
    closes = common_closes(small, large)
    decades = (closes.index[-1] - closes.index[0]).days / 3652.5
    found = [_corrections(bars_of(closes, column)) for column in ("small", "large")]
    counts = np.array([len(declines) for declines in found], dtype=np.float64)
    rates = counts / decades
    draws = resample(context, closes, _counts) / decades
    gap = contrast(float(rates[0] - rates[1]), draws[:, 0] - draws[:, 1])
    blocks = other_blocks(context, closes, gap.value * decades, _gap)
    common = f"one in three years or more (found {rates[0]:.1f} per decade)"
    check = EffectCheck(
        effect=gap.value,
        least=0.0,
        upper=gap.interval_90[1],
        p=gap.p,
        p_opposite=gap.p_opposite,
        n_eff=len(found[0]),
        conditions=(
            (common, bool(rates[0] >= COMMON_PER_DECADE)),
            ("more of them than in the S&P 500", bool(rates[0] > rates[1])),
        ),
        gate_note=GATE_NOT_RUN,
        unit="per decade",
    )
    difference = Estimate(
        "corrections per decade, Russell 2000 less S&P 500", gap.value, "score",
        interval=gap.interval, baseline=0.0, p=gap.p, n=len(found[0]), n_eff=len(found[0]),
        note=f"{rates[0]:.1f} less {rates[1]:.1f}; baseline: no difference; {blocks}",
    )  # fmt: skip
    each = [
        _rate(name, contrast(float(rate), draws[:, at]), len(found[at]))
        for at, (name, rate) in enumerate(zip(NAMES, rates, strict=True))
    ]
    events = [decline_row(d, index=name)
              for name, declines in zip(NAMES, found, strict=True) for d in declines]  # fmt: skip
    notes = frequency_note(Frequency(closes.attrs["frequency"]))
    return Evidence(check, (difference, *each), tuple(events), notes=notes)


def _corrections(bars: pd.DataFrame) -> list[Decline]:
    return [d for d in find_declines(bars) if d.finished and d.depth < BEAR]


def _counts(small: Floats, large: Floats) -> Floats:
    """Corrections of each resampled path."""
    return np.array([(finished_depths(path) < BEAR).sum() for path in (small, large)], dtype=float)


def _gap(small: Floats, large: Floats) -> Floats:
    counts = _counts(small, large)
    return counts[:1] - counts[1:]


def _rate(name: str, rate: Contrast, n: int) -> Estimate:
    return Estimate(
        f"corrections per decade, {name}",
        rate.value,
        "score",
        interval=rate.interval,
        n=n,
        n_eff=n,
        claimed=COMMON_PER_DECADE if name == NAMES[0] else None,
        note="claimed: common, at least one in three years" if name == NAMES[0] else "",
    )
