"""Hooks of MkDocs: pages made from the program, links into the repository, MathML formulas.

`mkdocs.yml` names this module. A comment `<!-- made: NAME -->` on a page stands for a part that
`PARTS` makes from the program itself, so that it cannot differ from it.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
# Pages that stand elsewhere in the repository, by their place on the site.
ELSEWHERE: Mapping[str, str] = {
    "CHANGELOG.md": "project/changelog.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "THIRD_PARTY_NOTICES.md": "project/third-party.md",
    "benchmarks/README.md": "validation/benchmarks.md",
    "benchmarks/SCALE.md": "validation/scale.md",
    "benchmarks/WAITS.md": "validation/waits.md",
    "docs/tutorials/notebook.ipynb": "tutorials/notebook.md",
}
MARK = re.compile(r"<!-- made: (\w+) -->")
LINK = re.compile(r"(?<!!)\[([^\[\]]*(?:\[[^\[\]]*\])?[^\[\]]*)\]\(([^()\s]+)\)")
CODE = re.compile(r"(^```.*?^```|`[^`\n]*`)", flags=re.M | re.S)
HEADING = re.compile(r"^#{1,4} (\d+(?:\.\d+)*)[. ].*$", flags=re.M)
CITED = re.compile(r"(?<!\[)METHODS (\d+(?:\.\d+)?)")
CITED_HERE = re.compile(r"\((\d\.\d+(?:(?:, | and |; )\d\.\d+)*)\)")
FORMULA = re.compile(
    r'<(?:span|div) class="arithmatex">\\(?P<kind>[(\[])(?P<latex>.*?)\\[)\]]</(?:span|div)>',
    flags=re.S,
)


def commands() -> str:
    """Return every command with its arguments and options, as typer describes them."""
    import typer
    from typer.cli import get_docs_for_click

    from backtests.cli.app import app

    command = typer.main.get_command(app)
    text = get_docs_for_click(
        obj=command, ctx=typer.Context(command, info_name="rutcheck"), name="rutcheck"
    )
    # Options that every command has, and the levels of a page that has a title already.
    text = text.replace("* `--help`: Show this message and exit.\n", "")
    text = text.removeprefix("# `rutcheck`\n")
    # Lists of commands with their first words; the headings have them in full.
    text = re.sub(r"\*\*Commands\*\*:\n\n(?:\* .*\n)+\n?", "", text)
    text = re.sub(r"^(Example: )(rutcheck .+)$", r"\1`\2`", text, flags=re.M)
    return re.sub(r"\n\*\*Options\*\*:\n\n(?=\n|\Z)", "", text)


def studies() -> str:
    """Return every study by topic: what it tests, its series and parameters, and a row."""
    from backtests.claims.examples import study_pages

    lines: list[str] = []
    topic = ""
    for page in study_pages():
        if page.topic != topic:
            topic = page.topic
            lines += [f"## {topic.capitalize()}", ""]
        lines += [f"### {page.name}", "", f"{page.summary} Claim types: {page.types}.", ""]
        lines += ["| argument | accepts | default | meaning |", "|---|---|---|---|"]
        for one in (*page.series, *page.parameters):
            default = "must be given" if one.default is None else one.default
            cells = (f"`{one.name}`", one.accepts, default, one.meaning)
            lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
        if page.takes_others:
            lines.append("| any other name | a series | none | For parameters that name it. |")
        lines += ["", *(f"- {one}" for one in page.conditions), ""]
        lines += ["```toml", page.row.strip(), "```", ""]
    return "\n".join(lines)


def literature() -> str:
    """Return published figures beside those found on the shipped figures."""
    from backtests.claims.examination import examine_claim
    from backtests.claims.literature import load_literature, reproduction
    from data_feeds.source import open_source, user_cache

    market = open_source("reference", user_cache())
    lines: list[str] = []
    for claim in load_literature():
        found = reproduction(claim, examine_claim(claim, market, resamples=200))
        lines += [f"**{found.statement}** {found.source}.", ""]
        if not found.figures:
            lines += [f"Daily data needed: {found.sample}.", ""]
            continue
        lines += ["| figure | published | found | reproduced |", "|---|--:|--:|---|"]
        lines += [
            f"| {one.name} | {one.published:.1%} | {one.found:.1%} "
            f"| {'yes' if one.reproduced else 'no'} |"
            for one in found.figures
        ]
        lines += ["", found.explanation, ""]
    return "\n".join(lines)


def notebook(text: str) -> str:
    """Return an executed notebook as Markdown: its text, code, and outputs."""
    parts = []
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        parts += [_shown(output) for output in cell["outputs"]]
    return "\n\n".join(parts) + "\n"


def _shown(output: Mapping[str, Any]) -> str:
    data = output.get("data", {})
    if "text/html" in data:
        shown = re.sub(r"(?s)<style.*?</style>\n?", "", "".join(data["text/html"]))
        return f'<div class="output">\n{shown.strip()}\n</div>'
    if "image/png" in data:
        return f"![Chart](data:image/png;base64,{''.join(data['image/png']).strip()})"
    text = "".join(output.get("text", data.get("text/plain", "")))
    return f"```text\n{text.rstrip()}\n```"


def anchor_of(heading: str) -> str:
    """Return the anchor that MkDocs, like GitHub, gives to a heading.

    >>> anchor_of("2.8 Fills, costs and accounts")
    '28-fills-costs-and-accounts'
    """
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", heading.lower()).strip())


def sections() -> dict[str, str]:
    """Return page and anchor of every numbered section of the methods."""
    found = {}
    for path in sorted((ROOT / "docs" / "methods").glob("*.md")):
        for match in HEADING.finditer(path.read_text(encoding="utf-8")):
            anchor = anchor_of(match[0].lstrip("# "))
            found[match[1]] = f"methods/{path.name}#{anchor}"
    return found


PARTS: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "literature": literature,
    "studies": studies,
}


def with_parts(text: str) -> str:
    """Return a page with every mark replaced by what it stands for."""
    return MARK.sub(lambda mark: PARTS[mark[1]](), text)


def with_site_links(text: str, *, source: str, place: str) -> str:
    """Return a page with the links of the repository as links of the site.

    Parameters
    ----------
    text
        Markdown of the page.
    source
        Path of the page in the repository.
    place
        Path of the page on the site, below `docs/`.
    """

    def link(match: re.Match[str]) -> str:
        label, target = match.groups()
        if re.match(r"[a-z]+:|#", target):
            return match[0]
        path, mark, anchor = target.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        found = ELSEWHERE.get(path, path.removeprefix("docs/") if path[:5] == "docs/" else "")
        if not found.endswith((".md", ".png")):
            return f"`{label.strip('`')}`"
        return f"[{label}]({_from(place, found)}{mark}{anchor})"

    return _outside_code(text, lambda part: LINK.sub(link, part))


def with_citations(text: str, *, place: str) -> str:
    """Return a page whose citations of sections of the methods are links."""
    known = sections()

    def cited(match: re.Match[str]) -> str:
        if match[1] not in known:
            return match[0]
        return f"[{match[0]}]({_from(place, known[match[1]])})"

    def group(match: re.Match[str]) -> str:
        def one(number: re.Match[str]) -> str:
            found = known.get(number[0])
            return number[0] if found is None else f"[{number[0]}]({_from(place, found)})"

        return f"({re.sub(r'[0-9]+[.][0-9]+', one, match[1])})"

    def linked(part: str) -> str:
        part = CITED.sub(cited, part)
        return CITED_HERE.sub(group, part) if place.startswith("methods/") else part

    return _outside_code(text, linked)


def with_formulas(content: str) -> str:
    """Return HTML with the formulas of arithmatex as MathML, which browsers draw themselves."""
    from latex2mathml.converter import convert

    def formula(match: re.Match[str]) -> str:
        block = match["kind"] == "["
        drawn = convert(html.unescape(match["latex"]), display="block" if block else "inline")
        return f'<div class="formula" tabindex="0">{drawn}</div>' if block else drawn

    return FORMULA.sub(formula, content)


def _from(place: str, target: str) -> str:
    path, mark, anchor = target.partition("#")
    return f"{posixpath.relpath(path, posixpath.dirname(place) or '.')}{mark}{anchor}"


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts = CODE.split(text)
    return "".join(part if k % 2 else change(part) for k, part in enumerate(parts))


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that stand elsewhere in the repository."""
    from mkdocs.structure.files import File

    for source, place in ELSEWHERE.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        text = notebook(text) if source.endswith(".ipynb") else text
        files.append(File.generated(config, place, content=text))
    return files


def on_page_markdown(markdown: str, *, page: Page, **_: Any) -> str:
    """Make the parts, links and citations of a page."""
    place = page.file.src_uri
    source = next((s for s, p in ELSEWHERE.items() if p == place), f"docs/{place}")
    return with_citations(
        with_site_links(with_parts(markdown), source=source, place=place), place=place
    )


def on_page_content(content: str, **_: Any) -> str:
    """Draw the formulas of a page, and let wide tables scroll by keyboard."""
    content = re.sub(r"<table\b", '<div class="scroll" tabindex="0"><table', content)
    return with_formulas(content.replace("</table>", "</table></div>"))


def on_post_page(output: str, **_: Any) -> str:
    """Name the search dialog of the theme for screen readers."""
    return output.replace(
        'data-md-component="search" role="dialog"',
        'data-md-component="search" role="dialog" aria-label="Search"',
    )
