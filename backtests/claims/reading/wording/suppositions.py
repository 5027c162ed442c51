"""What is supposed rather than stated: "a cut of 50 basis points would", "a recession could"."""

from __future__ import annotations

import re

from backtests.claims.reading import words

# "A hard landing could drag it to 1,900": what may happen, and no price shows.
HAPPENING = (
    r"(?:recession|downturn|slowdown|landing|default|shutdown|shock|crisis|war|stagflation"
    r"|re-?acceleration|blow-?up|escalation|cease-?fire|tariff|rate (?:cut|hike)|<F>)s?(?!\w)"
)
# "A cut of 50 basis points would lift small caps by 5%": what is supposed opens the sentence.
_SUPPOSED = (
    r"(?:cut|hike|increase|reduction|rise|fall|drop|decline|gain|move|jump|spike|slide|surge"
    r"|widening|change)"
)
SUPPOSED = re.compile(
    words.marks(
        rf"\W*(?:an?|another|any|every|each"
        rf"|one more)(?: (?:further|additional|sudden|single))? (?:<A> (?:[a-z-]+ )??{_SUPPOSED}"
        rf"|(?:rate )?{_SUPPOSED} of (?:about |another )?<A>)"
        r"(?: (?:in|of|by|on|from) [^,;.]*?)?(?= (?:would|could|might) )"
        rf"|\W*(?:an?|another|any)(?: (?!would|could|might)[a-z-]+){{0,2}} "
        rf"{HAPPENING}(?: (?:in|of|by|on|from) [^,;.]*?)?(?= (?:would|could|might) )"
    )
)

# "It turned on 9 May, the day the bank failed, when the index fell 3%".
THE_DAY = re.compile(r"‹w\d+›, the (?:day|week|month|morning|session|year)\b[^;]*, $")
WHEN_MOVED = re.compile(
    words.marks(r"when (?:the )?<N> (?:[a-z]{2,}ed|fell|rose|lost|sank|slid|shed|leapt|made|won)\b")
)
