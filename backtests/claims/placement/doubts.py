"""Wordings that the study of their kind would test as something else."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from backtests.claims.placement.draft import Wanted, WhyNot
from backtests.claims.placement.figures import figure_pattern, price_pattern

# A fall on the way, which the close of the last day does not decide.
SETBACK = r"\b(?:setback|correction|pull-?back|drawdown|dip|retreat)s?\b"
# "At some point in the first half it will fall by 10%": from a high on the way.
AT_SOME_POINT = r"\bat (?:some|one|any) (?:point|stage|time)\b|\balong the way\b|\bat least once\b"
# The low or high that a price will make.
TURNS = r"\b(?:bottom(?:s|ed|ing)?|trough(?:s|ed|ing)?|peak(?:s|ed|ing)?|top(?:s|ped|ping)? out)\b"
# "The most since 1982", of a move, with no word on its period.
THE_MOST = r"(?:[,–-]|\bby far)\s*(?:its |their )?\bthe (?:most|least) (?:since|in)\b"
OF_NAMED_PERIODS = (
    r"\b(?:best|worst|biggest|largest|steepest|sharpest|strongest|weakest) (?:[a-z]+ )?"
    r"(?:(?:one|single)[- ])?(?:day|daily|session|week|weekly|month|monthly|quarter|quarterly)\b"
)
LARGEST_FALL = (
    r"\b(?:largest|biggest|deepest|worst|maximum|steepest|smallest) (?:[a-z]+ )?"
    r"(?:setback|drawdown|pull-?back|drop|fall|decline|loss)s? (?:was|were|came to|of|has been)\b"
)
RELATIVE = r"\brelative (?:performance|strength|price|terms)\b"
OF_THAT_OF = r"\b(?:lower|higher|more|less|above|below) than (?:that|those) of\b"
# "Not since 1970 has it had a year as poor": the worst of such periods.
AS_POOR = r"\bas (?:poor|bad|good|strong|weak|dismal|rough|great|kind|cruel|fine)\b"
OF_A_PERIOD = (
    r"\b(?:had|seen|been|suffered|enjoyed) (?:an? |such an? )?(?:[a-z]+ ){0,2}"
    r"(?:day|week|month|quarter|half|year|session)s?\b"
)
# A price of some moment of the day, which its close may have left.
FOR_A_MOMENT = (
    r"\b(?:for a (?:moment|while|few (?:minutes|hours))"
    r"|for (?:some|several|two|three) (?:minutes|hours)|briefly|at one point)\b"
)
# "Gained 9% in a week, something it had not managed since 2020".
NOT_MANAGED = (
    r"\b(?:something|feat|gain|rise|move|fall|drop) (?:that |which )?(?:it|they|the [a-z]+) "
    r"(?:had|has|have) (?:not|never|last) (?:managed|done|seen|achieved|matched|made)\b"
)
# "A quarter point below their twos": a gap between two rates.
APART = (
    r"(?:[ -](?:basis |percentage )?points?| ?bps?)? (?:above|below|under|over) "
    r"(?:their|that of|those of) "
    r"(?!level|close|high|low|peak|record|average|mean|norm|start|best|worst)"
)
# "The last midterm year, 2022, brought a loss of 19%".
OF_ONE_YEAR = (
    r"\b(?:last|latest|previous|most recent) (?:midterm|election|pre-election|post-election)"
    r"(?: election)? year,? (?:which was )?(?:19|20)\d\d"
)
# "In five of the last ten years it fell by 10% or more at some point".
SIZED_MOVE = (
    r"\b(?:fall|fell|fallen|drop|declin|los[st]|rise|rose|gain|correction|drawdown|pullback|move)"
    r"[a-z]* (?:by |of )?(?:more than |at least |over )?[\d.]+(?:%| per ?cent)"
)
OF_ONE_EVENT = r"\bafter the (?:previous|latest|most recent)\b"
SUCH = r"\bsuch an? (?:year|month|quarter|week|day|case)\b"
OF_SOME_RECORDS = (
    r"\brecords?(?: highs?| closes?)? (?:that|which|without)\b"
    r"|\b(?:highs?|records?) (?:after|for the first time in) [^.;]{0,30}"
    r"\b(?:days|weeks|months|years)\b"
)
# "Suffered a 10% correction in April": from which high is not said.
A_CORRECTION = r"(?:%| per ?cent) (?:corrections?|pull-?backs?|drawdowns?|bear markets?)\b"
# "Since the Fed's September cut": on which day of the month it came is not said.
SINCE_AN_EVENT = (
    r"\bsince (?:the |its |their )?(?:(?:fed|fomc|central bank)'s )?"
    rf"(?:{'|'.join(calendar.month_name[1:])}) (?:[a-z]+ )?"
    r"(?:cut|hike|meeting|decision|announcement|report|speech|release)\b"
)
# From one move of the Fed to another, or to a day, whose days the text does not give.
FROM_A_MOVE = (
    r"\b(?:from|between|since) (?:the|its|that) (?:first|last|final|opening) "
    r"(?:(?:rate|interest[- ]rate|fed) )?(?:cut|hike|increase|rise|reduction|move) (?:in|of)\b"
)
# "In the ten worst Septembers": some periods only, chosen by what they were.
CHOSEN = (
    r"\b(?:in|after|of|following) the (?:[a-z]+ |\d+ )?(?:best|worst|strongest|weakest|largest) "
    r"(?:[a-z]+ies|[a-z]+s)\b(?! (?:of|since) (?:the|all) )"
)
# "Not since 2019 has it gained in May", "it has not set a record since": a record that was none.
NOT_SINCE = (
    r"\b(?:not|never|nor) since\b"
    r"|\b(?:has|have|had)(?:n't| not| yet to| never| failed to) (?:\w+ )?"
    r"(?:set|made|make|hit|reached|reach|closed|close|posted|post|recorded|notched|managed|seen|been)\b"
)
# "Its deepest slump since 1995": a fall of a length of its own.
OF_A_RUN = (
    r"\b(?:deepest|biggest|largest|steepest|sharpest|worst|longest|most severe|strongest|best"
    r"|fastest) "
    r"(?:[a-z-]+ ){0,2}?"
    r"(?:slump|pull-?back|correction|drawdown|sell-?off|setback|retreat|bear market|rout|downturn"
    r"|(?<=deepest )(?:decline|fall|drop|loss)"
    r"|rally|rebound|recovery|bounce|run|stretch|swing|reversal|collapse|crash|descent|plunge)s?\b"
)
# A move of one month that was read as that of every year: "in April it dipped by 0.4%".
ONE_MOVE = (
    r"\b(?:dipped|fell|rose|lost|gained|sank|dropped|slipped|jumped|shed|climbed|declined|slid"
    r"|added|plunged|soared|so far|made good)\b"
)
# "Worst month: March (-5%)": a move of that month of the period under review.
BEST_OF_ALL = r"^\W*(?:best|worst|strongest|weakest) (?:month|quarter|week|day)\b"
HABIT = (
    r"\b(?:averag\w*|mean|median|typical\w*|usual\w*|tend\w*|histor\w*|always|every|each|since"
    r"|years?|times|on record|often|ever|seasonal\w*|normal\w*|septembers|(?:january|february|march"
    r"|april|may|june|july|august|october|november|december)s)\b"
)
# Days just behind the article, which are no sample.
OF_THE_LAST_DAYS = (
    r"\b(?:each|every|all)(?: one)? of the (?:last|past|latest) (?:\w+ )?(?:trading )?"
    r"(?:days|sessions)\b"
)
# "Stood at 2,000 on 9 May and is 6% lower today": a move since the day of the price.
LOWER_TODAY = (
    r"\b(?:stood|peaked|bottomed|closed|was) [^;]*\b(?:and|but) (?:it )?(?:is|are|stands?) "
    r"(?:(?:now|still|already) )?[\d.]+(?:%| percent) (?:lower|higher)\b"
)
# "Rose on four of five days last week".
OF_SOME_DAYS = (
    r"\b(?:last|this|that|past|previous) (?:week|month|quarter|year)\b|\bof the (?:week|month)\b"
)
# "By 25, 50 and 75 basis points": one size for each of some moves.
SIZES_IN_A_ROW = r"\b\d+(?:, \d+)*,? and (?:then )?\d+ (?:basis points|bps?)\b"
EACH_TIME = r"\b(?:basis points|bps?|point) (?:each|apiece|at a time|every time)\b"
# "Rose in each month of the quarter": more than its sum says.
IN_EACH_OF_SOME = (
    r"\b(?:in|on) (?:each|every|all)(?: one)?(?: of)?(?: (?:the|its|these|those))? (?:[a-z]+ )?"
    r"(?:days?|sessions?|weeks?|months?|quarters?|years?)\b"
)
# "Trailed in eight of ten years", "the fifth session in which it beat the other".
BEAT_OR_TRAILED = (
    r"\b(?:beat(?:s|en|ing)?|outperform\w*|underperform\w*|lag(?:s|ged|ging)?|trail(?:s|ed|ing)?"
    r"|outpac\w*|bested)\b"
)
WIDEST = r"\b(?:widest|narrowest)\b"
PART_OF_A_MONTH = r"\b(?:mid|early|late)[- ]"
SHORTEST = 7  # days of a period within which there is a largest fall


@dataclass(frozen=True, slots=True)
class Doubt:
    """A wording of statements of some kinds, and why they have no study."""

    kinds: tuple[str, ...]
    fits: Callable[[Wanted], bool]
    why: WhyNot


def _is_setback(wanted: Wanted) -> bool:
    falls = wanted.statement.unit == "fraction" and wanted.sign < 0
    on_the_way = wanted.says(SETBACK) or wanted.sentence_says(AT_SOME_POINT)
    return wanted.ahead and falls and on_the_way


def _is_largest_fall(wanted: Wanted) -> bool:
    start, end = wanted.statement.from_, wanted.statement.to
    long = start is not None and end is not None and (end - start).days > SHORTEST
    of_a_fall = wanted.sentence_says(rf"{figure_pattern(wanted)}{A_CORRECTION}")
    return of_a_fall or (long and wanted.says(LARGEST_FALL))


def _is_of_part_of_a_month(wanted: Wanted) -> bool:
    """Whether a price is said of a part of the month whose last day it is tested on."""
    end = wanted.statement.to
    if end is None or end > wanted.date or (end + datetime.timedelta(days=1)).day != 1:
        return False
    return wanted.sentence_says(rf"{PART_OF_A_MONTH}{calendar.month_name[end.month]}\b")


def _is_of_some_records(wanted: Wanted) -> bool:
    after = wanted.statement.condition.startswith("after record")
    return after and wanted.sentence_says(OF_SOME_RECORDS)


def _is_of_each_move(wanted: Wanted) -> bool:
    sized = wanted.statement.unit == "bp" and wanted.one.symbol == "FFT"
    one = len(wanted.value) == 1 and bool(wanted.statement.direction)
    if sized and one and wanted.sentence_says(SIZES_IN_A_ROW):
        return True
    each = (
        wanted.says(r"\b(?:each|apiece)\b")
        or wanted.sentence_says(EACH_TIME)
        or wanted.sentence_says(r"\bof (?:them|these) by\b")
    )
    return sized and each and bool(wanted.statement.direction)


def _is_of_a_moment(wanted: Wanted) -> bool:
    """Whether the words around the figure say that it was seen for a moment only."""
    start, end = wanted.statement.from_, wanted.statement.to
    if not wanted.value or end is None or start not in (None, end):
        return False
    figure = (
        figure_pattern(wanted) if wanted.statement.unit == "bp" else price_pattern(wanted.value[0])
    )
    after = rf"{figure}(?:%| percent| basis points)?,? {FOR_A_MOMENT}"
    before = rf"{FOR_A_MOMENT} [a-z ]{{0,24}}\$?{figure}"
    return wanted.sentence_says(after) or wanted.sentence_says(before)


def _is_apart_from_another(wanted: Wanted) -> bool:
    """Whether a figure in basis points is how far a rate stands from another one."""
    if wanted.statement.unit != "bp" or len(wanted.listed) > 1 or not wanted.value:
        return False
    return wanted.sentence_says(rf"{figure_pattern(wanted)}{APART}")


def _is_the_most_of_no_period(wanted: Wanted) -> bool:
    """Whether a move is the largest since a day, of a period that is not named."""
    if wanted.value or wanted.statement.condition or not wanted.sentence_says(THE_MOST):
        return False
    return not wanted.says(OF_NAMED_PERIODS)


def _is_part_of_another(wanted: Wanted) -> bool:
    return len(wanted.listed) == 1 and wanted.says(OF_THAT_OF)


def _is_against_another(wanted: Wanted) -> bool:
    """Whether a count or a streak of one market is of how it did beside another one."""
    streak = "streak" in wanted.statement.condition
    counted = wanted.statement.kind == "frequency" or streak
    return len(wanted.listed) == 1 and counted and wanted.sentence_says(BEAT_OR_TRAILED)


DOUBTS = (
    Doubt(
        ("frequency", "record"),
        _is_against_another,
        WhyNot("no such study: of how often one market did better than one that is not read"),
    ),
    Doubt(
        ("forecast", "range"), _is_setback, WhyNot("no such study: of a fall on the way to a day")
    ),
    Doubt(
        ("forecast",),
        lambda wanted: re.search(r"\bnew (?:high|low)", wanted.statement.condition) is not None,
        WhyNot("no such study: of a new high or low to come"),
    ),
    Doubt(
        ("range",),
        lambda wanted: wanted.says(TURNS),
        WhyNot("no such study: of the low or high that a price will make"),
    ),
    Doubt(
        ("record",),
        lambda wanted: len(wanted.listed) == 1 and wanted.sentence_says(RELATIVE),
        WhyNot("it does not say relative to which market"),
    ),
    Doubt(
        ("record",),
        _is_the_most_of_no_period,
        WhyNot("it does not say of which period the move is the largest"),
    ),
    Doubt(
        ("record",),
        lambda wanted: (
            not wanted.value and wanted.sentence_says(AS_POOR) and wanted.sentence_says(OF_A_PERIOD)
        ),
        WhyNot("no such study: of the best or worst of such periods"),
    ),
    Doubt(
        ("return",),
        lambda wanted: (
            not wanted.statement.condition
            and wanted.sentence_says(LOWER_TODAY)
            and wanted.says(r"\b(?:is|are|stands?)\b")
        ),
        WhyNot("the first day of the move is that of a price stated before"),
    ),
    Doubt(
        ("record",),
        lambda wanted: len(wanted.listed) == 1 and not wanted.one.rate and wanted.says(WIDEST),
        WhyNot("no such study: of the widest gap between two markets"),
    ),
    Doubt(
        ("record",),
        lambda wanted: not wanted.value and wanted.says(OF_A_RUN),
        WhyNot("no such study: of the largest fall or rise of any length"),
    ),
    Doubt(
        ("rate", "level", "volatility"),
        _is_of_part_of_a_month,
        WhyNot("the day within the month is not known"),
    ),
    Doubt(
        ("rate", "level", "volatility"),
        _is_of_a_moment,
        WhyNot("it was so for a moment: a close would not decide it"),
    ),
    Doubt(
        ("record",),
        lambda wanted: not wanted.value and wanted.sentence_says(NOT_MANAGED),
        WhyNot("no such study: of the first such move since a day"),
    ),
    Doubt(
        ("record",),
        lambda wanted: (
            "streak" not in wanted.statement.condition and wanted.sentence_says(NOT_SINCE)
        ),
        WhyNot("no such study: of what has not happened since a day"),
    ),
    Doubt(
        ("record",),
        lambda wanted: "smallest" in wanted.statement.condition,
        WhyNot("no such study: of the smallest move of such periods"),
    ),
    Doubt(
        ("return", "comparison"),
        lambda wanted: wanted.sentence_says(FROM_A_MOVE),
        WhyNot("no such study: of the days from a move of the Fed"),
    ),
    Doubt(
        ("return", "comparison", "rate", "volatility"),
        lambda wanted: wanted.sentence_says(SINCE_AN_EVENT),
        WhyNot("the day of the event in that month is not known"),
    ),
    Doubt(
        ("return",), _is_largest_fall, WhyNot("no such study: of the largest fall within a period")
    ),
    Doubt(("rate",), _is_of_each_move, WhyNot("no such study: of the size of each of some moves")),
    Doubt(
        ("rate",),
        _is_apart_from_another,
        WhyNot("no such study: of a rate beside one without a series"),
    ),
    Doubt(
        ("average", "frequency"),
        lambda wanted: wanted.sentence_says(OF_ONE_EVENT),
        WhyNot("no such study: of what came after one event without a day"),
    ),
    Doubt(
        ("rate",),
        lambda wanted: wanted.one.symbol == "FFT" and wanted.says(r"\beffective\b"),
        WhyNot("no such data: of the effective federal funds rate"),
    ),
    Doubt(
        ("average", "frequency", "seasonal"),
        lambda wanted: bool(wanted.value) and wanted.sentence_says(CHOSEN),
        WhyNot("no such study: of the best or worst of such periods only"),
    ),
    Doubt(
        ("average", "frequency", "seasonal"),
        lambda wanted: wanted.sentence_says(SUCH),
        WhyNot("no such study: the sample that it counts is not known"),
    ),
    Doubt(
        ("seasonal", "average"),
        lambda wanted: wanted.sentence_says(OF_ONE_YEAR),
        WhyNot("it is of one such year, and no mean of several"),
    ),
    Doubt(
        ("frequency",),
        lambda wanted: (
            wanted.statement.condition in ("years", "months", "weeks", "quarters")
            and wanted.sentence_says(SIZED_MOVE)
            and wanted.sentence_says(AT_SOME_POINT)
        ),
        WhyNot("no such study: of a fall on the way within some periods"),
    ),
    Doubt(
        ("average", "frequency"),
        _is_of_some_records,
        WhyNot("no such study: of what came after some records only"),
    ),
    Doubt(
        ("seasonal",),
        lambda wanted: (
            bool(wanted.value)
            and wanted.statement.from_ is None
            and (wanted.sentence_says(ONE_MOVE) or wanted.sentence_says(BEST_OF_ALL))
            and not wanted.sentence_says(HABIT)
        ),
        WhyNot("it does not say that it is a mean of several years"),
    ),
    Doubt(
        ("frequency",),
        lambda wanted: (
            wanted.statement.from_ is None
            and not wanted.statement.condition.startswith("after")
            and wanted.sentence_says(OF_THE_LAST_DAYS)
        ),
        WhyNot("no such study: of a count among the last days"),
    ),
    Doubt(
        ("frequency",),
        lambda wanted: (
            wanted.statement.condition in ("days", "sessions")
            and wanted.statement.from_ is None
            and wanted.statement.unit == "count"
            and wanted.sentence_says(OF_SOME_DAYS)
        ),
        WhyNot("no such study: of a count among the days of a period"),
    ),
    Doubt(
        ("return", "comparison"),
        lambda wanted: not wanted.value and wanted.sentence_says(IN_EACH_OF_SOME),
        WhyNot("no such study: of a move in each of some periods"),
    ),
    Doubt(
        ("volatility",),
        _is_part_of_another,
        WhyNot("no such study: of the volatility of one market as a part of that of another"),
    ),
)


def doubt(wanted: Wanted) -> WhyNot | None:
    """Return why the study of its kind would test something else; None if it would not."""
    kind = wanted.statement.kind
    return next((one.why for one in DOUBTS if kind in one.kinds and one.fits(wanted)), None)
