"""No pattern has a word that can never match: marks such as ‹n1› begin and end with no letter.

A word boundary right before or behind a mark holds only where a letter touches it, which it does
nowhere in a marked text: a lookaround for a letter takes its place there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from re import _constants as op
from re import _parser as parser
from typing import Any

import pytest

import backtests.claims.reading.grammar

OPENS, CLOSES = map(ord, "‹›")
ROOM = backtests.claims.reading.grammar.__name__.rpartition(".")[0]
NOTHING = (op.AT, op.ASSERT, op.ASSERT_NOT)
Items = Sequence[tuple[Any, Any]]


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of the modules that read, by module and name."""
    found: dict[str, re.Pattern[str]] = {}
    for module in [name for name in sys.modules if name.startswith(ROOM)]:
        for name, value in vars(sys.modules[module]).items():
            rows = value if isinstance(value, tuple) else (value,)
            flat = [x for row in rows for x in (row if isinstance(row, tuple) else (row,))]
            compiled = [x for x in flat if isinstance(x, re.Pattern)]
            found |= {f"{module}.{name}[{i}]": p for i, p in enumerate(compiled)}
    return found


def ends(items: Items, *, first: bool) -> Iterator[int | None]:
    """The first or last letters that a stretch of a pattern can have; None for one of a set."""
    for kind, value in items if first else reversed(items):
        if kind in NOTHING:
            continue
        if kind is op.LITERAL:
            yield value
        elif kind is op.SUBPATTERN:
            yield from ends(value[3], first=first)
        elif kind is op.BRANCH:
            for one in value[1]:
                yield from ends(one, first=first)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            found = list(ends(value[2], first=first))
            yield from found
            if value[0] == 0 and None not in found:
                continue
        else:
            yield None
        return


def parts(items: Items) -> Iterator[Items]:
    """A stretch of a pattern and all within it."""
    yield items
    for kind, value in items:
        if kind is op.SUBPATTERN:
            yield from parts(value[3])
        elif kind is op.BRANCH:
            for one in value[1]:
                yield from parts(one)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            yield from parts(value[2])
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from parts(value[1])


def dead(pattern: str, flags: int = 0) -> bool:
    """Whether a boundary stands right before a mark, or right behind a choice that ends on one."""
    for items in map(list, parts(parser.parse(pattern, flags))):
        for place, (kind, value) in enumerate(items):
            if kind is not op.AT or value is not op.AT_BOUNDARY:
                continue
            before = items[place - 1 : place] if place else []
            begins = all(k in NOTHING or (k, v) == (op.LITERAL, ord(" ")) for k, v in before)
            if begins and OPENS in ends(items[place + 1 :], first=True):
                return True
            choice = [i for i in before if i[0] in (op.BRANCH, op.SUBPATTERN)]
            if choice and CLOSES in ends(choice, first=False):
                return True
    return False


@pytest.mark.parametrize(
    ("pattern", "is_dead"),
    [
        (r"\b(?:cut|‹f\d+›) is", True),
        (r"(?<!\w)(?:cut|‹f\d+›) is", False),
        (r"(?:cut|‹f\d+›)\b", True),
        (r"(?:cut|‹f\d+›)(?!\w)", False),
        (r"\b(?:the )?‹n\d+› rose\b", True),
        (r"\bthe ‹n\d+› rose\b", False),
    ],
)
def test_what_can_never_match_is_found(pattern: str, is_dead: bool) -> None:
    """A choice with a mark needs no boundary of a word at its end."""
    assert dead(pattern) == is_dead


def test_every_word_of_the_patterns_can_match() -> None:
    """A choice that never matches would be read by people as if it did."""
    known = patterns()
    assert len(known) > 2_000
    assert [name for name, p in known.items() if dead(p.pattern, p.flags)] == []
