"""Cases that several sentences speak of: how many, and what another market did in them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from backtests.claims.reading import words
from backtests.claims.reading.kinds.history.events import event, season
from backtests.claims.reading.kinds.history.samples import OF_CASES, own_spans, sample_dates
from backtests.claims.reading.kinds.levels import is_elliptic
from backtests.claims.reading.kinds.patterns.events import EACH_MOVE
from backtests.claims.reading.kinds.patterns.tendencies import (
    FIGURELESS,
    HABIT,
    season_direction,
)
from backtests.claims.reading.kinds.places import in_units
from backtests.claims.reading.marks.lengths import horizons
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Draft, Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Direction
from backtests.claims.reading.tenses import PAST, PRESENT

# "There have been eleven elections since 1980", "we found nine such signals".
CASES_NAMED = re.compile(
    words.marks(
        r"\b(?:there (?:have|had|has) been|there (?:are|were)"
        r"|(?:we|i) (?:have )?(?:count(?:ed)?|found|find|identif(?:y|ied)|looked at|examined"
        r"|tested)|(?:has|have) (?:happened|occurred|come|been))(?: on)? (?:only |just |about "
        r"|some |a total of |all of )*(?P<count><#>) (?!percent|points?|days\b|weeks\b|months\b"
        r"|years (?:since|ago))[a-z‹]"
    )
)


def name_cases(scene: Scene) -> None:
    """Keep that a sentence speaks of a number of cases, which later sentences count."""
    counted = any(
        d.unit == "count" and (d.kind == "frequency" or (d.kind == "record" and not d.condition))
        for d in scene.drafts
    )
    if counted or CASES_NAMED.search(scene.text):
        scene.memory.cases = scene.marked.sentence.paragraph


def keep_habit(scene: Scene) -> None:
    """Keep that a sentence says what happens as a rule, which the paragraph goes on with."""
    stated = any(d.kind in OF_CASES for d in scene.drafts) or is_on_a_season(scene)
    means = any(d.kind in {"average", "seasonal"} for d in scene.drafts)
    scene.memory.means = scene.marked.sentence.heading and (means or scene.memory.means)
    if stated and not scene.marked.sentence.heading:
        scene.memory.habit = scene.marked.sentence.paragraph


def cases_before(scene: Scene) -> bool:
    """Return whether an earlier sentence of the paragraph speaks of a number of cases."""
    sentence = scene.marked.sentence
    return scene.memory.cases == sentence.paragraph and not sentence.heading


THERE_HAVE_BEEN = re.compile(
    words.marks(
        r"\bthere (?:also )?(?:have|had) (?:also )?been (?:only "
        r"|just )?(?P<count><#>)(?: of (?:these|those|them|such|‹r\d+›)(?: cases"
        r"| markets)?(?!\w))?(?=,| <T>| since)"
        r"|<T>,? there (?:have|had) been (?:only |just )?(?P<count_><#>) of (?!the)"
    )
)


def there_have_been(scene: Scene) -> None:
    """Add a count of what the sentence before speaks of: "there have been 12 since 1979"."""
    m = THERE_HAVE_BEEN.search(scene.text)
    last = scene.memory.last
    if m is None or not last or not scene.same_paragraph:
        return
    at = m.start("count") if m["count"] else m.start("count_")
    place = next(p for p in scene.amounts if p.start == at)
    from_, to = sample_dates(scene, place)
    if not place.mention.whole or place.start in scene.used or from_ is None:
        return
    scene.use(place)
    subject = last.subject if scene.group_of(last.subject) else scene.memory.price
    direction = last.direction or "up"
    stretch = (m.start(), place.end)
    dates = (from_, to)
    scene.state(
        "frequency",
        stretch,
        subject,
        place.mention.values,
        "count",
        direction=direction,
        dates=dates,
    )


# What a part of the calendar is among others, beside its figure: "the weakest month of the year".
RANK_OF_SEASON = re.compile(
    words.marks(
        r"\b(?:is|are|was|has been) (?:\w+ ){0,2}?the (?:best|worst|strongest|weakest|poorest"
        r"|cruell?est|kindest)(?: (?:to|for) (?:investors|shareholders|bulls|bears|stocks|shares"
        r"|‹m\d+›))?(?=[:;,.]| of all\b| on average)"
        r"|\b(?:is|are|was|were|been|be|remains|ranks as|as) (?:\w+ ){0,3}?(?:second-|third-"
        r"|fourth-)?(?:best|worst|strongest|weakest|poorest|cruell?est"
        r"|kindest) (?:\w+ )?(?:months?|quarters?|weeks?|fortnights?|half"
        r"|stretch) (?:(?:of|in) the (?:calendar|presidential)|<T>|of the year|historically"
        r"|on average)|\bmaking (?:it|this|‹[rw]\d+›) (?:\w+ ){0,2}?(?:second-|third-)?(?:best"
        r"|worst|strongest|weakest|poorest|cruell?est|kindest)(?:[- ]performing)? (?:months?"
        r"|quarters?|weeks?|days?|half|period|stretch)\b"
        r"|\b(?:is|are|was|has been|have been) (?:by far )?(?:the |<N>'s )(?:best|worst|strongest"
        r"|weakest|poorest) (?:months?|quarters?|weeks?|days?) (?:(?:of|for|in) (?:the )?<N>|<T>"
        r"|(?=,))"
        r"|\b(?:is|are|has been) (?:usually |traditionally |historically |typically )?(?:kind"
        r"|good|cruel|bad|unkind|generous|rough) (?:to|for)\b(?! (?:an? )?(?:[a-z]+ ){0,4}<%>)"
        r"|\b(?:is|are) the (?:weak|strong|lean|fat|good|bad) (?:half|season|stretch|spell"
        r"|months)\b"
    )
)


# Neither best nor worst: "only the seventh best month".
MIDDLING = re.compile(r"\b(?:fifth|sixth|seventh|eighth)[- ](?:best|worst)")


def rank_of_season(scene: Scene) -> bool:
    """Add the rank of a month or quarter beside the mean that a sentence gives for it."""
    m = RANK_OF_SEASON.search(scene.text)
    if m and MIDDLING.search(m[0]):
        return False
    model = scene.drafts[0]
    direction = season_direction(m[0]) if m else ""
    if (
        m is None
        or not direction
        or any(d.kind not in {"average", "seasonal", "frequency"} for d in scene.drafts)
        or not season(scene, 0, len(scene.text))
    ):
        return False
    scene.add(
        replace(
            model,
            start=m.start(),
            end=m.end(),
            kind="seasonal",
            value=(),
            unit="",
            direction=direction,
        )
    )
    return True


# The words before a list of mean returns: "after such a day the index had these forward returns:".
OF_RETURNS = re.compile(
    r"\b(?:returns?|gains?|losses|performances?|results?|averag\w+|medians?|forward"
    r"|later)\b[^.;]*:\W*$"
)
OF_EVENTS = re.compile(
    r"\b(?:after|following|forward|subsequent\w*"
    r"|when (?:it|they|this|that) (?:did|has|have|had|happen\w*|occurr?\w*)|later|historical\w*"
    r"|averag\w+|median|typical\w*)\b"
)
ITEM = re.compile(
    words.marks(
        r"\W*(?:(?:<T>|‹#\d+› \w+)(?: later| after| out| on)?(?::|,| –|-)? ?)?(?:up |down "
        r"|a gain of |a loss of )?(?P<amount><%>)(?: (?:on average|<T>"
        r"|(?:over|after|in) [\w‹›# -]{3,24}))*\W*"
    )
)


def listed_mean(scene: Scene) -> bool:
    """Add the mean return of a horizon that an item of a list gives."""
    intro = scene.memory.intro
    if not intro or scene.names or not OF_RETURNS.search(intro) or not OF_EVENTS.search(intro):
        return False
    m = ITEM.fullmatch(scene.text)
    subject = scene.memory.price
    if m is None or not subject:
        return False
    place = next(p for p in scene.amounts if p.start == m.start("amount"))
    value, unit = in_units(place.mention, scene.group_of(subject))
    horizon = next((t.mention.words for t in scene.times), "")
    scene.use(place)
    scene.state(
        "average",
        (0, len(scene.text)),
        subject,
        value,
        unit,
        direction=scene.direction(place, place.mention) or "up",
        condition=horizon,
    )
    return True


# "The S&P 500 managed only 3.4%", after what another market did on average.
LIKEWISE = re.compile(
    words.marks(
        r"^\W*(?:(?:by contrast|in contrast|meanwhile|in comparison|over the same spans?|and|but"
        r"|for|while),? )*(?:the )?<N>(?:'s)?,? (?:(?:the|its) (?:figure|average|mean|equivalent"
        r"|number) (?:is|was) |(?:\w+ly )?(?:did (?:\w+ )?(?:better|worse|well),? (?:with|at"
        r"|returning|gaining)|managed|gained|lost|returned|rose|fell|made|added|did|earned"
        r"|averaged|delivered|climbed|declined|dropped|advanced) (?:by )?)(?:only |just |about "
        r"|a mere |a |roughly |nearly |almost |some )*(?P<amount><%>)(?: on average| in the mean"
        r"| as well)?\W*$"
    )
)


def likewise(scene: Scene) -> bool:
    """Add the mean of another market, in a sentence that goes on with the one before."""
    m, last = LIKEWISE.match(scene.text), scene.memory.last
    same = scene.same_paragraph
    if m is None or not last or not same or scene.times or len(last.subject) != 1:
        return False
    if last.kind not in {"average", "seasonal"} or last.unit != "fraction" or not last.value:
        return False
    place = next(p for p in scene.amounts if p.start == m.start("amount"))
    subject = scene.subject(place) or scene.resolved(scene.names[0].mention)
    if len(subject) != 1 or len(place.mention.values) != 1:
        return False
    direction = scene.said(scene.text[: place.start]) or last.direction
    scene.use(place)
    scene.add(
        replace(
            last,
            start=0,
            end=place.end,
            subject=subject,
            value=place.mention.values,
            direction=direction,
            testable=UNKNOWN not in subject,
        )
    )
    return True


def gapped(scene: Scene, place: Placed[Amount]) -> bool:
    """Add the figure of a market to which the statement before it extends: ", the other 11%"."""
    start, _ = scene.clause(place.start)
    shares = [d for d in scene.drafts if d.kind == "frequency" and d.unit == "fraction"]
    if scene.before(place).endswith(" in ") and shares:
        model: Draft | None = shares[-1]
    else:
        model = scene.drafts[-1] if scene.drafts else None
    named = [n for n in scene.names if start <= n.start < place.start]
    of_a_list = any(horizons(t.mention.words) for t in scene.times)
    if (
        model is None
        or of_a_list
        or own_spans(scene, place)
        or model.kind not in {"average", "seasonal", "frequency"}
        or len(named) != 1
        or not is_elliptic(scene.before(place))
        or place.start < model.end
    ):
        return False
    subject = scene.subject(place) or scene.resolved(named[0].mention)
    value, unit = in_units(place.mention, scene.group_of(subject))
    if unit != model.unit or len(value) != len(model.value) or len(subject) != len(model.subject):
        return False
    direction = scene.said(scene.after(place)) or model.direction
    if place.mention.sign:
        direction = "up" if place.mention.sign == "+" else "down"
    scene.use(place)
    later = any(t.mention.role == "horizon" for t in scene.times if start <= t.start < place.start)
    scene.add(
        replace(
            model,
            start=start,
            end=place.end,
            subject=subject,
            value=value,
            direction=direction,
            condition=event(scene, place) if later and model.kind == "average" else model.condition,
        )
    )
    own = sample_dates(scene, place)
    if own[0] and any(t.start > place.end for t in scene.times):
        scene.drafts[-1] = replace(scene.drafts[-1], from_=own[0], to=own[1])
    return True


# What the counted events are: "in the 19 cases in which it rose 20%, it was higher every time".
CASES = re.compile(
    words.marks(
        r"‹#\d+› (?:(?:previous|prior|other|past|earlier) )?(?:times|cases|occasions|instances"
        r"|occurrences"
        r"|episodes|years|quarters|months|weeks|days)(?: <T>)? (?:(?:in|on|after|during) which"
        r"|that|when|where) [^,;]*(?=,)"
    )
)


RESULT_OF_CASES = re.compile(
    r"\b(?:every time|each time|on average|average|median|mean|always|never|in all|all but"
    r"|more often than not)\b"
)


def pass_over_events(scene: Scene) -> None:
    """Pass over the figures that say which events are counted, where a result follows."""
    for each in EACH_MOVE.finditer(scene.text):
        scene.use(*(p for p in scene.amounts if p.start == each.start("amount")))
    m = CASES.search(scene.text)
    if m and RESULT_OF_CASES.search(scene.text, m.end()):
        first = next(p for p in scene.amounts if p.start == m.start())
        scene.use(*(p for p in scene.amounts if first.start < p.start < m.end()))


def joined_after(scene: Scene, subject: Subject) -> list[Subject]:
    """Return a market with those joined to it: "the worst month for the Dow and the Nasdaq"."""
    priced = [n for n in scene.names if n.mention.group in PRICE_GROUPS]
    found = [subject]
    for one, other in pairwise(priced):
        joined = re.fullmatch(
            r",? (?:and |as well as )?(?:the )?", scene.text[one.end : other.start]
        )
        if joined and one.mention.symbols == found[-1]:
            found.append(other.mention.symbols)
    return found


def gone_on(scene: Scene, start: int, end: int) -> Direction:
    """Return the direction of the average before, for a clause without a verb."""
    stretch = scene.text[start:end]
    before = scene.drafts[-1:]
    if PAST.search(stretch) or PRESENT.search(stretch) or not before:
        return ""
    return before[0].direction if before[0].kind in {"average", "seasonal"} else ""


def stretch_around(scene: Scene, place: Placed[Amount]) -> str:
    """Return the stretch between semicolons that holds a place."""
    start, end = scene.text.rfind(";", 0, place.start) + 1, scene.text.find(";", place.end)
    return scene.text[start : end if end > 0 else len(scene.text)]


# "Similarly, the Dow has lost 0.1%", "the Dow shows gains of 0.2%", after what happens as a rule.
SIMILARLY = re.compile(r"\W*(?:similarly|likewise|by the same measure|in the same way)\b")
# "In the two that ended in a recession it fell 10%": of the cases of the mean before.
IN_THE_OTHERS = re.compile(
    r"\W*(?:and |but )?(?:in|after|of|for) the (?:other |remaining |rest |last )?(?:‹#\d+›|one"
    r"|ones|others|rest|cases|times|cycles|years)(?: (?:cases|cycles|times|ones|episodes|years|that"
    r"|which|where|when|in which|with|without))"
)
AS_A_RULE = re.compile(
    r"\b(?:rises|falls|gains|loses|shows|sees|returns|averages|increases|declines|drops|climbs"
    r"|adds|sheds|delivers|posts|produces|does)\b[^.;]*$"
)


def goes_on_as_a_rule(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure goes on with a sentence on what happens as a rule."""
    memory = scene.memory
    if memory.habit != scene.marked.sentence.paragraph or scene.ahead(place.start, None):
        return False
    if SIMILARLY.match(scene.text) or IN_THE_OTHERS.match(scene.text):
        return True
    start, _ = scene.clause(place.start)
    dated = [t for t in scene.times if t.mention.role not in {"horizon"}]
    return not dated and AS_A_RULE.search(scene.text, start, place.start) is not None


FIXED = re.compile(r"\d|\b(?:last|this|next|past)\b")


def is_of_a_season(scene: Scene, time: Time) -> bool:
    """Return whether a time is a part of every year or week that a sentence speaks of as a rule."""
    seasonal = any(d.kind == "seasonal" for d in scene.drafts) or (
        not scene.drafts and is_on_a_season(scene)
    )
    return seasonal and time.role in {"in", "by", "span"} and not FIXED.search(time.words)


def is_on_a_season(scene: Scene) -> bool:
    """Return whether a sentence without figures says what a part of the calendar is like."""
    habit = HABIT.search(scene.text) or FIGURELESS.search(scene.text)
    return bool(habit) and not scene.amounts and season(scene, 0, len(scene.text)) != ""


# "In the year after the price had doubled": the event and no mean.
AFTER_IT_HAD = re.compile(
    r"\bafter (?:the |its )?(?:‹[nr]\d+›(?:'s)? )?(?:[a-z]+ )?(?:has|had|have) (?:more than "
    r"|nearly |almost )?$"
)
# "When the Fed had cut within three months, the index was up 12% a year later".
WHEN_IT_HAD = re.compile(
    words.marks(r"\bwhen(?:ever)? (?:the )?(?:<N>|[a-z]+) had (?:just |already |not )?[a-z]+")
)


# "When spreads are below 350, it has gained 11% over the next year".
WHEN_IT_IS = re.compile(
    r"\W*(?:and |but )?(?:when(?:ever)?|after|once|every time|each time) [^;]*?, "
    r"[^;,]*\b(?:has|have) [^;,]*$"
)
NEXT = re.compile(r"(?:over|in|within|during) the (?:next|following|subsequent)\b")


def after_such(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure is what followed a sort of events after a while, and no dated case."""
    opened = WHEN_IT_HAD.search(scene.text, 0, place.start)
    behind = [t.mention for t in scene.times if t.start >= place.end]
    later = [t for t in behind if t.role == "horizon"]
    if WHEN_IT_IS.match(scene.text, 0, place.start):
        opened = opened or WHEN_IT_IS.match(scene.text)
        later += [t for t in behind if NEXT.match(t.words)]
    dated = [t for t in scene.times if t.mention.role == "in" and t.mention.named]
    return opened is not None and bool(later) and not dated
