"""What stands or has happened by now, though its sentence or the one before names another day."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.tenses import PAST

STATES = frozenset({"level", "rate", "volatility"})
# The verb of a move up to now: "has lost 13%", "remains 57% down", "is now 19% lower".
BY_NOW = re.compile(
    r"\b(?:has|have)(?: (?:now|so far|already|since|thus far))? (?:lost|gained|risen|fallen"
    r"|dropped|shed|added|climbed|declined|slipped|slid|sunk|given up|jumped|come down|come back"
    r"|been)\b(?:(?!\b(?:and|but|while|when)\b)[^;:])*$"
    r"|\b(?:remains?|is|are|stands?)(?: (?:now|still|already|currently|up|down|off|lower"
    r"|higher))* $"
)
# "Which stood at 2,000 on 9 May", "peaked at 2,000 on 9 May and": where a move up to now began.
BEGAN = re.compile(
    r"\b(?:stood|peaked|bottomed|closed|topped out|was|crested|troughed)\b[^;:]{0,40}$"
)
SAME_DAY = re.compile(r"\b(?:that|the|on the|on that) (?:very )?same (?:day|session)\b")
AS_RECENTLY = re.compile(r"\bas (?:recently|late) as\b")
# "Only 2% from its own": the distance from a record spoken of before.
OF_ITS_OWN = re.compile(
    r"‹%\d+› (?:away |short |lower |down |off )?(?:from|below|under|off|of|short of"
    r"|shy of) its own\b(?! \w+)"
)
PRESENT = re.compile(r"\b(?:yields?|stands?|is|are|trades?|pays?)\b")
AVERAGE_LOST = re.compile(r"\b(?:below|under|beneath|lost)\b")
AVERAGE_WON = re.compile(r"\b(?:above|over|reclaim\w*|regain\w*|back)\b")
EARLIER = re.compile(r"(?:a|one) (?:day|session) earlier$")
PART = re.compile(
    r"\b(?:early|late|earlier|later) (?:this|last|in the) (?:month|week|quarter|year)\b"
)
# A question on what is to come, and an answer that is only a price.
TO_COME = re.compile(
    r"\bwill\b|\bfrom here\b|\bnext\b|\bhead(?:ing|ed)\b"
    r"|\b(?:does|do|can|could|should) [^?]*\b(?:end|finish|close|go|be|trade) (?:‹w\d+›|the year)"
    r"|\b(?:does|do) [^?]*› ‹w\d+›\?"
)
AT_A_PRICE = re.compile(r"\W*(?:at|near|around|about) (?:about )?‹[#i]\d+›(?! (?:on|in|it)\b)")
# "In those two days", "in the three that followed": days that only the sentence before gives.
OF_SOME_DAYS = re.compile(
    r"\b(?:those|these|the same) (?:two|three|four|five|six|\d+) (?:days|sessions)\b"
    r"|(?<!between )\bthe (?:two|three|four|five|six|\d+) (?:(?:days|sessions) )?(?:since"
    r"|that followed|after that)\b"
)
OF_OTHER_DAYS = re.compile(
    r"\bfirst (?:(?:two|three|four|five|six|\d+) )(?:trading )?(?:days|sessions|weeks) of\b"
    r"|\bin the (?:day|week|month|quarter|year) before that\b"
)
FROM_THERE = re.compile(r"from (?:there|then) (?:on )?(?:to|until)\b")
# "Raised its target to 2.5% on 19 December".
WAS_DONE = re.compile(
    r"\b(?:raised|lifted|lowered|left|kept|held|cut|brought|took|hiked|reduced|trimmed|moved"
    r"|pushed) "
    r"(?:its|the|‹[fr]\d+›|interest|borrowing)"
)
EXPECTED = re.compile(
    r"\b(?:will|won't|not|never|going to|set to|would|could|should|may|might|expect\w*|likely"
    r"|look(?:s|ing)? for|no|before)\b"
)
WEEKEND = 4
RECENT = 7  # days


# "Will end the year higher than it stands today": from today, and not from the last year's end.
THAN_TODAY = re.compile(
    r"\b(?:higher|lower|above|below)(?: than)? (?:where )?(?:‹r\d+›|it|they|the ‹n\d+›) (?:now )?"
    r"(?:is|are|stands?|trades?|does|do|sits?)(?: (?:today|now)\b| ‹w\d+›)"
)


def _from_today(scene: Scene, draft: Draft) -> Draft:
    """Return the sign of a forecast that is set against today's price as one from today."""
    begun = draft.from_ is not None and draft.to is not None and draft.from_ < scene.on < draft.to
    if not begun or draft.value or not THAN_TODAY.search(scene.text, draft.start):
        return draft
    return replace(draft, from_=scene.on)


def settle(scene: Scene) -> None:
    """Give what holds now the day of the article, and what has happened by now its first day."""
    scene.drafts[:] = [_settled(scene, d) for d in scene.drafts]


def _settled(scene: Scene, draft: Draft) -> Draft:
    if draft.kind == "return":
        return _by_now(scene, draft)
    if draft.kind == "forecast":
        return _from_today(scene, draft)
    if draft.kind == "level" and (asked := _answer(scene, draft)):
        return asked
    if draft.kind not in STATES:
        return draft
    ahead = draft.to is not None and draft.to > scene.on
    if draft.kind == "rate" and draft.unit == "bp" and ahead and draft.subject == ("FFT",):
        draft = _done(scene, draft)
    if draft.condition.endswith("average") and not draft.value:
        return _crossed(scene, draft)
    said = scene.marked.sentence.text.lower()
    latest = scene.memory.latest
    if SAME_DAY.search(said) and latest and latest.grain == "day":
        return replace(draft, from_=latest.last, to=latest.last)
    if draft.to and draft.to > scene.on and AS_RECENTLY.search(said):
        day = days.add_months(draft.to, -12)
        return replace(draft, from_=day, to=day)
    own = scene.text[draft.start : draft.end + len(" then ")]
    then = [d.to for d in scene.drafts if d.from_ == d.to and d.to and d.to < scene.on]
    if then and draft.from_ != draft.to and re.search(r"‹[%b]\d+› then\b", own):
        return replace(draft, from_=then[0], to=then[0])
    return _of_two_clauses(scene, _on_its_day(scene, draft))


def _answer(scene: Scene, draft: Draft) -> Draft | None:
    """Return the price that answers a question on what is to come: "At 2,700, say optimists"."""
    asked = scene.memory.asked
    if not (asked and TO_COME.search(asked) and AT_A_PRICE.match(scene.text)):
        return None
    due = scene.memory.due
    ends = due.last if due and due.last > scene.on else None
    return replace(draft, kind="target", direction="", from_=scene.on, to=ends)


def _own_text(scene: Scene, draft: Draft) -> str:
    return scene.text[draft.start : draft.end]


def _past_days(scene: Scene) -> list[Placed[Time]]:
    return [
        t
        for t in scene.times
        if t.mention.grain == "day"
        and t.mention.first == t.mention.last < scene.on
        and t.mention.role == "in"
    ]


def _by_now(scene: Scene, draft: Draft) -> Draft:
    """Return a move up to now that was dated by a past time which is not its own."""
    if OF_OTHER_DAYS.search(scene.marked.sentence.text.lower()) and not _has_day(scene, draft):
        return replace(draft, from_=None, to=None)
    if draft.to and OF_SOME_DAYS.search(scene.marked.sentence.text.lower()):
        short = draft.from_ and (draft.to - draft.from_).days <= WEEKEND
        return (
            replace(draft, from_=None, to=None) if short and not _has_day(scene, draft) else draft
        )
    if FROM_THERE.match(scene.marked.sentence.text.lower()):
        return replace(draft, from_=None, to=None)
    if OF_ITS_OWN.search(scene.text, draft.start) and draft.unit == "fraction":
        return replace(
            draft, direction="down", from_=None, to=scene.on, condition="from record high"
        )
    same = SAME_DAY.search(scene.marked.sentence.text.lower())
    recent = days.add_days(scene.on, -RECENT)
    if draft.condition or (draft.to and draft.to >= recent and not same):
        return draft
    figures = [p for p in scene.amounts if draft.start <= p.start < draft.end]
    moved = [p for p in figures if abs(p.mention.values[0]) in draft.value]
    lead = scene.text[: moved[0].start] if moved else ""
    if not BY_NOW.search(lead):
        return draft
    began = [t for t in _past_days(scene) if BEGAN.search(scene.text[: t.start])]
    if began and began[-1].end <= len(lead):
        return replace(draft, from_=began[-1].mention.last, to=scene.on)
    latest = scene.memory.latest
    if same and latest and latest.grain == "day":
        return replace(draft, from_=latest.last, to=scene.on)
    after = [t for t in scene.times if t.start >= len(lead) and t.mention.last == draft.to]
    return draft if after else replace(draft, from_=None, to=None)


def _has_day(scene: Scene, draft: Draft) -> bool:
    """Whether the words of a statement name the day that it is dated by."""
    return any(
        draft.start <= t.start < draft.end and t.mention.last == draft.to for t in scene.times
    )


def _done(scene: Scene, draft: Draft) -> Draft:
    """Return what the Fed has done as of the day that has passed, and not of the next one."""
    start, end = scene.clause(draft.start)[0], max(draft.end, scene.clause(draft.start)[1])
    clause = scene.text[start:end]
    if draft.to is None or not WAS_DONE.search(clause) or EXPECTED.search(clause):
        return draft
    day = draft.to
    while day > scene.on:
        weekly = (draft.to - scene.on).days <= RECENT
        day = days.add_days(day, -RECENT) if weekly else days.add_months(day, -12)
    moved = BY_A_SIZE.search(scene.text[draft.start : draft.end])
    return replace(draft, from_=days.weekday_before(day) if moved else day, to=day)


# "Raised its target by half a point on 4 May": a move of that day.
BY_A_SIZE = re.compile(r"\bby (?:an? |another )?‹[ib]\d+›$")


# "It has slipped below its 50-day average": as of now, whatever the sentence before spoke of.
HAS_CROSSED = re.compile(r"\b(?:has|have) (?:(?:now|just|also|already|since) )?[a-z]+(?:ed|en)\b")


def _crossed(scene: Scene, draft: Draft) -> Draft:
    """Return a mean crossed on the side that is said, on no day where a part of a month is."""
    own = _own_text(scene, draft)
    if draft.direction == "up" and AVERAGE_LOST.search(own) and not AVERAGE_WON.search(own):
        draft = replace(draft, direction="down")
    text = scene.marked.sentence.text.lower()
    lent = draft.to and draft.to < scene.on and all(t.start >= draft.end for t in scene.times)
    if lent and HAS_CROSSED.search(own):
        return replace(draft, from_=scene.on, to=scene.on)
    return replace(draft, from_=None, to=None) if PART.search(text) else draft


def _of_two_clauses(scene: Scene, draft: Draft) -> Draft:
    """Return what the clause before a semicolon says in the present, as of the article's day."""
    at = scene.text.find(";")
    dated = [t for t in scene.times if t.start > at and t.mention.last == draft.to]
    if at < 0 or draft.start >= at or not dated or draft.to == scene.on:
        return draft
    before = [t for t in scene.times if t.start < at]
    opened = dated[0].start <= at + len("; at ")
    plain = opened and not PAST.search(scene.text, 0, at)
    if before or not (plain or PRESENT.search(scene.text, 0, at)):
        return draft
    return replace(draft, from_=scene.on, to=scene.on)


def _on_its_day(scene: Scene, draft: Draft) -> Draft:
    """Return a price behind a colon as of the day that opens its sentence: "a day earlier ...:"."""
    opened = scene.times[0] if scene.times else None
    if opened is None or opened.start > 1 or not EARLIER.search(opened.mention.words):
        return draft
    day = days.weekday_before(draft.to) if draft.to == draft.from_ and draft.to else None
    colon = scene.text.find(":")
    stated = {d.to for d in scene.drafts if d.kind == "record"}
    if day in stated and 0 < colon < draft.start + 2:
        return replace(draft, from_=day, to=day)
    return draft
