"""`rutcheck run`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from backtests.claims.listing import few_alone
from backtests.cli.checks import check_claims
from backtests.cli.options import (
    AsOf,
    DateFormat,
    Decimal,
    Fresh,
    Jobs,
    Json,
    Resamples,
    Scheduler,
    Source,
    prepare_processes,
)
from backtests.cli.output import check_report, print_json, writing
from backtests.cli.progress import progress_bar
from backtests.cli.sources import kept_results, open_claims_data
from backtests.runtime.choices import UsageError
from backtests.runtime.escapes import print_text
from data_feeds import DEFAULT_SOURCE

if TYPE_CHECKING:
    from backtests.claims.literature import Reproduction
    from backtests.evidence.performance import RuleRow
    from backtests.report.html import Forms

DEFAULT_OUT = Path("report")
# Formats of a report, and those written by default.
FORMS = ("html", "json", "md", "png", "svg")
DEFAULT = ("html", "json", "png")


def command(
    claim: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE.toml]… [ID]…",
            help="Claims files, and ids of claims to test.  "
            "Default: all claims of the files, or of the shipped articles.",
        ),
    ] = None,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    date_format: DateFormat = None,
    decimal: Decimal = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help=f"Folder of the report. Default: {DEFAULT_OUT}; with --json none.",
        ),
    ] = None,
    form: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORM",
            help="Format to write, may be repeated: html, json, md, png or svg.  "
            "Default: html json png.",
        ),
    ] = None,
    resamples: Resamples = 10_000,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    fresh: Fresh = False,
    json: Json = False,
) -> None:
    """Test the claims, print the verdicts, write results.json, report.html and figures.

    Example: rutcheck run brk-05 srg-01 --data reference --out report
    """
    forms = _forms(form)
    folder = out if out is not None or (json and not form) else DEFAULT_OUT
    check_claims(claim or [])
    studies = ("backtests.claims.run",) if scheduler is None else ()
    if jobs is None and folder is None and few_alone(claim or []):
        jobs = 1
    processes = prepare_processes(*studies, "backtests.report.plots.png", jobs=jobs)

    from backtests.claims.registry import claims_by_strategy
    from backtests.claims.run import reproduce, run_claims, trade_rules, with_rules
    from backtests.claims.selection import select
    from backtests.report.json.run import run_json
    from backtests.report.terminal.run import print_run
    from backtests.runtime.cluster import check_scheduler, on_cluster
    from backtests.trading.strategies import rules_of

    check_report(folder, forms)
    selection = select(claim or [])
    check_scheduler(scheduler)
    with kept_results(fresh=fresh) as store:
        market = open_claims_data(selection, data, as_of)
        names = rules_of(selection.named, claim_of=claims_by_strategy(selection.chosen))
        rows: dict[str, RuleRow] = {}
        published: list[Reproduction] = []

        def meanwhile() -> None:
            own = replace(market, used=dict(market.used), notices=[])
            rows.update(trade_rules(names, selection.chosen, own, store=store))
            published.extend(reproduce(selection.published, own, resamples=resamples, store=store))

        with progress_bar("testing claims", len(selection.claims)) as progress:
            result = run_claims(
                selection.claims,
                market,
                only=selection.only,
                resamples=resamples,
                jobs=processes,
                progress=progress,
                run=None if scheduler is None else partial(on_cluster, scheduler),
                store=store,
                meanwhile=meanwhile,
            )
        result = replace(with_rules(result, rows), literature=tuple(published))
        if json:
            print_json(run_json(result))
        else:
            print_run(result)
        if folder is None:
            return
        from backtests.report import html

        with progress_bar("drawing the report", 1), writing(folder):
            paths = html.write_report(
                result, market, folder, forms, data, jobs=processes, store=store
            )
    if not json:
        print_text(f"\n{_summary(paths, folder)}")


def _forms(names: list[str] | None) -> Forms:
    """Return the formats to write, in the order given.

    Raises
    ------
    UsageError
        A format is unknown.
    """
    for name in names or ():
        if name not in FORMS:
            raise UsageError(f"--format {name!r}; expected one of {', '.join(FORMS)}")
    return cast("Forms", tuple(dict.fromkeys(names or DEFAULT)))


def _summary(paths: Sequence[Path], folder: Path) -> str:
    """List the files written: the report and the numbers by name, pictures by their folder."""
    names = {"report.html": "Report", "results.json": "Numbers", "report.md": "Markdown"}
    lines = [f"{word}: {folder / name}" for name, word in names.items() if folder / name in paths]
    pictures = sum(path.parent != folder for path in paths)
    if pictures:
        lines.append(f"{pictures} pictures: {folder / 'figures'}")
    return "\n".join(lines)
