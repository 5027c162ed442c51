"""The text of a PDF: lines joined to paragraphs, without running heads and page numbers."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from backtests.claims.documents.document import BlockKind, Document, joined_blocks
from backtests.claims.documents.publication_date import Dating, date_text
from data_feeds.series.bars import DataError

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 200
# Lines at the top and bottom of a page that may be a running head.
EDGE = 2
# Share of pages on which a line stands that is a running head, from so many pages on.
RUNNING, RUNNING_PAGES = 0.5, 3
# A line this full, relative to the long lines of the document, goes on in the next.
FULL = 0.75

_LIGATURE = re.compile("[\ufb00-\ufb06]")
_ITEM = re.compile(r"^(?:[-–—•·▪◦*]|\d{1,2}[.)])\s+")
_SENTENCE_END = re.compile(r"[.!?:][”\"’')]*$")
_NO_TITLE = re.compile(r"microsoft|untitled|\.(?:docx?|pdf|indd|pptx?|xlsx?|tex)\b", re.IGNORECASE)


def read_pdf(data: bytes, name: str) -> Document:
    """Return the document of a PDF.

    Raises
    ------
    DataError
        It is broken, encrypted, longer than `MOST_PAGES`, or holds pictures instead of text.
    """
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = _open(data, name)
        pages = [_without_ligatures(page.extract_text() or "") for page in reader.pages]
        pictures = not any(page.strip() for page in pages) and _has_pictures(reader)
        information = dict(reader.metadata or {})
        created = reader.metadata.creation_date if reader.metadata else None
    except DataError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        RecursionError,
        NotImplementedError,
        AssertionError,
    ) as error:
        raise DataError(f"{name}: is a broken PDF ({type(error).__name__})") from None
    if not any(page.strip() for page in pages):
        reason = "pictures of pages; run OCR on it first" if pictures else "no text"
        raise DataError(f"{name}: the PDF holds {reason}")
    printed = _without_running_heads(pages)
    lines = list(_paragraphs(printed))
    text, blocks = joined_blocks(lines)
    dating = date_text("\n".join(printed))
    notices: tuple[str, ...] = ()
    if dating.published is None and created is not None:
        dating = Dating(created.date(), "creation date of the PDF")
        notices = ("the text names no publication date; it is taken from the file's creation",)
    return Document(
        text=text,
        blocks=blocks,
        title=_title(str(information.get("/Title", "")), lines),
        date=dating.published,
        dated_by=dating.stated_in,
        notices=notices,
    )


def _open(data: bytes, name: str) -> PdfReader:
    """Open a PDF; an empty password is tried."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(io.BytesIO(data))
    try:
        locked = reader.is_encrypted and not reader.decrypt("")
    except (DependencyError, NotImplementedError):
        locked = True
    if locked:
        raise DataError(f"{name}: the PDF is encrypted; save a copy without a password")
    if len(reader.pages) > MOST_PAGES:
        raise DataError(f"{name}: has {len(reader.pages):,} pages; expected at most {MOST_PAGES}")
    return reader


def _without_ligatures(text: str) -> str:
    """Spell out the ligatures of a font, such as ﬁ."""
    return _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)


def _has_pictures(reader: PdfReader) -> bool:
    """Whether a page has pictures or forms among its resources."""

    def objects(page: Any) -> Any:
        resources: Any = page.get("/Resources")
        return resources.get_object().get("/XObject") if resources else None

    return any(objects(page) for page in reader.pages)


def _without_running_heads(pages: Sequence[str]) -> list[str]:
    """Return the lines of all pages; an empty line stands between paragraphs of a page."""
    split = [[line.strip() for line in page.splitlines()] for page in pages]

    def shape(line: str) -> str:
        return re.sub(r"\d+", "0", line)

    def edges(lines: Sequence[str]) -> list[str]:
        filled = [line for line in lines if line]
        return [*filled[:EDGE], *filled[-EDGE:]]

    counts = Counter(s for lines in split for s in {shape(line) for line in edges(lines)})
    least = RUNNING * len(pages) if len(pages) >= RUNNING_PAGES else len(pages) + 1
    kept: list[str] = []
    for lines in split:
        at_edge = set(edges(lines))
        kept += [
            line
            for line in lines
            if line not in at_edge
            or not (counts[shape(line)] > least or re.fullmatch(r"(?:page )?\d{1,3}", line, re.I))
        ]
    return kept


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[BlockKind, str]]:
    """Join lines to paragraphs: a line that is nearly full goes on in the next."""
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    known = {word.lower() for line in lines for word in re.findall(r"[A-Za-z]+", line)}
    paragraph = ""
    before = ""
    for line in lines:
        starts = not line or bool(_ITEM.match(line)) or _ends(before, line, width)
        if starts and paragraph:
            yield _kind(paragraph), _ITEM.sub("", paragraph)
            paragraph = ""
        paragraph = _joined(paragraph, line, known) if paragraph else line
        before = line
    if paragraph:
        yield _kind(paragraph), _ITEM.sub("", paragraph)


def _ends(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends with a line: it is not full, or a heading follows a sentence."""
    if len(line) < FULL * width and not following[:1].islower():
        return True
    heading = len(following) < FULL * width and not _SENTENCE_END.search(following)
    return heading and bool(_SENTENCE_END.search(line)) and following[:1].isupper()


def _joined(text: str, line: str, known: set[str]) -> str:
    """Append a line; a hyphen at the break is kept unless the joined word stands elsewhere."""
    broken = re.search(r"([A-Za-z]+)-$", text)
    following = re.match(r"[a-z]+", line)
    if not broken or not following:
        return f"{text} {line}"
    whole = (broken[1] + following.group()).lower() in known
    return (text[:-1] if whole else text) + line


def _kind(text: str) -> BlockKind:
    return "item" if _ITEM.match(text) else "paragraph"


def _title(stated: str, lines: Sequence[tuple[BlockKind, str]]) -> str:
    """Return the title of the file's properties, unless a program put its own there."""
    if stated.strip() and not _NO_TITLE.search(stated):
        return " ".join(stated.split())
    first = lines[0][1] if lines else ""
    return first if len(first.split()) <= 20 and not first.endswith(".") else ""
