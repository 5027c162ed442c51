"""Update a series: append new rows, describe revisions, refuse a loss of rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data_feeds.providers.errors import ProviderFailedError

# What a provider may not change unnoticed; volume is corrected for weeks and decides nothing.
LEVELS = ("open", "high", "low", "close", "value")
ADJUSTED = "adj_close"
# Prices come as 4-byte numbers: the same figure may differ in the eighth digit.
SAME = 1e-6
# Adjusted closes are products of many such numbers.
SAME_ADJUSTED = 1e-5
# More days than this (and this share) gone from the past are a broken answer, not a correction.
MOST_LOST = 5
MOST_LOST_SHARE = 0.01


def agrees_with(old: pd.DataFrame, part: pd.DataFrame) -> bool:
    """Return whether recent rows agree with the known ones on all common days.

    They must share at least one day, and lack none that is known in their span; adjusted closes
    must be on the same scale.
    """
    known = old.loc[part.index[0] :]
    if known.empty or len(known.index.difference(part.index)):
        return False
    common = part.loc[known.index]
    if _changed(known, common).any():
        return False
    return ADJUSTED not in old or bool(
        np.allclose(known[ADJUSTED], common[ADJUSTED], rtol=SAME, equal_nan=True)
    )


def append_rows(old: pd.DataFrame, part: pd.DataFrame) -> pd.DataFrame:
    """Return the known rows, replaced by the recent ones from their first day on."""
    table: pd.DataFrame = pd.concat([old.loc[old.index < part.index[0]], part])
    return table


def replace_history(
    old: pd.DataFrame, whole: pd.DataFrame, *, name: str
) -> tuple[pd.DataFrame, str]:
    """Replace the known history by a new one, and describe the revisions.

    Rows from before the new first day stay, since a provider may serve fewer years than it did.
    The second value is empty where nothing of the known past changed.

    Raises ProviderFailedError where days are missing that a correction would not remove.
    """
    inside = old.loc[whole.index[0] :]
    lost = inside.index.difference(whole.index)
    _refuse_loss(inside, lost, whole, name)
    common = inside.index.intersection(whole.index)
    if common.empty:
        raise ProviderFailedError(f"{name}: the answer shares no day with the known history")
    revisions = [
        _split(inside.loc[common], whole.loc[common])
        or _restated(inside.loc[common], whole.loc[common]),
        _days("removed", pd.DatetimeIndex(lost)),
        _days("added", _inserted(inside, whole)),
        _readjusted(inside.loc[common], whole.loc[common]),
    ]
    return append_rows(old, whole), "; ".join(text for text in revisions if text)


def _refuse_loss(inside: pd.DataFrame, lost: pd.Index, whole: pd.DataFrame, name: str) -> None:
    if inside.empty:
        return
    if whole.index[-1] < inside.index[-1]:
        raise ProviderFailedError(
            f"{name}: the answer ends {whole.index[-1]:%Y-%m-%d}; expected at least "
            f"{inside.index[-1]:%Y-%m-%d}, which is known"
        )
    if len(lost) > max(MOST_LOST, MOST_LOST_SHARE * len(inside)):
        raise ProviderFailedError(
            f"{name}: the answer lacks {len(lost):,} of {len(inside):,} known days"
        )


def _inserted(inside: pd.DataFrame, whole: pd.DataFrame) -> pd.DatetimeIndex:
    past = whole.loc[: inside.index[-1]]
    return pd.DatetimeIndex(past.index.difference(inside.index))


def _changed(old: pd.DataFrame, new: pd.DataFrame) -> pd.Series:
    """Mark the days on which a level differs."""
    columns = [c for c in LEVELS if c in old.columns and c in new.columns]
    same = np.isclose(old[columns], new[columns], rtol=SAME, atol=1e-12, equal_nan=True)
    return pd.Series(~same.all(axis=1), index=old.index)


def _split(old: pd.DataFrame, new: pd.DataFrame) -> str:
    """All earlier closes are divided by one number that is not 1."""
    if "close" not in old or "split" not in new:
        return ""
    ratio = (old["close"] / new["close"]).to_numpy()
    one = float(np.median(ratio))
    if abs(one - 1) < 0.01 or not np.allclose(ratio, one, rtol=SAME_ADJUSTED):
        return ""
    return f"a split: all earlier prices divided by {one:g}"


def _restated(old: pd.DataFrame, new: pd.DataFrame) -> str:
    changed = _changed(old, new)
    if not changed.any():
        return ""
    day = changed.index[changed.to_numpy()][0]
    before, after = old.loc[day], new.loc[day]
    columns = [c for c in ("close", "value", *LEVELS) if c in old.columns and c in new.columns]
    column = next(c for c in columns if not np.isclose(before[c], after[c], rtol=SAME))
    return (
        f"{int(changed.sum()):,} of {len(changed):,} days changed, first {day:%Y-%m-%d}: "
        f"{column} from {float(before[column]):.10g} to {float(after[column]):.10g}"
    )


def _days(what: str, days: pd.DatetimeIndex) -> str:
    return f"{len(days):,} day(s) {what}, first {days[0]:%Y-%m-%d}" if len(days) else ""


def _readjusted(old: pd.DataFrame, new: pd.DataFrame) -> str:
    """Adjusted closes moved by other than one factor: a dividend of the past was changed.

    A new dividend moves all earlier ones by one factor, which changes no return.
    """
    if ADJUSTED not in old.columns or ADJUSTED not in new.columns:
        return ""
    ratio = (old[ADJUSTED] / new[ADJUSTED]).dropna()
    off = ~np.isclose(ratio, ratio.median(), rtol=SAME_ADJUSTED)
    if not off.any():
        return ""
    return f"adjusted returns changed on or before {ratio.index[off][-1]:%Y-%m-%d}"
