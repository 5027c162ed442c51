"""The day of a statement whose clause holds two times: of the fact, not of what it recalls."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.days import Grain
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.wording import own_times
from backtests.claims.reading.wording.bases import EPISODE

# "..., having passed its high the day before".
HAVING = re.compile(r", (?:after )?having [^;:]*$")
RECALLED = re.compile(r"\b(?:the )?(?:day|session) (?:before|earlier)$|\bprevious (?:day|session)$")
# "Has since lost 8%", "since when it has lost 8%".
HAS_SINCE = re.compile(
    r"\b(?:has|have) (?:ever )?since (?!‹|(?:the|its|then)\b)|\bsince (?:when|then)\b"
)
# "That took the target to 4.5%": after the last of the moves stated before.
THAT_TOOK = re.compile(
    r"\W*(?:and )?(?:that|this|it|they|these|those)(?: [a-z]+)? (?:took|brought|put|left|lowered"
    r"|raised)\b"
)
RECORD_LOW = re.compile(r"\b(?:record|all-time|new) (?:closing )?lows?\b")
# "Surpassing the 80.9 of November 2008": the day of the record before.
PASSING = re.compile(
    r"\b(?:surpass|topp?|beat|exceed|eclips|pass|break)(?:ed|es|s|ing|e)? (?:the|its) "
    r"(?:[a-z-]+ ){0,3}(?:(?:of )?‹[#i]\d+› ?)?$"
)
IN_A_ROW = re.compile(r"\b(?:in a row|running|on the trot|consecutive|straight)\b", re.I)
A_PERIOD = re.compile(r"\b(?P<unit>week|month)(?:ly|s)?\b", re.I)
A_DAY = re.compile(r"\b(?:days?|daily|sessions?|(?:mon|tues|wednes|thurs|fri)day)\b", re.I)


# "At its April 8 low the index was 28% below its record".
AT_ITS_EXTREME = re.compile(
    r"\W*(?:at|by) (?:its|the|their) (?P<time>‹w\d+›)(?:'s)? "
    r"(?:closing |intraday )?(?:low|trough|bottom|nadir|high|peak)\b"
)


def settle(scene: Scene) -> None:
    """Give statements the day that their own words name."""
    scene.drafts[:] = [_of_own_day(scene, d) for d in scene.drafts]
    scene.drafts[:] = [_of_the_price_beside(scene, d) for d in scene.drafts]
    _of_what_was_lost(scene)
    _of_another_episode(scene)
    _of_a_period_in_a_row(scene)
    scene.drafts[:] = [_by_a_day(scene, d) for d in scene.drafts]
    scene.drafts[:] = [_at_the_start(scene, d) for d in scene.drafts]
    _off_an_extreme(scene)
    scene.drafts[:] = [_on_its_day(scene, _as_of_a_close(scene, d)) for d in scene.drafts]


# "By Friday's close A had lost 9%, and B was down 6% since 3 May": both up to that close.
BY_A_CLOSE = re.compile(r"\W*(?P<time>‹w\d+›) close,? ")
WAS_OR_HAD = re.compile(r"\b(?:was|were|had)\b(?:(?!\b(?:is|are|has|have|now)\b).)*$")


def _as_of_a_close(scene: Scene, draft: Draft) -> Draft:
    """Return a past move since a day up to the close that its sentence opens with."""
    m = BY_A_CLOSE.match(scene.text)
    close = next((t.mention for t in scene.times if m and t.start == m.start("time")), None)
    if close is None or draft.kind != "return" or draft.to != scene.on or not draft.from_:
        return draft
    past = WAS_OR_HAD.search(scene.text, draft.start, draft.end)
    return replace(draft, to=close.last) if past and draft.from_ < close.last else draft


# "It sat 17% off its high on 12 September": where it was on that day.
WAS = re.compile(r"\b(?:was|were|sat|stood|lay)(?: [a-z]+){0,2} $")
OFF_ITS_HIGH_ON = re.compile(r"(?:below|off|under|above).* (?:high|peak|record|low|trough) on .*")


def _on_its_day(scene: Scene, draft: Draft) -> Draft:
    """Return a distance from an extreme, in the plain past, as one on the day named behind it."""
    for place in scene.amounts if draft.kind == "return" and draft.to == scene.on else ():
        beside = [t.mention for t in scene.times if t.start >= place.end]
        stood = place.mention.values == draft.value and WAS.search(scene.text[: place.start])
        if stood and len(beside) == 1 and OFF_ITS_HIGH_ON.fullmatch(beside[0].words):
            return replace(draft, from_=None, to=beside[0].last)
    return draft


# "At 4.1% it is 31 basis points above its low of July": the yield is of today, the way since then.
SIDE_OF_EXTREME = re.compile(
    r" (?:above|over|(?P<down>below|under)) (?:its|their|the) [^.;,]*\b(?:low|trough|high|peak)\b"
)


def _off_an_extreme(scene: Scene) -> None:
    """Give a rate so far from its low or high a direction, and the rate beside it its day."""
    printed = scene.marked.sentence.text
    beside = ((p, SIDE_OF_EXTREME.match(printed, p.mention.end)) for p in scene.amounts)
    for place, m in [(p, m) for p, m in beside if m and p.mention.measure == "bp"]:
        for n, d in enumerate(scene.drafts):
            if d.kind != "rate" or d.direction or d.to != scene.on:
                continue
            if d.value == place.mention.values:
                scene.drafts[n] = replace(d, direction="down" if m["down"] else "up")
            elif d.end <= place.start:
                scene.drafts[n] = replace(d, from_=scene.on)


# "12.9, compared with 18.1 a month ago", in an account of a month: the price before it.
BESIDE_IT = re.compile(r",? ?(?:compared (?:with|to)|against|versus) (?:about )?‹[#%]\d+›")
AGO = re.compile(r"an? (?:week|month|quarter|year) (?:ago|earlier|before)")


def _at_the_start(scene: Scene, draft: Draft) -> Draft:
    """Return a price that another is compared with on the day before the period of both."""
    levels = draft.kind in {"volatility", "level", "rate"} and len(draft.value) == 1
    if not levels or draft.from_ is None or draft.to is None or draft.from_ >= draft.to:
        return draft
    beside = BESIDE_IT.fullmatch(scene.text, draft.start, draft.end)
    ago = any(t.start == draft.end + 1 and AGO.fullmatch(t.mention.words) for t in scene.times)
    return replace(draft, to=draft.from_) if beside and ago else draft


# "By 9 March it had lost another 28%", "as recently as July it had lagged by 8%": since when is
# not said, but where a day before it is.
IT_HAD = re.compile(r",? (?:[a-z›‹\d&' ]+ )?had [^.;]*")
SINCE_IT = re.compile(r" (?:since (?:its|their|the) )?")
BY = ("by ", "as recently as ", "as late as ")
# "It peaked on 29 April and went on to lose 30% by 3 October".
WENT_ON = re.compile(
    r"\b(?:and|then|before) (?:then )?(?:(?:went|going|proceeded) (?:on )?to )?[a-z]+(?: by)?"
    r"(?: about| nearly| another| a further)? $"
)


def _by_a_day(scene: Scene, draft: Draft) -> Draft:
    """Return a move up to a day, which had begun on a day named before it."""
    moved = draft.kind in {"return", "comparison"} and draft.value and draft.to is not None
    if not moved or draft.from_ is None:
        return draft
    for t in scene.times:
        if t.mention.last != draft.to or not t.mention.words.startswith(BY):
            continue
        before = [
            u.mention.last
            for u in scene.times
            if u.end <= t.start and u.mention.grain == "day" and u.mention.role in {"in", "since"}
        ]
        ended = next((p for p in scene.amounts if p.end + 1 == t.start), None)
        if before and ended and WENT_ON.search(scene.text[: ended.start]):
            return replace(draft, from_=before[-1])
        place = next((p for p in scene.amounts if p.start > t.end), None)
        if place is None or not IT_HAD.fullmatch(scene.text, t.end, place.start):
            continue
        since = [u for u in scene.times if u.start > place.end and u.mention.role == "since"]
        if any(SINCE_IT.fullmatch(scene.text, place.end, u.start) for u in since):
            continue  # "had lost 37% since 21 April"
        return replace(draft, from_=before[-1] if before else _begun(scene, draft.to))
    return draft


def _begun(scene: Scene, to: date | None) -> date | None:
    """Return the day before the week that a report is on, or a run is counted in, ends on a day."""
    week = scene.memory.account
    ended = week is not None and week.grain == "week" and week.last == to
    ended = ended or any(d.condition == "streak, weeks" and d.to == to for d in scene.drafts)
    return days.add_days(days.period(to, "week")[0], -1) if to and ended else None


def _of_what_was_lost(scene: Scene) -> None:
    """Date the earlier move that is undone: "erasing most of the 15% it lost in October"."""
    for t in scene.times:
        m = own_times.IT_LOST.search(scene.text[: t.start])
        place = next((p for p in scene.amounts if m and p.start == m.start("figure")), None)
        if place:
            from_, to = scene.dates(t.mention, "move", ahead=False)
            scene.drafts[:] = [
                replace(d, from_=from_, to=to)
                if d.kind == "return" and d.value == place.mention.values
                else d
                for d in scene.drafts
            ]


# "In the 2020 one 41%", after "in the 2007-09 downturn": the year is not that of the fall.
ONE_MORE = re.compile(r" ones?\b")
EPISODES = re.compile(rf"\b{EPISODE}\b")


def _of_another_episode(scene: Scene) -> None:
    """Leave the moves of one more episode without days, as those of the first."""
    named = EPISODES.search(scene.text)
    again = [
        t.mention.last
        for t in scene.times
        if named and t.start > named.start() and ONE_MORE.match(scene.text, t.end)
    ]
    scene.drafts[:] = [
        replace(d, from_=None, to=None) if d.kind == "return" and d.to in again else d
        for d in scene.drafts
    ]


# Between a close and how far it is from a record: "closed Friday at 1,800, or 26% shy of".
OR_SO_FAR = re.compile(r",? (?:or|which is|that is|still|just|about|some|roughly|nearly| )* ?")


# "Ended June at 1,800, up 2% for the month and 4% below its high of 3 June": on that last day.
AND_SO_FAR = re.compile(
    r"(?:(?!\b(?:has|have|is|are|was|remains?|stands?|but|though|since|while)\b)[^;:])*"
    r"(?:,|\band|\bor) (?:still |about |some |roughly |nearly |(?:up |down |off ))*"
)


def _of_the_price_beside(scene: Scene, draft: Draft) -> Draft:
    """Return a distance from a record as one on the day of the close or the extreme it is of."""
    distance = draft.condition in {"from record high", "from record low"}
    if draft.to != scene.on or not (distance or draft.kind == "return"):
        return draft
    closes = [d for d in scene.drafts if d.kind == "level" and d.from_ == d.to and d.to]
    places = [p.start for p in scene.amounts if p.mention.values == draft.value]
    for close in closes:
        beside = OR_SO_FAR if distance else AND_SO_FAR
        if any(beside.fullmatch(scene.text[close.end : at]) for at in places if at > close.end):
            return replace(draft, to=close.to)
    if not distance:
        return draft
    m = AT_ITS_EXTREME.match(scene.text)
    if m is None:
        return draft
    time = next((t.mention for t in scene.times if t.start == m.start("time")), None)
    return replace(draft, to=time.last if time and time.grain == "day" else None)


def _of_own_day(scene: Scene, draft: Draft) -> Draft:
    if draft.kind == "record" and (day := _within_a_year(scene, draft)):
        return day
    if draft.kind == "record":
        draft = _beyond_another(scene, _of_a_low(scene, draft))
    if draft.condition == "streak, days" and (last := _until(scene, draft)):
        return replace(draft, to=last)
    if draft.kind in {"record", "level", "volatility"} and draft.from_ == draft.to:
        return _not_of_the_day_before(scene, draft)
    if draft.kind in {"return", "comparison"} and _since_then(scene):
        return _since_the_latest(scene, draft)
    if draft.kind in {"volatility", "rate"} and len(draft.value) > 1:
        return _from_the_day_before(scene, draft)
    stated = scene.memory.latest
    took = draft.kind == "rate" and draft.subject == ("FFT",) and draft.from_ == draft.to
    if took and stated and draft.to and draft.to < stated.last and THAT_TOOK.match(scene.text):
        return replace(draft, from_=stated.last, to=stated.last)
    return draft


def _is_past_day(time: Placed[Time], on: date) -> bool:
    own = time.mention
    return own.grain == "day" and own.first == own.last <= on and own.role == "in"


def _of_a_low(scene: Scene, draft: Draft) -> Draft:
    own = scene.text[draft.start : draft.end]
    low = RECORD_LOW.search(own) and not re.search(r"\bhighs?\b", own)
    return replace(draft, direction="down") if low and draft.direction == "up" else draft


def _beyond_another(scene: Scene, draft: Draft) -> Draft:
    """Return a record that passed an earlier one as that of the day of the report."""
    beyond = [t for t in scene.times if PASSING.search(scene.text[: t.start])]
    if not beyond or draft.to != beyond[0].mention.last or draft.start >= beyond[0].start:
        return draft
    session = scene.memory.session
    day = session.last if session else scene.on
    return replace(draft, from_=day, to=day)


def _until(scene: Scene, draft: Draft) -> date | None:
    """Return the day until which a run lasted."""
    ends = [
        t.mention.last
        for t in scene.times
        if draft.start <= t.start < draft.end
        and t.mention.grain == "day"
        and t.mention.last <= scene.on
        and t.mention.words.startswith(("until ", "till ", "through ", "up to "))
    ]
    return ends[0] if len(ends) == 1 else None


def _within_a_year(scene: Scene, draft: Draft) -> Draft | None:
    """Return a record "of the year on 4 August", or its last one, as that of the day."""
    for year, day in zip(scene.times, scene.times[1:], strict=False):
        if year.mention.grain != "year" or not _is_past_day(day, scene.on):
            continue
        beside = (
            scene.text[year.end : day.start] in {" ", ", "}
            and draft.start <= year.start < draft.end
        )
        if beside and draft.to and draft.to > day.mention.last:
            record = re.search(r"\brecords?\b|all-time", scene.text[draft.start : year.start])
            return replace(
                draft, from_=day.mention.last if record else draft.from_, to=day.mention.last
            )
    return None


def _not_of_the_day_before(scene: Scene, draft: Draft) -> Draft:
    """Return what is dated by the day of an aside as of the day that stands before it."""
    before: Placed[Time] | None = None
    for t in scene.times:
        recalled = RECALLED.search(t.mention.words) and HAVING.search(scene.text[: t.start])
        day = before.mention.last if before else None
        counted = (t.mention.last, day and days.weekday_before(day))
        shown = draft.to in counted and draft.start < t.start
        if recalled and shown and before is not None:
            start = HAVING.search(scene.text[: t.start])
            if start and draft.start < start.start():
                return replace(draft, from_=before.mention.last, to=before.mention.last)
        before = t if _is_past_day(t, scene.on) else before
    return draft


def _from_the_day_before(scene: Scene, draft: Draft) -> Draft:
    """Return a move "to 15 on Friday from 11 the day before" as one of the day that is named."""
    before: Placed[Time] | None = None
    for t in scene.times:
        inside = draft.start <= t.start <= draft.end + 1
        if inside and before and RECALLED.search(t.mention.words):
            day = before.mention.last
            return replace(draft, from_=days.weekday_before(day), to=day)
        before = t if inside and _is_past_day(t, scene.on) else before
    return draft


def _since_then(scene: Scene) -> int:
    """Return where a sentence says "since" of what it has stated; 0 if it does not."""
    bare = [t.start for t in scene.times if t.mention.words == "since"]
    m = HAS_SINCE.search(scene.text)
    return bare[0] if bare else m.start() if m else 0


def _since_the_latest(scene: Scene, draft: Draft) -> Draft:
    """Return a move since then as one since the latest day that the sentence names before it."""
    at = _since_then(scene)
    named = [t.mention for t in scene.times if t.end <= at and _is_past_day(t, scene.on)]
    latest = max(named, key=lambda t: t.last, default=None)
    stated = draft.to is not None and draft.to < scene.on
    if latest is None and stated and not any(t.end <= at for t in scene.times):
        # "A year ago it stood at 1,900. It has since gained 3%."
        return replace(draft, from_=draft.to, to=scene.on)
    if draft.to != scene.on:
        return draft
    if latest is None or draft.from_ is None or draft.from_ >= latest.last:
        return draft
    return replace(draft, from_=latest.last)


def _of_a_period_in_a_row(scene: Scene) -> None:
    """Count a run in the weeks or months that its sentence names, where it names no days."""
    text = scene.marked.sentence.text
    runs = [d for d in scene.drafts if d.condition == "streak, days" and d.value]
    m = IN_A_ROW.search(text)
    units = {p["unit"].lower() for p in A_PERIOD.finditer(text, 0, m.start())} if m else set()
    if len(runs) != 1 or len(units) != 1 or A_DAY.search(text):
        return
    unit: Grain = "week" if units == {"week"} else "month"
    first, last = days.period(scene.on, unit)
    last = (
        min(last, scene.on)
        if unit == "month" or scene.on.weekday() >= days.FRIDAY
        else days.add_days(first, -1)
    )
    start = days.add_days(first, -1) if last >= first else None
    length = int(runs[0].value[0])
    for i, d in enumerate(scene.drafts):
        if d is runs[0]:
            began = days.shifted(last, -length, unit)
            scene.drafts[i] = replace(d, condition=f"streak, {unit}s", from_=began, to=last)
        elif d.kind == "return" and d.to == scene.on and d.from_ == days.weekday_before(scene.on):
            scene.drafts[i] = replace(d, from_=start, to=last if start else None)
