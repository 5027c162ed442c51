"""Signs that a figure is a level or a move, and what one figure leaves for the next."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.figure import Dates, Figure
from backtests.claims.reading.kinds.patterns.charts import (
    AFTER_UP,
    AIM,
    BECAME,
    COULD_NOT,
    CROSSES,
    FAILED,
    FURTHER,
    GIVEN_UP,
    IN_VAIN,
    KEPT,
    ROLE,
    STANDING,
    STANDS_AS,
    TOWARDS,
    TRIED,
)
from backtests.claims.reading.kinds.patterns.forecasts import is_denied
from backtests.claims.reading.kinds.patterns.levels import (
    AFTER_DOWN,
    AT_FIRST,
    BARE_MOVE,
    BY,
    COSTS,
    DISTANT_FROM,
    IN_APPOSITION,
    LEVEL_LEAD,
    MOVE_OF,
    MOVE_TO,
    MOVED_TO,
    NAMED_LEVEL,
    NOBODY,
    NOT_YET,
    OF_AN_EXTREME,
    OF_CASE,
    PARED_TO,
    PART_OF,
    SIDE_AFTER,
    SIDE_ONLY,
    THEN_AT,
    TO_LEVEL,
    TO_PRICE,
)
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import ABOVE, BELOW, PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction
from backtests.claims.reading.tenses import PAST
from backtests.claims.reading.timing.spans import OF_NAMED_EXTREME, is_price_of_a_day
from backtests.claims.reading.vocabulary import directions
from backtests.claims.reading.wording.quotes import CLOSE_OF


def is_elliptic(stretch: str) -> bool:
    """Whether the words before a figure are a name and little words: the verb stands earlier."""
    left = re.sub(
        (
            r"‹[^›]+›|\b(?:and|the|a|an|by|to|at|of|in|on|or|for|its|that|those|bulls?|bears?"
            r"|optimists?|pessimists?|about|nearly|another|against|versus|vs|than|with|then|just"
            r"|only|almost|compared|even|perhaps|possibly|maybe|eventually|potentially|ultimately"
            r")\b|[^a-z]"
        ),
        " ",
        stretch,
    )
    return not left.split()


LEAST_PRICE = 10
# Between these the dollar index, which is about a hundred, has stood.
DOLLAR_INDEX = 70, 165


def has_passed(time: Time | None, on: date) -> bool:
    """Whether a time until which something was expected lies behind."""
    limit = time is not None and time.role in {"by", "before"}
    return limit and time.last < on and not time.next_last > on  # type: ignore[union-attr]


# "Lost 11% over the next twelve months": what followed an event, and no time of today's.
def is_stated_after(time: Time | None, *, ahead: bool) -> bool:
    """Whether a past move is of the months that came next, after an event that has no date."""
    return time is not None and not ahead and time.role == "ahead"


def of_a_fund(subject: Subject, group: str | None, amount: Amount) -> bool:
    """Whether a small number can be the price of a fund, or the dollar index."""
    least, most = min(abs(v) for v in amount.values), max(abs(v) for v in amount.values)
    if subject == ("DXY",):
        return DOLLAR_INDEX[0] <= least and most <= DOLLAR_INDEX[1]
    return group in {"fund", "sector"} and least >= LEAST_PRICE


HIGHEST_PRICE = 150_000  # what is more, and no sum of money, counts persons or votes


def may_be_level(scene: Scene, place: Placed[Amount], small: bool) -> bool:
    """Whether a bare number can be a price: it counts nothing, and a word leads to one."""
    amount = place.mention
    if OF_CASE.match(scene.text, place.end) and amount.measure == "bare":
        return amount.values[0] >= LEAST_PRICE
    if not amount.money and max(abs(v) for v in amount.values) >= HIGHEST_PRICE:
        return False
    if amount.noun or amount.measure != "bare" or PART_OF.match(scene.text[place.end :]):
        return False
    counted = scene.name_at(place.end + 1)
    if counted and counted.mention.word.endswith(("stocks", "shares", "companies", "equities")):
        return False
    if amount.money or (not amount.whole and min(abs(v) for v in amount.values) >= 100):
        return True
    lead = scene.text[max(0, place.start - 24) : place.start]
    if not lead.strip() and amount.values[0] >= 100 and BY.match(scene.text[place.end :]):
        return any(t.start == place.end + 1 for t in scene.times)
    if not lead.strip() and amount.values[0] >= 100 and NAMED_LEVEL.match(scene.text[place.end :]):
        return True
    if not LEVEL_LEAD.search(lead) and not (small and lead.endswith("after ")):
        return False
    if TO_PRICE.search(lead) and amount.values[0] >= LEAST_PRICE:
        group = scene.group_of(scene.subject_before(place.start))
        small = small or group in {"fund", "sector", "commodity"}
    return small or not amount.whole or min(abs(v) for v in amount.values) >= 100


def level_direction(scene: Scene, place: Placed[Amount]) -> Direction:
    """Return the direction of a level: by "above" or "below", or by a verb that leads to it."""
    lead = scene.before(place)
    named = OF_NAMED_EXTREME.search(scene.text[: place.start])
    # "Below its October peak of 126,000": the price is that of the peak.
    if is_price_of_a_day(scene.text, scene.times, place.start) or (named and not named["beyond"]):
        return ""
    first = scene.clause(place.start)[0]
    if words.NOTHING_UNTIL.search(lead):
        return ""
    if is_denied(scene.text[first : place.start], scene.text[place.end :]):
        return "up" if BELOW.search(lead) else "down"
    if re.search(
        (
            r"\b(?:at|to|of|around|peak|peaks|peaked|top out|bottom|bottom out|settle|settled|end"
            r"|ended|finish|finished) (?:nearly|almost|close to) $"
        ),
        lead,
    ):
        return _led_to(scene, place, NEARLY.sub(" ", lead))
    if re.search(r"\byet to (?:see|reach|touch|hit|top|test) (?:\w+ )?$", lead):
        return "down"
    tried = TRIED.search(lead)
    if IN_VAIN.match(scene.after(place)) or (tried and FAILED.match(scene.text, place.end)):
        return "down"
    if re.search(r"\b(?:nothing|no|not|never) (?:\w+ )?(?:less than|below|under|short of) $", lead):
        return "up"
    if COULD_NOT.search(lead) and (BELOW.search(lead) or ABOVE.search(lead)):
        return "up" if BELOW.search(lead) else "down"
    if BELOW.search(lead):
        return "up" if NOBODY.match(scene.text) else "down"
    if ABOVE.search(lead) and (NOT_YET.search(lead) or NOBODY.match(scene.text)):
        return "down"
    if ABOVE.search(lead):
        through = re.search(r"\b(?:through|past) (?:\w+ ){0,2}$", lead)
        return (scene.said(lead) or "up") if through else "up"
    after = scene.after(place)
    if AT_FIRST.fullmatch(lead) or (IN_APPOSITION.search(lead) and after.startswith(",")):
        return ""
    became = BECAME.match(scene.text, place.end)
    if became:
        return "down" if became["lid"] or became["held"] else "up"
    if AFTER_DOWN.match(after):
        return "down"
    if AFTER_UP.match(after):
        return "up"
    return _led_to(scene, place, lead)


NEARLY = re.compile(r" (?:nearly|almost|close to) $")


def _led_to(scene: Scene, place: Placed[Amount], lead: str) -> Direction:
    """Return the way of the verb that leads to a level, unless it has a size of its own."""
    start, _ = scene.clause(place.start)
    has_amount = any(
        start <= p.start < place.start
        and p.mention.measure not in {"bare", place.mention.measure}
        and not (scene.text[: p.start].endswith(", at ") and scene.text[p.end :][:1] == ",")
        for p in scene.amounts
    )
    return scene.said(lead) if MOVE_TO.search(lead) and not has_amount else ""


# "Banks are 15% of the index, and industrials rose": the market of a figure before the comma.
OF_A_FIGURE = re.compile(r"‹[%h#]\d+› (?:of|to|for|in|than|from) (?:the |its )?$")
# "Banks rose, as measured by KRE, and XBI fell": the fund ends its own clause.
MEASURED_BY = re.compile(r"\b(?:measured|tracked|gauged|judged) by (?:the )?$")


def joined_subjects(scene: Scene, subject: Subject, at: int) -> list[Subject]:
    """Return the subjects of one verb: those joined with the last by commas and "and"."""
    named = [n for n in scene.names if n.end <= at and scene.resolved(n.mention) == subject]
    if not named:
        return [subject]
    if named[-1].mention.word in {"the former", "the latter"}:
        return [subject]
    found = [subject]
    last = next((n for n in reversed(named) if n.mention.group != "reference"), named[-1])
    for n in reversed([n for n in scene.names if n.end <= last.start]):
        between = scene.text[n.end : last.start]
        if not re.fullmatch(
            (
                r"(?: futures)?(?: \((?:‹[^›]+›|[a-z]{1,6}[\d.]*)\))?(?:,| (?=and|or|nor|as)) ?"
                r"(?:and |or |nor |as well as )?(?:the |its |both )?"
            ),
            between,
        ):
            break
        stated = re.search(r"\b(?:for|with|to|of|in|on|by) $", scene.text[: n.start])
        if stated and (n.mention.group == "reference" or stated[0] == "on "):
            break
        if MEASURED_BY.search(scene.text[: n.start]):
            break
        if scene.condition_at(n.start) and not scene.condition_at(last.start):
            break
        if OF_A_FIGURE.search(scene.text[: n.start]) and "," in between:
            break
        if "between" in scene.text[max(0, n.start - 12) : n.start]:
            break
        # "A, the Russell 1000 and B": one without a symbol stands in the list, and states nothing.
        if n.mention.group != "other" and scene.resolved(n.mention) not in found:
            found.insert(0, scene.resolved(n.mention))
        last = n
    return found


def is_move(scene: Scene, place: Placed[Amount], goes_on: bool) -> bool:
    """Whether a share or a percent is the size of a move and not of something else."""
    lead = scene.before(place)
    if place.mention.measure == "share" and SIDE_AFTER.match(scene.text[place.end :]):
        return True
    near = re.search(
        (
            rf"(?:{'|'.join([*directions.UP, *directions.DOWN])}|return\w*|managed"
            rf"|by)(?: (?:about|of|by|nearly|almost|roughly|some|just|another|only|more than|over"
            rf"|at least|as much as|as|much|up to|a|an|another|fat|full|mere|further|around|under"
            rf"|over|shade|well|close|to|between)){{0,4}} ?$"
        ).replace("<A>", r"‹[^›]+›"),
        lead,
    )
    return bool(near) or (goes_on and is_elliptic(lead))


def reading_of(stretch: str) -> str:
    """Return which price of a day a level is, when it is not the close."""
    if re.search(r"\bintraday\b", stretch):
        return "intraday"
    return (
        "low"
        if re.search(r"\blow\b", stretch)
        else "high"
        if re.search(r"\bhigh\b", stretch)
        else ""
    )


def is_money_move(scene: Scene, place: Placed[Amount], lead: str) -> bool:
    """Return whether a sum of money is the size of a move and not a price."""
    if PARED_TO.search(lead):
        return True
    return (
        place.mention.money
        and not COSTS.search(lead)
        and not CLOSE_OF.search(lead)
        and not place.mention.form
        and is_move(scene, place, False)
        and not TO_LEVEL.search(lead)
        and (
            not re.search(r"\bto(?: \w+)? $|\bat $", lead)
            or DISTANT_FROM.match(scene.text, place.end) is not None
        )
        and not re.search(r"\b(?:above|below|under|over|past|through|beneath) (?:\w+ )?$", lead)
    )


def in_bare_points(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a bare number right after a verb is a move in points: "fell 344"."""
    amount = place.mention
    if amount.measure != "bare" or amount.noun or amount.money or len(amount.values) != 1:
        return False
    lead = scene.before(place)
    if TO_LEVEL.search(lead) or PART_OF.match(scene.text[place.end :]):
        return False
    if MOVE_OF.search(lead) and (
        MOVED_TO.match(scene.text[place.end :])
        or any(p.mention.measure == "point" for p in scene.amounts)
    ):
        return True
    if amount.sign and scene.marked.sentence.heading and _after_its_price(scene, place):
        return True
    if amount.whole and SIDE_ONLY.match(scene.text[place.end :]):
        return True
    last = list(BARE_MOVE.finditer(lead))[-1:]
    return bool(last) and bool(
        re.fullmatch(
            (
                r" (?:by |another |about |nearly |some |over |almost |roughly |around |more than "
                r"|less than |as much as )*"
            ),
            lead[last[0].end() :],
        )
    )


def _after_its_price(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a signed number of a row stands just after a price: "Dow 49,359 -83 (-0.17%)"."""
    price = next((p.mention for p in scene.amounts if p.end + 1 == place.start), None)
    return (
        price is not None
        and price.measure == "bare"
        and not price.sign
        and abs(place.mention.values[0]) < price.values[0] / 5
    )


def is_further(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a price goes on with the one before: "then 2,020", "support at 2,050 and 2,020"."""
    lead = scene.before(place)
    listed = FURTHER.fullmatch(lead) and ROLE.search(scene.text, 0, place.start)
    return bool(THEN_AT.fullmatch(lead) or listed)


def standing_side(scene: Scene, place: Placed[Amount]) -> Direction:
    """Return the side of a level of the chart that stands, and is not spoken of a day."""
    start, _ = scene.clause(place.start)
    dated = any(
        start <= t.start < place.start
        and t.mention.role != "now"
        and not OF_AN_EXTREME.match(scene.text, t.end)
        for t in scene.times
    )
    m = STANDING.search(scene.text[: place.start])
    stated = PAST.search(scene.text, start, max(start, m.start()) if m else place.start)
    stated = stated or PAST.search(re.split(r"[,;–(]", scene.text[place.end :])[0])
    return "" if dated or stated else chart_side(scene, place)


# "Points to 2,540, the old high, as the line that must hold".
MUST_HOLD = re.compile(
    r"(?:,[^,;]{0,40},)? as (?:the|a) (?:line|level|price|floor|mark) (?:that |which )?"
    r"(?:must|needs? to|has to|should) hold\b"
)


def chart_side(scene: Scene, place: Placed[Amount]) -> Direction:
    """Return where prices are of a level of the chart as it stands: "support is at 2,050"."""
    lead = scene.text[: place.start]
    kept = KEPT.search(lead)
    if kept and not scene.condition_at(place.start):
        return "up" if kept["side"] == "above" else "down"
    if MUST_HOLD.match(scene.text, place.end):
        return "up"
    m = STANDING.search(lead)
    aimed = m and (TOWARDS.search(lead[: m.start()]) or AIM.search(lead[: m.start()]))
    if aimed and scene.ahead(place.start, None):
        return ""
    if m is None and not TOWARDS.search(lead) and not CROSSES.search(lead):
        m = STANDS_AS.match(scene.text[place.end :])
    if m is None:
        return ""
    support = any(v for k, v in m.groupdict().items() if "support" in k)
    given_up = GIVEN_UP.search(lead[: m.start()]) if m.re is STANDING else None
    return "up" if support != bool(given_up) else "down"


CURRENT = re.compile(r"\b(?:its|the|their) current (?:level|price|value|reading) (?:of|at) $")


def as_of_today(scene: Scene, place: Placed[Amount], subject: Subject) -> None:
    """Add the price of today that a target is set against: "3,200, up from 3,000 today"."""
    beside = [t.mention for t in scene.times if t.start == place.end + 1]
    priced = scene.group_of(subject) in PRICE_GROUPS and place.mention.measure == "bare"
    current = CURRENT.search(scene.text[: place.start])
    today = beside and beside[0].last == scene.on and beside[0].role in {"in", "now"}
    if priced and (today or current):
        day = (scene.on, scene.on)
        stretch = (place.start, place.end)
        scene.state("level", stretch, subject, place.mention.values, "points", dates=day)


VERSUS = re.compile(r"\b(?:versus|against|compared (?:with|to)) (?:an? )?(?:[a-z]+ of )?$")
# "Has gained 14% since the April low": up to today, from a day that the words do not give.
HOLDS = re.compile(r"\b(?:has|have|is|are)(?: (?:now|already|also|still|since))?(?: [a-z]+){0,2} $")
SINCE_IT = re.compile(r"(?: (?:higher|lower|in value|in all|overall))? since (?!then\b)")


def since_event(figure: Figure, dates: Dates) -> Dates:
    """Return the days of what has been gained since an event, and of what that is set against."""
    scene, place = figure.scene, figure.place
    said = scene.marked.sentence.text[place.mention.end :].lower()
    if dates[1] != scene.on and HOLDS.search(figure.lead) and SINCE_IT.match(said):
        return None, scene.on
    last = scene.drafts[-1] if scene.drafts and figure.before.kind == "return" else None
    beside = figure.elliptic or VERSUS.search(figure.lead)
    if last and beside and not last.condition and (last.from_, dates[1]) == (None, None):
        return None, last.to
    return dates
