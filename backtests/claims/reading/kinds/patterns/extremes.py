"""Words of records: highs and lows, firsts, bests and worsts."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.marks import numerals
from backtests.claims.reading.tenses import SUPERLATIVE

HIGHS = (
    r"(?:eclips|surpass|exceed|topp|beat|brok?e|break|smash|better|pass)(?:ed|es|s|ing|en)? (?:its|the|their) (?:previous |old |own |earlier )?(?:records?|all-time highs?|(?:record|previous|old|all-time) (?:peaks?|highs?))(?! lows?)|(?:all[- ]time|record|new|fresh|lifetime|historic(?:al)?|post-crisis|cycle|multi-?\w+|(?:\w+|‹[^›]+›)-(?:day|week|month|quarter|year|decade)) (?:closing |intraday |weekly |monthly |daily )?(?:highs?|peaks?|tops?)"
    r"|(?:an? |new |fresh |another )+aths?"
    r"|(?:new )?all-time(?: high)? territory|record (?:clos(?:e|es|ing)|finish(?:es)?|territory|levels?|settlements?|highs?)|(?:close(?! to\b)|closed|finished|ended|settled|stood|traded|is|was|are|were|be)(?: (?!to\b)\w+){0,3} (?:at )?(?:a|an|its) (?:new |fresh )?(?:all-time )?(?:record|best)|(?:closed|finished|ended) at (?:a|its) high(?= on\b| for\b| ‹w|[,.])|(?:set|hit|made|reached|notched|posted|scored) a (?:new |fresh )?(?:closing|intraday) (?:high|peak)(?= (?:at|of|near)\b|,| on\b)|high-?water mark|all-time best|record[- ]setting|uncharted territory|(?<!one for )the record books"
    r"|(?:(?:close|end|finish|settle|climb|rise|surge|rall(?:y|ie)|soar|jump|hit|set|reach|notche?|touche?|post|score|log|nab|clinche?|seal|cement|scale|top|eke out)[sd]?(?:ed)?|closed|ended|at|to|new|fresh) (?:at |to |a )?(?:new |fresh |another )?record(?= (?:as|on|after|in|for|amid|before|while|since|with|despite|and|but)\b|[,;:.]| ‹[w#]|$)"
    r"|(?:set|hit|notched|posted|reached|made|scored|printed|brought|saw|produced) (?:new |fresh |all-time )*records(?! (?:for(?! (?:the )?<N>)|in|of|low))"
    r"|(?:a|an|another|new)(?: new| fresh)? ‹n\d+› records?(?! (?:low|day|of|amount))"
    r"|(?<=›'s )(?:first|second|third|\w+th|latest|new) (?:record|(?:record|all-time) high)s?(?= ‹w|[,.;]|$| (?:since|this|of the|in))"
    r"|(?:an?|another|new) (?:intraday|closing) records?\b(?! (?:low|high))"
    r"|(?<!match )(?<!matching )(?<!matched )(?<!equal )(?<!equalling )(?<!tied )(?<!tying )(?:a|new|another|its \w+|fresh) records?(?! (?:low|day|of|amount|number|short|in|for(?! (?:the )?<N>)|month|week|quarter|year|inflow|gain|loss|drop|fall|rise))"
)


LOWS = r"(?:all[- ]time|record|new|fresh|lifetime|historic(?:al)?|multi-?\w+|(?:\w+|‹[^›]+›)-(?:day|week|month|quarter|year|decade)) (?:closing |intraday |weekly |monthly )?(?:lows?|troughs?)"


# "Without a 2% drop": neither gains nor losses are counted.
SIZED = re.compile(r"\d(?:%| per ?cent)")
# A run that seldom happens: "an eighth straight gain of the index is rare".
RARE = re.compile(
    r"[^.;,]* (?:only |just )?‹#\d+› times\b|[^.;,]* (?:is|are|has been|would be) (?:\w+ )?(?:rare|unusual|unlikely|uncommon)\b"
)
# Further superlatives, before a span of time: "its liveliest month since".
OF_A_SPAN = rf"{SUPERLATIVE}(?= (?:\w+ ){{0,2}}(?:day|session|week|month|quarter|year|half|start|run|stretch|streak|spell)s?\b)"
EXTREME = (
    r"(?P<up>highest|best|strongest|dearest|loftiest|priciest|largest|biggest|sharpest|steepest|longest|widest|most expensive|fastest|brightest|finest|greatest|(?<=the )most(?= (?:<T>|in (?:more|almost|nearly|over) )))|(?P<down>lowest|worst|weakest|poorest|cheapest|narrowest|tightest|feeblest|bleakest|deepest|flattest|blackest|darkest|ugliest|roughest|nastiest|grimmest|harshest|sorriest|dismallest|rockiest|bumpiest|meanest|dullest|softest|(?<=the )least(?= (?:<T>|in (?:more|almost|nearly|over) ))|fewest(?= <T>))"
    + rf"|{OF_A_SPAN}"
)


FIRST = re.compile(
    words.marks(
        r"\b(?:was the first (?:time|day|session)(?: that| on which)?|was the first(?= (?:for|of|in) (?:the )?<N>)|(?:had|has|have) never (?:before )?(?:closed|ended|finished|traded|stood|been|settled) (?:above|over|below|under|beyond|past)|first (?:close|finish|day|move|break) (?:above|below|over|under)|more than (?:on|in) any (?:day|session|week|month|quarter)(?= <T>)|(?:has|have|had) not had an? (?:better|worse|\w+er) (?:day|week|month|session|quarter|year|half|<T>)|(?:has|have|had) (?:had|seen|known) no (?:better|worse|\w+er) (?:day|week|month|session|quarter|year)|no (?:<T>|month|week|day|quarter|year|session|half) (?:has|have|had) been (?:as|so|this) \w+(?= [^.;]*<T>)|no (?:day|week|month|session|quarter|year) <T> (?:has|have|had) been (?:(?:as|so) \w+|better|worse|\w+er)|(?:has|have|had) not had (?:such )?an? (?:\w+ )?(?:day|week|month|session|quarter|year) (?:as|so) \w+|(?:higher|lower|cheaper|dearer|weaker|stronger|wider|tighter|steeper|flatter) than (?:at(?: any (?:time|point|stage))?|it (?:has|had) been)(?= <T>)|(?:higher|lower|cheaper|dearer|weaker|stronger) than (?:‹r\d+›|it|they) (?:has|have|had) ever been|(?:higher|lower) than (?:it )?ever(?: (?:has|had))?(?: before)?|never (?:closed|stood|traded|been|ended|finished) (?:higher|lower)|for (?:the )?first time|first time since|never before (?:has|have|had)|never (?:has|have|had) (?:the )?<N>|never in (?:its|their|the|all) \w+ (?:had|has|have)|(?:has|have|had) not been (?:this |so |any |as )?(?:lower|higher|high|low|cheap|strong|weak|wide|tight)(?:er)?|(?:not|never) <T> (?:has|have|had)|(?:its|their|the|a|his) first (?!<T>)(?!(?:full |cash |trading )*(?:session|day|week|month|quarter|meeting) (?:since|after)\b)(?:(?:[\w'-]+|‹[nfr]\d+›) ){0,5}?(?=since|in more|in over|in <T>|in almost|in nearly|<T>)|the last time (?:[\w'-]+|‹[nr]\d+›)(?: [\w'-]+){0,2} was (?:so|this|that|as) \w+ was|was a first|(?:something|a level|a feat|ground|which) (?:‹r\d+› )?(?:had|has|have) (?:not|never) (?:done|seen|managed|reached|happened|occurred)|not (?:been )?(?:seen|visited|reached|recorded|witnessed|touched|traded)(?: \w+){0,3} since|(?:last|never|not) (?:seen|visited|hit|reached|touched|recorded)(?: before)?|(?:unseen|unmatched|unvisited) since|unseen (?:in|for)|as (?:it|they|‹r\d+›) (?:had|has|have) not (?:done|been)?(?= (?:since|in|for|<T>))|as (?:it|they|‹r\d+›) (?:had|has|have) not (?:done|been)|(?<=as )(?:high|low|steep|wide|tight|narrow|cheap|dear|strong|weak|calm|volatile|large|small|deep) as (?:(?:it|they|<N>) (?:has|have|had) (?:\w+ )?been|at any (?:time|point)|anything|any)(?: seen)?(?= <T>)|(?:it |they )?(?:had |has |have |was |were )?(?:last|not|never) (?:been )?(?:seen|visited|hit|held|stood|reached|touched|recorded|traded|closed)\b(?! (?:above|below|over|under|beneath|beyond)\b)|hadn't (?:seen|reached) since|(?:levels?|heights?|depths?) (?:that )?(?:‹r\d+›|it|they) (?:had )?last (?:saw|seen|hit|visited|reached|touched)(?= ‹w)|where (?:‹r\d+›|it|they) (?:had|has|have) (?:not|never) (?:been|stood|traded|closed)(?= ‹w| since)|not since|(?:levels?|heights?|depths?|lows?|highs?|territory|ground)(?: \w+){0,3} (?:last|not|never|unseen)\b|never (?:before )?(?:had |has |have )?(?:<N> |the |\w+ ){0,4}?(?:been |closed |traded |stood )(?:so |as )?(?:high|low)|no (?:higher|lower|better|worse|such) [^,.]{0,30}since)"
    )
)


HIGH, LOW = (
    re.compile(words.marks(rf"(?<![\w'-])(?:{HIGHS})(?![\w])")),
    re.compile(words.marks(rf"(?<![\w'-])(?:{LOWS})(?![\w])")),
)


DISTANCE = re.compile(
    words.marks(
        r"\b(?:cusp|verge|brink|edge) of (?:(?:an?|its|their|the|another)(?: \w+)? )?$|\b(?:close|near|next|inches)(?: (?:to|from)(?: (?:an?|its|their|the|another)(?: \w+)?)?)? $|\bwithout (?:(?:sett|hitt|reach|mak|post|notch)ing )?(?:(?:an?|another|any|its)(?: new| fresh)? )?$|(?:<A>|\bpoints?|\bpercent|\bshort|\bshy|\baway|\bfar|\bstill|\bdistance|\bremains?|\bstands?|\bjust|\bwell|\bfrom|\bdown|\boff|\bunder|\bclose to|\bnear|\bflirt\w*|\bapproach\w*|\btowards?|\btest\w*|\bhead\w* for)(?: \w+){0,3}? (?:below|from|off|under|of|away from|short of|shy of|beneath|to) (?:the |its |their |a |an |that )?(?:\w+(?:'s)? |<T> ){0,3}$|\bwithin (?:an? )?\w+ of (?:the |its |their |an? )?$|\b(?:end|lack|drought|absence|series|string|instances?|days?|wait|waits|one more|plenty) (?:of|between|for) (?:\w+ )?$|\btrue (?:with|of|for) $|\b(?:from|since|below|under|off|to within|near|close to|towards?|flirt(?:ed|s|ing)? with|approach(?:ing|ed|es)|hover(?:ed|s|ing)? (?:near|around|close to)|shy of|short of|retest\w*|return to|back to|test of|after|following|before)(?: (?:the|its|their|a|an|every|such|each|setting|hitting|reaching|last|previous|old|prior|this|that|making|new|<T>|<T>'s))* $"
    )
)


# "Did best this year" is said of several markets; "was last seen at 28,600" is a price.
DID = re.compile(r"\b(?:did|do|does|done|fared|fares?|perform(?:ed|s)?) (?:the )?$")
LAST_CLOSE = re.compile(
    r"last (?:clos|end|finish|settl)ed (?:higher|lower|above|below|(?:this|that|so|as) (?:high|low))[^;.]*‹w\d+›,? (?:at|when (?:it|‹r\d+›) (?:closed|stood|ended|finished|was)(?: at)?) ‹#"
)
INVERSION = re.compile(r"\binver(?:sion|ted)\b")
# "After the first cut of July": an event, and no record.
AS_AN_EVENT = re.compile(
    r"\b(?:after|following|since|before|until|from|between)(?: (?:the|its|their))? $"
)
LAST_QUOTE = re.compile(
    r"(?:was |were )?last (?:seen|traded|quoted|sold|stood|fetched|changed hands)(?: (?:trading|changing hands))? (?:at|near|around|close to) (?:about )?‹#"
)
# On which side, or how, in the words of a first.
SIDE = re.compile(
    r"\b(?:(below|under|beneath|lower|worse|weaker|poorer)|above|over|beyond|past|higher|better|stronger)\b"
)
SHORT = 24  # letters before "the most" that say which way
MOVES = re.compile(
    r"\b(?:day|session|week|(?:month|quarter|year)(?!-end)|half|gains?|loss(?:es)?|falls?|drops?|rises?|declines?|run|streak|start|performance|showing|result|(?:best|worst) since|stretch|rally|sell-?off|slide|advance|jump|return|slump|plunge|surge|one-day|weekly|monthly|daily|quarterly|percentage|point|finish to|january|december|autumn|summer|losing|winning|spell|move)\b"
)


BAD = re.compile(
    r"\b(?:loss|fall|drop|decline|sell-?off|slide|slump|plunge|losing|retreat|rout|tumble|setback|correction|drawdown)\b"
)


GOOD = re.compile(r"\b(?:gain|rise|rally|advance|jump|surge|winning|increase|leap)\b")


NEAR = re.compile(
    r"‹[#k]\d+› $|\b(?:near|close to|among|(?:one|some|several|many) of|not far from|around|approaching|towards?|testing)(?: the| its| their)? $|\b(?:shy|short) of (?:a|an|its|another)(?: new| fresh)? $"
)


OF_A_SEASON = re.compile(
    r"‹w\d+› (?:is|has been|was(?! a\b)|tends to be|remains|ranks as|emerges as|stands out as|comes out as|is known as) (?:the|a|by far the|usually the|traditionally the)\b|\b(?:best|worst|strongest|weakest|kindest|cruellest) (?:month|quarter|day|week) (?:is|has been|remains) ‹w|\b(?:midterm|election) years\b|\b(?:is|are)\b[^.;]{0,40}\b(?:best|worst|weakest|strongest|poorest|kindest|cruellest) (?:month|fortnight|week|day|quarter|half|stretch|spell) of (?:the|a|any) (?:year|winter|summer|spring|autumn|month|calendar|week)\b|^on the record"
)


# The extreme of several cases, which is no record: "the worst outcome was 2008".
CASE_OF = re.compile(
    r"\w+ (?:[\w-]+ |‹w\d+› ){0,2}performances? (?:was|were|is|came|comes)(?: in)? ‹w\d+›|\w+ (?:such )?(?:outcome|case|result|episode|instance|example|year|showing|of (?:them|those|these|the lot))s? (?:was|were|is|came|comes)(?: in)? ‹w\d+›"
)


# "Its biggest gain in a month and its highest close since March": two records.
FURTHER_ONE = re.compile(r"‹w\d+› and (?:its|their|the) $")


# "Not since May has it been as low".
AS_LOW = re.compile(
    r"\b(?:as|so|this) (?:(?P<low>low|weak|cheap|bad|poor|tight|narrow|calm|small|poorly|badly)|high|strong|dear|good|wide|well|large)\b"
)


OF_POLICY = re.compile(r"\b(?:cut|hike|rate (?:rise|increase|reduction))\b")


AT_ITS = re.compile(r"\bat (?:its|their|the) $")


# What may stand between a price and "for the first time".
PRICE_UNIT = re.compile(
    r"(?: (?:threshold|mark|level|barrier|line))?(?: (?:points?|an ounce|a barrel|a coin|percent))?(?: ‹w\d+›)?(?: |, (?:(?:its|the|their|a|an) )?)"
)


MOST_OF = re.compile(r",? (?:‹w\d+›, )?(?:the )?")


SEES = re.compile(
    r"\b(?:sees?|expects?|predicts?|forecasts?|envisages?) (?:the )?‹[nr]\d+› (?:at|reaching|hitting|setting|making)\b|\b(?:look(?:s|ing)? for|expects?|sees?|predicts?|forecasts?|envisages?) (?:a )?$"
)


# A verb that leads to a high or low to come: "could hit a new", "to reach its".
TO_REACH = re.compile(
    r"\b(?:(?P<to>to)|will|'ll|could|should|may|might|would|can)(?: (?:soon|then|also|well|finally|likely|probably|eventually|even|again|once|be able to|manage to|go on to))* (?:reach|hit|set|make|notch|see|post|achieve|touch|establish|print|score|test|climb (?:back )?to|rise to|rally to|surge to|march to|break(?: out)? to|push to|run to|fall to|drop to|sink to|slide to)(?: (?:a|an|its|their|the|another|new|fresh|yet|more|further|several|many|multiple|even|higher|of))* $"
)
COUNTED = re.compile(r"‹#\d+› (?:new |fresh )?$")
IT_WAS = re.compile(
    r"\b(?:that|this|which|it) (?:was|is|marked|marks|represented) (?:also )?(?:the )?$"
)
# The highest of several forecasts is no price.
OF_A_VIEW = re.compile(
    r"\w+ (?:[\w-]+ )?(?:story|news|question|risk|topic|surprise|catalyst|inflation|unemployment|recession|downturn|pandemic|drought|(?:economic|financial|banking|credit|debt|housing|energy) crisis)\b|\w+ (?:[\w-]+ )?(?:projections?|forecasts?|targets?|price targets?|estimates?|calls?|ratings?|views?|expectations?)\b"
)
# The extreme of how far two markets are apart.
OF_A_GAP = re.compile(
    r"\w+ (?:[\w-]+ ){0,3}?(?:margin|gap|lead|outperformance|underperformance|shortfall|edge|advantage|relative (?:[\w-]+ ){0,2}[\w-]+)\b"
)


# "July's jump, to 81, was the largest since": the record is one of the jump.
WAS_THE = re.compile(
    rf"\b(?:{words.NOUNS_OF_MOVE})\b[^;]*\b(?:was|is|were|ranks as|proved) (?:its |the |their )?$"
)


# "Rose above its February record of 3,386" is a level passed.
# What is counted is no record of one day: "occasions on which the index set a new high".
PAST_IT = re.compile(
    r"\b(?:times|occasions|instances|cases|episodes|days|weeks|months|years)(?: (?:on|in) which| when| that)? (?:the )?(?:‹[nr]\d+›|it) (?:has |had |have )?[a-z]+ (?:a|an|its) (?:new |fresh )?$"
    r"|\b(?:above|below|over|past|under|beyond|beneath) (?:its|the|their) ‹w\d+›(?:'s)? $"
    r"|\b(?:fail(?:ed|s|ing)?|unable|yet|struggl(?:ed|es|ing)) to (?:\w+ )?(?:reach|hit|set|make|notch|post|climb to|return to|break|recover|regain|reclaim|retake|revisit|match)(?: (?:a|an|new|fresh|its|their|to|out|above))* $"
    r"|\b(?:halt|end|snapp|paus|interrupt|stall|brok|break|cool|capp)(?:e?d|e?s|ing|e)? (?:the |its |a )?(?:‹n\d+›'s |\w+ )?$"
)
# A run of one market over another: "its winning streak against the S&P 500".
RIVAL = re.compile(
    words.marks(
        r"\b(?:streak|run|stretch|string|spell)s? (?:of (?:daily |consistent |weekly )?(?P<under>under|out)perform(?:ing|ance)(?: (?:relative to|over|against|versus|compared (?:to|with)))?|against|over|versus) (?:the )?(?P<name>‹n\d+›)"
    )
)
RUN = re.compile(r"\b(?:streak|run|stretch|string|spell)\b")


FROM_RECORD = re.compile(
    r"^(?! from peak to trough) ?(?:\w+ )?(?:below|from|off|under|beneath|short(?: of)?|away from|shy(?: of)?|down from|beneath|than(?: at)?)\b[^.;]{0,50}?\b(?:record|highs?|peaks?|summits?|top|all-time|theirs)\b"
)


OF_RECORD = re.compile(
    r"^ of (?:(?:surpass|pass|topp|eclips|match|exceed|reach|regain|reclaim|sett|hitt)ing )?(?:the|its|their|a|an)\b[^.,;]{0,40}?\b(?:record|highs?|peaks?|summits?|all-time)\b"
)


# A time that names the peak a distance is measured from: "5% off the high of 30 October".
OFF_HIGH = re.compile(
    r"(?:off|below|from|under|beneath) (?:the|its|their|an?) [^‹]*\b(?:high|peak|record|top)\b"
)


PEAK = re.compile(
    r"^(?:'s)? (?:intraday |closing |record |all-time )*(?:peak|summit|high|record|top)\b"
)


OF_THE_PEAK = re.compile(
    r"\b(?:record|highs?|peaks?|summits?|top|close) $|\b(?:record|highs?|peaks?|summits?|top)\b(?: (?:close )?(?:of|at|near) ‹#\d+›,?)?[^,;]{0,24}\b(?:set|reached|hit|made|touched|posted|struck|of|from|in|on)\b[^,;]{0,8}$"
)


# "Since its peak it has shed 10%".
SINCE_PEAK = re.compile(
    r"\b(?:since|from) (?:its|the|their|that) (?:[\w-]+ )?(?:record|peak|all-time high|high|top)\b(?!(?:'s)? (?:\w+ )?(?:of|on|in|to|set|hit)\b)(?! ‹)"
)


BELOW_ITS = re.compile(r" (?:below|off|under|from|short of) (?:its |the )?(?:‹w\d+›|own)(?!\w)")


_RECORD = r"(?:record(?: close| high)?|all-time high|new (?:high|peak|record))"


COUNT = re.compile(
    words.marks(
        rf"{_RECORD}s? (?:on )?(?P<amount3><#>) (?:times|occasions|days)\b|(?P<amount4><#>) (?:times|occasions|days) [^.;]*\b(?:at|set|hit|reached|made|to) (?:an? )?(?:new )?{_RECORD}|\b(?:tally|number|count|total) of (?:records|new highs|record closes|all-time highs)[^.;]* (?:is|stands at|has reached|comes to) (?:now )?(?P<amount5><#>)|"
        r"(?P<amount><#>) (?:\w+ )?(?:closing records|(?:record|all-time|new|fresh)(?: closing| intraday)? (?:clos(?:e|es|ing)|highs?|peaks?|finishes|lows?|closing highs|records?))|(?P<amount2><#>) (?:new |fresh )?(?:records|all-time highs)\b"
    )
)


# A market that stays where it is makes no streak.
# "The third straight week for the Nasdaq".
OF_STREAK = re.compile(r"‹q\d+›(?: of [a-z]+)? for (?:the )?‹n")
STEADY = re.compile(
    r"\b(?:was|were|is|are|held|stayed|remained|traded) (?:\w+ )?(?:stable|steady|flat|unchanged|sideways)(?: \w+)? $"
    r"|\b(?:crossed|topped|traded|climbed|rose|dipped|poked)(?: \w+)? (?:above|below|over|past) [^,;]*$|^\W*‹#\d+› (?:has |have )?(?:held back|capped|contained|stopped|halted|held up|supported) [^,;]*$"
    r"|(?:^|[,:;] |and )(?:the |other |some |many )?[a-z]+ (?:companies|makers|producers|firms|lenders|retailers)(?: (?:also|have|has|had))? [a-z]+(?: \w+)? $"
)


# Whose record it is, after its words: "the worst for the Nasdaq since March".
OF_NAMED = re.compile(
    words.marks(r"[a-z]+(?: [a-z]+)? for (?:the )?‹[nyvr]\d+›,? (?:since |in |<T>)")
)

# When a record was made, behind it: "its high of 4,797 set in January 2022".
WAS_SET = re.compile(
    r"^(?: of (?:about )?‹#\d+›)?,? (?:that was |which was )?(?:set|reached|hit|made|posted|touched|recorded)(?: back)? $"
)
# "Since the start of March": which days are meant is not said.
START_OF_MONTH = re.compile(r"\b(?:start|beginning) of (?!the (?:year|quarter|decade|century))")


# A move that led to a high, and no distance from one: "rose 1.4% to another record high".
REACHED = re.compile(
    r"\b(?:rose|climbed|gained|jumped|advanced|added|rallied|surged|soared|up|higher|fell|dropped|slid|sank|lost|shed|down|lower|rises?|climbs?|gains?|jumps?|hits?)\b[^;]*‹[^›]+› to (?:(?:(?:hit|reach|set|notch|post|touch|score|make|(?:close|end|finish|settle) at) )?(?:a|an|another|new|fresh|its|their)(?: (?:new|fresh|third|second|\w+ straight))? )?$"
    r"|\b(?:made it|climbed|got|is|are|was|were) back (?:to|at) $|\b(?:managed|able|went on|enough) to \w+ (?:a|an|another|its|new|fresh)(?: (?:new|fresh))? $"
)
# A high of the week is one of its chart: "printed a new weekly high".
OF_A_SWING = re.compile(
    r"(?:an? )?(?:new |fresh )?(?:daily|weekly|monthly|hourly|session) (?:high|low)"
)
# What a resistance is, in brackets after it: "2,876 (record high)".
OF_A_LEVEL = re.compile(r"\b(?:supports?|resistances?)\b[^.;]*‹#\d+› \($")


# How far it had fallen at one point, which no day is named for.
BRIEFLY = re.compile(r"\b(?:briefly|at one point|had)\b")


# The extreme that a move started from: "has doubled from its low of 991 on 18 March".
FROM_EXTREME = re.compile(
    words.marks(
        r" (?:from|off|since|above|over) (?:its|their|the|a|‹[rn]\d+›'s) (?:[a-z-]+ ){0,3}(?:lows?|bottoms?|troughs?|highs?|peaks?)(?: (?:of|near|at) (?:about )?<#>,?)?(?: (?:which was |that was )?(?:set|reached|hit|made|posted|touched))? (?=<T>)(?P<time>)"
    )
)
# "Lost 3% on Monday, which brings the fall from its high to 21%": as of that day.
BRINGS = re.compile(r",? (?:which |that )?(?:br(?:ings?|ought|inging)|tak(?:es|ing)|took) ")
# "It sat 17% off its high on 12 September", a few days ago: the day of the price.
SAT = re.compile(
    r"\b(?:sat|stood|was|were|traded|closed|ended|finished) (?:about |nearly |some |still )*$"
)
RECENT = 10


# The biggest loser or gainer is one of several, and no record.
OF_A_MEMBER = re.compile(
    r"\w+ (?:‹w\d+› )?(?:loser|gainer|winner|laggard|mover|drag|decliner|contributor|performer)s?\b"
)
# The best of many days are a sort of days: "half of its strongest days".
SEVERAL = re.compile(r"\w+ (?:\w+ )?(?:days|weeks|sessions|months|quarters)\b")
# Several markets named before: "both set records".
TOGETHER = re.compile(r"\b(?:both|all (?P<count>‹#\d+›))(?!\w)")
# What is not reached yet: "a new high seems within reach".
IN_REACH = re.compile(
    r"^[^.;]*\b(?:seems?|looks?|appears?|is|are|remains?|comes?|puts? it|now)\b(?: \w+){0,2}"
    r" (?:within (?:easy |touching |striking )?(?:reach|distance)|in (?:sight|reach)|on the horizon)\b"
)


# A number of records that a rank gives: "a record close, its 40th this year".
ITS_RANK = re.compile(
    rf"\b(?:record|all-time high|new high)\b[^.;]*?\b(?:(?:its|was the|is the) (?P<rank>{numerals.ORDINAL})(?P<low>(?!))? (?:this|so far|in |of |‹w)|for (?:the|a|its) (?P<rank_>{numerals.ORDINAL}) time (?=‹w))"
    rf"|\bfor (?:the|a) (?P<rank__>{numerals.ORDINAL}) time ‹w\d+›[^.;]*?\b(?:set|hit|reached|made|notched|closed at|posted|touched) (?:an? |its )?(?:new |fresh )?(?:closing )?(?:record|all-time high|high)\b"
)
# "Ten straight sessions without a record" is no run of gains.
WITHOUT = re.compile(
    r" (?:above|below) (?:its|their|the) ‹a\d+›| without (?:(?:setting|hitting|making|posting|reaching) )?(?:a|any|another) "
)
# A time that only names an extreme: "from its January peak".
OF_A_PEAK = re.compile(
    r"(?:'s)? (?:all-time |closing |intraday |record )*(?:peak|high|top|low|trough|bottom)\b(?! (?:of|was|is))"
)


# "A weekly decline of 2%" is one of the week.
PERIODIC = re.compile(
    rf"\b(?P<grain>week|month|quarter)ly (?:{words.NOUNS_OF_MOVE}) of (?:\w+ ){{0,2}}(?:‹[^›]+› and )?$"
)
# "Its best week since May: it gained 4%".
BEST_PERIOD = re.compile(
    r"\b(?:best|worst|strongest|weakest|biggest|poorest|largest|steepest|sharpest) (?P<grain>week|month|quarter)(?:ly [a-z-]+)?(?: (?:since|in|of)\b| ‹w\d+›)[^.;]*$"
)
PERIODIC_AFTER = re.compile(
    rf"^(?:,? (?:and|for|in) (?:its|the|their) (?:best|worst|strongest|weakest|biggest|largest|steepest|poorest)(?= (?:week|month|quarter)\b)|(?= (?:week|month|quarter)ly (?:{words.NOUNS_OF_MOVE})\b)) (?P<grain>week|month|quarter)"
)
TO_COME = re.compile(
    r"\bafter (?:the )?‹n\d+› (?:has|have|had) [^.;]*$|\b(?:times|occasions|cases|instances)\b[^.;,]*\b(?:that|when|where|which) [^.;,]*$|\b(?:will|'ll|would|should|could|may|might|is set to|expected to|(?:poised|on course|on track|on pace|head(?:ed|ing)|set|bound) for)\b"
)
# "It has not had such a run since 2003": what a streak is, told by its absence.
UNSEEN_RUN = re.compile(
    r"\b(?:not|n't|no|never|nothing)\b[^.;]*\b(?:such|that|this|like|longer|many|long|run|streak|spell|stretch|string)\b"
    r"|, an? (?:[a-z-]+ )?(?:run|streak|spell|stretch|string|sequence|series|feat|rarity)\b[^.;,]*\b(?:not|un|never|last)"
)
# A run of days on one side of a price or an average is none of rises or falls.
ON_A_SIDE = re.compile(
    words.marks(
        r"\b(?:above|below|over|under|beneath) (?:(?:the|its|their|that) )?(?:[a-z-]+ |<T> )*(?:<A>|<M>|average|mean|line|peak|high|low|trough|record)(?: (?:points|level|mark|average|line))?,? (?:for |on )?(?:the |an? )?$"
    )
)

RANKED = re.compile(
    rf"\b(?P<rank>{numerals.ORDINAL}) (?:new |fresh )?(?:record|all-time|closing)(?: closing)? (?P<low>lows?)?"
)

OWNS = re.compile(r"(?:'s)? (?:closing |intraday )?")  # "Friday's all-time high"
