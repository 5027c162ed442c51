"""Parallel lists: the n-th figure of a list goes with the n-th name or time of another."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TypeVar

from backtests.claims.reading.marks.instruments import Name
from backtests.claims.reading.marks.marked import Average, Placed, Streak
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount

M = TypeVar("M", Name, Time, Amount, Streak, Average)
P = TypeVar("P", Name, Time)
LINK = re.compile(
    r"(?:'s)?(?:,|,? and|,? or|,? then"
    r"|,? as well as)? (?:(?:the|its|their|a|an|by|of|to|at|on|in|for|from|another|both|just|only"
    r"|about|then) )*"
)


# "Fell 12 to 2,030" is a move and a price, and no list.
MOVES_TO = re.compile(r" to ")


def runs(text: str, placed: list[Placed[M]]) -> list[list[Placed[M]]]:
    """Return the lists of a sentence: mentions that only commas, "and" and little words part."""
    found: list[list[Placed[M]]] = []
    for p in placed:
        if found and LINK.fullmatch(text[found[-1][-1].end : p.start]):
            found[-1].append(p)
        else:
            found.append([p])
    return [run for run in found if len(run) > 1]


# A figure in a bracket of its own is that of the name before it: "A trails B (-4.9%)".
IN_BRACKET = re.compile(r"(?P<name>‹[nyvo]\d+›) \((?:up |down |off )?$")


def partner(
    text: str, place: Placed[Amount], amounts: list[Placed[Amount]], others: list[Placed[P]]
) -> P | None:
    """Return what stands at the rank of a figure in the one list as long as that of the figure.

    Figures of a list are of one measure; a name or time that stands between two figures is none of
    a list. A figure in a bracket of its own goes with the name before it.
    """
    bracketed = IN_BRACKET.search(text[: place.start])
    held = [p.mention for p in others if bracketed and p.start == bracketed.start("name")]
    if held:
        return held[0]
    own = next((run for run in runs(text, amounts) if place in run), None)
    if own is None or len({p.mention.measure for p in own}) > 1:
        return None
    if any(MOVES_TO.fullmatch(text[a.end : b.start]) for a, b in pairwise(own)):
        return None
    as_long = [run for run in runs(text, others) if len(run) == len(own)]
    return as_long[0][own.index(place)].mention if len(as_long) == 1 else None


def time_of_list(
    text: str, place: Placed[Amount], amounts: list[Placed[Amount]], times: list[Placed[Time]]
) -> Time | None:
    """Return the time of a figure of a list, or of one in a bracket behind its market.

    Such brackets share the only time of the sentence: "small caps (+3%) beat the Dow (+1%) in May".
    """
    found = partner(text, place, amounts, times)
    if found or len(times) != 1 or times[0].mention.role not in {"in", "so far", "back"}:
        return found
    bracketed = IN_BRACKET.search(text[: place.start]) and text.startswith(")", place.end)
    between = sorted((place.start, times[0].start))
    return times[0].mention if bracketed and ";" not in text[slice(*between)] else None
