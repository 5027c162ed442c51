"""Weights of a portfolio, set one by one: "we cut banks to 8%", "never more than 15% in"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.advice import INVALID
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction

_LESS = r"cut|trim|reduce|lower|halve"
_MORE = r"raise|lift|increase|add"
_SET = r"move|take|bring|set|keep|hold|leave|put|shift"
_OURS = (
    r"(?:(?:our|the|my|your|its) )*(?:(?:weight|weighting|allocation|exposure|position|stake"
    r"|holding)s? (?:in|of|to) (?:the )?)?"
)
_WHOLE = (
    r"(?: of (?:the |our |my |your |an? |any )?(?:[a-z-]+ )?(?:portfolios?|money|assets|savings"
    r"|fund|book|total|equit(?:y|ies)|wealth|capital|pot)\b)"
)
_LIMIT = r"limit|cap|restrict|confine"
_LITTLE = r"(?:about |around |roughly |just |no more than |at most |only )?"
# "We cut banks to 8%, ...", "and lift miners to 5%": the whole may be named once for all.
SET_TO = re.compile(
    words.marks(
        rf"(?:\b(?:we|i|(?:our|the|my) (?:[a-z]+ )?portfolio)"
        rf"(?: (?:now|would|will|also|therefore|still))* |,? and (?:then )?"
        rf"|, )(?:(?P<less>{_LESS})|(?P<more>{_MORE})"
        rf"|{_SET})s? {_OURS}(?P<name><N>) (?:(?:weight|weighting|allocation|exposure"
        rf"|position)s? )?(?:up |down |back )?(?:to"
        rf"|at) {_LITTLE}(?P<weight><[%h]>)(?P<whole>{_WHOLE})?"
    ).replace("<[%h]>", r"‹[%h]\d+›")
)
OF_WEIGHT = re.compile(r"\b(?:weight|weighting|allocation|exposure)s? (?:in|of|to)\b")
BY_WHOM = re.compile(r"\b(?:we|i|portfolio)\b")
# "Never let miners exceed 10% of your savings", "no more than a tenth of the money belongs in".
CAP = re.compile(
    words.marks(
        rf"\b(?:never|do not|don't) (?:let|allow) (?:the )?(?P<name><N>) (?:to )?(?:exceed|top"
        rf"|pass|(?:be|become|make up|grow (?:to|beyond)|go above"
        rf"|rise above)(?: more than)?) {_LITTLE}(?P<weight>‹[%h]\d+›){_WHOLE}"
        rf"|\bno more than (?P<weight_>‹[%h]\d+›){_WHOLE} (?:belongs|should (?:be|go|sit)|goes"
        rf"|is) (?:in|into) (?:the )?(?P<name_><N>)"
        rf"|(?:^\W*|[;:] |\b(?:should|would|must|we|and|to) )(?:{_LIMIT}) {_OURS}(?P<name__><N>) "
        rf"(?:(?:weight|weighting|allocation|exposure|position|holding)s? )?(?:to|at|below|under) "
        rf"{_LITTLE}(?P<weight__>‹[%h]\d+›){_WHOLE}"
    )
)
# "I would cap the whole thing at 10% of your savings": the market spoken of.
CAP_IT = re.compile(
    words.marks(
        rf"(?:^\W*|[;:] |\b(?:should|would|must|we|and|to|i'd|we'd) )(?:{_LIMIT}) "
        r"(?:it|this|that|‹r\d+›|(?:the|your|this|that|any|such an?) (?:[a-z]+ )?(?:thing|position"
        r"|holding|stake|investment|allocation|exposure|weight)s?) (?:to|at|below|under) "
        rf"{_LITTLE}(?P<weight>‹[%h]\d+›){_WHOLE}"
    )
)
# "We stay with a 15% position in gold", "gold remains 10% of the book": weights that are kept.
KEPT = re.compile(
    words.marks(
        r"\b(?:we|i) (?:(?:still|now|also) )?(?:(?:stay|stick|remain|continue)(?: with| at| in)?"
        r"|keep|hold|own|maintain) (?:an?|our|the|my) (?P<weight>‹%\d+›) (?:position|weight"
        r"|weighting|allocation|stake|holding) (?:in|to|of) (?:the )?(?P<name><N>)"
        r"|\b(?:we|i) (?:(?:still|now|also) )?(?:keep|hold|maintain|have|own)"
        rf" (?P<weight__>‹[%h]\d+›)(?:{_WHOLE})? in (?:the )?(?P<name__><N>)"
        rf"|(?P<name_><N>) (?:remains|stays|is kept|is held) (?:at )?(?P<weight_>‹[%h]\d+›){_WHOLE}"
    )
)
# "A trailing stop 8% below the high" beside such a weight.
TRAILING = re.compile(
    r"\b(?:with|and|under) (?:a|the|our) trailing stop(?:-loss)? (?:of |at )?(?P<weight>‹%\d+›)"
)
# "Keep position sizes at 2% of capital", "risk no more than 1% on any trade": of every position.
OF_EACH = re.compile(
    rf"\b(?:{_LIMIT}|keep|hold) (?:(?:the|any|each|single|individual|every|all|your) )*"
    rf"(?:position|trade|bet|holding)(?: size)?s? (?:to|at|below|under) {_LITTLE}"
    rf"(?P<weight>‹[%h]\d+›)(?:{_WHOLE})?"
    rf"|\b(?:risk|lose) (?:no more than|at most|only|a maximum of|up to) (?P<weight_>‹[%h]\d+›)"
    rf"(?:{_WHOLE})? (?:on|per|in|with) (?:(?:any|each|a|every|one|single|given) )*"
    rf"(?:trade|position|bet|idea)\b"
    r"|\b(?:(?:position|trade) size|risk per (?:trade|position)"
    rf"|max(?:imum)? (?:loss|risk|position)): {_LITTLE}(?P<weight__>‹[%h]\d+›)"
)


def read(scene: Scene) -> None:
    """Add a rule for each weight, and leave the rest of the sentence to other kinds."""
    found = [*SET_TO.finditer(scene.text)]
    if not any(m["whole"] or OF_WEIGHT.search(m[0]) for m in found) or not BY_WHOM.search(
        scene.text
    ):
        found = []
    kept = [*KEPT.finditer(scene.text)]
    for m in (*found, *kept, *CAP.finditer(scene.text)):
        _add(scene, m)
    for m in CAP_IT.finditer(scene.text):
        _state(scene, m, _spoken_of(scene, m), "up")
    for m in OF_EACH.finditer(scene.text):
        _state(scene, m, _spoken_of(scene, m), "")
    for m in TRAILING.finditer(scene.text) if kept else ():
        _state(scene, m, _spoken_of(scene, m), "down", "trailing stop-loss")
    _stop_beside_a_target(scene)


# "We look for 2,600 at Christmas, with a stop at 2,340"; "... is void, and a stop at 90 is wise".
TARGETED = re.compile(
    r"\b(?:look(?:s|ing)? for|targets?|expect(?:s|ing)?|aim(?:s|ing)? for|we see|objective)\b"
)
WITH_STOP = re.compile(
    r"(?:, with|,? and) (?:a|our|the) (?:[a-z-]+ )?stop(?:-loss)? (?:at|below|under"
    r"|of) (?:about )?(?P<amount>‹#\d+›)"
)


def _stop_beside_a_target(scene: Scene) -> None:
    """Add a stop that stands beside a target or a level that ends a view, left to other kinds."""
    m = WITH_STOP.search(scene.text)
    if m is None or not any(p.search(scene.text, 0, m.start()) for p in (TARGETED, INVALID)):
        return
    place = scene.free_at(m.start("amount"))
    named = [n.mention for n in scene.names if n.mention.group in PRICE_GROUPS]
    of_it = scene.resolved(named[0]) if named else scene.memory.price
    subject = scene.subject_before(m.start()) or of_it
    if place is None or scene.group_of(subject) not in PRICE_GROUPS:
        return
    scene.use(place)
    scene.state(
        "rule",
        m.span(),
        subject,
        place.mention.values,
        "points",
        direction="down",
        condition="stop-loss",
    )
    scene.close(*m.span())


def _spoken_of(scene: Scene, m: re.Match[str]) -> Subject:
    """Return the market named before a weight, or the one that the text is on."""
    return scene.subject_before(m.start()) or scene.memory.price


def _add(scene: Scene, m: re.Match[str]) -> None:
    """Add the rule of one weight."""
    at = max(at for name, at in _starts(m).items() if name.startswith("name"))
    named = scene.name_at(at)
    direction: Direction = "down" if m.groupdict().get("less") else "up"
    _state(scene, m, scene.resolved(named.mention) if named else (), direction)


def _starts(m: re.Match[str]) -> dict[str, int]:
    return {name: m.start(name) for name in m.groupdict()}


def _state(
    scene: Scene,
    m: re.Match[str],
    subject: Subject,
    direction: Direction,
    condition: str = "weight",
) -> None:
    at = max(at for name, at in _starts(m).items() if name.startswith("weight"))
    place = scene.free_at(at)
    if place is None or scene.group_of(subject) not in PRICE_GROUPS or scene.is_closed(m.start()):
        return
    scene.use(place)
    scene.state(
        "rule",
        m.span(),
        subject,
        place.mention.values,
        "fraction",
        direction=direction,
        condition=condition,
    )
    scene.close(*m.span())
