"""Elements shared by the tables: console, columns, verdicts, data and specification curve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Column as HeadedColumn
from rich.table import Table
from rich.text import Text

from backtests.runtime.columns import PIPE_WIDTH, piped
from backtests.runtime.escapes import visible

if TYPE_CHECKING:
    from backtests.evidence.specification_curve import Curve
    from backtests.evidence.verdicts import Ruling
    from backtests.report.answers.answer import Answer
    from data_feeds.series.market import Market, SeriesInfo

COLOURS: Mapping[str, str] = {
    "supported": "green",
    "refuted": "red",
    "inconclusive": "yellow",
    "pending": "blue",
    "no data": "magenta",
    "not testable": "bright_black",
}
# Narrower consoles omit the columns marked `wide`.
WIDE = 110
# Rows of a table that are printed without --details.
MOST_ROWS = 10


class PlainConsole(Console):
    """A console that reads nothing in a text as markup, and shows what would act on the terminal.

    Texts are escaped before they are measured, so that columns stay aligned.
    """

    def __init__(self, *, width: int | None = None) -> None:
        super().__init__(width=width, highlight=False, markup=False, emoji=False)

    def render_str(self, text: str, **options: Any) -> Text:
        """Make a text of a string."""
        return super().render_str(visible(text), **{**options, "markup": False, "emoji": False})

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render to segments; those of a Text made elsewhere are escaped here."""
        for segment in super().render(renderable, options):
            text, style, control = segment
            yield segment if control else Segment(visible(text), style)


def console() -> Console:
    """Return a console for standard output, at a fixed width if it is piped."""
    return PlainConsole(width=PIPE_WIDTH if piped() else None)


def bold(text: str, *others: str) -> Text:
    """Return a text of which the first part is bold."""
    return Text.assemble((visible(text), "bold"), *map(visible, others))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    `folds` allows its text to wrap. `wide` omits it on a console narrower than WIDE.
    """

    name: str
    right: bool = False
    folds: bool = False
    wide: bool = False


def print_answer(out: Console, answer: Answer) -> None:
    """Print the rows of an answer."""
    print_rows(out, answer.rows)


def print_rows(out: Console, rows: Sequence[tuple[str, str]]) -> None:
    """Print labels in a column of their own, and sentences that wrap beside them."""
    column = max(len(label) for label, _ in rows) + 2
    for label, sentence in rows:
        first, *others = wrap(visible(sentence), out.width - column, break_on_hyphens=False)
        out.print(Text.assemble((label.ljust(column), "bold"), first))
        for line in others:
            out.print(Text(" " * column + line))


def hidden_rows(count: int, noun: str, *, details: bool, most: int = MOST_ROWS) -> str:
    """Return a line on the rows that are not printed; empty if all are.

    >>> hidden_rows(12, "trade", details=False)
    '2 more trades: --details'
    """
    from backtests.runtime.wording import plural

    more = count - most
    return "" if details or more <= 0 else f"{plural(more, f'more {noun}')}: --details"


def ruled(*columns: str | HeadedColumn, title: str | None = None) -> Table:
    """Return a table with a rule below its headings."""
    return Table(
        *columns,
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        title=title,
        title_justify="left",
    )


def folding(*headings: str) -> list[HeadedColumn]:
    """Return columns whose text may wrap."""
    return [HeadedColumn(heading, overflow="fold") for heading in headings]


def whole(heading: str) -> HeadedColumn:
    """Return a column of names, which do not wrap: half a name cannot be copied."""
    return HeadedColumn(heading, no_wrap=True)


def in_parts(name: str) -> str:
    r"""Return a name with its parameters on lines of their own.

    >>> in_parts("post-easing:pause_months=3,stop=8%")
    'post-easing:\npause_months=3,\nstop=8%'
    """
    return name.replace(":", ":\n").replace(",", ",\n")


def right(*headings: str) -> list[HeadedColumn]:
    """Return columns of numbers."""
    return [HeadedColumn(heading, justify="right") for heading in headings]


def fitting(out: Console, columns: Sequence[Column], rows: Iterable[Sequence[str | Text]]) -> Table:
    """Return a table that fits the console: no cell is truncated at 80 columns."""
    shown = [at for at, column in enumerate(columns) if out.width >= WIDE or not column.wide]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in (columns[at] for at in shown):
        table.add_column(
            column.name,
            justify="right" if column.right else "left",
            overflow="fold",
            no_wrap=not column.folds,
        )
    for row in rows:
        table.add_row(*(row[at] for at in shown))
    return table


def left_out(out: Console, columns: Sequence[Column]) -> str:
    """Return a note on the columns that are omitted; empty if all are shown."""
    names = [column.name for column in columns if column.wide and out.width < WIDE]
    return f"not shown: {', '.join(names)} (use --json or a wider window)" if names else ""


def verdict_text(ruling: Ruling) -> Text:
    """Return the verdict as symbol and word in its colour."""
    from backtests.report.words import SYMBOLS

    verdict = ruling.verdict
    return Text(f"{SYMBOLS[verdict]} {verdict}", style=COLOURS[verdict])


def labelled(text: str, labels: Sequence[str]) -> Text:
    """Return a text followed by its labels in brackets; nothing in it is read as markup."""
    return Text.assemble(visible(text), *((f" [{visible(label)}]", "bold") for label in labels))


def print_data(market: Market) -> None:
    """Print the series that a command used, with span and source, and the notices."""
    data = {name: market.info(name) for name in sorted(market.used)}
    print_used(console(), data, market.notices)


def print_used(out: Console, data: Mapping[str, SeriesInfo], notices: Sequence[str]) -> None:
    """Print one line on the data and one line per notice."""
    used = [f"{i.name} {i.frequency} {i.first} to {i.last} ({i.source})" for i in data.values()]
    out.print("data: " + "; ".join(used), style="dim")
    print_notices(out, notices)


def print_notices(out: Console, notices: Sequence[str]) -> None:
    """Print one line per notice."""
    for notice in notices:
        out.print(f"! {notice}", style="yellow")


def print_curve(out: Console, curve: Curve) -> None:
    """Print the range of an effect over its definitions."""
    import numpy as np

    from backtests.report.formats import percent

    means = curve.values
    out.print(
        f"multiverse: {means.size:,} specifications give {percent(means[0])} to "
        f"{percent(means[-1])}, median {percent(float(np.median(means)))}"
    )
    # Adding zero removes the sign of a rounded negative zero.
    median = round(100 * curve.middle.effect, 1) + 0.0
    out.print(
        f"{curve.with_sign:.0%} exceed random dates, {curve.significant:.0%} with p up to .10; "
        f"median excess {median:+.1f} pp, p = {curve.joint_p:.4f}"
    )
    out.print(f"varied: {curve.varied}", style="dim")
