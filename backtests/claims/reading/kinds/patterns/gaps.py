"""Words of gaps between two markets."""

from __future__ import annotations

import re

from backtests.claims.reading import words

GAP_BETWEEN = re.compile(
    words.marks(
        r"\b(?:gap|difference|spread|gulf|distance"
        r"|margin)(?: in (?:returns?|performance))? between (?:the )?(?:(?:‹w\d+›"
        r"|[\w-]+) ){0,3}?(?:(?:returns?|gains?|performances?|losses) (?:of|for|on"
        r"|in) (?:the )?)?(?P<one>‹n\d+›)(?:'s?)? and (?:the )?(?P<two>‹n\d+›)"
        r"|\bbetween (?:the )?(?P<one_>‹n\d+›) and (?:the )?(?P<two_>‹n\d+›)[^.;‹]{0,24}"
        r"(?:‹w\d+›[^.;‹]{0,12})?\b(?:gap|difference|spread|gulf|distance|margin) of "
        r"|(?P<lead>lead|edge|advantage|margin|outperformance|shortfall|deficit"
        r"|underperformance)(?: of (?:\w+ ){0,2}‹[pi%]\d+›)? (?:over|against|versus|on"
        r"|to) (?:the )?(?P<behind>‹n\d+›)"
    )
)

RELATIVE_TO = re.compile(
    words.marks(
        r"^\W*(?:relative to|compared (?:with|to)|versus|against|measured against"
        r"|set against) (?:the )?(?P<other>‹n\d+›), (?:the )?(?P<one>‹n\d+›)"
    )
)

# The figure before its noun: "a 6-point spread between A and B".
GAP_OF_TWO = re.compile(
    r"([- ](?:\w+ )?)(?:gap|spread|difference|gulf"
    r"|margin)(?: in (?:returns?|performance))? between "
)

AND_ANOTHER = re.compile(
    r"(?:and|then|,) (?:by )?$"
)  # "half a point in May and another half in June"
# "Returned 8% a year with a volatility of 20%".
RETURNED = re.compile(r"\b(?:returned|gained|lost|rose|fell|earned|made) (?:\w+ )?$")
# "The Dow slipped 37 points and the Nasdaq 42": a bare number that goes on with points.
AND_ITS = re.compile(r"(?:^|,|;|\band|\bwhile|\bbut) ?(?:the )?‹n\d+›(?:,| by| another| about)? $")
END = re.compile(r"[.,;]|$| (?:and|while) (?:the )?‹n\d+›(?: by)? ‹#")

# "Between the two yields there are 60 basis points", "the two are 60 basis points apart".
BETWEEN_ENDS = re.compile(
    r"\bbetween (?:the )?‹y\d+›(?: yields?)? and (?:the )?‹y\d+›"
    r"|‹y\d+›(?: yields?)? and (?:the )?‹y\d+›(?: yields?)? (?:are|stand|lie|were|stood) (?:now "
    r"|still |about |only )*‹[bi]\d+› apart\b"
)
# "Two-year yields exceed ten-year yields by 40 basis points".
EXCEEDS = re.compile(
    r"(?P<one>‹y\d+›)(?:'s)?(?: yields?)? (?:(?:now|still|currently|again"
    r"|‹w\d+›) )?(?:(?P<less>trails?|lags?|undercuts?|(?:is|are|stands?) (?:below|behind|under))"
    r"|exceeds?|tops?|surpass(?:es)?|outstrips?|(?:is|are|stands?) (?:above|over|ahead of)) "
    r"(?:the )?(?P<two>‹y\d+›)(?: yields?)? by (?:about |nearly |almost |some |just |only "
    r"|roughly )?$"
)
# "A mere 24 basis points separate the two".
SEPARATES = re.compile(r" (?:now |still )?(?:separates?|divides?|lies? between) ")

GAP_NOUN = re.compile(
    r"^[- ](?:gap|lead|margin|advantage|difference|shortfall|deficit|edge|outperformance"
    r"|underperformance)\b"
)
GAP_OF = re.compile(r"\b(?:spread|gap|gulf|difference|margin|lead|divergence) of (?:\w+ ){0,2}$")
# "The gain of A was double that of B", "A doubled the return of B".
RETURN_OF = re.compile(r"\b(?:returns?|gains?|advance|rise|performance|loss|losses|fall|decline)\b")

# Two markets, then the figures of both: "A left B behind, 7% against 1%".
AGAINST = re.compile(
    words.marks(
        r"‹n\d+›[^.;‹]+‹n\d+›[^.;‹]*(?:‹[wpi]\d+›[^.;‹]*)*(?:,|:| –"
        r"| \() ?[^.;‹]{0,40}?<%> (?:against|versus|vs\.?|to|compared with)(?: just"
        r"| only)? <%>(?! (?:for|in|on|by))"
    )
)
# The three indexes of a report on the American market.
MAJOR = re.compile(
    r"(?P<count>‹#\d+›) (?:of )?(?:the )?(?:(?:major|main|big|leading|benchmark|primary"
    r"|key) (?:u\.s\. |us |wall street )?(?:stock |equity |market )?"
    r"|(?:u\.s\. |us |wall street )?(?:stock|equity) )(?:indexes|indices|benchmarks|averages"
    r"|gauges)\b"
)
# The returns behind a gap: "ahead by 7.5 points: 12.1% against 4.6%".
OF_BOTH = re.compile(
    words.marks(
        r"(?:,|:| –| \()? ?(?:with )?(?P<one><%>) (?:against|versus|vs\.?|to"
        r"|compared with)(?: just| only)? (?P<two><%>)(?! (?:for|in|on|by) (?:the )?<N>)"
    )
)
# "It did better than the other, with a loss of 2% compared with 5%".
PAIRED = re.compile(
    words.marks(
        r",? with (?:an? )?(?:gain|loss|rise|fall|decline|return|advance"
        r"|drop)s? of (?P<one><%>) (?:against|versus|and|to"
        r"|compared (?:with|to)) (?:one of )?(?P<two><%>)(?! (?:for|in|on|by) (?:the )?<N>)"
    )
)
THE_TWO = re.compile(
    r"(?<!\w)(?:the (?:two|three|‹#\d+›)(?: (?:indexes|indices|benchmarks|markets|funds|gauges))?"
    r"|the (?:losses|gains|figures|numbers|returns)|both|they|‹r\d+›)(?!\w)"
)

# "A volatile week" says what the week was like and measures nothing.
_SPELLS = r"day|week|month|quarter|year|session|trading|stretch|period|spell|morning|afternoon"
_LIKE_THAT = (
    rf"(?<!more )(?<!less )volatile (?:[a-z-]+ )?(?:{_SPELLS}|start|end|opening|close|ride|‹w\d+›)"
)
VOLATILE = re.compile(
    rf"\b(?:(?!{_LIKE_THAT})volatil\w+(?! back (?:on|in|into|onto)\b)|daily swings?"
    r"|(?:daily|weekly|monthly) (?:moves|fluctuations|ranges?)"
    r"(?= (?:of|in) [^.;]*\b(?:larger|bigger|wider|smaller|narrower"
    r"|as (?:large|big|wide|small))\b)|sw(?:ings?|ung|inging)(?= ‹[^›]+› (?:more|less))"
    r"|swings? of (?:\w+ )?‹[^›]+› (?:a|per|each|in a) (?:day|session|week)"
    r"|standard deviation|swings? (?:more|less|about|roughly|some|\S*‹)|vol"
    r"|as (?:jumpy|choppy|nervous|wild|skittish|restless|turbulent)"
    r"|(?:jumpier|choppier|wilder|calmer|steadier))\b"
)
# One market set against another, and not the volatility of each.
MORE_VOLATILE = re.compile(
    r"\b(?:more|less) (?:\w+ )?(?:volatile|jumpy|variable)"
    r"|\b(?:than|as) (?:volatile|that|those|the)\b|\btwice|\btimes (?:as|that|the)\b"
    r"|\bpoints (?:more|less|higher|lower)\b"
)
MORE_THAN = re.compile(
    words.marks(
        r"^,? ?(?:percentage points? )?(?:(?:a|per) year )?"
        r"(?:more|less|greater|larger|smaller|better|worse|ahead|behind|lower|higher|faster|slower"
        r"|stronger|weaker|clear|short|shy|adrift)?,? ?"
        r"(?:of|than|behind|against|versus|over|relative to|compared with)"
        r"(?: (?:that|those) (?:of|for|on))? ?(?:the |its |their )?(?P<name><N>)(?!'s? ‹%)"
    )
)
GAP = re.compile(
    words.marks(
        # "up 30%, ahead of the index by 4 points": a return, with the margin after it
        r"^(?!, (?:ahead|behind|clear)[^,;.‹]*‹[nr]\d+› by )"
        r",? ?(?:(?:a|per) year )?(?:short|shy|adrift|clear|more|less|greater|larger|smaller"
        r"|better|worse|ahead|behind|lower|higher|stronger|weaker|faster|slower|fewer"
        r"|clear)\b(?: of)?(?: than)?"
    )
)
LEADS = re.compile(
    r"\b(?:(?P<up>outperform(?:s|ed|ing)?|leads?|led|(?:is|are|was|were) ahead)"
    r"|(?P<down>underperform(?:s|ed|ing)?|lags?|lagged|trails?|trailed"
    r"|(?:is|are|was|were) behind)) (?:by )?(?:about |just |only |more than |nearly )*$"
)
# The gap between the two markets that the sentence before gives figures of.
THIS_GAP = re.compile(
    r"\b(?:this|that|the) (?:[\w-]+ )?(?:gap|spread|margin|difference|lead) "
    r"(?:of|is|was|comes to) (?:over |about |more than |nearly |just )?$"
)
OTHER_OF_TWO = re.compile(
    words.marks(
        r"^[^.;]{0,40}?(?:than|that of|those of|as|the)(?: those of| that of| the| of)* "
        r"(?P<name><N>)"
    )
)
THAT_OF = re.compile(
    words.marks(
        r"^ ?(?:as )?(?:(?:that|those|the (?:returns?|gains?|advance|rise|performance|loss|fall)) "
        r"(?:of|for|on|in) )?(?:the )?(?P<name>‹n\d+›)"
    )
)
_OF_IT = r"(?:of|in|for|by|(?:done to|suffered by|posted by|recorded by|seen in|made by|taken by))"
AS_MUCH_AS = re.compile(
    words.marks(
        r"^ (?:as (?:much|far|many) as|that of"
        r"|(?:of )?what(?= (?:the )?<N> (?:has|have|had|did|managed|gained|lost|made|returned"
        rf"|earned))|the (?:{words.NOUNS_OF_MOVE}|gains|damage|return|increase|drop|performance"
        rf"|toll) {_OF_IT}) (?:the )?(?P<name><N>)"
        r"|^ (?:the )?(?P<own><N>)(?:'s?)? (?:rise|gain|advance|return|increase|loss|fall|decline"
        r"|drop)s?\b"
    )
)
# "Four times more than what the market expects" is a multiple of a view.
AS_EXPECTED = re.compile(
    r" (?:as (?:much|many) as|(?:more|less|larger|higher|lower|bigger) than) "
    r"(?:what )?(?:(?:is|was|are|were|had been) )?(?:the |most )?"
    r"(?:markets?|‹m\d+›|traders|investors|economists|analysts|consensus|expected|forecast|priced"
    r"|estimated)(?!\w)"
)
# A mean and then how another market did: "averaged 9%, outperforming large caps by 2 points".
AND_LAGGED = re.compile(
    r"[^,;‹]*(?:‹w\d+›)?[^,;‹]*\band (?:\w+ )?(?:lagged|beat|beaten|outperformed|trailed|outpaced"
    r"|underperformed|led|outran|outrun|outdid|outshone|bested|topped|outstripped)\b"
    # ", outperforming large caps by about 4 points": the margin follows
    r"|[^;‹]*(?:‹w\d+›)?[^;‹]*, (?:\w+ )?(?:outperforming|beating|outpacing|outstripping|besting"
    r"|topping|leading|lagging|trailing|underperforming|outdoing)\b[^;‹]*‹n\d+›[^;‹]* by "
    r"(?:[a-z]+ )*‹[%pi]"
)
