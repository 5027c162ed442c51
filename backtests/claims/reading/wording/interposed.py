"""Clauses between a market and its verb: "small caps, after the Fed cut rates, gained 4%"."""

from __future__ import annotations

import re

from backtests.claims.reading import words

# A finite verb at a comma: what the sentence goes on with.
_VERB = (
    r", (?:(?:[a-z]+ly|now|still|also|just|then|nevertheless|nonetheless|instead) )?"
    r"(?:is|are|was|were|has|have|had|will|would|could|may|might|should|can"
    r"|[a-z]{2,}ed|rose|fell|lost|won|slid|sank|shed|hit|cut|held|led|sold off|broke|came|went"
    r"|ran|took|gave|made|put on|rises|falls|gains|loses|trades|stands|sits)\b"
)
_OPENER = (
    r"(?:as|after|since|while|whilst|when|though|although|like|unlike|despite|in spite of"
    r"|following|because(?: of)?|thanks to|amid|amidst|before|until|even as|even though"
    r"|even after|ever since|in contrast to|as opposed to|just as|much like)"
)
INTERPOSED = re.compile(
    words.marks(
        rf"(?:(?<=‹[nyvsr]\d›)|(?<=‹[nyvsr]\d\d›)|(?<=› shares)|(?<=› stocks)|(?<=› index)"
        rf"|(?<=› futures)|(?<=› yield)|(?<=› prices)), {_OPENER} [^,;()–]*(?={_VERB})"
    )
)
# What moved a market, between its name and its verb: ", lifted by banks,".
HELPED = re.compile(
    r", (?:(?:helped|hurt|lifted|buoyed|boosted|supported|driven|dragged|weighed|led|hit"
    r"|propelled)\b|(?!follow|join|trail)[a-z]{3,}ed (?:with|by|in|on|as|for|of) )"
)
