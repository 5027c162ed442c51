"""Read prices from a file of any known layout: bars, closes and adjusted closes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.files.tables import split_factors
from data_feeds.files.tables.layouts import PRICE_ROLES, role_of
from data_feeds.files.tables.numbers import Column, decimal_mark, read_numbers, text_error
from data_feeds.files.tables.plain import plain_names, proven_table
from data_feeds.files.tables.reading import INFER, Mark, Reading
from data_feeds.files.tables.table import Table, open_table
from data_feeds.series.bars import BarsError, excerpt, join_names

# Share of rows without an open, high or low above which only the closes are used: the rows left
# out would be more than those kept.
MOST_INCOMPLETE = 0.5
_PLAIN_ROLES = {*PRICE_ROLES, "adj_close", "volume"}

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def read_prices(content: bytes, reading: Reading = INFER) -> pd.DataFrame:
    """Read the prices of a file, oldest first, adjusted for the splits that the file names.

    Returns
    -------
    DataFrame
        float64 columns `close`, the others of `open high low` if the file has all of them, and
        `volume` and `adj_close` if it has them, by date. `notes` in `attrs` say what was inferred
        and left out. The bars are not checked.

    Raises
    ------
    BarsError
        If the content is no table of prices by date, or something about it is undecided.
    """
    frame, events, notes, unused = _plain(content, reading) or _inferred(content, reading)
    if _is_newest_first(pd.DatetimeIndex(frame.index)):
        frame, events = frame.iloc[::-1], events[::-1]
        notes.append("newest first, reversed")
    frame, left_out = _usable(frame, events)
    frame, applied = split_factors.apply(frame)
    frame.attrs["notes"] = (*notes, *unused, *left_out, *applied)
    return frame


# Prices, the rows of text between them, and the notes on what was inferred and is not used.
_Found = tuple[pd.DataFrame, Flags, list[str], list[str]]


def _plain(content: bytes, reading: Reading) -> _Found | None:
    """Read a file of prices that leaves nothing to infer; None for any other.

    Each of its columns has a known role, and all are used.
    """
    roles = [role_of(name) for name in plain_names(content) or ()]
    closes = "close" in roles or roles[1:] == ["adj_close"]
    if reading != INFER or roles[:1] != ["date"] or not closes or len(set(roles)) < len(roles):
        return None
    if not _PLAIN_ROLES.issuperset(roles[1:]) or (table := proven_table(content)) is None:
        return None
    index = pd.DatetimeIndex(table.dates, name="date")
    frame = pd.DataFrame(dict(zip(roles[1:], table.values.T, strict=True)), index=index)
    return frame, np.zeros(len(frame), dtype=bool), [], []


def _inferred(content: bytes, reading: Reading) -> _Found:
    table = open_table(content, reading)
    roles = _price_columns(table)
    columns = {role: replace(table.column(at), name=role) for role, at in roles.items()}
    mark = decimal_mark([c for role, c in columns.items() if role != "split"], reading.decimal)
    values, events = _values(columns, mark)
    if not table.header.named:
        _require_order(values)
    index = pd.DatetimeIndex(table.dates.days.astype("datetime64[s]"), name="date")
    notes = [*table.notes, *_notation(table, roles, mark)]
    return pd.DataFrame(values, index=index), events, notes, _unused(table, roles, values)


def _price_columns(table: Table) -> dict[str, int]:
    """Return the columns of prices by role; the only column of numbers is the close."""
    roles = {role: at for role, at in table.header.roles.items() if role != "date"}
    if "close" in roles or "adj_close" in roles or any(role in roles for role in PRICE_ROLES):
        if "close" not in roles and "adj_close" not in roles:
            raise BarsError(f"no close column; found {join_names(table.header.names)}")
        return roles
    others = [at for at in table.numeric if at not in roles.values()]
    if len(others) != 1:
        raise BarsError(f"no close column; found {join_names(table.header.names)}")
    return {**roles, "close": others[0]}


def _values(columns: dict[str, Column], mark: Mark) -> tuple[dict[str, Floats], Flags]:
    """Return the figures by role, and the rows of text such as those of dividends.

    A volume that is text is left out. Raises BarsError for text in a row that has a price.
    """
    values: dict[str, Floats] = {}
    text: dict[str, tuple[int, ...]] = {}
    for role, column in columns.items():
        if role == "split":
            values[role] = split_factors.parse(column, mark)
            continue
        numbers = read_numbers(column, mark, scaled=role == "volume")
        values[role], text[role] = numbers.values, numbers.text
    count = len(next(iter(columns.values())).cells)
    events = np.zeros(count, dtype=bool)
    prices = [role for role in text if role != "volume"]
    known = np.any([~np.isnan(values[role]) for role in prices], axis=0)
    if "volume" in text and known[list(text["volume"])].any():
        del values["volume"]  # not needed, and named by `_unused`
    for role in prices:
        for at in text[role]:
            if known[at]:
                raise text_error(columns[role], at)
            events[at] = True
    if events.all():
        role = next(role for role in prices if text[role])
        raise text_error(columns[role], text[role][0])
    return values, events


def _require_order(values: Mapping[str, Floats]) -> None:
    """Raise BarsError unless columns without names are open, high, low and close.

    The high must be the highest and the low the lowest price of each row.
    """
    if "open" not in values:
        return
    prices = np.array([values[role] for role in PRICE_ROLES])
    full = prices[:, ~np.isnan(prices).any(axis=0)]
    _, high, low, _ = full
    if not full.size or (full > high).any() or (full < low).any():
        raise BarsError(
            "no header, and the columns are not date, open, high, low, close; expected a header row"
        )


def _notation(table: Table, roles: dict[str, int], mark: Mark) -> list[str]:
    """Say which column is the close if its name does not, and that the decimal mark is a comma."""
    notes = ["decimal comma"] if mark == "," else []
    if "close" in roles and "close" not in table.header.roles:
        name = table.header.names[roles["close"]]
        column = f"column {excerpt(name)}" if name else "unnamed column"
        notes.append(f"{column} read as the close")
    return notes


def _is_newest_first(index: pd.DatetimeIndex) -> bool:
    return bool(len(index) > 1 and index[0] > index[-1] and index.is_monotonic_decreasing)


def _unused(table: Table, roles: dict[str, int], values: Collection[str]) -> list[str]:
    """Return the note on the columns that are not used: those of no role, or of a role in text.

    Without closes as quoted, only the adjusted ones are used.
    """
    used = {at for role, at in roles.items() if role in values} | {table.header.roles["date"]}
    if "close" not in roles:
        used = {roles["adj_close"], table.header.roles["date"]}
    names = [name for at, name in enumerate(table.header.names) if at not in used and name]
    if not names:
        return []
    return [f"column{'s' if len(names) > 1 else ''} {join_names(names)} not used"]


def _usable(frame: pd.DataFrame, events: Flags) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows with prices, and notes on the others.

    A price of 0 was not recorded. Rows without an open, high or low are left out; if they are most
    of the file, all closes are kept instead.
    """
    notes = _left_out(frame, events, "of text between the prices")
    frame = frame[~events].copy()
    prices = [column for column in (*PRICE_ROLES, "adj_close") if column in frame.columns]
    frame[prices] = frame[prices].mask(frame[prices] == 0)
    close = "close" if "close" in frame.columns else "adj_close"
    without = frame[close].isna().to_numpy()
    notes += _left_out(frame, without, "without a close")
    frame = frame[~without].copy()
    others = [column for column in PRICE_ROLES[:-1] if column in frame.columns]
    if close != "close" or not others or frame.empty:
        return frame, notes
    incomplete = frame[others].isna().any(axis=1).to_numpy()
    if incomplete.mean() > MOST_INCOMPLETE:
        notes.append(
            f"closes only, since {incomplete.sum():,} of {len(frame):,} rows lack open, high or low"
        )
        return frame.drop(columns=others), notes
    notes += _left_out(frame, incomplete, "without open, high or low")
    return frame[~incomplete].copy(), notes


def _left_out(frame: pd.DataFrame, rows: Flags, why: str) -> list[str]:
    """Return the note on rows left out; empty without any."""
    dates = [f"{date:%Y-%m-%d}" for date in pd.DatetimeIndex(frame.index[rows])]
    if not dates:
        return []
    days = ", ".join(dates) if len(dates) <= 3 else f"first {dates[0]}, last {dates[-1]}"
    return [f"{len(dates):,} row{'s' if len(dates) > 1 else ''} {why} left out ({days})"]


def one_notice(notes: Sequence[str]) -> str:
    """Return what was inferred as one sentence; empty if nothing was."""
    return f"read as: {'; '.join(notes)}" if notes else ""
