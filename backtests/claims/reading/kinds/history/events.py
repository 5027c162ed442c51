"""Events, seasons and samples that averages and shares of the past are counted over."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.alignment import runs
from backtests.claims.reading.kinds.history import crossed
from backtests.claims.reading.kinds.history.complements import part_named
from backtests.claims.reading.kinds.history.samples import is_of_one_cycle, is_sample, own_spans
from backtests.claims.reading.kinds.patterns.tendencies import (
    A_WHILE_AFTER,
    AFTER_IT_HAS,
    HABIT,
    STEP_AFTER,
    STEP_BEFORE,
    TENDS,
    WAS_THE_WORST,
    WHEN_IT,
)
from backtests.claims.reading.marks.lengths import horizons
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene

CUE = re.compile(
    r"\b(?:on average|rolling|averag(?:e(?! (?:individual |single |listed |u\.s\. )?(?:stock|share|member|company|component|constituent|investor|american|consumer|fund|household)\b)|ed|es|ing)|means?\b(?= (?:return|gain|loss|fall|rise|of|move|change|\S*‹)|$|[,.;])|in the mean|(?:the|a|its|their) mean|median(?! (?:strategist|forecast(?:er)?|official|estimate|target|analyst|economist|house|bank|member|policy-?maker)s?\b)|typical(?:ly)?|usual(?:ly)?|normal(?:ly)?|historically|tend(?:s|ed)? to|tendency|habit|as a rule|generally|traditionally|in the past)\b"
)


TIMES = r"(?:time|times|cases?|years?|months?|weeks?|days?|instances?|occasions?|sessions?|quarters?|periods?|(?:jan|febr)uar(?:y|ies)|marches|aprils|junes|julys|augusts|\w+(?:bers|days)|trades|signals|breakouts?|observations|episodes|windows|events|samples?|tries|all|them|such|those|these|rolling|past|the|any|octobers|every|(?:golden |death )?crosses|corrections|(?:bear|bull) markets|rallies|sell-?offs|hikes|cuts|recessions|drawdowns|pullbacks)"


SHARE_OF_TIME = re.compile(
    rf"^(?: \(‹k\d+›\))?(?! of (?:the|our|my|its) (?:portfolio|assets|fund|money|equities|book)\b) (?:of )(?:the |all |such |those |these |its |any |past |rolling |trading |calendar )*(?!all-time)(?:‹n\d+›(?:'s)? )?(?:trading )?{TIMES}\b|^ of (?:all )?(?:record|new|all-time) (?:highs|lows|closes)\b|^ of (?:‹#\d+›[ -](?:year|month|week|day|quarter) )?(?:rolling |calendar )?(?:periods|spans|stretches|windows)\b|^ of ‹w|^ of (?:the |all )?‹(?!#)|^ of (?:the |all )?‹#\d+› [a-z]+s\b|^ (?:win|hit|success|strike|batting) (?:rate|average)|^ the time\b|^ positive(?= (?:at|after|over|‹w))"
)


OF_TIME = re.compile(r" of the (?:time|years|cases)\b")
EVENTS = re.compile(
    words.marks(
        r"^ (?:such |golden |death |(?:[a-z]+|‹[#w]\d+›)-day |‹w\d+› |one-day |daily |weekly |quarterly |annual |yearly |monthly |false |failed |clean |separate |different |similar |other |prior |earlier |more |of (?:those|these|them) |major |calendar |full |further |distinct |previous |past |upside )*(?:breakouts?|crosses|corrections?|bear markets?|bull markets?|times|occasions|cases|instances|days|sessions|falls?|declines?|drops?|rallies|signals|episodes|crashes|months|weeks|years|closes|moves|pullbacks?|drawdowns?|recessions|cycles|years of|gains|loss(?:es)|slumps|slides|spikes|jumps|rises|setbacks|advances|januaries|droughts|streaks|stretches|spells|occurrences|periods|waits|declines)\b(?! (?:ago|later|earlier|in a row|running|time|after|from now|following|before|prior|ahead|into|out\b))"
    )
)


OF_A_RUN = re.compile(r"\b(?:consecutive|straight|successive) $")
# "Each 50 basis-point rise in the yield" is an event too.
EACH_MOVE = re.compile(
    words.marks(
        r"\b(?:each|every) (?:additional |further )?(?P<amount><A>)[ -](?:rise|increase|fall|drop|decline|move|gain|widening|jump) in (?:the )?<N>"
    )
)
THRESHOLD_AFTER = re.compile(
    r"^(?:,)? or (?:more|worse|better|greater|higher|lower|deeper|larger|bigger|less)\b|^\+| in a (?:day|week|month)\b"
)


THRESHOLD_BEFORE = re.compile(
    words.marks(
        r"\b(?:after|following|followed|follow|when|whenever|once|with|from|of|every|in the wake of|that (?:fell|rose|began|started)|by)\b(?: (?:<N>|[\w'-]+)){0,5} (?:of |by |above |below |more than |at least |than |over |exceed\w* |topp(?:ed|ing) |tops |cross(?:ed|es|ing) |pass(?:ed|es) |hit |reach(?:ed|es) |to )(?:\w+ ){0,2}$"
    )
)


FOLLOWED = re.compile(
    r"(?<!that )(?<!which )(?<!that was )(?<!that were )(?<!which was )(?<!which were )\b(?:followed (?:by|with)|preceded|gave way to|led to|paved the way|tended to|turned into|has produced|(?:been )?(?:made good|recovered|recouped|made up|erased)|has meant|have meant|been good for|been bad for)\b"
)
EVENT = re.compile(
    words.marks(
        r"\b(?:after|following|that follow(?:s|ed)?|out of|in the wake of|once|when(?:ever)?) (?P<event>(?:(?!‹[%h#]\d+›,)[^,.;:])+)"
    )
)


# A row an event: how texts name it, and its name in a condition.
NAMED_EVENTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words.marks(pattern)), name)
    for pattern, name in (
        (r"\bgolden cross(?:es)?\b", "after golden cross"),
        (r"\bdeath cross(?:es)?\b", "after death cross"),
        (r"\binver(?:sions?|ted|ts?)\b", "after yield curve inversion"),
        (r"\bbreak-?outs?\b|\bbroke out\b|\bbreaks? out of\b", "after breakout"),
        (r"\bbreadth thrusts?\b", "after breadth thrust"),
        (
            r"\b(?:new|record|fresh|all-time)(?: closing| all-time| record)? (?:highs?|closes?|peaks?)\b|\bnew records?\b|\ba record\b",
            "after record high",
        ),
        (r"\bmid-?term(?: election)?s?\b(?! (?:election )?years?)", "after midterm elections"),
        (
            r"\b(?:after|following|out of|follow\w*|end of an?) (?:an? |the )?recessions?\b",
            "after recession",
        ),
        (
            r"\b(?:after|following|follow\w*) (?:an? |the )?(?:\w+ )?bear markets?\b",
            "after bear market",
        ),
        (
            r"\b(?:after|following|follow\w*) (?:an? |the )?(?:\w+ )?corrections?\b",
            "after correction",
        ),
        (r"\bbear markets?\b", "bear markets"),
        (r"\bcorrections?\b", "corrections"),
    )
)


SEASONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:mid-?term)(?: election)? years?\b"), "midterm years"),
    (re.compile(r"\b(?:pre-election|pre-presidential) years?\b"), "pre-election years"),
    (re.compile(r"\bpost-election years?\b"), "post-election years"),
    (re.compile(r"\b(?:presidential )?election years?\b"), "election years"),
    (re.compile(r"\bsanta(?: claus)?(?: rally)?\b"), "Santa Claus rally"),
    (
        re.compile(
            r"\b(?:first|last|final|opening|closing) (?:\w+ |‹[^›]+› )?(?:months?|weeks?|quarters?|half) of (?:the|a|each|every) (?:calendar )?(?:year|month|quarter)\b"
        ),
        "",
    ),
    (re.compile(r"‹w\d+› effect\b"), "January effect"),
    (re.compile(r"\bthanksgiving(?: week)?\b|‹w\d+› week\b"), "Thanksgiving week"),
    (re.compile(r"\bturn[ -]of[ -]the[ -]year\b"), "turn of the year"),
    (re.compile(r"\bturn[ -]of[ -]the[ -]month\b|\bmonth-ends\b"), "turn of the month"),
    (re.compile(r"\b(?:final|last) month of the year\b"), "December"),
    (re.compile(r"\b(?:final|last|fourth) quarters?\b"), "fourth quarter"),
    (re.compile(r"\b(?:first|second|third) quarters\b"), ""),
    (
        re.compile(r"\bhalloween (?:effect|indicator|strategy)\b|\bsell in may\b"),
        "November to April",
    ),
    (re.compile(r"\b(?:mondays|tuesdays|wednesdays|thursdays|fridays)\b"), ""),
    (
        re.compile(
            r"\b(?:januaries|septembers|octobers|decembers|augusts|julys|aprils|novembers|februaries|marches|junes|mays)\b"
        ),
        "",
    ),
    (re.compile(r"\bindex rebalanc\w+|\breconstitution\b"), "index rebalance"),
    (
        re.compile(r"\b(?:the )?(?:best|worst|strongest|weakest) (?:six|three|two) months\b"),
        "six months",
    ),
    (
        re.compile(
            r"\b(?:first|last|final|opening|closing)(?: \S+)?(?: trading)? (?:day|week|days|sessions|weeks) (?:of (?:the|each|every|a) (?:month|year)|‹w\d+›)"
        ),
        "",
    ),
    (
        re.compile(
            r"\bsummers?\b|\bwinters?\b|\bholiday weeks?\b|\bexpir(?:y|ation) weeks?\b|\byear-end rally\b"
        ),
        "season",
    ),
)


# "The typical signal was followed by a setback of 8%": the figure is the result.
RESULTED = re.compile(
    r"\b(?:followed by|led to|brought|preceded|produced|meant|resulted in|gave way to) (?:an? |the )?(?:\w+ ){0,3}(?:of |by )?(?:\w+ )?$"
)


OF_SIZE = re.compile(
    r"[ -](?:(?:[\w-]+|‹[w#]\d+›(?:-[a-z]+)?) )?(?:gain|loss|drop|decline|rise|fall|rally|move|pullback|correction|drawdown|slide|advance|plunge|jump|rebound|bounce|surge|spike|sell-off|slump)\b"
)


# "After the VIX doubles": a word that is figure and verb in one.
AFTER_IT_DOUBLES = re.compile(words.marks(r"\b(?:after|when|whenever|once|‹w\d+›) (?:the )?<N> $"))


def is_threshold(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is the size of an event and not what followed it."""
    if AFTER_IT_HAS.search(scene.text[: place.start]) or crossed.is_level(scene, place):
        return True
    stepped = place.mention.measure in {"bp", "point", "pp"}
    if (
        stepped
        and STEP_BEFORE.search(scene.text[: place.start])
        and STEP_AFTER.match(scene.text, place.end)
    ):
        return True
    if place.mention.change and AFTER_IT_DOUBLES.search(scene.text[: place.start]):
        return True
    if THRESHOLD_AFTER.match(scene.text[place.end :]) or OF_A_RUN.search(scene.text[: place.start]):
        return True
    since = A_WHILE_AFTER.search(scene.text[: place.start])
    if since and any(t.start == since.start() and t.mention.span[1] for t in scene.times):
        of_it = scene.text[: place.start].endswith((" of ", " by "))
        return of_it or OF_SIZE.match(scene.text, place.end) is not None
    if re.search(
        r"\b(?:after|following|that follow(?:s|ed)?|which follow(?:s|ed)?|recover(?:s|ed|y)? from|emerg(?:es?|ed) from|out of) (?:a|an|any|such an?)(?: \w+)? $",
        scene.text[: place.start],
    ) and OF_SIZE.match(scene.text, place.end):
        return True
    start, end = scene.clause(place.start)
    if RESULTED.search(scene.text[start : place.start]):
        return False
    if FOLLOWED.search(scene.text[place.end : end]):
        return True
    return (
        bool(THRESHOLD_BEFORE.search(scene.text[start : place.start]))
        and bool(
            re.search(
                r"\b(?:after|following|followed|follow|when|whenever|once|more than|at least|above|below|over|exceed\w*)\b",
                scene.text[start : place.start],
            )
        )
        and not re.search(
            r"\b(?:averag\w+|mean|median)\b[^,]{0,20}$", scene.text[start : place.start]
        )
    )


TIMES_COUNTED = re.compile(
    words.marks(r"<#> (?:times|occasions|days|weeks|months|years)\b(?! (?:ago|later|earlier))")
)


def counts_ahead(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a share or a count of the sentence is of moves of this size."""
    return any(
        p.mention.measure in {"of", "odds"}
        or (p.mention.measure in {"percent", "share"} and SHARE_OF_TIME.match(scene.text[p.end :]))
        for p in scene.amounts
        if p is not place or TIMES_COUNTED.match(scene.text, p.start)
    ) or any(d.kind == "frequency" for d in scene.drafts)


# "After a positive January": a season of a sort.
AFTER_A_SEASON = re.compile(
    r"\bafter an? (?:[a-z]+ and )?(?:positive|negative|losing|winning|strong|weak|good|bad|poor|down|up) ‹w\d+›"
)


def is_of_a_sort(scene: Scene) -> bool:
    """Whether the event counted from is one of a sort and not of a date."""
    if AFTER_A_SEASON.search(scene.text) or WHEN_IT.search(scene.text):
        return True
    m = re.search(words.marks(r"\b(?:after|following|from)\b (?P<event>[^,.;]{0,60})"), scene.text)
    return (
        bool(m and not is_of_one_cycle(scene))
        and not re.search(r"‹w\d+›", m["event"] if m else "")
        and bool(
            re.search(
                r"(?<!\w)(?:such|‹r\d+›|a|an|any|the (?:first|last|opening|final)|them|these|those|every|\S*‹f|record|first|last)\b",
                m["event"] if m else "",
            )
        )
    )


WAS_KIND = re.compile(
    r"‹w\d+› (?:was|proved) (?:\w+ )?(?:kind|good|bad|cruel|generous|rough|tough|unkind) (?:to|for)\b"
)


# A weekday that is ranked among the others is one of every week.
OF_WEEKDAYS = re.compile(r"\b(?:always|usually) the [\w -]+day ‹w\d+›|\bof all (?:week)?days\b")


def season(scene: Scene, start: int, end: int) -> str:
    """Return the part of the calendar a clause speaks of as a rule; empty without one."""
    if WAS_THE_WORST.search(scene.text) or (WAS_KIND.search(scene.text) and not is_sampled(scene)):
        return ""
    named = [
        name or _own_words(scene, m)
        for pattern, name in SEASONS
        if (m := pattern.search(scene.text))
    ]
    for t in scene.times:
        time = t.mention
        unnamed = (
            time.role in {"in", "by"}
            and not time.named
            and time.grain in {"week", "month", "quarter", "half", "year", "day"}
        )
        if (
            unnamed
            and not named
            and not any(d.kind == "record" for d in scene.drafts)
            and (
                TENDS.search(scene.text)
                or OF_WEEKDAYS.search(scene.text)
                or (
                    time.grain != "day"
                    and (HABIT.search(scene.text) or CUE.search(scene.text) or is_sampled(scene))
                )
            )
        ):
            named.append(part_named(time.words))
    return " of ".join(named[:2]) if named else ""


def _own_words(scene: Scene, m: re.Match[str]) -> str:
    """Return the words of a season, a weekday or month in the plural as its name."""
    said = spelt(scene, m[0])
    if " " in said:
        return said
    return re.sub(r"ies$", "y", said).removesuffix("es" if said == "marches" else "s").capitalize()


def spelt(scene: Scene, stretch: str) -> str:
    """Return a stretch of marks with the words of the sentence in the place of each mark."""
    for p, mention in zip(scene.marked.places, scene.marked.mentions, strict=True):
        stretch = stretch.replace(
            scene.text[p[0] : p[1]], scene.marked.sentence.text[mention.start : mention.end]
        )
    return stretch


def is_sampled(scene: Scene) -> bool:
    """Return whether a sentence says which years are counted, or counts cases."""
    return any(
        is_sample(t.mention) and t.mention.grain in {"year", "decade"} for t in scene.times
    ) or any(
        p.mention.measure == "of"
        or (p.mention.measure in {"percent", "share"} and OF_TIME.match(scene.text[p.end :]))
        for p in scene.amounts
    )


def named_event(text: str) -> str:
    """Return the event of the table that a sentence names; empty when it names none."""
    fed = re.search(
        words.marks(
            r"\b(?P<rank>first|last|opening|final|initial)(?: [\w'-]+){0,2}? (?:(?P<down>cuts?|reductions?|easing)|(?P<up>hikes?|increases?|rises?)|(?P<name>‹f\d+›))"
        ),
        text,
    )
    if fed and (fed["down"] or fed["up"]):
        rank = "first" if fed["rank"] in {"first", "opening", "initial"} else "last"
        return f"after {rank} {'cut' if fed['down'] else 'hike'}"
    return next((name for pattern, name in NAMED_EVENTS if pattern.search(text)), "")


# Roles of times over which a mean is counted; "the next three months" of an event are no forecast.
_HORIZONS = ("horizon", "ahead", "span")


def event(scene: Scene, place: Placed[Amount] | None = None) -> str:
    """Return the event and the horizon of an average, in short words."""
    text = scene.text
    named = crossed.condition(scene) or named_event(text)
    m = None if named else EVENT.search(text)
    spans = [t.mention for t in scene.times if t.mention.role in _HORIZONS and t.mention.span[1]]
    spans.sort(key=lambda t: _HORIZONS.index(t.role))
    before = [
        t.mention
        for t in scene.times
        if place and t.end <= place.start and t.mention in spans and t.mention.role == "horizon"
    ]
    own = [t for t in own_spans(scene, place) if t in spans] if place else []
    horizon = next(iter([*own, *before[::-1], *spans]), None)
    parts = [named] if named else []
    if m:
        parts.append(_policy(f"after {_short(scene, m['event'])}".lower()))
    noun = place.mention.noun if place and place.mention.measure == "of" else ""
    if not parts and noun in {"days", "sessions", "weeks", "months", "quarters"}:
        parts.append(noun)
    if horizon:
        count, unit = horizon.span
        listed = horizons(horizon.words)
        row = next((r for r in runs(scene.text, scene.amounts) if place in r), []) if listed else []
        if place and len(row) == len(listed) > 1:
            count = listed[row.index(place)]
        if unit == "year":
            count, unit = count * 12, "month"
        if unit == "quarter":
            count, unit = count * 3, "month"
        parts.append(f"{count:g} {unit}{'s' if count != 1 else ''}")
    return ", ".join(parts)


# A market after the words of the event is the one that the figure is of, unless the event begins
# with it.
_END_OF_EVENT = re.compile(
    words.marks(r"(?<=[\w›]) (?:the )?‹[nmvys]\d+›|, | (?:is|are|was|were|has|have|had|will)\b")
)
_LOOSE_END = re.compile(
    r"(?: (?:in|of|by|on|at|for|to|from|an?|the|over|within|its|their|and|or))+$"
)


def _short(scene: Scene, of_event: str) -> str:
    """Return the first five words of an event, and one more where they end on a preposition."""
    first = re.match(r"(?:(?:the|an?) )?(?:‹[nmvys]\d+›)?", of_event)
    at = first.end() if first else 0
    said = spelt(scene, of_event[:at] + _END_OF_EVENT.split(of_event[at:])[0]).split()
    short = " ".join(said[:5])
    if _LOOSE_END.search(short):
        short = " ".join(said[:6])
    short = _LOOSE_END.sub("", short)
    return re.sub(r"^(?:the|a|an|its|such a|such|fed's) |the fed's ", "", short)


def _policy(words_: str) -> str:
    """Return "after last cut" for an event that is the first or last move of the Fed."""
    m = re.search(
        r"\b(?P<rank>first|last|opening|final)(?: \w+){0,3}? (?P<move>cut|hike|increase)\b", words_
    )
    if not m:
        return words_
    rank = {"opening": "first", "final": "last"}.get(m["rank"], m["rank"])
    return f"after {rank} {'hike' if m['move'] == 'increase' else m['move']}"


# What a figure is set against: "350, against a mean of 500".
SET_AGAINST = re.compile(
    r"\b(?:versus|vs\.?|against|compared (?:with|to)|than|above|below|under|over|from|inside|within)\b[^,;]*$"
)


def is_set_against_average(scene: Scene, place: Placed[Amount], end: int) -> bool:
    """Whether the average spoken of is what a figure is set against: "350, against a mean of 500"."""
    cue = CUE.search(scene.text, place.end, end)
    return bool(cue) and bool(SET_AGAINST.search(scene.text[place.end : cue.start()]))  # type: ignore[union-attr]
