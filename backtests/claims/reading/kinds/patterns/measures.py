"""Words of figures that are stated and not claimed: bases, sizes, definitions."""

from __future__ import annotations

import re

from backtests.claims.reading import words

WITHIN = re.compile(
    words.marks(
        r"‹i\d+› (?:away )?from (?:the )?$"
        r"|\bwithin (?:\w+ )?<A> (?:of|from) (?:the |its |a )?(?:[a-z-]+ ){0,3}$"
    )
)
# A price that is not reached: "closing in on 2,000".
NEARING = re.compile(
    r"\b(?:clos(?:es|ed|ing) in on|inch(?:es|ed|ing)? (?:closer )?(?:to|towards?)"
    r"|edg(?:es|ed|ing) (?:closer )?(?:to|towards?)|flirt(?:s|ed|ing)? with"
    r"|threaten(?:s|ed|ing)?(?: to (?:break|reach|test))?(?: to)?) (?:the )?$"
)
# A move that a retracement is measured over: "of the advance from the 2,050 low to the 2,190 high".
ENDS_OF_MOVE = re.compile(
    r"\b(?:retracements?|fib\w*|extensions?)\b[^.;]*\b(?:of|from|to)\b[^.;]* from (?:the "
    r"|its )?(?:‹#\d+›[^.;]* to (?:the |its )?)?$"
)
# "One point below its 4,155 resistance" is how near it is.
SHORT_OF_LEVEL = re.compile(
    r" (?:below|above|short of|shy of|away from|from) (?:its|the"
    r"|that) (?:[a-z-]+ ){0,2}‹#\d+› (?:[a-z-]+ )?(?:resistance|support|level|mark|ceiling"
    r"|floor)\b"
)
# What must hold is not said to hold: "must maintain a level above 2,050".
MUST_HOLD = re.compile(
    r"\b(?:must|needs? to|ha(?:s|ve|d) to) (?:(?:still|now|first|also) )?(?:hold|maintain|stay"
    r"|keep|remain|reclaim|regain|break|close|clear|defend|overcome|get|push|move)\b[^,;.‹]*$"
)
# The result of a statistic that is supposed: "a print at 185,000 may".
A_PRINT = re.compile(
    r"\b(?:an?|any) (?:[a-z-]+ )?(?:print|reading|outcome|result|number|figure) (?:at|of|above"
    r"|below|near|around) $"
)
# "A print above 30 cannot be ruled out" is expected after all.
NOT_EXCLUDED = re.compile(r" (?:cannot|can't|could not|should not) be (?:excluded|ruled out)\b")
# "A reading of 31 in the gauge shows how nervous they are": it is read today.
IS_READ = re.compile(
    r"(?: (?:in|on|for|of) (?:the )?‹[a-z]\d+›)? (?:shows?|says?|tells?|speaks?|suggests?"
    r"|reflects?|is|points? to|marks?|betrays?)\b"
)
# The size that each of a run of moves exceeded: "a third year of gains above 10%".
OF_SIZE = re.compile(
    r"\b(?:gains|losses|declines|rises|falls|drops|advances|moves|returns|swings|rallies) (?:of"
    r"|above|over|exceeding|topping|beyond"
    r"|in excess of)(?: (?:more|less|at least|over))?(?: than)? $"
)
# What a record is counted from ("since July's 5%"), or what was hoped for in vain.
BACKGROUND = re.compile(
    r"\b(?:previously|originally|initially) (?:said|expected|forecast(?:ed)?|predicted|projected"
    r"|called for|estimated|saw|thought|warned|targeted|assumed)\b[^.;]*$"
    r"|\bsw(?:ung|ings?|inging) (?:by|through|across) (?:\w+ ){0,6}$"
    r"|\bon each (?:occasion|of them)\b[^.;]*$"
    r"|\bhad (?:\w+ )?(?:hoped|expected|priced|bet|looked|forecast|pencilled|feared|counted"
    r"|wanted)\b[^.;]*$|(?:\bsince|than|matched|topped|beat) ‹w\d+›(?:'s)? (?:\w+ )?$"
    r"|\b(?:despite|in spite of|contrary to|notwithstanding) (?:[a-z' -]+ )?(?:expectations?"
    r"|forecasts?|hopes|bets|predictions|calls) (?:of|for) (?:\w+ )?$"
)
# How large a move is that happens seldom: "it is rare for it to gain 3% in a day".
SELDOM = re.compile(
    words.marks(
        r"\b(?:rare|unusual|uncommon|common|normal|not often|seldom) (?:for (?:the )?<N> to"
        r"|that (?:the )?<N>) [^.:;]*$"
        r"|\b(?:days|weeks|months|sessions|years) (?:on|in|when|that"
        r"|during)(?: which)? (?:[^.;]* )?$"
    )
)
# "Readings above 40 are rare", "every earlier case in which it crossed 40": a sort of level.
READINGS = re.compile(
    r"\b(?:readings?|closes|levels|prints|spikes|days) (?:above|below|over|under|of|at|beyond)"
    r" (?:about )?$"
)
CASE_OF = re.compile(
    words.marks(
        r"\b(?:each|every|any|all|earlier|previous|prior|past|other)(?: (?:the|earlier|previous"
        r"|prior|past|other|such))* (?:cases?|times?|occasions?|instances?|episodes?) (?:(?:in|on"
        r"|at) which|when|that|where) (?:the )?<N>(?: has| had)? (?:first )?[a-z]+(?: (?:above"
        r"|below|over|under|through|past))? $"
    )
)
# How large a move is that comes again and again: "a 10% correction about every two years".
A_MOVE = re.compile(
    r" (?:or (?:more|greater|worse)\b|(?:corrections?|pullbacks?|declines?|drops?|dips?|sell-?offs?"
    r"|drawdowns?|bear markets?|gains?|rall(?:y|ies))\b)"
)
AGAIN = re.compile(
    words.marks(
        r"(?<!\w)(?:once|twice|(?:<#>|[a-z]+) times) (?:a|per|each|every|in a) (?:year|decade"
        r"|century)\b"
        r"|\bevery (?:other |single )?(?:year|month|week|quarter|decade)\b"
    )
)
BACK_TO_BACK = re.compile(r"\b(?:back-to-back|consecutive|straight) $")
ARE_RARE = re.compile(
    r"(?: or (?:more|worse|better))? (?:‹w\d+›(?=[:,;])"
    r"|(?:in a (?:day|week|month)|are (?:rare|few|unusual|common|uncommon)|happen|occur|come)\b)"
)
# The extreme of what is averaged: "the best such span brought 36%".
BEST_OF = re.compile(
    r"\b(?:the|an?|its|their) (?:best|worst|largest|smallest|biggest|weakest|strongest) (?:such"
    r"|of (?:them|these|those|‹r\d+›)|spans?|stretch|case|outcome|episode|window)(?!\w)[^.;,]*$"
    r"|\bthe (?:best|worst|largest|smallest|biggest|weakest|strongest|deepest), (?:that of "
    r"|in )?‹w\d+›,? (?:(?:was|at|with|came to|saw|cost) )?$"
)
# A multiple of a figure that is printed: "less than half the 10% of the other".
OF_A_FIGURE = re.compile(
    r" as (?:many|much) as (?:in |at |on )?‹w"
    r"| (?:of )?(?:the|its|their) (?:(?:‹[nr]\d+›(?:'s?)? )?‹%\d+›"
    r"(?! (?:[a-z]+ )?(?:of|for|in|by) (?:the )?‹n)"
    r"|(?:‹w\d+›(?:'s)? )?(?:[a-z-]+ )?(?:peak|high|low|record|level|trough)s?\b)"
)
# What was expected on a day that has passed: "a year ago the panel forecast 6,600".
ONCE_EXPECTED = re.compile(
    r"‹w(?P<earlier>\d+)›,? (?:[a-z‹›\d]+ ){1,3}(?:put|priced|saw|had) (?:that|it|this|the \w+"
    r"|‹r\d+›) at (?:\w+ )?$|‹w(?P<time>\d+)›,? (?:(?! and )[^,;:.‹]"
    r"|‹r\d+›)*\b(?:made an? (?:[a-z-]+ )?(?:prediction|call|forecast)|expected|forecast"
    r"|predicted|pencill?ed in|projected|targeted|anticipated|called for|looked for"
    r"|hoped for)(?: (?:\w+|‹[nr]\d+›)){0,3} $"
)
# "To 4.6%, from a prior projection of 5.1%": what was expected before counts no more.
PRIOR_VIEW = re.compile(
    r"\b(?:from|than|against|versus|compared (?:with|to)) (?:an?|the|its|their|his|her) "
    r"(?:previous|prior|earlier|former|old) (?:[a-z-]+ )?(?:projections?|forecasts?|estimates?"
    r"|targets?|predictions?|calls?|views?)(?: of| at)?(?: about| around)? $"
)
# "At the start of 2024 a strategist made a bold prediction – that it would rise by half".
ONCE_PREDICTED = re.compile(
    r"‹w(?P<time>\d+)›,? [^;]*\b(?:made an? (?:[a-z-]+ )?(?:prediction|call|forecast)|predicted"
    r"|forecast|projected)\b[^;]*\bthat\b"
)
# The size of the cases looked at: "all cases in which it rose by a fifth or more".
OR_MORE = re.compile(r" or (?:more|worse|better|greater|less)\b")
IN_CASES = re.compile(
    r"\b(?:cases|times|occasions|instances|occurrences|episodes|years|quarters|months|weeks"
    r"|days)\b[^.;]*\b(?:which|when|where|that)\b"
)
# "Three points more than its usual yearly mean": how far from a mean that is printed too.
OVER_A_MEAN = re.compile(
    r" (?:more|less|higher|lower|better|worse|above|below) than (?:its|the"
    r"|their) [^.;,]{0,48}\b(?:average|mean|median)\b"
)
# "Over 20 and 60 days": two lengths.
AND_DAYS = re.compile(r" (?:and|or|to) ‹#\d+› (?:trading )?(?:days|weeks|months|years|sessions)\b")
# The ratio of a retracement, and the level it stands for: "the 0.618 Fibonacci level at 4,155".
OF_FIBONACCI = re.compile(r"%? (?:fib\w*|retracement)\b")
AT_FIBONACCI = re.compile(
    r"‹[#%]\d+› (?:fib\w*|retracement)\b(?:[^.;‹]|‹w\d+›){0,96} (?:at|near|around) (?:\w+ )?$"
)
# "10% corrections have occurred once a year", "a 10% setback two or three times".
SORT_OF_MOVES = re.compile(
    r" (?:or (?:more|worse|greater|larger) )?(?:corrections|declines|drops|pullbacks|sell-?offs"
    r"|rallies|gains|losses|falls|drawdowns|moves|setbacks"
    r"|rises)\b (?:in (?:the )?‹n\d+› )?(?:(?:do|have|usually|typically|only|also"
    r"|tend to) ){0,3}(?:occur|happen|come|take|last|are|show up|appear)\w*\b"
    r"|(?: or (?:more|worse|greater))?(?: (?:in|of|for) (?:the )?‹n\d+›)? (?:have|has) (?:only "
    r"|also )?(?:occurred|happened|come along|taken place)\b"
    r"|[ -](?:corrections?|declines?|drops?|pullbacks?|setbacks?|falls?|drawdowns?) (?:once|twice"
    r"|‹#\d+› times)\b"
    r"|-plus (?:years|months|quarters|days|gains|returns|declines|moves|drops|losses)\b"
)
TIMES = re.compile(r"(?: (?:or|to) (?:‹#\d+›|[a-z]+))? times\b")
TIMES_A_YEAR = re.compile(
    r" times (?:a|per|each|every) (?:year|month|quarter|week|decade|century)\b"
)
NOUN_OF_MOVE = re.compile(rf"\b(?:{words.NOUNS_OF_MOVE}) $")
AFTER_MOVING = re.compile(
    r"\bafter (?:rising|gaining|falling|losing|dropping|climbing|returning|declining|advancing"
    r"|sliding) (?:by )?$"
)
# The size of a sort of moves: "the 9th decline of 10%+", "that followed a gain of at least 10%".
OF_A_KIND = re.compile(
    rf"\b(?:{words.NOUNS_OF_MOVE}) of (?:at least |more than |less than |fewer than |over "
    rf"|under )?$"
)
# "Finished the year with a gain of more than 2,000 points" speaks of that one.
ENDED_WITH = re.compile(r"\b(?:finish|end|clos|wrapp)(?:ed|es|s|ing)\b[^,;]* with ")
AND_MORE = re.compile(r"\+|-plus\b")
AT_LEAST = re.compile(
    r"(?:‹#\d+›\)?|\b(?:followed|preceded|after|follows|saw|with|each|every|any|all))(?: (?:that"
    r"|which|who|saw|had))* (?:an? )?(?:[a-z-]+ )?[a-z-]+ of (?:at least|more than|less than"
    r"|under) $"
)
# "Spreads above 500 have been a good time to buy": a sort of levels, of which something is stated.
SORT_OF_LEVEL = re.compile(
    r"‹[svy]\d+› (?:readings?|levels?|closes?|prints?|spikes?)? ?(?:above|below|over|under|of|at"
    r"|beyond) (?:about )?$"
)
HAS_MEANT = re.compile(
    r"(?: or (?:more|less|higher|lower|above|below))? (?:(?:has|have|had) (?:\w+ )?(?:been|meant"
    r"|led|produced|preceded|marked|brought|tended|proved|come|seen|coincided|offered|signalled"
    r"|gone)|tends?|usually|typically|historically|often)\b"
)
# What did not happen: "a stretch without a 1% move".
WITHOUT = re.compile(
    r"\bwithout (?:so much as )?(?:a|an|any|one"
    r"|a single) (?:\w+ )?(?:of (?:at least |more than )?)?$"
)
OF_A_MOVE = re.compile(
    r"[ -](?:\w+ )?(?:moves?|drops?|falls?|declines?|gains?|rises?|swings?|pullbacks?"
    r"|corrections?|loss(?:es)?|setbacks?|sell-?offs?|dips?|slides?|slumps?|retreats?"
    r"|rall(?:y|ies))\b"
)
# What a price would mean: "oil above $90 would be a headache".
LEVEL_SUPPOSED = re.compile(
    r"^\W*(?:(?:the|an?) )?‹[nvys]\d+›(?: prices?)? (?:above|below|over|under|at|beyond"
    r"|of (?:more|less) than|of at least) (?:about )?$"
)
WOULD_BE = re.compile(
    r"(?: a barrel| an ounce)?(?:,? (?:against|versus|compared with) [^,;]*,)? would (?:be|mean"
    r"|hurt|help|spell|make|pose|add|feel|suit|do|force|prompt|change)\b"
)
# How large the moves of a run were: "a third year of double-digit returns".
YEARS_OF = re.compile(
    r"(?:\b(?:years?|quarters?|months?|weeks?|strings?|streaks?|runs?|series)"
    r"|‹q\d+›) of (?:\w+ )?$|‹q\d+› (?:\w+ )?$"
)
OF_RETURNS = re.compile(
    r"\+?[ -](?:total |annual |price )*(?:returns|gains|loss(?:es)|growth|declines|advances|rises"
    r"|falls)\b"
)
# What makes a bull or a bear market: "a rise of 20% from a low".
RETRACED = re.compile(
    r" (?:fibonacci |recovery |decline |drop |fall |loss |gain |rise "
    r"|pullback )?(?:recovery(?: thresholds?| marks?)?\b|retracements?|extension|fib|thresholds?"
    r"|definition)\b"
)
DEFINED = re.compile(
    r" from an? (?:\w+ )?(?:low|high|peak|trough|bottom|top)\b(?! (?:of|at|near) (?:about )?‹)"
)
# How far a price is from its average: "2.8% below that average".
OFF_AVERAGE = re.compile(
    r" (?:below|above|under|over|off|from|beneath) (?:that|its|the|their|this)(?: own)?(?: ‹a\d+›"
    r"| (?:\w+ )?(?:average|mean)\b)"
)
REMAINING = re.compile(
    r" (?:more|less|higher|lower) than (?:announced|projected|forecast|expected|estimated|planned"
    r"|assumed|predicted|foreseen)\b"
    r"| (?:more|less|higher|lower) than (?:before|previously"
    r"|(?:its|the|their) (?:last|previous|old|earlier|prior))\b| (?:\w+ )?meetings\b| remaining\b"
)
# What one share did to an index: "its stock dropped 5%, erasing 90 points from the Dow".
OF_A_SHARE = re.compile(
    r"(?:‹o\d+›|\b(?:stock|shares)\b)[^;]*\b(?:eras|shav|knock|wip|tak|lopp|subtract|contribut"
    r"|add)(?:ing|ed) (?:\w+ ){0,2}$"
)
INTO_INDEX = re.compile(r"(?: points?)? (?:from|off|to) (?:the )?‹n")
# The price that a move to come is counted from: "a gain of 5% from its close of 2,300".
BASE_PRICE = re.compile(
    r"‹%\d+› (?:\w+ )?(?:increase|gain|rise|upside|advance|return|rally|climb|decline|fall|drop"
    r"|downside|loss|higher|lower|above|below|more|up|down)?(?: \w+)? ?(?:from|above|below|over"
    r"|versus) (?:the |its |an? )?(?:‹[nr]\d+›(?:'s)? )?(?:(?:current|recent|latest|last|present"
    r"|today's|‹w\d+›(?:'s)?) )*(?:(?:close|level|price|finish) (?:of|at|around|near) )?(?:about "
    r"|around |roughly )?$"
)
OF_BASE = re.compile(r" (?:close|closing|finish|settlement|level|price)\b")
# "We shall keep 10% of our savings in the fund": a weight that is no advice either.
OF_WEALTH = re.compile(
    r" of (?:our|my|your|his|her|their|the|one's) (?:[a-z-]+ )?"
    r"(?:savings|money|portfolio|capital|wealth|nest egg|cash|investments|holdings)\b"
)
# "The weight of technology in the index exceeds 30%".
OF_WEIGHT = re.compile(
    r"\b(?:weight|weighting|share) (?:‹[nrv]\d+› )?(?:in|of|within) (?:the )?‹[nrv]\d+›(?:[^,;.‹]"
    r"|‹w\d+›)*$"
)
# What news stated: "after the unemployment rate rose to 4.6%".
OF_NEWS = re.compile(
    r"\b(?:after|as|when|because) (?:the )?(?:[a-z-]+ )?(?:unemployment|jobless(?:ness)?"
    r"|inflation|growth|wages|payrolls|retail sales|output|productivity|savings"
    r"|mortgage)(?: [a-z]+)? (?:(?:rose|fell|climbed|dropped|jumped|slowed|slipped|accelerated"
    r"|eased|came in|held)(?: unexpectedly| sharply)? (?:to|by|at)|hits?|tops?|reach(?:es|ed)"
    r"|topped) (?:about |just |only )?$"
)
# "Each percentage point costs the index about 4%": how one thing goes with another.
EACH_POINT = re.compile(
    r"(?:^|[;:,] )\W*(?:each|every) (?:further |extra |additional )?(?:‹[bp%i]\d+›"
    r"|(?:percentage |basis |full )?point|step|dollar)(?!\w)[^.;]*$"
)
# What is no move: "a vaccine that is 90% effective".
EFFECTIVE = re.compile(
    r" (?:effective|efficient|invested|complete|owned by|full|pure|accurate|vaccinated"
    r"|of (?:the |its )?(?:stocks|members|shares) within)\b"
)
# What a product lost that gains when nothing happens: "a fund that bet against volatility".
AGAINST_VOLATILITY = re.compile(
    r"\b(?:(?:bets?|betting|wagers?|wagering) against (?:market |stock )?(?:‹v\d+›|volatility)"
    r"|short(?:s|ed|ing)?[- ](?:‹v\d+›|volatility)|sells? volatility)(?!\w)[^.;]*$"
)
# What is only supposed: "a rise above 1% would be a test for stocks".
SUPPOSED = re.compile(
    r"\b(?:an?|any|another) (?:(?!‹)[\w-]+ )?(?:rise|move|break|close|fall|drop|push|slide|breach"
    r"|jump) (?:‹w\d+› )?(?:back )?(?:above|below|over|under|to|through|past|of"
    r"|beyond) (?:about )?$"
)
OFFICIAL = re.compile(
    r"\bwould (?:become|be|mean|mark|make|confirm|signal|need)\b[^;]*\b(?:with|on|upon"
    r"|require) an? (?:\w+ )?(?:close|finish|move|break"
    r"|settlement) (?:(?:of|in|by) (?:the )?‹[nr]\d+› )?(?:(?:at|or|above|below|under|over"
    r"|beyond) )+$"
    r"|\b(?:avoid|avert|prevent|escap|stav)(?:e|es|ed|ing)? (?:off )?[^;‹]*$"
    r"|\bbarring (?:a|an|any) (?:\w+ )?$"
)
SUPPOSED_THAT = re.compile(
    r" would (?:be|mean|hurt|help|turn|test|threaten|change|make|cause|suit|please|worry|violate"
    r"|confirm|signal|suggest|invalidate|negate|imply|indicate|mark|provide|reinforce|weaken"
    r"|strengthen|damage|shift|keep)\b(?:[^‹]|‹[wnr])*(?=[.;]|$)"
    r"|(?<=%\d›|\d\d›) would (?:take|bring|send|push|knock|put)\b"
)
# "Down 80 basis points from its peak of 4.8%": the peak has no day.
FROM_AN_EXTREME = re.compile(
    r"\bfrom (?:its|the|their|a) (?:cycle |recent |earlier |cyclical )?(?:peak|high|top|trough|low"
    r"|bottom) (?:of|near|at|above|below) (?:about |nearly |just )?$"
)
# "10 points from a correction" is how near it is.
FROM_A_STATE = re.compile(
    r" (?:away )?from (?:(?:a|an|entering|being in|its|another|official) )*(?:correction"
    r"|bear market|bull market|milestone)\b"
)
# The size that a number of years exceeded: "the years in which it exceeded a 20% return".
EXCEEDED = re.compile(
    r"\b(?:exceed(?:ed|s)?|above|over|topped|more than|at least|beyond) (?:an? )?$"
)
OF_SUCH = re.compile(r" (?:returns?|gains?|loss(?:es)?|declines?)\b|\W*$| in the first\b")
IN_SUCH = re.compile(
    r"\b(?:years|times|quarters|months|cases|occasions) (?:since ‹w\d+› |since "
    r"|‹w\d+› )?(?:in which|when|that|where|they|it|‹r\d+›)(?!\w)"
    r"|\b(?:return|gain)s? ‹w\d+› \(‹%\d+›\)"
)
# "Corrections, where an index drops 10%", "six months after the 10% decline": how large.
OF_DEFINITION = re.compile(
    r"\b(?:where|in which|when|defined as) an? (?:index|market|stock|share price|benchmark) "
    r"(?:drops|falls|declines|loses|rises|gains)(?: by)?(?: at least| more than| over)? $"
    r"|\b(?:months?|weeks?|days?|years?|quarters?) after (?:the|a|an|that|this|such an?) $"
)
# "Two weeks after a 15% rebound" opens with the event that something else is said of.
AFTER_AN_EVENT = re.compile(r"^\W*‹w\d+› (?:a|an|any|such an?) (?:\w+ )?$")
OF_AN_EVENT = re.compile(
    r"[ -](?:\w+ )?(?:rebounds?|bounces?|rall(?:y|ies)|drops?|falls?|declines?|gains?|cuts?)\b"
)
# "Anyone buying the index 10% below its high has gained": where it was bought.
BOUGHT_AT = re.compile(r"\bbuy(?:ing|s)? (?:the )?‹[nr]\d+› (?:when it is )?$")
BELOW_A_HIGH = re.compile(r" (?:below|off|under|from) (?:its|the|a|their)\b")
# A return of each year: "compounded at 9%", "an annualised 8%".
BY_THE_YEAR = re.compile(
    r"\b(?:compounded|annuali[sz]ed|per annum|annual (?:total )?(?:return|gain|rate)"
    r"|yearly (?:return|gain))\b"
)
# A figure set against one before it: "6%, against 4% as a rule".
AFTER_ANOTHER = re.compile(
    r"\b(?:than|against|versus|compared with|short of|above|below|and|or|by|but) "
    r"(?:the |a |an |just |only |about )*$"
)
# "I read all letters and answer one in twenty", "the market has it at two in three".
_OF_READERS = re.compile(
    r"\b(?:i|we|they|you) (?:[a-z]+ ){0,4}(?:and )?(?:answer|reply to|read|print|publish|meet|see) "
    r"(?:about |only |just )?$|\b(?:has|have|puts?|prices?|rates?) (?:it|‹r\d+›|that|this) at "
    r"(?:about |only |just )?$"
)
# "You see 1,900" and "we see 8% upside", and no "we see 1,900 clients".
_SEEN_PRICE = re.compile(
    r"\b(?:see|meet) (?:about |only |just )?(?:‹#\d+›(?! [a-z]+s\b)"
    r"|‹[%p]\d+›(?= (?:or more |total |further |potential )*(?:upside|downside|gains?|loss(?:es)?"
    r"|returns?|rises?|falls?|drops?|declines?|correction|pullback|advance|rally|growth|move)\b))"
)


def is_of_readers(text: str, start: int, end: int) -> bool:
    """Whether a figure counts what someone does or sees, or is one of odds."""
    priced = any(m.end() == end for m in _SEEN_PRICE.finditer(text))
    return not priced and _OF_READERS.search(text[:start]) is not None


# "At 10.9%, its annual return since 1979 is": what the figure is stands behind it.
FRONTED_FIGURE = re.compile(r"\W*at (?:about |around |roughly )?‹%\d+›,?")
