"""What the words around a figure say: up or down, of the past or of the future."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.clauses import IF_IMPERATIVE
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.statement import Direction
from backtests.claims.reading.vocabulary import directions, prospects
from backtests.claims.reading.wording.aims import (
    AIMED_AT,
    BEYOND_OPENED,
    CALLED,
    LEFT_IN,
    REVISED,
    SUM_GIVES,
    TARGET,
    TO_GO,
    WILL_HAVE,
)
from backtests.claims.reading.wording.quotes import (
    APPOSED,
    APPOSED_MOVE,
    APPOSED_PRICE,
    APPOSITION_ENDS,
    AT_THE_CLOSE,
    CLOSE_OF,
    CURRENT_OF,
    STANDS,
    STANDS_AT,
    SUPPORT_AT,
)
from backtests.claims.reading.wording.sides import POLICY, RISK

UP, DOWN = words.any_of(*directions.UP), words.any_of(*directions.DOWN)
FUTURE = words.any_of(
    *prospects.FUTURE,
    (
        r"on (?:its|the|their) way to|futures (?:peak|price|point)|priced by"
        r"|we (?:now )?(?:move|go|come|shift) (?:up |down )?to"
        r"|(?:little|no|scant) (?:resistance|support) (?:until|before)|done deal|nailed on"
        r"|foregone conclusion|in the bag|baked in|all but certain|as good as done"
        r"|(?:promis|vow|pledg)ed (?:not )?to"
        rf"|{SUM_GIVES}"
    ),
    (
        r"(?:cannot|can't|could not) be (?:ruled out|excluded)"
        r"|(?:is|are|remains?) (?:quite |well |entirely |distinctly |still )?"
        r"(?:possible|conceivable|on the cards)"
    ),
)
# What follows from a condition is to come: "if it breaks 2,000, a test of 1,900 follows".
IF = re.compile(
    r"(?:^|[,;:–] |[\"'“])(?:and |but |or )?(?:if|should|unless|provided"
    r"|(?:so|as) long as)\b[^;:]*,"
)
HAVING = re.compile(
    r"\bhaving (?:been |already |just )?\w+(?:ed|en|t)\b[^,;]*$"
    r"|^\W*(?:while|though|although) (?:already |still )?"
    r"(?!expect|forecast|predict|project|look|aim|target)[a-z]+ing\b[^,;]*$"
)
RELATIVE = re.compile(r"\b(?:that|which|who) (?:was|were|had|has|have) [^,;]*")


def is_apposed(text: str, at: int) -> bool:
    """Return whether a figure stands beside the name before it: "the Dow, at 40,000,"."""
    if APPOSED.search(text[:at]):
        return not AT_THE_CLOSE.search(text[:at])
    priced = text[at : at + 2] == "‹#" and APPOSED_PRICE.search(text[:at])
    return bool(priced) and not TARGET.search(text[:at])


# "With a 7% drop, the index is on track for": what has happened stands first.
OPENED_WITH = re.compile(
    r"\W*(?:with|after|following|despite) (?:a|an|its|the|their|this|that|gains?|losses) "
    r"(?:[a-z]+ )?$"
)
# "Bonds are braced for more, with the ten-year yield at 4%": where it stands all the same.
WITH_RATE_AT = re.compile(r"\W*(?:with|and) (?:the )?‹[yvs]\d+›(?: [a-z]+)? (?:still |now )?at ")
# Who said so, behind what was said: its verb is none of the market.
SPEECH = re.compile(
    r"(?:,[\"'”]|[\"'”],|,) (?:[\w.'‹›-]+ ){0,4}(?:said|wrote|told|added|noted|argued|warned|says"
    r"|writes)\b[^,;]*"
)
OF_THE_MARKET = re.compile(r",? (?:which|who) (?!will|would|could|may|might|should)")
# How a clause may open whose figure stands before its market.
OPENING = re.compile(
    (
        r"^\W*(?:‹|(?:up\b|down\b|off\b|after|with|in|on|at|by|from|over|for|to|of|as|poised|bound"
        r"|tipped|due|headed|primed|destined|slated|set|despite|having|poorer|richer|lower|higher"
        r"|weaker|stronger|worse|better|ahead|\w+ing\b|measured|buoyed|helped|hurt|lifted|hit|a|an"
        r"|the|no|another|some|about|around|roughly|nearly|almost|more|less|at least|returns?"
        r"|gains?|losses|year|only|just|half|two|three|one|plus|minus|it|there|we|i|closing|weekly"
        r"|monthly|daily|median|mean|average|typical|likely|expect|wanted|next|first|last|still"
        r"|then|downside|upside|bull|bear|base|so|if|look|seen|given|adding|failure|breach"
        r"|clearance|and|but|or|while|probability|odds|chance|chances|likelihood|targets?|support"
        r"|resistance|fair|total|annual|annuali[sz]ed|realised|realized|best|worst|top|bottom"
        r"|market|analysts?|strategists?|traders?|economists?|investors|bulls|bears|corrections?"
        r"|declines?|drops?|rallies|dips?|pullbacks?|sellers|buyers|talk|among|somewhere|anywhere"
        r"|where|midterm|election|historically|typically|once|twice|never|not|neither|both|each"
        r"|every|all|any|since|during|within|between|before|until|when|whenever|year-end|twelve|six"
        r"|add|now|today|however|meanwhile|\$)(?![\w']))"
    ),
    re.IGNORECASE,
)
FED_TARGET = re.compile(r"\b(?:its|the) (?:target|policy rate)(?: range| rate)?\b")
FED_MOVED = re.compile(r"\b(?:lift|rais|cut|lower)\w* its target (?:range|rate)\b")
PAST = re.compile(
    r"(?<!will )(?<!would )(?<!could )(?<!may )(?<!might )(?<!should )(?<!can )(?<!\bbe )"
    r"(?<!\bis )(?<!\bare )(?<!\bto )(?<!being )(?:(?<=‹f\d› )|(?<=‹f\d\d› ))(?:cut|put|hit|let"
    r"|set)\b|(?<!will )(?<!would )(?<!could )(?<!may )(?<!might )(?<!should )(?<!can )(?<!\bbe )"
    r"(?<!\bis )(?<!\bare )(?<!\bto )(?<!being )\b(?:was|were|has|have|had"
    r"|could(?: not(?! (?:rule|see|be))| hardly| barely)|couldn\'t|rose|fell|slid|sank|lost|won"
    r"|did|found|made|gave|took|went|came|saw|stood|held|broke|hit|shed|clung|crept|sprang|drew"
    r"|flew|threw|blew|drove|rode|spent|sent|lent|built|dealt|felt|met|caught|bought|sold|paid"
    r"|fought|sought|stuck|struck|hung|spun|became|got|understood|withstood|undid|outdid|overtook"
    r"|retook|tore|wore|froze|chose|bent|swept|wept|fled|sped|dug|put on|beat|led|leapt|sprang"
    r"|began|ended|closed|settled|finished|kept|left|grew|slept|ran|outran|outshone|outsold"
    r"|outgrew|overcame|brought|bore|swung|shot|shrank"
    r"|[a-z]{2,}(?<!ne)(?<!spe)(?<!sp)(?<!fe)(?<!see)(?<!inde)ed)\b"
)
# "Has not closed below 2,500 since" is a state that lasts.
STILL = re.compile(r"\b(?:has|have|had) (?:not|never)\b")
FINISH = re.compile(
    r"\b(?:close[ds]?|closing|end(?:ed|ing|s)?|finish(?:ed|ing|es)?|settle[ds]?|stood|left)\b"
)
LED_TO = re.compile(r"\bto (?:about |around |nearly |just |a |the |only |some |roughly )*$")
PRESENT = re.compile(
    r"\b(?:is|are|(?<!to )trades?|stands?|sits?|remains?|now"
    r"|(?<!› )(?<!its )(?<!the )(?<!bond )(?<!their )(?<!whose )(?<!note )yields?|costs?|pays?"
    r"|(?<=› )yields(?= (?:about |around |just |only )?‹%)|fetch(?:es)?|comes? in|lies?|do|does"
    r"|waits?|looms?|beckons?"
    r"|looks?|seems?|appears?|suggests?|points?(?= to))\b"
)
ASIDE = re.compile(r"^,? ?(?:after|against|compared|following|versus|from|than|despite|since)\b")
NEGATED = re.compile(
    rf"\b(?:{words.NOT})\b(?! (?:\w+ )?(?:surpris\w+|shocked|astonished|amazed|stunned|rule out"
    r"|unlikely|only|since\b)| ‹w)"
    r"|n't\b(?! (?:\w+ )?(?:surpris\w+|shocked|astonished|amazed|stunned|rule out|unlikely|only))"
)
FOREIGN = re.compile(r"\b(?:shares?|stock) (?:of|in) (?:an?|the) ")


# "After a weak January its returns have been better": what came before turns no move.
AFTER_SUCH = re.compile(
    r"\b(?:after|following) (?:an? |the )?(?:weak|strong|poor|good|bad|soft|losing|winning|down|up"
    r"|negative|positive|lacklustre) (?:ones?|‹w\d+›|starts?|months?|years?|weeks?|days?"
    r"|quarters?)(?!\w)"
)


def said(stretch: str) -> Direction:
    """Return the direction that the last such word of a stretch states; a negation turns it."""
    stretch = POLICY.sub(lambda m: " " * len(m[0]), stretch)
    stretch = words.PHRASAL.sub(lambda m: " " * len(m[0]), stretch)
    stretch = RISK.sub(lambda m: " " * len(m[0]), stretch)
    stretch = AFTER_SUCH.sub(lambda m: " " * len(m[0]), stretch)
    stretch = words.WITHOUT_ONE.sub(lambda m: " " * len(m[0]), stretch)
    stretch = words.SAID_BY.sub(lambda m: " " * len(m[0]), stretch)
    stated = [(m.start(), m.end(), True) for m in UP.finditer(stretch)]
    stated += [(m.start(), m.end(), False) for m in DOWN.finditer(stretch)]
    alone = [
        t
        for t in stated
        if not any(o[0] <= t[0] and t[1] <= o[1] and o[1] - o[0] > t[1] - t[0] for o in stated)
    ]
    if not alone:
        return ""
    last = max(alone)
    up = last[2]
    if NEGATED.search(stretch[: last[0]]) and not re.search(r"not only|nothing but", stretch):
        up = not up
    return "up" if up else "down"


# "Despite the index falling 4%": what happened, whatever is expected after it.
DESPITE = re.compile(
    r"\W*(?:despite|in spite of|notwithstanding|following) "
    r"(?!(?:expect|forecast|predict|project|the (?:prospect|risk|threat))\w*)[^,;:]*"
)


def is_of_result(text: str, at: int, found: Time, times: list[Placed[Time]]) -> bool:
    """Return whether a time is that of what was done in spite of what a place speaks of."""
    if not DESPITE.fullmatch(text[:at]):
        return False
    return found not in [t.mention for t in times if "," not in text[at : t.start]]


# "Shot up 492 points, or nearly 8%": the second figure is stated as the first is.
OR_FIGURE = re.compile(r",? or (?:about |nearly |almost |roughly |some |more than )?")
STATED_BEFORE = re.compile(
    r"\b(?:rose|fell|gained|lost|added|shed|shot|dropped|climbed|jumped|slid|sank|slipped|surged"
    r"|soared|tumbled|plunged|slumped|advanced|declined|rallied|retreated|closed|ended"
    r"|finished)\b[^.;,]*‹[#i]\d+›$"
)


# What is feared or hoped for has not happened: "fears of a quarter-point hike on Wednesday".
FEARED = re.compile(
    r"\b(?:fears?|worr(?:y|ies)|concerns?|hopes?|expectations?|bets?|speculation|anticipation"
    r"|prospects?|risks?|talk|jitters) (?:of|about|for|over|on) "
    r"(?:(?:an?|another|the|one more) )?(?:[a-z-]+ ){0,2}$"
)


# What comes after a step that is spoken of: "a cut in June, followed by another in September".
# "It is 7% under its peak, in what would be its largest retreat": it has fallen all the same.
FOLLOWED_BY = re.compile(
    r", (?:to be )?followed by\b|, in what (?:would|could|will) (?:be|mark|become)\b"
)


def looks_ahead(text: str, clause: tuple[int, int], at: int, time: Time | None, on: date) -> bool:
    """Return whether a place speaks of the future: by its time, or by the words of its clause."""
    text = words.MODAL_APART.sub(r"\2 \1 ", text)  # of one length: all places stay where they are
    text = FOLLOWED_BY.sub(lambda m: " " * len(m[0]), text)
    if words.HAS.search(text, clause[0], at) and words.WAY_AHEAD.match(text, at):
        return True
    if words.NOTHING_UNTIL.search(text, clause[0], at):
        return True
    if time and time.role == "vague ahead" and (time.first < on or time.words == "eventually"):
        reported = PAST.search(text, *clause) and not FUTURE.search(text, *clause)
        return not reported
    spoken_of = PAST.search(text, *clause) and not FUTURE.search(text, *clause)
    if time and time.role in {"ahead", "vague ahead"}:
        return not (spoken_of and " next " in time.words)
    if time and time.named and time.role in {"in", "by", "before"} and time.first > on:
        return True
    if time and time.role in {"back", "since", "so far", "vague since"}:
        return False
    if time and time.role == "in" and time.named and time.words and time.last < on:
        return False
    start, end = clause
    if OR_FIGURE.fullmatch(text[start:at]) and STATED_BEFORE.search(text[:start]):
        return False
    if SUPPORT_AT.search(text[:at]):
        return False
    if APPOSED_MOVE.search(text[:at]) and time and time.first <= on and time.role != "by":
        return False
    if CURRENT_OF.search(text[:at]) or (
        not (time and time.first > on) and STANDS_AT.search(text[:at])
    ):
        return False
    if BEYOND_OPENED.match(text) and not re.search(r"\b(?:was|were|had|[a-z]+ed)\b", text):
        return True
    if (
        time
        and time.role in {"by", "before", "ahead", "span"}
        and time.next_last > on
        and WILL_HAVE.search(text, *clause)
    ):
        return True
    text = text[:at] + SPEECH.sub(lambda m: " " * len(m[0]), text[at:])
    if HAVING.search(text[start:at]) or DESPITE.fullmatch(text[:at]):
        return False
    if (
        time
        and time.role == "by"
        and not time.named
        and time.next_last > on
        and FUTURE.search(text)
    ):
        return True
    left, right = text[start:at], text[at:end]
    if FEARED.search(left):
        return True
    left = RELATIVE.sub(lambda m: m[0] if m.end() == len(m.string) else " ", left)
    if "‹f" in text or FED_MOVED.search(text):
        left, right = FED_TARGET.sub(" ", left), FED_TARGET.sub(" ", right)
    if is_apposed(text, at) and APPOSITION_ENDS.match(re.sub(r"^‹[^›]+›", "", right)):
        return False
    if CLOSE_OF.search(left) and not AIMED_AT.search(left):
        return False
    if (
        CALLED.match(text[at:end])
        or TARGET.search(left)
        or REVISED.search(left)
        or LEFT_IN.match(text[at:end])
        or TO_GO.search(left)
    ):
        return True
    futures = [m.span() for m in FUTURE.finditer(left)]
    pasts = [
        m.start() for m in PAST.finditer(left) if not any(s <= m.start() < e for s, e in futures)
    ]
    if futures or pasts:
        return max((s for s, _ in futures), default=-1) > max(pasts, default=-1)
    if time is None and WITH_RATE_AT.fullmatch(left):
        return False
    if OPENED_WITH.match(left) and not FUTURE.search(right.partition(",")[0]):
        return False
    supposed = IF.search(text) or IF_IMPERATIVE.match(text)
    if FUTURE.search(right) or (supposed and not PAST.search(text[start:end])):
        return True
    if IS.search(left) and BELOW_IT.match(right):
        return False
    if (
        not PAST.search(right)
        and not PRESENT.search(right)
        and not STANDS.search(left)
        and FUTURE.search(text[:end] if "; " in text[end:] else text)
    ):
        return True
    if PAST.search(right):
        return False
    if time and time.role in {"by", "before"} and time.next_last > on:
        return True
    if OF_THE_MARKET.match(text, start) and not FUTURE.search(text, start, end):
        return False
    if PRESENT.search(text, start, end) or STANDS.search(left):
        return False
    return (bool(FUTURE.search(text[:start])) and not PAST.search(text[:start])) or bool(
        FUTURE.search(text[end:]) and not PAST.search(text[end:])
    )


# "Is 19% below its peak": how far it stands from it today.
IS = re.compile(r"\b(?:is|are|remains?|stands?|sits?) (?:now |still |already |about |some )*$")
BELOW_IT = re.compile(
    r"‹[^›]+› (?:below|above|under|off|short of|away from) (?:its|their|the|that|last)\b"
)
# "After Monday's bounce it is back at 598" is a price of today.
AFTER_IT = re.compile(r"\b(?:after|following|despite) (?:the )?$")
# A name after a figure that has a figure of its own: "2% to the Dow's 1%".
OWN_FIGURE = re.compile(words.marks(r"'s? (?:\w+ )?<A>"))
# "The Dow rose 1% and the Nasdaq 2%, leaving it up 20%" is said of the last.
LEAVING = re.compile(r", (?:giv|hand|leav|tak|bring|putt|send|push|lift|driv|carry|extend)ing $")
WITH_FIGURE = re.compile(words.marks(r" <A>(?!-)"))
# "The gain of 0.2% was topped by the 0.9% advance of the fund": the first is none of the fund's.
WAS_BEATEN = re.compile(
    r"‹[%hip]\d+› (?:was|were) (?:[a-z]+ )?by (?:the |a |an )?(?:[a-z]+ )?‹[%hip]\d+›"
)
# "We look for 2,500, with small caps in the lead": what is said of another beside it.
BESIDE_IT = re.compile(r"›[^;‹]*, with (?:the )?(?:‹n\d+› [a-z]+ing (?:the )?)?$")


def is_beside(between: str) -> bool:
    """Whether a market named after a figure stands in a clause beside it."""
    return BESIDE_IT.search(between) is not None


def has_its_own(text: str, start: int, end: int, at: int) -> bool:
    """Whether a market named after a figure has one, or a clause, of its own."""
    if WITH_FIGURE.match(text, end) or WAS_BEATEN.match(text, at):
        return True
    return is_beside(text[at:start])


# "2% is what it lost", "2,800 is where the bank sees it".
CLEFT = re.compile(
    r" (?:is|was|are|were|would be|will be|might be) (?:what|how much|how far|where)\b"
)
# "Ends 2026 at 2,900" is a price of the last day of that year.
ENDING = re.compile(r"\b(?:end|finish|clos|exit|see out|leav)(?:e|es|s|ing)? $")
