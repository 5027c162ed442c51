"""`rutcheck schema`."""

from __future__ import annotations

from typing import Annotated

import typer

from backtests.cli.output import print_json
from backtests.runtime.escapes import print_text


def command(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[DOCUMENT]", help="Name of a document. Default: list them."),
    ] = None,
) -> None:
    """Print the JSON Schema of a document that --json prints or run writes.

    Every field is described, with its unit and what null means.

    Example: rutcheck schema breakout
    """
    from backtests.report.json.schemas.documents import DOCUMENTS, schema, summary

    if name is not None:
        print_json(schema(name))
        return
    width = max(map(len, DOCUMENTS))
    for document in DOCUMENTS:
        print_text(f"{document:{width}}  {summary(document)}")
