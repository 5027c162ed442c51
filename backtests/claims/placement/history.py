"""Rows of averages, frequencies and seasons: what followed events, or parts of the calendar."""

from __future__ import annotations

import re

from backtests.claims.placement import means
from backtests.claims.placement.draft import Draft, Wanted, WhyNot
from backtests.claims.placement.events import Event, counted_in, event_in, event_of, part_of
from backtests.claims.placement.figures import (
    SHARE_TOLERANCE,
    lacks_dividends,
    share_tolerance,
    tolerance_of,
)
from backtests.claims.placement.past import NO_DAYS, series_of

CORRECTION = {"least": 0.10, "most": 0.20}
BEAR_MARKET = {"least": 0.20}
CYCLES = {"first cut": "first", "last cut": "last"}
DRAWDOWN = r"\b(?:drawdowns?|pullbacks?|corrections?|peak[- ]to[- ]trough|intra-?year)\b"
INTRA_YEAR = r"\bintra-?year (?:peak-to-trough )?(?:decline|drawdown|drop|fall|pullback|loss)"
# A condition that is a horizon alone.
HORIZON = re.compile(r"\d+ (?:day|session|week|month|quarter|year)s?(?:, (?:mean|median))?")
FALLS = r"\b(?:typical|average|median|mean) (?:bear market|correction)\b"
YEARLY = r"\bannual(?:ly)?\b|\b(?:a|per|each) year\b"
COUNTED = r"\b(?:last|past|previous)\b"


# The size of the moves that a share counts: "by more than 2%", "of 5% or more".
OF_MORE = re.compile(
    r"\b(?:more than|at least|over|above|exceeding|exceeded|upwards of|greater than|in excess of"
    r"|better than|worse than) (?P<size>\d+(?:\.\d+)?)(?:%| ?per ?cent)"
    r"|(?P<open>\d+(?:\.\d+)?)(?:%| ?per ?cent) (?:or|and) (?:more|better|greater|worse|higher)\b"
    r"|(?P<plus>\d+(?:\.\d+)?)%\+",
    re.IGNORECASE,
)


MEDIAN, MEAN = r"\bmedian\b", r"\b(?:mean|averag\w*)\b"
# "Up in 20 of 35 years": the sample of the mean beside it too.
OF_YEARS = re.compile(r"\b\d+ (?:out )?of (?:the )?(?:last |past )?(\d{1,2}) years\b")
# "More often than not": more than half of the times.
MOSTLY = r"\b(?:more often than not|most of the time|in most (?:years|months|cases)|usually)\b"
# Of one time: a count that is off by one is off by more than twice this part of it.
ONE_LESS = 0.45
ONE_OFF = 0.6  # off by one of many: not as stated, and not refuted by that alone
MORE_THAN_HALF = {"claimed": 0.75, "tolerance": 0.25}
_MOVED = (
    r"(?:\d|gain|loss|lost|rose|fell|rise|fall|up|down|higher|lower|positive|negative|winning|losing|strong|weak"
    r"|good|bad|record|above|below|cut|hike|raised|lowered|decline|advance|rall)"
)
# Words that leave out some of the years: "when it entered the month with a gain".
ONLY_SOME = (
    r"\b(?:when(?:ever)?|if|in (?:the )?(?:years?|cases|times) (?:in which|when|that|where)) "
    rf"[^.;]*\b{_MOVED}"
    rf"|\b(?:after|following) (?:an?|such an?|its|the|[A-Z][a-z]+s) [^.,;]*\b{_MOVED}"
    rf"|\b(?:years|quarters|months|weeks) (?:with|of) (?:an? )?[^.,;]*\b{_MOVED}\w*[^.,;]*\b"
    r"(?:rose|fell|ended|finished|were|was|closed|went)\b"
    r"|\b(?:after|when|having) (?:ris|gain|fall|los|declin|advanc|climb|dropp|end|finish)ing\b"
)


def history(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of an average, a frequency or a season."""
    if len(wanted.listed) > 2 or any(one.rate for one in wanted.listed):
        return WhyNot("no such study: of averages and frequencies of a rate")
    beyond = means.BEYOND.search(wanted.statement.sentence)
    if wanted.statement.kind == "frequency" and beyond and not event_of(wanted.statement.condition):
        return means.days_beyond(wanted, beyond)
    if (sized := means.days_of_a_size(wanted)) is not None:
        return sized
    condition = _condition(wanted)
    if wanted.statement.kind == "frequency" and condition in FALLS_COUNTED:
        return _falls_counted(wanted)
    if re.search(r"correction|bear market", condition, re.I):
        if wanted.statement.kind != "average":
            return WhyNot("no such study: of the share of falls of a kind")
        return _declines(wanted, condition)
    if wanted.says(DRAWDOWN) or wanted.sentence_says(INTRA_YEAR):
        return WhyNot("no such study: of falls within a part of the calendar or after an event")
    if wanted.statement.kind == "average" and "per year" in condition:
        return _yearly(wanted)
    event = event_of(condition)
    if event is not None:
        return _after(wanted, event)
    if condition.startswith("after "):
        return WhyNot(f"no such study: of what came {condition.split(',')[0]}")
    part = part_of(f"{condition} {'' if condition else wanted.statement.text}")
    if part is None:
        return WhyNot("no such study: the sample that it counts is not known")
    if wanted.sentence_says(ONLY_SOME):
        return WhyNot("no such study: of some of such months or years only")
    return _calendar(wanted, dict(part))


# What a share of days or years may count beside moves up and down.
NO_MOVE = (
    r"\b(?:records?|all-time|highs|lows|volatil\w*|swings?|swung|moving average|day average"
    r"|within \d[\d.]*(?:%| per ?cent))"
)


def _condition(wanted: Wanted) -> str:
    """Return the condition of a statement, with what its sentence adds where it names no sample."""
    condition, sentence = wanted.statement.condition, wanted.statement.sentence
    horizon = HORIZON.fullmatch(condition)
    if condition and horizon is None:
        return condition
    event = event_in(sentence)
    if event:
        return f"{event}, {condition}" if condition else event
    if condition:
        return condition
    if wanted.statement.kind == "average":
        falls = re.search(FALLS, sentence, re.I)
        yearly = re.search(YEARLY, sentence, re.I)
        return falls[0] if falls else "per year" if yearly else ""
    return counted_in(sentence)


def _data(wanted: Wanted, event: Event | None = None) -> dict[str, str]:
    data = {"bars": wanted.one.bars}
    if len(wanted.listed) == 2:
        data["less"] = wanted.listed[1].bars
    if event is not None and event.trigger:
        data["trigger"] = event.trigger
    return data


def _sample(wanted: Wanted) -> dict[str, object]:
    """Return the limits of the sample, if the text names some."""
    since, until = wanted.statement.from_, wanted.statement.to
    sample: dict[str, object] = {} if since is None else {"since": since}
    if until is not None and until <= wanted.date:
        sample["until"] = until
    return sample


def _statistic(wanted: Wanted, *, median: bool) -> dict[str, object] | WhyNot:
    """Return the statistic with the stated figure: a share, a mean or a median."""
    value, unit = wanted.value, wanted.statement.unit
    share = "share down" if wanted.sign < 0 else "share up"
    if wanted.statement.kind == "frequency":
        if unit == "count" and len(value) == 2 and value[1] > 0 and value[0] <= value[1]:
            last = wanted.says(COUNTED) or (
                wanted.statement.from_ is None
                and (
                    wanted.sentence_says(COUNTED) or wanted.statement.condition.startswith("after ")
                )
            )
            counted = {"last": round(value[1]), "until": wanted.date} if last else {}
            claimed = value[0] / value[1]
        elif unit == "fraction" and len(value) == 1 and value[0] <= 1:
            claimed, counted = value[0], {}
        else:
            return WhyNot("its figure is no share of times")
        sizes = _sizes(wanted)
        if len(sizes) > 1 or (sizes and not wanted.statement.direction):
            return WhyNot("no such study: of moves of several sizes, or of either sign")
        sized = (
            {"statistic": "share at least", "threshold": wanted.sign * sizes[0]} if sizes else {}
        )
        near = ONE_OFF / value[-1] if unit == "count" else SHARE_TOLERANCE
        return {
            "statistic": share,
            "claimed": round(claimed, 6),
            "tolerance": round(min(share_tolerance(claimed), near), 4),
            **counted,
            **sized,
        }
    if unit != "fraction" or len(value) != 1:
        return WhyNot("its figure is no return")
    return {
        "statistic": "median" if median else "mean",
        "claimed": wanted.sign * value[0],
        "tolerance": tolerance_of(wanted, value[0]),
    }


def _sizes(wanted: Wanted) -> list[float]:
    """Return the sizes that the moves counted must have, as fractions; not those of an event."""
    found = (
        m["size"] or m["open"] or m["plus"] for m in OF_MORE.finditer(wanted.statement.sentence)
    )
    stated = {round(value, 6) for value in wanted.value}
    return [
        size
        for text in found
        if (size := round(float(text) / 100, 6)) not in stated
        and not re.search(rf"(?<![\d.]){re.escape(text)}%", wanted.statement.condition)
    ]


def _after(wanted: Wanted, event: Event) -> Draft | WhyNot:
    if event.horizon is None:
        return WhyNot("the horizon after the event is not known")
    if not wanted.value:
        return _tendency(
            wanted,
            "event_excess",
            {**event.parameters, "horizon": event.horizon},
            _data(wanted, event),
        )
    stated = _statistic(wanted, median=event.median or _is_median(wanted))
    if isinstance(stated, WhyNot):
        return stated
    name = str(event.parameters["event"])
    mean_of_one = stated["statistic"] == "mean" and len(wanted.listed) == 1
    if name in CYCLES and mean_of_one and wanted.one.total and event.months:
        return Draft(
            "F",
            "cycle_average",
            {"price": wanted.one.month_ends, "total": wanted.one.total, "policy": "FFT"},
            {
                "anchor": CYCLES[name],
                "months": event.months,
                "claimed": stated["claimed"],
                "tolerance": stated["tolerance"],
                **{key: day for key, day in _sample(wanted).items() if key == "since"},
            },
            labels=("hindsight",),
            caveats=("which cut is the last of a cycle is known only later",),
        )
    return Draft(
        "F",
        "event_average",
        _data(wanted, event),
        {**event.parameters, "horizon": event.horizon, **stated, **_sample(wanted)},
        labels=("hindsight",) if name.startswith("last") else (),
    )


def _is_median(wanted: Wanted) -> bool:
    """Whether a figure is a median, by its condition, its own words, or those of its sentence."""
    if "median" in wanted.statement.condition or wanted.says(MEDIAN):
        return True
    return wanted.sentence_says(MEDIAN) and not wanted.sentence_says(MEAN)


def _tendency(
    wanted: Wanted, study: str, parameters: dict[str, object], data: dict[str, str]
) -> Draft | WhyNot:
    """Return the row of a tendency without a figure, tested against any day."""
    if not wanted.statement.direction:
        return WhyNot("it has neither a number nor a direction")
    return Draft(
        "C",
        study,
        data,
        {**parameters, "direction": wanted.statement.direction, **_sample(wanted)},
        labels=("tendency",),
    )


# Parts of the calendar that begin and end with a month.
WHOLE_MONTHS = ("months", "years")


def _calendar(wanted: Wanted, part: dict[str, object]) -> Draft | WhyNot:
    data = _data(wanted)
    if part.get("part") in WHOLE_MONTHS and len(wanted.listed) == 1:
        # Month ends may go back further than days.
        data = {"bars": wanted.one.month_ends}
    if not wanted.value and wanted.statement.kind == "frequency" and wanted.sentence_says(MOSTLY):
        share = {"statistic": "share down" if wanted.sign < 0 else "share up", **MORE_THAN_HALF}
        return Draft("F", "calendar_average", data, {**part, **share, **_sample(wanted)})
    if not wanted.value:
        return _tendency(wanted, "calendar_excess", part, data)
    if wanted.statement.unit == "count" and len(wanted.value) == 1:
        return WhyNot("no such study: of a count of days or events without their number")
    of_days = part.get("part") in ("each week", "days")
    if wanted.statement.kind == "frequency" and wanted.sentence_says(NO_MOVE):
        return WhyNot("no such study: of a share of days or years other than those with a move")
    stated = _statistic(wanted, median=_is_median(wanted))
    if isinstance(stated, WhyNot):
        return stated
    if (
        of_days
        and wanted.statement.unit == "count"
        and "last" not in stated
        and not _sample(wanted)
    ):
        return NO_DAYS
    if of_days and "last" in stated:
        if part["part"] == "days" and wanted.also is not None:
            return WhyNot("the last day that it counts is not known")
        # One week more or less is another count.
        stated["tolerance"] = round(min(SHARE_TOLERANCE, ONE_LESS / int(str(stated["last"]))), 4)
    counted = OF_YEARS.search(wanted.statement.sentence)
    if counted is not None and wanted.statement.from_ is None and "last" not in stated:
        stated["last"] = int(counted[1])
    return Draft("F", "calendar_average", data, {**part, **stated, **_sample(wanted)})


# Least depth of the falls that a statement counts by a name; None where it says how deep.
FALLS_COUNTED = {
    **dict.fromkeys(("bear markets", "bear market"), 0.2),
    **dict.fromkeys(("corrections", "falls", "declines", "drops", "pullbacks"), None),
}


def _falls_counted(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a number of falls of so many percent or more since a day."""
    sizes = _sizes(wanted)
    least = FALLS_COUNTED[wanted.statement.condition] or (sizes[0] if len(sizes) == 1 else None)
    if least is None or wanted.statement.unit != "count" or len(wanted.value) != 1:
        return WhyNot("no such study: of the share of falls of a kind")
    if wanted.statement.from_ is None:
        return NO_DAYS
    return Draft(
        "F",
        "decline_average",
        {"bars": wanted.one.bars},
        {
            "least": least,
            "statistic": "count",
            "claimed": wanted.value[0],
            "tolerance": round(max(0.5, 0.05 * wanted.value[0]), 2),
            **_sample(wanted),
        },
        labels=("hindsight",),
    )


def _declines(wanted: Wanted, condition: str) -> Draft | WhyNot:
    if wanted.statement.unit != "fraction" or len(wanted.value) != 1:
        return WhyNot("its figure is no depth of a fall")
    if len(wanted.listed) > 1:
        return WhyNot("no such study: of two markets after falls of a kind")
    bounds = BEAR_MARKET if "bear" in condition else CORRECTION
    if wanted.says(r"\b(?:further|additional|another)\b"):
        return WhyNot("no such study: of how much further a market fell")
    median = "median" in condition or wanted.says(r"\bmedian\b")
    middle = "median" if median else "mean"
    return Draft(
        "F",
        "decline_average",
        {"bars": wanted.one.bars},
        {
            **bounds,
            "statistic": f"{middle} depth",
            "claimed": wanted.value[0],
            "tolerance": tolerance_of(wanted, wanted.value[0]),
            **_sample(wanted),
        },
        labels=("hindsight",),
    )


def _yearly(wanted: Wanted) -> Draft | WhyNot:
    start, end = wanted.statement.from_, wanted.statement.to or wanted.date
    if wanted.statement.unit != "fraction" or len(wanted.value) != 1:
        return WhyNot("its figure is no yearly return")
    if start is None and wanted.statement.to is None:
        return _calendar(wanted, {"part": "years"})
    if start is None or start >= end:
        return NO_DAYS
    if why := lacks_dividends(wanted, start, end):
        return why
    total = wanted.one.total if "total" in wanted.statement.condition else ""
    return Draft(
        "F",
        "growth_rate",
        {"bars": total or series_of(wanted, start, end)},
        {
            "start": start,
            "end": end,
            "claimed": wanted.sign * wanted.value[0],
            "tolerance": tolerance_of(wanted, wanted.value[0]),
        },
    )
