"""The draft of a claims file: own words and numbers, written over only if nobody edited it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from backtests.claims.drafts.article import ReadArticle, Reading, short_span
from backtests.claims.drafts.toml_text import assignments, toml_value
from backtests.claims.schema import ClaimRow
from backtests.runtime.choices import UsageError
from data_feeds.files.atomic import write_atomically
from data_feeds.files.whole_file import read_bytes
from data_feeds.series.bars import DataError, one_line

_MARK = "# Content as drafted, sha256: "
_MARKED = re.compile(rf"\A{re.escape(_MARK)}([0-9a-f]{{64}})\n")


def draft_text(article: ReadArticle, name: str) -> str:
    """Return the text of a draft.

    The first line has the fingerprint of everything after it. A short span of the article stands
    above each claim for orientation; statements without a claim are listed at the end.
    """
    body = "\n".join(_lines(article, name)) + "\n"
    return f"{_MARK}{_fingerprint(body)}\n{body}"


def write_draft(article: ReadArticle, path: Path) -> None:
    """Write the draft of an article to a file, in one step.

    Raises
    ------
    UsageError
        The file exists and is not an unchanged draft.
    DataError
        It cannot be read or written.
    """
    check_replaceable(path)
    try:
        write_atomically(path, draft_text(article, path.name).encode())
    except OSError as error:
        raise DataError(f"{path}: cannot be written ({error.strerror})") from None


def check_replaceable(path: Path) -> None:
    """Raise UsageError if a file exists and is not a draft as it was written."""
    try:
        exists = path.exists()
    except (OSError, ValueError):
        raise DataError(f"{one_line(path)}: no name that a file can have") from None
    if not exists:
        return
    text = read_bytes(path).decode(errors="replace")
    match = _MARKED.match(text)
    if match is None:
        raise UsageError(f"{path}: exists and is no draft; name a new file")
    if match[1] != _fingerprint(text[match.end() :]):
        raise UsageError(f"{path}: the draft was edited since and is kept; name a new file")


def _fingerprint(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _lines(article: ReadArticle, name: str) -> Iterator[str]:
    """Yield the lines of a draft below its mark."""
    yield "# Draft: one [[claim]] for each statement that prices can test. Edit it as you like; an"
    yield "# edited draft is never written over."
    yield f"# rutcheck claims {name}   checks this file and lists its claims"
    yield f"# rutcheck run {name}      tests them"
    yield ""
    yield "[article]"
    yield from assignments(
        {
            "key": article.key,
            "title": article.title,
            "publisher": article.source,
            "date": article.date,
            "date_note": f"from {article.dated_by}",
        }
    )
    written: set[str] = set()
    for reading in article.readings:
        claim = reading.claim
        if claim is None or claim.id in written:
            continue
        written.add(claim.id)
        yield ""
        yield f"# {_orientation(reading)}"
        yield "[[claim]]"
        yield from _claim_lines(claim)
    unplaced = [reading for reading in article.readings if reading.claim is None]
    if unplaced:
        yield ""
        yield "# Statements without a claim, and why:"
        yield from (f"# {_orientation(reading)}: {reading.why_not}" for reading in unplaced)


def _orientation(reading: Reading) -> str:
    """Return the span of a statement on one line: short, and less than its sentence."""
    words, sentence = reading.statement.text.split(), reading.statement.sentence.split()
    whole = len(words) >= len(sentence) > 1
    span = " ".join(words[:-1]) + "…" if whole else " ".join(words)
    return f"“{one_line(short_span(span))}”"


def _claim_lines(claim: ClaimRow) -> Iterator[str]:
    """Yield the lines of a claim; keys that have their default are left out."""
    for key, value in claim.model_dump(exclude_defaults=True).items():
        yield f"{key} = {toml_value(value)}"
