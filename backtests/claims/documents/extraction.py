"""From the content of a file or page to a document, within a limit of time."""

from __future__ import annotations

from backtests.claims.documents import html_page, markdown_file, pdf_file, plain_text
from backtests.claims.documents.checks import check_text
from backtests.claims.documents.content import Content, decode, form_of
from backtests.claims.documents.document import Document
from backtests.runtime.processes import run_within
from data_feeds.series.bars import DataError

# Seconds for one article; a long one takes less than two.
MOST_SECONDS = 20.0


def read_document(content: Content, *, seconds: float = MOST_SECONDS) -> Document:
    """Return the document of a content; HTML and PDF are parsed in a process that can be ended.

    Raises
    ------
    DataError
        There is no article in English in it, it exceeds a limit, or it takes too long.
    """
    if form_of(content) in ("md", "txt"):
        return extract(content)
    try:
        return run_within(seconds, extract, content)
    except TimeoutError:
        raise DataError(f"{content.name}: not read within {seconds:g} seconds") from None
    except EOFError:
        raise DataError(f"{content.name}: cannot be parsed (the parser ended)") from None


def extract(content: Content) -> Document:
    """Return the document of a content; see `read_document`."""
    match form_of(content):
        case "pdf":
            document = pdf_file.read_pdf(content.data, content.name)
        case "html":
            document = html_page.read_html(decode(content), content.name)
        case "md":
            document = markdown_file.read_markdown(decode(content))
        case "txt":
            document = plain_text.read_plain_text(decode(content))
    check_text(document.text, content.name)
    return document
