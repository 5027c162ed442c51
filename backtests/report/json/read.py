"""The JSON document of `rutcheck read`."""

from __future__ import annotations

from backtests.claims.drafts.article import ReadArticle
from backtests.claims.run import Result
from backtests.report.json.run import run_json
from backtests.runtime.serialization import SCHEMA


def read_json(article: ReadArticle, result: Result | None = None) -> dict[str, object]:
    """Return the document of an article: its text, and each statement with its claim or why not.

    `start` and `end` of a statement are offsets in `text`. With a result, each statement that has
    a claim has its verdict, and `run` is the document of the run.
    """
    rulings = {f.claim_id: f.ruling for f in result.findings} if result is not None else {}
    statements = []
    for reading in article.readings:
        claim_id = None if reading.claim is None else reading.claim.id
        row = {
            **reading.statement.as_json(),
            "claim": claim_id,
            "why_not": reading.why_not or None,
        }
        if result is not None:
            ruling = rulings.get(claim_id) if claim_id is not None else None
            row["verdict"] = None if ruling is None else ruling.verdict
            row["reason"] = None if ruling is None else ruling.reason
        statements.append(row)
    document: dict[str, object] = {
        "schema": SCHEMA,
        "title": article.document.title,
        "date": f"{article.date:%Y-%m-%d}",
        "dated_by": article.dated_by,
        "source": article.source,
        "notices": article.notices,
        "statements": statements,
        "text": article.document.text,
    }
    if result is not None:
        document["run"] = run_json(result)
    return document
