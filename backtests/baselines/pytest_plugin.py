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
        OPTION,
        action="store_true",
        default=False,
        help="write the numbers of rutcheck_baseline instead of comparing with them",
    )


class BaselineRecorder:
    """The numbers of one test: written with `--rutcheck-update`, else compared.

    `folder` holds the files of the test's file, `test` is the test in it with its class.
    """

    def __init__(self, folder: Path, test: str, *, update: bool) -> None:
        self.folder = folder
        self.test = test
        self.update = update
        self._checked: set[str | None] = set()

    def path(self, name: str | None) -> Path:
        """Return the file of a check; `name` tells several of one test apart."""
        found = self.test if name is None else f"{self.test}-{name}"
        return self.folder / f"{_file_name(found)}.json"

    def check(
        self,
        figures: Mapping[str, object],
        *,
        within: Mapping[str, float] | None = None,
        name: str | None = None,
    ) -> None:
        """Compare figures with those held; fail the test with a table of what moved.

        Texts, dates, truths and whole numbers are exact, other numbers may move by 1e-9 of
        themselves, those named in `within` by as much as it says (the Monte Carlo error of what
        rests on random numbers). Values may be lists, arrays, or lists of rows (dataclasses or
        objects with dates and prices), or objects; what is in them is named `name.field` and
        `name.1.field`. What is no number is held as nan, inf or -inf. A test that checks more than
        once gives each check a `name`.
        """
        from backtests.baselines import user_tests

        __tracebackhide__ = True
        if name in self._checked:
            known = "without a name" if name is None else f"named {name!r}"
            pytest.fail(
                f"a second check {known} in {self.test}; expected check(…, name=…), "
                "another for each",
                pytrace=False,
            )
        self._checked.add(name)
        path = self.path(name)
        if self.update:
            user_tests.write(figures, within or {}, path)
            return
        message = user_tests.failure(figures, within or {}, path, option=OPTION)
        if message:
            pytest.fail(message, pytrace=False)


@pytest.fixture
def rutcheck_baseline(request: pytest.FixtureRequest) -> BaselineRecorder:
    """Numbers held in `baselines/FILE/TEST.json` or `CLASS.TEST.json` beside the test's file."""
    path = Path(request.path)
    within_file = request.node.nodeid.partition("::")[2]
    return BaselineRecorder(
        path.parent / "baselines" / path.stem,
        within_file.replace("::", ".") or request.node.name,
        update=bool(request.config.getoption(OPTION)),
    )


def _file_name(name: str) -> str:
    """Return a test's name as a file's; what cannot stand in one is told apart by a fingerprint."""
    if _PLAIN.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{'-'.join(_PLAIN.findall(name))[:80]}-{digest}"
