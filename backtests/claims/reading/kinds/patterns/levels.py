"""Words of levels and prices, and of what is said of them."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.vocabulary import directions

LEVEL_LEAD = re.compile(
    r"(?:\b(?:brings?|puts?|exposes?|opens?|at|to|near|around|about|above|below|over|under|past"
    r"|through|beyond|of|is|be|been|was|stood|towards?|reach(?:es|ed)?|hits?|test(?:s|ed|ing)?"
    r"|hold(?:s|ing)?|break(?:s|ing)?|broke|topp(?:ed|ing)|tops|cross(?:es|ed|ing)?"
    r"|clear(?:s|ed|ing)?|record|high|low|for|off|as (?:far|high|low|much) as|between|from|just"
    r"|only|roughly|approximately|nearly|almost|some|where|until|close|levels?|on|with|back|price"
    r"|a|touch(?:es|ed|ing)?|lost|loses|regain(?:s|ed)?|reclaim(?:s|ed)?|retest(?:s|ed|ing)?"
    r"|defend(?:s|ed)?|approach(?:es|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|top"
    r"|eclips(?:e|es|ed|ing)|breach(?:es|ed|ing)?|pierc(?:e|es|ed|ing)|revisit(?:s|ed|ing)?|see"
    r"|challeng(?:e|es|ed|ing)|attain(?:s|ed|ing)?|scal(?:e|es|ed|ing)|conquer(?:s|ed|ing)?"
    r"|vault(?:s|ed|ing)?|smash(?:es|ed|ing)?|bust(?:s|ed|ing)?|beneath|atop|inside|within|than"
    r"|shows?|print(?:s|ed)?|reads?|registers?|quoted|averag(?:e|es|ed|ing)|versus|against|seen"
    r"|sees?|objective|target|support|resistance|the|key|round|psychological|arrive at|case:|and"
    r"|or|into|is:|yet|in|by|buys|buy|toward|fetch(?:es|ed)?|then|next|forecast(?:s|ing)?|targets"
    r"|maybe|perhaps|possibly|targeting|expecting|projecting|predicting|eyeing|stands|settled|finished|closed|ended)"
    r"|[:(,›]) ?$"
)
MOVE_TO = re.compile(
    (
        rf"(?:{'|'.join([*directions.UP, *directions.DOWN])})(?: (?:\w+|‹w\d+›)){{0,2}} "
        r"(?:to|toward|towards|as far as|as high as|as low as|into|back to|at|past|through|above"
        r"|below|under)(?: the| a| about| around| just| nearly| only| roughly| some)* ?$"
    ).replace("<A>", r"‹[^›]+›")
)
PART_OF = re.compile(
    r" of (?:‹r\d+›|(?:them|us|whom|which|the|its|those)\b)"
    r"|(?: (?!(?:as|on|with|while|after|and|or|in|for|when|by|is|are|was|but|if|that|which|where"
    r"|before|amid|since|of|to|from|at)\b)[\w.›‹-]+){0,3} (?:‹m\d+›|companies|stocks|firms"
    r"|constituents|members|names|businesses|holdings|issues)(?!\w)"
)
# Words that lead to a price, so that "to 30" is one of a fund.
TO_PRICE = re.compile(
    r"\b(?:(?:go(?:es|ing)?|head(?:s|ed|ing)?|mov(?:e|es|ing)|return(?:s|ing)?|back"
    r"|ris(?:e|es|ing)|fall(?:s|ing)?|drop(?:s|ping)?|climb(?:s|ing)?|rall(?:y|ies)"
    r"|slid(?:e|es|ing)|sink(?:s|ing)?) to|above|below|under|over|at|near|around|past|through"
    r"|hits?|(?:re)?tests?|touch(?:es)?|reach(?:es)?|target of) (?:about |around |just "
    r"|nearly )?$"
)
BY = re.compile(r"^ ‹w\d+›")
# "A 4,200 bear case".
OF_CASE = re.compile(
    r" (?:(?:bull|bear|base) case|(?:(?:year-end|price|12-month|official|new|old"
    r"|‹w\d+›) ){0,2}(?:targets?|objectives?))\b"
)
# A price that opens a sentence: "2,900 is our target".
NAMED_LEVEL = re.compile(
    r" (?:is|remains|was|has been|would be|will be|could be) (?:our|the|their|its|his|her|my"
    r"|within|on the|possible|where|what|next|a |still)\b"
)
IN_APPOSITION = re.compile(r"‹[nr]\d+›, (?:now |trading )?at (?:about |around )?$")
AT_FIRST = re.compile(
    r"(?:.*\b(?:w[oi](?:u)?nds?|end(?:s|ed)?|finish(?:es|ed)?|clos(?:es|ed)) up "
    r"|\W*(?:and )?)at (?:about |around |just )?"
)
SIDE_AFTER = re.compile(
    r"^ (?:higher|lower|dearer|cheaper|richer|poorer|weaker|stronger|up|down|off)\b(?! than)"
)
AFTER_DOWN = re.compile(
    words.marks(
        r"^,?(?: (?!was|is|or|and|having|after)[\w-]+| <N>| <T>|,){0,6}? (?:has |have |having "
        r"|been |was |is |were |again |finally |not |did not |has not )*(?:g[ai]ve[ns]? way"
        r"|failed|crack(?:ed|s)|snapp(?:ed|s)|crumbled|breached|not held?|hold\b(?<=not hold)"
        r"|lost\b(?! $)(?! (?:\w+ )?‹[%hip])|broken\b|broke\b|abandoned|surrendered|collapsed"
        r"|violated|undercut)"
    )
)
NOBODY = re.compile(
    r"\W*(?:nobody|no one|none of|at no (?:point|time|stage)|under no circumstances"
    r"|no (?:analyst|strategist|economist|forecaster|house|bank|broker))\b(?!(?: \w+){1,3} (?:why"
    r"|how|what|whether)\b)"
)
NOT_YET = re.compile(
    r"\b(?:not|never|n't|fail(?:s|ed)? to|unable to|yet to|refus(?:es|ed) to"
    r"|struggl(?:es|ed) to)\b[^,;:.‹]{0,24}$"
)
NOT_REACHED = re.compile(
    rf"\b(?:{words.NOT}|(?:little|no|scant|slim|small) (?:chance|prospect|hope)|unlikely|hard to"
    rf"|difficult to|doubt\w*|struggle to)\b|n't\b"
)
PRESENT = re.compile(
    r"\b(?:is|are|stands?|trades?|now|sits?|changes hands|remains?|holds?|holding|at|fetch(?:es)?"
    r"|hovers?|hovering|trading|costs?|maintains?)\b"
)
# Verbs of a move whose object is the price reached.
TO_LEVEL = re.compile(
    r"\b(?:over|past|through|vault\w*|recaptur\w*|recover\w*|conquer\w*|overc[ao]me|hurdl\w*"
    r"|pass(?:es|ed)|pierc\w*|undercut|topp?(?:s|ed|ing)?|clear\w*|cross\w*|reclaim\w*|regain\w*"
    r"|retook|retak\w*|surpass\w*|exceed\w*|breach\w*|scal\w+) (?:\w+ )?$"
)
# "Settled at 40.40 dollars, nearly a dollar ahead of its June close": the second sum is a distance.
DISTANT_FROM = re.compile(
    r" (?:a barrel |an ounce )?(?:ahead of|above|below|higher than|lower than|more than"
    r"|less than) (?:the |its |their )?‹w"
)
# "By the close the damage had been pared to 350": what is left of the fall.
PARED_TO = re.compile(
    r"\b(?:loss(?:es)?|damage|deficit|decline|drop)\b[^,;.]* (?:pared|trimmed|cut|reduced"
    r"|narrowed|whittled)(?: back| down)? to (?:about |just |only )?$"
)
# "An ounce of gold costs $1,870, 2% less than a week ago": where the price stands.
COSTS = re.compile(r"‹n\d+› (?:now |still )?(?:costs?|fetches|goes for|sells for) (?:about )?$")
MOVE_OF = re.compile(
    r"\b(?:gain|loss|rise|fall|drop|advance|decline|jump|slide|plunge|tumble) of (?:about "
    r"|nearly |almost |some )?$"
)
# A gain "of 20 to 8,598", "of 20, or 0.2%".
MOVED_TO = re.compile(
    r"(?: points?)?,? (?:to|at|or) (?:about |nearly )?‹[#%]|(?: points?)?, ‹%| \(‹%"
)
SIDE_ONLY = re.compile(r"^ (?:up|down|higher|lower)(?=[,.;]| on\b| and\b|$)")
BARE_MOVE = words.any_of(*directions.UP, *directions.DOWN)
# A time that only names an extreme: "resistance around the July high of 2,090".
OF_AN_EXTREME = re.compile(r"(?:'s)? (?:highs?|lows?|peaks?|troughs?|tops?|bottoms?)\b")
INTRADAY = re.compile(
    r"\b(?:intraday|at (?:midday|noon|lunch|one point|its low|its worst|its best|the low"
    r"|the high)|earlier in the (?:day|session)|in (?:early|morning|afternoon|late) trad(?:e|ing)"
    r"|at (?:its|the|their) (?:session |day's )?(?:lows|highs|worst|best|depths)"
    r"|at the open|in the (?:first|opening) (?:few |half[- ])?(?:minutes|hours?)|for a moment)\b"
)
RECORD_OF = re.compile(
    r"\b(?:a|its|their|another|new|fresh)(?: new| fresh)? record $"
    r"|\b(?:record|all-time)(?: closing| intraday| year-end| weekly"
    r"| monthly)?(?: (?:high|peak|close|(?P<low>low)))? (?:of|at) (?:just )?$"
)
THEN_AT = re.compile(
    r",? (?:and )?(?:then|below that|above that|after that) (?:at |near |around )?"
)
# The sum of a streak: ", a gain of 7%".
A_GAIN_OF = re.compile(
    r",? (?:a|for a|with a) (?:combined |total |cumulative )?(?:gain|loss|rise|fall|advance"
    r"|decline) of "
)
# What stands beside the figure before it and names no market: "3,300, 7% above today's 3,084".
BESIDE_FIGURE = re.compile(
    r"(?: ‹w\d+›)?, (?:or |some |about |and |then )?| (?:above|below|over|under) ‹w\d+› "
    r"| and (?:then |after that )?|,?(?: [^,;.]{0,24},)? (?:then|followed by) "
)
# What went before leaves nothing to what follows: ", after a loss of 1%, and the other 2%".
AFTER_ALL = re.compile(r",? (?:after|despite|following|having) ")
