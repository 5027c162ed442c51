"""The documentation site: parts from the program, links, formulas; built, offline, accessible."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer

from backtests.cli.app import app
from backtests.studies import study_names

ROOT = Path(__file__).resolve().parents[2]
SITE = SimpleNamespace(**runpy.run_path(str(ROOT / "docs" / "scripts" / "site.py")))
NEEDED = ("mkdocs", "material", "mkdocstrings", "latex2mathml")
# Pages of different make: formulas, a wide table, the functions of Python.
PAGES = ("index.html", "methods/known-answers.html", "reference/commands.html")


def test_the_page_of_commands_has_every_option() -> None:
    """Of every command, at any depth."""
    text = SITE.commands()

    def check(command: Any, name: str) -> None:
        assert f"`{name}`" in text or f"$ {name}" in text, name
        for child, found in getattr(command, "commands", {}).items():
            check(found, f"{name} {child}")
        for parameter in command.params:
            options = [*parameter.opts, *parameter.secondary_opts]
            if parameter.param_type_name == "option" and not getattr(parameter, "hidden", False):
                assert any(option in text for option in options), (name, options)

    check(typer.main.get_command(app), "rutcheck")


def test_the_page_of_studies_has_every_study() -> None:
    """With a row that runs for each but the one that says why a claim cannot be tested."""
    text = SITE.studies()
    for name in study_names():
        assert f"### {name}\n" in text, name
        assert f'study = "{name}"' in text, name


def test_links_of_the_repository_become_links_of_the_site() -> None:
    """To pages, to pages that stand elsewhere, and a path of code where there is no page."""
    text = "[a](../methods/index.md#x) [b](../../CONTRIBUTING.md) [c](../../LICENSE) `[d](e)`"
    assert SITE.with_site_links(text, source="docs/how-to/ci.md", place="how-to/ci.md") == (
        "[a](../methods/index.md#x) [b](../project/contributing.md) `c` `[d](e)`"
    )
    assert SITE.with_site_links("[a](docs/limits.md)", source="README.md", place="p.md") == (
        "[a](limits.md)"
    )


def test_cited_sections_become_links() -> None:
    """METHODS 2.13 anywhere; (2.13) on the pages of the methods; nothing in code."""
    link = "../methods/definitions.md#213-short-side"
    assert SITE.with_citations("METHODS 2.13 `METHODS 2.13`", place="how-to/scan.md") == (
        f"[METHODS 2.13]({link}) `METHODS 2.13`"
    )
    assert SITE.with_citations("(2.13, 9.9)", place="methods/guards.md") == (
        "([2.13](definitions.md#213-short-side), 9.9)"
    )
    assert SITE.with_citations("(2.13)", place="how-to/scan.md") == "(2.13)"


def test_a_notebook_becomes_a_page() -> None:
    """Its text, its code, and its outputs as text, table or picture."""
    page = SITE.notebook(
        '{"cells": [{"cell_type": "markdown", "source": ["# T"]}, {"cell_type": "code", "source": '
        '["1"], "outputs": [{"text": ["2\\n"]}, {"data": {"text/html": ["<b>3</b>"]}}]}]}'
    )
    assert page == (
        '# T\n\n```python\n1\n```\n\n```text\n2\n```\n\n<div class="output">\n<b>3</b>\n</div>\n'
    )


def test_the_notebook_has_the_outputs_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Executed anew; every cell prints what it printed, and one draws a chart."""
    for name in ("nbclient", "ipykernel"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"no {name}: make docs installs it")
    import nbformat

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    script = SimpleNamespace(**runpy.run_path(str(ROOT / "docs" / "scripts" / "make_notebook.py")))
    kept = nbformat.read(script.NOTEBOOK, 4)
    before = script.texts(kept)
    pictures = [
        o for c in kept.cells for o in c.get("outputs", ()) if "image/png" in o.get("data", {})
    ]
    assert len(pictures) == 1
    assert script.texts(script.executed(kept)) == before


def relative_links(page: Path) -> Iterator[str]:
    """Links of a page to other files, outside code."""
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    yield from (t for t in re.findall(r"\]\(([^()\s]+)\)", text) if not re.match(r"[a-z]+:|#", t))


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))], ids=lambda page: page.name
)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    """In the repository, where pages are read as well."""
    for link in relative_links(page):
        path, _, anchor = link.partition("#")
        target = page.parent / path
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), flags=re.M)
            assert anchor in {SITE.anchor_of(heading) for heading in headings}, link


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` does."""
    for name in NEEDED:
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"no {name}: make docs installs it")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_the_site_makes_no_request(site: Path) -> None:
    """No script, style, font or picture comes from elsewhere; formulas need no script."""
    pages = list(site.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|img|iframe)[^>]*\ssrc=\"?(https?:[^\" >]+)", text)
        loaded += re.findall(r"<link[^>]*rel=\"?(?:stylesheet|preconnect)[^>]*https?:[^>]*", text)
        assert loaded == [], page
        assert 'class="arithmatex"' not in text
    assert "<math" in (site / "methods" / "known-answers.html").read_text(encoding="utf-8")


def test_the_search_script_is_the_published_file() -> None:
    """Unchanged, and named with its licence."""
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    found = ROOT / "docs" / "assets" / "iframe-worker" / "shim.js"
    assert hashlib.sha256(found.read_bytes()).hexdigest() in notices
    assert "Permission is hereby granted" in found.with_name("LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_accessible(name: str, width: int, site: Path, browser: Any) -> None:
    """No serious violation of axe-core's rules; the page is no wider than the window."""
    from axe_playwright_python.sync_playwright import Axe

    scheme = "dark" if width == 390 else "light"
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto((site / name).as_uri())
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    grave = [
        f"{v['id']}: {[node['html'][:160] for node in v['nodes'][:3]]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.close()
    assert grave == []
    assert wide <= 0
    assert [url for url in asked if url.startswith("http")] == []
