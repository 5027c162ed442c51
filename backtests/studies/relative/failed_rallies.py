"""Estimate the share of relative rallies of small caps that were lost within a year."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backtests.evidence.eras import share_by_part
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import CriteriaCheck, Criterion
from backtests.inference import intervals, samples
from backtests.inference.path_bootstrap import common_closes
from backtests.runtime.serialization import iso
from backtests.studies.measures.spans import frequency_note
from backtests.studies.method import Method, by_criteria
from backtests.studies.parameters import Day, Depth, in_order
from data_feeds.series.bars import Frequency
from signals.levels.touch import highest_touch
from signals.levels.zigzag import find_pivots

# Claim srg-09: "multiple" is at least three.
MULTIPLE, MOST = 3, 2 / 3
HORIZON_MONTHS = 12
# "Short" is at most six months from low to high.
SHORT_MONTHS = 6
LOST = "share lost again within a year"
METHOD = Method(
    "Share of the rises by {threshold} or more in the ratio of {small} to {large}, from "
    "{since} and confirmed by {until}, that were lost again in full within 12 months",
    by_criteria(
        "there are at least three of at most six months, and at least two thirds of all and of "
        "these were lost; from five rises on",
        "the upper end of the 90% interval of the share is below two thirds; from five rises on",
    ),
)
RULES = (in_order("since", "until"),)


@dataclass(frozen=True, slots=True)
class Leg:
    """A rise of the price ratio from a low to a high.

    `retraced` is the date of the first later close at or below the low, or None. `over` is whether
    the outcome is known: the rise was retraced or a year has passed since the high.
    """

    low: pd.Timestamp
    confirmed: pd.Timestamp
    high: pd.Timestamp
    rise: float
    retraced: pd.Timestamp | None
    over: bool

    @property
    def short(self) -> bool:
        """Whether the rise took at most six months."""
        return self.high <= self.low + pd.DateOffset(months=SHORT_MONTHS)


def examine(
    context: Context,
    *,
    small: pd.DataFrame,
    large: pd.DataFrame,
    since: Day,
    until: Day,
    threshold: Depth,
) -> Evidence:
    """Follow each up-leg of the price ratio from `since` on (claim srg-09).

    Legs confirmed by `until`, the date of the article, are counted once their outcome is known;
    others are only listed.

    Parameters
    ----------
    since : pd.Timestamp
        First day of the ratio.
    """
    del context
    closes = common_closes(small, large)
    ratio = (closes["small"] / closes["large"]).loc[since:]
    legs = find_legs(ratio, threshold=threshold)
    counted = [leg for leg in legs if leg.over and leg.confirmed <= until]
    lost = sum(leg.retraced is not None for leg in counted)
    n = len(counted)
    if not n:
        raise samples.InsufficientData(f"no finished rally of {threshold:.0%} in the ratio")
    share = lost / n
    short = [leg for leg in counted if leg.short]
    short_lost = sum(leg.retraced is not None for leg in short)
    check = CriteriaCheck(
        supports=(
            Criterion("rallies", n, ">=", MULTIPLE, "number"),
            Criterion(LOST, share, ">=", MOST),
            Criterion(
                f"rallies of at most {SHORT_MONTHS} months", len(short), ">=", MULTIPLE, "number"
            ),
            Criterion(
                "share of these lost again",
                short_lost / len(short) if short else np.nan,
                ">=",
                MOST,
            ),
        ),
        refutes=(below_two_thirds(lost, n),),
        n_eff=n,
    )
    estimates = (
        Estimate(
            "rallies of the Russell 2000 against the S&P 500",
            n,
            "count",
            claimed=MULTIPLE,
            note=f"rises of {threshold:.0%} in the ratio",
        ),
        Estimate(
            LOST,
            share,
            claimed=MOST,
            interval=intervals.rate_interval(lost, n),
            n=n,
            n_eff=n,
            note=f"{lost} of {n} fully",
        ),
        Estimate(
            f"rallies of at most {SHORT_MONTHS} months",
            len(short),
            "count",
            claimed=MULTIPLE,
            note=f"{short_lost} of {len(short)} lost again in full within a year",
        ),
        Estimate(
            "ratio, change since the start",
            float(ratio.iloc[-1] / ratio.iloc[0] - 1),
            note=f"from {ratio.index[0]:%Y-%m-%d}",
        ),
    )
    eras = share_by_part(
        LOST,
        pd.DatetimeIndex([leg.low for leg in counted]),
        np.array([leg.retraced is not None for leg in counted]),
    )
    notes = frequency_note(Frequency(closes.attrs["frequency"]))
    return Evidence(
        check, (*estimates, *eras), tuple(_row(leg, until) for leg in legs), notes=notes
    )


def below_two_thirds(hits: int, n: int) -> Criterion:
    """Return the criterion that a share is below two thirds by its 90% Wilson interval."""
    upper = intervals.rate_interval(hits, n, level=0.90)
    return Criterion(
        "upper end of the 90% interval of the share", upper[1] if upper else 1.0, "<", MOST
    )


def find_legs(ratio: pd.Series, *, threshold: float) -> list[Leg]:
    """Find the finished up-legs of a series, each from a confirmed low to a confirmed high."""
    if len(ratio) < 2:
        return []
    values, index = ratio.to_numpy(dtype=np.float64), pd.DatetimeIndex(ratio.index)
    pivots = find_pivots(values, threshold=threshold)
    legs = []
    for low, high in itertools.pairwise(pivots):
        if low.kind == "high":
            continue
        deadline = index[high.index] + pd.DateOffset(months=HORIZON_MONTHS)
        after = np.flatnonzero((index > index[high.index]) & (index <= deadline))
        back = after[values[after] <= highest_touch(low.price)]
        legs.append(
            Leg(
                low=index[low.index],
                confirmed=index[low.confirmed],
                high=index[high.index],
                rise=high.price / low.price - 1,
                retraced=index[back[0]] if back.size else None,
                over=bool(back.size) or deadline <= index[-1],
            )
        )
    return legs


def _row(leg: Leg, until: pd.Timestamp) -> dict[str, object]:
    return {
        "low": iso(leg.low),
        "confirmed": iso(leg.confirmed),
        "high": iso(leg.high),
        "rise": leg.rise,
        "retraced": iso(leg.retraced),
        "short": leg.short,
        "counted": leg.over and leg.confirmed <= until,
    }
