"""An example row for every study: a row of a shipped file that is valid and runs."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from backtests.claims.registry import Claim, claims_files, joined, parse_claims

EXAMPLES = "examples.toml"


def load_examples() -> tuple[Claim, ...]:
    """Read the made-up claims for the studies that no article uses, in file order."""
    text = (files("backtests.claims") / EXAMPLES).read_text(encoding="utf-8")
    return joined(parse_claims(text, name=EXAMPLES), ())


@cache
def examples() -> dict[str, tuple[Claim, str]]:
    """Return by study the first shipped claim on it, and its row as the file has it."""
    made_up = (files("backtests.claims") / EXAMPLES).read_text(encoding="utf-8")
    found: dict[str, tuple[Claim, str]] = {}
    for name, text in (*claims_files(), (EXAMPLES, made_up)):
        for claim, row in zip(parse_claims(text, name=name), _rows(text), strict=True):
            found.setdefault(claim.study, (claim, row))
    return found


def _rows(text: str) -> list[str]:
    """Return the text of each row of a claims file, without the lines between rows."""
    parts = re.split(r"(?m)^(?=\[\[claim\]\])", text)
    return [part.strip() for part in parts[1:]]
