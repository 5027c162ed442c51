"""Tables of `rutcheck claims studies`: all studies, and one with its parameters and an example."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from backtests.claims.examples import Parameter, StudyPage
from backtests.report.terminal.style import Column, console, fitting, folding, ruled, whole

COLUMNS = (
    Column("study"),
    Column("types"),
    Column("what it tests", folds=True),
    Column("data", folds=True, wide=True),
    Column("must be given", folds=True, wide=True),
    Column("topic", wide=True),
)


def print_studies(pages: Sequence[StudyPage]) -> None:
    """Print the studies, one row each, by topic."""
    out = console()
    rows = [
        (
            Text(page.name),
            page.types,
            Text(page.summary.removeprefix("Test whether ").rstrip(".")),
            Text(_series(page)),
            Text(", ".join(one.name for one in page.parameters if one.default is None)),
            Text(page.topic),
        )
        for page in pages
    ]
    out.print(fitting(out, COLUMNS, rows))
    out.print(
        "rutcheck claims studies NAME shows all parameters of a study, and a row that runs.",
        style="dim",
    )


def print_study(page: StudyPage) -> None:
    """Print one study: question, decision, series, parameters, conditions and an example."""
    out = console()
    out.print(Text.assemble((page.name, "bold"), "  ", page.summary))
    facts = Table(box=None, show_header=False, pad_edge=False)
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    for name, text in (
        ("topic", page.topic),
        ("types", page.types),
        ("example asks", page.asks),
        ("supported if", page.supports),
        ("refuted if", page.refutes),
        ("conditions", "\n".join(page.conditions)),
        ("optional", "series by a name of your own, which parameters use" * page.takes_others),
    ):
        if text:
            facts.add_row(name, Text(text))
    out.print(facts)
    for heading, arguments in (("data", page.series), ("parameters", page.parameters)):
        if arguments:
            out.print(_arguments(heading, arguments))
    article = page.example.article
    out.print(f"A row of {article.publisher}, {article.date:%Y-%m-%d}:", style="dim")
    # Not wrapped, so that it can be copied into a file.
    out.print(Text(page.row), soft_wrap=True)


def _series(page: StudyPage) -> str:
    names = [one.name if one.default is None else f"[{one.name}]" for one in page.series]
    return ", ".join([*names, *(["optional series"] if page.takes_others else [])])


def _arguments(heading: str, arguments: Sequence[Parameter]) -> Table:
    table = ruled(whole(heading), *folding("accepts", "default", "meaning"))
    for one in arguments:
        default = "must be given" if one.default is None else one.default
        table.add_row(Text(one.name), Text(one.accepts), Text(default), Text(one.meaning))
    return table
