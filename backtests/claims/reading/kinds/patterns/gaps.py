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
    r"\b(?:the (?:two|three|‹#\d+›)(?: (?:indexes|indices|benchmarks|markets|funds|gauges))?"
    r"|the (?:losses|gains|figures|numbers|returns)|both|they|‹r\d+›)(?!\w)"
)
