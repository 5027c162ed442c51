"""Extend the announced federal funds target with later changes from FRED."""

from __future__ import annotations

import pandas as pd

# FRED dates a change up to two days after its announcement (a Sunday counts from Monday on).
DATED_AFTER = pd.Timedelta(days=3)


def extend_announcements(
    announced: pd.DataFrame, lower: pd.DataFrame, upper: pd.DataFrame
) -> tuple[pd.DataFrame, str]:
    """Append the changes in FRED's range after the last announcement of the table.

    `announced` is the table of `policy.read_policy`; `lower` and `upper` are daily values in
    percent. An appended change is dated by its first day in FRED, which is never before the
    announcement. The second value describes the appended changes; it is empty if there are none.
    """
    daily = pd.concat([lower["value"], upper["value"]], axis=1, keys=["lower", "upper"]).dropna()
    known = daily.loc[announced.index[-1] + DATED_AFTER :]
    if known.empty:
        return announced, ""
    last = announced[["lower", "upper"]].iloc[-1]
    levels = pd.concat([last.to_frame().T.set_axis([announced.index[-1]]), known])
    changes = levels[(levels != levels.shift()).any(axis=1)].iloc[1:]
    if changes.empty:
        return announced, ""
    added = changes.assign(mid=(changes["lower"] + changes["upper"]) / 2)
    table: pd.DataFrame = pd.concat([announced, added])
    table.index.name = announced.index.name
    days = ", ".join(f"{day:%Y-%m-%d}" for day in pd.DatetimeIndex(added.index))
    return table, (
        f"changes of {days} are FRED's: they are not in the table of announcements, and the day "
        "from which the target held stands for the announcement"
    )


def disagreements(announced: pd.DataFrame, levels: pd.Series) -> pd.DatetimeIndex:
    """Return the days on which FRED's level differs from the announced one.

    The days next to a change are not compared.

    `levels` is DFEDTAR or the upper end of the range, in percent by day.
    """
    target = announced["upper"].reindex(levels.index, method="ffill")
    since = pd.Series(announced.index, index=announced.index).reindex(levels.index, method="ffill")
    compared = (levels.index - pd.DatetimeIndex(since)) >= DATED_AFTER
    differs = (target - levels).abs() > 1e-9
    return pd.DatetimeIndex(levels.index[differs.to_numpy() & compared])
