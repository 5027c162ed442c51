"""Moving averages crossed and their levels, and crashes denied."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.charts import (
    COUNTED_THINGS,
    FORESEEN,
    IN_A_MARKET,
    NAMED_CROSS,
    ONCE_HOPED,
)
from backtests.claims.reading.kinds.patterns.extremes import ON_A_SIDE
from backtests.claims.reading.kinds.places import RATES
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Direction

AVERAGE_LEVEL = re.compile(
    words.marks(
        r"<M>(?: of (?:the )?(?P<name><N>))?(?: \([^)‹]*\))?,? (?:(?:(?:is|are|now|also|still"
        r"|coming|come|comes|to) )*(?:act|serv)(?:s|es|ing)? as (?:an? |the |key |dynamic |major "
        r"|strong |near-term )*(?P<side>support|resistance) "
        r"|(?:has|have|had) (?:[a-z]+ly )?(?:provided|offered|been|acted as|served as) (?:an? "
        r"|the |key |dynamic |major |strong |near-term )*(?P<side_>support"
        r"|resistance)(?: [^.;,‹]{0,32}| <T>){0,2} and (?:now )?)?(?:\()?(?:which is "
        r"|which stands |which |<T>,? |sits? |lies? |is |stands |at present |comes in |runs |sits "
        r"|lies "
        r"|now |currently |seen |found |located )*(?:at |of |near |around |the )*(?P<amount><#>)"
    )
)


# Prices are above what supports them.
SIDE_OF: dict[str, Direction] = {"support": "up", "resistance": "down"}
SIDE_OF_AVERAGE = re.compile(
    words.marks(
        r"\b(?P<side>gave up|surrendered|let go of|bounced off|found support at|defended"
        r"|rebounded from|recovered|held(?= (?:the|its|their) )"
        r"|(?:clinging|clings|clung|holding|holds|hanging|hangs) (?:on )?to"
        r"|above|below|under|over|beneath|through|north of|south of|beyond"
        r"|(?:right|good|wrong|bad) side of|reclaim\w*|regain\w*|retak\w*|retook|recaptur\w*"
        r"|overc[oa]me\w*|los[et]|pierced|broke)\b(?: \w+){0,2} (?:the |its |their |<N> "
        r"|<N>'s )*<M>"
    )
)


BELOW_IT = frozenset(
    {
        "below",
        "under",
        "beneath",
        "south of",
        "lost",
        "lose",
        "wrong side of",
        "bad side of",
        "gave up",
        "surrendered",
        "let go of",
    }
)
# An average that is itself the subject: "its 50-day average gave way".
AVERAGE_VERB = re.compile(
    words.marks(
        r"<M>(?:,? (?:(?:now )?at|of) (?:about )?<#>,?)? (?:(?:has|have|had|been|was|were|finally"
        r"|also|then|soon) ){0,4}(?:(?P<down>gave (?:way|out)|given way|broke|broken|fail(?:ed)?"
        r"|crack(?:ed)?|snapped|lost|went|surrendered|pierced|capped|blocked|repelled|rejected)"
        r"|(?P<up>held|supported|cushioned|reclaimed|retaken|regained|cleared|withstood|taken out"
        r"|overcome|recaptured))\b"
    )
)
# A streak that ended with the crossing: ", ending a run of 138 sessions above it".
ENDED = re.compile(r", (?:end|snapp|break|halt|stopp|cutt)ing (?:short )?(?:a|an|its|the) $")
JOINED = re.compile(r"(?: \([^()]*\))?(?:,| and|, and| or| as well as) (?:the |its |their )?")
# What has yet to happen: "bulls need to recapture the 50-day average".
NEEDS_TO = re.compile(
    r"\b(?:needs?|must|ha(?:s|ve) (?:yet )?|hopes?|wants?|try|tries|trying|would like|yet"
    r"|longs?)(?: to)? $|\bremains? to $"
)


CRASH_DENIED = re.compile(
    r"\bno (?:\w+ )?(?:crash|bear market|meltdown)|crash is not"
    r"|not(?:, \w+,)? (?:\w+ ){0,4}(?:a )?(?:crash|bear market|meltdown)"
    r"|rule out a (?:crash|bear market)"
    r"|(?<!was expected to )(?<!were expected to )(?<!hoped to )avoid a (?:crash|bear market)"
)
# "The 50-day average has crossed above the 200-day one".
CROSS = re.compile(
    words.marks(
        r"<M> (?:(?:has|have|had|just|also|recently) )*cross(?:ed|es"
        r"|ing)? (?:back )?(?P<side>above|over|below|under|beneath) (?:the "
        r"|its )?(?:(?P<average><M>)|(?P<amount>‹#\d+›)(?:-day)?)"
    )
)


def _crosses(scene: Scene) -> None:
    """Add that one average has crossed another."""
    for m in CROSS.finditer(scene.text):
        subject = scene.subject_before(m.start()) or scene.memory.price
        time = scene.time(m.start(), m.end())
        if not subject or scene.condition_at(m.start()) or scene.ahead(m.start(), time):
            continue
        scene.use(*[p for p in scene.amounts if p.start == m.start("amount")])
        side: Direction = "up" if m["side"] in {"above", "over"} else "down"
        first = next(a.mention.words for a in scene.averages if a.start == m.start())
        scene.state(
            "level",
            (m.start(), m.end()),
            subject,
            direction=side,
            dates=scene.dates(time, "state", ahead=False),
            condition=f"{_average_name(first)} crossed",
        )
        scene.close(*m.span())


def _named_crosses(scene: Scene) -> None:
    """Add a crossing of the usual two averages that is called by its name, on its day."""
    for m in NAMED_CROSS.finditer(scene.text):
        time = next((t.mention for t in scene.times if t.start == m.start("time")), None)
        of_day = time is not None and time.role in {"in", "by"} and time.grain == "day"
        subject = scene.subject_before(m.start())
        if time is None or not of_day or time.last > scene.on or not subject:
            continue
        if scene.condition_at(m.start()) or scene.is_closed(m.start()):
            continue
        scene.state(
            "level",
            (m.start(), m.end()),
            subject,
            direction="up" if m["name"] == "golden" else "down",
            dates=scene.dates(time, "state", ahead=False),
            condition="50-day average crossed",
        )
        scene.close(*m.span())


def _average_levels(scene: Scene) -> None:
    """Add the levels of moving averages."""
    for m in AVERAGE_LEVEL.finditer(scene.text):
        place = next(p for p in scene.amounts if p.start == m.start("amount"))
        if COUNTED_THINGS.match(scene.text, place.end):
            continue
        subject = scene.subject_before(m.start())
        in_condition = [n for n in scene.names if n.end <= m.start()]
        priced = [n for n in in_condition if n.mention.group in PRICE_GROUPS]
        if (not subject and in_condition) or (priced and scene.group_of(subject) in RATES):
            subject = scene.resolved((priced or in_condition)[-1].mention)
        if not subject and not in_condition:
            subject = scene.memory.price
        if m["name"] and (named := scene.name_at(m.start("name"))):
            subject = scene.resolved(named.mention)
        words_ = next(a.mention.words for a in scene.averages if a.start == m.start())
        if subject:
            scene.use(place)
            scene.state(
                "level",
                (m.start(), m.end()),
                subject,
                place.mention.values,
                "points",
                direction=SIDE_OF.get(m["side"] or m["side_"] or "", ""),
                dates=(scene.on, scene.on),
                condition=_average_name(words_),
            )


def averages(scene: Scene) -> None:
    """Add the level of a moving average, and markets above or below theirs."""
    _average_levels(scene)
    _average_verbs(scene)
    broke_out(scene)
    _crosses(scene)
    _crossed(scene)
    _named_crosses(scene)
    read: list[tuple[int, int]] = []
    for m in SIDE_OF_AVERAGE.finditer(scene.text):
        if scene.condition_at(m.start()) or scene.is_closed(m.start()):
            continue
        start, end = scene.clause(m.start())
        stated = any(
            d.kind == "record" and d.condition.endswith("average") and start <= d.start < end
            for d in scene.drafts
        )
        counted = any(d.kind == "frequency" and start <= d.start < end for d in scene.drafts)
        in_a_row = any(
            start <= p.start < end
            and not ENDED.search(scene.text[: p.start])
            and not ON_A_SIDE.search(scene.text[start : p.start])
            for p in scene.streaks
        )
        if stated or counted or in_a_row:
            continue
        lead = scene.text[start : m.start()]
        if re.search(r"\bwithout (?:a |an |one )?\w+ $", lead) or NEEDS_TO.search(lead):
            continue
        time = scene.time(m.start(), m.end())
        if scene.ahead(m.start(), time) or re.search(r"\bwhile (?:it|they)", scene.text[start:end]):
            continue
        later = [n for n in scene.names if n.start >= m.end() and n.mention.group in PRICE_GROUPS]
        subject = scene.subject_before(m.start())
        if subject in {(), (UNKNOWN,)} and later:
            subject = scene.resolved(later[0].mention)
        if not subject:
            continue
        down = m["side"] in BELOW_IT
        if m["side"] in {"through", "pierced", "broke"}:
            down = scene.said(scene.text[start : m.start()]) == "down"
        if re.search(rf"\b(?:{words.NOT})\b|n't\b|\bneither\b", scene.text[: m.start()]):
            down = not down
        from_, to = scene.dates(time, "state", ahead=False)
        average = next(a for a in scene.averages if m.start() <= a.start < m.end())
        joined = [
            a
            for a in scene.averages
            if a.start > m.end() and JOINED.fullmatch(scene.text[m.end() : a.start])
        ]
        first, last = from_ or (None if time else scene.on), to or (None if time else scene.on)
        if any(m.end() <= p.start < end for p in scene.streaks):
            first, last = None, to or scene.on
        side: Direction = "down" if down else "up"
        for one in _all_of(scene, m.start(), subject):
            for a in (average, *joined):
                name, known = _average_name(a.mention.words), UNKNOWN not in one
                scene.state(
                    "level",
                    (start, m.end()),
                    one,
                    direction=side,
                    dates=(first, last),
                    condition=name,
                    testable=known,
                )
        _another(scene, m.end(), average.mention.words, (first, last), side)
        read.append((start, end))
    for start, end in read:
        if not any(start <= p.start < end for p in scene.free()):
            scene.close(start, end)


# "The Dow is above its average; gold is not", "and gold is too".
ANOTHER = re.compile(
    words.marks(
        r"(?: again| now| once more)?(?:,|;| –)? ?(?:and|but|while|whereas"
        r"|yet)? ?(?:the )?(?P<name><N>) (?:is|are|has|have|does|do|did|was"
        r"|were)(?: (?:(?P<no>not(?: yet)?)|too|also|as well|n't))(?=[.,;]|$)"
    )
)


def _another(
    scene: Scene, at: int, words_: str, dates: tuple[date | None, date | None], side: Direction
) -> None:
    """Add the market that is on the same side of its average, or on the other."""
    m = ANOTHER.match(scene.text, at)
    named = scene.name_at(m.start("name")) if m else None
    if m is None or named is None or named.mention.group not in PRICE_GROUPS:
        return
    other: Direction = "up" if side == "down" else "down"
    scene.state(
        "level",
        m.span(),
        scene.resolved(named.mention),
        direction=other if m["no"] else side,
        dates=dates,
        condition=_average_name(words_),
    )


# A crossing whose side the other words of the sentence say: "rallied and crossed its average".
CROSSED = re.compile(words.marks(r"\bcross(?:ed|es) (?:its|their|the) (?:[a-z-]+ ){0,2}<M>"))


# On which side it has been since.
STAYED = re.compile(
    r"\b(?:has|have) (?:stayed|remained|been|held|traded) (?:(?P<down>below|under|beneath)|above"
    r"|over) (?:‹r\d+›|it)(?!\w)"
)


def _crossed(scene: Scene) -> None:
    """Add an average that a market crossed, to the side that it moved."""
    for m in CROSSED.finditer(scene.text):
        start, _ = scene.clause(m.start())
        subject = scene.subject_before(m.start())
        time = scene.time(m.start(), m.end())
        side = scene.said(scene.text[start : m.start()]) or scene.said(scene.text[: m.start()])
        stated = any(d.kind == "record" and d.condition.endswith("average") for d in scene.drafts)
        known = scene.group_of(subject) in PRICE_GROUPS and time is not None
        if not known or stated or scene.condition_at(m.start()) or scene.ahead(m.start(), time):
            continue
        average = next(a for a in scene.averages if m.start() <= a.start < m.end())
        from_, to = scene.dates(time, "state", ahead=False)
        if stayed := STAYED.search(scene.text, m.end()):
            side, to = ("down" if stayed["down"] else "up"), scene.on
        scene.state(
            "level",
            (m.start(), m.end()),
            subject,
            direction=side,
            dates=(from_, to),
            condition=_average_name(average.mention.words),
            testable=bool(side),
        )


# "Last week it broke out of a range": through the edge of a pattern without a price.
BROKE_OUT = re.compile(
    words.marks(
        r"(?P<name><P>) (?:has |have |had )?(?:finally |also "
        r"|then )?(?:br(?:oke|oken) (?:(?P<down>down (?:from|out of)|below)|out of|above|free of"
        r"|through the top of))"
        r" (?:an?|its|the|their) (?:[\w‹›#-]+ ){0,3}?(?:range|base|channel|triangle|wedge|pattern"
        r"|consolidation|trading band)\b(?! (?:of|at|between) ‹#)"
    )
)


def broke_out(scene: Scene) -> None:
    """Add that a market left a range, where its time is stated."""
    for m in BROKE_OUT.finditer(scene.text):
        named = scene.name_at(m.start("name"))
        subject = scene.resolved(named.mention) if named else ()
        time = scene.time(m.start(), m.end())
        known = scene.group_of(subject) in PRICE_GROUPS and time is not None
        if not known or scene.condition_at(m.start()) or scene.ahead(m.start(), time):
            continue
        scene.state(
            "level",
            m.span(),
            subject,
            direction="down" if m["down"] else "up",
            dates=scene.dates(time, "move", ahead=False),
            condition="breakout",
        )


def _average_verbs(scene: Scene) -> None:
    """Add the averages that gave way or held."""
    for m in AVERAGE_VERB.finditer(scene.text):
        average = next(a for a in scene.averages if a.start == m.start())
        later = [n for n in scene.names if n.start > m.end() and n.mention.group != "reference"]
        subject = scene.subject_before(m.start())
        if not subject or subject == (UNKNOWN,):
            subject = scene.resolved(later[0].mention) if later else scene.memory.price
        time = scene.time(m.start(), m.end())
        if not subject or scene.condition_at(m.start()) or scene.ahead(m.start(), time):
            continue
        from_, to = scene.dates(time, "state", ahead=False)
        side: Direction = "down" if m["down"] else "up"
        name = _average_name(average.mention.words)
        scene.state(
            "level",
            (m.start(), m.end()),
            subject,
            direction=side,
            dates=(from_, to),
            condition=name,
        )


def _average_name(words_: str) -> str:
    average = "exponential average" if re.search(r"\bema\b|exponential", words_) else "average"
    number = re.match(r"\S+?[- ](?:day|week|month)", words_)
    if number is None and (counted := re.match(r"\d+", words_)):
        # Of a chart of days, unless it says otherwise.
        return f"{counted[0]}-{'period' if 'period' in words_ else 'day'} {average}"
    return f"{number[0]} {average}" if number else f"moving {average}"


def _all_of(scene: Scene, at: int, subject: Subject) -> list[Subject]:
    """Return the subject with those joined to it before and after ("and so does the Dow")."""
    found: list[Subject] = []
    for n in scene.names:
        if n.mention.group in {"index", "fund", "sector", "commodity"}:
            lead = scene.text[max(0, n.start - 24) : n.start]
            joined = n.end <= at or re.search(
                (
                    r"(?:so (?:does|do|did|is|has|have)|as (?:does|do|did|is|has)|neither"
                    r"|nor (?:does|do|did|is)|likewise) (?:the )?$"
                ),
                lead,
            )
            if joined and (symbols := scene.resolved(n.mention)) not in found:
                found.append(symbols)
    return found or [subject]


def crash_denied(scene: Scene) -> None:
    """Add the forecast that there will be no crash."""
    m = CRASH_DENIED.search(scene.text)
    if not m or ONCE_HOPED.search(scene.text[: m.start()]):
        return
    if not FORESEEN.search(scene.text):
        return
    behind = IN_A_MARKET.match(scene.text, m.end())
    named = scene.name_at(behind.start("name")) if behind else None
    subject = scene.subject_before(m.start()) or scene.memory.subject
    if named is not None:
        subject = scene.resolved(named.mention)
    if not subject:
        return
    time = scene.time(m.start(), m.end())
    from_, to = scene.dates(time, "move", ahead=True)
    start, end = scene.clause(m.start())
    scene.state(
        "forecast", (start, end), subject, dates=(from_, to), condition="no crash", testable=False
    )
    scene.close(start, end)
