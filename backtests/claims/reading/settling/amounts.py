"""Figures that explain each other: a change and its two ends, prices that no yield has."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.days import Grain
from backtests.claims.reading.memory import Draft, Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene

# Of a run of days: "fell for a fourth day, by 3%, its biggest drop since May".
LARGEST = re.compile(
    r"^(?:best|worst|biggest|largest|steepest|sharpest) (?:day|drop|fall|gain|rise|loss|decline)"
)
TRAILED = re.compile(r"\b(?:trailed|lagged)(?: behind)?,? with ‹%\d+›")
# "From 3% to 3.4%, a jump of 40 basis points".
MOVE_OF = re.compile(
    r"\b(?:an?|the) (?:[a-z]+ )?(?:(?P<up>jump|rise|increase|gain|climb|surge|advance|leap)"
    r"|fall|drop|decline|slide|decrease|retreat|plunge) of (?:about |nearly |almost |some )?$"
)
THE_MOST = re.compile(r"\b(?:the|its|their) most (?:since\b|in\b|‹w)")
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")
# "Rose to 4.8% and the 10-year to 5%", "averaged 14 this year and 16 in 2023".
AND_ANOTHER = re.compile(r"(?:\band|,|\bwhile) (?:the |its )?‹[yrn]\d+›(?: yield)?,? (?:to|at) $")
AND_MEAN = re.compile(r"(?:\band|,|\bagainst|\bversus|\bafter) (?:it averaged )?$")
YIELDS = frozenset({("DGS2",), ("DGS10",), ("FFT",)})
ENDS = 2
THOUSAND = 1000
ROUNDED = 0.51  # basis points by which a change and the gap of its ends may differ


def settle(scene: Scene) -> None:
    """Give a change the days of its two ends, and take prices from yields."""
    scene.drafts[:] = [
        one
        for d in scene.drafts
        if (one := _of_a_price(scene, _of_one_day(scene, _of_its_ends(scene, d))))
    ]
    scene.drafts[:] = [_of_its_move(scene, _of_two_levels(scene, d)) for d in scene.drafts]
    scene.drafts[:] = [_like_the_other(scene, d) for d in scene.drafts]
    scene.drafts[:] = [_beyond_its_condition(_like_its_share(scene, d)) for d in scene.drafts]


# "If below 2350", "if close above 40": the price whose crossing is the condition of another.
IF_CROSSED = re.compile(r"if (?:close )?(?:above|below) (?P<level>\d+(?:\.\d+)?)")


def _beyond_its_condition(draft: Draft) -> Draft:
    """Return a target with the way to it from the price that has to be crossed first."""
    m = IF_CROSSED.fullmatch(draft.condition) if draft.kind == "target" else None
    if m is None or draft.unit != "points":
        return draft
    level = float(m["level"])
    if min(draft.value) >= level != max(draft.value):
        return replace(draft, direction="up")
    if max(draft.value) <= level != min(draft.value):
        return replace(draft, direction="down")
    return draft


def _of_its_move(scene: Scene, draft: Draft) -> Draft:
    """Return "the most since May" as a record of days or weeks, by the move that it is said of."""
    if draft.kind != "record" or draft.value or draft.condition or not draft.direction:
        return draft
    if not THE_MOST.search(scene.text[draft.start : draft.end]) or draft.to is None:
        return draft
    for d in scene.drafts:
        same = (d.subject, d.to, d.direction) == (draft.subject, draft.to, draft.direction)
        if d.kind != "return" or not same or d.condition or d.from_ is None or d.to is None:
            continue
        for grain in GRAINS:
            first, last = days.period(d.to, grain)
            begun = days.weekday_before(d.to) if grain == "day" else days.add_days(first, -1)
            if d.from_ == begun and d.to == last:
                best = "best" if draft.direction == "up" else "worst"
                return replace(draft, condition=f"{best} {grain}")
    return draft


def _of_its_ends(scene: Scene, draft: Draft) -> Draft:
    """Return a change in basis points with the days between which its rate has moved."""
    if draft.kind != "rate" or draft.unit != "bp" or len(draft.value) != 1:
        return draft
    draft = _of_a_noun(scene, draft)
    if not draft.direction:
        return draft
    for d in scene.drafts:
        ends = (
            d.kind == "rate"
            and d.from_ != d.to
            and d.subject == draft.subject
            and len(d.value) == ENDS
            and d.direction  # "which would bring its target to 2%-2.25%" is no move
        )
        if ends and d.to and abs(abs(d.value[0] - d.value[1]) - draft.value[0]) < ROUNDED:
            return replace(draft, from_=d.from_, to=d.to)
    return draft


def _sizes(values: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(abs(v) for v in values)


def _of_two_levels(scene: Scene, draft: Draft) -> Draft:
    """Return a change in basis points with the days of two levels that are as far apart."""
    if draft.kind != "rate" or draft.unit != "bp" or len(draft.value) != 1 or not draft.direction:
        return draft
    stood = [
        d
        for d in scene.drafts
        if d.kind == "rate"
        and d.subject == draft.subject
        and d.from_ == d.to is not None
        and len(d.value) == 1
        and d.end <= draft.end
    ]
    for first, last in pairwise(stood):
        apart = last.value[0] - first.value[0]
        fits = abs(abs(apart) - draft.value[0]) < ROUNDED
        fits = fits and (apart > 0) == (draft.direction == "up")
        if fits and first.to and last.to and first.to < last.to:
            return replace(draft, from_=first.to, to=last.to)
    return draft


def _like_the_other(scene: Scene, draft: Draft) -> Draft:
    """Return a yield or mean that goes on with the one before it: its day, or that it is a mean."""
    if draft.kind not in {"rate", "volatility"} or len(draft.value) != 1:
        return draft
    at = _place(scene, draft)
    before = [d for d in scene.drafts if d.kind == draft.kind and _place(scene, d) < at]
    if not before:
        return draft
    lead = scene.text[:at]
    other, goes_on = before[-1], AND_ANOTHER.search(lead)
    undated = draft.kind == "rate" and draft.to is None and other.from_ == other.to
    if undated and goes_on and draft.subject != other.subject:
        return replace(draft, from_=other.from_, to=other.to)
    mean = draft.kind == "volatility" and other.condition == "average" and not draft.condition
    long = draft.from_ is not None and draft.from_ != draft.to
    return replace(draft, condition="average") if mean and long and AND_MEAN.search(lead) else draft


# "3,666 points or 56%": one move in two units.
OR = re.compile(r",? or (?:about |nearly |almost )?$")


def _like_its_share(scene: Scene, draft: Draft) -> Draft:
    """Return a move in points that has no day with the days of the same move in percent."""
    if draft.kind != "return" or draft.unit != "points" or draft.from_ or draft.to:
        return draft
    at = _place(scene, draft)
    end = next((p.end for p in scene.amounts if p.start == at), at)
    for other in scene.drafts:
        beside = _place(scene, other)
        same = (other.kind, other.subject, other.unit) == ("return", draft.subject, "fraction")
        if same and end < beside and OR.fullmatch(scene.text, end, beside):
            return replace(draft, from_=other.from_, to=other.to)
    return draft


def _place(scene: Scene, draft: Draft) -> int:
    """Return where the figure of a statement stands."""
    scaled = {round(v / k, 6) for v in draft.value for k in (1, 100, 10_000)}
    places = [
        p.start
        for p in scene.amounts
        if draft.start <= p.start < draft.end and round(abs(p.mention.values[0]), 6) in scaled
    ]
    return places[-1] if places else draft.start


def _of_a_noun(scene: Scene, draft: Draft) -> Draft:
    """Return basis points after "a jump of" with the way of that noun."""
    for p in scene.amounts:
        if p.mention.measure == "bp" and _sizes(p.mention.values) == draft.value:
            if p.mention.sign and not draft.direction:
                return replace(draft, direction="up" if p.mention.sign == "+" else "down")
            m = MOVE_OF.search(scene.text[: p.start])
            if m is not None and not draft.direction:
                return replace(draft, direction="up" if m["up"] else "down")
    return draft


def _of_one_day(scene: Scene, draft: Draft) -> Draft:
    """Return the largest move since a day as one of its day, and not of the run that it ends."""
    if draft.kind != "return" or draft.to is None or draft.from_ is None:
        return draft
    trailed = [m for m in TRAILED.finditer(scene.text) if draft.start <= m.start() < draft.end]
    last = scene.memory.last
    if trailed and draft.direction == "down" and last and last.direction == "up":
        return replace(draft, direction="up")
    runs = [d for d in scene.drafts if d.condition == "streak, days" and d.to == draft.to]
    largest = [
        d
        for d in scene.drafts
        if LARGEST.search(d.condition) and (d.subject, d.to) == (draft.subject, draft.to)
    ]
    same = any(d.from_ == draft.from_ for d in runs)
    return replace(draft, from_=days.weekday_before(draft.to)) if same and largest else draft


def _of_a_price(scene: Scene, draft: Draft) -> Draft | None:
    """Return a price in the thousands as one of the index that its sentence names, or none."""
    rate = draft.kind in {"rate", "record"} and draft.unit == "bp" and draft.subject in YIELDS
    if not rate or len(draft.value) != 1 or not _is_a_price(scene, draft):
        return draft
    subject = _named(scene)
    if not subject:
        return None
    kind = "record" if draft.kind == "record" else "level"
    return replace(draft, kind=kind, subject=subject, unit="points")  # type: ignore[arg-type]


def _is_a_price(scene: Scene, draft: Draft) -> bool:
    prices = [
        p
        for p in scene.amounts
        if p.mention.measure in {"bare", "point"}
        and p.mention.values == draft.value
        and draft.start <= p.start < draft.end
    ]
    return bool(prices) and (
        draft.value[0] >= THOUSAND or any(_named(scene) and "." in str(v) for v in draft.value)
    )


def _named(scene: Scene) -> Subject:
    """Return the one market with prices that a sentence names."""
    named = {n.mention.symbols for n in scene.names if n.mention.group in PRICE_GROUPS}
    return next(iter(named)) if len(named) == 1 else ()
