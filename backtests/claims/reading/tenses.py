"""What the words around a figure say: up or down, of the past or of the future."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.clauses import IF_IMPERATIVE
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.statement import Direction
from backtests.claims.reading.vocabulary import directions, prospects

UP, DOWN = words.any_of(*directions.UP), words.any_of(*directions.DOWN)
FUTURE = words.any_of(
    *prospects.FUTURE,
    r"on (?:its|the|their) way to|futures (?:peak|price|point)|priced by|we (?:now )?(?:move|go|come|shift) (?:up |down )?to|(?:little|no|scant) (?:resistance|support) (?:until|before)|done deal|nailed on|foregone conclusion|in the bag|baked in|all but certain",
    r"(?:cannot|can't|could not) be (?:ruled out|excluded)|(?:is|are|remains?) (?:quite |well |entirely |distinctly |still )?(?:possible|conceivable|on the cards)",
)
# What follows from a condition is to come: "if it breaks 2,000, a test of 1,900 follows".
IF = re.compile(
    r"(?:^|[,;:–] |[\"'“])(?:and |but |or )?(?:if|should|unless|provided|(?:so|as) long as)\b[^;:]*,"
)
HAVING = re.compile(r"\bhaving (?:been |already |just )?\w+(?:ed|en|t)\b[^,;]*$")
# What a move has done: "the effect of the 40% drop is uncertain".
EFFECT = re.compile(
    r"\b(?:effects?|impact|aftermath|wake|result|consequences?) of (?:the|this|that) $"
)
RELATIVE = re.compile(r"\b(?:that|which|who) (?:was|were|had|has|have) [^,;]*")
APPOSED = re.compile(
    r"(?:, (?:‹w\d+› )?at|\bwith (?:the )?‹[a-z]\d+› at|‹[nvys]\d+›, ‹w\d+›(?: at)?|‹[nvys]\d+›, at)(?: (?:about|around|roughly|just|nearly|only))? $|‹[nvys]\d+›(?: yield)? \($"
)
APPOSED_PRICE = re.compile(r"‹[nvys]\d+›, $")
# "Closed up 33, or 1.7%, at 2,006" and "the turn came on Monday for gold, at 1,670" state the price of the move.
AT_THE_CLOSE = re.compile(
    r"\b[a-z]+ (?:up |down )?‹[#ihp]\d+›,? (?:or |\()?‹%\d+›\)?, at (?:about )?$|‹w\d+›(?: (?:for|in) (?:the )?‹n\d+›)?, at (?:about )?$"
)


def is_apposed(text: str, at: int) -> bool:
    """Return whether a figure stands beside the name before it: "the Dow, at 40,000,"."""
    if APPOSED.search(text[:at]):
        return not AT_THE_CLOSE.search(text[:at])
    priced = text[at : at + 2] == "‹#" and APPOSED_PRICE.search(text[:at])
    return bool(priced) and not TARGET.search(text[:at])


APPOSITION_ENDS = re.compile(r"^(?: an ounce| a barrel| points?| ‹w\d+›)?(?:,|\)|$)")
CLOSE_OF = re.compile(
    r"\b(?:close|closing (?:price|level)|finish|settlement|record|high|low|peak) of $"
)
STANDS = re.compile(
    r"\b(?:(?:is|are|stands?|trades?|sits?) (?:now |back |still )?(?:at|near|around)|(?:holds|consolidat(?:es|ing)|hover(?:s|ing)|bas(?:es|ing)|parked|stuck|pinned) (?:just )?(?:at|near|around|above|below|over|under)) $"
)
# "With a 7% drop, the index is on track for": what has happened stands first.
OPENED_WITH = re.compile(
    r"\W*(?:with|after|following|despite) (?:a|an|its|the|their|this|that|gains?|losses) (?:[a-z]+ )?$"
)
# A level of a chart as it stands: "support sits near the low at 2,100".
SUPPORT_AT = re.compile(
    r"\b(?:support|resistance|floor|ceiling|pivot|hurdle)\b(?: (?:level|zone|area|line))?(?: (?:now|then|still|also|currently))?(?: (?:sits?|lies?|stands?|remains?|resides?|is|are|comes? in|seen))+(?: \w+)? (?:at|near|around|between|just above|just below)\b[^;]*$|\bwith (?:the )?‹[nr]\d+› (?:already |now |still |currently )?(?:up|down|off|higher|lower|ahead)(?: (?:by|about|around|nearly|roughly|some|more than|almost|already))* $"
)
# An extreme that is to be reached: "would open the way to the old high of 2,442".
AIMED_AT = re.compile(
    r"\b(?:would|could|will|should|may|might|opens?|opening|expos\w+|targets?|next)\b[^.;]*\b(?:to|towards?|expos\w+|targets?|put|puts|test|retest|visit|revisit|see|is|of) (?:the |its |their )?(?:[\w'‹›-]+ ){0,3}(?:high|low|peak|record|close) of $"
    r"|\ban? (?:[a-z-]+ )?(?:retest|test|fall|drop|decline|slide|rise|rally|return|move|bounce|retreat) (?:back )?(?:of|to|towards?) (?:the |its |their )(?:[\w'‹›-]+ ){0,3}(?:high|low|peak) of $"
)
STANDS_AT = re.compile(
    r"\b(?:is|are) (?:(?:still|now|already|currently) )?(?:up|down|higher|lower|ahead) (?:by |about |nearly |almost |some |roughly |more than |an? )*$"
)
APPOSED_MOVE = re.compile(r"‹[nr]\d+›, (?:already )?(?:up|down|off)(?: \w+)? $")
CALLED = re.compile(
    r"‹[^›]+›,? (?:(?:our|the|their|its|his|her|my) )?(?:(?:bull|bear|base) case"
    r"|(?:price |year-end |‹w\d+› |12-month |latest |new ){0,2}(?:targets?|forecasts?|objectives?"
    r"|projections?|calls?)|as (?:its|the|our|a|their) (?:[\w-]+ )?(?:targets?|objectives?|goals?"
    r"|destination)|is (?:our|the|their|its|his|her|my) (?:[\w-]+ |‹w\d+› ){0,2}(?:targets?"
    r"|objectives?|goals?|calls?|forecasts?)|pencill?ed in"
    r"|in (?:mind|view|its sights|their sights)"
    r"|(?:before|ahead of) (?:it|them|‹r\d+›)(?!\w))(?!\w)"
)
# A price as it stands, whatever else the sentence looks at: "at the current level of 2,612".
CURRENT_OF = re.compile(
    r"\b(?:against|versus|compared (?:with|to)) (?:a|an|its|the) (?:current |present )?(?:price|level|close|quote) of $|\b(?:current|present|prevailing|latest|today's)(?: (?:level|price|value|reading|quote|yield|spread)s? (?:of|near|around|at|is|being)(?: about| around| roughly)?)? $"
)
# A forecast that is moved: the verb says nothing of the market.
REVISED = re.compile(
    words.marks(
        r"\b(?:rais|lift|cut|lower|trim|slash|boost|bump|nudg|upp|hik|increas|reduc|mov|rev|chang|push|tak|took|bring|brought|shav)\w*(?: \w+)?(?: up| down)? (?:(?:its|their|our|the|his|her|my|<N>(?:'s?)?|<T>|one|a) )+(?:[\w-]+ ){0,2}?(?:targets?|forecasts?|views?|calls?|estimates?|objectives?|projections?|numbers?|one)\b|\b(?:rais|lift|cut|lower|trim|slash|boost|bump|nudg|hik|increas|reduc)\w* what (?:‹r\d+›|we|he|she|it|they)(?!\w)"
    )
)
# Who said so, behind what was said: its verb is none of the market.
SPEECH = re.compile(
    r"(?:,[\"'”]|[\"'”],|,) (?:[\w.'‹›-]+ ){0,4}(?:said|wrote|told|added|noted|argued|warned|says|writes)\b[^,;]*"
)
# A relative clause states what was; what is to come stands in the main one.
WILL_HAVE = re.compile(r"\b(?:will|'ll|should|could|may|might) (?:well )?have [a-z]+")
# "Below 195, it has nothing to hold on to until 180": what follows is to come.
BEYOND_OPENED = re.compile(
    r"^\W*(?:above|below|over|under|beyond|beneath) (?:\w+ )?‹#\d+›, (?:the |there |it |we |look|‹[nr]|support|resistance|next|little|not much|only|nothing)"
)
OF_THE_MARKET = re.compile(r",? (?:which|who) (?!will|would|could|may|might|should)")
# A day whose close a distance is measured from dates nothing else.
BASE_BEFORE = re.compile(
    r"\b(?:from|above|below|beneath|over|under|off|than|on|shy of|short of|close to|ahead of|away from|near|surpassing|topping|beating|eclipsing|past|exceeding) (?:the |its |their )?$"
)
BASE_AFTER = re.compile(
    r"^(?:'s)? (?:close|closing|finish|level|settlement|base|breakout|(?:all-time |record )?(?:peak|record|high))\b"
)
BASE_CLAUSE = re.compile(
    r"\b(?:from|above|below|beneath|over|under|than) where (?:‹[rn]\d+›|it|the [a-z]+) (?:closed|ended|stood|finished|was|began) $|\bthan (?:‹r\d+›|it|they) (?:is|are|was|were|stands?) $"
)
# How a clause may open whose figure stands before its market.
OPENING = re.compile(
    (
        r"^\W*(?:‹|(?:up\b|down\b|off\b|after|with|in|on|at|by|from|over|for|to|of|as|poised|bound"
        r"|tipped|due|headed|primed|destined|slated|set|despite|having|poorer|richer|lower|higher"
        r"|weaker|stronger|worse|better|ahead|\w+ing\b|measured|buoyed|helped|hurt|lifted|hit|a|an"
        r"|the|no|another|some|about|around|roughly|nearly|almost|more|less|at least|returns?|gains?"
        r"|losses|year|only|just|half|two|three|one|plus|minus|it|there|we|i|closing|weekly|monthly"
        r"|daily|median|mean|average|typical|likely|expect|wanted|next|first|last|still|then|downside"
        r"|upside|bull|bear|base|so|if|look|seen|given|adding|failure|breach|clearance|and|but|or"
        r"|while|probability|odds|chance|chances|likelihood|targets?|support|resistance|fair|total"
        r"|annual|annuali[sz]ed|realised|realized|best|worst|top|bottom|market|analysts?|strategists?"
        r"|traders?|economists?|investors|bulls|bears|corrections?|declines?|drops?|rallies|dips?"
        r"|pullbacks?|sellers|buyers|talk|among|somewhere|anywhere|where|midterm|election"
        r"|historically|typically|once|twice|never|not|neither|both|each|every|all|any|since|during"
        r"|within|between|before|until|when|whenever|year-end|twelve|six|add|now|today|however"
        r"|meanwhile|\$)(?![\w']))"
    ),
    re.IGNORECASE,
)
POLICY = re.compile(
    r"\b(?:last|first|opening|final|rate|fed|fed's|easing|hiking|tightening|‹f\d+›(?:'s)?)(?:[- ](?:first|last|opening|final|rate|quarter-point))?[- ](?:cuts?|hikes?|cycles?|campaigns?|increases?|cutting)\b|\b(?:easing|hiking|tightening) (?:cycle|campaign)s?\b|\bcuts? of an? easing\b|\b(?:fed|monetary|policy) easing\b|\b(?:‹f\d+› )?easing (?:has|have|by)\b"
)
# A risk that grows is no rise of what it is one of: "downside risk increases".
RISK = re.compile(
    r"\b(?:risks?|pressures?|odds|chances?|momentum|potential|bias) (?:\w+ )?(?:increas|ris|grow|build|mount|climb|expand|gain)(?:e|es|ed|ing|s)?\b|\b(?:increas|rais|add)(?:e|es|ed|ing|s)? (?:the )?(?:\w+ )?risks?\b"
)
FED_TARGET = re.compile(r"\b(?:its|the) (?:target|policy rate)(?: range| rate)?\b")
FED_MOVED = re.compile(r"\b(?:lift|rais|cut|lower)\w* its target (?:range|rate)\b")
TARGET = re.compile(r"\b(?:price )?(?:targets?|objectives?)\b(?! (?:was|were) (?:hit|reached|met))")
PAST = re.compile(
    r"(?<!will )(?<!would )(?<!could )(?<!may )(?<!might )(?<!should )(?<!can )(?<!\bbe )"
    r"(?<!\bis )(?<!\bare )(?<!\bto )(?<!being )(?:(?<=‹f\d› )|(?<=‹f\d\d› ))(?:cut|put|hit|let"
    r"|set)\b|(?<!will )(?<!would )(?<!could )(?<!may )(?<!might )(?<!should )(?<!can )(?<!\bbe )"
    r"(?<!\bis )(?<!\bare )(?<!\bto )(?<!being )\b(?:was|were|has|have|had"
    r"|could(?: not(?! (?:rule|see|be))| hardly| barely)|couldn\'t|rose|fell|slid|sank|lost|won"
    r"|did|found|made|gave|took|went|came|saw|stood|held|broke|hit|shed|clung|crept|sprang|drew"
    r"|flew|threw|blew|drove|rode|spent|sent|lent|built|dealt|felt|met|caught|bought|sold|paid"
    r"|fought|sought|stuck|struck|hung|spun|became|got|understood|withstood|undid|outdid|overtook"
    r"|retook|tore|wore|froze|chose|bent|swept|wept|fled|sped|dug|put on|beat|led|leapt|sprang"
    r"|began|ended|closed|settled|finished|kept|left|grew|slept|ran|outran|outshone|outsold"
    r"|outgrew|overcame|brought|bore|swung|shot|shrank"
    r"|[a-z]{2,}(?<!ne)(?<!spe)(?<!sp)(?<!fe)(?<!see)(?<!inde)ed)\b"
)
# What only a price has: no rate gains, corrects or draws down.
PRICE_MOVE = re.compile(
    r"\b(?:gains?|loss|losses|rally|rallies|returns?|upside|downside|drawdowns?|corrections?|pullbacks?|sell-?offs?|bear markets?|bull markets?)\b[^,;.‹]*$"
)
# "Has not closed below 2,500 since" is a state that lasts.
STILL = re.compile(r"\b(?:has|have|had) (?:not|never)\b")
FINISH = re.compile(
    r"\b(?:close[ds]?|closing|end(?:ed|ing|s)?|finish(?:ed|ing|es)?|settle[ds]?|stood|left)\b"
)
LED_TO = re.compile(r"\bto (?:about |around |nearly |just |a |the |only |some |roughly )*$")
PRESENT = re.compile(
    r"\b(?:is|are|(?<!to )trades?|stands?|sits?|remains?|now|(?<!› )(?<!its )(?<!the )(?<!bond )(?<!their )(?<!whose )(?<!note )yields?|costs?|pays?|fetch(?:es)?|comes? in|lies?|do|does|looks?|seems?|appears?|suggests?|points?(?= to))\b"
)
# Any superlative says that a time beside it is one since which nothing was like it.
SUPERLATIVE = r"(?!interest|latest|suggest|request|protest|contest|harvest|earnest|modest|honest|invest|retest|midwest|unrest|arrest|digest|forest)[a-z]{4,}est"
OF_A_RECORD = re.compile(
    rf"\b(?:{SUPERLATIVE}|highest|lowest|best|worst|biggest|largest|steepest|sharpest|strongest|weakest|longest|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|widest|tightest|narrowest|deepest|(?:not|never) (?:been )?(?:seen|managed|matched|achieved)|last seen|unseen|cheapest|fastest|smallest|(?<!at )most|(?<!at )least)\b[^,;]*$"
)
ASIDE = re.compile(r"^,? ?(?:after|against|compared|following|versus|from|than|despite|since)\b")
NEGATED = re.compile(
    rf"\b(?:{words.NOT})\b(?! (?:\w+ )?(?:surpris\w+|shocked|astonished|amazed|stunned|rule out|unlikely|only|since\b)| ‹w)|n't\b(?! (?:\w+ )?(?:surpris\w+|shocked|astonished|amazed|stunned|rule out|unlikely|only))"
)
# A word right after a figure that says its direction: "2% lower", "a 3% fall".
RIGHT_UP = re.compile(
    r"^:?[ -](?:(?:one-day|daily|weekly|monthly|annual|intraday|overnight|price|point|further|net|average|total|total-return|year-to-date) )*(?:higher|up\b(?! to)|above|gains?|advances?|rises?|upside|rall(?:y|ies)|better|jumps?"
    r"|hikes?|surges?|increases?|leaps?|ahead|in the black|in front|off (?:its |the |their )?(?:‹w\d+›(?:'s)? )?(?:lows?|floors?|bottoms?|troughs?|nadirs?)|to the good|to the better|over (?!\d|the (?:past|last|next|following|coming|six|three|twelve)|a |\S*‹w)|firmer|stronger|dearer|richer|spikes?|climbs?|bounces?|rebounds?|moves? (?:higher|up)|widening|more|left in (?:the|its|their) tank|to (?:run|go|the upside)|returns?|pops?|larger|wider|upswings?)\b"
)
RIGHT_DOWN = re.compile(
    r"^:?[ -](?:(?:one-day|daily|weekly|monthly|annual|intraday|overnight|price|point|further|net|average|total|peak-to-trough|year-to-date) )*(?:lower|inside(?= (?:its|their|the)\b)|down\b|below|falls?|declines?|drops?|loss(?:es)?|downside|slides?|worse|plunges?"
    r"|slumps?|setbacks?|corrections?|drawdowns?|cuts?|retreats?|pull-?backs?|sell-?offs?|dips?"
    r"|behind|in the (?:red|hole|minus)|away from"
    r"|off\b(?! (?:its |the |their )?(?:‹w\d+›(?:'s)? )?(?:lows?|floors?|bottoms?|troughs?"
    r"|nadirs?)\b)|short of|shy of|under|weaker|poorer|cheaper|tumbles?|moves? (?:lower|down)"
    r"|reductions?|narrowing|less|crash(?:es)?|swoons?|drubbings?|maulings?|shellackings?"
    r"|hidings?|beatings?|bruisings?|whippings?|thrashings?|batterings?|bloodbaths?|meltdowns?"
    r"|reversals?|thumpings?|air ?pockets?|shake-?outs?|stumbles?|wobbles?|washouts?|haircuts?"
    r"|routs?|to the downside|to the bad"
    r"|from (?:the|its|their|a|that) (?:\w+[ -]){0,3}(?:high|peak|record|top)|smaller|bear market"
    r"|gone(?= (?:from|off))|(?:wiped|knocked|shaved|lopped|chopped|taken) off)\b"
)
# Words before a figure that say a move or a price and no mover: what is spoken of goes on.
INHERITS = re.compile(
    rf"(?:\b(?:{words.NOUNS_OF_MOVE}"
    rf"|(?:targets?|objectives?)(?: (?:in|on|under|for) (?:this|that|such an?) (?:scenario|case"
    rf"|view|move|event|outcome))?|averages?|mean|median|floor|ceiling|support|resistance|lid"
    rf"|base|neckline|boundary|trend ?line|pivot|levels?(?: to (?:watch|monitor))?|range|case"
    rf"|forecast|estimate|call|bottom|top|peak|trough|stop|low|high|close)\b(?:,|:|\("
    rf"|(?: (?:‹w\d+›|of|to|at|is|was|has been|would be|by|near|around|about|more than|less than"
    rf"|at least|as much as|up to|some|just|only|nearly|almost|roughly|over|another|a|an|the"
    rf"|within|between|from|for|still|now))+)*(?: [a-z]+)? ?$)"
    r"|(?:^|[–:;,] )(?:up|down) (?:another|a further|about|nearly|almost|just|only) $|^\W*‹w\d+›(?:'s)? (?:[a-z]+ )?(?:saw|brought|posted|delivered|produced|was|had|ended|followed|recorded|gave|yielded|returned|closed|finished)(?: (?:with|up|down|by|another|an?|only|just|of|higher|lower|return|gain|loss|decline|rise))* $"
    r"|^\W*(?:that|this)(?:'s| is| was| represents| marks| means| makes| made) [^‹]{0,24}$|\b(?:our|its|the|a) (?:second|third|next|final|ultimate|other)(?: one| objective| target)? (?:is|lies at|would be|being|comes in at) $|\b(?:the|its) price (?:[a-z]+ ){1,4}(?:by )?$"
    r"|^\W*(?:and |but |then |or )?$"
    r"|\b(?:we|i|they)(?: are| am|'re|'m)(?: \w+)? (?:forecasting|expecting|targeting|projecting"
    r"|predicting|looking for|calling for) $"
    r"|\b(?:we|i|they) (?:\w+ ){0,8}(?:expect|see|pencil in|look for|forecast|have|target"
    r"|call for|project|predict|aim)\b"
    r"|\b(?:strategists?|analysts?|economists?|bulls?|bears?|banks?|brokers?|desks?|houses?"
    r"|chartists?|technicians?|forecasters?) (?:\w+ ){0,2}(?:expects?|sees?|forecasts?|targets?"
    r"|calls? for|looks? for|predicts?|warns? of|talks? of|pencils? in)\b"
)
UPSIDE = re.compile(
    r" (?:\w+ )?(?:upside|downside)\b| (?:[a-z-]+ ){0,2}(?:support|resistance)\b| (?:bull|bear|base) case\b"
)
LEVEL_VERB = re.compile(
    r"\b(?:hold|held|holds|reach\w*|arrives? at|gives|points to|projects?|comes?|clear\w*|break\w*|broke|defend\w*|test\w*|retest\w*|regain\w*|reclaim\w*|next stop|stop is|at|to|towards?|near|around|above|below|until|puts?|wants?|promises?|sees?|expects?|forecasts?|predicts?|look(?:s|ing)? for|call(?:s|ing)? for|targets?) (?:\w+ ){0,2}$"
)
FOREIGN = re.compile(r"\b(?:shares?|stock) (?:of|in) (?:an?|the) ")
# "Has another 10% in it", "has 5% to go": a move of the future.
LEFT_IN = re.compile(
    r"‹[^›]+›(?: left| more)? in (?:‹r\d+›|them|it)(?!\w)|‹[^›]+›(?: still)? to (?:go|run)\b"
)
# "Has 5% to go before it reaches 6,000": the price too.
TO_GO = re.compile(r"\bha(?:s|ve) [^.;]*\bto go (?:before|until|till|to) [^.;]*$")


def said(stretch: str) -> Direction:
    """Return the direction that the last such word of a stretch states; a negation turns it."""
    stretch = POLICY.sub(lambda m: " " * len(m[0]), stretch)
    stretch = words.PHRASAL.sub(lambda m: " " * len(m[0]), stretch)
    stretch = RISK.sub(lambda m: " " * len(m[0]), stretch)
    stretch = words.WITHOUT_ONE.sub(lambda m: " " * len(m[0]), stretch)
    stretch = words.SAID_BY.sub(lambda m: " " * len(m[0]), stretch)
    stated = [(m.start(), m.end(), True) for m in UP.finditer(stretch)]
    stated += [(m.start(), m.end(), False) for m in DOWN.finditer(stretch)]
    alone = [
        t
        for t in stated
        if not any(o[0] <= t[0] and t[1] <= o[1] and o[1] - o[0] > t[1] - t[0] for o in stated)
    ]
    if not alone:
        return ""
    last = max(alone)
    up = last[2]
    if NEGATED.search(stretch[: last[0]]) and not re.search(r"not only|nothing but", stretch):
        up = not up
    return "up" if up else "down"


# "Despite the index falling 4%": what happened, whatever is expected after it.
DESPITE = re.compile(
    r"\W*(?:despite|in spite of|notwithstanding|following) (?!(?:expect|forecast|predict|project|the (?:prospect|risk|threat))\w*)[^,;:]*"
)


def is_of_result(text: str, at: int, found: Time, times: list[Placed[Time]]) -> bool:
    """Return whether a time is that of what was done in spite of what a place speaks of."""
    if not DESPITE.fullmatch(text[:at]):
        return False
    return found not in [t.mention for t in times if "," not in text[at : t.start]]


# "Shot up 492 points, or nearly 8%": the second figure is stated as the first is.
OR_FIGURE = re.compile(r",? or (?:about |nearly |almost |roughly |some |more than )?")
STATED_BEFORE = re.compile(
    r"\b(?:rose|fell|gained|lost|added|shed|shot|dropped|climbed|jumped|slid|sank|slipped|surged|soared|tumbled|plunged|slumped|advanced|declined|rallied|retreated|closed|ended|finished)\b[^.;,]*‹[#i]\d+›$"
)


def looks_ahead(text: str, clause: tuple[int, int], at: int, time: Time | None, on: date) -> bool:
    """Return whether a place speaks of the future: by its time, or by the words of its clause."""
    text = words.MODAL_APART.sub(r"\2 \1 ", text)  # of one length: all places stay where they are
    if words.HAS.search(text, clause[0], at) and words.WAY_AHEAD.match(text, at):
        return True
    if words.NOTHING_UNTIL.search(text, clause[0], at):
        return True
    if time and time.role == "vague ahead" and (time.first < on or time.words == "eventually"):
        reported = PAST.search(text, *clause) and not FUTURE.search(text, *clause)
        return not reported
    spoken_of = PAST.search(text, *clause) and not FUTURE.search(text, *clause)
    if time and time.role in {"ahead", "vague ahead"}:
        return not (spoken_of and " next " in time.words)
    if time and time.named and time.role in {"in", "by", "before"} and time.first > on:
        return True
    if time and time.role in {"back", "since", "so far", "vague since"}:
        return False
    if time and time.role == "in" and time.named and time.words and time.last < on:
        return False
    start, end = clause
    if OR_FIGURE.fullmatch(text[start:at]) and STATED_BEFORE.search(text[:start]):
        return False
    if SUPPORT_AT.search(text[:at]):
        return False
    if APPOSED_MOVE.search(text[:at]) and time and time.first <= on and time.role != "by":
        return False
    if CURRENT_OF.search(text[:at]) or (
        not (time and time.first > on) and STANDS_AT.search(text[:at])
    ):
        return False
    if BEYOND_OPENED.match(text) and not re.search(r"\b(?:was|were|had|[a-z]+ed)\b", text):
        return True
    if (
        time
        and time.role in {"by", "before", "ahead", "span"}
        and time.next_last > on
        and WILL_HAVE.search(text, *clause)
    ):
        return True
    text = text[:at] + SPEECH.sub(lambda m: " " * len(m[0]), text[at:])
    if HAVING.search(text[start:at]) or DESPITE.fullmatch(text[:at]):
        return False
    if (
        time
        and time.role == "by"
        and not time.named
        and time.next_last > on
        and FUTURE.search(text)
    ):
        return True
    left, right = text[start:at], text[at:end]
    left = RELATIVE.sub(lambda m: m[0] if m.end() == len(m.string) else " ", left)
    if "‹f" in text or FED_MOVED.search(text):
        left, right = FED_TARGET.sub(" ", left), FED_TARGET.sub(" ", right)
    if is_apposed(text, at) and APPOSITION_ENDS.match(re.sub(r"^‹[^›]+›", "", right)):
        return False
    if CLOSE_OF.search(left) and not AIMED_AT.search(left):
        return False
    if (
        CALLED.match(text[at:end])
        or TARGET.search(left)
        or REVISED.search(left)
        or LEFT_IN.match(text[at:end])
        or TO_GO.search(left)
    ):
        return True
    futures = [m.span() for m in FUTURE.finditer(left)]
    pasts = [
        m.start() for m in PAST.finditer(left) if not any(s <= m.start() < e for s, e in futures)
    ]
    if futures or pasts:
        return max((s for s, _ in futures), default=-1) > max(pasts, default=-1)
    if OPENED_WITH.match(left) and not FUTURE.search(right.partition(",")[0]):
        return False
    supposed = IF.search(text) or IF_IMPERATIVE.match(text)
    if FUTURE.search(right) or (supposed and not PAST.search(text[start:end])):
        return True
    if (
        not PAST.search(right)
        and not PRESENT.search(right)
        and not STANDS.search(left)
        and FUTURE.search(text[:end] if "; " in text[end:] else text)
    ):
        return True
    if PAST.search(right):
        return False
    if time and time.role in {"by", "before"} and time.next_last > on:
        return True
    if OF_THE_MARKET.match(text, start) and not FUTURE.search(text, start, end):
        return False
    if PRESENT.search(text, start, end) or STANDS.search(left):
        return False
    return (bool(FUTURE.search(text[:start])) and not PAST.search(text[:start])) or bool(
        FUTURE.search(text[end:]) and not PAST.search(text[end:])
    )


# The state before a period: "after starting the month at 17".
STARTED = re.compile(
    r"\b(?:start|began|begin|begun|open|enter)(?:s|ed|ing|ning)? ‹w\d+›(?: at| near| around)(?: about)? $|^\W*(?:it|‹r\d+›) (?:started|began|opened) with (?:the )?‹[nr]\d+› at (?:about )?$"
)
# The latest price: "was last at 101.2", "was last down 2% at 64,000".
LAST_QUOTED = re.compile(
    r"\blast (?:traded|changed hands|sold|fetched) (?:at|for) (?:about )?$|\b(?:was|were) last (?!seen(?! at ‹#)|at (?:this|that|these))[^.;]*$"
)
# The price at the end of a period that a move is one of: "up 1% on the week at 3,970".
AT_END = re.compile(r"‹w\d+›(?:,| \()? at (?:about |around )?$")
# "After Monday's bounce it is back at 598" is a price of today.
AFTER_IT = re.compile(r"\b(?:after|following|despite) (?:the )?$")
NOW_AT = re.compile(
    r"\b(?:is|are) (?:now |back |again |still |already )+(?:at|near|around|above|below)\b"
)
# A name after a figure that has a figure of its own: "2% to the Dow's 1%".
OWN_FIGURE = re.compile(words.marks(r"'s? (?:\w+ )?<A>"))
# "The Dow rose 1% and the Nasdaq 2%, leaving it up 20%" is said of the last.
LEAVING = re.compile(r", (?:giv|hand|leav|tak|bring|putt|send|push|lift|driv|carry|extend)ing $")
WITH_FIGURE = re.compile(words.marks(r" <A>(?!-)"))
# "The gain of 0.2% was topped by the 0.9% advance of the fund": the first is none of the fund's.
WAS_BEATEN = re.compile(
    r"‹[%hip]\d+› (?:was|were) (?:[a-z]+ )?by (?:the |a |an )?(?:[a-z]+ )?‹[%hip]\d+›"
)
# "2% is what it lost", "2,800 is where the bank sees it".
CLEFT = re.compile(
    r" (?:is|was|are|were|would be|will be|might be) (?:what|how much|how far|where)\b"
)
# A side just before a figure: "closed down 2%".
LEFT_SIDE = re.compile(
    r"(?:^|[,›(] |\b(?:was|were|is|are|last|trading|closed|ended|finished) )(?:(?P<up>up|higher)|(?P<down>down|lower|off))(?: (?:by|about|nearly|almost|another|some|roughly|just|only|more than|around|as much as|a))* $"
)
# What may stand beside a price and leads to none.
BESIDE_ONLY = re.compile(r"[, ]*(?:(?:near|at|around|about|just|close|to) )*")
# "Ends 2026 at 2,900" is a price of the last day of that year.
ENDING = re.compile(r"\b(?:end|finish|clos|exit|see out|leav)(?:e|es|s|ing)? $")
# The market just before ", up 2%".
APPOSED_NAME = re.compile(
    words.marks(r"(?P<name><N>)(?:, (?:up|down|off)(?: \w+)?| with(?: only| just)?) $")
)
# What news did to a market: "bad news knocked it down 2%".
MOVED_IT = re.compile(
    r"\b(?:sent|knocked|pushed|drove|lifted|dragged|took|pulled|sank|hit) ‹r\d+› (?:(?:up|down|higher|lower|back|by|another|a further|for) )*$"
)
