"""Amounts in a sentence: digits and words, percents, points, basis points, ranges, k of n."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from backtests.claims.reading.marks import numerals
from backtests.claims.reading.marks.numerals import (
    ABOUT,
    AND_A_PART,
    BETWEEN_PARTS,
    COUNTED,
    DEVIATIONS,
    FIXED,
    IN_SOME_OF,
    MANY,
    NO_PLURAL,
    NOT_FIGURES,
    OF_TIME,
    ONE,
    OUT_OF,
    OUTCOMES,
    RANKED_HALF,
    SMALL,
    UNIT_LETTERS,
    Measure,
)
from backtests.claims.reading.marks.patterns.figures import (
    BOOKMAKERS,
    LEAD_BETWEEN,
    LEVEL_BEFORE,
    NO_NOUN,
    NUMBER,
    OF,
    OF_AN_EXTREME,
    RANGE_FROM,
    SHARE,
    SHARE_STOPS,
)
from backtests.claims.reading.marks.zones import (
    AND_EXTREME,
    EXTREMES,
    FROM_FALL,
    START,
    SWING,
    TO_RISE,
    counts,
    zones,
)

Form: TypeAlias = Literal["", "between", "to"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in a sentence.

    Attributes
    ----------
    values
        One number, or two for a range and for k of n; percents and shares as fractions.
    measure
        ``percent``, ``pp`` (percentage points), ``bp``, ``point``, ``share`` (a fifth),
        ``ratio`` (twice), ``of`` (k of n), ``odds`` (one in three) or ``bare``.
    sign
        ``+`` or ``-`` where printed.
    form
        ``between`` for a range, ``to`` for two numbers that ``to`` joins.
    money, whole
        Whether it carries a currency sign, and whether it is printed as a whole number.
    noun
        What is counted, where the word after the number is one.
    change
        ``up`` or ``down`` for a word that is figure and verb in one (doubled, halved).
    """

    start: int
    end: int
    values: tuple[float, ...]
    measure: Measure
    sign: str = ""
    form: Form = ""
    money: bool = False
    whole: bool = False
    noun: str = ""
    change: str = ""
    days: tuple[date, date] | None = None


def amounts(text: str, shown: str = "") -> list[Amount]:
    """Return the figures of a sentence in order; names and dates must be masked before."""
    shown = shown or text
    masked = NOT_FIGURES.sub(lambda m: "\x00" * len(m[0]), text)
    found = [Amount(z.start, z.end, z.ends, "bare", "", "between", z.money) for z in zones(masked)]
    found += [Amount(z.start, z.end, z.ends, "of", noun="times") for z in counts(text)]
    masked = _blanked(masked, found)
    for pattern, value, measure, change in FIXED:
        for m in pattern.finditer(masked):
            found.append(Amount(m.start(), m.end(), (value,), measure, change=change))
    found += [_bookmakers(m) for m in BOOKMAKERS.finditer(masked)]
    masked = _blanked(masked, found)
    for m in SHARE.finditer(masked):
        share = _share(masked, m)
        if share:
            found.append(share)
    masked = _blanked(masked, found)
    found += [a for m in NUMBER.finditer(masked) if (a := _number(masked, m))]
    found.sort(key=lambda a: a.start)
    return [a for a in _pairs(text, found) if not _idle_one(shown, a)]


def _idle_one(text: str, amount: Amount) -> bool:
    """Whether an amount is the word "one" that stands for a thing and counts nothing."""
    bare = amount.measure == "bare" and not amount.noun
    if not bare or text[amount.start : amount.end].lower() != "one":
        return False
    return not re.match(
        (
            r" (?:more|further|additional|last|final|rate|cut|hike|quarter-point|half-point"
            r"|(?:interest[- ])?rate (?:cut|hike))\b"
        ),
        text[amount.end :],
    )


def _bookmakers(m: re.Match[str]) -> Amount:
    """Return the probability of odds against an outcome or on it."""
    a, b = numerals.cardinal(m["a"]), numerals.cardinal(m["b"])
    share = (b if m["side"].lower() == "against" else a) / ((a + b) or 1.0)
    return Amount(m.start(), m.end(), (round(share, 6),), "odds")


def _blanked(text: str, found: list[Amount]) -> str:
    for amount in found:
        text = text[: amount.start] + MASK * (amount.end - amount.start) + text[amount.end :]
    return text


# "A probability of about one half that it will".
ODDS_OF = re.compile(
    r"\b(?:probability|odds|chances?|likelihood) (?:of|at|is|was|to) (?:[a-z]+ )?$", re.IGNORECASE
)


def _share(text: str, m: re.Match[str]) -> Amount | None:
    if AND_A_PART.search(text[: m.start()]):
        return None
    value = numerals.fraction(m["fraction"])
    named = m["fraction"].lower()
    if (named == "half" or named.endswith(" quarters")) and RANKED_HALF.search(text[: m.start()]):
        return None
    unit = (m["unit"] or "").lower()
    if unit:
        measure: Measure = "pp" if "point" in unit and "per" in unit else "percent"
        if unit == "point":
            return Amount(m.start(), m.end(), (value,), "point")
        return Amount(m.start(), m.end(), (round(value / 100, 8),), measure)
    # "Ten quarters" are a length of time.
    if (
        value >= 1
        or not (
            SHARE_STOPS.match(text, m.end())
            or BETWEEN_PARTS.search(text[: m.start()])
            or (text.startswith(" that ", m.end()) and ODDS_OF.search(text[: m.start()]))
        )
        or m["fraction"].lower() in {"half a", "half an"}
        # "A 30% probability of a third by December": the third of some cuts.
        or (A_FURTHER.match(text, m.end()) and CHANCE_OF.search(text[: m.start()]))
    ):
        return None
    return Amount(m.start(), m.end("fraction"), (value,), "share")


CHANCE_OF = re.compile(r"\b(?:probability|chances?|odds|likelihood) of $", re.IGNORECASE)
A_FURTHER = re.compile(r" (?:\x00|(?:by|before|in|at|this|next|on) )", re.IGNORECASE)
# The other end of a range in millions: "$70–72 billion".
OF_A_SUM = re.compile(
    r" ?(?:[-–—]|to|and) ?[$£€]?\d[\d.,]* ?(?:mn|million|bn|billion|tn|trillion)\b", re.IGNORECASE
)


# "A close above 2,300 points to 2,500": the verb, and no unit.
POINTS_TO = re.compile(r"points? (?:straight )?(?:to|towards?|at|higher|lower)\b", re.IGNORECASE)
PAST_IT = re.compile(
    r"\b(?:clos(?:e|ing)|break(?:out|down|ing)?|move|push|drop|fall|slide|rise|rally|failure"
    r"|thrust|return|breach|loss) (?:back )?(?:above|below|past|through|beyond|under|over|of|at"
    r"|from) (?:the )?$",
    re.IGNORECASE,
)


def _number(text: str, m: re.Match[str]) -> Amount | None:
    """Return the amount of a number; nothing for words that count nothing, such as "no one"."""
    if m["digits"]:
        value = float(m["digits"].replace(",", ""))
        if math.isinf(value):
            return None
        if re.match(r"[.,]?\d|[/:]\d", text[m.end("digits") : m.end("digits") + 2]):
            return None
    else:
        value = 1.0 if ONE.search(m["words"]) else numerals.cardinal(m["words"])
        if m["words"].lower() == "one" and re.search(
            r"\b(?:no|any|every|some|this|that|the|next|last|previous|latest|new) $",
            text[: m.start()],
            re.I,
        ):
            return None
    if m["part"]:
        value += {"half": 0.5, "quarter": 0.25}[m["part"].lower()]
    if m["thousand"]:
        value *= 1_000
    if m["million"] or OF_A_SUM.match(text, m.end()):
        return Amount(m.start(), m.end(), (value,), "bare", noun="sum")
    sign = (m["sign2"] or m["sign"] or "").strip().lower()
    sign = {"plus": "+", "minus": "-"}.get(sign, sign)
    money = bool(m["cur"] or m["dollars"])
    measure: Measure = "bare"
    if m["percent"]:
        measure, value = ("pp" if m["pp1"] else "percent"), round(value / 100, 10)
    elif m["pp"]:
        measure, value = "pp", round(value / 100, 10)
    elif m["bp"]:
        measure = "bp"
    elif (
        m["point"] and POINTS_TO.match(text, m.start("point")) and PAST_IT.search(text[: m.start()])
    ):
        return Amount(m.start(), m.start("point") - 1, (value,), "bare")
    elif m["point"]:
        measure = "point"
    elif m["fold"] and OUT_OF.search(text[: m.start()]):
        return Amount(m.start(), m.start("fold"), (value,), "bare", whole=True)
    elif m["fold"]:
        measure = "ratio"
    elif m["cents"]:
        measure, value, money = "point", round(value / 100, 10), True
    whole = value % 1 == 0 and not money and "," not in (m["digits"] or "")
    noun = (
        "deviations"
        if DEVIATIONS.match(text, m.end())
        else ""
        if measure != "bare" or ("." in (m["digits"] or "") and not OF_TIME.match(text, m.end()))
        else _noun(text, m.end(), LEVEL_BEFORE.search(text[: m.start()]) is not None)
    )
    return Amount(m.start(), m.end(), (value,), measure, sign, "", money, whole, noun)


NOUN = re.compile(r"(?:[ -](?:trading|calendar|business))?[ -]([a-z]+)(?:[ -]([a-z]+))?", re.I)


def _noun(text: str, end: int, after_level: bool) -> str:
    m = NOUN.match(text[end:])
    if not m or m[1].lower() in NO_NOUN or NO_PLURAL.search(m[1]):
        return ""
    # "Will come down to 1,800 once calm returns": one of a kind is not counted with a number.
    words_ = [m[1].lower(), (m[2] or "").lower()]
    plural = any(w.endswith("s") or MANY.fullmatch(w) for w in words_) or SMALL.match(text, end)
    if not plural and text[end : end + 1] == " " and len(m[1]) > UNIT_LETTERS:
        return ""
    if after_level and not (COUNTED.match(m[1]) or COUNTED.match(m[2] or "")):
        return ""
    return m[1].lower()


def _pairs(text: str, found: list[Amount]) -> list[Amount]:
    """Join ranges, k of n and odds into one amount each."""
    joined: list[Amount] = []
    for amount in found:
        pair = _pair(text, joined[-1], amount) if joined else None
        if pair:
            joined[-1] = pair
        else:
            joined.append(amount)
    return joined


# "Only three times in the last ten", where the sentence has said ten of what.
IN_THE_LAST = re.compile(r" times in the (?:last|past|previous) ", re.IGNORECASE)


def _pair(text: str, a: Amount, b: Amount) -> Amount | None:
    between = text[a.end : b.start]
    if len(a.values) != 1 or len(between) > 40:
        return None
    if a.measure == b.measure == "bare" and not (a.money or b.money):
        k, n = a.values[0], b.values[0]
        within = (PERIOD_OF.fullmatch(between) and b.noun in PERIOD_NOUNS) or (
            IN_THE_LAST.fullmatch(between) and not b.noun
        )
        if (OF.fullmatch(between) or within) and k <= n <= 1_000 and b.whole and not a.sign:
            if " every " in between.lower():
                return Amount(a.start, b.end, (round(k / n, 6),), "odds", noun=b.noun)
            return Amount(a.start, b.end, (k, n), "of", noun=b.noun)
        if (
            re.fullmatch(
                (
                    r" (?:times? |days? |years? |months? |cases? |weeks? |chances? |shots? "
                    r"|sessions? )?(?:in|out of)(?: every)? |-in-"
                ),
                between.lower(),
            )
            and k < n <= 100
            and min(a.whole, b.whole)
            and not IN_SOME_OF.match(text, b.end)
        ):
            return Amount(a.start, b.end, (round(k / n, 6),), "odds", noun=b.noun)
    if (
        a.measure == b.measure == "bare"
        and OUTCOMES.fullmatch(between)
        and a.values[0] <= b.values[0]
        and b.whole
    ):
        return Amount(a.start, b.end, (a.values[0], b.values[0]), "of", noun=b.noun)
    if a.measure == b.measure == "share":
        return _range(text, a, b, between)
    if a.measure == "share" or b.measure in {"share", "ratio", "of", "odds"}:
        return None
    opened = re.search(r"\bfrom (?:about |around )?$", text[: a.start], re.I) and re.search(
        r"\bto $", between
    )
    if opened and b.measure == "bare" and not b.noun and a.measure in {"bp", "percent", "point"}:
        b = replace(
            b,
            measure=a.measure,
            values=tuple(v / 100 if a.measure == "percent" else v for v in b.values),
        )
    same = a.measure == b.measure or (a.measure == "bare" and b.measure != "bare" and not a.money)
    if not same or a.noun == "sum" or b.noun == "sum":
        return None
    return _range(text, a, b, between)


MASK = "\x00"
# "14 of June's 21 trading days": the period stands between the two counts.
PERIOD_OF = re.compile(r" \x00+ ")
PERIOD_NOUNS = frozenset({"trading", "days", "sessions", "weeks", "months"})


def _range(text: str, a: Amount, b: Amount, between: str) -> Amount | None:
    extremes = EXTREMES.search(text[: a.start])
    if (
        extremes
        and (joined := AND_EXTREME.fullmatch(between))
        and (joined[1] != extremes[1] or START.match(extremes[0]))
    ):
        return replace(
            b,
            start=a.start,
            values=(a.values[0], b.values[0]),
            form="between",
            sign="",
            money=a.money or b.money,
        )
    lead = LEAD_BETWEEN.search(text[max(0, a.start - 40) : a.start])
    low, high = a.values[0], b.values[0]
    if a.measure == "bare" and b.measure in {"percent", "pp"}:
        low = round(low / 100, 10)
    low, high = _signed(a, low, b), _signed(b, high, a)
    if lead and lead[0].lower().startswith("from"):
        between = ABOUT.sub(" to ", between)
    swing = SWING.fullmatch(between)
    swung = swing and re.match(
        r" ?(?:higher|above|up|gain|rise|rally|advance|upside|better)", text[b.end :]
    )
    if swung or (FROM_FALL.search(text[: a.start]) and TO_RISE.fullmatch(between)):
        return replace(b, start=a.start, values=(-low, high), form="between", sign="")
    joiner = re.sub(rf"^(?: at| in| on| of)? ?{MASK}+", "", between).strip().lower()
    if joiner != between.strip().lower() and not (lead and lead[0].lower().startswith("from")):
        return None
    dash = joiner in {"-", "–", "-to-"} and a.end < b.start
    lead = None if lead and joiner == "and" and lead[0][:5].lower() == "from " else lead
    lead = None if dash and OF_AN_EXTREME.search(text[: a.start]) else lead
    opened = lead and joiner in {"and", "to", "-to-", "-", "–", "up to", "all the way to", "or"}
    step = numerals.is_step(text[: a.start], low, high) or (
        a.measure == b.measure == "percent" and numerals.YIELD_MOVED.search(text[: a.start])
    )
    plain = joiner == "to" and not step and _alike(a, b, low, high)
    if not (
        opened
        or plain
        or ((dash and (abs(low) < abs(high) * 1.0000001 or _falling(a, b))) or (dash and a.sign))
    ):
        return None
    form: Form = "to" if lead and lead[0].lower().startswith("from") else "between"
    if RANGE_FROM.search(text[: a.start]):
        form = "between"
    if lead and re.match(r"(?:ranging|anywhere|anything|somewhere) ", lead[0], re.I):
        form = "between"
    # "From a high of 4.5% to 4.3%": the words of the extreme are part of the figure.
    extreme = OF_AN_EXTREME.search(text[: a.start]) if form == "to" else None
    start = extreme.start("extreme") if extreme else a.start
    return replace(b, start=start, values=(low, high), form=form, sign="", money=a.money or b.money)


def _signed(a: Amount, value: float, other: Amount) -> float:
    return -value if a.sign == "-" and other.sign != "-" else value


def _falling(a: Amount, b: Amount) -> bool:
    """Whether a dash joins the ends of a narrow zone of prices, the higher first: "231.50-230"."""
    first, last = a.values[0], b.values[0]
    return a.measure == b.measure == "bare" and 0 < first - last < first / 10 and first >= 10


def _alike(a: Amount, b: Amount, low: float, high: float) -> bool:
    """Whether two numbers that "to" joins are the ends of one range and not a move and a level."""
    if a.measure in {"point"} and b.measure == "bare":
        return False
    if a.measure == "bare" and (a.noun or (a.money != b.money and a.money)):
        return False
    low, high = abs(low), abs(high)
    return low == 0 or 1 < high / low < 3 or a.sign != "" or (a.measure != "bare" and high > low)
