"""`rutcheck regress`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from backtests.cli.lazy import QuickCommand, QuickGroup
from backtests.cli.options import MOST_RESAMPLES, AsOf, Jobs, Json, prepare_processes
from backtests.cli.output import check_file, print_json, writing
from backtests.cli.progress import spinner
from backtests.cli.sources import open_claims_data
from backtests.runtime.choices import UsageError, one_of
from backtests.runtime.escapes import print_text

if TYPE_CHECKING:
    from backtests.baselines.baseline import Settings

app = typer.Typer(
    help="Compare the numbers with a baseline; fail if one changed.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    cls=QuickGroup,
)
# Default number of runs with other seeds, from which the Monte Carlo error is estimated: with 20 a
# prediction interval of Student's t is about five errors wide.
REPEATS = 20
# With fewer the estimated error, and so the tolerance, is too uncertain.
LEAST_REPEATS = 5
MOST_REPEATS = 1_000
NONE = "none"

BaselineFile = Annotated[
    Path, typer.Argument(metavar="BASELINE", help="The baseline, a JSON file.")
]
Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="SOURCE",
        envvar="RUTCHECK_DATA",
        help="reference, auto, yahoo, or a snapshot folder. Default: reference.",
    ),
]
Resamples = Annotated[
    int | None,
    typer.Option(
        "--resamples",
        metavar="N",
        min=100,
        max=MOST_RESAMPLES,
        help="Number of random-date samples. Default: as the baseline, else 1,000.",
    ),
]
Repeats = Annotated[
    int,
    typer.Option(
        "--repeats",
        metavar="N",
        max=MOST_REPEATS,
        help="Runs with other seeds that estimate the Monte Carlo error; at least "
        f"{LEAST_REPEATS}.",
    ),
]
Claims = Annotated[
    list[str] | None,
    typer.Option(
        "--claim",
        metavar="ID|FILE.toml",
        help="Claim or claims file to include, or none. Default: all.",
    ),
]
Strategies = Annotated[
    list[str] | None,
    typer.Option(
        "--strategy", metavar="NAME[:p=v]", help="Strategy to include, or none. Default: all."
    ),
]
Breakouts = Annotated[
    list[str] | None,
    typer.Option(
        "--breakout",
        metavar="SYMBOL[:p=v]",
        help="Breakout study to include (parameters target, stop, horizon), or none.",
    ),
]
Easing = Annotated[
    list[str] | None,
    typer.Option(
        "--easing",
        metavar="ANCHOR",
        help="Easing study to include: first, last, pause, or none. Default: all.",
    ),
]
Prices = Annotated[
    bool | None,
    typer.Option(
        "--with-prices/--without-prices",
        help="Include prices and sizes of single trades, or omit them if the data may not be "
        "redistributed. Default: as the baseline, else with.",
    ),
]


@app.command("update", cls=QuickCommand)
def update(
    baseline: BaselineFile,
    data: Data = None,
    as_of: AsOf = None,
    resamples: Resamples = None,
    repeats: Repeats = REPEATS,
    claim: Claims = None,
    strategy: Strategies = None,
    breakout: Breakouts = None,
    easing: Easing = None,
    prices: Prices = None,
    jobs: Jobs = None,
) -> None:
    """Write the numbers of a run, and the data and code they depend on, to a baseline.

    Options that are not given are taken from the existing baseline if it can be read.

    Example: rutcheck regress update numbers.json --data reference
    """
    processes = prepare_processes("backtests.claims.run", jobs=jobs)

    from backtests.baselines import baseline as files
    from backtests.baselines import report
    from backtests.baselines.measure import default_settings, make_baseline
    from backtests.claims.selection import select

    _check_options(repeats, easing or [])
    check_file(baseline)
    before = _former_settings(baseline)
    source = data or (before.source if before else "reference")
    if source == files.FOLDER:
        raise UsageError(f"{baseline} was made from a snapshot folder; name it with --data")
    selection = select(_named(claim) or (before.claims if before else None) or ())
    market = open_claims_data(selection, source, as_of)
    day = f"{market.as_of:%Y-%m-%d}"
    given: dict[str, Any] = {
        "resamples": resamples,
        "claims": _named(claim),
        "strategies": _named(strategy),
        "breakouts": _named(breakout),
        "easing": _named(easing),
        "prices": prices,
    }
    settings = replace(
        before or default_settings(as_of=day),
        source=files.source_kind(source),
        as_of=day,
        repeats=repeats,
        **{name: value for name, value in given.items() if value is not None},
    )
    chosen = (settings.strategies, settings.breakouts, settings.easing)
    if settings.claims == () and not any(chosen):
        raise UsageError(
            "no claim, strategy, breakout or easing study is chosen; expected one of them, or "
            "fewer options with none"
        )
    with spinner("measuring") as progress:
        made = make_baseline(settings, market, selection.claims, jobs=processes, progress=progress)
    files.write(made, baseline)
    report.print_update(baseline, made)


def _check_options(repeats: int, easing: list[str]) -> None:
    from backtests.baselines.baseline import ANCHORS

    if repeats < LEAST_REPEATS:
        raise UsageError(
            f"--repeats {repeats}; expected at least {LEAST_REPEATS}: fewer runs "
            "give tolerances that are too uncertain"
        )
    for anchor in easing:
        one_of("--easing", anchor, (*ANCHORS, NONE))


def _former_settings(baseline: Path) -> Settings | None:
    """Return the settings of an existing baseline; None, with a warning, if it is unreadable."""
    from backtests.baselines import baseline as files

    if not baseline.exists():
        return None
    try:
        return files.read(baseline).settings
    except files.BaselineError:
        print_text(
            f"rutcheck: {baseline} cannot be read and is written anew; its choice of claims, "
            "strategies, breakouts and samples is lost",
            error=True,
        )
        return None


def _named(texts: list[str] | None) -> tuple[str, ...] | None:
    """Return the names given, none of them for `none`; None without the option."""
    return tuple(text for text in texts if text != NONE) if texts else None


@app.command("check", cls=QuickCommand)
def check(
    baseline: BaselineFile,
    data: Data = None,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE.xml", help="Write JUnit XML.")
    ] = None,
    markdown: Annotated[
        Path | None,
        typer.Option("--markdown", metavar="FILE.md", help="Append a summary in Markdown."),
    ] = None,
    jobs: Jobs = None,
    json: Json = False,
) -> None:
    """Recompute the numbers of a baseline, and exit with 1 if one changed.

    Example: rutcheck regress check numbers.json --data reference
    """
    processes = prepare_processes("backtests.claims.run", jobs=jobs)

    from backtests.baselines import baseline as files
    from backtests.baselines import check, report
    from backtests.claims.selection import select
    from data_feeds.files.atomic import append_atomically, write_atomically

    for file in (junit, markdown):
        check_file(file)
    before = files.read(baseline)
    source = data or before.settings.source
    if source == files.FOLDER:
        raise UsageError(f"{baseline} was made from a snapshot folder; name one with --data")
    selection = select(before.settings.claims or ())
    market = open_claims_data(selection, source, before.settings.as_of)
    with spinner("checking") as progress:
        checked = check.check(
            before, market, selection.claims, path=baseline, jobs=processes, progress=progress
        )
    if json:
        print_json(report.check_json(checked))
    else:
        report.print_report(checked)
    if junit is not None:
        with writing(junit):
            write_atomically(junit, report.to_junit(checked).encode())
    if markdown is not None:
        with writing(markdown):
            append_atomically(markdown, report.to_markdown(checked).encode())
    if checked.regressions:
        raise typer.Exit(1)
