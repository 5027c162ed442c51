"""Words before a period that say how it is meant: by it, since it, at its end."""

from __future__ import annotations

from backtests.claims.reading.marks import numerals
from backtests.claims.reading.marks.moments import Role

# Words before a period that say how it is meant: by it, since it, at its end.
MEANINGS: dict[str, Role] = {
    "by": "by",
    "before": "before",
    "since": "since",
    "vague since": "vague since",
    "vague ahead": "vague ahead",
}
# The day that a distance is measured from: "2% below where it closed on Monday".
_WHERE = (
    r"(?:than|(?:above|below|under|over|beneath|from|short of) "
    r"(?:where|the level (?:where|at which))) "
    r"(?:it|they|\x00+|the (?:index|gauge|market)|prices) "
    r"(?:(?:had|last) )?(?:was|were|stood|closed|traded|ended|finished|been) "
)
PREFIXES: tuple[tuple[str, str], ...] = (
    (r"(?:all|right) through(?: the)? $|throughout(?: the)? $", "in"),
    (
        (
            r"(?:since|from) (?:the |its |their |an? )?(?:[a-z\d-]+ ){0,3}(?:close|highs?|lows?"
            r"|peak|trough|bottom|record|top) (?:of|at|near) [\d$,.]*\d(?:%| points)? (?:on|in"
            r"|set on|of|hit on|reached on|on the) $"
        ),
        "since",
    ),
    (
        (
            r"(?<!\ba )(?<!per )(?<!each )(?<!this )(?:(?:the|in the|for the) )?"
            r"(?:half[- ]year|half|week|month|quarter|(?<!\bon the )year"
            r"|(?:\d+|[a-z]+)-(?:week|month|quarter|year) period"
            r"|(?:\d+|[a-z]+) (?:trading )?(?:days|sessions|weeks|months|quarters"
            r"|years)) (?:to|by|up to|ended|ending|through|until"
            r"|(?:that|which) (?:has )?(?:just )?(?:ended|closed|finished|came to an end))"
            r"(?: on| in| at| the end of| at the end of| end-)? ?$"
        ),
        "span to",
    ),
    (
        (
            r"since (?:its |the |their |\x00+ )?(?:inception|launch|creation|debut|birth),? "
            r"(?:(?:at|in|on|back in) )?(?:the )?(?:end of )?$"
        ),
        "since",
    ),
    # "Since I began to invest in 2004".
    (
        (
            r"since (?:i|we|he|she|they|you|it|the (?:fund|firm|firms|index)|\x00+) (?:first )?"
            r"(?:started|began|opened|launched|was (?:launched|founded|set up)|joined|took over"
            r"|retired)(?: (?:[a-z]+ing|to [a-z]+|work|life|out|here|the job))?"
            r" (?:(?:at|in|on|back in) )?(?:the )?(?:end of )?$"
        ),
        "since",
    ),
    (
        rf"{_WHERE}(?:(?:at|on|in) )?(?:the )?(?:end of )?$",
        "since",
    ),
    (
        (
            r"than (?:at|on|in|at the end of|it was (?:on|in|at)|they were (?:on|in|at))(?: the)?"
            r"(?: end of)? $"
        ),
        "since",
    ),
    (
        (
            r"(?:by|before|until|till|at|through|towards?|for|as of|as at|in|on|from|since|come"
            r"|compared (?:with|to))? ?(?:the )?(?:very )?"
            r"(?:end|(?<=at the )close|(?<=by the )close"
            r"|(?<!highest )(?<!lowest )(?<!best )(?<!worst )(?<!strongest )finish|last day)(?:-"
            r"| of )(?:the )?(?:month of )?$"
        ),
        "end",
    ),
    (r"(?:by|at|until|for|before|through)? ?year-end $|end-(?:of-)?$|end $", "end"),
    (
        (
            r"(?:(?:for|over|in|during|through) )?(?:the (?:rest|remainder|balance"
            r"|remaining (?:days|weeks|months|quarters))"
            r"|what(?: is|'s)? (?:left|remains)) of (?:the )?$"
        ),
        "by",
    ),
    # "Up 3.4 points from Wednesday": since the close of that day.
    (
        r"(?<=[\d%)] )from (?:late )?$|(?<=points )from (?:late )?$|(?<=percent )from (?:late )?$",
        "since day",
    ),
    (r"(?:counting|measured|reckoned) from (?:the )?(?:end of )?$", "since"),
    (r"since before (?:the )?(?:[a-z'-]+ (?:of|in) )?$", "since"),
    (
        rf"{_WHERE}in (?:the )?(?:early|late|mid|middle of|beginning of|start of)[- ]?(?:the )?$",
        "vague since",
    ),
    (
        (
            r"than (?:it was |they were )?(?:in|at) "
            r"(?:the )?(?:early|late|mid|middle of|beginning of|start of)[- ]?(?:the )?$"
        ),
        "vague since",
    ),
    (
        (
            r"since (?:the )?(?:early|late|mid|middle of|beginning of|start of|spring of|summer of"
            r"|autumn of|fall of|winter of)[- ]?(?:the )?$"
        ),
        "vague since",
    ),
    (
        (
            r"(?:by|until|through|before|toward|into) "
            r"(?:the )?(?:early|late|mid|spring of|summer of|autumn of|fall of|winter of)[- ]?$"
        ),
        "vague ahead",
    ),
    (
        (
            r"(?:in |over |during )?(?:the )?(?:opening|first|early|final|last|closing|dying)"
            r"(?: few)? (?:days|weeks|months) of (?:the )?$"
        ),
        "vague",
    ),
    (
        (
            r"(?:in |over |during |on )?(?:the )?(?:early|late|mid|middle of|spring of|summer of"
            r"|autumn of|fall of|winter of)[- ]?(?:in |on )?$"
        ),
        "vague",
    ),
    (
        (
            r"(?:any time |at any point |ever |anew |back |again )?(?:since"
            r"|(?:going|goes|go|went|dating|dates|stretching|stretches|reaching"
            r"|reaches) back to) (?:the )?(?:end of )?(?:back in )?$"
        ),
        "since",
    ),
    (
        (
            r"(?:between (?:now|here|today) and|from (?:now|here) (?:until|till|to|through)"
            r"|no later than|by|until|till|through|thru|up to|come|towards?|into)(?: the)? $"
        ),
        "by",
    ),
    (
        (
            r"(?:before|prior to|ahead of)(?! (?:the )?(?:close|(?:closing |opening )?bell|open) "
            r"on )(?: the)? (?:[a-z'-]+ ){1,3}(?:on|of|in) $"
        ),
        "before",
    ),
    (
        (
            r"(?:by|until)(?: the)? (?!(?:a|an|about|nearly|almost|half|another|double|single"
            rf"|triple|mid-single|low-single|high-single|more|less|some|roughly"
            rf"|{numerals.CARDINAL})\b)(?!(?:[a-z]+ )?(?:gains|losses|rallies|declines|falls|rises"
            r"|jumps|drops|advances|selling|buying)\b)(?:[a-z'-]+ ){1,2}(?:on|of|in) $"
        ),
        "by",
    ),
    (r"(?:before|prior to|ahead of)(?: the)? $", "before"),
    (r"since [a-z]+ing (?:[a-z\x00$\d,.-]+ ){0,4}?(?:in|on|at) $", "since"),
    (
        r"since (?:the |a |that |its |their )?(?:[a-z'\x00-]+ ){0,4}?[a-z'\x00-]+, (?:on|in) $",
        "since",
    ),
    (r"since (?:only|just|at least|around|about|roughly) (?:on |in )?$", "since"),
    (r"since (?:\x00+|the|a|that) (?:[a-z'-]+ ){0,3}?(?:on|of|in|at) $", "since"),
    (
        (
            r"(?:from|since|off|above|below) (?:\x00+|the|a|that|last|its"
            r"|their) ?(?:[a-z\d-]+ )?(?:lows?|highs?|peaks?|troughs?|bottoms?|tops?|close"
            r"|levels?)(?: (?:of|on|in|at|set on|hit on|set in|hit in|reached on|reached in|made on"
            r"|made in))?(?: the)? $"
        ),
        "since",
    ),
    (
        (
            r"(?:for |during |in )?(?:most|much|all|the bulk|the whole) of(?: the)? $"
            r"|as (?:recently|lately|late|early) as(?: on| in)?(?: the)? $"
        ),
        "in",
    ),
    (
        (
            r"(?:as of|as at|on|in|for|during|over|of|at|within|throughout|across|all|the whole of"
            r"|for the whole of|after|back in)(?: the)?(?: whole of| course of)?(?: year)? $"
        ),
        "in",
    ),
)
