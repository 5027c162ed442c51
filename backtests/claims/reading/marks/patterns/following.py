"""Words by which a time follows from one before it, or from the day of publication."""

from __future__ import annotations

import re

# A time counted from one before it, and one that takes its year.
AFTER_IT = re.compile(
    r"(?:\w+ )?(?:(?:the )?following|(?<=then )the next|the next(?= year)) (?P<grain>day|session"
    r"|week|month|quarter|year)|(?:\w+ )?(?:the )?following \w+day(?:'s)?"
)
OF_ITS_YEAR = re.compile(
    r"(?:by|at|to|until|till|through|before)? ?(?:the )?(?:year[- ]?end"
    r"|(?:end|close) of (?:the|that) (?:calendar )?year)"
    r"|(?:(?:for|over|in|during|through) )?the (?:rest|remainder) of (?:the|that) year"
)
ENDED = re.compile(
    (
        r"\b(?:had|(?<=it )was|(?<=\x00 )was"
        r"|(?:end|finish|clos|conclud|complet|wrapp?|round|capp)(?:ed|es)(?: (?:off|out|up))?) $"
    ),
    re.I,
)
BARE_PERIOD = re.compile(
    (
        r"(?:(?:for |on |over |during |in )?the|an?(?: [a-z-]+){0,2}) "
        r"(?P<grain>week|month|quarter|half|year)"
    ),
    re.I,
)
A_WEEK = re.compile(r"(?:for |in )?a week (?:to|like)\b", re.I)
OF_THE_WEEK = re.compile(r"(?:for|on|over|during|in) ", re.I)
# What is spoken of many cases has no day of its own: "the mean return over the following year".
OF_MANY = re.compile(
    (
        r"\b(?:averag\w+|mean|median|typical\w*|historical\w*|tends?|usually|cases|times|each"
        r"|every|any)\b"
    ),
    re.I,
)
FOLLOWING = re.compile(
    r"\b(?:subsequent|following|ensuing|next|later|afterwards?|thereafter|after(?:wards)?)\b|\bon$"
)
LATER_ON = re.compile(r"\b(?:later|on|afterwards?|thereafter)$")
AFTER_IT_TOO = re.compile(r"(?:in|over|within|during|through|for) the (?:next|coming|following)\b")
