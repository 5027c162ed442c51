"""Phrases that are a span or a date by themselves: "the past two years", "by year-end"."""

from __future__ import annotations

from backtests.claims.reading.marks import numerals
from backtests.claims.reading.marks.lengths import NUM, UNIT
from backtests.claims.reading.marks.moments import Role

# The shorter end of a span such as "three to six months".
UP_TO = rf"(?:(?:\d+|{numerals.CARDINAL})(?: to |-to-| or |-|–))?"
# "The day after the election" is a day of its own.
NO_ELECTION = (
    r"(?!(?<=the day after) (?:the |last week's )(?:(?:19|20)\d\d )?(?:[a-z]+ )?election\b)"
)
SEASON = r"(?:spring|summer|autumn|fall|winter)(?![ -]half)"
AHEAD_UNITS = r"(?:few |several |couple of )?(?:days|weeks|months|quarters|years|sessions)"
SPANS: tuple[tuple[str, Role], ...] = (
    (
        (
            r"(?:over|in|for|during|within|through|across|of|on) (?:the )?(?:past|last|previous) "
            r"(?P<num>quarter|half)[- ](?:of )?(?:a[- ])?(?P<unit>century)"
        ),
        "back",
    ),
    (
        (
            r"(?:in the |over the )?(?:year|month|quarter|week)[- ]to[- ]date|ytd|[wmq]td"
            r"|20\d\d (?:to date|so far)|so far (?:this|in the) (?:year|month|quarter|week)"
            r"|this (?:year|month|quarter|week) so far"
            r"|where (?:it|they|\x00+) (?:began|started|opened|entered) (?:the|this) (?:year|month"
            r"|quarter|week)|(?:\w+|\d+) (?:weeks|months) into (?:the|this) year"
            r"|(?<=it has been )an? (?:\w+ ){0,2}(?:year|month|quarter|week)(?=:| for | in which)"
            r"|(?:since|for) (?:the )?new year(?! on)"
            r"|since (?:the|this) (?:year|month|quarter|week) "
            r"(?:began|started|opened|got under way)"
        ),
        "so far",
    ),
    (
        (
            r"(?:over|in|for|during|within|through|across|of) (?:just |only )?"
            rf"(?:the |(?=past ))(?:(?:past|last|trailing) (?:{NUM} )?{UNIT}"
            rf"|(?:previous|prior|preceding) {NUM} {UNIT})(?! of\b(?! (?:trading|selling|buying)))"
        ),
        "back",
    ),
    (
        (
            rf"(?:over|in|for|during|within|on) (?:the|a) (?:past|last|trailing) {NUM}-{UNIT}"
            r"(?: (?:period|basis|span|stretch))?"
            rf"|(?<!of )(?<!of the )(?<!the )(?:past|last|trailing) {NUM} {UNIT}(?! of\b)"
        ),
        "back",
    ),
    (
        (
            rf"(?:{NUM} {UNIT}|(?P<num>a) (?P<unit>fortnight)) of "
            r"(?:straight |steady |heavy |relentless |uninterrupted |almost |nothing but )*"
            r"(?:selling|buying|gains|losses|declines|falls|rises|turmoil|weakness|strength"
            r"|trouble|panic|calm)\b"
        ),
        "span",
    ),
    (
        (
            rf"(?:good|great|fine|splendid|bad|poor|dismal|rough|torrid|wretched) {NUM} "
            rf"{UNIT}(?= (?:to|for|in)\b)"
        ),
        "back",
    ),
    (
        (
            rf"(?:over|in|for|during|across) (?:the|those|these|that) (?:same )?{NUM} "
            r"(?:trading )?(?:days|sessions|weeks|months)"
            r"(?! (?:after|that|following|before|from|since|to|through|by|up to|ended|ending"
            r"|until|of|prior)\b)"
        ),
        "same",
    ),
    (
        (
            r"(?:over|in|for|during|within|through) the (?:next|coming|ensuing) "
            rf"(?:{NUM} )?{UNIT}(?<!days)(?<!weeks)(?<!months)(?<!quarters)(?<!years)"
        ),
        "ahead",
    ),
    (
        (
            r"(?:(?:over|in|for|during|within|through) )?the (?:next|coming|ensuing) "
            rf"{UP_TO}{NUM} {UNIT}"
        ),
        "ahead",
    ),
    (
        (
            rf"(?:in |within )?(?<!of ){UP_TO}{NUM} {UNIT}(?:'s?)?"
            r"(?: from (?:now|today|here)| hence| out| down the road)"
        ),
        "ahead",
    ),
    (rf"in {UP_TO}{NUM} {UNIT}(?:'s?)? time", "ahead"),
    (r"(?:in|over|for|during) the (?:coming|next) (?P<num>half)[- ](?P<unit>year)", "ahead"),
    (
        (
            r"(?:in|over|for|during) (?:the (?:coming|next)|coming) (?P<unit>year)(?: ahead)?"
            r"|(?:in|over|for|during) the (?P<unit>year) ahead"
        ),
        "ahead",
    ),
    (
        (
            rf"(?:on|over|with|from) an? {NUM}[- ]{UNIT} "
            r"(?:view|basis|horizon|stretch|period|perspective|timeframe|window)"
        ),
        "span",
    ),
    (r"(?:on )?(?:that|the) (?:very )?same day|on that day|that day", "by then"),
    # Of which period, the text leaves to the reader.
    (
        r"on the (?:last|final) (?:trading )?(?:day|session)(?= ?[,.;:)]|$| (?:and|but|as|when))",
        "vague behind",
    ),
    (
        (
            r"(?:(?<=ended )|(?<=closed )|(?<=finished ))that (?:week|month|quarter|year)"
            r"|(?:over|in|during|for) (?:(?:that|the) (?:very )?same|that) "
            r"(?:period|span|stretch|time|interval|window|timeframe|month|quarter|year|week|half)"
        ),
        "same",
    ),
    (
        (
            rf"{NUM}[- ]{UNIT}(?= (?:\x00+ )?(?:(?:price|forward|consensus|average|median|mean) "
            r"){0,2}(?:targets?|forecasts?|views?|horizons?|outlooks?|objectives?|goals?))"
        ),
        "ahead",
    ),
    (
        (
            rf"(?<!\d ){NUM}[- ]{UNIT}(?= (?:(?:(?:total|annuali[sz]ed"
            r"|average annual|compound(?:ed)?(?: annual)?) )*(?:returns?|gains?|performance|loss)"
            r"|(?:trading |price )?range\b))"
        ),
        "back",
    ),
    (
        (
            r"(?:in|over|during|within) the (?P<num>half)[- ](?P<unit>year)"
            r"(?= (?:after|that follow|following))"
        ),
        "horizon",
    ),
    (
        (
            rf"(?:in|over|during) the {NUM} {UNIT} since(?= (?:the|its|that|a|an|\x00)[^.;]* "
            r"(?:has|have)\b)"
        ),
        "back",
    ),
    (
        (
            rf"(?:in|over|within|during) the (?:{NUM} "
            rf")?{UNIT}(?= (?:after|that follow|following|from|since"
            r"|(?:before|ahead of|leading up to) (?:an?|each|every|such|elections|midterms)))"
            r"(?! since (?:19|20)\d\d in which)"
        ),
        "horizon",
    ),
    (
        (
            r"(?:in|over|within|during|through) the (?:following|subsequent|ensuing|next) "
            rf"(?:{NUM}[- ])?{UNIT}(?:(?:-long)? (?:time )?(?:period|span|stretch|window)s?)?"
        ),
        "horizon",
    ),
    (
        (
            rf"{NUM} {UNIT} (?:later|afterwards?|thereafter|on(?=[,.;]|$| the\b)|after(?:wards)?"
            rf"|out)|(?<!end of )the (?:next|following) {UNIT}"
            rf"|the {UNIT} after(?! [a-z]+ing\b){NO_ELECTION}"
        ),
        "horizon",
    ),
    (
        (
            r"(?:compared (?:with|to) |than |from |above |below |over |under )"
            r"(?:(?:where (?:it|they|\x00+) (?:was|were|stood|traded|closed)|it was|they were"
            rf"|that of|those of|where it (?:was|stood)|its level|the level) )?{NUM} {UNIT} "
            r"(?:ago|earlier|before)"
        ),
        "since",
    ),
    (
        (
            r"(?:since|than|from|compared with) (?:at )?(?:this time|the same (?:time|day|point)) "
            r"(?:last|a) (?P<unit>year)(?: ago| earlier)?"
        ),
        "since",
    ),
    (rf"{NUM} {UNIT} (?:ago|earlier|before(?! [a-z]+ing\b))", "in"),
    (
        (
            r"(?:on )?the (?P<unit>day|session) (?:before|earlier|prior)"
            r"(?= ‹|[,.;:)]|$| (?:and|but|when|while|as|to|after)\b)"
            r"|(?:on |in )?the (?:previous|prior|preceding) (?:trading )?(?P<unit>day|session)"
            r"|(?:(?<=and )|(?<=but )|(?<=, ))(?:on )?the (?:next|following) (?:(?:trading )?"
            r"(?P<unit>day|session)|morning)(?= (?:it|they|\x00+) )"
        ),
        "in",
    ),
    (
        (
            rf"(?:any|every|all|rolling) {NUM}[- ]{UNIT}(?: periods?| stretch(?:es)?| windows?)?"
            rf"|(?:any|every) other {NUM} {UNIT}"
        ),
        "horizon",
    ),
    (rf"(?<=spent ){NUM} {UNIT}", "span"),
    (rf"(?<=spent )the (?:last|past|previous) {NUM} {UNIT}", "back"),
    (
        r"(?:in|over|within|during|for) (?:the )?(?:last|past|previous) (?:24|twenty-four) hours",
        "back",
    ),
    (
        (
            r"(?:in|over|within|for|during|inside) (?:just |only |about |around |roughly |some "
            r"|a period of |less than |more than |nearly |almost |as little as |barely |scarcely "
            rf"|little more than |a mere |under |the space of |roughly |some )?{UP_TO}{NUM} "
            rf"{UNIT}(?! to (?:forget|remember|savou?r|dream))"
            r"(?! (?:to|through|ended|ending|until|up to) "
            r"(?:on )?(?:last )?(?:(?:mon|tues|wednes|thurs|fri)day|yesterday))"
        ),
        "span",
    ),
    (
        (
            rf"(?:in|over|during|for) (?:the )?(?:{AHEAD_UNITS} (?:ahead|to come)"
            rf"|(?:coming|next) {AHEAD_UNITS}|near term|near future|short run)"
        ),
        "vague ahead",
    ),
    (
        (
            rf"within (?:a matter of |a few |a couple of )?(?:days|weeks|months"
            r"|years)(?= ?(?:[,.;:)]|$|(?:and|but|if|as|or)\b))|before (?:too )?long"
            rf"|(?:very )?soon|shortly|in due course|sooner or later|(?<!would )eventually"
            rf"|near[- ]term(?! (?:support|resistance|target|low|high|levels?|trend|floor|ceiling))"
            rf"|in time|over time|(?:in )?the days ahead"
            rf"|(?:by|before|until|at) (?:the |next |this |coming )?(?:late |early |mid-?"
            rf"|end of (?:the )?)?{SEASON}(?! of\b)|this side of (?:the )?{SEASON}|next {SEASON}"
            rf"|(?:through|over|into|throughout) the (?:rest of the )?(?:coming )?{SEASON}"
            rf"|from here|longer term|in the long run"
        ),
        "vague ahead",
    ),
    (
        (
            rf"since (?:the )?(?:last |this )?{SEASON}|since then"
            r"|since (?:its |the index's )?(?:inception|launch|creation)"
            r"|since the (?:second world )?war|since world war (?:two|ii|2)|(?<=has )since"
            r"|(?<=have )since|since(?=[.,;]|$)"
        ),
        "vague since",
    ),
    (
        (
            rf"(?:in|over|during|for) (?:the )?(?:past|last) (?:few|several"
            rf"|couple of) (?:trading )?(?:days|sessions|weeks|months|years)"
            rf"|(?:in |over )?(?:the )?(?:this|last|past) {SEASON}"
            rf"|(?:in|over|during) (?:the )?{SEASON}|earlier (?:this|in the) (?:year|month|week)"
            rf"|early in the (?:year|month)|late in the (?:year|month)|(?<!as )recently|lately"
            rf"|in recent (?:days|weeks|months|years|sessions)|of late|not long ago"
            rf"|(?:for )?most of (?:this|last|the) (?:year|month)"
        ),
        "vague behind",
    ),
    (r"(?:by|until|before) then", "by then"),
    (
        (
            r"(?<!between )now|currently|at present|at the moment|right now|presently"
            r"|at this (?:stage|point)|as of now"
            r"|(?:as of|at) (?:press time|(?:the time of )?(?:this )?writing|this writing"
            r"|the time of publication)"
        ),
        "now",
    ),
)
BY_ITSELF: tuple[tuple[str, Role], ...] = (
    (
        (
            r"(?:by|before|at|into|for|until|through|towards?|come"
            r"|as of)? ?(?:the )?(?:calendar )?year[- ]?end(?! (?P<year>(?:19|20)\d\d))(?! (?:close"
            r"|closing|high|finish)\b)|(?:by |at |before |until |through |towards? )?the (?:end"
            r"|close) of the (?:calendar )?year"
            r"|(?:for|over|in|during|through) the (?:rest|remainder|balance) of (?:the"
            r"|this) (?:calendar )?year|before the year (?:is out|is over|ends|is through|is done"
            r"|closes)|(?:by|before) (?:the )?year's (?:end|close)"
            r"|(?:by|before|until|come) the turn of the year"
            r"|(?:by|before|until|come) new year(?:'s(?: eve| day)?)?(?! \d)|later this year"
            r"|this side of new year|between now and (?:the end of the year|year-end|december"
            r"|christmas)"
        ),
        "by",
    ),
)
