"""Prices that a chart calls support or resistance, by the words before or after them."""

from __future__ import annotations

import re

from backtests.claims.reading import words

_SUPPORT = r"support|floor|cushion|demand (?:zone|area)"
_RESISTANCE = r"resistance|ceiling|supply (?:zone|area)"
_PLACE = r"(?:zones?|areas?|levels?|lines?|regions?|bands?|barriers?|marks?|points?|clusters?)"
_OF = r"(?: (?:for|in|on|of) (?:the )?‹[nr]\d+›)?"
_FIXED = (
    r"seen|found|located|positioned|set|placed|expected|noted|identified|established|marked"
    r"|formed|defined|pegged|spotted"
)
_STANDS = (
    rf"(?:{_FIXED}|(?:appears?|seems?|looks?)(?: to be)?|exists?|is|are|comes? in|sits?|stands?"
    rf"|lies?|rests?|remains?|waits?|looms?|kicks? in|resides?|holds?)"
    rf"(?: (?:{_FIXED}|now|still|currently|initially))*"
)
_NEAR = r"(?:at|of|near|around|just (?:above|below)|between|in|from)"
_EXTREME = (
    r"(?:‹w\d+›(?:'s)? )?(?:highs?|lows?|peaks?|troughs?|tops?|bottoms?|close)(?: (?:of|at|near))?"
)
_LITTLE = (
    rf"(?: (?:the|its|about|around|roughly|nearly|recent|prior|previous|old|key|major"
    rf"|psychological|round|{_EXTREME}))*"
)
# "Support is at", "resistance sits near the", "support:".
STANDING = re.compile(
    rf"(?<!next )\b(?:(?P<support>{_SUPPORT})|(?P<resistance>{_RESISTANCE}))(?: {_PLACE})?{_OF}"
    rf" (?:(?:now|still|also|‹w\d+›) )?{_STANDS} {_NEAR}{_LITTLE} $"
    rf"|(?<!next )(?<!then )\b(?:(?P<support_>support)|(?P<resistance_>resistance))s?(?: {_PLACE})?"
    rf"(?:(?:\)| to watch)?:| {_NEAR})?{_LITTLE} $"
    rf"|^\W*(?:\w+ )?next (?:\w+ )?(?:(?P<next_support>support)"
    rf"|(?P<next_resistance>resistance))s?(?: {_PLACE})?: $"
)
ROLE = re.compile(rf"\b(?:{_SUPPORT}|{_RESISTANCE})")
# "2,050 is support", "the 2,050 support zone".
STANDS_AS = re.compile(
    rf" (?:is |as |acts as |remains "
    rf"|serves as )?(?:(?:key|major|first|initial|immediate|important|strong|critical|pivotal"
    rf"|short-term|near-term|long-term|horizontal|overhead) )*"
    rf"(?:(?P<support>{_SUPPORT})|(?P<resistance>{_RESISTANCE}))(?: {_PLACE})?(?![\w-])"
    rf"(?! (?:gave|broke|failed|crack"
    rf"|(?:(?:having|has|have|had|was|is|were|been) )+(?:broken|lost|breached|violated|taken)))"
)
# What moves to a price: it is one to be reached, whatever the chart calls it.
TOWARDS = re.compile(
    r"\b(?:to|towards?|retest\w*|tests?|testing|target\w*|reach\w*|eye(?:s|ing)?|revisit\w*|into"
    r"|aim\w* (?:for|at)|expos\w+|challeng\w+|visit\w*)"
    r"(?: (?:of|the|a|an|its|their|key|major|next|first|initial|further|psychological|round|old"
    r"|prior|previous|critical|important|strong|[a-z]+-term|support|resistance|floor|ceiling|at"
    r"|near|around|(?:support|resistance) (?:zone|area|level) at))* $"
)
# A support that was lost lies above, a resistance that was cleared below.
GIVEN_UP = re.compile(
    r"\b(?:los(?:t|es?|ing)|br(?:oke|oken|eaks|eaking)|g[ai]v(?:e|es|en|ing) up|slic\w+"
    r"|fell through|below|beneath|under|crack\w*|violat\w*|surrender\w*|clear\w*|overc\w+|above"
    r"|through|past|surpass\w*|reclaim\w*"
    r"|regain\w*)(?: (?!(?:to|is|are|lies|sits|stands|comes)\b)\w+){0,2} $"
)
# What is aimed at, before the name of a level: "the first target is the support at 2,050".
AIM = re.compile(
    r"\b(?:targets?|objectives?|goals?)\b[^,;.]* (?:is|be|are|being|lies"
    r"|remains)(?: (?:at|the|a|near|around))* $"
)
# What the chart keeps on one side of a price: "maintains a bullish bias above the 2,050 support".
KEPT = re.compile(
    r"\b(?:maintains?|keeps?|retains?|holds?|remains?|stays?|is"
    r"|are) (?:(?:an?|its|the|intact|firmly|still) )*(?:(?:bullish|bearish|positive|negative"
    r"|constructive|upward|downward) )?(?:bias|structure|tone|stance|outlook|posture|trend"
    r"|bullish|bearish|constructive)(?: (?:intact|as long as it is|while"
    r"|so long as it is))? (?P<side>above"
    r"|below)(?: (?:the|its|a|key|critical|important|major|pivotal))* $"
)
# What crosses a price, or holds it: the verb states the side.
CROSSES = re.compile(
    r"\b(?:above|below|under|over|past|through|beyond|beneath|off|from|at (?:or|and)"
    r"|br(?:ea|o)k\w*|clear\w*|reclaim\w*|regain\w*|los(?:t|es?|ing)|holds?|held|defend\w*"
    r"|breach\w*|pierc\w*|reject\w*|cross\w*|surpass\w*|of|if|topp\w*)"
    r"(?: (?:the|a|an|its|their|key|major|next|first|initial|psychological|round|old|prior"
    r"|previous|critical|important|strong|[a-z]+-term|last|recent))* $"
)
# A further price of the same sort: ", followed by 2,020", "and 1,990".
FURTHER = re.compile(
    words.marks(
        r"(?: <T>)?(?: (?:zone|area|level)s?)?(?:,| and|, and|,? or|, then|,? and then"
        r"|,? followed by|, backed by|,? ahead of|,? with the next (?:one )?(?:at|near)"
        r"|, (?:and )?below that|, (?:and )?above that)(?: (?:at|near|around|by|the|then|next"
        r"|about))* "
    )
)

# "Its bid to stay over 2,800 came to nothing".
IN_VAIN = re.compile(
    r"(?: ‹w\d+›)? (?:came to (?:nothing|naught)|(?:was|were|proved) (?:in vain|futile)|failed\b)"
)
# "Tried to get past 2,000 and failed", "tried twice to clear 2,000, and twice it was turned back".
BECAME = re.compile(
    r"(?: points?| an ounce)? (?:(?:has|have|had) (?:been|become|turned into|proved(?: to be)?"
    r"|acted as|served as)|is (?:now )?|(?:its|their|a)) ?(?:an? |the |its |now )?(?:new |firm "
    r"|solid |reliable )?(?:(?:floor|support|base)"
    r"|(?P<lid>ceiling|lid|resistance|cap))\b(?! (?:level|line|zone|area))"
    r"|(?: points?| an ounce)? (?:has |have |had )?(?P<held>stopped|capped|halted|repelled"
    r"|turned back|held back) (?:the )?‹n"
)
TRIED = re.compile(
    r"\b(?:tried|tries|attempt(?:s|ed)?|sought|seeks|struggled|bids?|efforts?|attempts?"
    r"|vain) (?:[a-z]+ ){0,2}to [a-z]"
)
FAILED = re.compile(
    words.marks(
        r"(?: <T>)?(?:,| –)? (?:and|but"
        r"|only to)(?: (?:twice|(?:both|all|each|every|<#>)(?: times?)?|again|<N>|it|in the end"
        r"|was|were|be|being|has|have|had|to))*(?:,)? (?:fail(?:ed|s)?|turned|rebuffed|beaten"
        r"|fell|fall|came to|repelled|rejected|pushed|knocked|thrown|gave|sent)\b"
    )
)
AFTER_UP = re.compile(
    words.marks(
        r"^,?(?: (?!was|is|or|and|having|after)[\w-]+| <N>| <T>|,){0,6}? (?:has |have |was |is "
        r"|were |again |still |just )*(?:held\b|holding|holds\b|withst\w+|reclaimed|retaken"
        r"|defended|blown off|cleared|respected|survived|taken out on the upside|conquered"
        r"|regained|topped)|(?: ‹w\d+›)? and (?:it )?(?:held|survived|bounced)\b"
    )
)
# "Buyers could not lift it over 2,100".
COULD_NOT = re.compile(
    r"\b(?:(?:could|can|did|would) ?(?:not|n't|never)(?: [a-z]+)?"
    r"|(?:fail(?:ed|s)?|unable|not able|struggled) to) (?:lift|push|carry|drag|pull|drive|get"
    r"|take|force|send|hold|keep|bring) (?:the )?‹[nr]\d+› (?:[a-z]+ ){0,2}$"
)

# "Followed with a golden cross on 14 August": the 50-day average went above the 200-day one.
NAMED_CROSS = re.compile(
    words.marks(
        r"\b(?:an?|its|the|another) (?:so-called |bullish |bearish )?\W?"
        r"(?P<name>golden|death) cross\b\W?"
        r"(?! (?:signals?|patterns?|strateg))(?:(?! (?:and|but|which)\b)[^.,;]){0,40}?"
        r"(?P<time><T>)"
    )
)
# "A seven-day average of 11,000 cases": of things, and of no price.
COUNTED_THINGS = re.compile(
    r" (?:new |daily |initial |weekly )?(?:cases|claims|deaths|people|jobs|barrels|shares|contracts"
    r"|filings|infections|flights|passengers|visits|sales|orders|trades)\b"
)
# "See no bear market in the Dow".
IN_A_MARKET = re.compile(words.marks(r" (?:in|of|for) (?:the )?(?P<name><N>)"))
# What was hoped for on an earlier day is no forecast.
ONCE_HOPED = re.compile(
    r"\b(?:was|were|had been) (?:expected|forecast|seen|hoped|trying|looking) to\b"
)
FORESEEN = re.compile(
    r"forecast|expect|see|predict|likely|outlook|rule out|case|foresee|will|ahead|call|look for"
    r"|avoid"
)
