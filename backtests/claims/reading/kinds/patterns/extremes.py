"""Words of records: highs and lows, firsts, bests and worsts."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.marks import numerals
from backtests.claims.reading.wording.bases import SUPERLATIVE

HIGHS = (
    r"(?:(?:eclips|surpass|exceed|topp|beat|brok?e|break|smash|better|pass)(?:ed|es|s|ing|en)?"
    r"|to (?:top|beat|break|pass)|(?:edg|inch|mov|climb|push|power|ris|ros)(?:ed?|es|s|ing)? "
    r"(?:past|above|over)) (?:its|the|their) "
    r"(?:previous |old |own |earlier |‹w\d+› )?(?:records?|all-time highs?"
    r"|(?:record|previous|old|all-time) (?:peaks?|highs?))(?! lows?)"
    r"|(?:then-)?(?:all[- ]time|record|new|fresh|lifetime|historic(?:al)?|post-crisis|cycle"
    r"|multi-?\w+"
    r"|(?:\w+|‹[^›]+›)-(?:day|week|month|quarter|year|decade)) (?:(?:closing |intraday |weekly "
    r"|monthly |daily )(?:and (?:intraday |closing ))?)?(?:highs?|peaks?|tops?)"
    r"|(?:an? |new |fresh |another )+aths?"
    r"|(?:new )?all-time(?: high)? territory"
    r"|(?:is|are|was|were|stands?|stood)(?: [a-z]+)? at (?:new|fresh|all-time) (?:highs|peaks)"
    r"|record (?:clos(?:e|es|ing)|finish(?:es)?|territory|levels?|settlements?|highs?)"
    r"|(?:close(?! to\b)|closed|finished|ended|settled|stood|traded|is|was|are|were"
    r"|be)(?: (?!to\b)\w+){0,3} (?:at )?(?:a|an|its) (?:new |fresh )?(?:all-time )?(?:record"
    r"|best)|(?:closed|finished|ended) at (?:a|its) high(?= on\b| for\b| ‹w|[,.])"
    r"|(?:set|hit|made|reached|notched|posted|scored) a (?:new |fresh )?(?:closing"
    r"|intraday) (?:high|peak)(?= (?:at|of|near)\b|,| on\b)|high-?water mark|all-time best"
    r"|(?:(?:clos|end|finish|settl)(?:es?|ed|ing)?|‹w\d+›) at (?:new |fresh |all-time )*records"
    r"(?! (?:for(?! (?:the )?<N>)|of|low|lows|highs?)\b)"
    r"|(?<=[a-z] )(?:to|back at) (?:new |fresh )?records(?=[,;.]|$| ‹w| (?:on|as|after|amid|and"
    r"|but|while|before|this|with)\b)"
    r"|record[- ]setting(?! (?:[a-z]+ )?(?:rally|run|streak|pace|day|week|month|quarter|year|rise"
    r"|climb|session|close|stretch|spree|advance|territory)\b)|uncharted territory"
    r"|(?<!one for )the record books"
    r"|(?:(?:break|close|end|finish|settle|climb|rise|surge|rall(?:y|ie)|soar|jump|hit|set|reach"
    r"|notche?|touche?|post|score|log|nab|clinche?|seal|cement|scale|top|eke out)[sd]?(?:ed)?"
    r"|closed|ended|broke|at|to|new|fresh) (?:at |to |a )?(?:new |fresh "
    r"|another )?record(?= (?:as|on|after|in|for|amid|before|while|since|with|despite|and|but)\b"
    r"|[,;:.]| ‹[w#]|$)"
    r"|(?:set|hit|notched|posted|reached|made|scored|printed|brought|saw|produced) (?:new |fresh "
    r"|all-time |intraday |closing )*records(?! (?:for(?! (?:the )?<N>)|in|of|low))"
    r"|(?:a|an|another|new)(?: new| fresh)? ‹n\d+› records?(?! (?:low|day|of|amount))"
    r"|(?<=›'s )(?:first|second|third|\w+th|latest|new) (?:record"
    r"|(?:record|all-time) high)s?(?= ‹w|[,.;]|$| (?:since|this|of the|in))"
    r"|(?:an?|another|new) (?:intraday|closing) records?\b(?! (?:low|high))"
    r"|(?<!match )(?<!matching )(?<!matched )(?<!equal )(?<!equalling )(?<!tied )(?<!tying )(?:a"
    r"|new|another|its \w+|fresh) records?(?! (?:low|day|of|amount|number|short|in"
    r"|for(?! (?:the )?<N>)|month|week|quarter|year|inflow|gain|loss|drop|fall|rise))"
    r"|(?:a|another|new|fresh) record of (?:its|their) own"
)
LOWS = (
    r"(?:all[- ]time|record|new|fresh|lifetime|historic(?:al)?|multi-?\w+"
    r"|(?:\w+|‹[^›]+›)-(?:day|week|month|quarter|year|decade)) (?:(?:closing |intraday |weekly "
    r"|monthly )(?:and (?:intraday |closing ))?)?(?:lows?|troughs?)"
)
# "Without a 2% drop": neither gains nor losses are counted.
SIZED = re.compile(r"\d(?:%| per ?cent)")
# A run that seldom happens: "an eighth straight gain of the index is rare".
RARE = re.compile(
    r"[^.;,]* (?:only |just )?‹#\d+› times\b"
    r"|[^.;,]* (?:is|are|has been|would be) (?:\w+ )?(?:rare|unusual|unlikely|uncommon)\b"
)
# Further superlatives, before a span of time: "its liveliest month since".
OF_A_SPAN = (
    rf"{SUPERLATIVE}(?= (?:\w+ ){{0,2}}(?:day|session|week|month|quarter|year|half|start|run"
    rf"|stretch|streak|spell)s?\b)"
)
EXTREME = (
    r"(?P<up>highest|best|strongest|dearest|loftiest|priciest|largest|biggest|sharpest|steepest"
    r"|longest|widest|most expensive|brightest"
    r"|fastest(?! (?:such )?(?:reversal|recovery|round trip|return))|finest|greatest"
    r"|(?<=the )most(?= (?:<T>|in (?:more|almost|nearly|over) )))"
    r"|(?P<down>lowest|worst|weakest|poorest|cheapest|narrowest|tightest|feeblest|bleakest"
    r"|deepest|flattest|blackest|darkest|ugliest|roughest|nastiest|grimmest|harshest|sorriest"
    r"|dismallest|rockiest|bumpiest|meanest|dullest|softest"
    r"|(?<=the )least(?= (?:<T>|in (?:more|almost|nearly|over) ))|fewest(?= <T>))"
) + rf"|{OF_A_SPAN}"


# "The Fed cut its target on Wednesday, its first reduction since": what it has done.
MOVED_IT = re.compile(
    r"‹f\d+› (?:has |had )?(?:just )?(?:cut|raised|lowered|lifted|increased|reduced|hiked"
    r"|trimmed) (?:its|the|rates|‹f)\b[^;]*, (?:its|the) first (?:[a-z-]+ ?)*$"
)
# "Last closed at a record in May": the record is one of May.
NO_RECORD = r"(?! \w+ (?:at )?(?:an?|its) (?:new |fresh )?(?:record|all-time|closing|high)\b)"
FIRST = re.compile(
    words.marks(
        r"\b(?:was the first (?:time|day|session)(?: that| on which)?"
        r"|was the first(?= (?:for|of|in) (?:the )?<N>)"
        r"|(?:had|has|have) never (?:before )?(?:closed|ended|finished|traded|stood|been"
        r"|settled) (?:above|over|below|under|beyond|past)"
        r"|first (?:close|finish|day|move|break) (?:above|below|over|under)"
        r"|more than (?:on|in) any (?:day|session|week|month|quarter)(?= <T>)"
        r"|(?:has|have|had) not had an? (?:better|worse|\w+er) (?:day|week|month|session|quarter"
        r"|year|half|<T>)|(?:has|have|had) (?:had|seen|known) no (?:better|worse|\w+er) (?:day"
        r"|week|month|session|quarter|year)"
        r"|no (?:<T>|month|week|day|quarter|year|session|half) (?:has|have|had) been (?:as|so"
        r"|this) \w+(?= [^.;]*<T>)|no (?:day|week|month|session|quarter|year) <T> (?:has|have"
        r"|had) been (?:(?:as|so) \w+|better|worse|\w+er)"
        r"|(?:has|have|had) not had (?:such )?an? (?:\w+ )?(?:day|week|month|session|quarter"
        r"|year) (?:as|so) \w+|(?:higher|lower|cheaper|dearer|weaker|stronger|wider|tighter"
        r"|steeper|flatter) than (?:at(?: any (?:time|point|stage))?|it (?:has|had) been)(?= <T>)"
        r"|(?:higher|lower|cheaper|dearer|weaker|stronger) than (?:‹r\d+›|it|they) (?:has|have"
        r"|had) ever been|(?:higher|lower) than (?:it )?ever(?: (?:has|had))?(?: before)?"
        r"|never (?:closed|stood|traded|been|ended|finished) (?:higher|lower)"
        r"|for (?:the )?first time|first time since|never before (?:has|have|had)"
        r"|never (?:has|have|had) (?:the )?<N>"
        r"|never in (?:its|their|the|all) \w+ (?:had|has|have)"
        r"|had not (?:been|closed|traded|stood|ended|finished) (?:above|below|under|over)"
        r"(?= ‹#\d+› ‹w)"
        r"|(?:has|have|had) not been (?:this |so |any |as )?(?:lower|higher|high|low|cheap|strong"
        r"|weak|wide|tight)(?:er)?|(?:not|never) <T> (?:has|have|had)"
        r"|(?:its|their|the|a|his) first (?!<T>)(?!(?:full |cash |trading )*(?:session|day|week"
        r"|month|quarter|meeting) (?:since|after)\b)(?:(?:[\w'-]+|‹[nfr]\d+›) ){0,5}?(?=since"
        r"|in more|in over|in <T>|in almost|in nearly|<T>)"
        r"|the last time (?:[\w'-]+|‹[nr]\d+›)(?: [\w'-]+){0,2} was (?:so|this|that|as) \w+ was"
        r"|was a first|(?:something|a level|a feat|ground|which) (?:‹r\d+› )?(?:had|has"
        r"|have) (?:not|never) (?:done|seen|managed|reached|happened|occurred)"
        r"|not (?:been )?(?:seen|visited|reached|recorded|witnessed|touched"
        r"|traded)(?: \w+){0,3} since"
        rf"|(?:last{NO_RECORD}|never|not) (?:seen|visited|hit|reached|touched"
        r"|recorded)(?: before)?"
        r"|(?:unseen|unmatched|unvisited) since|unseen (?:in|for)"
        r"|as (?:it|they|‹r\d+›) (?:had|has|have) not (?:done|been)?(?= (?:since|in|for|<T>))"
        r"|as (?:it|they|‹r\d+›) (?:had|has|have) not (?:done|been)"
        r"|(?<=as )(?:high|low|steep|wide|tight|narrow|cheap|dear|strong|weak|calm|volatile|large"
        r"|small|deep) as (?:(?:it|they|<N>) (?:has|have|had) (?:\w+ )?been|at any (?:time|point)"
        r"|anything|any)(?: seen)?(?= <T>)"
        rf"|(?:it |they )?(?:had |has |have |was |were )?(?:last{NO_RECORD}|not|never) (?:been )?"
        r"(?:seen|visited|hit|held|stood|reached|touched|recorded|traded"
        r"|closed)\b(?! (?:above|below|over|under|beneath|beyond)\b)"
        r"|hadn't (?:seen|reached) since"
        r"|(?:levels?|heights?|depths?) (?:that )?(?:‹r\d+›|it|they) (?:had )?last (?:saw|seen"
        r"|hit|visited|reached|touched)(?= ‹w)"
        r"|where (?:‹r\d+›|it|they) (?:had|has|have) (?:not|never) (?:been|stood|traded"
        r"|closed)(?= ‹w| since)|not since"
        r"|(?:levels?|heights?|depths?|lows?|highs?|territory|ground)(?: \w+){0,3} (?:last|not"
        r"|never|unseen)\b|never (?:before )?(?:had |has |have )?(?:<N> |the |\w+ ){0,4}?(?:been "
        r"|closed |traded |stood )(?:so |as )?(?:high|low)"
        r"|no (?:higher|lower|better|worse|such) [^,.]{0,30}since)"
    )
)


HIGH, LOW = (
    re.compile(words.marks(rf"(?<![\w'-])(?:{HIGHS})(?![\w])")),
    re.compile(words.marks(rf"(?<![\w'-])(?:{LOWS})(?![\w])")),
)
DISTANCE = re.compile(
    words.marks(
        r"\b(?:cusp|verge|brink|edge) of (?:(?:an?|its|their|the|another)(?: \w+)? )?$"
        r"|\b(?:close|near|next|inches)(?: (?:to"
        r"|from)(?: (?:an?|its|their|the|another)(?: \w+)?)?)? $"
        r"|\bwithout (?:(?:sett|hitt|reach|mak|post|notch)ing )?(?:(?:an?|another|any|its)(?: new"
        r"| fresh)? )?$|(?:<A>|\bpoints?|\bpercent|\bshort|\bshy|\baway|\bfar|\bstill|\bdistance"
        r"|\bremains?|\bstands?|\bjust|\bwell|\bfrom|\bdown|\boff|\bunder|\bclose to|\bnear"
        r"|\bflirt\w*|\bapproach\w*|\btowards?|\btest\w*|\bhead\w* for)(?: \w+){0,3}? (?:below"
        r"|from|off|under|of|away from|short of|shy of|beneath|to) (?:the |its |their |a |an "
        r"|that )?(?:\w+(?:'s)? |<T> ){0,3}$|\bwithin (?:an? )?\w+ of (?:the |its |their |an? )?$"
        r"|\b(?:end|lack|drought|absence|series|string|instances?|occurrences?|days?|wait|waits"
        r"|one more"
        r"|plenty) (?:of|between|for) (?:\w+ )?$|\btrue (?:with|of|for) $"
        r"|\b(?:from|since|below|under|off|to within|near|close to|towards?"
        r"|flirt(?:ed|s|ing)? with|approach(?:ing|ed|es)"
        r"|hover(?:ed|s|ing)? (?:near|around|close to)|shy of|short of|retest\w*|return to"
        r"|back to|test of|after|following"
        r"|before)(?: (?:the|its|their|a|an|every|such|each|setting|hitting|reaching|last"
        r"|previous|old|prior|this|that|making|new|<T>|<T>'s))* $"
    )
)
# "Did best this year" is said of several markets; "was last seen at 28,600" is a price.
DID = re.compile(r"\b(?:did|do|does|done|fared|fares?|perform(?:ed|s)?) (?:the )?$")
LAST_CLOSE = re.compile(
    r"last (?:clos|end|finish|settl)ed (?:higher|lower|above|below"
    r"|(?:this|that|so|as) (?:high|low))[^;.]*‹w\d+›,? (?:at"
    r"|when (?:it|‹r\d+›) (?:closed|stood|ended|finished|was)(?: at)?) ‹#"
)
INVERSION = re.compile(r"\binver(?:sion|ted)\b")
# "After the first cut of July": an event, and no record.
AS_AN_EVENT = re.compile(
    r"\b(?:after|following|since|before|until|from|between)(?: (?:the|its|their))? $"
)
LAST_QUOTE = re.compile(
    r"(?:was |were )?last (?:seen|traded|quoted|sold|stood|fetched"
    r"|changed hands)(?: (?:trading|changing hands))? (?:at|near|around|close to) (?:about )?‹#"
)
# On which side, or how, in the words of a first.
SIDE = re.compile(
    r"\b(?:(below|under|beneath|lower|worse|weaker|poorer)|above|over|beyond|past|higher|better"
    r"|stronger)\b"
)
SHORT = 24  # letters before "the most" that say which way
MOVES = re.compile(
    r"\b(?:day|session|week|(?:month|quarter|year)(?!-end)|half|gains?|loss(?:es)?|falls?|drops?"
    r"|rises?|declines?|run|streak|start|performance|showing|result|(?:best|worst) since|stretch"
    r"|rally|sell-?off|slide|advance|jump|return|slump|plunge|surge|one-day"
    r"|(?:weekly|monthly|daily|quarterly)(?! (?:clos(?:e|ing)|finish|settlement|level|reading)\b)"
    r"|percentage|point|finish to|january|december|autumn|summer|losing|winning|spell"
    r"|move)\b"
)
BAD = re.compile(
    r"\b(?:loss|fall|drop|decline|sell-?off|slide|slump|plunge|losing|retreat|rout|tumble|setback"
    r"|correction|drawdown)\b"
)
GOOD = re.compile(r"\b(?:gain|rise|rally|advance|jump|surge|winning|increase|leap)\b")


NEAR = re.compile(
    r"‹[#k]\d+› $|\b(?:near|close to|among|(?:one|some|several|many) of|not far from|around"
    r"|approaching|towards?|testing)(?: the| its| their)? $"
    r"|\b(?:shy|short) of (?:a|an|its|another)(?: new| fresh)? $"
)
OF_A_SEASON = re.compile(
    r"‹w\d+› (?:is|has been|was(?! a\b)|tends to be|remains|ranks as|emerges as|stands out as"
    r"|comes out as|is known as) (?:the|a|by far the|usually the|traditionally the)\b"
    r"|\b(?:best|worst|strongest|weakest|kindest|cruellest) (?:month|quarter|day|week) (?:is"
    r"|has been|remains) ‹w|\b(?:midterm|election) years\b"
    r"|\b(?:is|are)\b[^.;]{0,40}\b(?:best|worst|weakest|strongest|poorest|kindest"
    r"|cruellest) (?:month|fortnight|week|day|quarter|half|stretch|spell) of (?:the|a"
    r"|any) (?:year|winter|summer|spring|autumn|month|calendar|week)\b|^on the record"
    r"|\b(?:mon|tues|wednes|thurs|fri)days (?:are|have been|were|remain|tend to be)\b[^.;]{0,40}"
    r"\b(?:best|worst|weakest|strongest) day\b"
)
# The extreme of several cases, which is no record: "the worst outcome was 2008".
CASE_OF = re.compile(
    r"\w+ (?:[\w-]+ |‹w\d+› ){0,2}performances? (?:was|were|is|came|comes)(?: in)? ‹w\d+›"
    r"|\w+ (?:such )?(?:outcome|case|result|episode|instance|example|year|showing"
    r"|of (?:them|those|these|the lot))s? (?:was|were|is|came|comes)(?: in)? ‹w\d+›"
)
# "Its biggest gain in a month and its highest close since March": two records.
FURTHER_ONE = re.compile(r"‹w\d+› and (?:its|their|the) $")


# "Not since May has it been as low".
AS_LOW = re.compile(
    r"\b(?:as|so|this) (?:(?P<low>low|weak|cheap|bad|poor|tight|narrow|calm|small|poorly|badly)"
    r"|high|strong|dear|good|wide|well|large)\b"
)
OF_POLICY = re.compile(r"\b(?:cut|hike|rate (?:rise|increase|reduction))\b")


AT_ITS = re.compile(r"\bat (?:its|their|the) $")


# What may stand between a price and "for the first time".
PRICE_UNIT = re.compile(
    r"(?: (?:threshold|mark|level|barrier|line))?(?: (?:points?|an ounce|a barrel|a coin"
    r"|percent))?(?: ‹w\d+›)?(?: |, (?:(?:its|the|their|a|an) )?)"
)
MOST_OF = re.compile(r",? (?:‹w\d+›, )?(?:the )?")


SEES = re.compile(
    r"\b(?:sees?|expects?|predicts?|forecasts?|envisages?) (?:the )?‹[nr]\d+› (?:at|reaching"
    r"|hitting|setting|making)\b|\b(?:look(?:s|ing)? for|expects?|sees?|predicts?|forecasts?"
    r"|envisages?) (?:a )?$"
)
COUNTED = re.compile(r"‹#\d+› (?:new |fresh )?$")
IT_WAS = re.compile(
    r"\b(?:that|this|which|it) (?:was|is|marked|marks|represented) (?:also )?(?:the )?$"
)
# The highest of several forecasts is no price.
OF_A_VIEW = re.compile(
    r"\w+ (?:[\w-]+ )?(?:scenario|outcome|way|approach|strategy|idea|hedge|bets?|place|time(?= to)"
    r"|story|news|question|risk|topic|surprise|catalyst|inflation|unemployment"
    r"|recession|downturn|pandemic|drought"
    r"|(?:economic|financial|banking|credit|debt|housing|energy) crisis)\b"
    r"|\w+ (?:[\w-]+ )?(?:projections?|forecasts?|targets?|price targets?|estimates?|calls?"
    r"|ratings?|views?|expectations?)\b"
)
# The extreme of how far two markets are apart.
OF_A_GAP = re.compile(
    r"\w+ (?:[\w-]+ ){0,3}?(?:margin|gap|lead|outperformance|underperformance|shortfall|edge"
    r"|advantage|relative (?:[\w-]+ ){0,2}[\w-]+)\b"
)
# "July's jump, to 81, was the largest since": the record is one of the jump.
WAS_THE = re.compile(
    rf"\b(?:{words.NOUNS_OF_MOVE})\b[^;]*\b(?:was|is|were|ranks as|proved) (?:its |the |their )?$"
)
# "Rose above its February record of 3,386" is a level passed.
# What is counted is no record of one day: "occasions on which the index set a new high".
PAST_IT = re.compile(
    r"\b(?:times|occasions|instances|occurrences|cases|episodes|days|weeks|months"
    r"|years)(?: (?:on|in) which"
    r"| when| that)? (?:the )?(?:‹[nr]\d+›|it) (?:has |had |have )?[a-z]+ (?:a|an|its) (?:new "
    r"|fresh )?$"
    r"|\b(?:above|below|over|past|under|beyond|beneath) (?:its|the|their) ‹w\d+›(?:'s)? $"
    r"|\b(?:fail(?:ed|s|ing)?|unable|yet|struggl(?:ed|es|ing)) to (?:\w+ )?(?:reach|hit|set|make"
    r"|notch|post|climb to|return to|break|recover|regain|reclaim|retake|revisit"
    r"|match)(?: (?:a|an|new|fresh|its|their|to|out|above))* $"
    r"|\b(?:halt|end|snapp|paus|interrupt|stall|brok|break|cool|capp)(?:e?d|e?s|ing|e)? (?:the "
    r"|its |a )?(?:‹n\d+›'s |(?!at |in |on )\w+ )?$"
)
# A run of one market over another: "its winning streak against the S&P 500".
RIVAL = re.compile(
    words.marks(
        r"\b(?:streak|run|stretch|string"
        r"|spell)s? (?:of (?:daily |consistent |weekly )?(?P<under>under|out)perform(?:ing"
        r"|ance)(?: (?:relative to|over|against|versus|compared (?:to|with)))?|against|over"
        r"|versus) (?:the )?(?P<name>‹n\d+›)"
    )
)
RUN = re.compile(r"\b(?:streak|run|stretch|string|spell)\b")


# A market that stays where it is makes no streak.
# "The third straight week for the Nasdaq".
OF_STREAK = re.compile(r"‹q\d+›(?: of [a-z]+)? for (?:the )?‹n")
STEADY = re.compile(
    r"\b(?:was|were|is|are|held|stayed|remained|traded) (?:\w+ )?(?:stable|steady|flat|unchanged"
    r"|sideways)(?: \w+)? $"
    r"|\b(?:crossed|topped|traded|climbed|rose|dipped|poked)(?: \w+)? (?:above|below|over"
    r"|past) [^,;]*$|^\W*‹#\d+› (?:has |have )?(?:held back|capped|contained|stopped|halted"
    r"|held up|supported) [^,;]*$"
    r"|(?:^|[,:;] |and )(?:the |other |some |many )?[a-z]+ (?:companies|makers|producers|firms"
    r"|lenders|retailers)(?: (?:also|have|has|had))? [a-z]+(?: \w+)? $"
)
# Whose record it is, after its words: "the worst for the Nasdaq since March".
OF_NAMED = re.compile(
    words.marks(r"[a-z]+(?: [a-z]+)? for (?:the )?‹[nyvr]\d+›,? (?:since |in |<T>)")
)
# "Since the start of March": which days are meant is not said.
START_OF_MONTH = re.compile(r"\b(?:start|beginning) of (?!the (?:year|quarter|decade|century))")


# How far it had fallen at one point, which no day is named for.
BRIEFLY = re.compile(r"\b(?:briefly|at one point|had)\b")


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
    r" (?:within (?:easy |touching |striking )?(?:reach|distance)|in (?:sight|reach)"
    r"|on the horizon)\b"
    r"|^ ‹#\d+› (?:in)?to\b(?= (?:[a-z]+ ){0,3}funds\b)"  # "a record $89 billion into equity funds"
)
# A number of records that a rank gives: "a record close, its 40th this year".
ITS_RANK = re.compile(
    rf"\b(?:record|all-time high|new high|at (?:a|its) high|closing high)\b[^.;]*?(?:(?:\b(?:its"
    rf"|(?:was|is|and|marking|marked) the)|, the) (?P<rank>{numerals.ORDINAL})(?P<low>(?!))?"
    rf"(?: such| (?:record|new|closing|all-time)(?: (?:high|close))?)?"
    rf" (?:this|so far|in |of |since |‹w)"
    rf"|for (?:the|a|its) (?P<rank_>{numerals.ORDINAL}) time (?=‹w))"
    rf"|\bfor (?:the|a) (?P<rank__>{numerals.ORDINAL}) time ‹w\d+›[^.;]*?\b(?:set|hit|reached"
    rf"|made|notched|closed at|posted|touched) (?:an? |its )?(?:new "
    rf"|fresh )?(?:closing )?(?:record|all-time high|high)\b"
)
# "Ten straight sessions without a record" is no run of gains.
WITHOUT = re.compile(
    r" (?:above|below) (?:its|their|the) ‹a\d+›"
    r"| without (?:(?:setting|hitting|making|posting|reaching) )?(?:a|any|another) "
)
# "A weekly decline of 2%" is one of the week.
PERIODIC = re.compile(
    rf"\b(?P<grain>(?:week|month|quarter|year)(?=ly )|annual)(?:ly)? (?:{words.NOUNS_OF_MOVE}) "
    rf"of (?:\w+ ){{0,2}}"
    rf"(?:‹[^›]+› and )?$"
)
# "Its best week since May: it gained 4%".
BEST_PERIOD = re.compile(
    r"\b(?:best|worst|strongest|weakest|biggest|poorest|largest|steepest|sharpest) (?P<grain>week"
    r"|month|quarter)(?:ly [a-z-]+)?(?: (?:since|in|of)\b| ‹w\d+›)[^.;]*$"
)
PERIODIC_AFTER = re.compile(
    rf"^(?:,? (?:and|for|in) (?:its|the|their) (?:best|worst|strongest|weakest|biggest|largest"
    rf"|steepest|poorest)(?= (?:week|month|quarter)\b)"
    rf"|(?= (?:(?:week|month|quarter|year)ly|annual) (?:{words.NOUNS_OF_MOVE})\b)) "
    r"(?P<grain>week|month|quarter|year|annual)"
)
TO_COME = re.compile(
    r"\bafter (?:the )?‹n\d+› (?:has|have|had) [^.;]*$"
    r"|\b(?:times|occasions|cases|instances|occurrences)\b[^.;,]*\b(?:that|when|where"
    r"|which) [^.;,]*$"
    r"|\b(?:will|'ll|would|should|could|may|might|is set to|expected to|likely to|never"
    r"|(?:poised|on course|on track|on pace|head(?:ed|ing)|set|bound) for)\b"
)
# "It has not had such a run since 2003": what a streak is, stated by its absence.
UNSEEN_RUN = re.compile(
    r"\b(?:not|n't|no|never|nothing)\b[^.;]*\b(?:such|that|this|like|longer|many|long|run|streak"
    r"|spell|stretch|string)\b"
    r"|, something last\b|, an? (?:[a-z-]+ )?(?:run|streak|spell|stretch|string|sequence|series"
    r"|feat"
    r"|rarity)\b[^.;,]*\b(?:not|un|never|last)"
)
# A run of days on one side of a price or an average is none of rises or falls.
ON_A_SIDE = re.compile(
    words.marks(
        r"\b(?:above|below|over|under|beneath) (?:(?:the|its|their|that) )?(?:[a-z-]+ "
        r"|<T> )*(?:<A>|<M>|average|mean|line|peak|high|low|trough"
        r"|record)(?: (?:points|level|mark|average|line))?,? (?:for |on )?(?:the |an? )?$"
    )
)
RANKED = re.compile(
    rf"\b(?P<rank>{numerals.ORDINAL}) (?:new |fresh )?(?:record|all-time|closing)(?: closing)? "
    r"(?P<low>lows?)?"
)
OWNS = re.compile(r"(?:'s)? (?:closing |intraday )?")  # "Friday's all-time high"
# "Yielded 4.45%, down 15 basis points since Friday and the lowest since March": a step between the
# level of a record and its words.
STEP = re.compile(r"\b(?:up|down|off) (?:by |about |nearly |only |just )*$")
STEPPED = re.compile(r",? (?:up|down|off) (?:[a-z]+ )?‹[bpi%]\d+›(?: ‹w\d+›)?,?(?= )")
# "Touched its highest in two years and sat at 2.57% on Tuesday": where it stood later.
AND_STOOD = re.compile(
    r",? (?:and|but|before) (?:was|were|sat|sits|stood|traded|trading|hovered|last|closed|closing"
    r"|ended|ending|finished|settled|settling)\b"
)
