"""Where an article comes from: files, standard input, the web; what is refused."""

from __future__ import annotations

import io
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from backtests.claims.documents import content, extraction
from backtests.claims.documents.content import Content, decode, form_of, read_content
from backtests.claims.documents.extraction import read_document
from data_feeds.providers import web_page
from data_feeds.series.bars import DataError

WORDS = "The Russell 2000 rose by 0.4% on Tuesday and stood at 2,512.30 at the end of the day. "
HTML = f"<!doctype html><html><body><article><p>{WORDS * 4}</p></article></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "media_type", "form"),
    [
        (HTML.encode(), "a.txt", "", "html"),
        (b"<p>Words", "a.html", "", "html"),
        (b"Words", "a.md", "", "md"),
        (b"Words", "https://example.org/a.md", "text/plain", "md"),
        (b"Words", "https://example.org/a", "text/plain", "txt"),
        (b"<p>Words", "https://example.org/a", "text/html", "html"),
        (b"%PDF-1.7 ", "a", "", "pdf"),
        (b"Words", "a", "", "txt"),
    ],
)
def test_first_bytes_then_header_then_suffix_say_what_it_is(
    data: bytes, name: str, media_type: str, form: str
) -> None:
    """A page saved under another name is a page."""
    assert form_of(Content(name, "a", data, media_type)) == form


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"PK\x03\x04\x14\x00", "zip archive or an Office document"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"MZ\x00\x01\x02", "is a binary file"),
        (b"Words\x00and\x00more", "is a binary file"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, said: str) -> None:
    """One line that names the file."""
    with pytest.raises(DataError, match=rf"^a\.txt: .*{said}"):
        extraction.extract(Content("a.txt", "a", data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_decoded_in_its_encoding(encoding: str) -> None:
    """With or without a byte order mark; line ends become line feeds."""
    text = "The index “rose” by 0.4% – more than the others – and cost €12.\r\nIt fell.\r" * 9
    found = decode(Content("a.txt", "a", text.encode(encoding)))
    assert found == text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_declared_charset_is_believed_unless_it_is_wrong() -> None:
    """Latin-1 is read as Windows-1252, as browsers do; what does not decode is guessed."""
    page = '<html><head><meta charset="{}"></head><p>“small” caps – €5 café</p>'
    latin = page.format("iso-8859-1").encode("cp1252")
    assert "“small” caps – €5" in decode(Content("a", "a", latin))
    wrong = page.format("utf-8").encode("cp1252")
    assert "café" in decode(Content("a", "a", wrong))
    header = "“small”".encode("utf-16-le")
    assert decode(Content("a", "a", b"\xff\xfe" + header, "text/html", "utf-8")) == "“small”"


def test_a_folder_a_missing_file_and_a_large_one_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that names the file."""
    with pytest.raises(DataError, match="is a folder; expected txt, md, html or pdf"):
        read_content(str(tmp_path))
    with pytest.raises(DataError, match=r"none\.txt: no such file"):
        read_content(str(tmp_path / "none.txt"))
    with pytest.raises(DataError, match="cannot be read"):
        read_content("a\0b")
    monkeypatch.setattr(content, "MOST_BYTES", 1_000)
    (tmp_path / "a.html").write_bytes(b"a" * 1_001)
    with pytest.raises(DataError, match=r"a\.html: larger than 0\.001 MB"):
        read_content(str(tmp_path / "a.html"))


def test_a_hyphen_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read as bytes."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WORDS.encode())))
    assert read_document(read_content("-")).text == WORDS


@pytest.mark.parametrize(
    "words",
    [
        "Der Index stieg am Dienstag um ein halbes Prozent und schloss mit einem neuen Hoch. ",
        "L'indice des petites valeurs a gagné un demi pour cent mardi et se trouve à son sommet. ",
        "El índice subió medio por ciento el martes y cerró en un nuevo máximo de la semana. ",
        "Индекс вырос на полпроцента. ",
        "小型股指数周二上涨。",
    ],
)
def test_another_language_is_refused(words: str) -> None:
    """The message says what the grammar reads."""
    with pytest.raises(DataError, match=r"^a: the text is not in English"):
        extraction.extract(Content("a", "a", (words * 9).encode()))


def test_a_stub_has_a_notice_and_a_book_is_refused() -> None:
    """A stub is still read."""
    for name in ("a.txt", "a.md"):
        data = f"{WORDS}\n\nSubscribe to continue.".encode()
        stub = extraction.extract(Content(name, "a", data))
        assert "only 21 words" in stub.notices[0]
    with pytest.raises(DataError, match="expected an article of at most 200,000"):
        extraction.extract(Content("a", "a", (WORDS * 5_000).encode()))


def _slow(_: Content) -> None:
    time.sleep(60)


def _dead(_: Content) -> None:
    import os

    os._exit(1)


@pytest.mark.parametrize(
    ("work", "seconds", "said"),
    [(_slow, 1.0, "not read within 1 seconds"), (_dead, 60.0, "the parser ended")],
)
def test_a_parser_that_hangs_or_dies_is_one_line(
    work: object, seconds: float, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its process is ended."""
    monkeypatch.setattr(extraction, "extract", work)
    start = time.monotonic()
    with pytest.raises(DataError, match=f"^a: .*{said}"):
        read_document(Content("a", "a", HTML.encode()), seconds=seconds)
    assert time.monotonic() - start < 30


class _Site(BaseHTTPRequestHandler):
    """A site with a page of each kind."""

    def do_GET(self) -> None:
        answers = {
            "/good": (200, "text/html; charset=utf-8", HTML.encode()),
            "/plain.md": (200, "text/plain", b"# Title\n\nWords"),
            "/untyped": (200, "", HTML.encode()),
            "/gone": (404, "text/html", b"no"),
            "/picture": (200, "image/png", b"\x89PNG"),
            "/large": (200, "text/html", b"a" * 3_000),
        }
        if self.path in ("/moved", "/circle"):
            self.send_response(302)
            self.send_header("Location", "/good" if self.path == "/moved" else "/circle")
            self.end_headers()
            return
        if self.path == "/slow":
            self._answer_slowly()
            return
        status, media_type, body = answers[self.path]
        self.send_response(status)
        if media_type:
            self.send_header("Content-Type", media_type)
        self.end_headers()
        self.wfile.write(body)

    def _answer_slowly(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(40):
                self.wfile.write(b"a")
                time.sleep(0.05)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Print nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_is_fetched(site: str) -> None:
    """With its media type and charset, also after a redirect."""
    for path in ("/good", "/moved"):
        found = read_content(site + path)
        assert (found.data.decode(), found.media_type, found.charset) == (
            HTML,
            "text/html",
            "utf-8",
        )
        assert found.stem == "good"
    assert form_of(read_content(f"{site}/plain.md")) == "md"
    assert form_of(read_content(f"{site}/untyped")) == "html"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/gone", "answered with status 404; expected 200"),
        ("/circle", "more than 5 redirects"),
        ("/picture", "is image/png; expected txt, md, html or pdf"),
    ],
)
def test_a_page_that_is_none_is_refused_in_one_line(site: str, path: str, said: str) -> None:
    """The message names the address."""
    with pytest.raises(DataError, match=rf"^{site}{path}: .*{said}"):
        read_content(site + path)


def test_limits_of_size_and_time_end_a_download(site: str) -> None:
    """Also while a page is sent byte by byte."""
    with pytest.raises(DataError, match=r"larger than 0\.001 MB"):
        web_page.fetch(f"{site}/large", most_bytes=1_000)
    with pytest.raises(DataError, match=r"not downloaded within 0\.3 seconds"):
        web_page.fetch(f"{site}/slow", most_bytes=1_000, most_seconds=0.3)


def test_an_address_that_does_not_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network, and where it is switched off."""
    with pytest.raises(DataError, match=r"cannot be reached|cannot be fetched"):
        read_content("http://127.0.0.1:1/a")
    with pytest.raises(DataError, match="cannot be fetched"):
        read_content("http://")
    monkeypatch.setenv("RUTCHECK_OFFLINE", "1")
    with pytest.raises(DataError, match="RUTCHECK_OFFLINE is set"):
        read_content("https://example.org/")
