"""Tendencies without a figure: "December is usually kind to small caps"."""

from __future__ import annotations

import re
from itertools import pairwise, product

from backtests.claims.reading import words
from backtests.claims.reading.kinds.history.cases import joined_after
from backtests.claims.reading.kinds.history.events import event, is_of_a_sort, season
from backtests.claims.reading.kinds.history.samples import is_sample
from backtests.claims.reading.kinds.pairs import compared
from backtests.claims.reading.kinds.patterns.signs import PLAIN_MOVE
from backtests.claims.reading.kinds.patterns.tendencies import (
    EVERY,
    FIGURELESS,
    HABIT,
    RANK,
    TENDS,
    season_direction,
)
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Kind

# An event of a sort, stated in the present: "when the Fed begins to cut", "after the VIX jumps".
WHENEVER = re.compile(
    words.marks(
        r"(?:\b(?:when(?:ever)?|after|once)|[a-z] ‹w\d+›) (?:the )?(?:<N>"
        r"|[a-z-]+)(?: [a-z-]+)?(?: \(<N>\))? (?:[a-z]+s|begin|start|end|rise|fall)\b"
    )
)


# "Every time it has gained 10% by June, the rest of the year has been positive".
THEN_A_TIME = re.compile(r",? (?:(?:the |its )?(?:rest|remainder|whole|balance) )?(?:of )?‹w\d+› ")


def _spoken_of(scene: Scene, at: int) -> Subject:
    """Return the market before a place, or the first price named outside a condition."""
    priced = [
        n
        for n in scene.names
        if n.mention.group in PRICE_GROUPS and not scene.condition_at(n.start)
    ]
    condition = scene.condition_at(at)
    if condition and not priced and THEN_A_TIME.match(scene.text, condition[1]):
        named = [n for n in scene.names if scene.condition_at(n.start) == condition]
        here = [n for n in named if n.mention.group in PRICE_GROUPS]
        return scene.resolved(here[0].mention) if len(here) == 1 else ()
    # "Every time the index gained 10%, it was higher": what the main clause refers back to.
    back = [n for n in scene.names if n.mention.group == "reference" and condition]
    main = [scene.resolved(n.mention) for n in back if not scene.condition_at(n.start)]
    if main and not priced and scene.group_of(main[0]) in PRICE_GROUPS:
        return main[0]
    return scene.subject_before(at) or (
        scene.resolved(priced[0].mention)
        if priced
        else (UNKNOWN,)
        if any(n.mention.group == "market" for n in scene.names)
        else scene.memory.subject
    )


def _stated(scene: Scene) -> str:
    """Return the sentence without its event: "falls after the VIX climbs" is a fall."""
    text = FIGURELESS.sub(lambda m: " " * len(m[0]), scene.text)
    return "".join(" " if scene.condition_at(at) else c for at, c in enumerate(text))


def _further_months(scene: Scene, part: str) -> list[str]:
    """Return the months joined to the one that is spoken of: "May and June have been weak"."""
    months = [t for t in scene.times if t.mention.grain == "month" and not t.mention.named]
    if not part or not months or part not in months[0].mention.words:
        return []
    return [
        other.mention.words
        for one, other in pairwise(months)
        if re.fullmatch(r",? (?:and )?", scene.text[one.end : other.start])
    ]


# "In the months after the Fed starts to hike": a rise of rates, and of no price.
AFTER_POLICY = re.compile(
    r"\b(?:after|once|when|whenever|while|as) (?:the )?‹f\d+›[^,;.‹]*\b(?:hik|rais|cut|eas"
    r"|tighten|lower|lift)[a-z]*|‹w\d+› (?:the )?‹f\d+›[^,;.‹]*\b(?:hik|rais|cut|eas|tighten"
    r"|lower|lift)[a-z]*"
)
# "Seasonal patterns do not help, for September": the denial is of the remark, not of the season.
REMARK = re.compile(
    r"^[^,;:‹]*\b(?:not|n't|no|never)\b[^,;:‹]*[,;:] (?:(?:for|as|because|since) |(?=‹w))"
)


def without_figure(scene: Scene) -> None:
    """Add a tendency without a figure."""
    m = FIGURELESS.search(scene.text) or HABIT.search(scene.text)
    part = season(scene, 0, len(scene.text))
    moved = PLAIN_MOVE.search(scene.text, 0, m.start()) if m else None
    if moved and any(t.mention.grain == "day" and t.mention.role == "in" for t in scene.times):
        return  # "fell on Friday on historically high prices"
    if (
        not m
        or [p for p in scene.free() if not p.mention.whole and not scene.condition_at(p.start)]
        or not (
            part
            or FIGURELESS.search(scene.text)
            or is_of_a_sort(scene)
            or (WHENEVER.search(scene.text) and TENDS.search(scene.text))
        )
    ):
        return
    found = compared(scene, m.start())
    subject = found[0] if found else _spoken_of(scene, m.start()) if scene.names else (UNKNOWN,)
    stated, remark = _stated(scene), REMARK.match(scene.text)
    if remark:
        stated = stated[remark.end() :]
    of_season = season_direction(scene.text[remark.end() if remark else 0 :])
    direction = found[1] if found else of_season or scene.said(AFTER_POLICY.sub(" ", stated))
    result = re.search(r"\b(?:preceded|followed by|led to|meant|brought|heralded)\b", scene.text)
    later = [
        n
        for n in scene.names
        if result
        and n.start > result.end()
        and n.mention.group not in {"reference", "market", "other"}
    ]
    if result and later:
        subject, direction = (
            scene.resolved(later[0].mention),
            scene.said(scene.text[result.end() :]),
        )
    ranked = RANK.search(scene.text) or (part and season_direction(scene.text))
    at_large = subject == (UNKNOWN,) and bool(ranked or TENDS.search(scene.text))
    if not subject or not direction or (UNKNOWN in subject and not at_large):
        return
    kind: Kind = "frequency" if FIGURELESS.search(scene.text) else "seasonal" if part else "average"
    samples = [t.mention for t in scene.times if is_sample(t.mention)]
    from_, to = scene.dates(samples[0], "sample", ahead=False) if samples else (None, None)
    every = (
        EVERY.search(scene.text) or m[0].startswith("whenever") or (m[0] == "always" and not ranked)
    )
    value = (1.0,) if every else ()
    parts = [part or event(scene), *_further_months(scene, part)]
    spoken_of = [subject] if found or (result and later) else joined_after(scene, subject)
    for one, season_ in product(spoken_of, parts):
        scene.state(
            kind,
            (0, len(scene.text)),
            one,
            value,
            "fraction" if value else "",
            direction=direction,
            dates=(from_, to),
            condition=season_,
        )
    scene.close(0, len(scene.text))
