"""The content of an article: from a file, standard input or the web, and what kind it is."""

from __future__ import annotations

import codecs
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from data_feeds.series.bars import DataError, excerpt

Form: TypeAlias = Literal["html", "pdf", "md", "txt"]

MOST_BYTES = 10_000_000
STANDARD_INPUT = "-"
EXPECTED = "expected txt, md, html or pdf"
_SUFFIXES: dict[str, Form] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".md": "md",
    ".markdown": "md",
}
_MEDIA_TYPES: dict[str, Form] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/markdown": "md",
    "text/plain": "txt",
}
# First bytes of files that are no articles.
_SIGNATURES = {
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"{\\rtf": "a rich text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
}
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
# Encodings of English text distinguished by their characters.
_GUESSED = ["cp1252", "utf_16_le", "utf_16_be", "utf_32"]
# Pages that declare these are read as Windows-1252 (WHATWG Encoding Standard).
_LATIN = {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of an article.

    `name` is how messages name it, `source` the same without the folder; `stem` is the last part of
    a file or address without its suffix. Media type and charset are those of an HTTP header, empty
    otherwise.
    """

    name: str
    stem: str
    data: bytes
    media_type: str = ""
    charset: str = ""

    @property
    def source(self) -> str:
        """The address of a page, or the name of a file.

        >>> Content("notes/small-caps.txt", "small-caps", b"").source
        'small-caps.txt'
        """
        return self.name if "://" in self.name else Path(self.name).name


def read_content(source: str) -> Content:
    """Read an article from a file, from standard input (`-`) or from an http(s) address.

    Raises
    ------
    DataError
        There is nothing that can be read, or it is larger than `MOST_BYTES`.
    """
    if source == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
        content = Content("standard input", "article", data)
    elif re.match(r"https?://", source, re.IGNORECASE):
        content = _download(source)
    else:
        content = _read_file(source)
    if len(content.data) > MOST_BYTES:
        raise DataError(f"{content.name}: larger than {MOST_BYTES / 1e6:g} MB")
    return content


def _download(url: str) -> Content:
    from data_feeds.providers import web_page

    page = web_page.fetch(url, most_bytes=MOST_BYTES)
    if page.media_type and page.media_type not in _MEDIA_TYPES:
        raise DataError(f"{excerpt(url, longest=120)}: is {page.media_type}; {EXPECTED}")
    return Content(
        excerpt(url, longest=120), page.stem, page.content, page.media_type, page.charset
    )


def _read_file(source: str) -> Content:
    path = Path(source)
    try:
        if path.is_dir():
            raise DataError(f"{path}: is a folder; {EXPECTED}")
        if path.exists() and not path.is_file():
            raise DataError(f"{path}: is not a regular file; {EXPECTED}, or - for standard input")
        with path.open("rb") as file:
            return Content(str(path), path.stem, file.read(MOST_BYTES + 1))
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DataError(f"{excerpt(source)}: cannot be read ({reason})") from None


def form_of(content: Content) -> Form:
    """Return what the content is: by its first bytes, then its media type, then its suffix.

    Raises
    ------
    DataError
        It is empty, or of another kind.
    """
    data = content.data
    if not data.strip():
        raise DataError(f"{content.name}: is empty")
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise DataError(f"{content.name}: is {kind}; {EXPECTED}")
    if _HTML.match(data[:_HEAD_BYTES]):
        return "html"
    suffix = Path(content.name).suffix.lower()
    form = _MEDIA_TYPES.get(content.media_type) or _SUFFIXES.get(suffix, "txt")
    if form == "pdf":
        raise DataError(f"{content.name}: is not a PDF (it does not start with %PDF-)")
    # A server sends Markdown as plain text.
    return _SUFFIXES.get(suffix, form) if form == "txt" else form


def decode(content: Content) -> str:
    """Decode text: by its byte order mark, the declared charset, as UTF-8, or as it looks.

    Line ends become line feeds.

    Raises
    ------
    DataError
        The content is binary or of no known encoding.
    """
    text = _decoded(content)
    if "\0" in text:
        raise DataError(f"{content.name}: is a binary file; {EXPECTED}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: Content) -> str:
    data = content.data
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\0" in data[:_HEAD_BYTES]:
        raise DataError(f"{content.name}: is a binary file; {EXPECTED}")
    meta = _META_CHARSET.search(data[:_HEAD_BYTES])
    declared = (content.charset, meta[1].decode("ascii") if meta else "", "utf-8")
    for encoding in filter(None, declared):
        try:
            return data.decode("cp1252" if encoding.lower() in _LATIN else encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_GUESSED).best()
    if best is None:
        raise DataError(f"{content.name}: is not text in a known encoding; {EXPECTED}")
    return str(best)
