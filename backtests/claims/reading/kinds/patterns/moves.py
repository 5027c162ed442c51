"""Words beside the size of a move, and beside what a rate stands at or moved by."""

from __future__ import annotations

import re

from backtests.claims.reading import words

VERB_LEAD = re.compile(
    r"\b(?!was|is|has|its|this|as|yields)\w+(?:ed"
    r"|s) (?:(?:by|about|nearly|almost|another|a|some|roughly|over) )*$"
)

PART_OF = re.compile(
    r"^ (?:of|in|stake|share|weight|interest|annual fee|fee|yield|coupon|tax|tariff)\b"
)

# "Rose 4% in the six months after the first cut", "is up 7% from there": days not in the text.
AFTER_AN_EVENT = re.compile(
    r" ‹w\d+› (?:after|following|from) the (?:first|last|opening|final)\b|,? from there\b"
)
# "The cut of 18 September was followed by a rally of 8%": how long after is not in the text.
FOLLOWED_BY = re.compile(r"\b(?:was|were) followed by (?:an? )?(?:[a-z-]+ ){0,2}(?:of )?$")
# "A gain of 2% was trimmed to 1%": what is left has the direction of the whole.
LESSENED = re.compile(
    rf"\b(?P<move>{words.NOUNS_OF_MOVE}|gains|losses)\b[^;.]*\b(?:cut|trimmed|pared|reduced"
    rf"|whittled|shaved|narrowed|limited|kept)"
    r"(?: back| down)? to (?:about |just |only |less than )?$"
)
# "Spiked to around 60 points": where it went, and not how far.
REACHED = re.compile(
    r"\b(?:to|at|near|hit|reached|topped|touched) "
    r"(?:(?:as high as|about|around|nearly|over|almost) )?$"
)

LEVEL_OF = re.compile(
    r"\b(?:at|to|of|is|was|be|at least|above|below|under|over|near|around|reach\w*|touch\w*"
    r"|topp\w+|test\w*|hit|hits|past|through|from|(?:bounced|rebounded) off"
    r"|pays?|paying|yields|yielding|offers?|offering)(?: \w+){0,2} ?$"
    r"|[:,›] $"
)
MOVE_OF = re.compile(
    r"\bto (?:add|cut|raise|lift|lower|hike|trim|shave)(?: (?:rates|‹[fr]\d+›))? "
    r"(?:by )?(?:another |about |a further )*$|\bone of (?:\w+ )?$"
    r"|\b(?:add(?:s|ed|ing)?(?: up)?|com(?:e|es|ing)|came|amount(?:s|ed|ing)?|total(?:s|led|ling)?"
    r"|sum(?:s|med)?(?: up)?) to (?:\w+ ){0,2}$|\b(?:on top of|in addition to)(?: \w+)? $"
    r"|\bby(?: \w+){0,3} $|\b(?:cut|hike|increase|reduction|rise|fall|easing|tightening)s? "
    r"of(?: \w+)? $"
)
OF_EASING = re.compile(
    r" (?:worth )?of (?:[\w-]+ )?(?:easing|tightening|cuts?|hikes?|‹f)"
    r"|[- ](?:cut|hike|increase|move|reduction|rise|fall|decline|jump|drop)"
)
STANDS_MOVED = re.compile(
    r"\b(?:up|down|higher|lower|off|wider|tighter) "
    r"(?:by |about |around |roughly |nearly |some |another )*$"
)
# "Six basis points above Tuesday's level", "a cut in May, this time of 25 basis points".
SINCE_LEVEL = re.compile(
    r" (?:above|below|over|under|higher than|lower than|more than|less than) "
    r"(?:(?:‹w\d+›(?:'s)?|where|the (?:day|week|month) before))"
)
# A distance from a high or a low: "117 basis points above its September low".
OF_EXTREME = re.compile(
    r" (?:above|below|under|over|beneath|inside|outside|off|from|short of|away from|higher than"
    r"|lower than|up from|down from|wider than|tighter than) "
    r"(?:its|their|the|a)\b(?: [\w'‹›-]+){0,4}? "
    r"(?:highs?|lows?|peaks?|troughs?|bottoms?|tops?|wides|tights)\b"
)
MOVED = re.compile(
    r"\b(?:ris|fall|gain|los|drop|climb|shed|add|slid|jump|eas|narrow|widen|tighten|fell|rose|slip"
    r"|sank|cut|hik|rais|lower|trim|slash|lift|reduc)\w* (?:by )?(?:another |about |nearly )?$"
    r"|\b(?:is|are|was|were) (?:up|down|higher|lower) "
    r"(?:by |a mere |just |only |about |another )*$"
)
OTHER_END = re.compile(
    words.marks(
        r"^ (?:less|more|lower|higher|above|below|under|over|beneath|short|shy|in excess|clear)"
        r"(?: than| of)?(?: that of| those of| that on)? (?:the )?(?P<name>‹y\d+›)"
    )
)
FROM_IT = re.compile(
    words.marks(
        r"(?:^|[:;,] )from (?:a (?:level|low|high|reading|spread) of )?(?P<level><A>)"
        r"(?: (?:above|over) [a-z]+)?(?: <T>)?,? (?:the )?<N>(?: yield)?(?:, [^,‹]*,)? "
        r"(?:has |have |had )?[^‹;]*\bto (?:only |just |about )?$"
    )
)
# "4.40% from 4.16%": between where a rate is and where it was.
# The close or extreme that a rate is said to come from: "down from a mid-July high of 4.49%".
FROM_LEVEL = (
    r"(?:'s)? (?:closing |record |intraday |recent )*(?:close|level|finish|settlement|high|low|peak"
    r"|trough|wide|tight|reading|top|bottom) (?:of|at|near) "
)
OF_ITS_LEVEL = re.compile(FROM_LEVEL)
FROM_BEFORE = re.compile(
    r"(?: ‹w\d+›)?,? \(?(?:(?:up|down|higher|lower) (?:[a-z]+ly )?)?from "
    r"(?:(?:the|its|their|an?) )?"
    rf"(?:‹w\d+›(?: |{FROM_LEVEL})|(?:‹#\d+›-[a-z]+|[a-z]+(?:-[a-z]+)?){FROM_LEVEL}"
    rf"|{FROM_LEVEL.replace('? (?:closing', '?(?:closing')})?"
    r"(?:about |around |nearly |just |only )?"
)
# "Is up 15% this year and more than 35% from its peak": it has passed the peak.
UP_AND = re.compile(r"\band (?:by )?(?:more than|over|well over|another|a further) $")
FROM_PEAK = re.compile(r" from (?:its|the|their) (?:[a-z‹›\d-]+ ){0,3}(?:peak|high|top|record)\b")
# "Has lost 27% of its gains since the vote": a share of a move, and no move of a price.
# "Since hitting a high of 9.77%": a yield, and no move of a price.
HIGH_OF = re.compile(
    r"\b(?:hit|hitting|reach(?:ed|ing)?|touch(?:ed|ing)?|set|from|since|at|near) (?:an?|its|the) "
    r"(?:[a-z-]+ ){0,2}(?:high|low|peak|trough) of (?:about |nearly )?$"
)
SHARE_OF_A_MOVE = re.compile(
    r" of (?:its|their|the|that|those|this) (?:[a-z-]+ )?(?:gains|losses|advance|rally|rebound"
    r"|decline|slide|recovery)\b"
)
# "Raised its key rate three-quarters of a point".
STEPPED = re.compile(
    r"\b(?:rais|lift|hik|increas|cut|lower|trim|reduc|slash)\w* (?:its |the |their )?‹[fr]\d+›"
    r"(?: (?:a|another|a further|by))? $"
)
# "Leave a spread of 23 basis points": that of the two yields named.
SPREAD_OF = re.compile(r"\b(?:spread|gap|difference) (?:of|at) (?:about |just |only )?$")
OF_STEP = re.compile(r"\bthis time (?:of|by) (?:about )?$")
# "Has been near zero", "cut its rate to near zero": a level of the rate in percent.
AT_ZERO = re.compile(r"\b(?:(?:near|close to|at|around|to|nearly|almost) )+$")
# "A measured move of 350 points": how far a price has yet to go.
MEASURED_MOVE = re.compile(r"\b(?:measured|projected|implied) move (?:of|is|was) (?:[a-z]+ )?$")
# "Would lift its target range to 2.25%-2.50%".
LIFTED = re.compile(
    r"\b(?:lift|rais|bring|cut|cutt|lower|reduc|hik|trimm?)(?:e?s|ed|ing|e)? (?:its |the )?‹f\d+›"
    r"(?: target)?(?: range)?(?: – [^–‹]* –)? (?:up |down )?to (?:(?:an?|the) (?:new |target )*"
    r"range (?:of|between) |between )?$"
)


def lifted_to(lead: str) -> str:
    """Return the words that raised or cut a rate to the figure behind them, if there are such."""
    m = LIFTED.search(lead)
    return m[0] if m else ""
