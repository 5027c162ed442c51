"""The statements of an article, found by a deterministic grammar."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from backtests.claims.reading import analogues, traps
from backtests.claims.reading.accounts import coming_year, sessions, snapshots
from backtests.claims.reading.accounts.carrying import DAY_BEFORE, asked_about, is_row
from backtests.claims.reading.accounts.lent import is_under_way, lies_ahead
from backtests.claims.reading.accounts.turning import ONLY_A_TIME, is_dateline, turning_days
from backtests.claims.reading.clauses import fronted
from backtests.claims.reading.kinds import figures, odds, records, rules, signs, untestable
from backtests.claims.reading.kinds.advice import mixes, uses, weights
from backtests.claims.reading.kinds.habits import (
    always,
    cycles,
    how_often,
    omens,
    performs,
    ranked,
    some_of,
    splits,
)
from backtests.claims.reading.kinds.history import droughts, each, ends, tendencies
from backtests.claims.reading.kinds.history.cases import is_of_a_season, is_on_a_season, keep_habit
from backtests.claims.reading.kinds.history.samples import sample_kept
from backtests.claims.reading.kinds.idle import asides, matters, polls
from backtests.claims.reading.kinds.patterns.levels import OF_AN_EXTREME
from backtests.claims.reading.kinds.plain import extremes_denied, sized_days, worth
from backtests.claims.reading.kinds.policy import bets, breaks, views
from backtests.claims.reading.marks import numerals
from backtests.claims.reading.marks.instruments import names
from backtests.claims.reading.marks.marked import mark
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Columns, Draft, Memory, PriceColumns, Subject
from backtests.claims.reading.ownership import (
    is_of_a_sum,
    is_of_saying,
    is_of_the_start,
    is_stated_before,
    names_a_move,
)
from backtests.claims.reading.scene import PAIR, PRICE_GROUPS, Scene
from backtests.claims.reading.settling import denials, magnitudes, relative, repeats
from backtests.claims.reading.settling.sentence import settle
from backtests.claims.reading.statement import UNKNOWN, Statement
from backtests.claims.reading.tables import (
    captions,
    columns,
    events,
    headings,
    headlines,
    items,
    leads,
    quotes,
    rows,
    seasons,
)
from backtests.claims.reading.tenses import ENDING
from backtests.claims.reading.text.sentences import Sentence, sentences
from backtests.claims.reading.timing.dating import day_of_item, is_base, is_of_a_record
from backtests.claims.reading.wording.own_times import OF_DATA

# In the order of the kinds: the first that fits decides.
KINDS = (
    untestable,
    worth,
    extremes_denied,
    mixes,
    weights,
    uses,
    rules,
    views,
    cycles,
    breaks,
    each,
    ends,
    items,
    splits,
    some_of,
    ranked,
    odds,
    sized_days,
    droughts,
    records,
    analogues,
    omens,
    how_often,
    tendencies,
    always,
    performs,
    figures,
    signs,
)
SPEAKERS = (views, bets, ranked, matters, omens, how_often)
OF_NO_MARKET = (is_on_a_season, *(one.speaks for one in SPEAKERS))
# A sentence without any of these, or a market, states nothing.
RELEVANT = re.compile(
    rf"\d|crash|record|\b(?:{numerals.CARDINAL}|{numerals.FRACTION}|doubl|tripl|halv|twice|once"
    r"|double)|\b(?:year|month|quarter|week|today|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri)day)",
    re.IGNORECASE,
)
AS_AN_ASIDE = re.compile(r"as recently |.*\b(?:a week|days) ago$")  # no time of the account
RECENT = 7  # days within which a day without a year is one of the past
OUTLOOK = re.compile(  # what a heading over forecasts says
    r"\b(?:outlook|targets?|forecasts?|predictions?|projections?|calls|scenarios?|expect"
    r"|look(?:ing)? ahead|preview|year ahead)\b",
    re.IGNORECASE,
)
LONG_ITEM = 12  # words of a sentence that is no item of a list
ONLY_A_NAME = re.compile(r"\W*(?:the )?‹n\d+›(?: index| average)?\W*")
DATELINE = re.compile(r".*\b(?:19|20)\d\d\W*")  # dates the article, and no list below it


def read_text(text: str, *, date: datetime.date, title: str = "") -> list[Statement]:
    """Return the statements of an article in the order of its text.

    Parameters
    ----------
    text
        The article: paragraphs, headings, list items and table rows on lines of their own.
    date
        The day of publication; every date in words is resolved against it.
    title
        The headline, which names the market that "the index" stands for until another is named.
    """
    memory = Memory()
    for sentence in sentences(title):
        _remember(Scene(mark(sentence, date), date, memory))
    if memory.time and memory.time.grain in {"month", "quarter", "year", "week"}:
        memory.heading_time = memory.time
    memory.ahead = bool(OUTLOOK.search(title))
    found: list[Statement] = []
    headline = body = None
    for sentence in sentences(text):
        headline = headline or sentence
        if headline.heading and body is None and sentence.paragraph != headline.paragraph:
            body = sentence.span(0, 1)[0]
        found += _read_line(text, sentence, date, memory)
        if memory.caption:
            captions.settle(found, memory.caption)
    found = coming_year.settle(found, text, title or (headline.text if headline else ""), date)
    if body is not None:
        found = headlines.settle(found, body, date)
    return denials.settle(relative.settle(magnitudes.settle(snapshots.settle(found, memory, date))))


def _read_line(
    text: str, sentence: Sentence, date: datetime.date, memory: Memory
) -> list[Statement]:
    """Return the statements of a sentence, or of a row together with the line that it completes."""
    lead = memory.lead
    if lead is not None and leads.completes(lead, sentence):
        found = _read(text, leads.joined(lead, sentence), date, memory)
        return leads.of_row(found, sentence, text)
    found = _read(text, sentence, date, memory)
    memory.lead = sentence if leads.opens(sentence) else None
    if leads.leads_to(sentence):
        return [one for one in found if one.kind != "forecast" or one.value]
    return found


def _read(text: str, sentence: Sentence, date: datetime.date, memory: Memory) -> list[Statement]:
    """Return the statements of a sentence, and keep what later ones refer to."""
    memory.caption = None
    relevant = bool(RELEVANT.search(sentence.text) or names(sentence.text)) or any(
        p.search(sentence.text) for p in (sessions.INDEXES, matters.STATED)
    )
    asked = sentence.text.rstrip(" \"')").endswith("?")
    if not relevant and not sentence.heading:
        memory.asked = sentence.text.lower() if asked else ""
        return []
    scene = Scene(mark(sentence, date), date, memory)
    prices = columns.columns(scene)
    table = () if prices else headings.read(scene)
    if not relevant:
        _remember_opening(scene)
        _remember_heading(scene, prices, table)
        memory.events = () if prices else events.heading(scene)
        memory.asked = scene.text if asked else ""
        return []
    over_events = () if prices or table else events.heading(scene)
    in_table = bool(prices or table or over_events) or any(
        read(scene) for read in (columns.row, rows.read, events.row, seasons.row, quotes.read)
    )
    of_no_market = any(speaks(scene) for speaks in OF_NO_MARKET)
    if not in_table and not traps.nothing_stated(scene, seasonal=of_no_market):
        asides.leave_out(scene)
        for kind in () if polls.read(scene) else KINDS:
            kind.read(scene)
        settle(scene)
    if over_events or table or not sentence.heading:
        memory.events = over_events
    _remember_heading(scene, prices, table)
    memory.asked = scene.text if asked else ""
    _remember_opening(scene)
    memory.caption = None if scene.drafts else captions.read(scene)
    (_remember_times if in_table and memory.subject else _remember)(scene)
    return [_statement(scene, draft, text) for draft in repeats.once(scene.drafts)]


def _remember_opening(scene: Scene) -> None:
    """Keep the time that a paragraph opens with, and the day of a table that is announced."""
    memory, sentence = scene.memory, scene.marked.sentence
    memory.over_table = columns.announced(scene) or memory.over_table
    before = memory.named_last if sentence.paragraph == memory.paragraph else None
    named = [t for t in scene.times if not is_of_a_record(scene.text, scene.clause(t.start)[0], t)]
    memory.named_last = named[-1].mention if named else before
    if not sentence.heading and scene.times and ONLY_A_TIME.fullmatch(scene.text):
        memory.opened = (sentence.paragraph, scene.times[0].mention)


def _remember_heading(scene: Scene, prices: PriceColumns, table: Columns) -> None:
    """Keep the columns of a heading row and the words of the heading above it."""
    memory, sentence = scene.memory, scene.marked.sentence
    if prices or not sentence.heading:
        memory.columns = prices
    if table or not sentence.heading or not scene.amounts:
        memory.table = table
    if sentence.heading and not scene.drafts and not scene.amounts:
        only = ONLY_A_TIME.fullmatch(scene.text)
        only = None if DATELINE.fullmatch(sentence.text.strip()) else only
        memory.section = scene.times[0].mention if only and scene.times else None
    if sentence.text.rstrip().endswith((":", " follows.", " follow.")):
        memory.intro = scene.text
    elif not sentence.heading and len(sentence.text.split()) > LONG_ITEM:
        memory.intro = ""
    if sentence.heading and not scene.drafts:
        memory.ahead = bool(OUTLOOK.search(sentence.text))
    if (not table or ": " in sentence.text) and not scene.drafts:
        memory.title = sentence.text.lower() if sentence.heading else ""


def _statement(scene: Scene, draft: Draft, text: str) -> Statement:
    """Return a draft with the words of the article it was read from."""
    sentence = scene.marked.sentence
    first, last = scene.marked.span(draft.start, draft.end)
    while (
        first < last - 1
        and not sentence.text[first].isalnum()
        and sentence.text[first] not in "$€£+-"
    ):
        first += 1
    while last - 1 > first and sentence.text[last - 1] in " ,;:(–-":
        last -= 1
    start, end = sentence.span(first, last)
    return Statement(
        sentence.shown,
        text[start:end],
        start,
        end,
        draft.kind,
        draft.subject,
        draft.value,
        draft.unit,
        draft.direction,
        draft.begins,
        draft.to,
        snapshots.condition(scene, draft),
        draft.testable,
    )


def _spoken_of(scene: Scene, draft: Draft) -> Subject:
    """Return the market that a statement is on; of two that are compared, the first."""
    first = draft.subject[:1]
    return first if scene.group_of(first) in PRICE_GROUPS else draft.subject


def _remember(scene: Scene) -> None:
    """Keep what the sentence named for those after it; the row of a table names it for none."""
    memory = scene.memory
    main = fronted(scene.text)
    every = sorted(scene.names, key=lambda n: n.start < main)
    named = [n.mention for n in every if n.mention.group not in {"reference", "other", "market"}]
    first: dict[str, Subject] = {}
    for name in named:
        first.setdefault(name.group, name.symbols)
    memory.by_group.update(first)
    drafts = sorted(scene.drafts, key=lambda d: d.start < main)
    spoken = [_spoken_of(scene, d) for d in drafts]
    for subject in reversed(spoken):
        if (group := scene.group_of(subject)) in PRICE_GROUPS:
            memory.by_group[str(group)] = subject
    stated: list[Subject] = [s for s in spoken if len(s) == 1 and s != (UNKNOWN,)]
    referred = [
        n.mention
        for n in scene.names
        if n.mention.group == "reference" and "index" in n.mention.refers
    ]
    if not stated and named and referred and named[0].group == "sector":
        stated = [scene.resolved(n) for n in referred[:1]]
    if stated or named:
        memory.subject = stated[0] if stated else named[0].symbols
        memory.group = scene.group_of(memory.subject)
    priced = [s for s in spoken if scene.group_of(s) in PRICE_GROUPS]
    named_prices = [n.symbols for n in named if n.group in PRICE_GROUPS]
    if named_prices:
        before = memory.markets if scene.same_paragraph else ()
        in_order = (n.mention for n in scene.names if n.mention.symbols in named_prices)
        memory.markets = tuple(dict.fromkeys([*before, *(n.symbols for n in in_order)]))
    if priced or named_prices:
        memory.price = (priced or named_prices)[0]
    memory.last = scene.drafts[-1] if scene.drafts else memory.last
    memory.moved = next((d.direction for d in drafts[::-1] if d.kind == "return"), memory.moved)
    if not scene.same_paragraph:
        memory.pair = ()
    compared = [d.subject for d in scene.drafts if len(d.subject) == PAIR and d.kind != "rate"]
    memory.pair = compared[-1] if compared else memory.pair
    curve = ("DGS10", "DGS2")
    if {s for n in named for s in n.symbols} >= {*curve} or curve in [d.subject for d in drafts]:
        memory.by_group["spread"] = curve
    _remember_times(scene)


def _is_used(scene: Scene, time: Time) -> bool:
    """Whether a statement of the sentence is one of this time."""
    days = {scene.dates(time, use, ahead=False) for use in ("move", "state", "record")}
    return any((d.from_, d.to) in days for d in scene.drafts)


def _remember_times(scene: Scene) -> None:
    """Keep the time that the next sentence of the paragraph, or the rows below, go on with."""
    memory, sentence = scene.memory, scene.marked.sentence
    memory.answers = asked_about(scene)
    before = memory.sample if sentence.paragraph == memory.paragraph else None
    memory.sample = sample_kept(scene) or before
    keep_habit(scene)
    sessions.remember(scene)
    if (item := day_of_item(scene.text, scene.times)) is not None:
        memory.item = (sentence.paragraph, item.mention)
    memory.week = memory.week or sessions.week_stated(scene)
    dated = [
        t.mention
        for t in scene.times
        if t.mention.role in {"in", "so far", "back", "by", "ahead", "span"}
        and not is_of_a_record(scene.text, scene.clause(t.start)[0], t)
        and not is_base(scene.text, t)
        and not names_a_move(scene.text, t)
        and not DAY_BEFORE.search(t.mention.words)
        and not (t.mention.grain != "day" and OF_AN_EXTREME.match(scene.text, t.end))
        and not is_of_a_sum(scene, t)
        and (t.mention.grain == "day" or not OF_DATA.match(scene.text, t.end))
        and not is_stated_before(scene, t)
        and not is_of_the_start(scene.text, t)
        and not any(s <= t.start < e for s, e in scene.unstated if s > 0)
        and not (t.mention.role == "back" and t.mention.span[1] in {"day", "session"})
        and not is_of_a_season(scene, t.mention)
        and not AS_AN_ASIDE.match(t.mention.words)
    ]
    sums = [t.mention for t in scene.times if is_of_a_sum(scene, t)]
    memory.summed = sums[-1] if sums else None
    spoken = [t.mention for t in scene.times if is_of_saying(scene, t)]
    ends = {t.mention for t in scene.times if ENDING.search(scene.text[: t.start])}
    due = [
        replace(t, role="by") if t in ends and t.next_first > scene.on else t
        for t in dated
        if (
            (t.role in {"in", "by", "ahead"} and t not in spoken)
            or (t.role == "span" and any(d.to == t.next_last for d in scene.drafts))
        )
        and t.next_last > scene.on
        and not t.words.startswith("as of ")
        and not (t.last <= scene.on and _is_used(scene, t))
    ]
    same = sentence.paragraph == memory.paragraph
    memory.due = due[0] if due else memory.due if same else None
    past = [
        t
        for t in dated
        if t.first <= scene.on
        and t not in spoken
        and not (lies_ahead(scene, t) or (t.grain != "day" and sessions.is_beside(scene)))
        and not (
            t.next_last > scene.on
            and (
                (t.role in {"by", "before"} and not any(d.to == t.last for d in scene.drafts))
                or (
                    (t.grain != "day" or (scene.on - t.last).days > RECENT)
                    and any(d.to == t.next_last for d in scene.drafts)
                )
            )
        )
    ]
    listing = sentence.text.rstrip().endswith(":")
    if sentence.heading and not scene.amounts and (listing or not scene.drafts):
        if (not memory.table or ": " in sentence.text) and not is_dateline(scene):
            since = [t.mention for t in scene.times if t.mention.role == "since"]
            only_a_name = ONLY_A_NAME.fullmatch(scene.text) is not None
            # "Dow since 1900", and below it "Black Friday:" over the lines of a list.
            over = memory.heading_time
            listed = only_a_name or (listing and over and over.role == "since")
            memory.heading_time = next(iter([*dated, *since]), over if listed else None)
    elif not sentence.heading and not is_row(scene):
        memory.heading_time = None
    if past:
        apart = [t.mention for t in scene.times if any(s <= t.start < e for s, e in scene.asides)]
        used = [t for t in past if _is_used(scene, t) and t not in apart]
        used = used or [t for t in turning_days(scene) if t in past and t not in apart]
        kept = memory.time if sentence.paragraph == memory.paragraph and not used else None
        memory.time = kept or sessions.stated_last(scene, used) or past[0]
        if kept is None:
            memory.standing = sessions.is_standing(scene, memory.time)
            memory.of_fed = {d.subject for d in scene.drafts} == {("FFT",)}
    elif sentence.paragraph != memory.paragraph:
        memory.time, memory.of_fed = None, False
    running = [t for t in dated if is_under_way(t, scene.on) and _is_used(scene, t)]
    if running:
        memory.under_way = (sentence.paragraph, running[-1])
    stated = [replace(t, role="in") for t in past if t.role in {"in", "by"} and t.last < scene.on]
    memory.latest = max(stated, key=lambda t: t.last, default=memory.latest if same else None)
    begun = [
        t.mention for t in scene.times if t.mention.role == "since" and t.mention.grain == "day"
    ]
    memory.since = begun[-1] if begun else memory.since if same else None
    memory.paragraph = sentence.paragraph
