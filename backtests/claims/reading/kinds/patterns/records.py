"""Words of records and of distances from them."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.extremes import EXTREME

# A verb that leads to a high or low to come: "could hit a new", "to reach its".
TO_REACH = re.compile(
    r"\b(?:(?P<to>to)|will|'ll|could|should|may|might|would"
    r"|can)(?: (?:soon|then|also|well|finally|likely|probably|eventually|even|again|once"
    r"|be able to|manage to|go on to))* (?:reach|hit|set|make|notch|see|post|achieve|touch"
    r"|establish|print|score|test|climb (?:back )?to|rise to|rally to|surge to|march to"
    r"|break(?: out to| to)?|push to|run to|fall to|drop to|sink to"
    r"|slide to)(?: (?:a|an|its|their|the|another|new|fresh|yet|more|further|several|many"
    r"|multiple|even|higher|of))* $"
)
FROM_RECORD = re.compile(
    r"^(?! from peak to trough) ?(?:\w+ )?(?:below|from|off|under|beneath|short(?: of)?|away from"
    r"|shy(?: of)?|down from|beneath|than(?: at)?)\b(?:(?!‹[%p])[^.;]){0,50}?"
    r"\b(?:record|highs?|peaks?"
    r"|summits?|top|all-time|theirs)\b"
)
OF_RECORD = re.compile(
    r"^ of (?:(?:surpass|pass|topp|eclips|match|exceed|reach|regain|reclaim|sett"
    r"|hitt)ing )?(?:the|its|their|a|an)\b[^.,;]{0,40}?\b(?:record|highs?|peaks?|summits?"
    r"|all-time)\b"
)
# A time that names the peak a distance is measured from: "5% off the high of 30 October".
OFF_HIGH = re.compile(
    r"(?:off|below|from|under|beneath) (?:the|its|their|an?) [^‹]*\b(?:high|peak|record|top)\b"
)
PEAK = re.compile(
    r"^(?:'s)? (?:intraday |closing |record |all-time )*(?:peak|summit|high|record|top)\b"
)
OF_THE_PEAK = re.compile(
    r"\b(?:record|highs?|peaks?|summits?|top|close) $"
    r"|\b(?:record|highs?|peaks?|summits?"
    r"|top)\b(?: (?:close )?(?:of|at|near) ‹#\d+›,?)?[^,;]{0,24}\b(?:set|reached|hit|made|touched"
    r"|posted|struck|of|from|in|on)\b[^,;]{0,8}$"
)
# "Since its peak it has shed 10%".
SINCE_PEAK = re.compile(
    r"\b(?:since|from) (?:its|the|their|that) (?:[\w-]+ )?(?:record|peak|all-time high|high"
    r"|top)\b(?!(?:'s)? (?:\w+ )?(?:of|on|in|to|set|hit)\b)(?! ‹)"
)
BELOW_ITS = re.compile(
    r" (?:below|off|under|from|short of) (?:its |the )?(?:‹w\d+›|own(?! ‹a))(?!\w)"
)
_RECORD = r"(?:record(?: close| high)?|all-time high|new (?:high|peak|record))"
COUNT = re.compile(
    words.marks(
        rf"{_RECORD}s? (?:on )?(?P<amount3><#>) (?:times|occasions|days)\b"
        rf"|(?P<amount4><#>) (?:times|occasions|days) [^.;]*\b(?:at|set|hit|reached|made"
        rf"|to) (?:an? )?(?:new )?{_RECORD}"
        rf"|\b(?:tally|number|count|total) of (?:records|new highs|record closes"
        rf"|all-time highs)[^.;]* (?:is|stands at|has reached|comes to) (?:now )?(?P<amount5><#>)"
        rf"|"
        r"(?P<amount><#>) (?:\w+ )?(?:closing records"
        r"|(?:record|all-time|new|fresh)(?: closing| intraday)? (?:clos(?:e|es|ing)|highs?|peaks?"
        r"|finishes|lows?|closing highs|records?))"
        r"|(?P<amount2><#>) (?:new |fresh )?(?:records|all-time highs)\b"
    )
)
# When a record was made, behind it: "its high of 4,797 set in January 2022".
WAS_SET = re.compile(
    r"^(?: of (?:about )?‹#\d+›)?,? (?:that was |which was |(?:that )?(?:it|‹r\d+›) )?"
    r"(?:set|reached|hit|made|posted|touched|recorded)(?: back)? $"
)
# A move that led to a high, and no distance from one: "rose 1.4% to another record high".
REACHED = re.compile(
    r"\b(?:rose|climbed|gained|jumped|advanced|added|rallied|surged|soared|up|higher|fell|dropped"
    r"|slid|sank|lost|shed|down|lower|rises?|climbs?|gains?|jumps?"
    r"|hits?)\b[^;]*‹[^›]+› to (?:(?:(?:hit|reach|set|notch|post|touch|score|make"
    r"|(?:close|end|finish|settle) at) )?(?:(?:a|an|another|new|fresh|its"
    r"|their)(?: (?:new|fresh|third|second|\w+ straight))? )?)?$"
    r"|\b(?:made it|climbed|got|is|are|was|were) back (?:to|at) $"
    r"|\b(?:push|driv|drove|s[ei]n[dt]|lift|propel|carr|br(?:ing|ought)|pull)[a-z]* (?:the )?"
    r"‹[nm]\d+›(?: prices)? (?:right |all the way )?back (?:up )?(?:to|at) (?:an? |new )*$"
    r"|\b(?:managed|able|went on|enough) to \w+ (?:a|an|another|its|new"
    r"|fresh)(?: (?:new|fresh))? $"
)
# A high of the week is one of its chart: "printed a new weekly high".
OF_A_SWING = re.compile(
    r"(?:an? )?(?:new |fresh )?(?:daily|weekly|monthly|hourly|session) (?:high|low)"
)
# What a resistance is, in brackets after it: "2,876 (record high)".
OF_A_LEVEL = re.compile(r"\b(?:supports?|resistances?)\b[^.;]*‹#\d+› \($")
# The extreme that a move started from: "has doubled from its low of 991 on 18 March".
FROM_EXTREME = re.compile(
    words.marks(
        r" (?:from|off|since|above|over) (?:its|their|the|a"
        r"|‹[rn]\d+›'s) (?:[a-z-]+ ){0,3}(?:lows?|bottoms?|troughs?|highs?"
        r"|peaks?)(?: (?:of|near|at) (?:about )?<#>,?)?(?: (?:which was |that was )?(?:set"
        r"|reached|hit|made|posted|touched))? (?=<T>)(?P<time>)"
    )
)
# "Lost 3% on Monday, which brings the fall from its high to 21%": as of that day.
BRINGS = re.compile(r",? (?:which |that )?(?:br(?:ings?|ought|inging)|tak(?:es|ing)|took) ")
# "It sat 17% off its high on 12 September", a few days ago: the day of the price.
SAT = re.compile(
    r"\b(?:sat|stood|was|were|traded|closed|ended|finished) (?:about |nearly |some |still )*$"
)
# A time that only names an extreme: "from its January peak".
OF_A_PEAK = re.compile(
    r"(?:'s)? (?:all-time |closing |intraday |record )*(?:peak|high|top|low|trough"
    r"|bottom)\b(?! (?:of|was|is))"
)

# How a committee votes is no record of a market.
VOTED = re.compile(
    r"\b(?:unanim\w+|dissent\w*|votes?|voted|voting|press conferences?"
    r"|(?:change|reference|mention)\w* in (?:the|its) statement)\b"
)
# A first move of the Fed that has not come: "the first cut might be delayed".
MAY_COME = re.compile(
    r"first [^,.;]{0,40}?\b(?:might|may|could|will|would|should|is|are|was|were) "
    r"(?:not |now |still |be |being )*(?:delayed|postponed|come|expected|due|likely|seen|forecast"
    r"|pushed|closer|near|some way|further)\b"
)
# "Rallied to reach a record" was reached.
# "Is on pace for its worst week since May": a record in the making.
ON_PACE = (
    r"(?:on (?:pace|track|course)|head(?:ed|ing)|poised|bound|set|(?:look|shap)ing) "
    r"(?:for|to (?:be|have|post|end|suffer|notch|log|record|see|mark|make|close out)|up (?:for|as))"
    r" (?:its|their|the) (?=(?:[a-z]+-)?(?:best|worst|biggest|largest|strongest|weakest|steepest"
    r"|sharpest|longest)\b)"
)
CAME_TO = re.compile(
    rf"\b{ON_PACE}|"
    r"\b(?!expected|poised|projected|predicted|primed|supposed|scheduled|destined|tipped"
    r"|anticipated|forecasted|needed|wanted)(?:[a-z]{2,}ed|rose|fell|slid|sank|broke|went|ran|came"
    r"|led|shot|sprang)(?: (?:up|down|on|higher|lower|further|back|sharply|again|‹[^›]+›))* to "
    r"(?:hit|reach|set|make|test)\b"
)
AHEAD = re.compile(
    r"\b(?:won't|'ll|will|could|would|may|might|expect\w*|should|can|(?<!than )(?<!as )forecast\w*"
    r"|target(?! (?:range|rate))\w*|likely|predict\w*|on pace|on track|on course"
    r"|head(?:s|ed|ing)? (?:for|to|towards?)|to (?:hit|reach|set|make|test))\b"
)
WAS = re.compile(
    r"\b(?:has|have|had|was|closed"
    r"|(?<!to )(?<!will )(?<!'ll )(?<!could )(?<!would )(?<!may )(?<!might )(?<!should )(?<!can )"
    r"(?:hit|set(?! to)))\b"
)
# What a high "to reach" follows: "expected to", "likely to", or the market of a title.
EXPECTED = re.compile(
    r"\b(?:expect\w*|forecast\w*|predict\w*|project\w*|see(?:s|n)?|anticipat\w*|likely|set|poised"
    r"|bound|going|tipped|ready|ought|due|primed|about|on (?:track|course|pace)|target\w*"
    r"|call(?:s|ed|ing)? for|bet(?:s|ting)?|continue|in position) [^,;]*$"
    r"|\b(?:will|could|should|may|might|would) [^,;]*$"
)
# Records that are only the event after which averages and shares are counted.
OF_SEVERAL = re.compile(
    r"\bafter such\b|\bin (?:only |just )?‹#\d+› of (?:them|those|these|‹r\d+›)|‹w\d+› such\b"
    r"|\b(?:on average|(?!averaged ‹#|average (?:hourly|weekly) )averag\w+|mean|median|typically"
    r"|historically|of the time|of all (?:trading )?(?:days|weeks|months|years)|of cases"
    r"|more often than not|usually|tends? to)\b"
)
# "All of the records", but not "all of the gain of the year".
OF_ALL_CASES = re.compile(
    r"\b(?:none|all|each|every one) of\b(?! (?:the|its|their) "
    rf"(?:\w+ |‹w\d+› )*(?:{words.NOUNS_OF_MOVE}|gains|losses)\b)"
)

# "Its first annual loss since": a move, which has no level.
FIRST_MOVE = re.compile(
    r"(?:its|their|the|a) first (?:[a-z-]+ ){0,2}(?:loss|gain|decline|drop|fall|rise|advance"
    r"|increase|decrease|retreat)\b"
)
# What a superlative is said of: "the biggest one-day gain", "the worst week for gold".
_SIZE_OF_IT = (
    r"‹w\d+›(?= (?:total |percentage )?(?:gain|loss|drop|decline|return|rally|rise|fall|advance"
    r"|streak|performance|showing)\b)"
)
_NOUN = (
    r"(?P<noun>(?: (?!since\b|in\b|of\b|on\b|ever\b|this\b|for\b)(?:[\w'-]+|‹[nyvs]\d+›|‹a\d+›"
    r"|‹#\d+›-[a-z]+|‹#\d+› (?:days|sessions|weeks|months|quarters)|‹r\d+›"
    rf"|{_SIZE_OF_IT})){{0,4}})"
)
_OF_A_MARKET = (
    r"(?: (?:in|for|of) (?:the )?‹[nyvs]\d+›(?= since| <T>))?(?: <T>(?= <T>| since| in))?"
)
_IN_A_PERIOD = r"(?: in (?:a|any) (?:single )?(?:day|week|month|session|quarter|year))?"
# The markets of a day are no time: "the best of the three".
_OTHERS = (
    r"(?!lot\b|bunch\b|pack\b|group\b|three\b|four\b|two\b|field\b|big|major|main|index|sectors"
    r"|markets|crowd\b|class\b|rest\b|‹#)"
)
_SINCE = (
    r"(?P<since>,? (?:anywhere )?"
    r"(?:since\b|in (?:more than |almost |nearly |over |about )?(?:<T>|a\b)"
    rf"|of (?:the {_OTHERS}|this|<T>)|of <T>|on record"
    r"|in (?:its|their|all|the \w+'s) (?:\w+ |‹#\d+›-year )?history"
    r"|in (?:the )?(?:entire |whole |recorded )?history|of all time|on the books"
    r"|(?:[^,.;]{0,40} )?(?:has|have|had) ever\b|ever\b|this\b|for\b|so far|<T>))"
)
SUPERLATIVE = re.compile(
    words.marks(rf"\b(?:{EXTREME})\b{_NOUN}{_OF_A_MARKET}{_IN_A_PERIOD}{_SINCE}")
)

# The place before a superlative.
RANKED = re.compile(
    r"\b(?P<rank>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+th)[- ]$"
)
# "Second-worst week", "third-biggest one-day gain": of which there is one for each period.
RANKED_MOVE = re.compile(
    r"\w+ (?:(?:single|trading|calendar|daily|weekly|monthly|yearly|annual|quarterly|percentage"
    r"|closing|‹#\d+›-day) )*"
    r"(?:day|session|week|month|quarter|year|close|gain|loss|rise|fall|drop|decline|advance)\b"
)
# "Its fifth loss in a row and worst losing streak since May" are two.
ANOTHER = re.compile(r"\band (?:its |the |their )?$")
# "At its worst point of the day it was down 3%": when within the day. "Closed Tuesday at its
# lowest point since March" is a record.
AT_A_POINT = re.compile(
    r"(?:(?<=at its )|(?<=at the ))(?:worst|best|(?<![a-z] at its )(?<!‹w\d› at its )"
    r"(?:lowest|highest)) (?:(?:point|moment)s?\b(?! since)"
    r"|levels?(?= (?:of|on|during) the (?:day|session)\b))"
)
# "Is down 2%, which would mark its steepest drop since May": in the making on the day.
IN_THE_MAKING = re.compile(r",? (?:which|that) would (?:also )?(?:mark|be|represent|make|set)\b")
# "Rose to 3.4% from 3.2% on Friday": the day of where it came from.
OF_THE_ORIGIN = re.compile(r" to (?:[a-z]+ )?‹[^›]+›,? (?:up |down )?from (?:[a-z]+ )?‹[^›]+› $")
# "Has closed above 35 for the first time in six months on nine occasions" counts them.
ON_OCCASIONS = re.compile(r" on ‹#\d+› (?:[a-z]+ )?(?:occasions|times|days)\b")
