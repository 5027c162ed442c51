"""Words of prices to be reached: what holds them off, hangs on them or is set against them."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.statement import Direction
from backtests.claims.reading.vocabulary import prospects
from backtests.claims.reading.wording.suppositions import HAPPENING

STAYS = re.compile(
    r"\b(?:stay|remain|hold|keep|be stuck|stuck|stays|remains|capped|cap)(?:s"
    r"|ing)?(?: \w+)? (?:below|under|above|over)\b"
    r"|\btrad(?:e|es|ing)(?: \w+)? (?:below|under|above|over)\b"
    r"|\b(?:will not|won't|not) (?:\w+ ){0,2}(?:reach"
    r"|get (?:back )?(?:past|above|over|below|under|to)|top|exceed"
    r"|(?:fall|go|drop|sink|slip|slide|dip|trade|close|finish|settle|rise|climb|move|be"
    r"|be seen) (?:back )?(?:below|under|beneath|above|over|past|through)|break|cross|see|revisit"
    r"|retest|touch|hit|clear|surpass|breach)\b"
    r"|\b(?:nobody|no one|none of|at no (?:point|time|stage)"
    r"|under no circumstances)\b[^.;]{0,80}\b(?:below|under|beneath|above|over|past|through)\b"
    r"|\b(?:cannot|can't|can not|do not|don't|does not|doesn't|hard to|difficult to|unlikely to"
    r"|not likely to|never|struggle to|doubt\w*)(?: (?!above|below)[\w‹›]+){0,4}? (?:see|reach"
    r"|top|exceed|break|cross|revisit|retest|touch|hit|clear|surpass|breach"
    r"|(?:much |far )?(?:above|below|over|beyond|beneath))\b"
    r"|\b(?:little|no|scant|slim|hardly any|not much|small) (?:chance|prospect|likelihood|hope"
    r"|sign)s? of\b[^.;]{0,60}?\b(?:above|past|over|beyond|below|under|through|reaching|breaking"
    r"|hitting|touching|exceeding)\b|\bnot (?:before|until|till)\b"
    r"|\bnot ‹w\d+› (?:will|is|does)\b|\b(?:no higher than|no lower than|not (?:above|below))\b"
)


_TRADES = re.compile(r"\btrad(?:e|es|ing)(?: \w+)? (?:below|under|above|over) $")
_NOT = re.compile(r"(?:n't|\bnot|\bnever|\bunlikely|\bnor)\b[^,;]*$")
_BY_A_DAY = re.compile(r"(?:by|before|at|come)\b")


RANGE = re.compile(
    r"\b(?:bookends?|lowest|highest|range|corridor|band|floor|ceiling|limits|extremes|brackets?"
    r"|bounds?|fence|goalposts|low|high)\b"
)


FROM_HERE = re.compile(
    words.marks(
        r"\W*from (?:<T>'s )?(?:\w+ )?|\W*from (?:the|its|a) (?:[\w-]+ ){1,3}(?:at|of|near) "
    )
)


EXPECTED = re.compile(r"^, as [^,]{0,50}\b(?:expect|price|imply|assume|predict|forecast)")


_MOVE_PAST = (
    r"(?:break(?:out|down)?|closes?|drive|trade|thrust|move|push|slip|slide|drop|fall|rise|rally"
    r"|breach|loss|failure|hold|decline|dip|return|advance|clearance"
    r"|ability to (?:hold|maintain|sustain|stay|keep)|maintaining|sustaining|staying|holding)"
)
_PAST = (
    r"(?:<T> (?:highs?|lows?|peaks?|troughs?) at|of|above|below|through|under|past|beyond|over"
    r"|to hold|back above|back below|at|beneath)"
)
# "Losing 2,300 would expose 2,200", "clearing the 50-day line at 2,450 opens 2,600".
_GETTING_PAST = (
    r"(?:losing|surrendering|clearing|reclaiming|regaining|recapturing|overcoming"
    r"|surpassing|(?:taking|getting) (?:out|over|back)|breaking|breaching|cracking|piercing)"
)
_NAMED_LEVEL = (
    r"(?:(?:the|its|their) )?(?:(?:<T> )?(?:[a-z-]+ ){0,2}(?:highs?|lows?|peaks?|troughs?|support"
    r"|resistance|average|line|level|mark|neckline) (?:at|of|near|around) "
    r"|(?:[a-z-]+ )?(?:support|resistance)(?: (?:level|zone|area|line))? )?"
)
# "A failure at 2,100, followed by a drop below 2,050, would".
_FOLLOWED = (
    rf"(?:,? (?:followed by|and|and then"
    rf"|or) (?:an? )?(?:[a-z]+ )?{_MOVE_PAST}(?: \w+){{0,2}} {_PAST} {_NAMED_LEVEL}"
    rf"(?P<further><#>),?)?"
)
_LEADS = (
    r"(?:(?:would|could|will|should|may"
    r"|might)(?! (?:not |hardly )?(?:surpris|astonish|amaz|shock|stun|startl|come as|be no|be a))"
    r"|opens?|targets?|puts?|sets? up|brings?|points?|exposes?|paves|clears|counts? (?:in)?to"
    r"|(?:gives?|yields?|produces?|implies|projects?)(?= (?:[\w'-]+ ){1,4}(?:target|objective)))"
)
# Who says so: ", she notes,".
_SAYS = (
    r"(?:, (?:[a-z]+ )?(?:[a-z]+ )?(?:says?|said|notes?|noted|adds?|added|thinks?|argues?|argued"
    r"|reckons?|warns?|warned|writes?|wrote|believes?|points out),)?"
)
BREAK = re.compile(
    words.marks(
        rf"\b(?:{_MOVE_PAST}(?: (?:\w+|‹[nr]\d+›)){{0,4}} {_PAST}|{_GETTING_PAST}) "
        rf"{_NAMED_LEVEL}(?P<amount><#>)(?: (?:level|mark|handle|area|zone))?"
        rf"(?: \([^()]*\))?{_FOLLOWED}[^,.;]{{0,48}}?{_SAYS} {_LEADS}\b"
    )
)

BEYOND_IT = re.compile(
    words.marks(
        r"(?:^|[:;–] )(?P<side>above|below|over|under|beyond|past"
        r"|beneath) (?P<amount><#>),? (?:the (?:path|road|way|door|next|sky)|there (?:is|are)"
        r"|it (?:could|would|has)|we (?:would|see)|look for"
        r"|(?:the )?‹[nr]\d+› (?:has|could|would|will|may|should|is)"
        r"|(?:support|resistance|little|nothing|not much) (?:until|before|is|comes|lies)|next)\b"
    )
)


# "A double top at 107 targets 103": where a pattern of a chart begins.
PATTERN_AT = re.compile(
    words.marks(
        r"\b(?:(?:double|triple) (?P<top>top)|(?:double|triple) bottom|head[ -]and[ -]shoulders"
        r"|flag|pennant|triangle|wedge|cup and handle|breakout|break-out"
        r"|(?P<down>breakdown)) (?:at|from|above|below|near|around) (?P<amount><#>) (?:targets?"
        r"|points? to|counts? (?:in)?to|implies|projects?|suggests?|measures?)\b"
    )
)
# A price that is not reached, and one that a move leads to.
CROSSED = re.compile(
    r"\b(?:reach|exceed|cross|break|see|top|hit|touch|get (?:back )?to|make it (?:back )?to"
    r"|return to|climb back to|regain|clear|pass|beat) $"
)
TO_IT = re.compile(r",? \(?(?:or )?to (?:about |around |roughly |just )?")
# Who wants a price: "the bears on 32,000".
CAMPS = re.compile(r"\b(?:bulls?|bears?|optimists?|pessimists?)\b")
# "4,200 from the bulls, 3,600 from the bears": whose call a price is.
CAMP_AFTER = re.compile(
    r",? (?:\(?(?:from|by|for|among|according to|says?|thinks?|reckon|if you (?:ask|believe)"
    r"|in the (?:view|eyes) of) )?(?:the |its )?(?:(?P<up>bulls?|optimists?)|bears?"
    r"|pessimists?)\b"
)
IMPLIED = re.compile(
    rf"\b(?:implies|implying|means|amounts to|equates to|equating to|equal to|equivalent to"
    rf"|translat(?:es|ing) (?:in)?to) (?:an? )?(?:{words.NOUNS_OF_MOVE})\b"
)
# ", so a bit lower than today".
SET_AGAINST_NOW = re.compile(
    r"(?: ‹w\d+›)?,? (?:(?:so|which is|that is|still|or) )?(?:(?:a (?:bit|little|touch|shade)"
    r"|slightly|somewhat|well|much|far|only) )*(?P<side>lower|higher|above"
    r"|below) (?:than )?(?:‹w\d+›|here|current|where)"
)


# A break that says no side: that of the price it leads to.
EITHER_WAY = re.compile(
    r"(?:break|breach|close|move) (?:\w+ )?(?:of|at|past|through) "
    r"|(?:taking out|breaking|breaching|cracking|piercing) "
)


FROM_BASE = re.compile(
    words.marks(
        r" (?:(?:upside|downside|more|gain|rise|advance|return|increase|higher|lower) )?(?:from"
        r"|above|below|over|beneath|under"
        r"|on) (?:(?:the )?(?:close|closing (?:level|price)|level|price) ‹w\d+›"
        r"|(?:the )?‹w\d+›(?:'s)? ‹#\d+›|(?:the )?‹w\d+›(?:'s)? (?:close|level|finish|settlement)"
        r"|where (?:it|they|‹r\d+›)|current|today's|(?:the )?‹w\d+›(?:'s)? (?:price|value)"
        r"|the breakout|its breakout|breakout|here|the current|present)"
    )
)


CAME_FROM = re.compile(
    r"\b(?:lift|rais|cut|lower|trim|reduc|increas|revis|up"
    r"|down)\w*(?: \w+)? from (?:(?:a|an|the|its|his|her|their) )?(?:previous |earlier |prior "
    r"|old |former )?$"
)


# What a gain to come is counted from: "a 9% gain from Monday's level around 3,860".
COUNTED_FROM = re.compile(
    r"‹%\d+› (?:[a-z-]+ )?(?:gain|rise|return|advance|upside|increase|rally|drop|decline|fall"
    r"|loss|downside|higher|lower|more|less)s? "
    r"(?:from|on|above|below|over|than|versus|against) (?:[^‹.;]|‹[wnr]\d+›)*$"
)


# What a target was before: "to 4,000 an ounce from 3,700".
CAME_DOWN = re.compile(
    r"(?: an ounce| a barrel| a coin| a share| points)?(?: ‹w\d+›)?,? \(?(?:up "
    r"|down )?(?:previously |before )?(?:from|against|versus|compared with) (?:a |an |its |their "
    r"|the )?(?:earlier |previous |prior |old )?"
)


# What a target just named amounts to: ", implying 3% upside".
IMPLIES = re.compile(
    r"\b(?:which|that) (?:would|will|is|are|means?|implies|gives?|amounts? to)\b(?: \w+){0,5} $"
    r"|(?:\b(?:implying|which implies|that implies|which would be|which is|that is|meaning"
    r"|equating to|equates to|equal to|equivalent to|translating (?:in)?to|or|for)|,"
    r"|\() (?:an? )?(?:\w+ ){0,3}$|^ ?\(?$"
    r"|^ (?:represents?|implies|suggests?|means|equals|is) (?:an? )?(?:\w+ ){0,3}$"
)


# What a target comes to, in percent: "equating to a gain of 8%".
EQUATES = re.compile(
    r"\b(?:equat(?:es|ing) to|equal to|equivalent to|translat(?:es|ing) (?:in)?to|representing"
    r"|amounting to|works? out at|working out at) (?:an? )?(?:\w+ ){0,3}$"
)


# What the target of the sentence before amounts to: "That is 18% above yesterday's close".
THAT_IS = re.compile(
    r"^\W*(?:that|this|which|(?:the|his|her|their|its|our) (?:new |latest |revised |updated "
    r"|lower |higher |lowered |raised |reduced )?(?:outlook|target|forecast|call|projection"
    r"|estimate))"
    r"(?:'s|(?: (?:still|now|only|thus|therefore))? (?:is|would be|implies|means|amounts to"
    r"|represents|leaves)) (?:an? )?(?:\w+ ){0,3}$"
)


# "Above that, the next stop is": what follows from passing a level.
BEYOND = re.compile(
    r"\b(?P<side>above|beyond|past|over|below|under|beneath) (?:that|there|here|this|‹r\d+›"
    r"|the (?:line|level|mark|neckline|high|low))(?!\w)"
)


RISES = re.compile(r"(?:tops?|exceeds?|breach(?:es)?|reclaims?|regains?|clears?|breaks?|holds?)$")


HYPOTHESIS = re.compile(
    words.marks(
        r"^\W*(?:only |even |but |and )?(?:if|should|unless|provided(?: that)?|assuming|in case)\b"
        # "A cut of 50 basis points would lift small caps by 5%"
        r"|^\W*(?=(?:an?|another|any|every|each|one more) (?:[a-z-]+ ){0,3}(?:of (?:about )?)?‹)"
        rf"|^\W*(?=(?:an?|another|any) (?:[a-z-]+ ){{0,2}}{HAPPENING})"
    )
)


# "As high as A and no lower than B".
ENDS = re.compile(
    r".*\b(?:(?:as|no) (?P<up>high|low)(?:er)? (?:as|than) )‹#\d*›[^.;]*?\b(?:as"
    r"|no) (?!(?P=up))(?:high|low)(?:er)? (?:as|than) (?:about |around )?(?:‹#\d+›.*)?"
)


PUTS = re.compile(
    words.marks(
        r"<A>[- ](?:\w+ )?(?:gain|advance|rise|rally|move|drop|fall|decline|loss"
        r"|slide)\b[^,.;]{0,12} (?:would |could )?(?:puts?|takes?|brings?|leaves?|carry|carries"
        r"|lifts?|means?|implies)\b[^.;]{0,30}<#>"
    )
)


SUM = re.compile(
    words.marks(
        r"(?P<move><A>)[- ](?:\w+ )?(?P<noun>gain|advance|rise|rally|move|drop|fall|decline|loss"
        r"|slide)\b[^,.;]{0,60}?(?:near|at|around|to|about|of) (?P<level><#>)"
    )
)


# "A correction of 10% would put the index at 2,100".
SUM_OF = re.compile(
    words.marks(
        r"\b(?P<noun>gain|advance|rise|rally|drop|fall|decline|loss|slide|correction"
        r"|pullback) of (?:\w+ )?(?P<move><%>)[^,.;]{0,40}? (?:would|could|will) (?:put|take"
        r"|bring|leave|carry|lift|send|mean)\b[^.;]{0,40}?(?:near|at|around|to|about|of"
        r"|back) (?P<level><#>)"
    )
)


FALLS_TO = re.compile(r"\b(?:below|under|beneath)(?: \w+){0,2} $")


# "Our target rises from 1,950 to 2,080".
TARGET_MOVES = re.compile(
    r"\b(?:targets?|forecasts?|objectives?"
    r"|projections?)\b[^.;‹]*(?:‹[nwr]\d+›[^.;‹]*){0,3}\b(?:rises?|goes|moves|climbs|falls|drops"
    r"|went|rose|fell|climbed|dropped|moved|came|gone|risen|fallen|come"
    r"|(?:is|are|was|were|been) (?:raised|cut|lowered|lifted|trimmed|moved|taken|bumped))(?: up"
    r"| down)? (?:from |to )?$"
)


# A price that would come as a surprise, or is doubted: "it would astonish us to see it at 60,000".
_SURPRISE = r"(?:astonish|amaz|shock|stun|surpris|startl)(?:e|es|ed|ing)?"


DENIED = re.compile(
    rf"\b(?:no reason to (?:think|believe|expect|suppose)(?: that)?"
    rf"|{_SURPRISE} (?:(?:us|me|him|her|them|many|most|anyone|everyone) )?(?:if"
    rf"|to (?:see|find|watch|hear)|should|were|that|by)|(?:a|some) surprise (?:if|to see|were)"
    rf"|doubt(?:s|ed|ful)?(?: (?:that|if|whether))?|(?:un|not )likely to"
    rf"|no (?:spike|rise|move|break|close|fall|drop|rally|run|dip|slide)\b"
    rf"|(?:(?<!a )few|hardly any(?:one|body)?|nobody|no ?one|no longer)(?: [a-z]+)? (?:sees?"
    rf"|expects?|believes?|thinks?|forecasts?|predicts?|foresees?)"
    rf"|(?:hard|difficult|tough) to (?:see|imagine|picture|envisage)"
    rf"|(?:do|does|can) ?(?:not|n't) (?:see|expect|believe|think|imagine|envisage|foresee"
    rf"|look for)|(?:cannot|can't|could not) (?:see|imagine|picture|envisage|conceive of"
    rf"|believe in))\b[^.;]*$"
)


NOT_BEFORE = re.compile(
    rf"(?:\b(?:{words.NOT}|hardly|little|few|nobody|no one)\b|n't\b)(?: \w+){{0,3}} $"
)


WOULD_SURPRISE = re.compile(
    rf"[^.;]*\bwould (?:(?:be|come as) (?!no )(?:an? )?(?:\w+ )?(?:surprise|shock)|{_SURPRISE})\b"
)


def is_denied(lead: str, right: str) -> bool:
    """Return whether a price is one that is not expected: doubted, or one that would surprise."""
    m = DENIED.search(lead)
    if m is None:
        return WOULD_SURPRISE.match(right) is not None
    return not NOT_BEFORE.search(lead[: m.start()])


# "Will fall by 20% to roughly 3,000 points".
TO_PRICE = re.compile(r"‹%\d+› to (?:about |around |roughly |nearly |just )*$")
# "Rose to close at 2,467 points" is a price, "rose by 40 points" a move.
AT_LEVEL = re.compile(
    r"\b(?:clos|end|finish|settl|open|trad|stand|stood|hover|peak|bottom)\w* (?:the day "
    r"|the week |‹w\d+› )?(?:up |down |higher |lower )?(?:at|near|around|above|below) (?:about "
    r"|around |a |nearly )?$|\b(?:hit|hits|reach(?:es|ed|ing)?|touch(?:es|ed|ing)?"
    r"|cross(?:es|ed|ing)?|above|below|beyond|past|record (?:high )?(?:of|at)"
    r"|(?:low|high|level) of) (?:about |around |a |nearly |the )?$"
    r"|(?:^|[,›]|\b(?:up|down|higher|lower|off|points)) at (?:about |around |nearly )?$"
)


# A figure that is a verb in the past, and a word before it that puts it in the future all the same.
PAST_CHANGE = re.compile(r"(?:doubled|tripled|trebled|quadrupled|halved)", re.IGNORECASE)


def is_base_of_gain(lead: str) -> bool:
    """Return whether a price is what a gain to come is counted from, by the words before it."""
    return bool(FROM_HERE.fullmatch(lead) or COUNTED_FROM.search(lead))


def side_of(words_: str) -> Direction:
    """Return the way to which the words of a break point."""
    return (
        "down"
        if re.search(
            r"\b(?:below|under|beneath|breakdown|drop|fall|loss|failure|decline|dip|slide|slip"
            r"|losing|surrendering)\b",
            words_,
        )
        else "up"
    )


# "Will end the year 20% higher than where it started".
THAN_ITS_START = re.compile(
    r" (?:higher|lower|above|below) (?:than )?where (?:‹r\d+›|it|they) (?:started|began|opened)\b"
)

NARROW = 0.03  # how far apart the ends of a zone are that one price stands for

# "A year ago the consensus saw the index at 5,000": a forecast of the past, no price that stood.
SEEN_THEN = re.compile(
    r"\b(?:consensus|strategists?|analysts?|forecasters?|economists?|experts|houses?|brokers?"
    r"|banks?)"
    r"(?: [a-z]+){0,3} (?:saw|expected|predicted|forecast|looked for|called for"
    r"|pencill?ed in)\b[^,;]*$"
)


def is_reached_by(lead: str, time: str) -> bool:
    """Whether a price is one to get to: "trade above it by June", not "through June"."""
    trades = _TRADES.search(lead) is not None and _NOT.search(lead) is None
    return trades and _BY_A_DAY.match(time) is not None


def of_a_camp(text: str, end: int) -> Direction:
    """Return the way of a price that is said to be the call of the bulls or of the bears."""
    m = CAMP_AFTER.match(text, end)
    return ("up" if m["up"] else "down") if m else ""


# A price that a market is past, in a condition: "once 9,000 is out of the way".
LEFT_BEHIND = re.compile(r"\b(?:out of the way|behind (?:it|them|‹r\d+›)|is past)(?: |,|$)")

LOOKS_ON = words.any_of(*prospects.FUTURE, r"ha(?:ve|s|d)")
# "2,900, a gain of 5%": the price is called a move.
CALLED_A_MOVE = re.compile(
    r"(?: (?:(?:by|in|within|before|at) )?‹w\d+›)?(?: an ounce| a barrel)?(?:,| –| \(|:) "
    rf"(?:an?|some|implying|for|or) (?:\w+ ){{0,3}}(?:{words.NOUNS_OF_MOVE}) of\b"
)
# "2,900, 5% above": the side that a price lies on.
SIDE_STATED = re.compile(
    r"‹%\d+› (?:of )?(?P<side>above|below|upside|downside|higher|lower|(?:more|less) than ‹w)(?!\w)"
)
# A condition by which a level gives way.
GIVES_WAY = re.compile(
    r"\b(?:below|under|beneath|not hold|gives? way|fails?"
    r"|goes(?! (?:above|up|through|past|over|back))|breaks? down"
    r"|lost|loses?|losing)\b"
    r"|‹r\d+› breaks(?! (?:above|out|through|past|higher))"
)
# The side of a level that a condition names, and whether it is that of a close.
SIDE_OF_LEVEL = re.compile(
    r"\b(?P<close>close[sd]? )?(?P<side>above|below|under|beneath|over|holds?|past|through|at|to"
    r"|tops?|exceeds?|breach(?:es)?|reclaims?|regains?|clears?|breaks?|loses?)\b"
)
# Between the two ends of a range: "4,000 as the floor and 5,000".
TO_OTHER_END = re.compile(
    r"(?: (?:on|in|for) (?:the )?‹n\d+›)?(?: (?:at|as|for|is|being|was|to (?:act|serve) as"
    r"|acting as) (?:the |its |our |a |their )?(?:bottom|top|low|high|floor|ceiling|lower|upper"
    r"|worst|best)(?: end)?)?,? (?:and |to |or |with )?(?:a |an |the )?"
    r"(?:ceiling |floor |high |low |highest |lowest |top |bottom |upper |lower |limit |bound |of "
    r"|at |end )*"
)
# "Down another 8% from here": from the day of the article, whatever the period.
FROM_HERE = re.compile(
    r" (?:lower |higher |more |less |away )?(?:from|above|below|over|under|than) (?:here\b"
    r"|where it (?:is|stands|trades)\b|today\b|(?:the )?(?:current|present|today's) (?:levels?"
    r"|prices?)\b)"
)
