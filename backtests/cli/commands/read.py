"""`rutcheck read`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from backtests.cli.options import (
    AsOf,
    DateFormat,
    Decimal,
    Fresh,
    Jobs,
    Json,
    Resamples,
    Source,
    prepare_processes,
)
from backtests.cli.output import check_file, check_folder, check_report, print_json, writing
from backtests.cli.progress import progress_bar, spinner
from backtests.cli.sources import kept_results, open_claims_data
from backtests.runtime.choices import parse_date
from backtests.runtime.escapes import print_text
from data_feeds import DEFAULT_SOURCE

if TYPE_CHECKING:
    from backtests.claims.drafts.article import ReadArticle
    from backtests.claims.run import Result
    from backtests.report.html import Forms
    from backtests.runtime.store import Store
    from data_feeds.series.market import Market

# Suffix of a claims file.
SUFFIX = ".toml"
# So few claims are tested in less time than it takes to start processes.
FEW = 12
# What is written of a report beside the page of the article.
FORMS: Forms = ("html", "json")


def command(
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE",
            help="File (txt, md, html, pdf), http(s) address, or - for standard input.",
        ),
    ],
    date: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="DATE", help="Day of publication. Default: found in the article."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE.toml|DIR",
            help="File for the draft of its claims, or folder for the draft and the marked-up "
            "article.",
        ),
    ] = None,
    run: Annotated[bool, typer.Option("--run", help="Test the drafted claims at once.")] = False,
    data: Source = DEFAULT_SOURCE,
    as_of: AsOf = None,
    date_format: DateFormat = None,
    decimal: Decimal = None,
    resamples: Resamples = 10_000,
    jobs: Jobs = None,
    fresh: Fresh = False,
    json: Json = False,
) -> None:
    """Read any article: list what it states about markets, draft a claim for each, test them.

    Nothing is sent anywhere; a page is fetched if ARTICLE is an address.

    Example: rutcheck read article.html --run --out article
    """
    published = parse_date("--date", date)
    _check_out(out, run=run)

    from backtests.claims.documents.content import read_content
    from backtests.claims.documents.extraction import read_document
    from backtests.claims.drafts.article import read_article
    from backtests.claims.run import run_claims
    from backtests.claims.selection import select
    from backtests.report.json.read import read_json
    from backtests.report.terminal.read import print_read

    with spinner("reading the article"):
        content = read_content(article)
        document = read_document(content)
        found = read_article(
            content, document, date=None if published is None else published.date()
        )
    many = run and len(found.claims) > FEW
    processes = prepare_processes("backtests.claims.run", jobs=jobs) if many else jobs or 1
    with _draft(found, out) as draft, kept_results(fresh=fresh) as store:
        result, market = None, None
        if run and draft is not None:
            selection = select([str(draft)])
            market = open_claims_data(selection, data, as_of)
            with progress_bar("testing claims", len(selection.claims)) as progress:
                result = run_claims(
                    selection.claims,
                    market,
                    resamples=resamples,
                    jobs=processes,
                    progress=progress,
                    store=store,
                )
        if json:
            print_json(read_json(found, result))
        else:
            print_read(found, result)
        if out is not None:
            with writing(out):
                tested = None if result is None or market is None else (result, market, data)
                files = _write(found, tested, out, draft, jobs=processes, store=store)
            if not json:
                print_text("\n" + "\n".join(files))


def _check_out(out: Path | None, *, run: bool) -> None:
    """Raise UsageError or DataError if the files cannot be written, before the article is read."""
    if out is None:
        return
    if out.suffix == SUFFIX:
        from backtests.claims.drafts.claims_file import check_replaceable

        check_replaceable(out)
        check_file(out)
        return
    from backtests.report.read_page import NAME

    check_folder(out, NAME)
    if run:
        check_report(out, FORMS)


@contextmanager
def _draft(article: ReadArticle, out: Path | None) -> Iterator[Path | None]:
    """Write the draft, without `--out` to a temporary folder; None if there is no claim."""
    from backtests.claims.drafts.claims_file import write_draft

    if not article.claims:
        if out is not None:
            notice = "no statement has a claim, so no claims file is written"
            print_text(f"rutcheck: {out}: {notice}", error=True)
        yield None
        return
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) if out is None else out
        path = folder if folder.suffix == SUFFIX else folder / f"{article.key}{SUFFIX}"
        write_draft(article, path)
        yield path


def _write(
    article: ReadArticle,
    tested: tuple[Result, Market, str] | None,
    out: Path,
    draft: Path | None,
    *,
    jobs: int,
    store: Store,
) -> list[str]:
    """Write the page and the report to a folder; return a line for each file written.

    `tested` has the result of the claims, the data and the name of their source.
    """
    lines = [] if draft is None else [f"Claims: {draft} (rutcheck run {draft} tests them)"]
    if out.suffix == SUFFIX:
        return lines
    from backtests.report import read_page
    from backtests.report.words import command_of

    result, report, repeat = None, "", ""
    if tested is not None:
        from backtests.report import html

        result, market, source = tested
        html.write_report(result, market, out, FORMS, source, jobs=jobs, store=store)
        report, repeat = "report.html", command_of(result, source)
        lines.append(f"Evidence: {out / report}")
    page = read_page.write_page(article, result, out, report=report, command=repeat)
    return [f"Article: {page}", *lines]
