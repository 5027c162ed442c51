"""Words of counts: so many of so many cases."""

from __future__ import annotations

import re

from backtests.claims.reading import words

ALL_OF = re.compile(
    words.marks(
        r"\b(?P<all>each|every one|every|all|both|none|not one"
        r"|neither)(?: single)?(?: one)? (?:of )?(?:the |its |those |these )?(?:last |past "
        r"|previous |latest |such |most recent )*(?P<amount><#>)(?!-)"
    )
)


OF_THE = re.compile(
    words.marks(
        r"(?<!average )(?<!mean )(?<!median )(?<!total )\b(?:of|in) (?:the |its |those "
        r"|all )?(?:last |past "
        r"|previous )?(?P<n><#>)[^.;]*?\b(?:on|in|for|only|just"
        r"|all but)(?: (?:only|just|some|all))? (?P<k><#>)(?! \w+day)"
    )
)


# "Of the nine earlier cases, six saw a gain".
OF_THESE = re.compile(
    words.marks(
        r"(?:^\W*|[:;–] )(?:but |and )?of (?:the|those|these"
        r"|all)(?: (?:last|past|previous|latest))? (?P<n><#>)(?: (?:[a-z]+"
        r"|<T>)){1,4}, (?P<k><#>)(?: of (?:them|those|which))? (?:(?:have|had) )?(?:happened"
        r"|occurred|fell|saw|were|was|had|have|ended|came|brought|produced|led|finished|closed"
        r"|resulted|went|showed|rose|fell)\b"
    )
)


# "Of the twelve times that it had fallen 10% by May, eight ended with a loss".
OF_TIMES = re.compile(
    words.marks(
        r"(?:^\W*|[:;–] )(?:but |and )?of (?:the|those|these"
        r"|all)(?: (?:last|past|previous|prior|other))? (?P<n><#>) (?:previous |prior "
        r"|such )?(?:times|cases|occasions|instances|occurrences|years|cycles|episodes|events"
        r"|elections"
        r"|recessions|corrections|(?:bear|bull) markets)(?: (?:that|when|in which|where|since"
        r"|<T>)[^;.]*)?, (?:(?:there (?:were|have been) (?:actually |only "
        r"|just )?(?P<k_><#>) (?:where|when|in which|that))"
        r"|(?P<k><#>)(?: of (?:them|those|which))? (?:(?:have|had) )?(?:happened|occurred|fell"
        r"|saw|were|was|had|have|ended|came|brought|produced|led|finished|closed|resulted|went"
        r"|showed|rose|fell|turned|took)\b)"
    )
)


# "Of the past 45 years it has finished 31 with a gain".
OF_WHICH_ENDED = re.compile(
    words.marks(
        r"\b(?:of|in) (?:the |its )?(?:last |past |previous )?(?P<n><#>)[^.;]*?\b(?:finished"
        r"|ended|closed|began|spent) (?P<k><#>) (?:with|in|on|higher|lower|up|down)\b"
    )
)


ON_THE = re.compile(
    words.marks(
        r"\b(?:on|in|of|from|after|at) (?:the|all) (?:last |past )?(?P<n><#>) (?:<T> "
        r"|[a-z-]+ ){0,2}?(?:occasions|times|cases|recessions|corrections|bear markets|cycles"
        r"|instances|occurrences|days|weeks|months|quarters|years"
        r"|sessions)\b[^.;]*?(?P<k><#>) times\b"
    )
)
# What the counted periods brought: "a fifth of them saw 10% gains".
OF_SIZE = re.compile(
    r"[ -](?:gains?|loss(?:es)?|declines?|returns?|drops?|falls?|advances?|rises?|rall(?:y|ies)"
    r"|moves?"
    r"|drawdowns?|corrections?|setbacks?|pullbacks?)\b"
)
# A count and its share: "23 times (30.3%)", "34 of the 45 (76%)".
BESIDE = re.compile(
    words.marks(
        r"(?: [a-z]+){0,3} \((?:or |about )?(?P<share><%>)(?: of (?:the time|all \w+|cases))?\)"
    )
)

# Cases of a sort: "there have also been 12".
THERE_WERE = re.compile(r"\bthere (?:also )?(?:have|had|were)(?: also)?(?: been)? (?:\w+ )?$")
# The figure of one of the counted years: "the last was 2008's 37% decline".
OF_A_YEAR = re.compile(r"‹w\d+›'s $|\b(?:was|is|being) ‹w\d+› $")
# All cases that a mean is taken over, and no count: "in all nine slumps it fell 30% on average".
SAMPLE_OF = re.compile(r"\b(?:in|over|across|through|of|among) (?:the )?$")
MEAN_OF_ALL = re.compile(
    r"\b(?:by|of|with|at) an? (?:average|mean|median)\b|\baverag(?:ed|es|ing)\b"
)
# Days of a move of some size, whichever way: "sessions that saw it move by 2% or more".
EITHER_WAY = re.compile(
    words.marks(
        r"\b(?:mov(?:e|es|ed|ing)|swings?"
        r"|swung)(?: (?:of|by|at|least|more|than|some|about|over|as|much)){0,4} <%>"
        r"|\b(?:in|either) (?:either|way|one) (?:direction|way|or the other)\b"
    )
)
# How long something was: "have lasted 14 months", "took 60 days".
LASTED = re.compile(
    r"\b(?:last(?:s|ed|ing)?|t(?:ake|akes|ook|aken)|need(?:s|ed)?|spent|require[sd]?|r[au]n for"
    r"|horizons? of|endured for|stretch(?:es|ed) over)(?: (?:about|around|roughly|nearly|just"
    r"|only|some|another|an average of|a median of))* $"
)
# What an event led to is what is counted: "each was followed by a fall in A".
RESULT = re.compile(
    r"\b(?:followed by|led to|gave way to|preceded|heralded|ushered in|resulted in)\b"
)
# "A pause of six months or more", "in 22 of them": no number of all cases.
NO_TOTAL = re.compile(
    r" (?:days|weeks|months|years) or (?:more|longer)\b| of (?:‹r\d+›|them|those|these)(?!\w)"
    r"| ‹f\d+›"
)
# "Higher on all five, by an average of 16%".
AVERAGE_OF = re.compile(
    r"\b(?:average|mean|median) (?:gain |rise |return |advance |loss |fall )?of (?:about )?$"
)
# Moves that are counted whichever way they went.
UP_OR_DOWN = re.compile(
    r"\b(?:gain or (?:a )?loss|loss or (?:a )?gain|rise or (?:a )?fall|fall or (?:a )?rise"
    r"|gains or losses|up or down|higher or lower|rose or fell|fell or rose|gained or lost"
    r"|lost or gained|risen or fallen|fallen or risen)\b"
)

LOW = re.compile(r"\b(?:below|under|beneath)\b|\b(?:this|so|as) (?:low|tight|narrow|calm)\b")
HAS_FAILED = re.compile(r"\bfail(?:ed|s)?\b(?! to)")

NO_EVENTS = re.compile(
    r" (?:\w+ )?(?:remaining|left|to go|meetings)\b"
    r"|,? times (?:its|the|their) (?:usual|normal|daily|average|mean|typical|annual)\b"
)

# Two counts of one sentence, of which the second alone compares two markets.
CUE_OF_TWO = re.compile(r"\band (?:\w+ )?(?:outperform|beat|outpac|lagg?|trail|underperform)\w*")
TIMES_OF = re.compile(r" (?:\w+ )?(?:times|cases|occasions|instances|occurrences)\b")
# What the counted years or days were like: "14 years in which it rose by 3%".
IN_WHICH = re.compile(r" ?(?:which|when|where|that|in which) ")
# A number after these words counts no events: "in the last three", "over 12".
NO_COUNT = re.compile(
    words.marks(
        r"\b(?:in|within|for|over|after|at|about|next|last|past|every|these|those|remaining|first"
        r"|other|previous|prior|earlier|both|no|following|final|best|worst|strongest|weakest"
        r"|opening|closing|of the)(?: \w+)? $|\b(?:from|in|during|across) the $"
    )
)
# What happened so many times: "there have been five", "recorded nine".
HAPPENED = re.compile(
    r"\b(?:has|have|had|there (?:were|have been|has been)|saw|seen|counted|count|recorded|suffered"
    r"|weathered|experienced|gone through|made|produced|logged|registered|happened|occurred"
    r"|occurring|happening|occurs|notched|endured|only)\b"
)
# A number that a clause opens with, or that "on" leads to: "on only five occasions".
OPENS_WITH = re.compile(
    r"(?:^|[:;] )(?:only |just )?$"
    r"|\bon (?:only |just |about |some |at least |(?:no )?(?:more|fewer|less) than )*$"
)

# "All three major indexes" are three markets and no cases.
ARE_MARKETS = re.compile(
    r" (?:of )?(?:the )?(?:major |main |big |leading |benchmark )*(?:u\.s\. |us |wall street )?"
    r"(?:stock |equity |market )?(?:indexes|indices|benchmarks|averages|gauges|markets)\b"
    r"|(?: (?:of )?(?:the |its )?(?:‹[nr]\d+›(?:'s)?|gics|major|main|sub))? ?(?:industry )?"
    r"(?:sectors|industry groups)\b"
)
# Events of the market at large: "since 1900 there were 32 bear markets".
OF_THE_MARKET = re.compile(r" (?:[a-z-]+ )?(?:bear|bull) markets\b")
