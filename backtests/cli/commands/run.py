"""`rutcheck run`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from backtests.cli.options import MOST_JOBS, AsOf, Json, Resamples, Source, available_jobs
from backtests.cli.progress import progress_bar
from backtests.cli.sources import open_data
from backtests.runtime.choices import UsageError
from data_feeds import DEFAULT_SOURCE

if TYPE_CHECKING:
    from data_feeds.series.market import Market

DEFAULT_OUT = Path("report")


def command(
    claim: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CLAIM]…", help="Claim ids, or a claims file; all if none."),
    ] = None,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help=f"Folder for the report.  [default: {DEFAULT_OUT}; with --json none]",
        ),
    ] = None,
    form: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORM",
            help="What to write, may be repeated: html, json, "
            "md, png or svg.  [default: html json png]",
        ),
    ] = None,
    resamples: Resamples = 10_000,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            metavar="N",
            min=1,
            envvar="RUTCHECK_JOBS",
            help="Processes that test claims; the results are the same.  "
            f"[default: one a core, up to {MOST_JOBS}]",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Test the claims, print the verdicts, write results.json, report.html and figures.

    Example: rutcheck run brk-05 srg-01 --data reference --out report
    """
    from backtests.runtime.processes import import_early

    processes = jobs or available_jobs()
    import_early("backtests.claims.run", "backtests.report.plots.png", jobs=processes)

    from backtests.claims import validation
    from backtests.claims.registry import claims_by_strategy, find_claim, joined, load_claims
    from backtests.claims.run import run_claims, with_rules
    from backtests.report.json import run
    from backtests.report.terminal import run as display
    from backtests.runtime import serialization
    from backtests.trading.rule_table import rules_of

    forms = _forms(form)
    named = claim or []
    own = [
        c for name in named if name.endswith(".toml") for c in validation.read_claims(Path(name))
    ]
    claims = joined(load_claims(), own)
    only = [find_claim(claims, name).id for name in named if not name.endswith(".toml")]
    only += [c.id for c in own]
    market = open_data(data, as_of)
    with progress_bar("testing claims", len(claims)) as tell:
        result = run_claims(
            claims,
            market,
            only=only,
            resamples=resamples,
            jobs=processes,
            progress=tell,
        )
    names = rules_of(only, claim_of=claims_by_strategy(result.claims))
    result = with_rules(result, market, names=names)
    if json:
        print(serialization.to_text(run.run_json(result)), end="")
    else:
        display.print_run(result)
    folder = out if out is not None or (json and not form) else DEFAULT_OUT
    if folder is not None:
        _write_report(result, market, folder, forms=forms, source=data, jobs=processes, quiet=json)


def _forms(named: list[str] | None) -> tuple[Any, ...]:
    """The forms to write, in the order named; UsageError for one that there is not."""
    from backtests.report.html import DEFAULT, FORMS

    for form in named or ():
        if form not in FORMS:
            raise UsageError(f"--format {form!r}; expected one of {', '.join(FORMS)}")
    return tuple(dict.fromkeys(named or DEFAULT))


def _write_report(
    result: Any,
    market: Market,
    folder: Path,
    *,
    forms: tuple[Any, ...],
    source: str | None,
    jobs: int,
    quiet: bool,
) -> None:
    from backtests.report import html
    from data_feeds.series.bars import DataError

    try:
        with progress_bar("drawing the report", 1):
            paths = html.write_report(result, market, folder, forms, source, jobs=jobs)
    except OSError as error:
        raise DataError(f"{folder}: the report cannot be written ({error.strerror})") from None
    if not quiet:
        print(f"\n{_written(paths, folder)}")


def _written(paths: list[Path], folder: Path) -> str:
    """Say what was written: the report and the numbers by name, pictures by their folder."""
    names = {"report.html": "Report", "results.json": "Numbers", "report.md": "Markdown"}
    found = [f"{word}: {folder / name}" for name, word in names.items() if folder / name in paths]
    pictures = sum(path.parent != folder for path in paths)
    if pictures:
        found.append(f"{pictures} pictures: {folder / 'figures'}")
    return "\n".join(found)
