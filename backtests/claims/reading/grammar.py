"""The statements of an article, found by a deterministic grammar."""

from __future__ import annotations

import datetime

from backtests.claims.reading import traps
from backtests.claims.reading.instruments import Name
from backtests.claims.reading.kinds import figures, history, odds, records, rules, signs, untestable
from backtests.claims.reading.marked import mark
from backtests.claims.reading.scene import Draft, Memory, Scene
from backtests.claims.reading.sentences import Sentence, sentences
from backtests.claims.reading.statement import Statement

# In the order of the kinds: the first that fits decides.
KINDS = (untestable, rules, odds, records, history, figures, signs)


def read_text(text: str, *, date: datetime.date, title: str = "") -> list[Statement]:
    """Return the statements of an article in the order of its text.

    Parameters
    ----------
    text
        The article: paragraphs, headings, list items and table rows on lines of their own.
    date
        The day of publication; every date in words is resolved against it.
    title
        The headline, which names the market that "the index" stands for until another is named.
    """
    memory = Memory()
    for sentence in sentences(title):
        _remember(Scene(mark(sentence, date), date, memory))
    found: list[Statement] = []
    for sentence in sentences(text):
        found += _read(text, sentence, date, memory)
    return found


def _read(text: str, sentence: Sentence, date: datetime.date, memory: Memory) -> list[Statement]:
    """Return the statements of a sentence, and keep what later ones refer to."""
    scene = Scene(mark(sentence, date), date, memory)
    if not traps.nothing_stated(scene):
        for kind in KINDS:
            kind.read(scene)
    _remember(scene)
    return [_statement(scene, draft, text) for draft in scene.drafts]


def _statement(scene: Scene, draft: Draft, text: str) -> Statement:
    """Return a draft with the words of the article it was read from."""
    sentence = scene.marked.sentence
    first, last = scene.marked.span(draft.start, draft.end)
    while (
        first < last - 1
        and not sentence.text[first].isalnum()
        and sentence.text[first] not in "$€£+-"
    ):
        first += 1
    while last - 1 > first and sentence.text[last - 1] in " ,;:(–-":
        last -= 1
    start, end = sentence.span(first, last)
    return Statement(
        sentence.shown, text[start:end], start, end, draft.kind, draft.subject, draft.value, draft.unit,
        draft.direction, draft.from_, draft.to, draft.condition, draft.testable,
    )  # fmt: skip


def _remember(scene: Scene) -> None:
    """Keep what the sentence named for those after it."""
    memory = scene.memory
    named = [
        n.mention for n in scene.names if n.mention.group not in {"reference", "other", "market"}
    ]
    for name in named:
        if name.group != "reference":
            memory.by_group[name.group] = name.symbols
    if scene.drafts and len(scene.drafts[0].subject) == 1 and scene.drafts[0].subject != ("?",):
        memory.subject = scene.drafts[0].subject
    elif named:
        memory.subject = _first(named)


def _first(named: list[Name]) -> tuple[str, ...]:
    return named[0].symbols
