"""Names of yields, of their spreads and of the rate of the Fed."""

from __future__ import annotations

from backtests.claims.reading.marks.markets.row import Instrument

TREASURY = (
    r"(?:[ -](?:us |u\.s\. )?(?:treasury|treasuries|government bond))?(?:[ -](?:note|bond)s?)?"
)
STATE = r"(?: us| u\.s\.)?"
# The other of two yields: "and its two-year cousin to 4%".
COUSIN = r"(?:cousin|sibling|counterpart|equivalent|brother|sister|peer)s?"
# What "the ten-year" may be that is no note.
TERM = (
    r"(?:us |u\.s\. )?(?:treasur|government|note|bond)"
    r"|(?:[a-z]+ )?(?:highs?|lows?|peaks?|averages?|anniversary|period|stretch|run|mean|median|plan"
    r"|view|outlook|forecast|horizon|history|record|rally|bull|bear|returns?|chart|trend|window"
    r"|wait|cycle|gap|spread|deal|contract|lease|loan|mortgage|bund|gilt|jgb|btp)\b"
)
# "A further cut in December", "the next hike is due in June": of nothing else than rates.
_WHEN_STEP = (
    r"(?:in|for|by|before|at|until|from) (?:the |late |early |mid-?"
    r"|(?:end|start|middle|close) of )*(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december"
    r"|spring|summer|autumn|winter"
    r"|(?:first|second|third|fourth|next|following|coming) (?:quarter|half|meeting|month|year)"
    r"|(?:the )?(?:end|middle) of the (?:year|quarter|month)|the (?:year|quarter) is out|year-end"
    r"|q[1-4]|20\d\d)\b"
)
_IS_SEEN = (
    r"(?:(?:is|are|was|looks?|seems?|remains?) (?:now |also |still |widely |generally )*"
    r"(?:expected|likely|due|priced|seen|on the cards|unlikely|certain|forecast|in sight)\b)"
)
NEXT_STEP = (
    r"(?:first|next|last|final|further|another|second|third|fourth|fifth) "
    r"(?:and (?:last|final) )?(?:rate )?(?:cut|hike)"
    rf"(?= (?:{_IS_SEEN}|{_WHEN_STEP}))"
)
BENCHMARK = r"(?:(?:benchmark|us|u\.s\.) )*"
RATES = (
    Instrument(
        ("DGS10", "DGS2"),
        "spread",
        r"(?:the |its )?(?:gap|spread|difference) (?:to|with|over|against) "
        r"(?:the |its )?(?:two|ten|2|10)-year(?: treasury)?(?: note| bond| yield)?s?"
        r"(?! (?:average|high|low))|(?:the )?(?:gap|spread|difference) between (?:the two|them)"
        r"|(?:the )?(?:(?:gap|spread|difference|yield gap) between "
        r"(?:the )?(?:two|ten|2|10)(?:-year|-)?(?: treasury)?"
        rf"(?: yields?)? and (?:the )?(?:two|ten|2|10)-year{TREASURY}(?: yields?)?)"
        r"|subtract(?:s|ed|ing)? (?:the )?(?:two|2)-year(?: treasury)?(?: yield)? from "
        r"(?:the )?(?:ten|10)(?:-year)?(?: treasury)?(?: yield)?"
        r"|(?:2s/?10s|10s/?2s)(?: (?:spread|curve|gap))?(?: inversion)?"
        r"|(?:2-10|2/10|10-2) (?:spread|curve|gap)"
        r"|(?:the )?(?:2|two)(?:-year|-)? ?(?:and|/|to|versus|vs\.?) ?(?:10|ten)-year "
        r"(?:us |u\.s\. )?(?:treasury )?(?:yield )?curve"
        r"|(?:the )?(?:treasury )?yield curve|the curve"
        r"|(?:the )?(?:gap|spread|difference) between (?:tens|10s) and (?:twos|2s)"
        r"|twos?[- ]tens?(?: (?:spread|curve|gap))?"
        r"|(?:10|ten)-year(?: treasury)?(?: yields?)? (?:minus|less|over) "
        r"(?:the )?(?:2|two)-year(?: treasury)?(?: yields?)?"
        r"|(?:the )?(?:two|2)(?:-year)?(?:[ -/]|-to-| versus | vs\.? | against )(?:the )?"
        r"(?:ten|10)-year (?:spread|gap|(?:yield )?curve)"
        r"|(?:ten|10)(?:-year)?(?:[ -/]|-to-| minus )(?:two|2)-year (?:spread|gap|curve)",
    ),
    Instrument(
        ("DGS10",),
        "yield",
        rf"{BENCHMARK}(?:10|ten)[ -]?(?:year|yr)\b{TREASURY}(?:'s)? yields?"
        rf"|{BENCHMARK}(?:10|ten)[ -](?:year|yr){STATE}(?: treasury| treasuries| note| bond)+s?"
        rf"|{BENCHMARK}(?:10|ten)[ -](?:year|yr){STATE} treasury(?: note| bond)? rates?"
        r"|(?:10|ten)-(?:year)?(?=,? (?:and|or|to) (?:the )?(?:2|two)[ -]?year)"
        rf"|(?:10|ten)[ -]year {COUSIN}|the (?:10|ten)-year(?! (?:{TERM}))"
        r"|(?:10|ten)-year(?= (?:at|near|around) \d\.?\d*%)"
        r"|(?:10|ten)[ -]year (?:notes|treasuries|paper|debt|ones?)|(?<=than )tens"
        r"|(?:tens|10s)(?= (?:yield|at|are|were|rose|fell|to|last|\d\.\d)\b)"
        rf"|(?:the )?yields? (?:on|of) (?:the )?{BENCHMARK}(?:10|ten)[ -]year{TREASURY}"
        r"|(?:the )?benchmark (?:us |u\.s\. )?(?:treasury )?(?:bond )?yields?"
        r"|(?:the )?yields? on (?:the |its )?benchmark (?:us |u\.s\. |treasury |government )*"
        r"(?:bond|note|treasury)|(?:the )?benchmark (?:bond|note|treasury)'s yield"
        r"|(?:us |u\.s\. )?treasury yields?",
        r"DGS10|TNX",
    ),
    Instrument(
        ("DGS2",),
        "yield",
        rf"(?:us |u\.s\. )*(?:2|two)[ -]?(?:year|yr)\b{TREASURY}(?:'s)? yields?"
        r"|(?:2|two)-(?:year)?(?=,? (?:and|or|to) (?:the )?(?:10|ten)[ -]?year)"
        rf"|(?:2|two)[ -]year{STATE}(?: treasury| treasuries)(?:[ -](?:note|bond)s?| rates?)?"
        rf"|(?:the )?yields? (?:on|of) (?:the )?(?:2|two)[ -]year{TREASURY}"
        rf"|(?:2|two)[ -]year {COUSIN}|the (?:2|two)-year(?! (?:{TERM}))"
        r"|(?:2|two)-year(?= (?:at|near|around) \d\.?\d*%)"
        r"|(?:2|two)[ -]year (?:notes?|treasuries|paper|debt|ones?)|(?<=than )twos"
        r"|(?:twos|2s)(?= (?:yield|at|are|were|rose|fell|to|last|\d\.\d)\b)",
        "DGS2",
    ),
    Instrument(
        ("FFT",),
        "fed",
        r"(?:the )?(?:fed(?:eral|\.)?(?:'s)? )(?:funds?|target|policy|benchmark|key|main|official)"
        r"(?: (?:funds|interest|target|policy|benchmark))*(?: rate)?(?: target)?(?: range)?"
        r"|the (?:target range|policy rate|funds rate)(?=[^.;]{0,24} \d(?:\.\d+)?(?:%| per ?cent))"
        r"|(?:the )?(?:longer|long)[- ]run (?:policy )?rate|(?:the )?terminal rate"
        r"|(?:the )?funds rate(?: target)?"
        r"|(?:the )?(?:cme(?: group)?(?:['’]s)? )?fedwatch(?: tool)?"
        r"|(?:policy|key|official|benchmark|overnight)(?: interest| lending| borrowing)? rate"
        r"|(?:the|its) target range(?= (?:now |still )?"
        r"(?:(?:stands?|is|was|remains?|ha[sd] (?:stood|been|remained|sat|stayed))"
        r"(?: now| unchanged)? at|to|at|of|reached|by) \d\.\d)"
        r"|the range(?= to \d\.\d+%? ?(?:-|–|to) ?\d\.\d)"
        r"|(?:the )?(?:upper|lower|top|bottom) (?:bound|end|limit) of (?:its|the|the fed's) "
        r"target(?: range)?|the (?:upper|lower) bound(?! (?:of|for|on))"
        r"|(?:interest[ -])?rate[ -](?:cut|hike|increase|rise|reduction)s?"
        r"|(?:the )?(?:federal reserve|fomc|central bank|(?-i:Fed))"
        r"(?! (?:governor|chair|official|day|meeting|minutes|decision|week|statement|speech|speaker"
        rf"|watch))|{NEXT_STEP}"
        r"|interest[ -]rates|^rates(?=:)"
        r"|(?:us|u\.s\.|american) rates(?= (?:will |would |could |might |may |to )?(?:rise|rising"
        r"|fall|falling|go|going|are|stay|remain|be)\b)"
        r"|(?<!tax )(?<!default )(?<!exchange )(?<!growth )(?<!mortgage )(?<!lending )"
        r"(?<!interest )rates(?= (?:down|up|on hold|unchanged|steady|were|stayed|remained?"
        r"|have been|will|would|could|may|might|to be"
        r"|(?:falling|dropping|declining|coming down|rising|climbing|to (?:fall|drop|decline|rise"
        r"|climb|end|settle))(?: back)? (?:to|towards?|below|above|at) (?:about |around )?\d)\b)"
        r"|(?:official |us )?"
        r"(?<!italian )(?<!german )(?<!french )(?<!spanish )(?<!greek )(?<!british )(?<!japanese )"
        r"(?<!government )(?<!their )(?<!its )borrowing costs"
        r"|(?:(?:fed|monetary) )?policy-?makers"
        r"|(?:fed )?officials(?= (?:left|kept|held|cut|raised|lowered|hiked|trimmed|lifted) "
        r"(?:their|its|the|rates|interest|short-term)\b)|rate-?setters"
        r"|the committee(?= (?:took|brought|cut|raised|lowered|left|kept|held|trimmed|lifted|voted"
        r"|decided)\b[^.;]*(?:\brates?\b|\brange\b|\d\.\d+%? ?(?:-|–|to) ?\d\.\d))"
        r"|(?:fed |central bank )?officials(?= (?:now |still |also )*(?:pencil|expect|project"
        r"|foresee"
        r"|see|signal|forecast|anticipat|plan|indicat)[a-z]*\b[^.;]*"
        r"\b(?:cuts?|hikes?|(?:quarter|half)-point|rate (?:moves?|increases?))\b)"
        r"|(?:the )?(?:fed(?:eral reserve)?'s )?(?:open market|policy|rate-setting) committee"
        r"|(?:(?<=cut )|(?<=cuts )|(?<=cutting )|(?<=raise )|(?<=raised )|(?<=raises )|(?<=hold )"
        r"|(?<=holds )|(?<=held )|(?<=left )|(?<=leave )|(?<=leaves )|(?<=keep )|(?<=keeps )"
        r"|(?<=kept )|(?<=lower )|(?<=lowers )|(?<=lowered )"
        r"|(?<=hike )|(?<=hiked )|(?<=raising )|(?<=lowering )|(?<=slash )|(?<=lift )|(?<=lifted )"
        r"|(?<=leaving )|(?<=keeping ))rates",
        "FFT",
    ),
    Instrument(
        ("HYOAS",),
        "spread",
        r"(?-i:HY)(?: credit)? spreads?|(?:us |u\.s\. )?(?:high[ -]yield|junk)(?:[ -](?:bond"
        r"|credit|debt|corporate))?"
        r"(?:s'|s)?[ -](?:credit )?spreads?"
        r"|(?:the )?spreads? (?:on|of|for|over treasuries (?:on|of)) "
        r"(?:us )?(?:high[ -]yield|junk|speculative-grade)(?:[ -](?:bond|credit|debt)s?)?"
        r"|(?:the )?(?:gap|spread|difference) between "
        r"(?:high[- ]yield|junk)(?: bonds?| debt)?(?: yields)? and "
        r"(?:us )?(?:treasur(?:y|ies)|government bonds?)(?: bonds?)?(?: yields)?"
        r"|credit spreads?|(?:extra|additional) (?:yield|interest) "
        r"(?:on|of|paid by|paid on|for|from|offered by|demanded (?:on|for|to (?:hold|own))) "
        r"(?:us )?(?:junk|high[ -]yield|speculative-grade)(?: bonds?| debt| credit| issuers)?"
        r"|(?:risk )?premium (?:on|of|for|paid by) (?:junk|high[ -]yield)(?: bonds| debt)?"
        r"|(?:junk|high[ -]yield|speculative-grade)(?:-rated)? "
        r"(?:bonds?|borrowers|debt|issuers|credits?)(?=[^.;]*\b(?:basis points?|bps?)\b)"
        r"|(?<=over treasuries, )(?:junk|high[ -]yield)(?: (?:bonds?|debt|credit))?"
        r"|(?:junk|high[ -]yield)(?= (?:pays?|yields?|offers?|trades? at) "
        r"[^.;]{1,24}\b(?:basis points?|bps?)\b)",
        "HYOAS",
    ),
)
