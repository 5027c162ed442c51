"""Update a series: append new rows, describe revisions, refuse a loss of rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data_feeds.providers.errors import ProviderFailedError

# Columns whose past values are compared. Volume, which providers correct for weeks, is not used.
LEVELS = ("open", "high", "low", "close", "value")
ADJUSTED = "adj_close"
# Relative tolerance of prices: single-precision numbers may differ in the eighth digit.
TOLERANCE = 1e-6
# Relative tolerance of adjusted closes, which are products of many such numbers.
ADJUSTED_TOLERANCE = 1e-5
# A response that lacks more known days than this number and this share is no correction.
MAX_LOST = 5
MAX_LOST_SHARE = 0.01


def agrees_with(old: pd.DataFrame, recent: pd.DataFrame) -> bool:
    """Return whether recent rows agree with the known ones on all common days.

    The rows must have at least one known day and every known day of their span; adjusted closes
    must have the same scale.
    """
    known = old.loc[recent.index[0] :]
    if known.empty or len(known.index.difference(recent.index)):
        return False
    common = recent.loc[known.index]
    if _changed(known, common).any():
        return False
    return ADJUSTED not in old or bool(
        np.allclose(known[ADJUSTED], common[ADJUSTED], rtol=TOLERANCE, atol=0, equal_nan=True)
    )


def restore_rows(old: pd.DataFrame, recent: pd.DataFrame, days: pd.DatetimeIndex) -> pd.DataFrame:
    """Return recent rows with the known ones of some days in their place.

    They are restored only if all other known days are unchanged, so that no known row is on an
    earlier scale.
    """
    days = days.intersection(pd.DatetimeIndex(old.index))
    if days.empty:
        return recent
    others = recent.loc[~recent.index.isin(days)]
    restored = pd.DataFrame(pd.concat([others, old.loc[days]]).sort_index())
    return restored if agrees_with(old, restored) else recent


def append_rows(old: pd.DataFrame, recent: pd.DataFrame) -> pd.DataFrame:
    """Return the known rows, replaced by the recent ones from their first day on."""
    table: pd.DataFrame = pd.concat([old.loc[old.index < recent.index[0]], recent])
    return table


def replace_history(
    old: pd.DataFrame, complete: pd.DataFrame, *, name: str
) -> tuple[pd.DataFrame, str]:
    """Replace the known history by a new one, and describe the revisions.

    Rows before the first day of the new history are kept, because providers may shorten the period
    that they serve. The description is empty if no known row changed.

    Raises
    ------
    ProviderFailedError
        The new history ends earlier, lacks too many known days or shares no day with the known one.
    """
    known = old.loc[complete.index[0] :]
    lost = known.index.difference(complete.index)
    _refuse_loss(known, lost, complete, name)
    common = known.index.intersection(complete.index)
    if common.empty:
        raise ProviderFailedError(f"{name}: the answer shares no day with the known history")
    revisions = [
        _split(known.loc[common], complete.loc[common])
        or _restated(known.loc[common], complete.loc[common]),
        _days("removed", pd.DatetimeIndex(lost)),
        _days("added", _inserted(known, complete)),
        _readjusted(known.loc[common], complete.loc[common]),
    ]
    return append_rows(old, complete), "; ".join(text for text in revisions if text)


def _refuse_loss(known: pd.DataFrame, lost: pd.Index, complete: pd.DataFrame, name: str) -> None:
    if known.empty:
        return
    if complete.index[-1] < known.index[-1]:
        raise ProviderFailedError(
            f"{name}: the answer ends {complete.index[-1]:%Y-%m-%d}; expected at least "
            f"{known.index[-1]:%Y-%m-%d}, which is known"
        )
    if len(lost) > max(MAX_LOST, MAX_LOST_SHARE * len(known)):
        raise ProviderFailedError(
            f"{name}: the answer lacks {len(lost):,} of {len(known):,} known days"
        )


def _inserted(known: pd.DataFrame, complete: pd.DataFrame) -> pd.DatetimeIndex:
    past = complete.loc[: known.index[-1]]
    return pd.DatetimeIndex(past.index.difference(known.index))


def _changed(old: pd.DataFrame, new: pd.DataFrame) -> pd.Series:
    """Mark the days on which a level differs."""
    columns = [c for c in LEVELS if c in old.columns and c in new.columns]
    same = np.isclose(old[columns], new[columns], rtol=TOLERANCE, atol=0, equal_nan=True)
    return pd.Series(~same.all(axis=1), index=old.index)


def _split(old: pd.DataFrame, new: pd.DataFrame) -> str:
    """Describe a split: all earlier closes divided by one number other than 1; empty if none."""
    if "close" not in old or "split" not in new:
        return ""
    ratio = (old["close"] / new["close"]).to_numpy()
    factor = float(np.median(ratio))
    if abs(factor - 1) < 0.01 or not np.allclose(ratio, factor, rtol=ADJUSTED_TOLERANCE):
        return ""
    return f"a split: all earlier prices divided by {factor:g}"


def _restated(old: pd.DataFrame, new: pd.DataFrame) -> str:
    changed = _changed(old, new)
    if not changed.any():
        return ""
    day = changed.index[changed.to_numpy()][0]
    before, after = old.loc[day], new.loc[day]
    columns = [c for c in ("close", "value", *LEVELS) if c in old.columns and c in new.columns]
    column = next(c for c in columns if not np.isclose(before[c], after[c], rtol=TOLERANCE, atol=0))
    return (
        f"{int(changed.sum()):,} of {len(changed):,} days changed, first {day:%Y-%m-%d}: "
        f"{column} from {float(before[column]):.10g} to {float(after[column]):.10g}"
    )


def _days(what: str, days: pd.DatetimeIndex) -> str:
    return f"{len(days):,} day(s) {what}, first {days[0]:%Y-%m-%d}" if len(days) else ""


def _readjusted(old: pd.DataFrame, new: pd.DataFrame) -> str:
    """Describe changed adjusted returns, as after a correction of a past dividend; empty if none.

    A new dividend multiplies all earlier adjusted closes by one factor, which changes no return.
    """
    if ADJUSTED not in old.columns or ADJUSTED not in new.columns:
        return ""
    ratio = (old[ADJUSTED] / new[ADJUSTED]).dropna()
    changed = ~np.isclose(ratio, ratio.median(), rtol=ADJUSTED_TOLERANCE)
    if not changed.any():
        return ""
    return f"adjusted returns changed on or before {ratio.index[changed][-1]:%Y-%m-%d}"
