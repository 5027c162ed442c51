"""A pytest plugin: the fixture `rutcheck_baseline` holds the numbers of a test of one's own.

The first run with `--rutcheck-update` writes them beside the test, under `baselines`; later runs
compare with the tolerances of `rutcheck regress check`. What computes is imported when a test asks.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

OPTION = "--rutcheck-update"
# What of a test's name can stand in a file's name on every system.
_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes baselines instead of comparing with them."""
    parser.getgroup("rutcheck").addoption(
        OPTION, action="store_true", default=False,
        help="write the numbers of rutcheck_baseline instead of comparing with them",
    )  # fmt: skip


class HeldNumbers:
    """The numbers of one test: written with `--rutcheck-update`, else compared."""

    def __init__(self, path: Path, *, update: bool) -> None:
        self.path = path
        self.update = update

    def check(
        self, figures: Mapping[str, object], *, within: Mapping[str, float] | None = None
    ) -> None:
        """Compare figures with those held; fail the test with a table of what moved.

        Texts, dates, truths and whole numbers are exact, other numbers may move by 1e-9 of
        themselves, those named in `within` by as much as it says (the Monte Carlo error of what
        rests on random numbers). Values may be lists of rows (dataclasses or objects with dates
        and prices) or objects; what is in them is named `name.field` and `name.1.field`.
        """
        from backtests import held_numbers  # noqa: PLC0415  (heavy; only where it is used)

        __tracebackhide__ = True
        if self.update:
            held_numbers.write(figures, within or {}, self.path)
            return
        message = held_numbers.failure(figures, within or {}, self.path, option=OPTION)
        if message:
            pytest.fail(message, pytrace=False)


@pytest.fixture
def rutcheck_baseline(request: pytest.FixtureRequest) -> HeldNumbers:
    """Numbers held in `baselines/FILE/TEST.json` beside the test's file."""
    path = Path(request.path)
    return HeldNumbers(
        path.parent / "baselines" / path.stem / f"{_file_name(request.node.name)}.json",
        update=bool(request.config.getoption(OPTION)),
    )


def _file_name(name: str) -> str:
    """Return a test's name as a file's; what cannot stand in one is told apart by a fingerprint."""
    if _PLAIN.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{'-'.join(_PLAIN.findall(name))[:80]}-{digest}"
