"""Words for runs of gains, losses or records, and for means over a length of time."""

from __future__ import annotations

import re

from backtests.claims.reading.marks import numerals
from backtests.claims.reading.marks.days import MONTHS_IN_PLURAL

PERIODS = r"(?P<unit>trading day|session|day|week|month|quarter(?!-p)|year)s?"
SEASONS = (
    rf"(?:{MONTHS_IN_PLURAL}|(?:mon|tues|wednes|thurs|fri)days|summers|election years"
    r"|midterm years)"
)
# A rise or a fall by a noun, as "its fourth retreat in a row".
RISE_OR_FALL = (
    r"(?:gains?|loss(?:es)?|advances?|declines?|rises?|falls?|drops?|increases?|decreases?|wins?"
    r"|retreats?|setbacks?|slides?|slumps?|dips?|climbs?|rall(?:y|ies)|pullbacks?)"
)
SIZE = r"\d+(?:\.\d+)?(?:%| per ?cent)"
NUM = rf"(?P<num>\d+|{numerals.CARDINAL}|a dozen)"
AVERAGE = re.compile(
    rf"\b(?:{numerals.CARDINAL}|\d+)[- ](?:day|week|month|hour)(?: simple| exponential)?"
    r"(?: moving)? (?:averages?(?! (?:anytime )?(?:returns?|gains?|loss|move|change)\b)|one|line"
    r"|mean|ma|sma|ema|trend line)\b|\b(?:10|20|21|30|50|100"
    r"|200)[- ]?(?:period )?(?:(?:(?:simple|exponential|daily|weekly) )?moving averages?"
    r"|(?:simple |exponential )?[sed]?ma\b)"
    r"|\b(?:20|50|100|200)-day(?= ?(?:[,.;:)(]|$"
    r"|(?:and|or|but|as|while|which|crosses|crossed|has|is|was|at|on|near|around|now|currently"
    r"|sits|sat|stands|stood|lies|lay|comes|runs|holds|held|remains) ))"
    r"|\b(?:\d+)(?:dma|-dma|-dma)\b|\b(?:20|50|100|200)d\b"
    r"|\b(?:long-term |short-term )?moving average\b",
    re.IGNORECASE,
)
# "Putting an end to an eight-day rally".
_ENDED_A = "|".join(
    rf"(?<=\b{verb} {article} )"
    for verb in ("end to", "ended", "ending", "snapped", "snapping", "halted", "halting", "broke")
    for article in ("a", "an", "its", "the")
)
STREAKS = (
    (
        rf"(?:(?:for|after|of|in) )?{NUM}(?: trading| losing| winning| positive| negative| down"
        rf"| up)? {PERIODS} (?:in a row|running|straight|in succession|on the trot|on end"
        rf"|back to back)"
    ),
    (
        rf"{NUM} (?:straight|consecutive|successive"
        rf"|unbroken)(?: (?:up|down|daily|weekly|monthly|quarterly|annual|winning|losing|record"
        rf"|trading|positive|negative|record-setting|higher|lower"
        rf"|(?:double|single)-digit))* (?:{PERIODS}"
        rf"|(?:gains?|losses|closes|records?|highs?|lows|advances|declines|wins|rises|falls))"
    ),
    (
        rf"(?:the |its |their |a )?(?P<rank>{numerals.ORDINAL})[ -](?:straight|consecutive"
        rf"|successive)(?: (?:up|down|daily|weekly|monthly|quarterly|annual|winning|losing|record"
        rf"|positive|negative|all-time|closing|intraday|(?:double|single)-digit))* (?:{PERIODS}"
        rf"|(?:close|record|high|low|{RISE_OR_FALL}))"
    ),
    (
        rf"(?:the |its |their |a )?(?P<rank>{numerals.ORDINAL})(?: losing| winning| positive"
        rf"| negative| down| up)? {PERIODS} (?:in a row|running|in succession|on the trot|on end)"
    ),
    (
        rf"(?:the |its |their |a )?(?:(?P<rank>{numerals.ORDINAL})"
        rf"|{NUM}) (?:(?:daily|weekly|monthly|quarterly|annual|yearly|new|fresh|record|all-time"
        rf"|closing) )*(?:records?|highs?|lows?|closes?|{RISE_OR_FALL}) "
        r"(?:in a row|running|in succession|on the trot|on end"
        r"|straight)"
    ),
    (
        rf"(?:the |its |their |a )?(?P<rank>{numerals.ORDINAL}) "
        r"(?:in a row|running|in succession|on the trot)"
    ),
    (
        rf"(?:streak|run|string|series) of {NUM} (?:straight "
        rf"|consecutive )?(?:(?:daily|weekly|monthly|quarterly|annual|yearly|up|down|winning|losing"
        rf"|positive|negative|record) )?(?:gains?|loss(?:es)?|advances|declines|wins|rises|falls"
        rf"|closes|highs|{PERIODS})"
    ),
    (
        rf"(?:the |its |their |a )?(?:(?P<rank>{numerals.ORDINAL})"
        rf"|{NUM}) (?:(?:new|fresh|record|all-time|closing|daily|straight|weekly"
        rf"|monthly) )*(?:records?|highs?|lows?|closes?|{RISE_OR_FALL}|peaks?"
        rf"|finish(?:es)?) (?:in|over|within) as many {PERIODS}"
    ),
    (
        rf"(?:(?:for|after|of|in) )?{NUM} (?:straight |consecutive |successive |losing |winning "
        rf"|negative |positive )*{SEASONS} (?:in a row|running|in succession|on the trot|on end)"
    ),
    (
        rf"{NUM} (?:straight|consecutive|successive)"
        rf"(?: (?:losing|winning|negative|positive|up|down))? {SEASONS}"
    ),
    (
        rf"back-to-back (?:(?:daily|weekly|monthly|quarterly|annual|yearly|winning|losing"
        rf"|record) )?(?:gains?|loss(?:es)?|advances|declines|wins|rises|falls|closes|highs"
        rf"|{PERIODS})(?! of (?:[a-z]+ )?\d[\d.]*(?:%| per ?cent| points))"
    ),
    rf"not (?:fallen|risen|lost|gained|had an? (?:down|up) day) (?:for|in) {NUM} {PERIODS}",
    rf"(?:winning|losing) (?:streak|run) (?:to|at) {NUM} {PERIODS}",
    (
        rf"(?:put together|strung together|reeled off|chalked up|notched up|racked up"
        rf"|rattled off) {NUM} (?:winning|losing) {PERIODS}(?! (?:of|out of|in|this|since|for)\b)"
    ),
    (
        rf"{NUM} {PERIODS} of (?:gains|losses|rises|falls|declines|advances) "
        r"(?:in a row|running|in succession|on the trot)"
    ),
    (
        rf"{NUM} {PERIODS} without (?:(?:a|any|one|a single) (?:loss|decline|fall|drop|gain|rise"
        rf"|setback|down day|up day)|an? (?:(?:daily|one-day) )?{SIZE} "
        r"(?:(?:daily|one-day) )?(?:loss|decline|fall|drop|gain|rise|setback|pullback|correction"
        r"|move|swing|down day|up day))"
    ),
    (
        rf"(?:the |its |their |a )?(?P<rank>{numerals.ORDINAL}) {PERIODS} of (?:gains|losses|rises"
        rf"|falls|declines|advances) (?:in a row|running|in succession|on the trot|on end)"
    ),
    rf"for an? (?P<rank>{numerals.ORDINAL}) {PERIODS}(?! (?:of|in)\b)",
    rf"for the (?P<rank>{numerals.ORDINAL}) (?P<unit>day|session|week|month)(?! (?:of|in)\b)",
    (
        rf"{NUM}[- ]{PERIODS}(?:-long)? (?:winning|losing|win|positive|record)?"
        r" ?(?:streaks?|runs?(?! (?:from|between|to)\b)|string|skid)"
    ),
    (
        rf"(?:{_ENDED_A}){NUM}[- ]{PERIODS} (?:rally|climb|advance|rise|slide|slump|decline|rout"
        r"|retreat|fall|drop)"
    ),
)
STREAK = [
    re.compile(rf"(?<![\w.,$])(?:{re.sub(r'[?]P<unit>', '?P<unit>', s)})(?!\w)", re.I)
    for s in STREAKS
]
# Without one of these words a sentence names no streak.
STREAK_HINT = re.compile(
    (
        r"row|runn?|winning|losing|straight|consecutive|success|unbroken|trot|on end|back.to.back"
        r"|streak|string|series|skid|without|end|snapp|halt|broke|not |as many|for an? |for the "
    ),
    re.I,
)
