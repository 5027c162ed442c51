"""What markets did in the past as a rule: shares of times, tendencies of the calendar, averages."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.alignment import runs
from backtests.claims.reading.kinds.history.cases import (
    AFTER_IT_HAD,
    after_such,
    gapped,
    goes_on_as_a_rule,
    gone_on,
    likewise,
    listed_mean,
    name_cases,
    pass_over_events,
    rank_of_season,
    stretch_around,
    there_have_been,
)
from backtests.claims.reading.kinds.history.complements import beside
from backtests.claims.reading.kinds.history.counts import (
    all_of,
    counted,
    frequency,
    is_event_count,
    of_the,
)
from backtests.claims.reading.kinds.history.each import is_one_of_each
from backtests.claims.reading.kinds.history.events import (
    counts_ahead,
    event,
    has_no_date,
    is_of_a_sort,
    is_set_against_average,
    is_threshold,
    season,
)
from backtests.claims.reading.kinds.history.figureless import without_figure
from backtests.claims.reading.kinds.history.means import (
    daily_swing,
    market_of,
    mean_is,
    of_targets,
    stretch_of,
    swings_by,
)
from backtests.claims.reading.kinds.history.occasions import (
    of_them,
    once_since,
    rank_of_last,
    ranked_end,
    ranked_time,
    times_in_years,
)
from backtests.claims.reading.kinds.history.odds_of_the_past import odds_were
from backtests.claims.reading.kinds.history.samples import (
    before_cases,
    is_apart,
    sample,
    sample_dates,
    without_event,
)
from backtests.claims.reading.kinds.history.tallies import tallies
from backtests.claims.reading.kinds.idle.measures import is_no_mean
from backtests.claims.reading.kinds.pairs import (
    GAP_FOLLOWS,
    OF_A_GAP,
    compared,
    listed_with_no_symbol,
)
from backtests.claims.reading.kinds.patterns.events import (
    AFTER_A_SEASON,
    CUE,
    SHARE_OF_TIME,
)
from backtests.claims.reading.kinds.patterns.gaps import AND_LAGGED
from backtests.claims.reading.kinds.patterns.measures import (
    AFTER_ANOTHER,
    BY_THE_YEAR,
    DEFINED,
    is_of_readers,
)
from backtests.claims.reading.kinds.patterns.records import FROM_RECORD
from backtests.claims.reading.kinds.patterns.tendencies import (
    ALSO_HAS,
    ANNUALISED,
    AT_LEAST,
    AVERAGE_AFTER,
    AVERAGED,
    BEST_AND_WORST,
    ENDED_WITH,
    EVERY,
    EXTREMES,
    HAS_SINCE,
    IN_SUCH_YEARS,
    MEAN_OF,
    NOW_SO_FAR,
    OF_A_RATE,
    OF_ALL,
    OF_ITS_EVENTS,
    OF_OTHERS,
    OF_THE_EXTREME,
    OF_THE_WAY,
    OPENED,
    OR_PERCENT,
    THAN_A_COIN,
    THAN_AVERAGE,
    TO_COME,
    VOICES,
    WHEN_IT_HAS,
    WITH_A_GAIN,
    YEARLY,
)
from backtests.claims.reading.kinds.places import RATES, in_units
from backtests.claims.reading.kinds.plain.bases import MEANS
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Kind
from backtests.claims.reading.vocabulary.comparisons import OTHER_SIZE, OUTDONE

MOST_PERCENT = 25.0
# Two markets with a figure each, and no gap: "returning 5% a year against 13% for the other".
EACH_OWN = re.compile(
    words.marks(
        r"<%>(?: (?:a|per) year| annually| annuali[sz]ed)? (?:against|versus|vs\.?"
        r"|compared (?:with|to)|to) (?:about |just |only )?<%> (?:for|in|by|at) (?:the )?<N>"
        r"|<%>[^‹;.]* (?:behind|ahead of|trailing) (?:the )?"
        r"(?:<%> (?:of|for|by|in) (?:the )?<N>|<N>'s <%>)"
    )
)
# "On track for a 13% annual gain": that of the year under way.
HEADED_FOR = re.compile(
    r"\b(?:on (?:track|course|pace)|head(?:ing|ed)|poised|set|bound) for (?:an? |its )?$"
)
# "Its ten-year annualised return is 7.9%".
ANNUAL_RETURN = re.compile(
    r"‹w\d+› (?:annuali[sz]ed|average annual|compound(?:ed)?(?: annual)?) (?:total |price )?"
    r"(?:returns?|gains?|growth(?: rate)?|rate of return)(?: [a-z]+){0,2} $"
)


def read(scene: Scene) -> None:
    """Add the shares, tendencies and averages of a sentence."""
    pass_over_events(scene)
    if likewise(scene) or listed_mean(scene):
        return
    there_have_been(scene)
    tallies(scene)
    of_the(scene)
    all_of(scene)
    once_since(scene)
    ranked_time(scene)
    ranked_end(scene)
    times_in_years(scene)
    rank_of_last(scene)
    goes_on = False
    of_them(scene)
    for place in scene.free():
        if scene.condition_at(place.start) or scene.is_closed(place.start) or gapped(scene, place):
            continue
        goes_on = odds_were(scene, place) or _figure(scene, place, goes_on) or goes_on
    name_cases(scene)
    if not scene.drafts:
        without_figure(scene)
    elif (
        not rank_of_season(scene)
        and EVERY.search(scene.text)
        and {d.kind for d in scene.drafts} == {"average"}
    ):
        scene.add(replace(scene.drafts[0], kind="frequency", value=(1.0,), unit="fraction"))


def _is_idle(scene: Scene, place: Placed[Amount], after: str) -> bool:
    """Whether a figure only measures something: a definition, a part of a month, even odds."""
    said = scene.marked.sentence.text[place.mention.start : place.mention.end].lower()
    lead = scene.text[: place.start]
    even = "coin" in said and THAN_A_COIN.search(lead)
    readers = is_of_readers(scene.text, place.start, place.end)
    event = readers or (place.mention.change and AFTER_IT_HAD.search(lead))
    idle = DEFINED.match(after) or OF_THE_WAY.match(after) or even or event
    return bool(idle) or is_no_mean(scene, place)


def _after(scene: Scene, place: Placed[Amount]) -> str:
    """Return the words after a figure, or after the list of shares that it is one of."""
    listed = next((r for r in runs(scene.text, scene.amounts) if place in r), [])
    shares = listed and SHARE_OF_TIME.match(scene.text[listed[-1].end :])
    return scene.text[(listed[-1] if shares else place).end :]


def _figure(scene: Scene, place: Placed[Amount], goes_on: bool) -> bool:
    """Add the statement of one figure; return whether it was one of the past as a rule."""
    amount = place.mention
    if swings_by(scene, place, goes_on=goes_on) and CUE.search(scene.text):
        return daily_swing(scene, place)
    after = _after(scene, place)
    start, end = scene.clause(place.start)
    stretch = stretch_of(scene, start, end)
    if re.match(r" in (?:total|all)\b(?! (?:other|the other))", after) or is_apart(scene, place):
        return False
    if OF_THE_EXTREME.search(scene.text[start : place.start]) or is_one_of_each(scene, place):
        return False
    ends = goes_on and BEST_AND_WORST.search(scene.text[: place.start])
    if ends or _is_idle(scene, place, after) or listed_with_no_symbol(scene, place):
        scene.use(place)
        return False
    if amount.measure in {"of", "odds", "share"} and (VOICES.match(after) or EXTREMES.match(after)):
        scene.use(place)
        return False
    if amount.measure == "of":
        none = amount.values[0] == 1 and re.search(r"\bnot $", scene.text[: place.start])
        values = (0.0, amount.values[1]) if none else amount.values
        return frequency(scene, place, values, "count")
    if (
        amount.measure in {"percent", "share", "odds"}
        and not amount.sign
        and (
            (
                SHARE_OF_TIME.match(after)
                and (not re.match(r" of (?:the )?‹[nr]", after) or OF_ITS_EVENTS.match(after))
            )
            or OF_A_RATE.search(scene.text[: place.start])
            or OF_ALL.match(scene.text[: place.start])
            or (goes_on and scene.drafts[-1:] and OF_OTHERS.search(scene.text[: place.start]))
        )
    ):
        return frequency(scene, place, amount.values, "fraction")
    if amount.measure == "odds":
        return frequency(scene, place, amount.values, "fraction")
    if (
        goes_on
        and amount.measure == "percent"
        and re.search(r"\bin (?:only |just |about )?$", scene.text[: place.start])
        and not re.match(r" (?:of|in) ", after)
    ):
        return frequency(scene, place, amount.values, "fraction")
    cued = THAN_AVERAGE.sub(" ", stretch)
    historical = (
        (bool(OPENED.match(scene.text)) and not scene.ahead(place.start, None))
        or (bool(CUE.search(cued)) and not of_targets(stretch))
        or _cue_over(scene, start, goes_on)
        or (season(scene, start, end) != "" and has_no_date(scene, start, end))
        or IN_SUCH_YEARS.match(scene.text) is not None
    )
    historical = historical or (
        WHEN_IT_HAS.search(scene.text[: place.start]) is not None
        and HAS_SINCE.search(scene.text, start, place.start) is not None
        and not scene.condition_at(place.start)
    )
    historical = historical or goes_on_as_a_rule(scene, place) or after_such(scene, place)
    if not scene.text[start : place.start] or is_set_against_average(scene, place, end):
        historical = historical and bool(CUE.search(scene.text, start, place.start))
    historical = historical or (
        AVERAGE_AFTER.match(scene.text, end) is not None and not scene.ahead(place.start, None)
    )
    historical = historical or bool(
        WITH_A_GAIN.match(stretch) and CUE.search(scene.text[:start]) and not scene.streaks
    )
    later_cue = bool(CUE.search(scene.text[end:])) and not scene.ahead(place.start, None)
    if AT_LEAST.search(scene.text[: place.start]) and counts_ahead(scene, place):
        scene.use(place)
        return False
    if is_threshold(scene, place) and (
        historical or goes_on or later_cue or counts_ahead(scene, place)
    ):
        scene.use(place)
        return False
    if is_event_count(scene, place):
        return counted(scene, place)
    if amount.measure not in {"percent", "pp", "share", "bp", "point"} or len(amount.values) != 1:
        return False
    time = sample(scene, place)
    annual = ANNUAL_RETURN.search(scene.text, 0, place.start)
    yearly = bool(YEARLY.match(after) or ANNUALISED.match(scene.text) or annual) or (
        bool(BY_THE_YEAR.search(stretch)) and not scene.ahead(place.start, time)
    )
    if (
        yearly
        and not HEADED_FOR.search(scene.text, start, place.start)
        and not ENDED_WITH.search(scene.text[start : place.start])
        and not scene.ahead(place.start, time)
        and (time or historical)
        and not re.search(r"volatil", scene.text)
        and not TO_COME.search(scene.text, start, place.start)
    ):
        return _average(
            scene,
            place,
            "average",
            "per year"
            + (", total return" if re.search(r"dividends|total return", scene.text) else ""),
        )
    horizon = [t for t in scene.times if t.mention.role == "horizon"] or AFTER_A_SEASON.search(
        scene.text
    )
    if (
        not historical
        and not (goes_on and (_follows(scene, place) or EACH_OWN.search(scene.text, start, end)))
        and not (goes_on and OF_A_GAP.match(after))
        and not (horizon and is_of_a_sort(scene))
    ):
        return False
    if scene.ahead(place.start, None) and not CUE.search(stretch):
        return False
    if FROM_RECORD.match(after) and not CUE.search(scene.text[start : place.start]):
        return False
    if re.search(
        r"\bvolatility\b(?! (?:surge|spike|shock|event|jump|index))", scene.text[: place.start]
    ):
        return False
    # A step of the Fed is no mean, though what follows from one usually is.
    if scene.subject(place) == ("FFT",) and not MEANS.search(stretch):
        return False
    part = beside(scene, place, season(scene, start, end))
    rates = scene.group_of(scene.subject(place)) in RATES
    if rates and (
        scene.ahead(place.start, scene.time(place.start, place.end))
        or not (part or event(scene, place))
    ):
        return False
    yearly_before = goes_on and scene.drafts and scene.drafts[-1].condition.startswith("per year")
    kind: Kind = "seasonal" if part and not yearly_before else "average"
    condition = scene.drafts[-1].condition if yearly_before else ""
    return _average(scene, place, kind, condition or part or event(scene, place))


def _cue_over(scene: Scene, start: int, goes_on: bool) -> bool:
    """Whether the clause goes on with one that speaks of averages."""
    lead = scene.text[:start]
    of_a_year = any(t.start == start + 2 and t.mention.grain == "year" for t in scene.times)
    if NOW_SO_FAR.match(scene.text, start) or (of_a_year and scene.text[start] == ";"):
        return False
    return (
        goes_on
        and bool(CUE.search(lead))
        and (
            not re.match(r"^[;:]", scene.text[start:])
            or not re.search(r"\b(?:is|are|was|has|have|had|will)\b", scene.text[start:])
            or bool(ALSO_HAS.match(scene.text, start))
        )
    )


def _follows(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure is set against one of the past as a rule."""
    start, _ = scene.clause(place.start)
    lead = scene.text[start : place.start]
    other = re.search(r"\bany\b|\bother\b", scene.text[place.end :])
    return bool(AFTER_ANOTHER.search(lead) or other)


def _average(scene: Scene, place: Placed[Amount], kind: Kind, condition: str) -> bool:
    amount = place.mention
    start, end = scene.clause(place.start)
    end = before_cases(scene, place, end)
    found = compared(scene, place.start) if amount.measure in {"pp", "percent", "point"} else None
    if amount.measure == "percent" and AND_LAGGED.match(scene.text, place.end):
        found = None
    if amount.measure == "percent" and GAP_FOLLOWS.match(scene.text, place.end):
        found = None
    if amount.measure == "percent" and EACH_OWN.search(scene.text[start:end]):
        found = None
    if found:
        subject, direction = found
    else:
        subject = market_of(scene, place)
        noun = MEAN_OF.search(scene.text, start, place.start) or mean_is(scene, place)
        direction = (
            ("down" if noun["down"] else "up")
            if noun and not amount.sign
            else scene.direction(place, amount)
            or scene.said(without_event(scene.text[start:end]))
            or (
                ""
                if AVERAGED.search(scene.text[start:end])
                else scene.said(stretch_around(scene, place))
            )
            or gone_on(scene, start, end)
            or "up"
        )
    if amount.measure in {"pp", "point"} and not found and OUTDONE.search(scene.text, start, end):
        subject = OTHER_SIZE.get(subject, subject)
    if not subject:
        return False
    group = scene.group_of(subject)
    priced = [n for n in scene.names if n.mention.group in {"index", "fund", "sector", "commodity"}]
    if group in {"spread", "yield", "fed"} and priced and amount.measure != "bp":
        subject = scene.resolved(priced[0].mention)
        group = scene.group_of(subject)
    level = AVERAGED.search(scene.text, start, place.start + 1)
    changed = amount.measure in {"point", "percent"} and scene.said(scene.text[start : place.start])
    if (group == "volatility" and not changed) or (
        group in RATES and level and level.end() == place.start + 1
    ):
        return False
    value, unit = in_units(amount, group)
    stated_twice = OR_PERCENT.match(scene.text, place.end)
    small = amount.measure == "point" and value[0] <= MOST_PERCENT and not stated_twice
    if (len(subject) > 1 or group in PRICE_GROUPS) and small:
        value, unit = tuple(v / 100 for v in value), "fraction"
    from_, to = sample_dates(scene, place)
    scene.use(place)
    if found and condition.startswith("per year"):
        kind = "comparison"
    scene.state(
        kind,
        (start, place.end),
        subject,
        value,
        unit,
        direction=direction,
        dates=(from_, to),
        condition=condition,
    )
    return True
