"""Changes of the two-year yield, and the timing of cuts of the federal funds target."""

from __future__ import annotations

import numpy as np
import pandas as pd

from signals.core.known_values import bars_in, change, latest_known
from signals.easing_cycle import find_cycles

QUARTER = 63
# Window of the mean yield in trading days (METHODS 2.10), and its minimum number of values.
TWO_YEARS = 504
_LEAST_KNOWN = 480


def two_year_change(
    two_year: pd.DataFrame, days: pd.DatetimeIndex, *, span: int = QUARTER
) -> pd.Series:
    """Return the change of a yield over `span` trading days, in percentage points.

    `two_year` has column `value` in percent. The span is converted to the frequency of the days.
    NaN where either yield is unknown.
    """
    return change(latest_known(two_year, days), span=bars_in(days, span))


def distance_from_mean(
    two_year: pd.DataFrame, days: pd.DatetimeIndex, *, span: int = TWO_YEARS
) -> pd.Series:
    """Return a yield minus its mean over the last `span` trading days, in percentage points.

    `two_year` has column `value` in percent. The span is converted to the frequency of the days.
    NaN while fewer than 95% (480 of 504) of the values
    in the window are known.
    """
    level = latest_known(two_year, days)
    bars = bars_in(days, span)
    least = max(1, round(bars * _LEAST_KNOWN / TWO_YEARS))
    return level - level.rolling(bars, min_periods=least).mean()


def months_since_cut(policy: pd.DataFrame, days: pd.DatetimeIndex) -> pd.Series:
    """Return the completed calendar months since the last announced cut; NaN before the first.

    `policy` has column `mid` in percent, by announcement date. A cut is known on the day of its
    announcement.
    """
    cuts = _cuts(policy)
    at = cuts.searchsorted(days, side="right") - 1
    known = at >= 0
    months = np.full(len(days), np.nan)
    last, since = cuts[at[known]], days[known]
    months[known] = (
        12 * (since.year - last.year) + since.month - last.month - (since.day < last.day)
    )
    return pd.Series(months, index=days)


def cuts_after_pause(
    policy: pd.DataFrame, *, months: int, as_of: pd.Timestamp
) -> tuple[pd.Timestamp, ...]:
    """Return the cuts that start or restart easing, oldest first.

    These are the cuts after at least `months` calendar months without a cut, and the first cut of
    each easing cycle that is not left-censored (METHODS 2.2). For the first cut of the record, the
    pause is counted from the start of the record. Announcements after `as_of` are ignored.
    """
    known = policy.loc[policy.index <= as_of]
    if known.empty:
        return ()
    cuts = _cuts(known)
    before = pd.DatetimeIndex([known.index[0], *cuts[:-1]])[: len(cuts)]
    pause = pd.DateOffset(months=months)
    restarts = [cut for cut, last in zip(cuts, before, strict=True) if cut >= last + pause]
    firsts = [c.first_cut for c in find_cycles(policy, as_of=as_of) if not c.left_censored]
    return tuple(sorted({*restarts, *firsts}))


def _cuts(policy: pd.DataFrame) -> pd.DatetimeIndex:
    mid = policy["mid"]
    return pd.DatetimeIndex(mid.index[mid.diff() < 0])
