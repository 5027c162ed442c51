"""The result of a study in Python: a frame, the numbers and a figure, shown in a notebook."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import pandas as pd

from backtests.report.plots.model import Plot
from backtests.runtime.choices import UsageError
from backtests.runtime.wording import plural

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# The type of the numbers: a document of `backtests.report.json.schemas`.
Numbers = TypeVar("Numbers", bound=Mapping[str, Any])
# Rows of the table that a notebook shows.
MOST_ROWS = 10
# Columns of that table by the document of the study; all columns for others.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "breakout": (
        "signal_date",
        "entry",
        "target",
        "stop",
        "outcome",
        "exit_date",
        "bars",
        "return",
    ),
    "universe": (
        "symbol",
        "resolved",
        "hits",
        "hit_rate",
        "baseline",
        "n_eff",
        "p_value",
        "p_adjusted",
    ),
    "scan": ("symbol", "signal_date", "age", "outcome", "close", "target", "stop", "hit_rate"),
    "easing": ("name", "anchor", "cuts", "end_known", "price_return", "total_return"),
    "run": ("id", "verdict", "reason", "value", "baseline", "p", "n_eff"),
    "status": ("id", "verdict", "resolves", "days_left", "distance", "reason"),
}


@dataclass(frozen=True, repr=False, eq=False)
class Study(Generic[Numbers]):
    """Result of a study.

    A notebook shows its answer, and the first and last rows of its frame.

    Attributes
    ----------
    frame
        One row per event, series, cycle, claim or trade.
    numbers
        The JSON document of the command, as plain Python values; `backtests.schema` describes its
        fields.
    document
        Name of that document, for `backtests.schema`.
    name
        What was studied.
    plots
        The charts of the figure.
    """

    frame: pd.DataFrame
    numbers: Numbers
    document: str
    name: str
    plots: Sequence[Plot] = ()

    @property
    def lines(self) -> list[str]:
        """The answer of the command line by line, each with its label; for claims their tally."""
        if "answer" in self.numbers:
            return list(self.numbers["answer"]["lines"])
        counts = [f"{n} {verdict}" for verdict, n in self.numbers["tally"].items() if n]
        return [f"verdicts: {', '.join(counts) or 'none'}"]

    @cached_property
    def figure(self) -> Figure | None:
        """The matplotlib figure, drawn on first use; None if the study has none."""
        if not self.plots:
            return None
        from backtests.report.plots.figures import figure_of

        drawn: Figure = figure_of(*self.plots)
        return drawn

    def plot(self) -> Figure:
        """Return the matplotlib figure, which a notebook shows.

        Raises
        ------
        UsageError
            The study has none.
        """
        if self.figure is None:
            raise UsageError(f"{self.name} has no figure; expected frame or numbers")
        return self.figure

    def __repr__(self) -> str:
        """Return what was studied, the number of rows, and the verdict."""
        verdicts = [line for line in self.lines if line.startswith("verdict")]
        return "\n".join([f"<{self._heading}>", *(verdicts or self.lines)[:1]])

    @property
    def _heading(self) -> str:
        return f"{self.name}: {plural(len(self.frame), 'row')}"

    def _repr_html_(self) -> str:
        """Return the answer and some rows as HTML, for a notebook."""
        answer = "".join(f"<li>{html.escape(line)}</li>" for line in self.lines)
        return (
            f"<p><strong>{html.escape(self._heading)}</strong></p><ul>{answer}</ul>{self._table()}"
        )

    def _table(self) -> str:
        """Return the first and last rows as an HTML table; empty without a row."""
        if self.frame.empty:
            return ""
        shown = list(COLUMNS.get(self.document, self.frame.columns))
        table: str = self.frame[shown].to_html(
            index=False, border=0, na_rep="", max_rows=MOST_ROWS, float_format="{:,.4g}".format
        )
        return table
