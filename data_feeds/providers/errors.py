"""Errors of data providers, the retry policy, and the connection check."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from data_feeds.series.bars import DataError

# Seconds to wait for a connection. Without a network an attempt fails at once; behind a firewall
# that drops packets it takes this long.
CONNECT_TIMEOUT = 3.0

T = TypeVar("T")


class ProviderError(DataError):
    """A provider did not return a series; the message names the series and the reason."""


class ProviderBusyError(ProviderError):
    """The provider refuses requests for some time (429 Too Many Requests)."""


class ProviderFailedError(ProviderError):
    """The response was invalid or missing; a retry may succeed."""


class ProviderUnreachableError(ProviderError):
    """No connection to the provider; requests for other series would fail too."""


class NoSuchSeries(ProviderError):  # noqa: N818  (read as a sentence where it is raised)
    """The provider does not know the series."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Retry policy: the number of attempts and the waits between them.

    The wait doubles from `first_wait` seconds with each attempt, and never exceeds `longest_wait`.
    """

    attempts: int = 4
    first_wait: float = 2.0
    longest_wait: float = 10.0
    sleep: Callable[[float], None] = time.sleep

    def call(self, request: Callable[[], T]) -> T:
        """Call `request` until it succeeds; retry if the provider is busy or failed.

        Raises the last error, with the number of attempts in it.
        """
        from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

        retrying = Retrying(
            stop=stop_after_attempt(self.attempts),
            wait=wait_exponential(multiplier=self.first_wait, max=self.longest_wait),
            retry=retry_if_exception_type((ProviderBusyError, ProviderFailedError)),
            sleep=self.sleep,
            reraise=True,
        )
        try:
            return retrying(request)
        except (ProviderBusyError, ProviderFailedError) as error:
            raise type(error)(f"{error} (asked {self.attempts} times)") from None


# Waits of at most 2 + 4 + 8 seconds between four attempts.
DEFAULT_RETRY = RetryPolicy()


def check_connection(name: str, url: str) -> None:
    """Raise ProviderUnreachableError unless a connection to `url` can be made."""
    import requests

    try:
        requests.get(url, timeout=CONNECT_TIMEOUT, stream=True, allow_redirects=False).close()
    except requests.RequestException as error:
        if is_connection_failure(error):
            raise ProviderUnreachableError(f"{name} cannot be reached (is there a network?)") from (
                None
            )


def is_connection_failure(error: Exception) -> bool:
    """Return whether an error of `requests` means that no connection was made."""
    import requests
    from urllib3.exceptions import MaxRetryError, NewConnectionError

    if isinstance(error, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)
