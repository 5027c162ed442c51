"""Moves of the Fed stated without a figure: "cut rates on Wednesday", "the easing cycle began"."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.figure import Figure
from backtests.claims.reading.kinds.policy.pauses import no_move, none_then
from backtests.claims.reading.marks import days
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction
from backtests.claims.reading.tenses import FUTURE

_CUT = r"cut|lower|reduc|trim|slash|eas"
_RAISE = r"rais|hik|lift|increas|tighten"
_ADVERBS = (
    r"(?: (?:has|have|had|also|then|again|already|finally|just|unexpectedly|unanimously|last))*"
)
_CHOSE = r"(?: (?:voted|decided|agreed|opted|moved|chose)(?: (?!to\b)[\w‹›#:,-]+){0,3} to)?"
_OBJECT = (
    r"(?:(?:its|the|their|short-term|benchmark|key|main|us|u\.s\.) )*(?:<F>|interest rates?"
    r"|rates?|policy|borrowing costs)"
)
# "Cut rates", "voted to raise its target": the past in a sentence, the present in a heading.
STEP = re.compile(
    words.marks(
        rf"<F>{_ADVERBS}{_CHOSE} (?:(?P<down>{_CUT})|(?P<up>{_RAISE}))(?P<end>e?d|e?s|e"
        rf"|)\b (?:{_OBJECT}|(?=<T>)|again (?=<T>))"
    )
)
# "Cut in March and again on June 17".
AND_AGAIN = re.compile(r"(?: [a-z]+)? ?‹w\d+›,? and (?:then )?again (?P<time>‹w\d+›)")
# "Delivered its third cut", "made a half-point cut".
DELIVERED = re.compile(
    words.marks(
        rf"<F>{_ADVERBS} (?:delivered|made|announced|approved|served up) (?:its|a|an|another|the"
        rf"|that) (?:[a-z-]+ ){{0,2}}(?:(?P<down>cut|reduction)\b|(?P<up>hike|increase)\b"
        rf"|(?P<step><F>))(?P<end>)"
    )
)
_KIND = (
    r"(?:(?P<down{0}>easing|loosening|(?:rate-)?cutting)|(?P<up{0}>tightening|(?:rate-)?hiking))"
)
_CYCLE = r"(?:cycles?|campaigns?|programs?|drive|spree)"
# "Began its easing cycle", "the tightening campaign started".
CYCLE = re.compile(
    words.marks(
        rf"<F>{_ADVERBS} (?:began|started|launched|resumed|restarted|kicked off|embarked on"
        rf"|commenced|opened) (?:(?:its|the|an?|this|their|latest|current"
        rf"|new) )*{_KIND.format('')} {_CYCLE}"
        rf"|\b{_KIND.format('_')} {_CYCLE} (?:began|started|resumed|restarted|commenced"
        rf"|kicked off|got under way)\b"
    )
)
# "Will start cutting rates in June", "expected to begin easing next year".
START = re.compile(
    words.marks(
        r"<F>(?: (?!and\b|but\b)[a-z]+){0,5}? (?:start|begin"
        r"|resume)s? (?:to )?(?:(?P<down>cut(?:ting)?|lower(?:ing)?|eas(?:e|ing)|reduc(?:e|ing))"
        r"|(?P<up>rais(?:e|ing)|hik(?:e|ing)|tighten(?:ing)?))\b"
        rf"|<F> (?:will|shall|is (?:[a-z]+ )?(?:certain|set|expected|likely|bound|about|going"
        rf"|due) to|should) (?:(?:then|also|soon|again|now|almost certainly"
        rf"|probably) )*(?:(?P<down_>cut|lower|reduce)"
        rf"|(?P<up_>raise|hike|lift|increase)) {_OBJECT}"
        rf"|<F> (?:will|should|is (?:[a-z]+ )?(?:likely|set|going|bound) to) (?:then |still )?"
        rf"(?P<same>move|act) (?:again )?(?=<T>)"
    )
)
# "See no cut before June".
NO_MOVE = re.compile(
    words.marks(
        r"\b(?:(?:projections?|forecasts?|dots|estimates|futures|markets) (?:now |still )?(?:show"
        r"|shows|point to|imply|implies|indicate)|sees?|expects?|foresees?|forecasts?"
        r"|anticipates?|predicts?|prices?(?: in)?) (?:<F> (?:to )?(?:making "
        r"|deliver(?:ing)? )?)?no (?:more |further |additional )?(?:<F>"
        r"|(?:rate )?(?:cuts?|hikes?|changes?|moves?|reductions?|increases?))(?= (?:at all )?<T>)"
    )
)
_TO_MOVE = (
    r"(?:cut|hike|raise|lower|ease|tighten|move|act|budge|start cutting|begin cutting"
    r"|start easing|change|touch)"
    r"(?: (?:again|rates|its \w+|policy|<F>|anything|further))*"
)
_NO_MORE = (
    r"(?:(?:unlikely|not (?:likely|expected|going|set|about|due)) to"
    r"|(?:will|would|does|is|can|should|may) ?(?:not|n't)|won't)"
)
# "Is unlikely to cut before May", "nobody expects it to move before the end of the year".
NOT_BEFORE = re.compile(
    words.marks(
        rf"(?:(?:(?P<name><F>|‹r\d+›)"
        rf"|(?P<and>\b(?:and|but)\b))(?: (?:is|are|was|were|seems?|looks?|appears?|itself|also"
        rf"|now))* {_NO_MORE}(?: (?:again|also|be|now|probably))*"
        r"|\b(?:nobody|no one|none of [^.;,]{2,24}|few(?: [a-z]+)?|hardly (?:anyone|anybody)"
        r"|almost nobody|(?:nobody|no one) (?:we|i) know|(?:do|does|did) not"
        r"|(?:don|doesn)'t) (?:expects?|sees?|thinks?|forecasts?|predicts?"
        r"|anticipates?) (?P<seen><F>|‹r\d+›)(?: to| will| would)?)"
        rf" {_TO_MOVE},? (?P<time><T>)"
    )
)
# What fixes a time or gives a cause states nothing by itself.
BACKGROUND = re.compile(
    r"\W*(?:and |but |or )?(?:ever )?(?:after|since|when|once|before|if|following|until|as"
    r"|because|unless|whether|had|now that|than)\b"
)
IN_BACKGROUND = re.compile(
    r"\b(?:after|since|when|once|before|if|following|until|because|unless|whether|ever|day|days"
    r"|week|weeks|time) (?:the )?$"
)


EVENT_OF = re.compile(r"\b(?:after|before|since|following)$")  # "a day after the Fed cut rates"


def step(scene: Scene, start: int, end: int) -> bool:
    """Add a dated move of the Fed without a figure; return whether there was one."""
    if BACKGROUND.match(scene.text, start, end):
        return False
    return (
        _none(scene, start, end)
        or _made(scene, start, end)
        or _to_start(scene, start, end)
        or _named(scene, start, end)
    )


# "A further cut in December", by its own words.
ONE_STEP = re.compile(r"(?:[a-z-]+ )+(?:(?P<down>cut|reduction)|hike|increase|rise)")
DOUBTED = re.compile(
    rf"\b(?:{words.NOT}|few|hardly any(?:one|body)|unlikely|doubt\w*|rule[sd]? out|no longer"
    rf"|whether|unless|if)\b|n't\b"
)


def _named(scene: Scene, start: int, end: int) -> bool:
    """Add a single move of the Fed that is looked for at a time that is named."""
    named = [
        (n, m)
        for n in scene.names
        if start <= n.start < end
        and n.mention.group == "fed"
        and (m := ONE_STEP.fullmatch(n.mention.word))
    ]
    figures = [p for p in scene.amounts if start <= p.start < end]
    if len(named) != 1 or any(p.mention.measure not in {"of", "odds"} for p in figures):
        return False
    name, m = named[0]
    time = scene.time(name.start, name.end)
    if time is None or time.role not in {"in", "by", "before"} or time.grain == "day":
        return False
    stated = IN_BACKGROUND.search(scene.text, start, name.start) or scene.condition_at(name.start)
    if stated or DOUBTED.search(scene.text, start, end) or not scene.ahead(name.start, time):
        return False
    if not FUTURE.search(scene.text, start, end) or time.next_last <= scene.on:
        return False
    direction: Direction = "down" if m["down"] else "up"
    dates = scene.dates(time, "move", ahead=True)
    scene.state("rate", (start, end), ("FFT",), direction=direction, dates=dates)
    scene.close(start, end)
    return True


def _to_start(scene: Scene, start: int, end: int) -> bool:
    """Add the first of several moves that are to come, of the time it is expected at."""
    m = START.search(scene.text, start, end)
    time = scene.time(m.end(), m.end()) if m else None
    if m is None or time is None or not scene.ahead(m.start(), time):
        return False
    if scene.condition_at(m.start()) or _has_figures(scene, start, end, m):
        return False
    direction: Direction = "down" if m["down"] or m["down_"] else "up"
    if m["same"]:
        # "The odds of a hike are 40%; we think that it will move by June": the move spoken of.
        spoken = [*([scene.memory.last] if scene.memory.last else []), *scene.drafts]
        moves = [d for d in spoken if d.subject == ("FFT",) and d.direction]
        if not moves:
            return False
        direction = moves[-1].direction
    dates = scene.dates(time, "move", ahead=True)
    scene.state("rate", (start, end), ("FFT",), direction=direction, dates=dates)
    return True


def _has_figures(scene: Scene, start: int, end: int, m: re.Match[str]) -> bool:
    """Whether a clause has figures of its own, other than those of a vote."""
    return any(start <= p.start < end and not m.start() <= p.start < m.end() for p in scene.amounts)


def _made(scene: Scene, start: int, end: int) -> bool:
    m = (
        STEP.search(scene.text, start, end)
        or DELIVERED.search(scene.text, start, end)
        or CYCLE.search(scene.text, start, end)
    )
    if m is None or scene.condition_at(m.start()) or not _is_stated(scene, m):
        return False
    if _has_figures(scene, start, end, m) or IN_BACKGROUND.search(scene.text, start, m.start()):
        return False
    if any(t.end + 1 == m.start() and EVENT_OF.search(t.mention.words) for t in scene.times):
        return False
    if any(d.subject == ("FFT",) and start <= d.start < end for d in scene.drafts):
        return False
    time = scene.time(m.start(), m.end())
    if (time is None and not scene.marked.sentence.heading) or scene.ahead(m.start(), time):
        return False
    named = m.groupdict()
    step = scene.name_at(m.start("step")) if named.get("step") else None
    spelt = ONE_STEP.fullmatch(step.mention.word) if step else None
    if step and not spelt:
        return False
    down = named["down"] or named.get("down_") or (spelt and spelt["down"])
    direction: Direction = "down" if down else "up"
    again = AND_AGAIN.match(scene.text, m.end())
    later = [t.mention for t in scene.times if again and t.start == again.start("time")]
    for one in (time, *later):
        from_, to = scene.dates(one, "move", ahead=False)
        scene.state(
            "rate",
            (start, end),
            ("FFT",),
            direction=direction,
            dates=(from_, to),
            testable=to is not None,
        )
    scene.close(start, end)
    return True


def _is_stated(scene: Scene, m: re.Match[str]) -> bool:
    """Whether the verb is one of the past, or of the present in a heading."""
    if m.re in {CYCLE, DELIVERED}:
        return True
    decided = m[0].rfind(" to ", 0, m.start("end") - m.start()) >= 0
    if decided:
        return m["end"] in {"", "e"}
    if m["end"].endswith("d"):
        return True
    if m["down"] == "cut" and not m["end"]:
        return not re.search(r"\b(?:will|would|may|might|could|should|to|can)\b", m[0])
    return m["end"].endswith("s") and scene.marked.sentence.heading


def not_before(scene: Scene, start: int, end: int) -> bool:
    """Add that the Fed will not move before a day: its rate stays where it is until then."""
    m = NOT_BEFORE.search(scene.text, start, end)
    if m is None or scene.condition_at(m.start()):
        return False
    named = scene.name_at(m.start("name") if m["name"] else m.start("seen"))
    subject = scene.subject_before(m.start()) if m["and"] else ()
    subject = scene.resolved(named.mention) if named else subject
    time = scene.time_at(m.start("time"))
    limit = time.role in {"before", "by", "ahead"} and time.next_last > scene.on
    if not limit or subject != ("FFT",):
        return False
    last = scene.dates(time, "move", ahead=True)[1]
    if time.words.startswith(("until", "till")):
        last = days.add_days(time.next_first, -1)
    scene.state("rate", (start, end), ("FFT",), (0.0,), "bp", dates=(scene.on, last))
    scene.close(start, end)
    return True


def _none(scene: Scene, start: int, end: int) -> bool:
    """Add that no move is expected until a day."""
    if not_before(scene, start, end) or no_move(scene, start, end):
        return True
    m = NO_MOVE.search(scene.text, start, end)
    time = scene.time(m.end(), m.end()) if m else None
    if m is None or time is None or scene.condition_at(m.start()):
        return False
    if _has_figures(scene, start, end, m):
        return False
    from_, to = scene.dates(time, "move", ahead=True)
    scene.state("rate", (start, end), ("FFT",), (0.0,), "bp", dates=(from_, to))
    none_then(scene, m.end(), ahead=True)
    scene.close(start, end)
    return True


# "A 95% probability to a quarter": how large the move of the Fed would be.
OF_A_STEP = re.compile(
    r"‹[%hd]\d+› (?:probability|chance|odds|likelihood) (?:to|of|for) (?:only "
    r"|just )?(?P<size>‹h\d+›)(?=[.,;]|$)"
)
PRICED_BY = re.compile(r"\b(?:futures|swaps|money markets)\b")


def size_priced(scene: Scene) -> int:
    """Return where the size of a Fed move that futures give odds to stands; -1 for none."""
    m = OF_A_STEP.search(scene.text)
    return m.start("size") if m and PRICED_BY.search(scene.text) else -1


def odds_of_fed(scene: Scene, end: int) -> bool:
    """Whether futures give odds in a paragraph that has just spoken of the Fed."""
    same = scene.same_paragraph
    of_fed = same and scene.memory.subject == ("FFT",)
    return of_fed and PRICED_BY.search(scene.text, 0, end) is not None


# "The odds of a move on 29 October", in a paragraph that has just spoken of the Fed.
A_MOVE = re.compile(
    words.marks(
        r"\bof (?:an?|another|any) (?:further )?(?:move|step|change) (?:(?:in|on|at|by) )?<T>"
    )
)


def move_of_the_fed(scene: Scene, start: int, end: int) -> bool:
    """Return whether a move that is given odds is one of the Fed, spoken of just before."""
    last, same = scene.memory.last, scene.same_paragraph
    return bool(
        same and last and last.subject == ("FFT",) and A_MOVE.search(scene.text, start, end)
    )


# "Is expected to trim another quarter in November": of a point.
STEPS = {0.25, 0.5, 0.75}
BY_A_STEP = re.compile(
    r"\b(?:trim|cut|add|lop|shave|raise|lift|lower|hike|reduce)(?:s|ed|med|ting|ming|ing)?"
    r"(?: (?:rates|‹[fr]\d+›))?(?: by)?(?: off)? (?:an?(?:other)? |one )?$"
)


def in_points(figure: Figure) -> Figure:
    """Return a quarter or a half beside a verb of the Fed as one of a point."""
    amount = figure.amount
    part = figure.subject == ("FFT",) and amount.measure == "share" and len(amount.values) == 1
    if not part or not {*amount.values} <= STEPS or not BY_A_STEP.search(figure.lead):
        return figure
    return replace(figure, place=replace(figure.place, mention=replace(amount, measure="point")))
