"""A sentence in marks as the rules see it: mentions, clauses, asides, what was used."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.clauses import (
    BEFORE_THE_VERB,
    RELATIVE_CLAUSE,
    asides,
    clauses,
    conditions,
    fronted,
)
from backtests.claims.reading.marks import companies, groups
from backtests.claims.reading.marks.instruments import Name
from backtests.claims.reading.marks.marked import (
    Average,
    Marked,
    Placed,
    Streak,
    is_of_another_index,
)
from backtests.claims.reading.marks.markets.row import Group
from backtests.claims.reading.marks.moments import Time, past_rests
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Draft, Memory, Subject
from backtests.claims.reading.statement import UNKNOWN, Direction, Kind, Unit
from backtests.claims.reading.timing.counting import counted_from
from backtests.claims.reading.timing.in_sentence import (
    after_named,
    by_which,
    in_which,
    named_before,
    of_the_account,
    of_the_items,
    of_the_week,
    of_which,
    since_then,
    so_far,
)
from backtests.claims.reading.timing.spans import counted_on, ended_on_day, of_the_period

RIGHT_OTHER = re.compile(
    rf" (?:(?:[a-z]+ )??(?:{words.NOUNS_OF_MOVE}) (?:of|for|in|by)|for|in|by) (?:the |a |an "
    rf"|u\.s\. |‹n\d+› )*‹o\d+›"
)
# What one company does to a market: "weighed on the index", "led losses on the index".
MOVED_BY_ONE = re.compile(
    r"\b(?:on|in|within|for|of|lift(?:ed|ing)|boost(?:ed|ing)|dragg(?:ed|ing)|pull(?:ed|ing)"
    r"|help(?:ed|ing)|led|leading) (?:the )?$"
)
CAUSE = re.compile(
    r"\b(?:help|boost|lift|buoy|support|hurt|dragg|weigh|driv|pull|push|propell|benefit|power"
    r"|fuel|cushion|offset|underpinn|undermin|pressur|hamper)\w*(?: \w+){0,2} (?:by|from"
    r"|down by)(?: [\w'-]+){0,4} (?:in|of|for|by|among|from) (?:[\w'-]+ ){0,4}$"
    r"|\b(?:thanks to|because of|due to|amid|despite|on the back of"
    r"|following) (?:[\w'-]+ ){0,3}(?:strength|weakness|gains?|loss(?:es)?|declines?"
    r"|rall(?:y|ies)|selling|buying|drop|slide|rise|fall|jump|sell-?off|surge|plunge|pullback"
    r"|rebound|advance)s? (?:in|of|for|by|among) (?:[\w'-]+ ){0,4}$"
    r"|\b(?:help|boost|lift|buoy|support|hurt|dragg|driv|pull|led)\w* by (?:[\w'-]+ ){0,3}$"
)
# What a price does, and the rate of the Fed does not: "as the Fed signalled cuts, it gained 6%".
MOVED_AS_A_MARKET = re.compile(
    r"\b(?:gain(?:s|ed)?|los(?:es|t)|rall(?:ies|ied)|climb(?:s|ed)?|jump(?:s|ed)?|slid|sank"
    r"|tumbled|returned|added|soared|plunged)\b"
)
# "In the year after the first rate cut" says when; "a rate cut of 0.25%" is what is measured.
MOVE_OF_THE_FED = re.compile(r"(?:cut|hike|increase|rise|reduction)s?$")
OCCASION = re.compile(
    r"(?:\b(?:after|following|post|upon|since|before|during|around|from|between|until)"
    r"|‹w\d+›)(?:[- ](?:the|a|an|these|those|such|its|their|each|every|any|first|last|initial"
    r"|past|previous|fed's|‹[fw]\d+›(?:'s)?|of|start of|beginning of|end of))* $"
)


# "Bitcoin, which shook markets with a fall of 30%".
STIRRED = re.compile(
    r"\b(?:shook|shak(?:es|en|ing)|rattl(?:e|es|ed|ing)|roil(?:s|ed|ing)?|jolt(?:s|ed|ing)?"
    r"|spook(?:s|ed|ing)?|unsettl(?:e|es|ed|ing)|stunn(?:ed|ing)|surpris(?:ed|ing)) $"
)
# "Down 1.5% on oil decline" states why.
MOVE_OF_CAUSE = re.compile(
    r"(?:'s)? (?:prices? )?(?:declines?|drops?|falls?|slides?|slumps?|plunges?|rout|rises?"
    r"|rall(?:y|ies)|gains|losses|jump|surge|fears?|worries|concerns?|hopes|news|bets|talks?"
    r"|weakness|strength)\b"
)
# "The worst performers in the S&P 500", "led the decline in the index": what they are part of.
THE_WHOLE = re.compile(
    r"\b(?:(?:performers?|(?:performing|positive|negative|weakest|strongest|worst|best|losing"
    r"|gaining) (?:sectors?|groups?|spots?|segments?|areas?|corners?|parts?)|gainers|losers"
    r"|decliners|laggards|leaders|advancers|winners) (?:in|of|on|among|within)"
    r"|led (?:the )?(?:declines?|losses|gains|way|advance|rally|retreat) (?:in|on|among|within"
    r"|for)) (?:the )?$"
    # "Biotech, at 9% of the benchmark, has doubled".
    r"|, (?:at|with|making up) (?:about |nearly |only )?‹[%h]\d+› of (?:the )?$"
)
# "The Fed cut that year, and the index ended it 1% higher": the year.
ENDS_IT = re.compile(r"\b(?:ended|finished|closed out|began|started|entered|opened) $")
# "Put the S&P 500 in the shade": it is what was beaten.
LEFT_FAR_BEHIND = re.compile(r" (?:in the (?:shade|dust)|to shame|for dead)\b")
# "From the market peak in October" names a day and is no subject.
OF_ITS_PEAK = re.compile(r"(?:'s)? (?:peak|high|top|low|bottom|trough)\b")
HIGHEST_GAUGE = 1000
HIGHEST_RATE = 0.22  # the Fed's rate in 1981


def is_price(amount: Amount) -> bool:
    """Whether a figure is too large for a yield, a spread or the VIX, so that it is a price."""
    return amount.measure == "bare" and (
        amount.money or min(abs(v) for v in amount.values) >= HIGHEST_GAUGE
    )


def _of_those_named(name: Placed[Name], names: list[Placed[Name]], memory: Memory) -> Placed[Name]:
    """Return "all three" as the markets named before it."""
    own = name.mention
    if own.group != "several":
        return name
    here = [n.mention.symbols for n in names if n.end <= name.start]
    symbols = groups.of_those_named(own.word, tuple(here) or memory.markets)
    group: Group = "several" if symbols else "other"
    return replace(name, mention=replace(own, symbols=symbols, group=group))


class Sight:
    """One sentence in marks: its mentions, clauses and asides, and what was used of it."""

    def __init__(self, marked: Marked, on: date, memory: Memory) -> None:
        self.marked, self.on, self.memory = marked, on, memory
        self.text = marked.marks
        named = [n for n in marked.of(Name) if not is_of_another_index(n, marked)]
        self.names = [_of_those_named(n, named, memory) for n in named]
        self.times = [
            of_the_items(of_the_week(t, memory, on), marked.sentence.paragraph, memory)
            for t in marked.of(Time)
        ]
        self.times = after_named(ended_on_day(self.times, self.text), self.text)
        self.asides = asides(self.text)
        plain = [t for t in self.times if not any(s <= t.start < e for s, e in self.asides)]
        spoken = (memory.time, memory.latest, memory.account)
        self.times = [
            of_the_period(t, marked.sentence.text, (*named_before(t, plain), *spoken))
            for t in self.times
        ]
        base = memory.latest if memory.paragraph == marked.sentence.paragraph else None
        opens = memory.opened and memory.opened[0] == marked.sentence.paragraph
        opened = memory.opened[1] if memory.opened and opens else None
        own = of_the_account([t.mention for t in self.times], opened, on)
        stated = counted_on(marked.sentence.text, own, base, on)
        counted = counted_from(marked.sentence.text, stated, on)
        self.times = [replace(t, mention=m) for t, m in zip(self.times, counted, strict=True) if m]
        rests = past_rests([t.mention for t in self.times], on)
        self.times = [replace(t, mention=m) for t, m in zip(self.times, rests, strict=True)]
        self.times = [so_far(t, self.text, on) for t in self.times]
        for as_said in (in_which, by_which, since_then):
            self.times = [as_said(t, self.text) for t in self.times]
        self.times = [of_which(t, self.times, self.text) for t in self.times]
        self.amounts = marked.of(Amount)
        self.streaks = marked.of(Streak)
        self.averages = marked.of(Average)
        self.used: set[int] = set()
        self.closed: list[tuple[int, int]] = []
        self.drafts: list[Draft] = []
        self.unstated: list[tuple[int, int]] = []
        self.history: list[tuple[int, int]] = []
        self.conditions = conditions(self.text)
        self.clauses = clauses(self.text)

    def clause(self, at: int) -> tuple[int, int]:
        """Return start and end of the clause that holds a place."""
        return next(((s, e) for s, e in self.clauses if s <= at < e), (0, len(self.text)))

    def condition_at(self, at: int) -> tuple[int, int] | None:
        """Return the conditional clause that holds a place."""
        return next(((s, e) for s, e in self.conditions if s <= at < e), None)

    def in_sight(self, place: int, at: int, end: int) -> bool:
        """Return whether a place stands in no aside but those that a figure is in or heads."""
        return all(
            s <= at < e
            or self.text.startswith(", since ", s)
            or ((place == end + 2 or (s == end and self.text[s] != ",")) and self._is_date(s, e))
            for s, e in self.asides
            if s <= place < e
        )

    def _is_date(self, start: int, end: int) -> bool:
        """Return whether an aside in brackets has no figure of its own, so that it can date one."""
        bracketed = self.text[start:end].lstrip().startswith("(")
        return not bracketed or not any(start <= p.start < end for p in self.amounts)

    def groups_meant(self, name: Name) -> tuple[Group, ...]:
        """Return the groups that a word refers back to: "the index" at 3,000 is not the VIX."""
        if "index" in name.refers and any(is_price(p.mention) for p in self.amounts):
            return tuple(group for group in name.refers if group != "volatility")
        return name.refers

    def free(self) -> list[Placed[Amount]]:
        """Return the amounts that no statement has used yet, outside clauses that are read."""
        return [p for p in self.amounts if p.start not in self.used and not self.is_closed(p.start)]

    @property
    def same_paragraph(self) -> bool:
        """Whether the sentence stands in the paragraph of the one before."""
        return self.memory.paragraph == self.marked.sentence.paragraph

    def is_closed(self, at: int) -> bool:
        """Return whether a place lies in a clause that has been read as a whole."""
        return any(s <= at < e for s, e in self.closed)

    def use(self, *places: Placed[Amount]) -> None:
        """Mark amounts as used."""
        self.used.update(p.start for p in places)

    def close(self, start: int, end: int) -> None:
        """Mark a stretch as read."""
        self.closed.append((start, end))

    def add(self, draft: Draft) -> None:
        """Keep a statement."""
        self.drafts.append(draft)

    def state(
        self,
        kind: Kind,
        stretch: tuple[int, int],
        subject: Subject,
        value: tuple[float, ...] = (),
        unit: Unit = "",
        *,
        direction: Direction = "",
        dates: tuple[date | None, date | None] = (None, None),
        condition: str = "",
        testable: bool = True,
    ) -> None:
        """Keep a statement on a stretch of the sentence; one on an unknown market is untestable."""
        subject = subject or (UNKNOWN,)
        self.drafts.append(
            Draft(
                start=stretch[0],
                end=stretch[1],
                kind=kind,
                subject=subject,
                value=value,
                unit=unit,
                direction=direction,
                from_=dates[0],
                to=dates[1],
                condition=condition,
                testable=testable and UNKNOWN not in subject,
            )
        )

    def before(self, place: Placed[Amount]) -> str:
        """Return the words from the amount before, or the clause's start, to a place."""
        start, _ = self.clause(place.start)
        ends = [p.end for p in self.amounts if start <= p.start and p.end <= place.start]
        return self.text[max([start, *ends]) : place.start]

    def main_before(self, place: Placed[Amount]) -> str:
        """Return the words before a place without a relative clause that ended: ", which fell,"."""
        words_ = self.before(place)
        first = place.start - len(words_)
        for s, e in self.asides:
            if first <= s < e <= place.start and RELATIVE_CLAUSE.match(self.text, s):
                words_ = words_[: s - first] + " " * (e - s) + words_[e - first :]
        return words_

    def after(self, place: Placed[Amount]) -> str:
        """Return the words from a place to the next amount or the clause's end."""
        _, end = self.clause(place.start)
        starts = [p.start for p in self.amounts if place.end <= p.start < end]
        return self.text[place.end : min([end, *starts])]

    def is_object(self, name: Placed[Name]) -> bool:
        """Whether a name is what something else is measured by."""
        lead = self.text[max(0, name.start - 24) : name.start]
        start, _ = self.clause(name.start)
        by_a_company = any(
            start <= n.start < name.start and n.mention.word == companies.COMPANY
            for n in self.names
        )
        if by_a_company and MOVED_BY_ONE.search(lead):
            return True
        if lead.endswith("on ") and MOVE_OF_CAUSE.match(self.text, name.end):
            return True
        if THE_WHOLE.search(self.text[: name.start]):
            return True
        if name.mention.word == "it" and ENDS_IT.search(lead):
            return True
        if name.mention.group == "market" and OF_ITS_PEAK.match(self.text, name.end):
            return True
        if self.is_cause(name) or (
            name.mention.group == "market" and STIRRED.search(self.text[: name.start])
        ):
            return True
        if LEFT_FAR_BEHIND.match(self.text, name.end):
            return True
        return bool(
            re.search(
                (
                    r"\b(?:than|same as|as \w+ as|versus|vs\.?|against|like|unlike|outperform\w*"
                    r"|underperform\w*|beat|beaten(?: by)?|beating|outpac\w+|join(?:ed|ing|s)"
                    r"|lagg?\w*|trail\w*|ahead of|behind) (?:the |those of |that of )*$"
                ),
                lead,
            )
        ) and bool(
            not re.match(
                words.marks(
                    r"'s|,? (?:rose|fell|gained|lost|has|have|is|was)"
                    r"|,? at (?:only |just |about )?<%>(?! (?:to|from|in)\b)"
                ),
                self.text[name.end :],
            )
        )

    def subject_of_clause_before(self, at: int) -> Subject:
        """Return the market that the nearest clause before a word such as "its" is said of."""
        for start, end in reversed([c for c in self.clauses if c[1] <= at]):
            here = [n for n in self.names if start <= n.start < end and not self.is_object(n)]
            here = [n for n in here if not self.aside_between(n.start, at)]
            named = [n.mention for n in here if n.mention.group not in {"reference", "market"}]
            if named:
                return named[0].symbols
        return ()

    def is_of_other_between(self, place: Placed[Amount], at: int) -> bool:
        """Whether a price before a place is of what has no symbol, with a market named between."""
        before = [n for n in self.names if n.end <= place.start]
        between = any(place.end <= n.start < at for n in self.names)
        return between and bool(before) and before[-1].mention.group == "other"

    def is_of_another(self, end: int) -> bool:
        """Whether a figure is said of what follows and has no symbol: "a 2% gain for the DAX"."""
        return RIGHT_OTHER.match(self.text[end:]) is not None

    def is_cause(self, name: Placed[Name]) -> bool:
        """Whether a name is what moved another market: "helped by a rally in technology stocks"."""
        return bool(CAUSE.search(self.text[: name.start])) and any(
            n.end <= name.start and n.mention.group in {"index", "fund", "sector", "reference"}
            for n in self.names
        )

    def only_occasion(self, at: int) -> bool:
        """Return whether the Fed is only the occasion of a move: "a year after the first cut"."""
        start, end = self.clause(at)
        fed = [n for n in self.names if n.mention.group == "fed" and n.start < end]
        if all(n.end <= start for n in fed) and MOVED_AS_A_MARKET.search(self.text, start, at):
            return True
        return bool(fed) and all(
            MOVE_OF_THE_FED.search(n.mention.word) and OCCASION.search(self.text[: n.start])
            for n in fed
        )

    def named_before(self, name: Name) -> list[Name]:
        """Return the markets that the sentence has named before a word that refers back."""
        return [
            n.mention
            for n in self.names
            if n.mention.start < name.start
            and n.mention.group not in {"reference", "other", "market"}
        ]

    def of_main_clause(self, named: list[Name]) -> list[Name]:
        """Return the markets of the main clause, which the account goes on with; else all."""
        main = fronted(self.text)
        places = {n.mention.start for n in self.names if n.start >= main}
        return [n for n in named if n.start in places] or named

    def names_between(self, start: int, end: int) -> bool:
        """Return whether a market is named in a stretch."""
        return any(start <= n.start < end and n.mention.group != "reference" for n in self.names)

    def aside_between(self, name: int, at: int) -> bool:
        """Whether a name stands in a relative clause that has ended before a place."""
        return any(
            s <= name < e <= at and any(p.match(self.text, s) for p in BEFORE_THE_VERB)
            for s, e in self.asides
        )

    def name_at(self, at: int) -> Placed[Name] | None:
        """Return the name whose mark starts at a place."""
        return next((n for n in self.names if n.start == at), None)

    def time_at(self, at: int) -> Time:
        """Return the time whose mark starts at a place, as a pattern with one has found it."""
        return next(t.mention for t in self.times if t.start == at)

    def free_at(self, at: int) -> Placed[Amount] | None:
        """Return the amount whose mark starts at a place, unless it was used."""
        return next((p for p in self.free() if p.start == at), None)
