"""A pytest plugin: the fixture `rutcheck_baseline` compares the figures of a test with a baseline.

A run with `--rutcheck-update` writes baselines to a folder beside the test file. Other runs compare
with the tolerances of `rutcheck regress check`. Modules that compute are imported by the first
check, so that pytest starts as quickly without one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

OPTION = "--rutcheck-update"
# Characters that file names may have on every system.
_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes baselines instead of comparing with them."""
    parser.getgroup("rutcheck").addoption(
        OPTION,
        action="store_true",
        default=False,
        help="write the baselines of rutcheck_baseline instead of comparing with them",
    )


class BaselineRecorder:
    """Writes the baseline of one test, or compares its figures with it.

    `folder` has the baselines of a test file; `test` is the name of the test with its class.
    """

    def __init__(self, folder: Path, test: str, *, update: bool) -> None:
        self.folder = folder
        self.test = test
        self.update = update
        self._checked: set[str | None] = set()

    def path(self, name: str | None) -> Path:
        """Return the file of a check; `name` distinguishes several checks of one test."""
        full_name = self.test if name is None else f"{self.test}-{name}"
        return self.folder / f"{_file_name(full_name)}.json"

    def check(
        self,
        figures: Mapping[str, object],
        *,
        within: Mapping[str, float] | None = None,
        name: str | None = None,
    ) -> None:
        """Compare figures with the baseline; fail the test with a table of those that moved.

        Texts, dates, booleans and whole numbers must be equal. Other numbers have a relative
        tolerance of 1e-9.

        Parameters
        ----------
        figures
            Figures by name. Values may be numbers, texts, dates, mappings, dataclasses, arrays, and
            lists of these; the figures in them are named `name.field` and `name.1.field`. Nan and
            infinities are compared as texts.
        within
            Absolute tolerances by name, for figures based on random numbers: their Monte Carlo
            error.
        name
            Name of the check; needed if a test has more than one.
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
    """Recorder of `baselines/FILE/TEST.json` or `CLASS.TEST.json` beside the test file."""
    path = Path(request.path)
    name_in_file = request.node.nodeid.partition("::")[2]
    return BaselineRecorder(
        path.parent / "baselines" / path.stem,
        name_in_file.replace("::", ".") or request.node.name,
        update=bool(request.config.getoption(OPTION)),
    )


def _file_name(name: str) -> str:
    """Convert the name of a test to a file name; other characters become a digest."""
    if _PLAIN.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{'-'.join(_PLAIN.findall(name))[:80]}-{digest}"
