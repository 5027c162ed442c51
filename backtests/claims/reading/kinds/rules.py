"""Advice that could be traded: triggers, sizes, stops, dates, weights, and what ends a view."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.clauses import IF_IMPERATIVE
from backtests.claims.reading.kinds.advice import invalidation, parts, sizes, targets
from backtests.claims.reading.kinds.advice.triggers import condition_of, rate_of
from backtests.claims.reading.kinds.crossings import AVERAGE_LEVEL
from backtests.claims.reading.kinds.pairs import chosen
from backtests.claims.reading.kinds.patterns.advice import (
    ACTION,
    ADVISED,
    BEFORE_OWNED,
    BUY,
    BUYING,
    BY_SIZE,
    DO_NOT,
    FORBIDDEN,
    IMPERATIVE,
    KEPT,
    LATER,
    NO_REASON,
    NOT_ADVISED,
    OF_TARGET,
    QUOTED,
    REASON,
    SELL,
    SELLING,
    SIZES,
    STOP_AT,
    TRIGGER,
    WAITS,
)
from backtests.claims.reading.kinds.places import RATES, in_units
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import UNKNOWN, Direction, Unit


def read(scene: Scene) -> None:
    """Add the rules of a sentence, part by part."""
    for one in parts.parts(scene):
        known = len(scene.drafts)
        _read(one)
        parts.keep(scene, one, known)


def _read(scene: Scene) -> None:
    """Add the rule of a part, and a stop beside it in other units as a rule of its own."""
    if invalidation.read(scene) or IF_IMPERATIVE.match(scene.text) or chosen(scene.text):
        return
    if NOT_ADVISED.search(scene.text):
        return
    if NO_REASON.match(scene.text):
        scene.close(0, len(scene.text))
        return
    if _later_advice(scene):
        return
    advice = _advice(scene) or _weights(scene) or _at_the_end(scene)
    if advice is not None and (scene.is_closed(advice.start()) or _of_policy(scene, advice)):
        return
    if advice is None or not TRIGGER.search(_without_reason(scene.text, advice)):
        return
    subject = _subject(scene)
    if not subject or (subject == (UNKNOWN,) and not _trades_unnamed(scene, advice)):
        return
    for group in _groups(scene):
        _add(scene, subject, group, advice)
    targets.add(scene, subject)
    sizes.state_today(scene)
    scene.close(0, len(scene.text))


def _trades_unnamed(scene: Scene, advice: re.Match[str]) -> bool:
    """Whether advice on a market that is not named is on a trade.

    "A stop at 2,280" is, "a stop at 5% would be too tight" is a remark.
    """
    if ACTION.search(scene.text) and (scene.names or scene.averages or scene.memory.subject):
        return True
    stop = STOP.search(scene.text, advice.start()) is not None
    return "risk" in advice[0] or (stop and any(p.mention.measure == "bare" for p in scene.amounts))


def _of_policy(scene: Scene, advice: re.Match[str]) -> bool:
    """Whether what could be cut or raised is the rate of the Fed, and no holding."""
    return any(
        n.end + 1 == advice.start() and n.mention.group == "fed" for n in scene.names
    ) and advice[0].endswith(("cut", "raised", "lowered", "lifted"))


def _at_the_end(scene: Scene) -> re.Match[str] | None:
    """Return advice that a sentence ends with: "and would sell below 54"."""
    m = LATER.search(scene.text)
    if m and (m["as"] or ACTION.match(scene.text, m.start("verb"))):
        return m
    return BEFORE_OWNED.search(scene.text)


def _later_advice(scene: Scene) -> bool:
    """Add a rule that stands after a statement of another sort, and leave that to other kinds."""
    m = _at_the_end(scene)
    if m is None or not any(p.end <= m.start("and") for p in scene.amounts):
        return False
    earlier = [p for p in scene.amounts if p.start < m.start("and")]
    groups = [[p for p in g if p not in earlier] for g in _groups(scene)]
    subject = _subject(scene)
    if not subject or not any(groups):
        return False
    for group in [g for g in groups if g]:
        _add(scene, subject, group, m)
    if STOP_AT.search(scene.text, 0, m.start("and")) and earlier:
        _add(scene, subject, earlier, m)
    scene.close(m.start("and"), len(scene.text))
    return True


def _without_reason(text: str, advice: re.Match[str]) -> str:
    """Return a sentence up to the reason that follows its advice after a colon."""
    reason = REASON.search(text, advice.end()) or QUOTED.search(text, advice.end())
    return text[: reason.start()] if reason else text


def _advice(scene: Scene) -> re.Match[str] | None:
    """Return the words that advise; reported moves and promises of advertising advise nothing."""
    for m in IMPERATIVE.finditer(scene.text):
        lead = scene.text[: m.start("verb")]
        tail = scene.text[m.end("verb") :]
        if (
            re.match(
                (
                    r"(?! (?:it )?another way\b)(?:[;.!,]|$"
                    r"| (?:to|no (?:more|less) than|not more than|every|each|when|whenever|while|as"
                    r"|if|unless|until|once|from|with|below|above|under|just|stops?|on|at|the|a|an"
                    r"|your|it|them|out|for|into|until|in|up|half|any|only|more|new|\S*‹|some|nothing|of|half|part|off"
                    r"|small|nothing|of|half|part|dips|weakness|rallies|strength|pullbacks|setbacks"
                    r"|shorts?|longs?|losses|positions?|exposure"
                    r"|breaks|puts|protection|profits|cash|to|-|,|down|back|that|this|stocks"
                    r"|equities|two|three))"
                ),
                tail,
            )
            and not (
                not DO_NOT.fullmatch(lead)
                and re.search(
                    (
                        r"\b(?:to|will|would|could|might|may|can|they|it|who|that|and they|has|have"
                        r"|had|we|i|investors|traders|buyers|not)(?: \w+)? $"
                    ),
                    lead,
                )
            )
            and _first_verb(lead, m)
        ):
            return m
    return ADVISED.search(scene.text)


def _first_verb(lead: str, m: re.Match[str]) -> bool:
    """Whether an imperative opens the sentence or goes on with one that does."""
    opened = re.match(
        words.marks(
            r"^\W*(?:(?:so|then|instead|first|second|third|finally|next|but|and|or|either way"
            r"|in short|our advice|advice|the rule|rule \w+|tip|her advice|his advice"
            r"|their advice|please|always|only|never|simply|just|do not|don't)[,:]? )*$"
        ),
        lead.removesuffix(" ") + " ",
    )
    if opened or not lead.strip():
        return True
    if re.search(r"[:;–] $|, then $|, so $", lead):
        return True
    return bool(
        re.match(
            words.marks(
                rf"^\W*(?:{BUY}|{SELL}|when|if|once|on a|on any|with|as soon as|while|provided"
                rf"|whenever|should|as soon as|as long as|after|before|on|for every|every|each|in"
                rf"|unless|until|<T>)(?![\w'-])"
            ),
            lead,
        )
    )


def _weights(scene: Scene) -> re.Match[str] | None:
    """Return where weights of a portfolio stand, as in "60% SPY, 40% IWM"."""
    if not re.search(
        (
            r"\b(?:portfolio|mix|plan|recipe|blend|weights|rebalanc\w+|reset|allocat\w+|split"
            r"|suggest\w*|recommend\w*)\b"
        ),
        scene.text,
    ):
        return None
    return re.search(
        words.marks(
            r"<%> (?:in )?(?:the )?<N>(?:,| and|,? plus)(?: and)? <%> (?:in )?(?:the )?<N>"
        ),
        scene.text,
    )


def _action_of(text: str, group: list[Placed[Amount]], advice: re.Match[str]) -> str:
    """Return the words that say what is done at a threshold."""
    if not group:
        return text[advice.start() :]
    if len(group) == 1:
        actions = list(ACTION.finditer(text[: group[0].start]))
        if actions and actions[-1][0].startswith("use "):
            return text[actions[-1].start() :]
        if actions:
            return text[actions[-1].start() : group[0].start]
    return text


def _direction(scene: Scene, stretch: str) -> Direction:
    if WAITS.search(scene.text) or KEPT.search(scene.text):
        return "up"
    sell, buy = SELLING.search(stretch), BUYING.search(stretch)
    if not sell and not buy:
        return "up"
    if sell and (not buy or sell.start() <= buy.start()):
        return "down"
    return "down" if FORBIDDEN.search(stretch[: buy.start()] if buy else "") else "up"


def _subject(scene: Scene) -> Subject:
    """Return what is traded: the first price named outside a condition, or what "it" stands for."""
    priced = [n for n in scene.names if n.mention.group in {"index", "fund", "sector", "commodity"}]
    if held := sizes.both_sides(scene) or sizes.held(scene):
        return held
    ranked = [n for n in scene.names if n.mention.word in {"the former", "the latter"}]
    if ranked and not scene.condition_at(ranked[-1].start):
        return scene.resolved(ranked[-1].mention)
    outside = [n for n in priced if not scene.condition_at(n.start)]
    if (
        len(outside) >= 2
        and len({p.mention.measure for p in scene.amounts}) == 1
        and scene.amounts[0].mention.measure in {"percent", "share"}
        and len(scene.amounts) == len(outside)
    ):
        return tuple(s for n in outside for s in n.mention.symbols)
    if weighted := sizes.weighted(scene):
        return weighted
    if sizes.in_no_market(scene) and not (outside or priced):
        return (UNKNOWN,)
    if outside or priced:
        return scene.resolved((outside or priced)[0].mention)
    referring = [
        n
        for n in scene.names
        if n.mention.group == "reference" and not n.mention.word.startswith(("they", "their"))
    ]
    for n in referring:
        subject = scene.resolved(n.mention)
        if subject != ("VIX",):
            return subject if subject != (UNKNOWN,) else scene.memory.subject or subject
    other = [n for n in scene.names if n.mention.group in {"volatility", "market"}]
    spoken = scene.memory.price if scene.memory.group in RATES else scene.memory.subject
    return spoken or ((UNKNOWN,) if other or scene.amounts else ())


STOP = re.compile(r"(?<!next )\bstops?\b")
AT_RISK = re.compile(
    r"\b(?:risk|rewards?|loss(?:es)?|downside)(?: (?:on|of|in) [^,;.‹]*(?:‹n\d+›[^,;.‹]*)?)?"
    r" (?:to|at|of|is) (?:about |around |roughly |just |only |some )?$"
)
FROM_HERE = re.compile(
    r" (?:below|under|beneath|from|above) (?:the |our |your |here\b|today's )?"
    r"(?:(?:current |last |latest )?(?:market|price|level|close|entry)\b)?(?=\W|$)(?! ‹#)"
)
# "Hold a fifth of your shares in gold", "cut it to a half of the fund": a weight.
WHOLE_SHARE = re.compile(r"(?: to |\b(?:hold|keep|put|invest|own) )$")


def _groups(scene: Scene) -> list[list[Placed[Amount]]]:
    """Return the thresholds of the rule: prices together, percents too unless they are sizes."""
    levels = [
        p
        for p in scene.amounts
        if p.mention.measure in {"bare", "point", "bp"}
        and not p.mention.noun
        and not any(m.start("amount") == p.start for m in AVERAGE_LEVEL.finditer(scene.text))
        and (p.mention.money or not p.mention.whole or p.mention.values[0] >= 10)
        and not sizes.is_of_today(scene, p)
    ]
    rest = [
        p
        for p in scene.amounts
        if p.mention.measure in {"percent", "pp", "share"}
        and p.start not in scene.used
        and not scene.text[: p.start].endswith(", from ")
        and not sizes.is_stated(scene, p)
        and not sizes.is_of_today(scene, p)
    ]
    levels = [
        p
        for p in levels
        if not BY_SIZE.search(scene.text[: p.start]) or p.mention.measure != "point"
    ]
    if levels:  # "a stop at 2,280 limits the risk to 5%" follows from the two prices
        rest = [
            p
            for p in rest
            if not AT_RISK.search(scene.text[: p.start]) and not FROM_HERE.match(scene.text, p.end)
        ]
    aims = [p for p in levels if OF_TARGET.search(scene.text[: p.start])]
    levels = [p for p in levels if p not in aims] or aims
    of_rates = [p for p in rest if rate_of(scene, p)]
    rest = of_rates or rest
    weights = _weights(scene) is not None and not levels
    shares = [
        p for p in rest if weights or p.mention.measure != "share" or not (levels or len(rest) > 1)
    ]
    shares = [
        p
        for p in shares
        if weights
        or not (p.mention.measure == "share" and SIZES.match(scene.text[p.end :]))
        or (not levels and WHOLE_SHARE.search(scene.text[: p.start]))
    ]
    shares = sizes.beside_thresholds(scene, shares, levels=bool(levels))
    return [g for g in (levels, shares) if g] or [sizes.part_sold(scene, rest)]


def _add(
    scene: Scene, subject: Subject, group: list[Placed[Amount]], advice: re.Match[str]
) -> None:
    values: list[float] = []
    unit: Unit = ""
    for p in group:
        found, unit = in_units(p.mention, rate_of(scene, p))
        values.extend(found)
    text = scene.text
    start = text.rfind(",", 0, group[0].start) + 1 if group and len(group) == 1 else 0
    stretch = text[start:] if group else text
    near = scene.before(group[0])[-40:] if group else ""
    stop = len(group) == 1 and bool(
        re.search(r"(?<!next )\bstop(?:s|-loss)?\b", near)
        or re.match(r" (?:trailing )?stop", text[group[0].end :])
    )
    condition = condition_of(scene, group, stop)
    direction: Direction = "down" if stop else _direction(scene, _action_of(text, group, advice))
    scene.use(*group)
    from_, to = _trade_days(scene)
    scene.state(
        "rule",
        (0 if not stretch else max(0, start), len(text)),
        subject,
        tuple(values),
        unit,
        direction=direction,
        dates=(from_, to),
        condition=condition,
    )


# The end of a trade that begins now.
UNTIL = re.compile(r"(?:until|till|through)\b")


def _trade_days(scene: Scene) -> tuple[date | None, date | None]:
    """Return the days of a trade that is dated at both ends."""
    dated = [t.mention for t in scene.times if t.mention.grain == "day" and t.mention.role == "in"]
    counted = all(p.mention.noun for p in scene.amounts)
    if len(dated) == 1 and dated[0].next_first < dated[0].next_last and counted:
        return dated[0].next_first, dated[0].next_last
    ends = [t.mention for t in scene.times if UNTIL.match(t.mention.words)]
    if len(dated) == len(ends) == 1 and not scene.amounts and ends[0].grain == "day":
        first, last = dated[0].next_first, ends[0].next_last
        return (first, last) if scene.on <= first <= last else (None, None)
    if len(scene.times) == len(ends) == 1 and not scene.amounts and ends[0].next_last > scene.on:
        return scene.on, ends[0].next_last
    if len(dated) != 2 or scene.amounts:
        return None, None
    first, last = dated[0].next_first, dated[1].next_last
    return (first, last) if first <= last else (None, None)
