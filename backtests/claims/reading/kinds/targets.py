"""Prices to be reached: their conditions, direction and ranges."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.figure import Before, Dates, Figure
from backtests.claims.reading.kinds.levels import A_GAIN_OF, INTRADAY, NOT_REACHED, is_elliptic
from backtests.claims.reading.kinds.places import RATES, day_stated, in_units
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Draft, Subject
from backtests.claims.reading.scene import ABOVE, Scene
from backtests.claims.reading.statement import Direction, Kind
from backtests.claims.reading.tenses import REVISED

STAYS = re.compile(
    r"\b(?:stay|remain|hold|keep|be stuck|trade|stuck|finish|stays|remains|capped|cap)(?:s|ing)?(?: \w+)? (?:below|under|above|over)\b|\b(?:will not|won't|not) (?:\w+ ){0,2}(?:reach|get (?:past|above|over|below|under|to)|top|exceed|(?:fall|go|drop|sink|slip|slide|dip|trade|close|finish|settle|rise|climb|move|be) (?:back )?(?:below|under|beneath|above|over|past|through)|break|cross|see|revisit|retest|touch|hit|clear|surpass|breach)\b|\b(?:nobody|no one|none of)\b[^.;]{0,80}\b(?:below|under|beneath|above|over|past|through)\b|\b(?:cannot|can't|can not|do not|don't|does not|doesn't|hard to|difficult to|unlikely to|not likely to|never|struggle to|doubt\w*)(?: (?!above|below)[\w‹›]+){0,4}? (?:see|reach|top|exceed|break|cross|revisit|retest|touch|hit|clear|surpass|breach|(?:much |far )?(?:above|below|over|beyond|beneath))\b|\b(?:astonished|surprised|amazed|shocked|stunned) if\b[^.;]{0,40}\b(?:fell|dropped|slid|went|sank|traded|closed|rose|climbed|got|broke)\b[^.;]{0,16}\b(?:below|under|beneath|above|over|through)\b|\b(?:little|no|scant|slim|hardly any|not much|small) (?:chance|prospect|likelihood|hope|sign)s? of\b[^.;]{0,60}?\b(?:above|past|over|beyond|below|under|through|reaching|breaking|hitting|touching|exceeding)\b|\bnot (?:before|until|till)\b|\bnot ‹w\d+› (?:will|is|does)\b|\b(?:no higher than|no lower than|not (?:above|below))\b"
)


RANGE = re.compile(
    r"\b(?:bookends?|lowest|highest|range|corridor|band|floor|ceiling|limits|extremes|brackets?|bounds?|fence|goalposts|low|high)\b"
)


FROM_HERE = re.compile(words.marks(r"\W*from (?:<T>'s )?(?:\w+ )?"))


EXPECTED = re.compile(r"^, as [^,]{0,50}\b(?:expect|price|imply|assume|predict|forecast)")


BREAK = re.compile(
    words.marks(
        r"\b(?:break(?:out|down)?|close|move|push|slip|slide|drop|fall|rise|rally|breach|loss|failure|hold|decline|dip|return|advance|clearance)(?: \w+){0,2} (?:<T> (?:highs?|lows?|peaks?|troughs?) at|of|above|below|through|under|past|beyond|over|to hold|back above|back below|at|beneath) (?:(?:the|its|their) )?(?:(?:<T> )?(?:[a-z-]+ ){0,2}(?:highs?|lows?|peaks?|troughs?|support|resistance|average|line|level|mark|neckline) (?:at|of|near|around) )?(?P<amount><#>)[^,.;]{0,30}? (?:would|could|will|should|may|might|opens?|targets?|puts?|sets? up|brings?|points?|exposes?|paves|clears)\b"
    )
)


BEYOND_IT = re.compile(
    words.marks(
        r"(?:^|[:;–] )(?P<side>above|below|over|under|beyond|past|beneath) (?P<amount><#>),? (?:the (?:path|road|way|door|next|sky)|there is|it could|it would|we would|we see|look for)\b"
    )
)


def pass_over_breaks(scene: Scene) -> None:
    """Pass over a level whose break is the condition of a target."""
    for m in [*BREAK.finditer(scene.text), *BEYOND_IT.finditer(scene.text)]:
        scene.use(*[p for p in scene.amounts if p.start == m.start("amount")])


# ", so a bit lower than today".
SET_AGAINST_NOW = re.compile(
    r"(?: ‹w\d+›)?,? (?:(?:so|which is|that is|still|or) )?(?:(?:a (?:bit|little|touch|shade)|slightly|somewhat|well|much|far|only) )*(?P<side>lower|higher|above|below) (?:than )?(?:‹w\d+›|here|current|where)"
)


def called(scene: Scene, place: Placed[Amount]) -> Direction:
    """Return the direction of a target that a later clause calls a gain or a loss."""
    m = re.search(
        rf"\b(?:that|which)\b[^.;]{{0,30}}\b(?:{words.NOUNS_OF_MOVE})\b",
        scene.text[scene.clause(place.start)[1] :],
    ) or re.match(
        rf"(?: (?:(?:by|in|within|before|at) )?‹w\d+›)?(?: an ounce| a barrel)?(?:,| –| \(|:) (?:an?|some|implying|for|or) (?:\w+ ){{0,3}}(?:{words.NOUNS_OF_MOVE}) of\b",
        scene.text[place.end :],
    )
    if m:
        return scene.said(m[0])
    aside = SET_AGAINST_NOW.match(scene.text[place.end :])
    if aside:
        return "up" if aside["side"] in {"above", "higher"} else "down"
    side = re.search(
        r"‹%\d+› (?:of )?(?P<side>above|below|upside|downside|higher|lower|(?:more|less) than ‹w)(?!\w)",
        scene.text[place.end :],
    )
    down = ("below", "downside", "lower", "less")
    return "" if side is None else "down" if side["side"].startswith(down) else "up"


def _side(words_: str) -> Direction:
    return (
        "down"
        if re.search(
            r"\b(?:below|under|beneath|breakdown|drop|fall|loss|failure|decline|dip)\b", words_
        )
        else "up"
    )


# A break that says no side: that of the price it leads to.
EITHER_WAY = re.compile(r"(?:break|breach|close|move) (?:\w+ )?(?:of|at|past|through) ")


def broken_before(scene: Scene, at: int | None) -> re.Match[str] | None:
    """Return the break of a level that a price hangs on: the last before it, or the first of all."""
    found = list(BREAK.finditer(scene.text))
    before = [m for m in found if at is not None and m.end() <= at]
    return next(iter(before[-1:] or found[:1]), None)


def direction_of_condition(
    scene: Scene, target: Amount | None = None, at: int | None = None
) -> Direction:
    """Return the direction that a condition gives to what follows from it."""
    said = " ".join(scene.text[s:e] for s, e in scene.conditions)
    broken = broken_before(scene, at)
    if broken:
        level = next(p for p in scene.amounts if p.start == broken.start("amount"))
        if target and EITHER_WAY.match(broken[0]) and len(level.mention.values) == 1:
            return "down" if target.values[0] < level.mention.values[0] else "up"
        return _side(broken[0])
    beyond = BEYOND.search(scene.text) or BEYOND_IT.search(scene.text)
    if beyond:
        return "up" if beyond["side"] in {"above", "beyond", "past", "over"} else "down"
    if re.search(r"‹[yfsv]\d+›|\bunless\b", said):
        return ""
    if re.search(
        r"\b(?:below|under|beneath|not hold|gives? way|fails?|breaks? down|‹r\d+› breaks(?! (?:above|out|through|past|higher))|lost|loses?|losing)\b|‹r\d+› breaks(?! (?:above|out|through|past|higher))",
        said,
    ):
        return "down"
    return (
        "up" if re.search(r"\b(?:above|over|past|through|holds?|clears?|reclaims?)\b", said) else ""
    )


FROM_BASE = re.compile(
    words.marks(
        r" (?:(?:upside|downside|more|gain|rise|advance|higher|lower) )?(?:from|above|below|over|beneath|under|on) (?:(?:the )?‹w\d+›(?:'s)? ‹#\d+›|(?:the )?‹w\d+›(?:'s)? (?:close|level|finish|settlement)|where (?:it|they|‹r\d+›)|current|today's|the breakout|its breakout|breakout|here|the current|present)"
    )
)


CAME_FROM = re.compile(
    r"\b(?:lift|rais|cut|lower|trim|reduc|increas|revis|up|down)\w*(?: \w+)? from (?:(?:a|an|the|its|his|her|their) )?(?:previous |earlier |prior |old |former )?$"
)


# What a target was before: "to 4,000 an ounce from 3,700".
CAME_DOWN = re.compile(
    r"(?: an ounce| a barrel| a coin| a share| points)?(?: ‹w\d+›)?,? \(?(?:up |down )?(?:previously |before )?from (?:a |an |its |their |the )?(?:earlier |previous |prior |old )?"
)


# What a target just named amounts to: ", implying 3% upside".
IMPLIES = re.compile(
    r"\b(?:which|that) (?:would|will|is|are|means?|implies|gives?|amounts? to)\b(?: \w+){0,5} $|(?:\b(?:implying|which implies|that implies|which would be|which is|that is|meaning|or|for)|,|\() (?:an? )?(?:\w+ ){0,3}$|^ ?\(?$"
)


# What the target of the sentence before amounts to: "That is 18% above yesterday's close".
THAT_IS = re.compile(
    r"^\W*(?:that|this|which) (?:is|would be|implies|means|amounts to|represents|leaves) (?:an? )?(?:\w+ ){0,3}$"
)


def that_is(scene: Scene, place: Placed[Amount]) -> Draft | None:
    """Return the target of the sentence before that a figure sets against a price of today."""
    last = scene.memory.last
    same = scene.memory.paragraph == scene.marked.sentence.paragraph
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


# "Above that, the next stop is": what follows from passing a level.
BEYOND = re.compile(
    r"\b(?P<side>above|beyond|past|over|below|under|beneath) (?:that|there|this|‹r\d+›|the (?:line|level|mark|neckline|high|low))(?!\w)"
)
RISES = re.compile(r"(?:tops?|exceeds?|breach(?:es)?|reclaims?|regains?|clears?|breaks?)$")
HYPOTHESIS = re.compile(
    r"^\W*(?:only |even |but |and )?(?:if|should|unless|provided(?: that)?|assuming|in case)\b"
)


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
        side = re.search(
            r"\b(?P<close>close[sd]? )?(?P<side>above|below|under|over|past|through|at|to|tops?|exceeds?|breach(?:es)?|reclaims?|regains?|clears?|breaks?|loses?)\b",
            stretch,
        )
        averages = [a for a in scene.averages if start <= a.start < end]
        named = [n for n in scene.names if start <= n.start < end]
        rates_ = [n for n in named if scene.group_of(n.mention.symbols) in RATES]
        word = (
            "above"
            if side and RISES.match(side["side"])
            else {
                "lose": "below",
                "loses": "below",
                "under": "below",
                "over": "above",
                "past": "above",
                "through": "above",
                "to": "at",
            }.get(side["side"], side["side"])
            if side
            else ""
        )
        if not side and re.search(r"\bnot hold|gives? way", stretch):
            word = "below"
        if averages:
            return f"if {'close ' if side and side['close'] else ''}{word} {averages[0].mention.words.split()[0]} average"
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
            return f"if {name}{'close ' if side and side['close'] else ''}{word} {value[0]:g}{' bp' if rates_ else ''}"
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
        if re.fullmatch(
            r"(?: (?:on|in|for) (?:the )?‹n\d+›)?(?: (?:at|as|for|is|being|was) (?:the |its |our |a |their )?(?:bottom|top|low|high|floor|ceiling|lower|upper|worst|best)(?: end)?)?,? (?:and |to |or |with )?(?:a |an |the )?(?:ceiling |floor |high |low |highest |lowest |top |bottom |upper |lower |limit |bound |of |at |end )*",
            between,
        )
        or ENDS.fullmatch(scene.before(place)[-24:] + "‹#›" + between)
        else None
    )


# "As high as A and no lower than B".
ENDS = re.compile(
    r".*\b(?:(?:as|no) (?P<up>high|low)(?:er)? (?:as|than) )‹#\d*›[^.;]*?\b(?:as|no) (?!(?P=up))(?:high|low)(?:er)? (?:as|than) (?:about |around )?(?:‹#\d+›.*)?"
)
PUTS = re.compile(
    words.marks(
        r"<A>[- ](?:\w+ )?(?:gain|advance|rise|rally|move|drop|fall|decline|loss|slide)\b[^,.;]{0,12} (?:would |could )?(?:puts?|takes?|brings?|leaves?|carry|carries|lifts?|means?|implies)\b[^.;]{0,30}<#>"
    )
)
SUM = re.compile(
    words.marks(
        r"(?P<move><A>)[- ](?:\w+ )?(?P<noun>gain|advance|rise|rally|move|drop|fall|decline|loss|slide)\b[^,.;]{0,60}?(?:near|at|around|to|about|of) (?P<level><#>)"
    )
)


# "A correction of 10% would put the index at 2,100".
SUM_OF = re.compile(
    words.marks(
        r"\b(?P<noun>gain|advance|rise|rally|drop|fall|decline|loss|slide|correction|pullback) of (?:\w+ )?(?P<move><%>)[^,.;]{0,40}? (?:would|could|will) (?:put|take|bring|leave|carry|lift|send|mean)\b[^.;]{0,40}?(?:near|at|around|to|about|of|back) (?P<level><#>)"
    )
)


def conditional_sums(scene: Scene) -> None:
    """Add the levels that moves of a size would lead to: "a 10% gain puts it near 2,900"."""
    found = [*SUM.finditer(scene.text)] if PUTS.search(scene.text) else []
    for m in found or SUM_OF.finditer(scene.text):
        move = next(p for p in scene.amounts if p.start == m.start("move"))
        level = next(p for p in scene.amounts if p.start == m.start("level"))
        subject = scene.subject_before(level.start) or scene.memory.price
        if {move.start, level.start} & scene.used or not subject:
            continue
        scene.use(move, level)
        direction: Direction = (
            "down"
            if m["noun"] in {"drop", "fall", "decline", "loss", "slide", "correction", "pullback"}
            else "up"
        )
        scene.state(
            "target",
            (m.start(), m.end()),
            subject,
            level.mention.values,
            "points",
            direction=direction,
        )


FALLS_TO = re.compile(r"\b(?:below|under|beneath)(?: \w+){0,2} $")


def _outside_conditions(scene: Scene, place: Placed[Amount]) -> str:
    """Return the words before a figure without the condition it hangs on, whose verbs move another thing."""
    lead = scene.before(place)
    lead = lead[lead.rfind('"') + 1 :]
    start = place.start - len(lead)
    return "".join(
        " " if scene.condition_at(start + i) and not scene.condition_at(place.start) else letter
        for i, letter in enumerate(lead)
    )


# "Our target rises from 1,950 to 2,080".
TARGET_MOVES = re.compile(
    r"\b(?:targets?|forecasts?)\b[^.;]*\b(?:rises?|goes|moves|climbs|falls|drops|(?:is|are) (?:raised|cut|lowered|lifted))(?: up| down)? (?:from )?$"
)


def expected(
    scene: Scene, place: Placed[Amount], before: Before, direction: Direction
) -> tuple[Amount, Kind, Direction]:
    """Return a price to come with its kind and direction: a target, a range, a level not crossed."""
    amount, lead = place.mention, scene.before(place)
    start, end = scene.clause(place.start)
    stretch = scene.text[start:end]
    lead_ = scene.text[: place.start]
    revised = REVISED.search(lead_) or TARGET_MOVES.search(lead_)
    if revised and amount.form == "to":
        amount = replace(amount, values=amount.values[1:], form="")
    if STAYS.search(stretch):
        crossed = ABOVE.search(lead) or re.search(r"\b(?:reach|exceed|cross|break) $", lead)
        if NOT_REACHED.search(lead) and FALLS_TO.search(lead):
            return amount, "forecast", "up"
        return amount, "forecast", "down" if NOT_REACHED.search(lead) and crossed else direction
    if len(amount.values) == 2 and amount.form:
        return amount, "range", ""
    if direction or revised:
        return amount, "target", direction or called(scene, place)
    goes_on = before.kind == "target" and is_elliptic(lead)
    return (
        amount,
        "target",
        (before.direction if goes_on else "")
        or called(scene, place)
        or scene.said(_outside_conditions(scene, place))
        or direction_of_condition(scene, amount, place.start)
        or ("up" if re.search(r"\bupside|\bbull", stretch) else ""),
    )


def dated_move(figure: Figure, kind: Kind) -> tuple[Kind, Dates, str]:
    """Return the days of a move, its condition, and its kind where these decide it."""
    scene, place, amount, before = figure.scene, figure.place, figure.amount, figure.before
    time, ahead, after = figure.time, figure.ahead, figure.right
    from_, to = figure.dates("move")
    if not ahead and time and time.role == "since":
        to = day_stated(figure) or to
    streaks = [d for d in scene.drafts if d.condition.startswith("streak")]
    before_it = any(p.start < place.start for p in scene.streaks)
    if streaks and (to is None or (before_it and A_GAIN_OF.fullmatch(figure.lead))):
        from_, to = streaks[-1].from_, streaks[-1].to
    if time is None and before.kind in {"level", "volatility"} and amount.sign:
        from_, to = days.weekday_before(scene.on), scene.on
    condition = before.condition if figure.elliptic else ""
    around = figure.tail + ("" if figure.lead[:1] == " " else figure.lead)
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
    if ahead and implied and (based or to is None) and IMPLIES.search(figure.lead):
        from_, to = implied[-1].from_, implied[-1].to
    if based and ahead:
        kind = "target"
        condition = base_of(scene, place)
        if not implied or not IMPLIES.search(figure.lead):
            from_, to = figure.dates("target")
    if ahead:
        condition = condition or condition_words(scene, figure.subject)
    return kind, (from_, to), condition
