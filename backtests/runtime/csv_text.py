"""Conversion of tables to CSV: ISO dates, unrounded numbers, no formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from backtests.runtime.escapes import visible

# First characters by which a spreadsheet takes a text for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?")


def csv_text(table: pd.DataFrame) -> str:
    """Return a table as CSV with a header; missing values are empty.

    A text that a spreadsheet would take for a formula is preceded by an apostrophe, and characters
    that a reader does not see are escaped. Numbers keep their sign.

    >>> import pandas as pd
    >>> print(csv_text(pd.DataFrame({"file": ["=1+1.csv"], "return": [-0.5]})), end="")
    file,return
    '=1+1.csv,-0.5
    """
    texts = table.select_dtypes(exclude=["number", "datetime", "bool"]).columns
    safe = table.assign(**{name: table[name].map(_plain_text) for name in texts})
    safe.columns = pd.Index([_plain_text(name) for name in table.columns], dtype=object)
    return safe.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")


def csv_of_rows(names: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows as CSV in the form of `csv_text`; a name that a row lacks is empty.

    >>> print(csv_of_rows(["what", "x"], [{"what": "=1+1", "x": 0.5}, {"x": 2}]), end="")
    what,x
    '=1+1,0.5
    ,2
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(_plain_text, names))
    writer.writerows([_plain_text(row.get(name)) for name in names] for row in rows)
    return text.getvalue()


def _plain_text(value: object) -> object:
    if not isinstance(value, str):
        return value
    acts = value.startswith(FORMULA) and not _NUMBER.fullmatch(value)
    text = f"'{value}" if acts else value
    return visible(text)
