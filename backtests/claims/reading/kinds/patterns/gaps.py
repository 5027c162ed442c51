"""Words of gaps between two markets."""

from __future__ import annotations

import re

from backtests.claims.reading import words

GAP_BETWEEN = re.compile(
    words.marks(
        r"\b(?:gap|difference|spread|gulf|distance|margin)(?: in (?:returns?|performance))? between (?:the )?(?:(?:‹w\d+›|[\w-]+) ){0,3}?(?:(?:returns?|gains?|performances?|losses) (?:of|for|on|in) (?:the )?)?(?P<one>‹n\d+›)(?:'s?)? and (?:the )?(?P<two>‹n\d+›)|\bbetween (?:the )?(?P<one_>‹n\d+›) and (?:the )?(?P<two_>‹n\d+›)[^.;‹]{0,24}(?:‹w\d+›[^.;‹]{0,12})?\b(?:gap|difference|spread|gulf|distance|margin) of |(?P<lead>lead|edge|advantage|margin|outperformance|shortfall|deficit|underperformance)(?: of (?:\w+ ){0,2}‹[pi%]\d+›)? (?:over|against|versus|on|to) (?:the )?(?P<behind>‹n\d+›)"
    )
)

RELATIVE_TO = re.compile(
    words.marks(
        r"^\W*(?:relative to|compared (?:with|to)|versus|against|measured against|set against) (?:the )?(?P<other>‹n\d+›), (?:the )?(?P<one>‹n\d+›)"
    )
)

# The figure before its noun: "a 6-point spread between A and B".
GAP_OF_TWO = re.compile(
    r"([- ](?:\w+ )?)(?:gap|spread|difference|gulf|margin)(?: in (?:returns?|performance))? between "
)

AND_ANOTHER = re.compile(
    r"(?:and|then|,) (?:by )?$"
)  # "half a point in May and another half in June"
# "Returned 8% a year with a volatility of 20%".
RETURNED = re.compile(r"\b(?:returned|gained|lost|rose|fell|earned|made) (?:\w+ )?$")
