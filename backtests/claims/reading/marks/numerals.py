"""Numbers in words: cardinals, ordinals, fractions, and words that are a figure by themselves."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

UNITS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * n
    for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        1,
    )
}
ORDINALS |= {"thirtieth": 30, "fortieth": 40, "fiftieth": 50}
PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twelfth": 12,
    "twentieth": 20,
    "hundredth": 100,
}
_SMALL = "|".join([*TENS, *sorted(UNITS, key=len, reverse=True)])
CARDINAL = (
    rf"(?:(?:a|{_SMALL})(?=[ -](?:hundred|thousand|million|billion))|(?:{_SMALL})\b)"
    rf"(?:(?:(?<=hundred)|(?<=thousand)|(?<=million)) and (?:{_SMALL})\b"
    rf"|[ -](?:{_SMALL}|{'|'.join(SCALES)})\b(?! of\b(?= the time)))*"
)
ORDINAL = (
    rf"(?:(?:twenty|thirty|forty|fifty)[- ](?:{'|'.join([*ORDINALS][:9])})|{'|'.join(ORDINALS)}"
    rf"|\d{{1,3}}(?:st|nd|rd|th))"
)
_PLURALS = "halves|" + "|".join(f"{part}s" for part in PARTS if part != "half")
FRACTION = (
    rf"(?:(?:one|an?|another)[ -](?:{'|'.join(PARTS)})|(?:{_SMALL})[ -](?:{_PLURALS})"
    rf"|half(?: an?)?)\b"
)
# Even odds in words.
EVEN = r"(?:coin[- ](?:toss|flip)|toss-?up|fifty-fifty|50[-/–]50|even (?:chances?|odds|money|bet))"


Measure: TypeAlias = Literal["percent", "pp", "bp", "point", "bare", "share", "ratio", "of", "odds"]
# Words that are a figure by themselves: value, measure, and the direction they say.
FIXED: tuple[tuple[re.Pattern[str], float, Measure, str], ...] = (
    (
        re.compile(
            (
                r"\bhalv(?:ed|ing|es)(?= (?:that|the|its|those|their) (?:loss|gain|fall|rise|drop"
                r"|decline|advance|deficit|lead)(?:es|s)?\b)"
            ),
            re.I,
        ),
        0.5,
        "ratio",
        "",
    ),
    (re.compile(r"\bdouble[- ]digits?\b", re.I), 0.1, "percent", ""),
    (
        re.compile(
            r"\b(?:doubled|doubles|doubling)\b(?![ -](?:digit|top|bottom|dip|down)"
            r"| the (?:returns?|gains?|advance|rise|performance) (?:of|in|for|by|made))"
            r"|(?:(?<=will )|(?<=to )|(?<=could )|(?<=may )|(?<=might )|(?<=would )|(?<=should )"
            r"|(?<=can ))double\b(?![ -](?:digit|top|bottom|dip|down))"
            r"|\bdouble\b(?![ -](?:digit|top|bottom|dip|\x00|\d|its|the|last|what|that|those|move"
            r"|cut|hike|dose|whammy|act|edged|check))",
            re.I,
        ),
        1.0,
        "percent",
        "up",
    ),
    (
        re.compile(
            (
                r"\b(?:tripled?|triples|tripling"
                r"|trebled?)\b(?![ -](?:witching|digits?|A\b|[Ll]everage))"
            ),
            re.I,
        ),
        2.0,
        "percent",
        "up",
    ),
    (re.compile(r"\b(?:quadrupled?)\b(?![ -]witching)", re.I), 3.0, "percent", "up"),
    (
        re.compile(
            (
                r"\b(?:halved?|(?<!first )(?<!second )(?<!two )(?<!both )halves"
                r"|(?<!'s )(?<!the )(?<!each )(?<!a )halving|cut in half"
                r"|cut by half(?! an? (?:[a-z]+ )?point)|lost half)\b"
                r"(?! (?:that|the|its|those|their) (?:loss|gain|fall|rise|drop|decline"
                r"|advance|deficit|lead))"
            ),
            re.I,
        ),
        0.5,
        "percent",
        "down",
    ),
    (
        re.compile(
            r"(?<![-\w])(?<!a )(?<!one )quarter[- ](?:(?:percentage|percent)[- ])?point\b", re.I
        ),
        0.25,
        "point",
        "",
    ),
    (
        re.compile(
            (
                r"(?<![-\w])(?<!a )(?<!one )half[- ](?:of a[- ]"
                r"|a[- ])?(?:(?:percentage|percent)[- ])?point\b"
            ),
            re.I,
        ),
        0.5,
        "point",
        "",
    ),
    (
        re.compile(
            (
                r"(?<![-\w])(?:a )?three[- ]quarter[- ](?:percentage[- ])?point\b(?! (?:\w+ )?"
                r"(?:cuts|hikes|moves|increases|reductions)\b)"
            ),
            re.I,
        ),
        0.75,
        "point",
        "",
    ),
    (
        re.compile(
            (
                r"(?<!half )(?<!of )\b(?:a|one) (?:full |whole |entire )?(?:percentage"
                r"|percent)[ -]point\b"
            ),
            re.I,
        ),
        0.01,
        "pp",
        "",
    ),
    (re.compile(r"\b(?:a|one) per ?cent and a half\b", re.I), 0.015, "percent", ""),
    (
        re.compile(
            (
                r"(?:(?<=nearly )|(?<=about )|(?<=almost )|(?<=around )|(?<=than )|(?<=by )"
                r"|(?<=fell )|(?<=rose )|(?<=lost )|(?<=gained )|(?<=over )"
                r"|(?<=roughly ))a per ?cent\b(?! (?:and|point))"
            ),
            re.I,
        ),
        0.01,
        "percent",
        "",
    ),
    (re.compile(r"\b(?:a|one) (?:percentage )?point and a half\b", re.I), 1.5, "point", ""),
    (re.compile(r"\b(?:a|one) (?:full|whole) point\b", re.I), 1.0, "point", ""),
    (
        re.compile(
            r"(?:(?<=\bup )|(?<=\bdown )|(?<=\bby )|(?<=\bthan )|(?<=\bover )|(?<=\brose )"
            r"|(?<=\brisen )"
            r"|(?<=\bfell )|(?<=\bfallen )|(?<=\babout )|(?<=\bnearly )|(?<=\balmost )"
            r"|(?<=\baround ))"
            r"(?:a|one) point\b(?! (?:of|at|in|on|or|where|that|which|per|a)\b)",
            re.I,
        ),
        1.0,
        "point",
        "",
    ),
    (
        re.compile(
            r"(?:(?<=\x00 )|(?<=ended )|(?<=closed )|(?<=finished )|(?<=was )|(?<=were )|(?<=is )"
            r"|(?<=are )|(?<=been )|(?<=the day )|(?<=the week )|(?<=the month )|(?<=the year )"
            r"|(?<=roughly )|(?<=broadly )|(?<=virtually )|(?<=essentially )|(?<=largely )"
            r"|(?<=basically )|(?<=practically )|(?<=nearly )|(?<=almost )|(?<=mostly ))"
            r"(?:flat|unchanged)\b(?!, (?:(?:declin|los|fall|slipp|gain|ris|add|edg|eas|shedd"
            r"|dipp)ing|up|down)\b)(?= at [\d$]| on the (?:day|week|month|session)|[,.;:)|]"
            r"| so far\b| and\b| but\b| while\b| on\b| for\b| in\b| at the\b| over\b| \x00|$)"
            r"|(?<=, )(?:flat|unchanged)(?= \x00| (?:on|for|over) the (?:day|week|month|year)\b)"
            r"|\b(?:exactly|precisely|right|just|back) where (?:it|they|\x00+) (?:was|were|stood"
            r"|(?:had )?(?:started|began|begun|been|stood))\b",
            re.I,
        ),
        0.0,
        "percent",
        "none",
    ),
    (re.compile(rf"\b{EVEN}\b", re.I), 0.5, "odds", ""),
    (re.compile(r"\btwice(?= (?:as|that|the|those|what)\b)", re.I), 2.0, "ratio", ""),
    (
        re.compile(
            (
                r"(?<!twice )(?<!half )(?<!times )(?<!third )(?<!quarter )\b(?:just |exactly "
                r"|about )?as much(?! as| of|\w)(?= (?:for|from|in|off|to|on|again)\b|[,.;]|$)"
            ),
            re.I,
        ),
        1.0,
        "ratio",
        "",
    ),
    (
        re.compile(
            (
                r"\bdouble(?= (?:that|the|those|what)\b)"
                r"|\bdoubled(?= the (?:returns?|gains?|advance|rise|performance) of)"
            ),
            re.I,
        ),
        2.0,
        "ratio",
        "",
    ),
    (re.compile(r"\bhalf(?= as [a-z]+ again\b)", re.I), 1.5, "ratio", ""),
)


# Digits that belong to a name or count a page.
NOT_FIGURES = re.compile(
    r"\b(?:no\.|nos\.|pages?|rooms?|sections?|chapters?|figures?|charts?|tables?|version"
    r"|extension|ext\."
    r"|suite|floor|channel|episode|rule of|form|dial|phone|telephone|tel\.?|gate|flight|booth|issue"
    r"|volume|article|appendix|exhibit|note|stage|phase|group|type)"
    r" ?#?\d[\d.,:-]*(?:\w+)?(?: (?:to|and|through|–) \d+)?"
    r"|\bat one (?:point|stage|time)\b|\bat \d\d(?=, (?:he|she|the|mr|ms|mrs)\b)|\baged? \d+"
    r"|(?:\b(?:you|he|she|we|i|they|one|savers?|retirees?|readers?) (?:(?:have|has) )?(?:turns?"
    r"|turned|reach(?:es|ed)?|hit|are|is|pass(?:es|ed)?)|\bthe age of"
    r"|\b(?:his|her|your|my|their|our)(?= \d0s\b)) \d\d(?=s\b|[,.;:)!?]|$"
    r"| (?:or|and|years?|you|he|she|we|i|they|in)\b)|\b\d+[ -]years?[ -]old\b"
    r"|\b\d+(?:st|nd|rd|th)\b|\b\d{1,2}:\d\d(?: ?[ap]\.?m)?\b|\b\d{1,2} ?[ap]\.?m\b"
    r"|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b"
    r"|\b\d{3}-(?:\d{3}-)?\d{4}\b|(?<!to )(?<!of )(?<!a )(?<!the )(?<!between )\b\d{3}-\d{3}\b"
    r"|\b\d+\(\w\)|\b(?!to-)[a-z]+-?\d[\w-]*|#\d+|\b\d+g\b|\b\d+-[kq]\b|\b60/40\b"
    r"|(?<=\()\d{1,5}:(?=[\x00a-z])"
    r"|(?<![\d.,])0\d+\b|\bcovid-19\b|\b(?:g|s|b)-?\d+\b|24/7|\b24 hours\b",
    re.IGNORECASE,
)


def cardinal(words: str) -> float:
    """Return the number that words or digits stand for: ``"a dozen"`` is 12."""
    text = words.lower().replace(",", "").strip()
    if text.endswith(" and a half"):
        return cardinal(text.removesuffix(" and a half")) + 0.5
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    if text.endswith(" of"):
        return 3.0 if "trio" in text else 2.0
    if "dozen" in text:
        return 6.0 if text.startswith("half") else 12.0
    whole, current = 0, 0
    for word in re.split(r"[ -]+", text):
        if word in UNITS:
            current += UNITS[word]
        elif word in TENS:
            current += TENS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in SCALES:
            whole += max(current, 1) * SCALES[word]
            current = 0
    return float(whole + current) or (1.0 if text in {"a", "an"} else 0.0)


def ordinal(words: str) -> int:
    """Return the rank that an ordinal in words or digits stands for."""
    *tens, last = re.split(r"[- ]", words.lower())
    rank = ORDINALS.get(last) or int(re.sub(r"\D", "", last) or 0)
    return rank + sum(TENS[word] for word in tens if word in TENS)


def fraction(words: str) -> float:
    """Return the share that words stand for: ``"two-thirds"`` is 0.666667."""
    pieces = re.split(r"[ -]+", words.lower().strip())
    if pieces[0] == "half":
        return 0.5
    head = 1 if pieces[0] in {"a", "an", "another"} else int(cardinal(pieces[0]))
    part = "half" if pieces[-1] == "halves" else pieces[-1]
    return round(head / PARTS.get(part, PARTS.get(part.removesuffix("s"), 1)), 6)


RANKED_HALF = re.compile(
    (
        r"\b(?:clos|end|finish|start|open|conclud)(?:ed|s|es|ing) the $"
        r"|\b(?:for|in|during|over) the $"
        r"|\b(?:weak|weaker|strong|stronger|better|worse|best|worst|next|past|final|good|bad|summer"
        r"|winter|first|second|(?<!won )(?<!gave )(?<!clawed )back|front|latter|other|last|opening"
        r"|closing) $"
    ),
    re.IGNORECASE,
)
# "Two and a half" is one number, "a tenth in gold and three-fifths in cash" are two.
ONE = re.compile(r"\b(?:full|single)\b", re.IGNORECASE)  # "a full point", "a single cut"
BETWEEN_PARTS = re.compile(rf"\bbetween {FRACTION} and $", re.IGNORECASE)
AND_A_PART = re.compile(
    rf"(?:\d|\b(?:{CARDINAL}|points?|percent|years?|months?|times)) and (?:a )?$",
    re.IGNORECASE,
)
# "Was higher seven out of ten times": the times are counted and multiply nothing.
OUT_OF = re.compile(r"\b(?:out of|of) (?:the (?:last|past) )?$", re.IGNORECASE)
DEVIATIONS = re.compile(r"[ -](?:standard[ -]deviations?|sigmas?\b)", re.IGNORECASE)
OF_TIME = re.compile(r" (?:trading |calendar )?(?:days|weeks|months|years)\b", re.IGNORECASE)
# Endings of verbs and adverbs; counted are nouns in the plural.
NO_PLURAL = re.compile(r"(?:[a-z]{2}ed|ly|ing)$", re.IGNORECASE)


# "Has had one in 26 of its 46 years" counts years and gives no odds.
IN_SOME_OF = re.compile(r" of (?:its|the|their|these|those|\x00+) (?:last |past )?\d", re.I)
# "From 4.2% to below 3.8%": the second figure is as printed.
ABOUT = re.compile(
    (
        r" to (?:(?:just|about|around|nearly|almost|roughly|some|only|a little|below|above|under"
        r"|over|less than|more than|as low as|as high as|close to|near|a|the) )+$"
    ),
    re.I,
)

COUNTED = re.compile(
    (
        r"(?:companies|stocks|shares|members|names|firms|jobs|people|workers|investors|funds"
        r"|readers|banks|contracts|barrels|tons|tonnes|homes|employees|clients|subscribers|branches"
        r"|stores|pages|words|miles|days|weeks|months|years|sessions|times|cuts|hikes|points|issues"
        r"|businesses|permits|units)$"
    ),
    re.IGNORECASE,
)
# Nouns that are plurals without saying so, and units.
MANY = re.compile(
    (
        r"people|men|women|children|staff|personnel|crew|head|cattle|folk|carats?|grams?|metres?"
        r"|meters?|feet|stock|million|billion|tonne|dozen|odd|percent|sets?|times|strong"
    ),
    re.I,
)
SMALL = re.compile(
    r" (?:small|large|mid|big|u\.s\.|us|american)(?:(?:[ -][\w.]+){1,3}s\b| \x00)", re.I
)
UNIT_LETTERS = 2  # of "km" and "kg"

OUTCOMES = re.compile(
    (
        r"(?: (?:days|sessions|weeks|months|quarters|years) of)? "
        r"(?:loss(?:es)?|gains?|rises?|falls?"
        r"|wins?|failures?|successes|success|declines?|advances?|misses|hits?) (?:in"
        r"|out of) (?:(?:the|its) )?(?:(?:past|last|previous) )?"
    ),
    re.I,
)


# "Raised its rate by 0.25% to 2.25%": a step and the level that it led to, and no range.
STEP_BY = re.compile(
    (
        r"\b(?:hik|cut|rais|lower|reduc|trimm|increas|lift|slash)\w*\b[^.;]{0,40}\bby "
        r"(?:about |nearly )?$"
    ),
    re.IGNORECASE,
)


# "The yield rose 2.1% to 4.43%": what has moved to a level has left no range.
YIELD_MOVED = re.compile(
    r"\byields?\b(?: on (?:(?! and )[^.;,]){0,30})? (?:[a-z]+ly )?(?:rose|fell|dropped"
    r"|climbed|jumped|slid|slipped|declined|dipped|gained|added|lost"
    r"|eased|surged|plunged|edged (?:up|down|higher|lower)|ticked (?:up|down)"
    r"|rising|falling|dropping|climbing|jumping|sliding) (?:by )?(?:about |nearly |around )?$",
    re.IGNORECASE,
)


def is_step(lead: str, low: float, high: float) -> bool:
    """Whether two numbers that "to" joins are a step and where it led to, by the words before."""
    return abs(high) >= 3 * abs(low) and STEP_BY.search(lead) is not None
