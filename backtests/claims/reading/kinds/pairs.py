"""Two markets compared: which, and whether the first does better; markets listed with figures."""

from __future__ import annotations

import re
from itertools import pairwise

from backtests.claims.reading import words
from backtests.claims.reading.figure import Before, Figure
from backtests.claims.reading.kinds.patterns.extremes import RIVAL
from backtests.claims.reading.kinds.patterns.forecasts import DENIED, NOT_BEFORE
from backtests.claims.reading.marks import companies
from backtests.claims.reading.marks.instruments import Name
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction
from backtests.claims.reading.tenses import DOWN
from backtests.claims.reading.vocabulary import comparisons

BETTER, WORSE = words.any_of(comparisons.BETTER), words.any_of(comparisons.WORSE)


# What does neither better nor worse than a market.
NO_PRICES = frozenset({"HYOAS", "VIX", "FFT", "DGS10", "DGS2"})
NOT_ONLY = re.compile(r"\bnever before\b|\bnot (?:only|just|merely)\b")
INTRANSITIVE = re.compile(r"(?:under|out)perform\w*|lag\w*|led\b|trail\w*")
# Verbs that need no second market beside them.
LEADS = re.compile(
    r"(?:under|out)perform\w*|lag\w*|led\b|lead\w*|trail\w*|w[io]n\w*|com\w+ out|came out"
    r"|do(?:es|ing)? (?:better|worse)"
)
# Of two that fall, the one that falls by less does better.
OF_TWO_FALLS = re.compile(
    r"pal(?:es?|ed|ing)\b|(?:more|less|faster|slower|further|harder|deeper) (?:\w+ )?than"
)
BY_HOW_MUCH = re.compile(
    r"(?: by)?(?:,? (?:‹[^›]+›|even|far|much|rather|slightly|about|roughly|nearly|some|a|lot"
    r"|little|bit))*,? "
)
LESS_BADLY = re.compile(r"less (?:badly|poorly|steeply|sharply) than")
# "Owning A rather than B has paid off".
CHOICE = re.compile(
    words.marks(
        r"\b(?:preferr?|choos|own|hold|favour|buy|pick|back"
        r"|prefer)ing (?:the )?(?P<one>‹n\d+›) (?:to|over|rather than|instead of|and not"
        r"|ahead of) (?:the )?(?P<other>‹n\d+›)"
        r"|\b(?:switch|mov|swapp?|rotat)(?:ed|es?|ing) (?:out of"
        r"|from) (?:the )?(?P<other_>‹n\d+›) (?:in)?to (?:the )?(?P<one_>‹n\d+›)"
    )
)
PAID = re.compile(
    r"\b(?:paid|pays|pay|been right|rewarded|worked|earned|added|was right|gained|ahead"
    r"|better off|in front)\b"
)
COST = re.compile(r"\b(?:cost|been wrong|hurt|backfired|been a mistake|lost|was wrong|not paid)\b")


def chosen(stretch: str) -> re.Match[str] | None:
    """Return where the choice of one market over another is said to have paid or cost."""
    m = CHOICE.search(stretch)
    return m if m and (PAID.search(stretch, m.end()) or COST.search(stretch, m.end())) else None


# "It was A, not B, that led".
NOT_OTHER = re.compile(words.marks(r"(?P<one>‹n\d+›), (?:and )?not (?:the )?(?P<other>‹n\d+›),? "))


def compared(scene: Scene, at: int) -> tuple[Subject, Direction] | None:
    """Return the two markets of a comparison around a place, and whether the first does better."""
    start, end = over_brackets(scene, at), scene.clause(at)[1]
    found = pair_in(scene, start, end) or _against_one(scene, start, at)
    if found is None and start:
        earlier = [s for s, e in scene.clauses if e == start]
        found = pair_in(scene, earlier[0], end) if earlier else None
        found = _own_first(scene, start, at, found) if found else None
    return (
        found or pair_in(scene, 0, len(scene.text))
        if "gap" in scene.text or "shortfall" in scene.text or found
        else None
    )


# "The shortfall against gold since 2015 comes to 8 points", of the market spoken of.
AGAINST_ONE = re.compile(
    words.marks(
        r"\b(?:(?P<down>shortfall|lag|deficit|underperformance|losses)|lead|advantage"
        r"|outperformance|edge) (?:against|over|versus|to|behind|on"
        r"|relative to) (?:the )?(?P<name><N>)[^.;,]*$"
    )
)


def _against_one(scene: Scene, start: int, at: int) -> tuple[Subject, Direction] | None:
    """Return the market spoken of and the one that it is set against by a noun."""
    m = AGAINST_ONE.search(scene.text, start, at)
    named = scene.name_at(m.start("name")) if m else None
    own = [n for n in scene.names if n.start < at and n.mention.group in PRICE_GROUPS]
    if m is None or named is None or len(own) != 1 or own[0] != named:
        return None
    subject, other = scene.memory.price, scene.resolved(named.mention)
    if not subject or subject == other:
        return None
    return (*subject, *other), "down" if m["down"] else "up"


def set_against(scene: Scene, at: int) -> Subject:
    """Return the market spoken of where a noun sets it against the only one named."""
    found = _against_one(scene, scene.clause(at)[0], at)
    return found[0][:1] if found else ()


def _own_first(
    scene: Scene, start: int, at: int, found: tuple[Subject, Direction]
) -> tuple[Subject, Direction]:
    """Return the market of the clause itself first: "A did not; B has outperformed since"."""
    own = [scene.resolved(n.mention) for n in scene.names if start <= n.start < at]
    one, other = found[0]
    if own != [(other,)]:
        return found
    worse = WORSE.search(scene.text, start, scene.clause(at)[1])
    return (other, one), "down" if worse else "up"


def over_brackets(scene: Scene, at: int) -> int:
    """Return where the clause of a place starts, over a bracket that stands in it."""
    start, _ = scene.clause(at)
    opened = scene.text.rfind("(", 0, start)
    return scene.clause(opened - 2)[0] if scene.text[start] == ")" and opened > 1 else start


def _falls(lead: str) -> bool:
    """Return whether the words before "more than" or "less than" are of a fall."""
    last = list(DOWN.finditer(lead))[-1:]
    return bool(last) and BY_HOW_MUCH.fullmatch(lead, last[0].end()) is not None


def pair_words(stretch: str) -> bool:
    """Return whether words say that one market did better or worse than another."""
    return WORSE.search(stretch) is not None or BETTER.search(stretch) is not None


# "Our guess, and it is no more than that": nothing is compared.
# "It has a worse name than it deserves" compares it with no other market.
NO_MORE = re.compile(
    r"\b(?:no|nothing|little) more than (?:that|this|a)\b"
    r"|\b(?:better|worse|more|less|stronger|weaker)(?: [a-z]+)? than (?:‹r\d+›|it|they) "
    r"(?:deserv|merit|warrant|look|seem|appear|use[ds]? to|should)[a-z]*"
)


# "The only S&P sector in the red": the index says what it is a part of.
PART_OF_IT = re.compile(
    r"(?: 500)?(?:'s)? (?:[a-z]+ )?(?:sectors?|members?|components?|constituents?)\b"
)


def pair_in(scene: Scene, start: int, end: int) -> tuple[Subject, Direction] | None:
    """Return the two markets compared in a stretch, and whether the first does better."""
    stretch = NO_MORE.sub(lambda m: " " * len(m[0]), scene.text[start:end])
    worse, better = WORSE.search(stretch), BETTER.search(stretch)
    apart = NOT_OTHER.search(stretch)
    if apart and (either := worse or better):
        one, other = (
            scene.name_at(start + apart.start("one")),
            scene.name_at(start + apart.start("other")),
        )
        if one and other and LEADS.match(stretch, either.start()):
            first = better is not None and (worse is None or better.start() < worse.start())
            pair = (*scene.resolved(one.mention), *scene.resolved(other.mention))
            return pair, "up" if first else "down"
    choice = chosen(stretch)
    if choice:
        sides = ("one", "other") if choice["one"] else ("one_", "other_")
        one, other = (scene.name_at(start + choice.start(k)) for k in sides)
        if one and other:
            pair = (*scene.resolved(one.mention), *scene.resolved(other.mention))
            return pair, "down" if COST.search(stretch, choice.end()) else "up"
    cue = worse if worse and (not better or worse.start() <= better.start()) else better
    if not cue:
        return None
    named = [
        n
        for n in scene.names
        if start <= n.start < end
        and n.mention.group not in {"market", "fed", "yield", "spread", "volatility"}
        and (n.mention.group != "reference" or not re.match(r"it?s\b|their|its", n.mention.word))
        and not (n.mention.group == "index" and PART_OF_IT.match(scene.text, n.end))
    ]
    left = [n for n in named if n.end <= start + cue.start() + 1]
    right = [n for n in named if n.start >= start + cue.start()]
    inside = [n for n in named if cue.start() <= n.start - start < cue.end() - 1]
    if not left and inside and len(right) > 1 and cue[0].startswith(("kinder", "better", "worse")):
        pair_left: Subject = scene.resolved(inside[0].mention)
        right = [n for n in right if n not in inside]
    elif not left and right:
        if any(n.mention.group == "other" and n.end <= start + cue.start() for n in scene.names):
            return None
        subject = scene.subject_before(start + cue.start())
        if not subject or len(subject) != 1:
            subject = scene.memory.subject
        pair_left = subject
    elif left:
        pair_left = _with_a_price(scene, left[-1] if len(left) < 2 or right else left[0])
    else:
        return None
    if right:
        pair_right = scene.resolved(right[0].mention)
    elif INTRANSITIVE.match(stretch, cue.start()) and (
        later := [
            n
            for n in scene.names
            if n.start >= end
            and n.mention.group in {"index", "fund", "sector", "commodity"}
            and not PART_OF_IT.match(scene.text, n.end)
        ]
    ):
        pair_right = scene.resolved(later[0].mention)
    elif len(left) >= 2:
        pair_left, pair_right = scene.resolved(left[0].mention), scene.resolved(left[-1].mention)
    else:
        return None
    if (
        not pair_left
        or not pair_right
        or pair_left == pair_right
        or len(pair_left) + len(pair_right) != 2
        or {*pair_left, *pair_right} & NO_PRICES
    ):
        return None
    down = cue is worse
    lead = stretch[: cue.start()]
    if (OF_TWO_FALLS.match(cue[0]) and _falls(lead)) or LESS_BADLY.match(stretch, cue.start()):
        down = not down
    if re.search(
        rf"(?:{words.NOT})(?:,? \w+){{0,5}},? ?$|n't(?:,? \w+){{0,5}},? ?$",
        re.sub(r"‹[^›]+›", "x", NOT_ONLY.sub("", lead)),
    ):
        down = not down
    denied = list(DENIED.finditer(lead))
    if denied and not NOT_BEFORE.search(lead[: denied[-1].start()]):
        down = not down

    return (*pair_left, *pair_right), "down" if down else "up"


def _with_a_price(scene: Scene, name: Placed[Name]) -> Subject:
    """Return the symbols of a name; "they" passes over what has no price."""
    subject = scene.resolved(name.mention)
    if name.mention.group != "reference" or not {*subject} & NO_PRICES:
        return subject
    priced = [n for n in scene.names if n.end <= name.start and n.mention.group in PRICE_GROUPS]
    named = [n for n in priced if not scene.condition_at(n.start)]
    return scene.resolved(named[-1].mention) if named else ()


# Which of two markets did better, where only one is named: "they have won just ten times".
AHEAD_OF_OTHER = re.compile(
    r"\b(?:(?P<up>won|led|outperformed|caught up|made up ground"
    r"|(?:come|came|been|were|was) (?:out )?(?:ahead|on top|in front)|done better|did better)"
    r"|(?P<down>lost out|lagged|trailed|underperformed|(?:been|were|was) behind|done worse"
    r"|did worse))\b"
)


def pair_before(
    scene: Scene, start: int, place: Placed[Amount]
) -> tuple[Subject, Direction] | None:
    """Return the two markets compared before, in the order of this clause.

    They are those of the paragraph, or the only two that the sentence has named so far.
    """
    m = AHEAD_OF_OTHER.search(scene.text, start, scene.clause(place.start)[1])
    same = scene.same_paragraph
    priced = [n for n in scene.names if n.mention.group in PRICE_GROUPS and n.end <= start]
    named = tuple(dict.fromkeys(s for n in priced for s in scene.resolved(n.mention)))
    pair = named if len(named) == 2 else scene.memory.pair if same else ()
    if m is None or not pair:
        return None
    one = scene.subject(place) or pair[:1]
    if len(one) != 1 or one[0] not in pair:
        return None
    other = next((s for s in pair if s != one[0]), "")
    return ((*one, other), "up" if m["up"] else "down") if other else None


# The gap of an average to that of another market: "7% on average, two points less than the other".
GAP_FOLLOWS = re.compile(
    words.marks(
        r"[^,;‹]*, (?:about |some |or |and )?‹[pi%]\d+› (?:less|more|better|worse|lower"
        r"|higher) than (?:that of )?(?:the )?<N>"
    )
)


OF_A_GAP = re.compile(
    words.marks(r" (?:less|more|better|worse|lower|higher) than (?:that of )?(?:the )?<N>")
)


def with_rival(scene: Scene, subject: Subject) -> Subject:
    """Return a market with the one that a run is counted against."""
    m = RIVAL.search(scene.text)
    named = scene.name_at(m.start("name")) if m else None
    if named is None or len(subject) != 1 or named.mention.symbols == subject:
        return subject
    return (*subject, *named.mention.symbols)


BESIDE = re.compile(
    r"(?:,| and|, and)(?: (?:an?|by|of|at|about|up|down|to|with|gains?|loss(?:es)?))* "
)
FOR_THEM = re.compile(r" (?:for|in|on|by) ")


def ranked_market(scene: Scene, place: Placed[Amount]) -> Name | None:
    """Return the market of a figure's rank before "respectively": "A and the DAX, 1% and 2%"."""
    row = [place]
    same = [p for p in scene.amounts if p.mention.measure == place.mention.measure]
    for one, other in pairwise(same):
        if other.start > place.start and one is row[-1] and _beside(scene, one, other):
            row.append(other)
    for one, other in reversed([*pairwise(same)]):
        if one.start < place.start and other is row[0] and _beside(scene, one, other):
            row.insert(0, one)
    named = [
        n
        for n in scene.names
        if n.mention.group not in {"reference", "market"}
        and not (n.mention.word == companies.COMPANY and scene.text[n.start - 1 : n.start] == "(")
    ]
    named = [
        n
        for n, after in zip(named, [*named[1:], None], strict=False)
        if after is None or scene.text[n.end : after.start].strip() or not n.mention.symbols
    ]
    before = [n for n in named if n.end <= row[0].start][-len(row) :]
    after = [n for n in named if n.start >= row[-1].end][: len(row)]
    found = after if FOR_THEM.match(scene.text, row[-1].end) else before
    found = found if len(found) == len(row) else after
    if len(row) < 2 or len(found) != len(row):
        return None
    return found[row.index(place)].mention


def _beside(scene: Scene, one: Placed[Amount], other: Placed[Amount]) -> bool:
    return bool(BESIDE.fullmatch(scene.text, one.end, other.start))


def listed_with_no_symbol(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether "respectively" gives a figure to a market without a symbol."""
    ranked = ranked_market(scene, place) if "respectively" in scene.text else None
    return ranked is not None and ranked.group == "other"


# "Rose by 40% with respect to the other": the two set against each other.
WITH_RESPECT_TO = re.compile(
    words.marks(r"^(?: points)? (?:with respect|relative|in relation) to (?:the )?(?P<name><N>)")
)
# "A beat B by 2%": the figure is the margin.
BY = re.compile(
    words.marks(
        r" (?:than )?(?:the )?<N>(?:'s)?(?: (?:index|benchmark|stocks|shares|companies|peers"
        r"|rivals|counterparts|names|cousins"
        r"|brethren))?(?: <T>)?(?: \([^)‹]*\))?,? by (?:(?:about|around|just|only|nearly|almost"
        r"|some|roughly|over|more than|less than|at least|as much as|a mere|a|an"
        r"|another) )*(?:(?:(?:highly|very|statistically) )?(?:full|whole|solid|hefty|healthy"
        r"|huge|massive|massively|wide|clear|modest|slim|narrow|small|large|substantial"
        r"|considerable|significant|remarkable|whopping|cool|staggering|impressive) )?$"
    )
)


def times_as_much(figure: Figure, ratio: float, other: Subject) -> Before | None:
    """Add a comparison by a multiple: in "A lost 4%, twice as much as B" it is 2, A did worse."""
    scene = figure.scene
    moves = [d for d in scene.drafts if d.kind in {"return", "forecast"} and len(d.value) == 1]
    if not moves or not other or moves[-1].subject == other:
        scene.use(figure.place)
        return None
    first = moves[-1]
    better = (first.direction != "down") == (ratio > 1)
    return figure.state(
        "comparison",
        ((ratio,), "fraction"),
        "up" if better else "down",
        (first.from_, first.to),
        condition="times",
        subjects=((*first.subject, *other),),
    )


# "Was down 900 points at noon, and 400 at the close": the second figure is one of the move too.
LATER_THAT_DAY = re.compile(
    r"(?: points)? (?:at|by|near|before) (?:the )?(?:close|closing bell|bell|end|noon|midday"
    r"|lunch)\b"
)


# "Twice lost more than 900 points: 1,010 on Monday and 905 on Friday".
DATED = re.compile(r" ‹w\d+›")


def at_the_close(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a bare number goes on with a move in points, later on its day or in a list."""
    moves = [p for p in scene.amounts if p.end <= place.start and p.mention.measure == "point"]
    if place.mention.measure != "bare" or not moves:
        return False
    between = scene.text[moves[-1].end : place.start]
    listed = ":" in between and DATED.match(scene.text, place.end)
    return max(place.mention.values) <= 2 * max(moves[-1].mention.values) and bool(
        listed or LATER_THAT_DAY.match(scene.text, place.end)
    )
