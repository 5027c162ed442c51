"""Download one page of the web, within limits of size and time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from data_feeds.providers.cached_feed import offline_wanted
from data_feeds.providers.errors import CONNECT_TIMEOUT, ProviderError, is_connection_failure
from data_feeds.series.bars import excerpt

if TYPE_CHECKING:
    import requests

AGENT = "rutcheck"
MOST_REDIRECTS = 5
# Seconds for the whole download, and between two parts of it.
MOST_SECONDS = 30.0
SILENCE = 10.0
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class WebPage:
    """The content of a page; media type and charset are those of its header, empty if it has none.

    `url` is the address after redirects.
    """

    url: str
    content: bytes
    media_type: str
    charset: str

    @property
    def stem(self) -> str:
        """The last part of the address without its suffix, or the host.

        >>> WebPage("https://example.org/a/small-caps.html?b=1", b"", "", "").stem
        'small-caps'
        """
        address = urlsplit(self.url)
        return PurePosixPath(address.path).stem or address.hostname or ""


def fetch(url: str, *, most_bytes: int, most_seconds: float = MOST_SECONDS) -> WebPage:
    """Download a page by http or https.

    Raises
    ------
    ProviderError
        The network is disabled or fails, the status is not 200, there are more than
        `MOST_REDIRECTS` redirects, or a limit of size or time is exceeded.
    """
    import requests
    from urllib3.exceptions import HTTPError

    name = excerpt(url, longest=120)
    if offline_wanted():
        raise ProviderError(f"{name}: not fetched, because RUTCHECK_OFFLINE is set")
    deadline = time.monotonic() + most_seconds
    try:
        with requests.Session() as session:
            session.max_redirects = MOST_REDIRECTS
            session.headers["User-Agent"] = AGENT
            with session.get(url, stream=True, timeout=(CONNECT_TIMEOUT, SILENCE)) as answer:
                return _page(answer, name, most_bytes, deadline, most_seconds)
    except requests.TooManyRedirects:
        raise ProviderError(f"{name}: more than {MOST_REDIRECTS} redirects") from None
    except requests.Timeout:
        raise ProviderError(f"{name}: no answer within {SILENCE:g} seconds") from None
    except (requests.RequestException, HTTPError, UnicodeError) as error:
        if is_connection_failure(error):
            raise ProviderError(f"{name}: cannot be reached (is there a network?)") from None
        raise ProviderError(f"{name}: cannot be fetched ({type(error).__name__})") from None


def _page(
    answer: requests.Response, name: str, most_bytes: int, deadline: float, most_seconds: float
) -> WebPage:
    """Read an answer until it ends or exceeds a limit."""
    if answer.status_code != 200:
        raise ProviderError(f"{name}: answered with status {answer.status_code}; expected 200")
    parts: list[bytes] = []
    size = 0
    # read1 returns what has arrived, so that a slow answer cannot delay the check of the time.
    while part := answer.raw.read1(CHUNK, decode_content=True):
        parts.append(part)
        size += len(part)
        if size > most_bytes:
            raise ProviderError(f"{name}: larger than {most_bytes / 1e6:g} MB")
        if time.monotonic() > deadline:
            raise ProviderError(f"{name}: not downloaded within {most_seconds:g} seconds")
    media_type, charset = _media_type(answer.headers.get("Content-Type", ""))
    return WebPage(answer.url, b"".join(parts), media_type, charset)


def _media_type(header: str) -> tuple[str, str]:
    """Split the value of a Content-Type header into media type and charset.

    >>> _media_type('text/html; charset="UTF-8"')
    ('text/html', 'utf-8')
    """
    from email.message import Message

    message = Message()
    message["Content-Type"] = header or "application/octet-stream"
    charset = message.get_content_charset("")
    return (message.get_content_type() if header else ""), charset
