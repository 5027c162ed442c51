"""Words of what markets did as a rule."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.statement import Direction

NO_HISTORY = re.compile(
    r"\b(?:projections?|targets?|estimates?|forecasts?|expect\w*|analysts|consensus"
    r"|(?:median|average|mean) (?:calls?|views?|numbers?|guess(?:es)?)|better than average"
    r"|above-average|below-average)\b"
)


FIGURELESS = re.compile(
    r"\b(?:more often than not|every (?:single )?time|without exception|never failed"
    r"|whenever(?=[^.;]*\b(?:has|have) (?:always |also )?(?:been|risen|gained|fallen|lost|gone"
    r"|ended|finished|closed|followed|done|moved)\b)|always|most of the time|on most \w+"
    r"|in most (?:cases|years)|each time|nine times out of ten|in every (?:one|case|year)"
    r"|in (?:nearly|almost|virtually) (?:every|all) (?:cases?|instances?|occurrences?|occasions?"
    r"|years?))\b"
)


YEARLY = re.compile(
    r"^,? (?:a|per|each|every) (?:year|annum)|^ ?annually|^,? annualis|^,? annualiz|^ p\.?a\.?\b"
    r"|^ (?:compound )?annual|^ on an annual|^ ‹[rn]\d+› (?:has|have|had) [a-z]+ (?:a|per) year"
)


AT_LEAST = re.compile(r"\b(?:more|less|better|worse) than(?: \w+)? $|\bat least(?: \w+)? $")


# An adverb at the head of a sentence that makes all of it one of the past as a rule.
OPENED = re.compile(
    r"^(?:[^.;]{2,40}:)?\W*(?:historically|on average|as a rule|typically|traditionally"
    r"|in the past|in the mean)\b"
    r"|^\W*(?:in|over|across|during) (?:the |all )?(?:last "
    r"|past )?‹#\d+› (?:[a-z-]+ ){0,2}(?:cycles|episodes|cases|recessions|downturns|bear markets"
    r"|corrections|elections|campaigns|instances|occurrences|occasions)\b"
)


# Counts of people and of members are no counts of events.
VOICES = re.compile(
    r"^ of ‹#\d+› halves\b|^ ‹[mf]\d+›"
    r"|^ (?:of (?:the |all |our |its |these )*)?(?:(?:\w+|‹n\d+›) )?(?:participants"
    r"|policy-?makers|officials|governors|directors|judges|ministers|senators|board members"
    r"|delegates|houses|voters|voting members|banks|brokers|firms|analysts|strategists|economists"
    r"|managers|investors|respondents|forecasters|experts|members|companies|stocks|funds|clients"
    r"|readers|traders|calls|predictions|forecasts|guesses|questions|sectors|industries|groups"
    r"|components|constituents|countries)\b"
    r"|^ (?:of (?:all |the |its |their |your |our |any )*)?(?:[a-z]+ )?(?:drugs|listed shares"
    r"|outstanding shares|trades|trading(?! (?:days|sessions|weeks))"
    r"|products|workers|jobs|homes|houses|cars|households"
    r"|voters|americans|people|adults|women|men|patients|users|customers|shoppers|borrowers|loans"
    r"|mortgages|deals|listings|start-?ups|savers|pensioners|employees|staff|sales|revenues?"
    r"|goods|imports|exports|shops|stores|farmers|renters|pot|portfolio|savings|nest egg|wealth"
    r"|budget|population|economy|workforce|labou?r force|spending|debts?|energy"
    r"|electricity)\b(?! (?:of|in) ‹n)"
    r"|^ (?:believe|think|expect|see|say|said|reckon|forecast|predict|favou?r|want|voted?|agree"
    r"|look for|anticipate|argue)d?\b"
)


AVERAGED = re.compile(r"\baverag(?:ed|es) (?:\w+ )?‹")


ANNUALISED = re.compile(r"^\W*annuali[sz]ed\b")


OF_ITS_EVENTS = re.compile(
    r" of (?:the )?‹[nr]\d+›(?:'s)?(?: \(‹n\d+›\))? (?:(?:best|worst|strongest|weakest|biggest"
    r"|largest|trading) )?(?:days|sessions|weeks|bear markets|bull markets|corrections|rallies"
    r"|sell-?offs|recoveries|drawdowns|years|months|quarters)\b"
)


EXTREMES = re.compile(r"^ (?:best|worst|largest|biggest|strongest|weakest|most|least)\b")


EVERY = re.compile(
    r"\b(?:(?<!nearly )(?<!almost )(?<!virtually )"
    r"(?:every (?:single )?|each )(?:time|one|case|instance|occasion)"
    r"|without (?:fail|exception)|never (?:once )?failed)\b"
)


# What makes a part of the calendar better or worse than the others.
_BIAS = (
    r"(?P<bias{0}>upward|positive|bullish|downward|negative|bearish) (?:tilt|bias|lean|slant|skew"
    r"|streak|drift|record)"
)


NO_BETTER = re.compile(
    r"\bno (?:other )?(?:month|quarter|week|day|season"
    r"|half)\b[^.;]*\b(?:(?P<up>better|kinder|stronger|friendlier|gentler)"
    r"|(?P<down>worse|crueller|weaker|harsher|unkinder|rougher|tougher))\b[^.;]* than\b"
    r"|\bno (?:(?P<up_>better|kinder|stronger)|(?P<down_>worse|crueller|weaker|harsher)) (?:month"
    r"|quarter|week|day|season|half)\b"
)


TENDS = re.compile(
    rf"\b(?:tend(?:s|ed)? to|(?<!would )(?:usually|historically|typically|normally)|as a rule"
    rf"|habit of|(?:likes?|loves?|prefers?) to|(?:has|have) a way of"
    rf"|history (?:says|shows|suggests|has it)|on past (?:form|evidence|experience)|by tradition"
    rf"|going by history|(?:the )?record shows|{_BIAS.format('')})\b|{NO_BETTER.pattern}"
)


BIAS = re.compile(rf"\b{_BIAS.format('')}\b")


# "Is usually a good month for".
_GOOD = "good|strong|positive|kind|generous|fruitful|bullish|winning|fat|profitable|rewarding"
_BAD = "bad|weak|negative|poor|cruel|unkind|rough|tough|lean|losing|bearish|difficult|costly"
_ADVERB = "(?:usually|traditionally|historically|normally|generally|often|typically|mostly)"
SEASON_IS = re.compile(
    rf"\bthe only (?:one|month|quarter|day|week) (?:in which|that|when|on which)\b"
    rf"|\b(?:is|are|ha(?:s|ve)(?: {_ADVERB})? been) (?:(?:{_ADVERB}|seldom|rarely"
    rf"|hardly ever) )?(?:an? )?(?:(?P<good>{_GOOD})"
    rf"|(?P<bad>{_BAD})) (?:(?:half|season|stretch|spell|months?|quarters?|weeks?|days?|time"
    rf"|ones?) )?(?:to|for)\b(?! (?:an? )?(?:[a-z]+ ){{0,2}}‹[%hp])|\b(?P<likes>likes) ‹w\d+›"
    rf"|\bof all (?:the )?(?:months|quarters|weeks|days)\b"
)
HABIT = re.compile(
    rf"\b(?:seldom|rarely|hardly ever)\b|{NO_BETTER.pattern}"
    rf"|{re.sub('[?]P<[a-z]+>', '?:', SEASON_IS.pattern)}"
    rf"|\b(?:{_BIAS.format('')}|habit|(?:likes?|loves?|prefers?) to|(?:has|have) a way of"
    rf"|history (?:says|shows|suggests|has it)|on past (?:form|evidence|experience)|by tradition"
    rf"|going by history|(?:the )?record shows|tend(?:s|ed)? to|apt to|prone to|inclined to"
    rf"|liable to|tendency|as a rule|usually|normally|typically|generally|traditionally"
    rf"|historically|more often than not|on average"
    rf"|(?<!its )(?<!their )(?:best|worst|strongest|weakest|poorest) (?:\w+ "
    rf"|‹[^›]+› )?months?(?! (?:since|‹w))"
    rf"|(?:higher|lower|better|worse) (?:returns? |gains? )?than (?:in )?any other (?:month|day"
    rf"|quarter|week)|strongest|weakest"
    rf"|(?:kind|good|bad|cruel|generous|rough|tough|unkind) (?:to|for)|cruel|known for"
    rf"|(?:cruellest|cruelest|kindest|best|worst|weakest|strongest|poorest|kinder"
    rf"|crueller)(?:[- ]performing)? (?:month|quarter|half|week|day|season|of the four"
    rf"|of the twelve)|is good for|are good for)\b"
)


FRIEND = re.compile(
    r"\b(?:(?P<up>friend|ally|does well|do well|likes ‹w\d+›|fares? well|smiles? on)"
    r"|(?P<down>enemy|foe|does badly|do badly|does poorly|fares? (?:badly|poorly)"
    r"|frowns? on))(?!\w)"
)


# "June returns are usually worse when".
WORSE_RETURNS = re.compile(
    r"\b(?:returns|gains|performance) (?:are|is|have been|has been|tend to be|tends to be"
    r"|have tended to be) (?:\w+ )?(?:(?P<down>worse|weaker|poorer|lower|negative|below average)"
    r"|better|stronger|higher|positive|above average)\b"
)


# "Is as a rule the better one for", "the weaker half of the year".
OF_TWO = re.compile(
    r"\b(?:the|a) (?:(?:better|stronger|kinder|richer)"
    r"|(?P<down>worse|weaker|poorer|crueller|leaner)) (?:one|half|of the two|part|stretch|month"
    r"|quarter|fortnight|season)\b"
)


# "Seldom kind to", "not known for losses": the other way.
SELDOM = re.compile(
    r"\b(?:seldom|rarely|hardly ever|scarcely ever|never|not"
    r"|n't)(?: (?:been|usually|often|generally|known|considered|thought|seen|much|a|an|as|to be"
    r"|of))* (?=(?:kind|unkind|good|bad|strong|weak|cruel|generous|rough|tough|negative|positive"
    r"|profitable|rewarding|costly|known|for)\b)"
)


def season_direction(text: str) -> Direction:
    """Return the direction that a season, as it is judged, states; a denial turns it."""
    stated = _season_direction(SELDOM.sub("", text))
    if not stated or not SELDOM.search(text):
        return stated
    return "down" if stated == "up" else "up"


def _season_direction(text: str) -> Direction:
    """Return the direction that the rank of a month or quarter among others states."""
    relative = WORSE_RETURNS.search(text)
    if relative:
        return "down" if relative["down"] else "up"
    best = NO_BETTER.search(text)
    if best:
        return "up" if best["up"] or best["up_"] else "down"
    friend = FRIEND.search(text)
    if friend:
        return "up" if friend["up"] else "down"
    judged = SEASON_IS.search(text)
    if judged and (judged["good"] or judged["bad"] or judged["likes"]):
        return "down" if judged["bad"] else "up"
    bias = BIAS.search(text)
    if bias:
        return "up" if bias["bias"] in {"upward", "positive", "bullish"} else "down"
    one_of_two = OF_TWO.search(text)
    if one_of_two:
        return "down" if one_of_two["down"] else "up"
    if re.search(
        (
            r"\b(?:cruell?est|worst|weakest|poorest|cruel(?:ler)?"
            r"|(?:weak|lean|bad) (?:half|season|stretch|spell|months)|losing month|unkind"
            r"|(?:bad|rough|tough) (?:to|for))\b"
        ),
        text,
    ):
        return "down"
    return (
        "up"
        if re.search(
            (
                r"\b(?:(?:strong|fat|good) (?:half|season|stretch|spell|months)|kindest|best"
                r"|strongest|kinder|kind to|good (?:to|for)|generous|bullish)\b"
            ),
            text,
        )
        else ""
    )


# The rank of a part of the calendar.
RANK = re.compile(
    r"\b(?:best|worst|strongest|weakest|poorest|cruell?est|kindest) (?:\w+ )?(?:months?|quarters?"
    r"|weeks?|half|season)\b"
)
# "Stood 8% higher, taking the average of all cases".
AVERAGE_AFTER = re.compile(
    r",? ?(?:taking |which is |that is |to take )?(?:the|an) (?:average|mean"
    r"|median)(?: (?:of|for|over|across))?\b|,? ?(?:on average|in the (?:mean|median))\b"
    r"|,? and (?:lasted|took|went on for) (?:‹[^›]+›|[a-z]+)(?: [a-z]+)? on average\b"
)
# "Their worst Septembers since 2008" are those of this year.
A_RECORD_MONTH = re.compile(r"\b(?:best|worst|strongest|weakest|biggest) \w+s (?=since\b|‹w)")
# "In years in which the Fed cut rates, it rose by 1%".
IN_SUCH_YEARS = re.compile(
    r"\W*(?:but |and |only )?in (?:the )?(?:years|months|quarters|weeks|cases|times"
    r"|periods) (?:in which|when|where|that|after|with)\b"
)
# "When it has gained 10% by June, it has added another 7%".
WHEN_IT_HAS = re.compile(
    r"\bwhen(?:ever)? (?:the )?(?:‹[nr]\d+›|it|they) (?:has|have|had)\b[^,;]*, "
)
HAS_SINCE = re.compile(r"\b(?:has|have) (?:\w+ ){1,2}")


# "Has been positive on average, with a gain of 0.6%".
WITH_A_GAIN = re.compile(
    r",? with an? (?:gain|loss|rise|fall|advance|decline|return) of (?:about |some |roughly )?‹"
)

# What stands now, in brackets beside the cases: "(it is up 8% this year)".
NOW_ASIDE = re.compile(
    words.marks(
        r" ?\((?:as )?(?:the )?(?:‹r\d+›|it|they|<N>)(?:'s|'re| is| are| has| have) (?:currently "
        r"|now |already )?(?!averag|typical|usual)[^‹]*<%> <T>(?=\)|$)"
    )
)

# What a figure of today is set against: "better than its usual average, gaining 2%".
THAN_AVERAGE = re.compile(
    r"\bthan (?:its|the|their) (?:[\w'-]+ ){0,3}(?:average|mean"
    r"|median)\b(?! (?:of|gain|loss|return|rise|fall|decline))"
    r"|\bwould (?:not )?(?:be|seem) (?:[a-z]+ ){0,2}?(?:normal|usual|typical|average|unusual)\b"
)

# "A hit rate of 60%", '"percent positive" of 60%'.
# "The odds of a gain have been 80% over five years, over ten 90%": shares of what has been.
ODDS_WERE = re.compile(
    r"\b(?:odds|chances?|probability|likelihood)\b(?![^.;]*(?:\bcut|\bhike|\brecession|‹f))[^.;]*"
    r"\b(?:has|have) (?:historically )?been (?:[a-z]+ )?(?:‹[%h]\d+›,? (?:and |but )?(?:‹w\d+›"
    r"|over ‹#\d+›) (?:they have been )?)?$"
)
OF_A_RATE = re.compile(
    r"\b(?:win|hit|success|positive return|positivity|winning) rate\b[^,]{0,20}$"
    r"|\bpercent positive\"? (?:of|is|was|at) (?:\w+ )?$"
)
# The share of other times that one is set against: "70% of the time, versus 60% at any time".
OF_OTHERS = re.compile(
    r"\bof (?:the )?(?:time|cases|years|days)\b[^‹]*\b(?:versus|vs\.?|against"
    r"|compared (?:with|to)) (?:\w+ )?$"
    r"|\b(?:versus|vs\.?|against|compared (?:with|to)|than|below|above) (?:an? |the "
    r"|its )?(?:[a-z-]+ ){0,2}"
    r"(?:average|norm|mean|hit rate|win rate|base rate|baseline|odds) of (?:\w+ )?$"
    r"|\bthe (?:figure|share|number|rate|proportion|ratio) (?:is|was|has been|falls? to|fell to"
    r"|rises? to|rose to|drops? to|comes? to|is only|is still) (?:about |just )?$"
)

# "Of all corrections since 1950, 40% were over in a month".
OF_ALL = re.compile(
    r"\W*of (?:all |the |those |these )+(?:[^,;‹]|‹[nr]\d+›)*(?:‹w\d+›)?, (?:about |nearly "
    r"|almost |only |just |some |roughly |around |more than |fewer than )*$"
)

# "..., and the index is only down 5% so far": what stands now beside the mean.
NOW_SO_FAR = re.compile(
    words.marks(
        r"(?:,|;)? ?(?:and|but|while|whereas|yet)? ?(?:the )?(?:<N>|‹r\d+›|it|they) (?:is"
        r"|are) (?:\w+ )?(?:up|down|off|higher|lower) (?:\w+ )?<%> (?:so far|<T>|now)"
    )
)

# How much of a period is over: "a third of the way through the month".
OF_THE_WAY = re.compile(
    r" of (?:the way|(?:the|its|their|this|that) (?:[a-z0-9-]+ ){0,2}(?:range|channel|chart|band"
    r"|candle))\b"
)

# "Ended the year with a 12% annual gain" is the return of that year.
ENDED_WITH = re.compile(
    r"\b(?:ended|finished|closed|capped|wrapped up) (?:out )?(?:the|its|‹w\d+›)?[^,;]*\bwith (?:a"
    r"|an) $"
)

# The extreme of the cases, with its year: "biggest gain of 4% in 1937", "largest drop in 1919, 3%".
OF_THE_EXTREME = re.compile(
    r"\b(?:biggest|largest|greatest|best|worst|steepest|smallest) (?:gain|rise|loss|drop|decline"
    r"|fall|return)(?: of| was|:)?(?: (?:in )?‹w\d+›)?(?: (?:up|down|at|with))? $"
)
# The ends of a sample, beside its mean: "with a best of 30% and a worst of -10%".
BEST_AND_WORST = re.compile(
    r"\b(?:best|worst|maximum|minimum|high|low|top"
    r"|bottom)(?: (?:case|result|return|outcome|figure))? (?:of|was|at|being) (?:\w+ )?$"
    r"|\bthe (?:best|worst|largest|smallest|deepest|weakest"
    r"|strongest), (?:that of )?‹w\d+›,? (?:(?:was|at|with) )?$"
)
# "Barely better than a coin flip" is no share of its own.
THAN_A_COIN = re.compile(r"\b(?:better|worse|more|less|higher|lower) than (?:a |an |the )?$")

# What the VIX did in such cases: "the VIX has fallen 60% of the time, by 5% on average".
VIX_MOVED = re.compile(
    r"(?:^|[,;:] |\b(?:and|but) )(?:the )?‹v\d+›(?: (?:has|had|have|then|also|typically|usually"
    r"|historically))*"
    r" (?:fallen|risen|dropped|climbed|jumped|declined|gained|fell|rose|fallen|lost|falls|rises"
    r"|drops|climbs)\b"
)
# A mean in points and in percent: "12.5 points, or 0.4%".
OR_PERCENT = re.compile(r",? \(?(?:or|and) (?:about )?‹%")


# A month or year of the past that was the worst since: it is one, and no season.
WAS_THE_WORST = re.compile(
    r"‹w\d+› (?:was|turned out to be|proved|went down as) (?:[a-z]+ )?(?:the |its "
    r"|their )(?:‹[nyvsr]\d+›'s )?(?:best|worst|strongest|weakest|poorest|liveliest|wildest"
    r"|calmest|quietest)(?: (?:month|quarter|week|year|day)\b| for (?:the )?‹[nyvsr]\d+›"
    r"|(?= ‹w\d+›))"
    r"[^.;:]*(?: since\b| in (?:more than |over |almost |nearly |at least )?‹[w#]| ‹w\d+›)"
    # "June was the cruellest month: the index lost 6%", with the figures of that month.
    r"|^‹w\d+› was (?:by far )?the (?:[a-z]+est|best|worst) (?:month|quarter"
    r"|week)(?:,? (?:by far|of all))?(?: ?:|,? (?:when|with|as)\b)"
)


# "After a half-point cut": the size of a step of the Fed.
STEP_BEFORE = re.compile(
    r"\b(?:after|following|follow(?:s|ed)?|since|on|of|when|once"
    r"|with) (?:(?:an?|any|each|every|the|such|its|first|last|another) )*$"
)


STEP_AFTER = re.compile(
    r"[ -](?:(?:or larger|emergency|rate|inter-meeting) )*(?:‹f\d+›|cuts?|hikes?|increases?"
    r"|reductions?|steps?|moves?)(?!\w)"
)


# "A month after a 10% correction": the size of the event.
A_WHILE_AFTER = re.compile(r"‹w\d+› (?:a|an|any|such an?) (?:[\w-]+ ){0,3}$")


# "Falls another 9% after it has already fallen 20%": the size of the event.
AFTER_IT_HAS = re.compile(
    words.marks(
        r"\b(?:after|once|when) (?:it|they|‹r\d+›|(?:the )?<N>|the (?:market|index)) (?:has|have"
        r"|had) (?:already )?(?:declined|fallen|dropped|risen|gained|lost|climbed|rallied"
        r"|advanced|tumbled) (?:by )?(?:at least |more than |over |about )?$"
    )
)


WHEN_IT = re.compile(
    words.marks(
        r"\b(?:when|whenever|every time|each time) (?:the )?(?:<N>"
        r"|[a-z-]+)(?: (?:has|have|first|last|then))*(?: [a-z-]+){0,2} [^,;‹]*, (?:the )?(?:<N>"
        r"|‹r\d+›|it|they) (?:has|have) "
    )
)

# "Its annual return will top 20%" is none of the past.
TO_COME = re.compile(r"\b(?:will|could|may|might|should|would)\b")
# A second market with the same verb: "A has lost 3% on average in such years; B has lost 4%".
ALSO_HAS = re.compile(
    words.marks(r"[;:] (?:the |for )?<N> (?:has|have) (?:[a-z]+ ){1,2}(?:by )?(?:\w+ )?<%>[^‹]*$")
)
# "The median gain was lower, 6.1%": the noun states the sign, and not how it compares.
MEAN_OF = re.compile(
    r"\b(?:median|mean|average|typical) (?:(?P<down>loss|fall|decline|drop)|gain|rise|advance"
    r"|increase) (?:was|is|has been|came|comes) [^‹]*\b(?:lower|higher|smaller|larger|better"
    r"|worse)\b[^‹]*$"
)
