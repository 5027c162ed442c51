"""`rutcheck regress`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from backtests.cli.options import AsOf, Json, available_jobs
from backtests.cli.progress import spinner
from backtests.cli.sources import open_data
from backtests.runtime.choices import UsageError, one_of

if TYPE_CHECKING:
    from backtests.baselines.baseline import Settings
    from data_feeds.series.market import Market

app = typer.Typer(help="Hold the numbers: fail when one moved.", no_args_is_help=True)
# Runs on other random numbers that tell how far chance moves a figure.
REPEATS = 9
# Fewer tell so little of the spread that a tolerance of them holds nothing.
LEAST_REPEATS = 5
NONE = "none"
Names = TypeVar("Names", tuple[str, ...], None)

Path_ = Annotated[Path, typer.Argument(metavar="BASELINE", help="The baseline, a JSON file.")]
Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="SOURCE",
        envvar="RUTCHECK_DATA",
        help="reference, auto, yahoo, or a snapshot folder.  [default: reference]",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        envvar="RUTCHECK_JOBS",
        help="Processes that test claims; the results are the same.",
    ),
]


@app.command("update")
def update(
    baseline: Path_,
    data: Data = None,
    as_of: AsOf = None,
    resamples: Annotated[
        int | None,
        typer.Option(
            "--resamples",
            min=100,
            help="Sets of random dates to draw.  [default: as the baseline, else 1,000]",
        ),
    ] = None,
    repeats: Annotated[
        int,
        typer.Option(
            "--repeats",
            metavar="N",
            help="Runs on other random numbers, for the Monte Carlo error; at least "
            f"{LEAST_REPEATS}.",
        ),
    ] = REPEATS,
    claim: Annotated[
        list[str] | None,
        typer.Option("--claim", metavar="ID", help="A claim to hold, or none; all if not given."),
    ] = None,
    strategy: Annotated[
        list[str] | None,
        typer.Option(
            "--strategy",
            metavar="NAME[:p=v]",
            help="A strategy to hold, or none; all if not given.",
        ),
    ] = None,
    breakout: Annotated[
        list[str] | None,
        typer.Option(
            "--breakout",
            metavar="SYMBOL[:p=v]",
            help="A breakout study to hold (target, stop, horizon), or none.",
        ),
    ] = None,
    easing: Annotated[
        list[str] | None,
        typer.Option(
            "--easing",
            metavar="ANCHOR",
            help="Easing cycles to hold, from the first or last cut or the pause, or "
            "none; all if not given.",
        ),
    ] = None,
    prices: Annotated[
        bool | None,
        typer.Option(
            "--with-prices/--without-prices",
            help="Hold prices and sizes of single trades, or leave them out where the "
            "data may not be passed on.  [default: as the baseline, else with]",
        ),
    ] = None,
    jobs: Jobs = None,
) -> None:
    """Write the numbers of a run, and what they rest on, into a baseline.

    What is there already and not given again is taken from the baseline, if it can be read.

    Example: rutcheck regress update numbers.json --data reference
    """
    from backtests.runtime.processes import import_early

    import_early("backtests.claims.run", jobs=_jobs(jobs))

    from backtests.baselines import baseline as files
    from backtests.baselines import report as display
    from backtests.baselines.measure import make_baseline
    from backtests.claims.registry import load_claims

    _check(repeats, easing or [])
    before = _former(baseline)
    source = data or (before.source if before else "reference")
    if source == files.FOLDER:
        raise UsageError(f"{baseline} was made from a snapshot folder; name it with --data")
    market = open_data(source, as_of)
    settings = _settings(
        before,
        market,
        source=source,
        resamples=resamples,
        repeats=repeats,
        claim=claim,
        strategy=strategy,
        breakout=breakout,
        easing=easing,
        prices=prices,
    )
    with spinner("measuring") as tell:
        made = make_baseline(settings, market, load_claims(), jobs=_jobs(jobs), progress=tell)
    files.write(made, baseline)
    display.print_update(baseline, made)


def _check(repeats: int, easing: list[str]) -> None:
    from backtests.baselines.baseline import ANCHORS

    if repeats < LEAST_REPEATS:
        raise UsageError(
            f"--repeats {repeats}; expected at least {LEAST_REPEATS}: fewer runs "
            "give tolerances too wide to hold a number"
        )
    for anchor in easing:
        one_of("--easing", anchor, (*ANCHORS, NONE))


def _former(baseline: Path) -> Settings | None:
    """Return what a baseline chose; nothing, and a line on standard error, if it is unreadable."""
    from backtests.baselines import baseline as files

    if not baseline.exists():
        return None
    try:
        return files.read(baseline).settings
    except files.BaselineError:
        told = (
            f"rutcheck: what {baseline} held cannot be read: it is written anew, and its choice "
            "of claims, strategies, breakouts and draws is not kept"
        )
        print(told, file=sys.stderr)
        return None


def _settings(
    before: Settings | None,
    market: Market,
    *,
    source: str,
    resamples: int | None,
    repeats: int,
    claim: list[str] | None,
    strategy: list[str] | None,
    breakout: list[str] | None,
    easing: list[str] | None,
    prices: bool | None,
) -> Settings:
    """Take what was given, else what the baseline has, else everything."""
    from backtests.baselines import baseline as files
    from backtests.baselines import measure as measured

    return files.Settings(
        source=files.kind_of(source),
        as_of=f"{market.as_of:%Y-%m-%d}",
        resamples=resamples or (before.resamples if before else 1_000),
        repeats=repeats,
        claims=_given(claim, before.claims if before else None, None),
        strategies=_given(
            strategy, before.strategies if before else None, measured.default_strategies()
        ),
        breakouts=_given(breakout, before.breakouts if before else None, measured.BREAKOUTS),
        easing=_given(easing, before.easing if before else None, files.ANCHORS),
        prices=prices if prices is not None else before is None or before.prices,
    )


def _given(
    texts: list[str] | None, before: tuple[str, ...] | None, everything: Names
) -> tuple[str, ...] | Names:
    """Return what was given, else what the baseline had, else everything."""
    if texts:
        return tuple(text for text in texts if text != NONE)
    return everything if before is None else before


def _jobs(jobs: int | None) -> int:
    return jobs or available_jobs()


@app.command("check")
def check(
    baseline: Path_,
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
    """Run again what a baseline holds, and end with 1 where a number moved.

    Example: rutcheck regress check numbers.json --data reference
    """
    from backtests.runtime.processes import import_early

    import_early("backtests.claims.run", jobs=_jobs(jobs))

    from backtests.baselines import baseline as files
    from backtests.baselines import check
    from backtests.baselines import report as display
    from backtests.claims.registry import load_claims
    from backtests.runtime import serialization

    was = files.read(baseline)
    source = data or was.settings.source
    if source == files.FOLDER:
        raise UsageError(f"{baseline} was made from a snapshot folder; name one with --data")
    market = open_data(source, was.settings.as_of)
    with spinner("checking") as tell:
        report = check.check(
            was, market, load_claims(), path=baseline, jobs=_jobs(jobs), progress=tell
        )
    if json:
        print(serialization.to_text(display.content(report)), end="")
    else:
        display.print_report(report)
    if junit is not None:
        _write(junit, display.to_junit(report), mode="w")
    if markdown is not None:
        _write(markdown, display.to_markdown(report), mode="a")
    if report.regressions:
        raise typer.Exit(1)


def _write(path: Path, text: str, *, mode: str) -> None:
    from data_feeds.series.bars import DataError

    try:
        with path.open(mode, encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise DataError(f"{path}: cannot be written ({error.strerror})") from None
