"""Words of events and of what followed them."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.marks.days import MONTHS_IN_PLURAL

# Events of which the past has had some: "in previous easing cycles", "after past halvings".
_PAST_EVENTS = (
    r"(?:(?:bull|bear) markets|halvings|(?:golden |death )?crosses|recoveries|cycles|campaigns"
    r"|corrections|crashes|recessions|breakouts|signals|cuts|hikes|pauses|elections|streaks"
    r"|sell-?offs|inversions|episodes|instances|occasions|shocks|spikes|slumps|expansions)"
)
CUE = re.compile(
    r"\b(?:on average|rolling|averag(?:e(?! (?:individual |single |listed |u\.s\. )?(?:stock"
    r"|share|member|company|component|constituent|investor|american|consumer|fund|household)\b)"
    r"|ed|es|ing)|means?\b(?= (?:return|gain|loss|fall|rise|of|move|change|\S*‹)|$|[,.;])"
    r"|in the mean|(?:the|a|its|their) mean"
    r"|median(?! (?:strategist|forecast(?:er)?|official|estimate|target|analyst|economist|house"
    r"|bank|member|policy-?maker)s?\b)|typical(?:ly)?|usual(?:ly)?|normal(?:ly)?|historically"
    r"|tend(?:s|ed)? to|tendency|habit|as a rule|generally|traditionally|in the past"
    r"|(?:of|in|during|after|following) (?:the )?(?:past|previous|earlier|prior|former|other"
    rf"|similar|such|historical) (?:‹f\d+› |[a-z-]+ ){{0,2}}?{_PAST_EVENTS}"
    # what such events were like: "bear markets without a recession saw a fall of 24%"
    r"|(?:(?:bear|bull) markets|corrections|recessions|crashes|pullbacks)"
    r"(?: (?!of\b|in\b(?! an? ))[a-z]+){0,7} (?:saw|brought|bring|meant|mean|cost|took|take"
    r"|led to|lead to)"
    # "Similar readings led to gains of 9%"
    r"|(?:similar|such|past|previous|prior|comparable) (?:[a-z-]+ ){0,3}?[a-z]+(?<!loss)(?<!gain)s "
    r"(?:(?:have|had) (?:been )?|were )?(?:led to|followed by|preceded|produced|resulted in))\b"
)
# "The third year of a presidential term", "of the four-year cycle".
_TERM = (
    r"(?:(?:an?|the|each|every|his|their|its) )?(?:new )?(?:(?:us |american )?president(?:ial|'s)"
    r"|white house|four-year|‹#\d+›-year(?: presidential)?|election) (?:term|cycle)s?\b"
)
TIMES = (
    rf"(?:{MONTHS_IN_PLURAL}|time|times|cases?|years?|months?|weeks?|days?|instances?|occurrences?|occasions?"
    r"|sessions?|quarters?"
    r"|periods?|(?:jan|febr)uary|\w+days"
    r"|trades|signals|breakouts?|observations|episodes|windows|events|samples?|tries|all|them"
    r"|such|those|these|rolling|past|the|any|every|(?:golden |death )?crosses"
    r"|corrections|(?:bear|bull) markets|rallies|sell-?offs|hikes|cuts|recessions|drawdowns"
    r"|pullbacks)"
)
SHARE_OF_TIME = re.compile(
    rf"^(?: \(‹k\d+›\))?(?! of (?:the|our|my|its) (?:portfolio|assets|fund|money|equities"
    rf"|book)\b) (?:of )(?:the |all |such |those |these |its |any |past |rolling |trading "
    rf"|calendar )*(?!all-time)(?:‹n\d+›(?:'s)? )?(?:trading )?{TIMES}\b"
    rf"|^ of (?:all )?(?:record|new|all-time) (?:highs|lows|closes)\b"
    rf"|^ of (?:‹#\d+›[ -](?:year|month|week|day|quarter) )?(?:rolling |calendar )?(?:periods"
    rf"|spans|stretches|windows)\b|^ of ‹w|^ of (?:the |all )?‹(?!#)"
    rf"|^ of (?:the |all )?‹#\d+› [a-z]+s\b|^ (?:win|hit|success|strike|batting) (?:rate|average)"
    rf"|^ the time\b|^ positive(?= (?:at|after|over|‹w))"
)
OF_TIME = re.compile(r" of the (?:time|years|cases)\b")
EVENTS = re.compile(
    words.marks(
        r"^ (?:such |golden |death |(?:[a-z]+|‹[#w]\d+›)-day |‹w\d+› |one-day |daily |weekly "
        r"|quarterly |annual |yearly |monthly |full-blown "
        r"|full-fledged |outright |official |false |failed |clean |separate |different "
        r"|similar |other |prior |earlier |more |of (?:those|these|them) |major |calendar |full "
        r"|further |distinct |previous |past |upside )*(?:breakouts?|crosses|corrections?"
        r"|bear markets?|bull markets?|times|occasions|cases|instances|occurrences|days|sessions"
        r"|falls?"
        r"|declines?|drops?|rallies|signals|episodes|crashes|months|weeks|years|closes|moves"
        r"|pullbacks?|drawdowns?|recessions|cycles|years of|gains|loss(?:es)|slumps|slides|spikes"
        rf"|jumps|rises|setbacks|advances|{MONTHS_IN_PLURAL}|droughts|streaks|stretches|spells|occurrences"
        r"|periods|waits|declines)\b(?! (?:ago|later|earlier|in a row|running|time|after|from now"
        r"|following|before|prior|ahead|into|out\b))"
    )
)
OF_A_RUN = re.compile(r"\b(?:consecutive|straight|successive) $")
# "Each 50 basis-point rise in the yield" is an event too.
EACH_MOVE = re.compile(
    words.marks(
        r"\b(?:each|every) (?:additional |further )?(?P<amount><A>)[ -](?:rise|increase|fall|drop"
        r"|decline|move|gain|widening|jump) in (?:the )?<N>"
    )
)
THRESHOLD_AFTER = re.compile(
    r"^(?:,)? or (?:more|worse|better|greater|higher|lower|deeper|larger|bigger|less)\b|^\+"
    r"| in a (?:day|week|month)\b"
)
THRESHOLD_BEFORE = re.compile(
    words.marks(
        r"\b(?:after|following|followed|follow|when|whenever|once|with|from|of|every"
        r"|in the wake of|that (?:fell|rose|began|started)|by)\b(?: (?:<N>|[\w'-]+)){0,5} (?:of "
        r"|by |above |below |more than |at least |than |over |exceed\w* |topp(?:ed|ing) |tops "
        r"|cross(?:ed|es|ing) |pass(?:ed|es) |hit |reach(?:ed|es) |to )(?:\w+ ){0,2}$"
    )
)
FOLLOWED = re.compile(
    r"(?<!that )(?<!which )(?<!that was )(?<!that were )(?<!which was )(?<!which were )\b"
    r"(?:followed (?:by|with)|preceded|gave way to|led to|paved the way|tended to|turned into"
    r"|has produced|(?:been )?(?:made good|recovered|recouped|made up|erased)|has meant"
    r"|have meant|been good for|been bad for)\b"
)
EVENT = re.compile(
    words.marks(
        r"\b(?:after|following|that follow(?:s|ed)?|out of|in the wake of|once"
        r"|when(?:ever)?) (?P<event>(?:(?!‹[%h#]\d+›,)[^,.;:])+)"
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
            (
                r"(?<!from a )(?<!from the )(?<!from its )"
                r"(?<!below a )(?<!below the )(?<!below its )"
                r"\b(?:new|record|fresh|all-time)(?: closing| all-time| record)? (?:highs?|closes?"
                r"|peaks?)\b|\bnew records?\b|(?<!from )(?<!below )\ba record\b"
            ),
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
# "The ten days around New Year": a part of the calendar with a number in its name.
DAYS_AROUND = re.compile(
    r"(?<!\w)(?:\w+|‹#\d+›) (?:trading )?(?:days|sessions|weeks) (?:around|either side of"
    r"|straddling|surrounding|before|after|into|leading (?:up )?(?:in)?to) (?:‹w\d+›|christmas"
    r"|thanksgiving|easter|labor day|independence day|the (?:fourth of july|new year|year-end"
    r"|turn of the year))(?!\w)"
)
SEASONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:mid-?term)(?: election)? years?\b"), "midterm years"),
    (re.compile(r"\b(?:pre-election|pre-presidential) years?\b"), "pre-election years"),
    *(
        (re.compile(rf"\b{ordinal} years? of {_TERM}"), f"{years} years")
        for ordinal, years in (
            ("first", "post-election"),
            ("second", "midterm"),
            ("third", "pre-election"),
            ("(?:fourth|last|final)", "election"),
        )
    ),
    (re.compile(r"\bpost-election years?\b"), "post-election years"),
    (
        re.compile(r"(?<!\bthis )(?<!presidential )\b(?:presidential )?election years?\b"),
        "election years",
    ),
    (re.compile(r"\bsanta(?: claus)?(?: rally)?\b"), "Santa Claus rally"),
    (
        re.compile(
            r"\b(?:first|last|final|opening|closing) (?:\w+ |‹[^›]+› )?(?:months?|weeks?"
            r"|quarters?|half) of (?:the|a|each|every) (?:calendar )?(?:year|month|quarter)\b"
        ),
        "",
    ),
    (re.compile(r"‹w\d+› effect\b"), "January effect"),
    (re.compile(r"\bthanksgiving(?: week)?\b"), "Thanksgiving week"),
    (re.compile(r"‹w\d+› week\b"), ""),
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
    (re.compile(rf"\b{MONTHS_IN_PLURAL}\b"), ""),
    (re.compile(r"\bindex rebalanc\w+|\breconstitution\b"), "index rebalance"),
    (
        re.compile(r"\b(?:the )?(?:best|worst|strongest|weakest) (?:six|three|two) months\b"),
        "six months",
    ),
    (
        re.compile(
            r"\b(?:first|last|final|opening|closing)(?: \S+)?(?: trading)? (?:day|week|days"
            r"|sessions|weeks) (?:of (?:the|each|every|a) (?:month|year)|‹w\d+›)"
        ),
        "",
    ),
    (DAYS_AROUND, ""),
    (re.compile(r"\bwinter hal(?:f|ves)(?:[ -]years?)?\b"), "November to April"),
    (re.compile(r"\bsummer hal(?:f|ves)(?:[ -]years?)?\b"), "May to October"),
    (
        re.compile(
            r"\bsummers?\b|\bwinters?\b|\bholiday weeks?\b|\bexpir(?:y|ation) weeks?\b"
            r"|\byear-end rally\b"
        ),
        "season",
    ),
)
# "The typical signal was followed by a setback of 8%": the figure is the result.
RESULTED = re.compile(
    r"\b(?:followed by|led to|brought|preceded|produced|meant|resulted in|gave way to) (?:an? "
    r"|the )?(?:\w+ ){0,3}(?:of |by )?(?:\w+ )?$"
)
OF_SIZE = re.compile(
    r"[ -](?:(?:[\w-]+|‹[w#]\d+›(?:-[a-z]+)?) )?(?:gain|loss|drop|decline|rise|fall|rally|move"
    r"|pullback|correction|drawdown|slide|advance|plunge|jump|rebound|bounce|surge|spike|sell-off"
    r"|slump)\b"
)
# "After the VIX doubles": a word that is figure and verb in one.
AFTER_IT_DOUBLES = re.compile(
    words.marks(r"(?<!\w)(?:after|when|whenever|once|‹w\d+›) (?:the )?<N> $")
)
TIMES_COUNTED = re.compile(
    words.marks(r"<#> (?:times|occasions|days|weeks|months|years)\b(?! (?:ago|later|earlier))")
)
# "After a positive January": a season of a sort.
AFTER_A_SEASON = re.compile(
    r"\bafter an? (?:[a-z]+ and )?(?:positive|negative|losing|winning|strong|weak|good|bad|poor"
    r"|down|up) ‹w\d+›"
)
WAS_KIND = re.compile(
    r"‹w\d+› (?:was|proved) (?:\w+ )?(?:kind|good|bad|cruel|generous|rough|tough|unkind) (?:to"
    r"|for)\b"
)
# A weekday that is ranked among the others is one of every week.
OF_WEEKDAYS = re.compile(r"\b(?:always|usually) the [\w -]+day ‹w\d+›|\bof all (?:week)?days\b")
# A market after the words of the event is the one that the figure is of, unless the event begins
# with it.
END_OF_EVENT = re.compile(
    words.marks(r"(?<=[\w›]) (?:the )?‹[nmvys]\d+›|, | (?:is|are|was|were|has|have|had|will)\b")
)
LOOSE_END = re.compile(
    r"(?: (?:in|of|by|on|at|for|to|from|an?|the|over|within|its|their|and|or))+$"
)
# What a figure is set against: "350, against a mean of 500".
SET_AGAINST = re.compile(
    r"\b(?:versus|vs\.?|against|compared (?:with|to)|than|above|below|under|over|from|inside"
    r"|within)\b[^,;]*$"
)
