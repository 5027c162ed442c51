"""The shipped claims as a list, read without the models that check claims files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from backtests.claims.errors import UnknownClaim
from backtests.runtime.choices import nearest_hint

_FOLDER = Path(__file__).parent
# Published figures: the file of the package, and the name of the group on the command line.
LITERATURE_FILE = "literature.toml"
LITERATURE = "literature"
TYPE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "F": "fact",
        "C": "conditional return",
        "T": "price target",
        "P": "forecast",
        "S": "scenario odds",
        "R": "trading rule",
        "B": "relative behaviour",
    }
)


# Types that have no family, whose claims are tested without others.
ALONE = ("F", "P", "S")
# Claims so few that starting processes for them takes longer than testing them.
FEW = 3
# Ids that an error names; of more it names the nearest.
MOST_NAMED = 10
# Lines of a claims file that a list shows, and the headings above them: a tenth of the file.
_SHOWN = re.compile(
    r"^(?:\[.*|(?:id|type|statement|labels|publisher|date) = .*)$", flags=re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Line:
    """What a list of claims shows of one.

    `published` is the publisher and the date of the article.
    """

    id: str
    kind: str
    statement: str
    labels: Sequence[str]
    published: str


def claims_files() -> list[tuple[str, str]]:
    """Return name and text of every claims file of the package, by name."""
    found = sorted((_FOLDER / "articles").glob("*.toml"))
    return [(file.name, file.read_text(encoding="utf-8")) for file in found]


def shipped_lines() -> list[Line]:
    """Return the shipped claims, articles and rows in file order."""
    return [line for _, text in claims_files() for line in _lines(_content(text))]


def _content(text: str) -> Mapping[str, object]:
    """Parse the lines of a claims file that a list shows; all where their values go over lines."""
    try:
        return tomllib.loads("\n".join(_SHOWN.findall(text)))
    except tomllib.TOMLDecodeError:
        return tomllib.loads(text)


def _lines(content: Mapping[str, object]) -> Iterable[Line]:
    article, rows = content["article"], content["claim"]
    assert isinstance(article, dict) and isinstance(rows, list)
    for row in rows:
        yield Line(
            row["id"],
            TYPE_WORDS[row["type"]],
            row["statement"],
            row.get("labels", ()),
            f"{article['publisher']}, {article['date']}",
        )


def few_alone(names: Sequence[str]) -> bool:
    """Return whether names are ids of a few shipped claims that are tested without others."""
    kinds = {line.id: line.kind for line in shipped_lines()} if len(names) <= FEW else {}
    alone = {TYPE_WORDS[letter] for letter in ALONE}
    return bool(names) and all(kinds.get(name) in alone for name in names)


def check_ids(names: Sequence[str]) -> None:
    """Raise UnknownClaim for the first name that is no id of the package.

    Names are ids of shipped claims or of published figures, or the name of the latter's group.
    """
    shipped = [line.id for line in shipped_lines()]
    if set(names) <= set(shipped):
        return
    text = (_FOLDER / LITERATURE_FILE).read_text(encoding="utf-8")
    known = {*shipped, LITERATURE, *(row["id"] for row in tomllib.loads(text)["claim"])}
    for name in names:
        if name not in known:
            raise unknown_claim(name, shipped)


def unknown_claim(claim_id: str, ids: Sequence[str]) -> UnknownClaim:
    """Return the error for an id that no claim has, with the nearest ids or all of a few."""
    two_digits = re.sub(r"-(?=\d(?!\d))", "-0", claim_id)
    if len(ids) <= MOST_NAMED:
        named = nearest_hint(two_digits, ids, n=3, cutoff=0.5) or f"expected {', '.join(ids)}"
    else:
        nearest = nearest_hint(two_digits, ids, n=3, cutoff=0.3) or f"expected one of {len(ids)}:"
        named = f"{nearest} rutcheck claims lists all, with FILE.toml those of a file"
    return UnknownClaim(f"no claim {claim_id!r}; {named}")
