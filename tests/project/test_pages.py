"""The pages are true: every command runs, and prints what the page shows."""

from __future__ import annotations

import doctest
import re
import runpy
import shlex
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import commands

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = SimpleNamespace(**runpy.run_path(str(ROOT / "docs" / "scripts" / "make_outputs.py")))
TEXTS = {str(page.relative_to(ROOT)): page.read_text(encoding="utf-8") for page in SCRIPT.PAGES}
WITH_COMMANDS = [name for name, text in TEXTS.items() if list(SCRIPT.commands(text))]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the commands read."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    SCRIPT.prepare(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_every_command_of_a_page_runs_and_prints_what_is_shown(name: str, folder: Path) -> None:
    """From the first command to the last in one folder: exit 0, something printed, these lines."""
    text = TEXTS[name]
    for one in SCRIPT.commands(text):
        output = SCRIPT.printed(one.command, folder, commands.run)
        assert output, one.command
        if one.span is not None:
            assert one.of(output) == text[slice(*one.span)], one.command


def test_each_user_has_a_walkthrough() -> None:
    """Reader, trader, investor, researcher, pipeline, data, own claims."""
    used = {
        name: Counter(shlex.split(one.command)[0] for one in SCRIPT.commands(TEXTS[f"docs/{name}"]))
        for name in (
            "tutorials/article.md",
            "tutorials/trader.md",
            "tutorials/researcher.md",
            "tutorials/pipeline.md",
            "how-to/own-data.md",
            "how-to/own-claims.md",
        )
    }
    assert {"read", "run", "claims"} <= set(used["tutorials/article.md"])
    assert {"breakout", "scan", "status", "backtest"} <= set(used["tutorials/trader.md"])
    assert {"easing", "claims", "sweep"} <= set(used["tutorials/researcher.md"])
    assert {"regress", "run"} <= set(used["tutorials/pipeline.md"])
    assert {"data", "breakout"} <= set(used["how-to/own-data.md"])
    assert {"claims", "run", "status"} <= set(used["how-to/own-claims.md"])


def test_the_page_of_answers_has_three_series_and_three_files() -> None:
    """Six commands on different data, each with four or five lines of its answer."""
    text = TEXTS["docs/reference/answers.md"]
    shown = list(SCRIPT.commands(text))
    subjects = [shlex.split(one.command)[1] for one in shown]
    assert len(set(subjects)) == 6
    assert sum(subject.endswith(".csv") for subject in subjects) == 3
    assert all(3 <= text[slice(*one.span)].count("\n") <= 5 for one in shown)


def test_an_output_below_two_commands_is_refused() -> None:
    """It could be that of either."""
    with pytest.raises(ValueError, match="below 2 commands"):
        list(SCRIPT.commands("```sh\nrutcheck a\nrutcheck b\n```\n\n```text\nx\n```"))


def test_the_lines_that_a_comment_names_are_shown() -> None:
    """From the first to the last; without a comment up to the first empty line."""
    page = "```sh\nrutcheck a\n```\n\n{}```text\nold\n```\n"
    printed = "one\ntwo  \n\nthree\n"
    (part,) = SCRIPT.commands(page.format("<!-- output lines 2-4 -->\n\n"))
    assert part.of(printed) == "two\n\nthree\n"
    (answer,) = SCRIPT.commands(page.format(""))
    assert answer.of(printed) == "one\ntwo\n"


EXAMPLES = {
    (name, k): code
    for name, text in TEXTS.items()
    for k, code in enumerate(re.findall(r"```python\n(import backtests\n.*?)```", text, flags=re.S))
}


@pytest.mark.parametrize(("name", "k"), EXAMPLES)
def test_the_python_of_a_page_runs(
    name: str, k: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each example by itself, offline; it prints something."""
    monkeypatch.setenv("RUTCHECK_OFFLINE", "1")
    exec(compile(EXAMPLES[name, k], name, "exec"), {"__name__": "example"})
    assert capsys.readouterr().out


def test_there_are_examples_in_python() -> None:
    """Of a study and of a strategy."""
    assert len(EXAMPLES) >= 2


@pytest.mark.parametrize("name", [n for n, text in TEXTS.items() if "```pycon\n" in text])
def test_worked_examples_give_what_the_page_says(name: str) -> None:
    """As doctests, in order."""
    text = "\n".join(re.findall(r"```pycon\n(.*?)```", TEXTS[name], flags=re.S))
    test = doctest.DocTestParser().get_doctest(text, {}, name, name, 0)
    found = doctest.DocTestRunner().run(test)
    assert found.attempted >= 5
    assert found.failed == 0
