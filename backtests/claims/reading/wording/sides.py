"""Which way a figure goes, by the words right beside it, and whose it is."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.statement import UNKNOWN

POLICY = re.compile(
    r"(?<!\w)(?:last|first|opening|final|rate|fed|fed's|easing|hiking|tightening|‹f\d+›(?:'s)?)"
    r"(?:[- ](?:first|last|opening|final|rate|quarter-point))?[- ](?:cuts?|hikes?|cycles?"
    r"|campaigns?|increases?|cutting)\b|\b(?:easing|hiking|tightening) (?:cycle|campaign)s?\b"
    r"|(?:\b(?:after|following|since)|‹w\d+›) (?:the|that|an?|its|each|every) "
    r"(?:(?:[a-z-]+|‹w\d+›) ){0,2}(?:cuts?|hikes?)\b"
    r"|\bcuts? of an? easing\b|\b(?:fed|monetary|policy) easing\b"
    r"|\beasing (?:has|have|by)\b"
)
# A risk that grows is no rise of what it is one of: "downside risk increases".
RISK = re.compile(
    r"\b(?:risks?|pressures?|odds|chances?|momentum|potential|bias) "
    r"(?:\w+ )?(?:increas|ris|grow|build|mount|climb|expand|gain)(?:e|es|ed|ing|s)?\b"
    r"|\b(?:increas|rais|add)(?:e|es|ed|ing|s)? (?:the )?(?:\w+ )?risks?\b"
)
# Where "the former" goes on with the markets of the sentence before.
OPENS_CLAUSE = re.compile(r"^\W*$|\b(?:and|but|while|whereas|though) $")
# What moves or helps a market: "benefit from lower rates", "despite higher yields".
_BY_RATES = (
    r"\b(?:from|of|on|by|amid|with|and|thanks to|because of|despite|given|under) "
    r"(?:the |any |still )?(?:(?:prospect|hopes?|expectations?) of )?"
    r"(?:lower|higher|falling|rising|declining) (?:[a-z-]+ ){0,2}?"
    r"(?:rates?|yields?|costs|inflation|taxes|tariffs|‹[fy]\d+›)"
)
BY_RATES = re.compile(_BY_RATES)
# What has a direction of its own: "rallies after the cut", "the effect has faded: the mean is 2%".
AFTER_A_STEP = re.compile(
    r"\b(?:effects?|patterns?|tendency|seasonality|anomaly|habit) (?:(?:has|have|had|is|was|long"
    r"|since|largely|all but|now) )*(?:fad|weaken|wan|shr[aiu]nk|dwindl|eas|diminish|erod)\w*"
    r"|\b(?:after|before|following|since|until) "
    r"(?:(?:the|an?|each|every|all|such|its|their|first|last|initial|final|most|these"
    r"|those|an?other) )*"
    r"(?:rate |‹f\d+› )?(?:cuts?|hikes?|increases?|reductions?)\b"
    rf"|{_BY_RATES}"
)
# A word right after a figure that says its direction: "2% lower", "a 3% fall".
RIGHT_UP = re.compile(
    r"^:?[ -](?:(?:one-day|daily|weekly|monthly|annual|intraday|overnight|price|point|further|net"
    r"|average|total|total-return|year-to-date) )*"
    r"(?:higher|up\b(?! to)|above|gains?|advances?|rises?|upside|rall(?:y|ies)|better|jumps?"
    r"|hikes?|surges?|increases?|leaps?|ahead|in the black|in front"
    r"|off (?:its |the |their )?(?:‹w\d+›(?:'s)? )?(?:lows?|floors?|bottoms?|troughs?|nadirs?)"
    r"|to the good|to the better|over (?!\d"
    r"|the (?:past|last|next|following|coming|six|three|twelve|course|balance|rest|remainder|same"
    r"|entire|whole|first|second|weekend|(?:week|month|quarter|year|day|period|session)\b)"
    r"|(?:that|those|these) (?!of\b)|a |\S*‹w)|firmer|stronger|dearer"
    r"|richer|spikes?|climbs?|bounces?|rebounds?|moves? (?:higher|up)|widening|more"
    r"|left in (?:the|its|their) tank|to (?:run|go|the upside)|returns?|pops?|larger|wider"
    r"|upswings?)\b"
)
# "Options imply a move of 1%": to which side is not said.
TO_EITHER_SIDE = re.compile(
    r" (?:(?:in )?either (?:way|direction)|up or down|one way or the other)\b"
)
EITHER_SIDE = re.compile(r"\b(?:moves?|swings?|fluctuations?) (?:of|by)(?: [a-z]+)* $")
RIGHT_DOWN = re.compile(
    r"^:?[ -](?:(?:one-day|daily|weekly|monthly|annual|intraday|overnight|price|point|further|net"
    r"|average|total|peak-to-trough|year-to-date) )*"
    r"(?:lower|deep\b"
    r"|inside(?= (?:its|their|the)\b)|down\b|below|falls?|declines?|drops?|loss(?:es)?"
    r"|downside|slides?|worse|plunges?|slumps?|setbacks?|corrections?|drawdowns?|cuts?|retreats?"
    r"|pull-?backs?|sell-?offs?|dips?|behind|in the (?:red|hole|minus)|away from"
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
    r"|(?:targets?|objectives?)(?: (?:in|on|under|for) (?:this|that|such an?) (?:scenario|case"
    r"|view|move|event|outcome))?|averages?|mean|median|floor|ceiling|support|resistance|lid"
    r"|base|neckline|boundary|trend ?line|pivot|levels?(?: to (?:watch|monitor))?|range|case"
    r"|forecast|estimate|call|bottom|top|peak|trough|stop|low|high|close)\b(?:,|:|\("
    r"|(?: (?:‹w\d+›|of|to|at|is|was|has been|would be|by|near|around|about|more than|less than"
    r"|at least|as much as|up to|some|just|only|nearly|almost|roughly|over|another|a|an|the"
    r"|within|between|from|for|still|now))+)*(?: [a-z]+)? ?$)"
    r"|(?:^|[–:;,] )(?:up|down) (?:another|a further|about|nearly|almost|just|only) $"
    r"|^\W*‹w\d+›(?:'s)? (?:[a-z]+ )?(?:saw|brought|posted|delivered|produced|was|had|ended"
    r"|followed|recorded|gave|yielded|returned|closed|finished)"
    r"(?: (?:with|up|down|by|another|an?|only|just|of|higher|lower|return|gain|loss|decline"
    r"|rise))* $|^\W*(?:that|this)(?:'s| is| was| represents| marks| means| makes| made) "
    r"[^‹]{0,24}$|\b(?:our|its|the|a) (?:second|third|next|final|ultimate|other)"
    r"(?: one| objective| target)? (?:is|lies at|would be|being|comes in at) $"
    r"|\b(?:the|its) price (?:[a-z]+ ){1,4}(?:by )?$"
    r"|\b(?:patterns?|double (?:top|bottom)|head[- ]and[- ]shoulders|breakout|breakdown|set-?up"
    r"|flag|pennant|wedge|triangle|channel|formation)\b[^.;‹]{0,24}\b(?:argues?|speaks?|calls?"
    r"|aims?|points?|projects?|measures?) (?:for|to|at|towards?) (?:about |around )?$"
    r"|^\W*(?:and |but |then |or )?$"
    r"|\b(?:we|i|they)(?: are| am|'re|'m)(?: \w+)? (?:forecasting|expecting|targeting|projecting"
    r"|predicting|looking for|calling for) $"
    r"|\b(?:we|i|they) (?:\w+ ){0,8}(?:expect|see|pencil in|look for|forecast|have|target"
    r"|call for|project|predict|aim)\b"
    r"|\b(?:strategists?|analysts?|economists?|bulls?|bears?|banks?|brokers?|desks?|houses?"
    r"|chartists?|technicians?|forecasters?) (?:\w+ ){0,2}(?:expects?|sees?|forecasts?|targets?"
    r"|calls? for|looks? for|predicts?|warns? of|talks? of|pencils? in)\b"
)
# A case of what the account is on: "the 1958 run was followed by a gain of 8%", "1962 (down 9%)".
OF_A_CASE = re.compile(
    r"^\W*(?:the |that |this |one )?(?:‹w\d+› )?(?:[a-z-]+ ){0,3}?(?:streak|run|occurrence|instance"
    r"|episode|signal|cycle|event|period|year|month|quarter|week) (?:was |is |has been )"
    r"(?:followed|capped) by (?:an? )?(?:[a-z]+ )?(?:‹[%w]\d+› (?:and )?)*$"
    r"|‹w\d+› \((?:up |down |plus |minus |an? (?:gain|loss|rise|fall|drop|decline) of )?$"
    r"|‹w\d+›,? (?:was |were )?(?:by far )?(?:the )?(?:best|worst|strongest|weakest|largest"
    r"|smallest)(?: of all)?,? (?:at |with |by )?(?:an? )?$"
    r"|^\W*the (?:best|worst|strongest|weakest|largest|biggest|smallest) [a-z -]{0,40}"
    r"(?:was|were|came) (?:that of |in )?‹w\d+›,? (?:with |at |by )?(?:an? )?"
    r"(?:loss of |gain of )?$"
    r"|^\W*(?:this|that|the) (?:rebound|bounce|gain|rally|advance|rise|move|drop|decline|loss|fall"
    r"|slide|recovery|sell-off|pullback) (?:followed|follows|came after|comes after|offset|offsets"
    r"|erased|erases|reversed|reverses|wiped out|undid|cancelled out|more than offset) "
    r"(?:the |its |an? )?(?:[a-z]+ )?(?:‹w\d+› )?(?:loss of |gain of )?$"
)
UPSIDE = re.compile(
    r" (?:\w+ )?(?:upside|downside)\b| (?:[a-z-]+ ){0,2}(?:support|resistance)\b"
    r"| (?:bull|bear|base) case\b"
)
LEVEL_VERB = re.compile(
    r"\b(?:hold|held|holds|reach\w*|arrives? at|gives|points to|projects?|comes?|clear\w*|break\w*"
    r"|broke|defend\w*|test\w*|retest\w*|regain\w*|reclaim\w*|next stop|stop is|at|to|towards?"
    r"|near|around|above|below|until|puts?|wants?|promises?|sees?|expects?|forecasts?|predicts?"
    r"|look(?:s|ing)? for|call(?:s|ing)? for|targets?|brings?|expos(?:es?|ing)|opens?"
    r"|open(?:ing)? up|eye(?:s|ing)?|challeng\w+|revisit\w*|touch\w*"
    r"|grappl\w+ with|struggl\w+ (?:with|at)|flirt\w+ with) (?:\w+ ){0,2}$"
)
# A side just before a figure: "closed down 2%".
LEFT_SIDE = re.compile(
    r"(?:^|[,›(] |\b(?:was|were|is|are|last|trading|closed|ended|finished) )"
    r"(?:(?P<up>up|higher)|(?P<down>down|lower|off))"
    r"(?: (?:by|about|nearly|almost|another|some|roughly|just|only|more than|around|as much as"
    r"|a))* $"
)
# What news did to a market: "bad news knocked it down 2%".
MOVED_IT = re.compile(
    r"\b(?:sent|knocked|pushed|drove|lifted|dragged|took|pulled|sank|hit) ‹r\d+› "
    r"(?:(?:up|down|higher|lower|back|by|another|a further|for) )*$"
)
# "The cut was followed by an 8% rally": a move that only prices make.
MOVE_OF_PRICES = re.compile(
    r" (?:[a-z-]+ )?(?:rall(?:y|ies)|sell-?offs?|advances?|gains?|surges?|slumps?|plunges?|slides?"
    r"|rebounds?|bounces?|corrections?|pullbacks?|setbacks?|run-?ups?|returns?|crash(?:es)?)\b"
)
MOVES_OF = re.compile(
    r"\b(?:rall(?:y|ies)|sell-?offs?|advances?|gains|losses|surges?|slumps?|plunges?|slides?"
    r"|rebounds?|bounces?|corrections?|returns) of (?:about |some |nearly |at least )?$"
)
# "Rose by at least 10%": in percent, and by more than the Fed ever moves.
MOVED_BY = re.compile(
    r"\b(?:rose|fell|gained|lost|climbed|dropped|rallied|jumped|surged|slid|sank|declined|advanced"
    r"|returned|added|shed|gain|lose|rise|fall)"
    r" (?:(?:by|at|least|about|nearly|almost|roughly|more|than|over|around|an?|average|of"
    r"|another|up|to as much|as much as) )*$"
)
# "It was the third loss in a row for the index": a statement on the market that comes last.
IT_WAS_FOR = re.compile(
    words.marks(
        r"‹r\d+› (?:is|was|marks|marked|would be) (?:also )?(?:the|an?|its|another|only)\b"
        r"(?:(?!<N>)[^,;.])* for (?:the |‹r\d+› )?(?:[a-z-]+ )*(?P<name><N>)"
    )
)


LARGEST_STEP = 0.02  # a larger rise or fall in percent is none of the Fed's rate


def is_of_prices(lead: str, right: str, percent: float) -> bool:
    """Whether a move beside the Fed is one of prices; `percent` is 0 for one in points."""
    if MOVED_IT.search(lead):
        return True
    if not percent:
        return False
    by_far = percent > LARGEST_STEP and MOVED_BY.search(lead)
    return bool(by_far or MOVE_OF_PRICES.match(right) or MOVES_OF.search(lead))


# Words of charts, which are of a market that the text need not name.
CHART = re.compile(
    r"\b(?:breakouts?|breakdown|neckline|measured[- ]move|(?:head[- ]and[- ]shoulders|topping"
    r"|bottoming|reversal|chart|cup[- ]and[- ]handle|continuation) pattern|the pattern|triangle"
    r"|wedge|pennant|bull flag|bear flag|double (?:top|bottom)|fibonacci|retracement|trend ?line"
    r"|trading range|rectangle|swing (?:high|low)|all-time high)\b"
)


def of_a_chart(text: str) -> tuple[str, ...]:
    """Return the unknown market for words of a chart, and nothing for others."""
    return (UNKNOWN,) if CHART.search(text) else ()
