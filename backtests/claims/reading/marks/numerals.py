"""Numbers in words: cardinals, ordinals and fractions."""

from __future__ import annotations

import re

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
        "thirteenth fourteenth fifteenth".split(),
        1,
    )
}
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
    rf"(?:(?:(?<=hundred)|(?<=thousand)|(?<=million)) and (?:{_SMALL})\b|[ -](?:{_SMALL}|{'|'.join(SCALES)})\b(?! of\b(?= the time)))*"
)
ORDINAL = rf"(?:{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))"
_PLURALS = "halves|" + "|".join(f"{part}s" for part in PARTS if part != "half")
FRACTION = (
    rf"(?:(?:one|an?)[ -](?:{'|'.join(PARTS)})|(?:{_SMALL})[ -](?:{_PLURALS})|half(?: an?)?)\b"
)
# Even odds in words.
EVEN = r"(?:coin[- ](?:toss|flip)|toss-?up|fifty-fifty|50[-/–]50|even (?:chances?|odds|money|bet))"


def cardinal(words: str) -> float:
    """Return the number that words or digits stand for: ``"a dozen"`` is 12."""
    text = words.lower().replace(",", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
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
    text = words.lower()
    return ORDINALS.get(text) or int(re.sub(r"\D", "", text) or 0)


def fraction(words: str) -> float:
    """Return the share that words stand for: ``"two-thirds"`` is 0.666667."""
    pieces = re.split(r"[ -]+", words.lower().strip())
    if pieces[0] == "half":
        return 0.5
    head = 1 if pieces[0] in {"a", "an"} else int(cardinal(pieces[0]))
    part = "half" if pieces[-1] == "halves" else pieces[-1]
    return round(head / PARTS.get(part, PARTS.get(part.removesuffix("s"), 1)), 6)
