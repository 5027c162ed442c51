"""What a text denies: "has not fallen 2%" states no rise, and "did not close below" a side held.

A denied move keeps its own direction, with the condition ``denied``; a denied side of a level is
the other side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from backtests.claims.reading import tenses
from backtests.claims.reading.statement import Direction, Statement
from backtests.claims.reading.wording.sides import RIGHT_DOWN, RIGHT_UP

DENIED = "denied"
OPPOSITE: dict[Direction, Direction] = {"up": "down", "down": "up", "": ""}
# "Not only", "not surprisingly", "not less than": these deny no figure that follows.
_NO_DENIAL = (
    r"(?! (?:only|since|for|far|quite|less|more than|as (?:much|little) as|just|merely|least"
    r"|including|counting|unusual\w*|unexpected\w*|surpris\w*|shocked|astonished|amazed|stunned"
    r"|rule|be ruled|be excluded|long)\b)"
)
_MOVES = (
    r"(?:gain|loss|rise|fall|drop|decline|advance|move|day|week|month|session|daily|weekly"
    r"|monthly|correction|one-day|single|chance|prospect|risk|danger|hope)"
)
DENIAL = (
    r"(?:\b(?:not|never|no longer|neither|nor|cannot|yet to|unable to|hardly|scarcely|nowhere near"
    r"|nothing like|(?<!not )short of|(?<!not )far from|nobody|no one"
    r"|fail(?:s|ed|ing)? to|refus(?:es|ed|ing) to"
    r"|unlikely to|avoid(?:s|ed|ing)?|without(?= (?:ever |once |even )?(?:[a-z]+ing\b"
    r"|(?:an?|any|the|so much as an?) (?:(?!recession|the\b)[a-z-]+ ){0,2}?(?:[\d.]+ ?(?:%"
    r"|per ?cent|-)|gain|loss|fall"
    r"|rise|drop|decline|correction|pullback|setback|move|close)))"
    rf"|no(?= (?:such )?{_MOVES}\b))\b|n['\u2019]t\b){_NO_DENIAL}"
)
_DENIAL = re.compile(DENIAL, re.IGNORECASE)
# Between a denial and a figure that is none of it: another clause, or what another verb is done to.
_APART = re.compile(
    r"[;:()\u2013\u2014]|,(?!\d)|\.(?!\d)"
    r"|\b(?:but|and|as|after|when|while|because|until|till|before|who|which|whose"
    r"|(?<!think )(?<!expect )(?<!believe )that|despite|if|unless|whether|only|where|though)\b",
    re.IGNORECASE,
)
# "A gain as large as 3%", "did not so much as gain 3%".
_AS_LARGE = re.compile(
    r"\b(?:as (?:large|big|deep|steep|great|sharp|much|far|little|strong|bad) as|so much as)\b",
    re.IGNORECASE,
)
# What is not done to a move that was made: "could not hold on to its gain of 2%".
_OF_A_MOVE_MADE = re.compile(
    r"\b(?:stop\w*|prevent\w*|halt\w*|match\w*|equal\w*|beat\w*|top|rival|offset\w*"
    r"|eras\w+|recoup\w*|recover\w*|regain\w*|revers\w+|undo|make up|made up|hold|held"
    r"|keep|kept|cling|sustain\w*|build on|extend|explain\w*"
    r"|say|know|knew|stick|include\w*|count\w*|enough|spare\w*|save\w*|help\w*|repeat\w*|deter\w*"
    r"|spoil\w*|snap|giv\w+ (?:back|up)|worr\w+|scare\w*|reflect\w*)\b|(?<!day)'s\b"
    r"|\b(?:its|their) $",
    re.IGNORECASE,
)
# "Nobody can explain why it fell", "we would not be surprised to see it fall": no denial of it.
_OF_NO_MOVE = re.compile(
    r"\b(?:surpris|astonish|amaz|shock|stun|startl|explain|understand|wonder|exclud)\w*"
    r"|\bout of\b|\brul\w+ out\b|\b(?:unusual|unheard|remarkable|why|how|know|knew)\b",
    re.IGNORECASE,
)
_FORESEEN = re.compile(
    r"\b(?:expect\w*|think|thought|foresee\w*|foresaw|predict\w*|forecast\w*"
    r"|believ\w+|imagin\w+)\b",
    re.IGNORECASE,
)
# "Gains of 20% have not been seen".
_NOT_SEEN = re.compile(
    r"^[^,;.]{0,30}? (?:have|has|had|was|were|did)(?: not| never|n['\u2019]t) (?:yet )?(?:been )?"
    r"(?:seen|reached|achieved|recorded|made|happen|happened|occurred|occur|materiali[sz]e\w*"
    r"|come)\b(?! since)",
    re.IGNORECASE,
)
# "The Nasdaq fell 3%, but the Dow did not lose as much": the figure of another.
_LESS = re.compile(
    rf"{DENIAL}(?P<what> (?:[a-z]+ ){{1,4}})(?:by )?(?:as|so|that|nearly as) much\b", re.IGNORECASE
)
_EITHER = re.compile(r"\bor\b|\bin either direction\b|\beither way\b", re.IGNORECASE)
_SIDES = re.compile(
    r"\b(?:(?P<up>above|over|past|beyond|through|north of|higher than)"
    r"|(?P<down>below|under|beneath|south of|lower than))\b",
    re.IGNORECASE,
)
_WORDS = (
    r"\b(?:half|third|quarter|fifth|tenth|doubl\w+|tripl\w+|halv\w+|full (?:percentage )?point"
    r"|once|twice|one|two|three|four|five|six|seven|eight|nine|ten|percentage point)\b"
)
_GROWN = re.compile(r"\b(?:return|earn|deliver|ma[dk]e|yield|bring|brought)\w*", re.IGNORECASE)
# Of these only a move is said, and no level: "far from a 20% loss".
_DISTANCES = frozenset({"short of", "far from", "nowhere near", "nothing like"})
_AVERAGE = r"\b\d+[- ](?:day|week)\b"
_NUMBERED = re.compile(r"\b(?:Russell|S&P|Nasdaq|Wilshire|Stoxx)[- ]\d+", re.IGNORECASE)
_NEAR = 14  # words between a denial and what it denies
_TWICE = re.compile(rf"{DENIAL}(?: \w+){{0,3}} ?$", re.IGNORECASE)
# Figures of moves, and those that stand on one side of a market.
_MOVED = frozenset({"return", "forecast", "average", "seasonal", "volatility", "comparison"})
_HELD = frozenset({"level", "volatility", "rate"})


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial: its word, what stands from it to the figure, and the move that it denies."""

    word: str
    between: str
    after: str
    move: Direction


def denial_of(one: Statement) -> Denial | None:
    """Return how the sentence of a statement denies its figure; None if it does not."""
    at = _figure(one)
    if at is None:
        less = _LESS.search(one.text) if one.value else None
        return less and Denial("not", less["what"], "", tenses.said(less["what"]))
    lead = _AS_LARGE.sub(lambda m: " " * len(m[0]), one.sentence[: at[0]])
    after = one.sentence[at[1] :]
    if _NOT_SEEN.match(after):
        return Denial("not", "", after, tenses.said(lead[-24:]) or _right(after))
    found = [m for m in _DENIAL.finditer(lead) if not _APART.search(lead[m.end() :])]
    if not found:
        return None
    last = found[-1]
    between = lead[last.end() :]
    if len(between.split()) > _NEAR:
        return None
    if _OF_NO_MOVE.search(between) or (last[0].lower() in _DISTANCES and one.kind != "return"):
        return None
    if one.unit == "fraction" and one.kind != "comparison":
        of_past = one.kind != "forecast"
        if _OF_A_MOVE_MADE.search(between) or (of_past and _FORESEEN.search(between)):
            return None
    twice = len(found) > 1 or _TWICE.search(lead[: last.start()])
    move: Direction = ""
    if not twice and not _EITHER.search(f"{between} {after[:24]}"):
        move = _denied_move(lead[: last.start()], between, one.sentence[at[0] :], after)
    return Denial(last[0].lower(), between, after, move)


def _denied_move(before: str, between: str, figure: str, after: str) -> Direction:
    if between.strip() == "by":  # "fell, but not by 5%"
        return tenses.said(before)
    whole = tenses.said(figure[: len(figure) - len(after)])  # "doubled", "halved"
    stated = tenses.said(between) or _right(after) or whole
    return stated or ("up" if _GROWN.search(between) else "")


def _right(after: str) -> Direction:
    """Return the direction of the words right after a figure."""
    after = re.sub(r"^(?:%| ?per ?cent)", "", after)
    if RIGHT_UP.match(after):
        return "up"
    return "down" if RIGHT_DOWN.match(after) else ""


def _figure(one: Statement) -> tuple[int, int] | None:
    """Return where the figure of a statement stands in its sentence."""
    start = max(one.sentence.find(one.text), 0)
    words = _NUMBERED.sub(lambda m: "_" * len(m[0]), one.sentence[start:])
    if not one.value:
        found = re.search(_AVERAGE, words) if "average" in one.condition else None
    else:
        found = re.search(_printed(one), words, re.IGNORECASE)
        if found is None and one.unit != "points":
            found = re.search(_WORDS, words, re.IGNORECASE)
    return (start + found.start(), start + found.end()) if found else None


def _printed(one: Statement) -> str:
    value = one.value[-1]
    forms = [f"{value:,.10g}"]
    if one.unit == "fraction":
        forms = [f"{100 * value:.6g}"]
    elif one.unit == "bp":
        forms = [f"{value:g}", f"{value / 100:g}", f"{value / 100:.2f}"]
    either = "|".join(re.escape(form).replace(",", ",?") for form in forms)
    return rf"(?<![\d.,])(?:{either})(?:\.0+)?(?![\d.]*\d)"


def side_of(denial: Denial) -> Direction:
    """Return the side of a level that is denied; empty where the words name none."""
    sides = list(_SIDES.finditer(denial.between))
    return ("up" if sides[-1]["up"] else "down") if sides else ""


def settle(found: Sequence[Statement]) -> list[Statement]:
    """Say of statements what they deny; leave out what nothing states."""
    return [_settled(one) for one in found if not _is_unstated(one)]


# "Could not stop it from losing 2%", "could not match its loss": a move that was made.
_MADE_BY = re.compile(
    rf"{DENIAL} (?:[a-z]+ ){{0,5}}?(?:stop|prevent|keep|kept|save|spare|match|equal|rival)"
    r"(?:ped|ed|s|d)?\b(?P<move>[^;,.]*?)$",
    re.IGNORECASE,
)
# "Has not just gained 9%", "it was not until June that it gained 9%".
_AND_MORE = re.compile(
    r"(?:\bnot|n['\u2019]t) (?:just|only|merely|simply|until)\b(?P<move>[^;,.]*)$", re.IGNORECASE
)
_SUPPOSED = re.compile(r"\bwithout\b[^.;]*\bwould\b(?! have\b)", re.IGNORECASE)
_ADVICE = re.compile(
    r"^\W*(?:do not|don['\u2019]t|never) (?:buy|sell|add|chase|short)\b[^.;]*"
    r"\b(?:before|until|till|unless)\b",
    re.IGNORECASE,
)


def _is_unstated(one: Statement) -> bool:
    """Whether it is a condition of advice, or what would be without an event."""
    if one.kind == "level":
        return _ADVICE.match(one.sentence) is not None
    if one.kind != "forecast":
        return False
    at = _figure(one) if one.unit == "fraction" else None
    made = at is not None and _MADE_BY.search(one.sentence[: at[0]]) is not None
    return made or (not one.value and _SUPPOSED.search(one.sentence) is not None)


def _made_by(one: Statement) -> re.Match[str] | None:
    """Return the words of a move that something could not stop or match, or that was made."""
    at = _figure(one)
    if at is None:
        return None
    lead = one.sentence[: at[0]]
    return _MADE_BY.search(lead) or _AND_MORE.search(lead)


def _settled(one: Statement) -> Statement:
    if one.kind == "return" and not one.value:
        return _of_neither(one)
    denial = denial_of(one) if one.kind in _MOVED | _HELD else None
    if denial is None or len(one.value) > 1:
        made = _made_by(one) if one.kind == "return" and one.unit == "fraction" else None
        move = tenses.said(made["move"]) if made is not None else ""
        return replace(one, direction=move) if move else one
    if one.unit == "fraction" and one.kind in _MOVED:
        condition = f"{DENIED}, {one.condition}" if one.condition else DENIED
        return replace(one, direction=denial.move, condition=condition)
    side = side_of(denial)
    if side and one.kind in _HELD:
        return replace(one, direction=OPPOSITE[side])
    return one


_NEITHER = re.compile(r"\bneither\b[^;.]*?\bnor\b(?P<after>[^;,.]*)", re.IGNORECASE)


def _of_neither(one: Statement) -> Statement:
    """Return a move of one of two markets, of which neither made it, as the other move."""
    found = _NEITHER.search(one.sentence)
    if found is None or not one.direction:
        return one
    return replace(one, direction=OPPOSITE[tenses.said(found["after"])] or one.direction)
