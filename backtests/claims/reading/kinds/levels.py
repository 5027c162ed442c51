"""Signs that a figure is a level or a move, and what one figure leaves for the next."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
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
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import ABOVE, BELOW, PRICE_GROUPS, Scene
from backtests.claims.reading.spans import is_price_of_a_day
from backtests.claims.reading.statement import Direction
from backtests.claims.reading.tenses import PAST

LEVEL_LEAD = re.compile(
    r"(?:\b(?:brings?|puts?|exposes?|opens?|at|to|near|around|about|above|below|over|under|past|through|beyond|of|is|be|been|was|stood|towards?|reach(?:es|ed)?|hits?|test(?:s|ed|ing)?|hold(?:s|ing)?|break(?:s|ing)?|broke|topp(?:ed|ing)|tops|cross(?:es|ed|ing)?|clear(?:s|ed|ing)?|record|high|low|for|off|as (?:far|high|low|much) as|between|from|just|only|roughly|approximately|nearly|almost|some|where|until|close|levels?|on|with|back|price|a|touch(?:es|ed|ing)?|lost|loses|regain(?:s|ed)?|reclaim(?:s|ed)?|retest(?:s|ed|ing)?|defend(?:s|ed)?|approach(?:es|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|top|eclips(?:e|es|ed|ing)|breach(?:es|ed|ing)?|pierc(?:e|es|ed|ing)|revisit(?:s|ed|ing)?|see|challeng(?:e|es|ed|ing)|attain(?:s|ed|ing)?|scal(?:e|es|ed|ing)|conquer(?:s|ed|ing)?|vault(?:s|ed|ing)?|smash(?:es|ed|ing)?|bust(?:s|ed|ing)?|beneath|atop|inside|within|than|shows?|print(?:s|ed)?|reads?|registers?|quoted|averag(?:e|es|ed|ing)|versus|against|seen|sees?|objective|target|support|resistance|the|key|round|psychological|arrive at|case:|and|or|into|is:|yet|in|by|buys|buy|toward|fetch(?:es|ed)?|then|next|forecast(?:s|ing)?|targets|targeting|expecting|projecting|predicting|eyeing|stands|settled|finished|closed|ended)|[:(,›]) ?$"
)
MOVE_TO = re.compile(
    rf"(?:{'|'.join([*words.UP, *words.DOWN])})(?: \w+){{0,2}} (?:to|toward|towards|as far as|as high as|as low as|into|back to|at|past|through|above|below|under)(?: the| a| about| around| just| nearly| only| roughly| some)* ?$".replace(
        "<A>", r"‹[^›]+›"
    )
)
PART_OF = re.compile(
    r" of (?:‹r\d+›|(?:them|us|whom|which|the|its|those)\b)"
    r"|(?: (?!(?:as|on|with|while|after|and|or|in|for|when|by|is|are|was|but|if|that|which|where|before|amid|since|of|to|from|at)\b)[\w.›‹-]+){0,3} (?:‹m\d+›|companies|stocks|firms|constituents|members|names|businesses|holdings|issues)\b"
)


def is_elliptic(stretch: str) -> bool:
    """Whether the words before a figure are only a name and little words: the verb stands earlier."""
    left = re.sub(
        r"‹[^›]+›|\b(?:and|the|a|an|by|to|at|of|in|on|or|for|its|that|those|bulls?|bears?|optimists?|pessimists?|about|nearly|another|against|versus|vs|than|with|then|just|only|almost|compared)\b|[^a-z]",
        " ",
        stretch,
    )
    return not left.split()


# Words that lead to a price, so that "to 30" is one of a fund.
TO_PRICE = re.compile(
    r"\b(?:(?:go(?:es|ing)?|head(?:s|ed|ing)?|mov(?:e|es|ing)|return(?:s|ing)?|back|ris(?:e|es|ing)|fall(?:s|ing)?|drop(?:s|ping)?|climb(?:s|ing)?|rall(?:y|ies)|slid(?:e|es|ing)|sink(?:s|ing)?) to|above|below|under|over|at|near|around|past|through|hits?|(?:re)?tests?|touch(?:es)?|reach(?:es)?|target of) (?:about |around |just |nearly )?$"
)
LEAST_PRICE = 10
BY = re.compile(r"^ ‹w\d+›")
# Between these the dollar index, which is about a hundred, has stood.
DOLLAR_INDEX = 70, 165


def has_passed(time: Time | None, on: date) -> bool:
    """Whether a time until which something was expected lies behind."""
    limit = time is not None and time.role in {"by", "before"}
    return limit and time.last < on and not time.next_last > on  # type: ignore[union-attr]


# "Lost 11% over the next twelve months": what followed an event, and no time of today's.
def is_told_after(time: Time | None, *, ahead: bool) -> bool:
    """Whether a past move is told over the months that came next, after an event that has no date."""
    return time is not None and not ahead and time.role == "ahead"


def of_a_fund(subject: Subject, group: str | None, amount: Amount) -> bool:
    """Whether a small number can be the price of a fund, or the dollar index."""
    least, most = min(abs(v) for v in amount.values), max(abs(v) for v in amount.values)
    if subject == ("DXY",):
        return DOLLAR_INDEX[0] <= least and most <= DOLLAR_INDEX[1]
    return group in {"fund", "sector"} and least >= LEAST_PRICE


def may_be_level(scene: Scene, place: Placed[Amount], small: bool) -> bool:
    """Whether a bare number can be a price: it counts nothing, and a word before it leads to one."""
    amount = place.mention
    if OF_CASE.match(scene.text, place.end) and amount.measure == "bare":
        return amount.values[0] >= LEAST_PRICE
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


# "A 4,200 bear case".
OF_CASE = re.compile(
    r" (?:(?:bull|bear|base) case|(?:(?:year-end|price|12-month|official|new|old|‹w\d+›) ){0,2}(?:targets?|objectives?))\b"
)
# A price that opens a sentence: "2,900 is our target".
NAMED_LEVEL = re.compile(
    r" (?:is|remains|was|has been|would be|will be|could be) (?:our|the|their|its|his|her|my|within|on the|possible|where|what|next|a |still)\b"
)
IN_APPOSITION = re.compile(r"‹[nr]\d+›, (?:now |trading )?at (?:about |around )?$")
AT_FIRST = re.compile(
    r"(?:.*\b(?:w[oi](?:u)?nds?|end(?:s|ed)?|finish(?:es|ed)?|clos(?:es|ed)) up |\W*(?:and )?)at (?:about |around |just )?"
)


def level_direction(scene: Scene, place: Placed[Amount]) -> Direction:
    """Return the direction of a level: by "above" or "below", or by a verb that leads to it."""
    lead = scene.before(place)
    if is_price_of_a_day(scene.text, scene.times, place.start):
        return ""
    first = scene.clause(place.start)[0]
    if words.NOTHING_UNTIL.search(lead):
        return ""
    if is_denied(scene.text[first : place.start], scene.text[place.end :]):
        return "up" if BELOW.search(lead) else "down"
    if re.search(
        r"\b(?:at|to|of|around|peak|peaks|peaked|top out|bottom|bottom out|settle|settled|end|ended|finish|finished) (?:nearly|almost|close to) $",
        lead,
    ):
        return ""
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
    start, _ = scene.clause(place.start)
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
    has_amount = any(
        start <= p.start < place.start and p.mention.measure not in {"bare", place.mention.measure}
        for p in scene.amounts
    )
    if MOVE_TO.search(lead) and not has_amount:
        return scene.said(lead)
    return ""


def joined_subjects(scene: Scene, subject: Subject, at: int) -> list[Subject]:
    """Return the subjects of one verb: those joined with the last by commas and "and"."""
    named = [n for n in scene.names if n.end <= at and scene.resolved(n.mention) == subject]
    if not named:
        return [subject]
    found = [subject]
    last = next((n for n in reversed(named) if n.mention.group != "reference"), named[-1])
    for n in reversed([n for n in scene.names if n.end <= last.start]):
        between = scene.text[n.end : last.start]
        if not re.fullmatch(
            r"(?: \(‹[^›]+›\))?(?:,| (?=and|or|nor|as)) ?(?:and |or |nor |as well as )?(?:the |its |both )?",
            between,
        ):
            break
        told = re.search(r"\b(?:for|with|to|of|in|on|by) $", scene.text[: n.start])
        if told and (n.mention.group == "reference" or told[0] == "on "):
            break
        if scene.condition_at(n.start) and not scene.condition_at(last.start):
            break
        if n.mention.group == "other" or "between" in scene.text[max(0, n.start - 12) : n.start]:
            break
        if scene.resolved(n.mention) not in found:
            found.insert(0, scene.resolved(n.mention))
        last = n
    return found


SIDE_AFTER = re.compile(
    r"^ (?:higher|lower|dearer|cheaper|richer|poorer|weaker|stronger|up|down|off)\b(?! than)"
)


def is_move(scene: Scene, place: Placed[Amount], goes_on: bool) -> bool:
    """Whether a share or a percent is the size of a move and not of something else."""
    lead = scene.before(place)
    if place.mention.measure == "share" and SIDE_AFTER.match(scene.text[place.end :]):
        return True
    near = re.search(
        rf"(?:{'|'.join([*words.UP, *words.DOWN])}|return\w*|managed|by)(?: (?:about|of|by|nearly|almost|roughly|some|just|another|only|more than|over|at least|as much as|as|much|up to|a|an|another|fat|full|mere|further|around|under|over|shade|well|close|to|between)){{0,4}} ?$".replace(
            "<A>", r"‹[^›]+›"
        ),
        lead,
    )
    return bool(near) or (goes_on and is_elliptic(lead))


AFTER_DOWN = re.compile(
    words.marks(
        r"^,?(?: (?!was|is|or|and|having|after)[\w-]+| <N>| <T>|,){0,6}? (?:has |have |having |been |was |is |were |again |finally |not |did not |has not )*(?:g[ai]ve[ns]? way|failed|crack(?:ed|s)|snapp(?:ed|s)|crumbled|breached|not held?|hold\b(?<=not hold)|lost\b(?! $)(?! (?:\w+ )?‹[%hip])|broken\b|broke\b|abandoned|surrendered|collapsed|violated|undercut)"
    )
)
NOBODY = re.compile(
    r"\W*(?:nobody|no one|none of|at no (?:point|time|stage)|under no circumstances|no (?:analyst|strategist|economist|forecaster|house|bank|broker))\b(?!(?: \w+){1,3} (?:why|how|what|whether)\b)"
)
NOT_YET = re.compile(
    r"\b(?:not|never|n't|fail(?:s|ed)? to|unable to|yet to|refus(?:es|ed) to|struggl(?:es|ed) to)\b[^,;:.‹]{0,24}$"
)
NOT_REACHED = re.compile(
    rf"\b(?:{words.NOT}|(?:little|no|scant|slim|small) (?:chance|prospect|hope)|unlikely|hard to|difficult to|doubt\w*|struggle to)\b|n't\b"
)
PRESENT = re.compile(
    r"\b(?:is|are|stands?|trades?|now|sits?|changes hands|remains?|holds?|holding|at|fetch(?:es)?|hovers?|hovering|trading|costs?|maintains?)\b"
)


def is_present(stretch: str) -> bool:
    """Return whether a stretch speaks of the present."""
    return bool(PRESENT.search(stretch)) and not re.search(
        r"\b(?:was|were|closed|fell|rose|ended)\b", stretch
    )


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


# Verbs of a move whose object is the price reached.
TO_LEVEL = re.compile(
    r"\b(?:over|past|through|vault\w*|recaptur\w*|recover\w*|conquer\w*|overc[ao]me|hurdl\w*|pass(?:es|ed)|pierc\w*|undercut|topp?(?:s|ed|ing)?|clear\w*|cross\w*|reclaim\w*|regain\w*|retook|retak\w*|surpass\w*|exceed\w*|breach\w*|scal\w+) (?:\w+ )?$"
)
# "Settled at 40.40 dollars, nearly a dollar ahead of its June close": the second sum is a distance.
DISTANT_FROM = re.compile(
    r" (?:a barrel |an ounce )?(?:ahead of|above|below|higher than|lower than|more than|less than) (?:the |its |their )?‹w"
)
# "By the close the damage had been pared to 350": what is left of the fall.
PARED_TO = re.compile(
    r"\b(?:loss(?:es)?|damage|deficit|decline|drop)\b[^,;.]* (?:pared|trimmed|cut|reduced|narrowed|whittled)(?: back| down)? to (?:about |just |only )?$"
)


# "An ounce of gold costs $1,870, 2% less than a week ago": where the price stands.
COSTS = re.compile(r"‹n\d+› (?:now |still )?(?:costs?|fetches|goes for|sells for) (?:about )?$")


def is_money_move(scene: Scene, place: Placed[Amount], lead: str) -> bool:
    """Return whether a sum of money is the size of a move and not a price."""
    if PARED_TO.search(lead):
        return True
    return (
        place.mention.money
        and not COSTS.search(lead)
        and not place.mention.form
        and is_move(scene, place, False)
        and not TO_LEVEL.search(lead)
        and (
            not re.search(r"\bto(?: \w+)? $|\bat $", lead)
            or DISTANT_FROM.match(scene.text, place.end) is not None
        )
        and not re.search(r"\b(?:above|below|under|over|past|through|beneath) (?:\w+ )?$", lead)
    )


MOVE_OF = re.compile(
    r"\b(?:gain|loss|rise|fall|drop|advance|decline|jump|slide|plunge|tumble) of (?:about |nearly |almost |some )?$"
)
# A gain "of 20 to 8,598", "of 20, or 0.2%".
MOVED_TO = re.compile(
    r"(?: points?)?,? (?:to|at|or) (?:about |nearly )?‹[#%]|(?: points?)?, ‹%| \(‹%"
)
SIDE_ONLY = re.compile(r"^ (?:up|down|higher|lower)(?=[,.;]| on\b| and\b|$)")
BARE_MOVE = words.any_of(*words.UP, *words.DOWN)


def in_bare_points(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a bare number right after a verb of a move is its size in points: "fell 344"."""
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
            r" (?:by |another |about |nearly |some |over |almost |roughly |around |more than |less than |as much as )*",
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
    """Return the side of a level of the chart that stands, and is not told of a day."""
    start, _ = scene.clause(place.start)
    dated = any(
        start <= t.start < place.start
        and t.mention.role != "now"
        and not OF_AN_EXTREME.match(scene.text, t.end)
        for t in scene.times
    )
    m = STANDING.search(scene.text[: place.start])
    told = PAST.search(scene.text, start, max(start, m.start()) if m else place.start)
    told = told or PAST.search(re.split(r"[,;–(]", scene.text[place.end :])[0])
    return "" if dated or told else chart_side(scene, place)


def chart_side(scene: Scene, place: Placed[Amount]) -> Direction:
    """Return where prices are of a level of the chart as it stands: "support is at 2,050"."""
    lead = scene.text[: place.start]
    kept = KEPT.search(lead)
    if kept and not scene.condition_at(place.start):
        return "up" if kept["side"] == "above" else "down"
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


# A time that only names an extreme: "resistance around the July high of 2,090".
OF_AN_EXTREME = re.compile(r"(?:'s)? (?:highs?|lows?|peaks?|troughs?|tops?|bottoms?)\b")
INTRADAY = re.compile(
    r"\b(?:intraday|at (?:midday|noon|lunch|one point|its low|its worst|its best|the low|the high)|earlier in the (?:day|session)|in (?:early|morning|afternoon|late) trad(?:e|ing)|at the open|in the (?:first|opening) (?:few |half[- ])?(?:minutes|hours?)|for a moment)\b"
)
RECORD_OF = re.compile(
    r"\b(?:a|its|their|another|new|fresh)(?: new| fresh)? record $|\b(?:record|all-time)(?: closing| intraday| year-end| weekly| monthly)?(?: (?:high|peak|close|(?P<low>low)))? (?:of|at) (?:just )?$"
)
THEN_AT = re.compile(
    r",? (?:and )?(?:then|below that|above that|after that) (?:at |near |around )?"
)
# The sum of a streak: ", a gain of 7%".
A_GAIN_OF = re.compile(
    r",? (?:a|for a|with a) (?:combined |total |cumulative )?(?:gain|loss|rise|fall|advance|decline) of "
)
# What stands beside the figure before it and names no market: "3,300, 7% above today's 3,084".
BESIDE_FIGURE = re.compile(
    r"(?: ‹w\d+›)?, (?:or |some |about )?| (?:above|below|over|under) ‹w\d+› "
)
# What went before leaves nothing to what follows: ", after a loss of 1%, and the other 2%".
AFTER_ALL = re.compile(r",? (?:after|despite|following|having) ")


def as_of_today(scene: Scene, place: Placed[Amount], subject: Subject) -> None:
    """Add the price of today that a target is set against: "3,200, up from 3,000 today"."""
    beside = [t.mention for t in scene.times if t.start == place.end + 1]
    priced = scene.group_of(subject) in PRICE_GROUPS and place.mention.measure == "bare"
    if priced and beside and beside[0].last == scene.on and beside[0].role in {"in", "now"}:
        day = (scene.on, scene.on)
        stretch = (place.start, place.end)
        scene.state("level", stretch, subject, place.mention.values, "points", dates=day)
