"""Prices to be reached: their conditions, direction and ranges."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.accounts.runs import last_of_run
from backtests.claims.reading.clauses import IF_IMPERATIVE
from backtests.claims.reading.figure import Before, Dates, Figure
from backtests.claims.reading.kinds.levels import is_elliptic, since_event
from backtests.claims.reading.kinds.patterns.charts import STANDING, STANDS_AS, TOWARDS
from backtests.claims.reading.kinds.patterns.forecasts import (
    BEYOND,
    BEYOND_IT,
    BREAK,
    CALLED_A_MOVE,
    CAMPS,
    CROSSED,
    EITHER_WAY,
    ENDS,
    EQUATES,
    FALLS_TO,
    FROM_BASE,
    FROM_HERE,
    GIVES_WAY,
    HYPOTHESIS,
    IMPLIED,
    IMPLIES,
    LEFT_BEHIND,
    NARROW,
    PATTERN_AT,
    RANGE,
    RISES,
    SET_AGAINST_NOW,
    SIDE_OF_LEVEL,
    SIDE_STATED,
    STAYS,
    TARGET_MOVES,
    THAN_ITS_START,
    THAT_IS,
    TO_IT,
    TO_OTHER_END,
    is_denied,
    is_reached_by,
    of_a_camp,
    side_of,
)
from backtests.claims.reading.kinds.patterns.levels import A_GAIN_OF, INTRADAY, NOT_REACHED
from backtests.claims.reading.kinds.patterns.moves import AFTER_AN_EVENT, FOLLOWED_BY
from backtests.claims.reading.kinds.places import RATES, day_stated, in_units
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Draft, Subject
from backtests.claims.reading.scene import ABOVE, Scene
from backtests.claims.reading.statement import Direction, Kind
from backtests.claims.reading.tenses import PAST, PRESENT
from backtests.claims.reading.wording.aims import REVISED


def pass_over_breaks(scene: Scene) -> None:
    """Pass over a level whose break is the condition of a target."""
    for m in BREAK.finditer(scene.text):
        ends = {m.start("amount"), m.start("further")}
        scene.use(*[p for p in scene.amounts if p.start in ends])
    for m in (*BEYOND_IT.finditer(scene.text), *PATTERN_AT.finditer(scene.text)):
        scene.use(*[p for p in scene.amounts if p.start == m.start("amount")])


def called(scene: Scene, place: Placed[Amount]) -> Direction:
    """Return the direction of a target that a later clause calls a gain or a loss."""
    m = re.search(
        rf"(?<!after )(?<!before )\b(?:that|which)\b[^.;]{{0,30}}\b(?:{words.NOUNS_OF_MOVE})\b",
        scene.text[scene.clause(place.start)[1] :],
    ) or CALLED_A_MOVE.match(scene.text[place.end :])
    if m:
        return scene.said(m[0])
    implied = IMPLIED.search(scene.text, place.end)
    if implied:
        return scene.said(implied[0])
    came = re.match(r",? \(?(?P<way>up|down) from ‹#", scene.text[place.end :])
    if came:
        return "up" if came["way"] == "up" else "down"
    aside = SET_AGAINST_NOW.match(scene.text[place.end :])
    if aside:
        return "up" if aside["side"] in {"above", "higher"} else "down"
    side = SIDE_STATED.search(scene.text[place.end :])
    down = ("below", "downside", "lower", "less")
    return "" if side is None else "down" if side["side"].startswith(down) else "up"


def broken_before(scene: Scene, at: int | None) -> re.Match[str] | None:
    """Return the break of a level that a price hangs on: the last before it, or the first."""
    found = list(BREAK.finditer(scene.text))
    before = [m for m in found if at is not None and m.end() <= at]
    return next(iter(before[-1:] or found[:1]), None)


def direction_of_condition(
    scene: Scene, target: Amount | None = None, at: int | None = None
) -> Direction:
    """Return the direction that a condition gives to what follows from it."""
    said = " ".join(scene.text[s:e] for s, e in scene.conditions)
    opened = IF_IMPERATIVE.match(scene.text)
    if opened and target and opened["verb"] in {"break", "crack", "pierce", "breach"}:
        level = next(p for p in scene.amounts if p.start == opened.start("amount"))
        return "down" if target.values[0] < level.mention.values[0] else "up"
    broken = broken_before(scene, at)
    if broken:
        level = next(p for p in scene.amounts if p.start == broken.start("amount"))
        if target and EITHER_WAY.match(broken[0]) and len(level.mention.values) == 1:
            return "down" if target.values[0] < level.mention.values[0] else "up"
        return side_of(broken[0])
    beyond = BEYOND.search(scene.text) or BEYOND_IT.search(scene.text)
    if beyond:
        return "up" if beyond["side"] in {"above", "beyond", "past", "over"} else "down"
    if re.search(r"‹[yfsv]\d+›|\bunless\b", said):
        return ""
    passed = [
        p for p in scene.amounts if scene.condition_at(p.start) and p.mention.measure == "bare"
    ]
    if target and passed and LEFT_BEHIND.search(said):
        return "down" if target.values[0] < passed[-1].mention.values[0] else "up"
    if GIVES_WAY.search(said):
        return "down"
    return (
        "up" if re.search(r"\b(?:above|over|past|through|holds?|clears?|reclaims?)\b", said) else ""
    )


def that_is(scene: Scene, place: Placed[Amount]) -> Draft | None:
    """Return the target, of this sentence or the one before, that a figure sets against today."""
    stated = [d for d in scene.drafts if d.kind == "target" and d.unit == "points" and d.to]
    if place.mention.measure == "percent" and stated and EQUATES.search(scene.before(place)):
        return stated[-1]
    last = scene.memory.last
    same = scene.same_paragraph
    if place.mention.measure != "percent" or not last or not same or last.kind != "target":
        return None
    return last if THAT_IS.match(scene.text[: place.start]) and last.unit == "points" else None


def base_of(scene: Scene, place: Placed[Amount]) -> str:
    """Return what a distance is measured from: "from close of 2026-01-09", "from breakout"."""
    after = scene.text[place.end : place.end + 40]
    if "breakout" in after:
        return "from breakout"
    time = next((t.mention for t in scene.times if place.end <= t.start < place.end + 40), None)
    return f"from close of {time.last.isoformat()}" if time and time.grain == "day" else ""


def outside_markets(scene: Scene) -> bool:
    """Return whether a forecast hangs on something that neither prices nor the calendar show."""
    return any(
        HYPOTHESIS.match(scene.text[start:end])
        and not any(start <= at < end for at, _ in scene.marked.places)
        for start, end in scene.conditions
    )


def condition_words(scene: Scene, subject: Subject = (), at: int | None = None) -> str:
    """Return the condition of a target in short words: "if close below 1640"."""
    for start, end in scene.conditions:
        stretch = scene.text[start:end]
        figures = [p for p in scene.amounts if start <= p.start < end]
        side = SIDE_OF_LEVEL.search(stretch)
        averages = [a for a in scene.averages if start <= a.start < end]
        named = [n for n in scene.names if start <= n.start < end]
        rates_ = [n for n in named if scene.group_of(n.mention.symbols) in RATES]
        word = (
            "above"
            if side and RISES.match(side["side"])
            else {
                "lose": "below",
                "loses": "below",
                **dict.fromkeys(("under", "beneath"), "below"),
                "over": "above",
                "past": "above",
                "through": "above",
                "to": "at",
            }.get(side["side"], side["side"])
            if side
            else ""
        )
        if re.search(r"\bfail(?:s|ed)? to hold\b", stretch) or (
            not side and re.search(r"\bnot hold|gives? way", stretch)
        ):
            word = "below"
        if not side and figures and LEFT_BEHIND.search(stretch):
            aims = [p.mention for p in scene.amounts if p.start > end]
            word = direction_of_condition(scene, aims[0] if aims else None, at) or "up"
            word = {"up": "above", "down": "below"}[word]
        if averages:
            return (
                f"if {'close ' if side and side['close'] else ''}{word} "
                f"{averages[0].mention.words.split()[0]} average"
            )
        if figures and word:
            value, _ = in_units(
                figures[0].mention, scene.group_of(rates_[0].mention.symbols) if rates_ else None
            )
            others = [
                n
                for n in named
                if n.mention.group in {"index", "commodity", "volatility", "sector", "fund"}
                and n.mention.symbols != subject
            ]
            gauge = (rates_ or others)[:1] if subject or rates_ else []
            name = f"{gauge[0].mention.symbols[0]} " if gauge else ""
            return (
                f"if {name}{'close ' if side and side['close'] else ''}{word} "
                f"{value[0]:g}{' bp' if rates_ else ''}"
            )
        opened = HYPOTHESIS.match(stretch)
        if not opened:
            continue
        rest = re.sub(r"‹[^›]+›|^ *(?:the|a|an) ", " ", stretch[opened.end() :])
        return " ".join(["if", *rest.split()[:5]])
    case = re.search(r"\b(?P<case>bull|bear)(?:ish)? (?:case|scenario)\b", scene.text)
    if case:
        return case["case"]
    broken = broken_before(scene, at)
    if broken:
        level = next(
            p.mention.values[0] for p in scene.amounts if p.start == broken.start("amount")
        )
        later = [p.mention for p in scene.amounts if p.start > broken.start("amount")]
        down = direction_of_condition(scene, later[0] if later else None, at) == "down"
        return f"if {'below' if down else 'above'} {level:g}"
    beyond = BEYOND_IT.search(scene.text)
    if beyond:
        place = next(p for p in scene.amounts if p.start == beyond.start("amount"))
        up = beyond["side"] in {"above", "over", "beyond", "past"}
        return f"if {'above' if up else 'below'} {place.mention.values[0]:g}"
    return ""


def bounds(scene: Scene, place: Placed[Amount]) -> Placed[Amount] | None:
    """Return the other end of a range that is given as floor and ceiling, or by two bookends."""
    later = [p for p in scene.free() if p.start > place.start and p.mention.measure == "bare"]
    if (
        not later
        or len(place.mention.values) != 1
        or not (RANGE.search(scene.text) or ENDS.search(scene.text))
    ):
        return None
    between = scene.text[place.end : later[0].start]
    if later[0].mention.noun or (later[0].mention.whole and later[0].mention.values[0] < 10):
        return None
    return (
        later[0]
        if TO_OTHER_END.fullmatch(between)
        or ENDS.fullmatch(scene.before(place)[-24:] + "‹#›" + between)
        else None
    )


def _outside_conditions(scene: Scene, place: Placed[Amount]) -> str:
    """Return the words before a figure without its condition, whose verbs move another thing."""
    lead = scene.before(place)
    lead = lead[lead.rfind('"') + 1 :]
    return _without_conditions(scene, place.start - len(lead), place.start, place)


def _without_conditions(scene: Scene, start: int, end: int, place: Placed[Amount]) -> str:
    """Return a stretch with blanks for conditions, and breaks that are one, apart from a figure."""
    found = [] if scene.condition_at(place.start) else [*scene.conditions]
    found += [m.span() for m in BREAK.finditer(scene.text) if m.end() <= place.start]
    return "".join(
        " " if any(s <= i < e for s, e in found) else scene.text[i] for i in range(start, end)
    )


def _of_role(lead: str) -> Direction:
    """Return the way to a price that a chart calls support or resistance."""
    m = STANDING.search(lead)
    if m is None:
        return ""
    return "down" if any(v for k, v in m.groupdict().items() if "support" in k) else "up"


def is_zone_aimed_at(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether two ends are a zone that prices move to, and no range that they stay in."""
    low, high = min(place.mention.values), max(place.mention.values)
    aimed = TOWARDS.search(scene.text[: place.start]) or STANDS_AS.match(scene.text, place.end)
    return low > 0 and high / low - 1 < NARROW and bool(aimed)


# "Our target, raised in May, is 2,300": what was done to it, and not to the price.
TARGET_WAS = re.compile(
    r"(?<!‹), (?:which (?:we|they|was|has been|have) )?(?:just |recently |only |first )?"
    r"(?:raised|lifted|cut|lowered|trimmed|increased|reduced)\b[^,;]*,"
)


def expected(
    scene: Scene, place: Placed[Amount], before: Before, direction: Direction
) -> tuple[Amount, Kind, Direction]:
    """Return a price to come, its kind and direction: a target, a range, a level not crossed."""
    amount, lead = place.mention, scene.before(place)
    start, end = scene.clause(place.start)
    stretch = scene.text[start:end]
    lead_ = scene.text[: place.start]
    moves = TARGET_MOVES.search(lead_)
    revised, direction = REVISED.search(lead_) or moves, "" if moves else direction
    if revised and amount.form == "to":
        amount = replace(amount, values=amount.values[1:], form="")
    denied = is_denied(scene.text[start : place.start], scene.text[place.end :])
    if denied and direction:
        return amount, "forecast", direction
    stays = STAYS.search(_without_conditions(scene, start, end, place))
    if stays and not is_reached_by(
        lead, next((t.mention.words for t in scene.times if t.start >= place.end), "")
    ):
        crossed = ABOVE.search(lead) or CROSSED.search(lead)
        if NOT_REACHED.search(lead) and FALLS_TO.search(lead):
            return amount, "forecast", "up"
        return amount, "forecast", "down" if NOT_REACHED.search(lead) and crossed else direction
    if len(amount.values) == 2 and amount.form and not is_zone_aimed_at(scene, place):
        return amount, "range", ""
    if direction or revised:
        return amount, "target", direction or called(scene, place)
    if before.ahead and before.direction and TO_IT.fullmatch(lead):
        return amount, "target", before.direction
    goes_on = before.kind == "target" and is_elliptic(lead) and not CAMPS.search(lead)
    return (
        amount,
        "target",
        of_a_camp(scene.text, place.end)
        or (before.direction if goes_on else "")
        or called(scene, place)
        or scene.said(TARGET_WAS.sub(" ", _outside_conditions(scene, place)))
        or direction_of_condition(scene, amount, place.start)
        or ("up" if re.search(r"\bupside|\bbull", stretch) else "")
        or ("down" if scene.text.startswith(" bear case", place.end) else "")
        or _of_role(lead),
    )


def dated_move(figure: Figure, kind: Kind) -> tuple[Kind, Dates, str]:
    """Return the days of a move, its condition, and its kind where these decide it."""
    scene, place, amount, before = figure.scene, figure.place, figure.amount, figure.before
    time, ahead, after = figure.time, figure.ahead, figure.right
    # "In the year after the first cut of 31 July 2019": the days are counted from it.
    counted = time is not None and time.role == "in" and time.grain == "day"
    counted = counted and time is not None and time.first < time.last
    dated = time is not None and any(
        t.mention == time and t.start >= place.end for t in scene.times
    )
    followed = FOLLOWED_BY.search(figure.lead) and not dated
    unknown = (AFTER_AN_EVENT.match(after) or followed) and not counted
    from_, to = (None, None) if unknown else figure.dates("move")
    if not ahead and time and time.role == "since":
        to = day_stated(figure) or to
    from_, to = (from_, to) if ahead else since_event(figure, (from_, to))
    streaks = [d for d in scene.drafts if d.condition.startswith("streak")]
    before_it = any(p.start < place.start for p in scene.streaks)
    undated = to is None or (time is not None and time.role == "now")
    if streaks and before_it and (undated or A_GAIN_OF.fullmatch(figure.lead)):
        from_, to = streaks[-1].from_, streaks[-1].to
        from_ = last_of_run(scene, place.start, place.end, to) or from_
    if time is None and before.kind in {"level", "volatility"} and amount.sign:
        from_, to = days.weekday_before(scene.on), scene.on
    # "Up 38% from its low, and 7% for the year": a time of its own is another base.
    rebased = time is not None and before.condition.startswith("from ")
    condition = before.condition if figure.elliptic and not rebased else ""
    around = f"{figure.tail} {'' if figure.lead[:1] == ' ' else figure.lead}"
    if not ahead and INTRADAY.search(around):
        condition = "intraday"
    if re.match(r" (?:a|per|each) year|,? annually|,? annualis|,? on an annual", after):
        condition = "per year"
        if not ahead and time and time.role in {"in", "back", "since"}:
            kind = "average"
    implied = [d for d in scene.drafts if d.kind == "target" and d.to]
    target = that_is(scene, place)
    if target:
        return "target", (target.from_, target.to), base_of(scene, place)
    based = FROM_BASE.match(after) is not None
    if ahead and to and THAN_ITS_START.match(after):
        from_ = date(to.year - 1, 12, 31)
    if ahead and implied and (based or to is None) and IMPLIES.search(figure.lead):
        from_, to = implied[-1].from_, implied[-1].to
    if based and ahead:
        kind = "target"
        condition = base_of(scene, place)
        if not implied or not IMPLIES.search(figure.lead):
            from_, to = figure.dates("target")
    if ahead:
        condition = condition or condition_words(scene, figure.subject)
        here = FROM_HERE.match(scene.marked.sentence.text, place.mention.end)
        from_ = scene.on if from_ and to and here else from_
    return kind, (from_, to), condition


def band_to_come(scene: Scene, place: Placed[Amount], time: Time | None) -> bool:
    """Whether a range without a verb is one of a period not over: "fourth quarter: 10 to 12"."""
    ranged = place.mention.form == "between" and place.mention.measure == "bare"
    if not ranged or time is None or time.role != "in" or time.grain == "day":
        return False
    verb = PAST.search(scene.text) or PRESENT.search(scene.text)
    return not verb and time.next_last > scene.on
