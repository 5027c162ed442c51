"""What the rules of the kinds ask of a sentence: clauses, subjects, directions and dates."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.accounts.carrying import end_of_list
from backtests.claims.reading.alignment import partner
from backtests.claims.reading.attachment import time_of
from backtests.claims.reading.clauses import FIRST_OF_ALL, RELATIVE_CLAUSE, RIGHT_NAME, fronted
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.instruments import TABLE, Name
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.markets.row import Group
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.ownership import is_quoted_now, reached_within
from backtests.claims.reading.sight import HIGHEST_RATE, Sight, is_price
from backtests.claims.reading.statement import UNKNOWN, Direction
from backtests.claims.reading.tenses import (
    AFTER_IT,
    CLEFT,
    ENDING,
    FINISH,
    FOREIGN,
    LEAVING,
    LED_TO,
    OPENING,
    OWN_FIGURE,
    PAST,
    PRESENT,
    STILL,
    has_its_own,
    is_apposed,
    is_beside,
    is_of_result,
    looks_ahead,
    said,
)
from backtests.claims.reading.timing.spans import (
    OF_NAMED_EXTREME,
    Use,
    is_price_of_a_day,
    names_extreme,
    span,
)
from backtests.claims.reading.wording import bases, quotes, sides
from backtests.claims.reading.wording.units import of_its_price

ABOVE, BELOW = words.leading_to(words.ABOVE), words.leading_to(words.BELOW)
PAIR = 2
_NO_MARKETS = ("reference", "other", "market")
PRICE_GROUPS: tuple[Group, ...] = ("index", "fund", "sector", "commodity", "several")


class Scene(Sight):
    """A sentence with what its figures are said of, which way they point and when they were."""

    def resolved(self, name: Name) -> Subject:
        """Return the symbols of a name; a word that refers back takes what stands before it."""
        if name.group == "market":
            return (UNKNOWN,)
        if name.group != "reference":
            of_hundred = "tech-heavy" in name.word and self.memory.price == ("NDX",)
            return ("NDX",) if of_hundred and "nasdaq" not in name.word else name.symbols
        earlier = self.named_before(name)
        if name.word in {"the former", "the latter"}:
            # "Acme and Best, the latter down 25%": of no two markets.
            begins = sides.OPENS_CLAUSE.search(self.text[: self._place_of(name)])
            kept = self.memory.last_two() if self.same_paragraph and begins else []
            two = [n.symbols for n in earlier[-PAIR:]] if earlier[1:] else kept
            return two[name.word == "the latter"] if len(two) == PAIR else ()
        if name.word == "it" and (of := sides.IT_WAS_FOR.match(self.text, self._place_of(name))):
            named = self.name_at(of.start("name"))
            return self.resolved(named.mention) if named else ()
        earlier = self.of_main_clause(earlier)
        if name.word.endswith(("metal", "coin", "token")):
            return ("GOLD",) if name.word.endswith("metal") else ("BTC",)
        if refers := self.groups_meant(name):
            for other in reversed(earlier):
                if other.group in refers:
                    return other.symbols
            if name.word.endswith("group") and earlier and earlier[-1].group in PRICE_GROUPS:
                return earlier[-1].symbols
            if len(ends := self.memory.by_group.get("spread", ())) == PAIR and "gap" in name.word:
                return ends
            if self.group_of(self.memory.subject) in refers:
                return self.memory.spoken_of(name.word)
            found = (self.memory.by_group.get(group) for group in refers)
            return next(filter(None, found), (UNKNOWN,))
        of_two = [n for n in self.names if self.text[n.end :].startswith(" and its ")]
        joined = [n.mention for n in of_two if n.mention.end + len(" and ") == name.start]
        if name.word == "its" and joined and joined[0].group not in _NO_MARKETS:
            return joined[0].symbols
        beside = self._named_beside(name)
        again = [
            n.mention
            for n in self.names
            if n.start < self._place_of(name) and n.mention.word == name.word and not name.refers
        ]
        if (
            again
            and name.word == "it"
            and earlier
            and again[0].start < earlier[0].start
            and not beside
            and not FIRST_OF_ALL.match(self.text, self._place_of(again[0]))
        ):
            return self.resolved(again[0])
        if not beside and earlier and name.word in {"its", "their"}:
            return self.subject_of_clause_before(self._place_of(name)) or earlier[0].symbols
        if beside:
            return beside[-1].symbols if beside[-1].group == "other" else beside[0].symbols
        if earlier and LEAVING.search(self.text[: self._place_of(name)]):
            return earlier[-1].symbols
        if earlier:
            return earlier[0].symbols
        before = [n.mention for n in self.names if n.mention.start < name.start]
        if name.word == "their" and before[-1:] and before[-1].group == "market":
            return (UNKNOWN,)
        unstated = any(e <= self._place_of(name) for _, e in self.unstated)
        if unstated or any(n.group == "other" for n in before):
            return ()
        if referring := [n for n in before if n.refers]:
            return self.resolved(referring[-1])
        later = [n.mention for n in self.names if n.mention.group not in _NO_MARKETS]
        opens = not self.memory.subject or self._place_of(name) < fronted(self.text)
        if opens and later and name.start < later[0].start:
            return later[0].symbols
        return self.memory.subject or (UNKNOWN,)

    def _place_of(self, name: Name) -> int:
        """Return where the mark of a name starts."""
        return next((n.start for n in self.names if n.mention == name), 0)

    def _named_beside(self, name: Name) -> list[Name]:
        """Return the markets named before a word that refers back, in its own clause."""
        at = self._place_of(name)
        start, _ = self.clause(at)
        return [
            n.mention
            for n in self.names
            if start <= n.start < at and n.mention.group not in {"reference", "market"}
        ]

    def subject(self, place: Placed[Amount]) -> Subject:
        """Return what an amount is said of; empty when it is said of something with no symbol."""
        found = of_its_price(self._said_of(place), place, self.text)
        measure, lead = place.mention.measure, self.text[: place.start]
        most = {"percent": HIGHEST_RATE, "bare": 100 * HIGHEST_RATE}.get(measure)
        if found != ("FFT",) or most is None:
            return found
        percent = max(place.mention.values) if measure == "percent" else 0.0
        moved = sides.is_of_prices(lead, self.text[place.end :], percent)
        if max(place.mention.values) <= most and not moved and not self.only_occasion(place.start):
            return found
        before = [n for n in self.names if n.end <= place.start and n.mention.group in PRICE_GROUPS]
        return self.resolved(before[-1].mention) if before else self.memory.price or (UNKNOWN,)

    def _said_of(self, place: Placed[Amount]) -> Subject:
        """Return the market that the words around an amount give."""
        named_list = partner(self.text, place, self.amounts, self.names)
        if named_list:
            return self.resolved(named_list)
        if self.is_of_another(place.end):
            return ()
        after = self.text[place.end :]
        gap = 2 if after.startswith(": ") else 1
        right = RIGHT_NAME.match(after.lstrip(": ")) if after[:1] in {" ", ":"} else None
        if right:
            named = self.name_at(place.end + gap + max(right.start(k) for k in right.groupdict()))
            owns = named and OWN_FIGURE.match(self.text[named.end :])
            if (
                named
                and not owns
                and not self.condition_at(named.start)
                and not self.is_object(named)
            ):
                return self.resolved(named.mention)
        return (
            self._apposed(place)
            or self._of_cleft(after)
            or self.subject_before(place.start)
            or self._from_condition(place)
            or self._inherited(place)
        )

    def _apposed(self, place: Placed[Amount]) -> Subject:
        """Return the market just before ", up 2%", whatever else is said of it."""
        m = quotes.APPOSED_NAME.search(self.text[: place.start])
        named = self.name_at(m.start("name")) if m else None
        if named is None or named.mention.group in {"other", "market", "reference"}:
            return ()
        return self.resolved(named.mention) if self.is_object(named) else ()

    def _of_cleft(self, after: str) -> Subject:
        """Return the market of "2% is what the fund lost": the first that is named after it."""
        cleft = CLEFT.match(after)
        if not cleft:
            return ()
        at = len(self.text) - len(after) + cleft.end()
        named = [n for n in self.names if n.start >= at and n.mention.group != "market"]
        return self.resolved(named[0].mention) if named else ()

    def _from_condition(self, place: Placed[Amount]) -> Subject:
        """Return the market of a condition, for a result that names none."""
        start, _ = self.clause(place.start)
        if self.condition_at(place.start) or FOREIGN.search(self.text[start : place.start]):
            return ()
        named = [n for n in self.names if self.condition_at(n.start) and n.end <= place.start]
        subject = self.resolved(named[-1].mention) if named else ()
        priced = self.group_of(subject) in PRICE_GROUPS or (
            subject == (UNKNOWN,) and named[-1].mention.group == "reference"
        )
        return subject if priced else ()

    def _inherited(self, place: Placed[Amount]) -> Subject:
        """Return the market of the sentences before, for a figure whose own sentence names none."""
        if any(
            n.mention.group not in {"reference", "fed"}
            for n in self.names
            if not (self.condition_at(n.start) or is_beside(self.text[place.end - 1 : n.start]))
        ):
            return ()
        if self.memory.columns and self.marked.sentence.heading:
            return ()
        start, _ = self.clause(place.start)
        start = max([start, *(e for _, e in self.conditions if e <= place.start)])
        left = self.text[start : place.start]
        subject = self.memory.price or self.memory.subject
        if (
            self.memory.group in {"yield", "spread", "volatility", "fed"}
            and self.same_paragraph
            and not is_price(place.mention)
            and not (place.mention.measure == "percent" and bases.PRICE_MOVE.search(left))
        ):
            subject = self.memory.subject
        goes_on = (
            sides.INHERITS.search(left)
            or sides.OF_A_CASE.search(self.text[: place.start])
            or sides.UPSIDE.match(self.text, place.end)
            or (place.mention.measure == "bare" and sides.LEVEL_VERB.search(left))
        )
        return (subject or sides.of_a_chart(self.text)) if goes_on else ()

    def subject_before(self, at: int) -> Subject:
        """Return the subject of the words before a place."""
        start, _ = self.clause(at)
        in_condition = self.condition_at(at)
        left = [
            n
            for n in self.names
            if n.end <= at
            and (in_condition or not self.condition_at(n.start))
            and not self.is_object(n)
        ]
        left = [n for n in left if not self.aside_between(n.start, at)] or left
        here = [n for n in left if n.start >= start]
        relative = RELATIVE_CLAUSE.match(self.text, start) if not here else None
        head = next((n for n in self.names if relative and n.end == start), None)
        if head and not in_condition:
            return () if head.mention.group == "other" else self.resolved(head.mention)
        if here:
            return self._of(here)
        if left:
            return self._of(left)
        right = [
            n
            for n in self.names
            if n.start >= at
            and not self.is_object(n)
            and not self.condition_at(n.start)
            and not has_its_own(self.text, n.start, n.end, at)
            and (n.mention.group not in {"fed", "reference"} or n.start < self.clause(at)[1])
        ]
        opens = at == start or OPENING.match(self.text[start:at])
        if right and opens and (start == 0 or not self.memory.subject):
            return self.resolved(right[0].mention)
        return ()

    def _of(self, names: list[Placed[Name]]) -> Subject:
        """Return the symbols of the last name, or of those joined with it."""
        last = names[-1]
        return () if last.mention.group == "other" else self.resolved(last.mention)

    def group_of(self, subject: Subject) -> Group | None:
        """Return the group of a subject."""
        return next((row.group for row in TABLE if row.symbols == subject), None)

    def is_priced(self, subject: Subject) -> bool:
        """Whether a subject is a market that has a price, by name or not."""
        return subject == (UNKNOWN,) or self.group_of(subject) in PRICE_GROUPS

    def direction(self, place: Placed[Amount], amount: Amount) -> Direction:
        """Return the direction of a move: its sign, the word after it, the verb before it."""
        if amount.sign:
            return "up" if amount.sign == "+" else "down"
        if amount.change:
            return {"up": "up", "down": "down"}.get(amount.change, "")  # type: ignore[return-value]
        beside = sides.LEFT_SIDE.search(self.text[: place.start])
        if beside:
            return "up" if beside["up"] else "down"
        right = self.text[place.end : self.clause(place.start)[1]]
        if sides.RIGHT_DOWN.match(right):
            return "down"
        if sides.RIGHT_UP.match(right):
            return "up"
        found = self.said(self.main_before(place) + self.text[place.start : place.end])
        if found:
            return found
        start, _ = self.clause(place.start)
        return self.said(self.text[start : place.start]) or self.said(self.after(place))

    def said(self, stretch: str) -> Direction:
        """Return the direction that the last such word of a stretch states."""
        return said(sides.AFTER_A_STEP.sub(" ", stretch))

    def ahead(self, at: int, time: Time | None = None) -> bool:
        """Return whether a place speaks of the future, by its time or the words of its clause."""
        start, end = self.clause(at)
        quoted = [
            p for p in self.amounts if p.start == at and is_quoted_now(self.text, p, self.times)
        ]
        if quoted or is_price_of_a_day(self.text, self.times, at):
            return False
        if (
            self.memory.ahead
            and time
            and time.role == "in"
            and not (time.named or time.grain == "day")
            and time.next_last > self.on
            and not PAST.search(self.text, start, end)
        ):
            return True
        return looks_ahead(self.text, (start, end), at, time, self.on)

    def time(self, at: int, end: int | None = None) -> Time | None:
        """Return the time that goes with a place: in its clause, before, after it, or earlier."""
        found = time_of(self, at, end)
        return found if found and not is_of_result(self.text, at, found, self.times) else None

    def state_dates(
        self, place: Placed[Amount], time: Time | None
    ) -> tuple[date | None, date | None]:
        """Return the day of a level: the last of a period that it closed or that a move led to."""
        lead = self.text[: place.start]
        named = OF_NAMED_EXTREME.search(lead)
        if time is None and named:
            of = self.time_at(named.start())
            known = named["beyond"] and of.last <= self.on
            return self.dates(of, "state", ahead=False) if known else (None, None)
        if place.mention.form != "between" and (of_list := end_of_list(self, time)):
            return of_list, of_list
        start, end = self.clause(place.start)
        own = [t for t in self.times if start <= t.start < end]
        none = time is None or any(t.mention == time and t.start < start for t in self.times)
        last = time is None and quotes.LAST_QUOTED.search(lead)
        apposed = none and is_apposed(self.text, place.start)
        quoted = apposed or is_quoted_now(self.text, place, self.times)
        if quoted or last or quotes.CURRENT_OF.search(lead):
            return self.on, self.on
        if time is None:
            present = words.PERFECT.search(self.text, start, end) or PRESENT.search(self.text)
            return (self.on, self.on) if present or not PAST.search(self.text) else (None, None)
        if time.role == "back" and time.words.endswith(" ago") and time.first < self.on:
            # "Compared with 18.1 a month ago": the price of that day.
            return time.first, time.first
        since = [
            t
            for t in own
            if AFTER_IT.search(self.text[: t.start]) or t.mention.words.startswith("after ")
        ]
        if since == own and own and quotes.NOW_AT.search(self.text[start : place.start]):
            return self.on, self.on
        if (
            not own
            and (
                re.search(r"\b(?:has|have|is|are)\b", self.text[start:end])
                or (PRESENT.search(self.text[start:end]) and not PAST.search(self.text[start:end]))
            )
            and not (self.memory.columns and self.marked.sentence.heading)
        ):
            return self.on, self.on
        if time.grain != "day" and quotes.STARTED.search(self.text[: place.start]):
            day = days.add_days(time.first, -1)
            return day, day
        goes_on = time.role == "in" and time.grain != "day" and time.first <= self.on <= time.last
        if (
            goes_on or time.role in {"since", "back", "so far", "vague since"}
        ) and quotes.STANDS.search(self.text[: place.start]):
            return self.on, self.on
        from_, to = self.dates(time, "state", ahead=False)
        lead = self.before(place)
        if quotes.BESIDE_ONLY.fullmatch(lead):
            lead = self.text[start : place.start]
        held = place.mention.form == "between" or STILL.search(lead)
        ended = FINISH.search(self.text, place.end, end) if words.AT_FIRST.fullmatch(lead) else None
        led = not held and (ended or FINISH.search(lead) or LED_TO.search(self.before(place)))
        at_end = time.grain in {"week", "month", "quarter", "year"} and quotes.AT_END.search(
            self.text[: place.start]
        )
        long = time.role == "in" and time.grain != "day"
        within = long and not ended and reached_within(self, place)
        left = led and not within and (long or time.role in {"back", "since", "so far", "span"})
        return (to, to) if left or (at_end and from_ and to) else (from_, to)

    def dates(self, time: Time | None, use: Use, *, ahead: bool) -> tuple[date | None, date | None]:
        """Return the first and last day a statement speaks of (docs/reference/reading.md)."""
        if time is None:
            return None, None
        if ahead and names_extreme(self.text, self.times, time):
            return self.on, None
        if use == "target" and time.role == "in" and time.next_first > self.on:
            start = next((t.start for t in self.times if t.mention == time), 0)
            if ENDING.search(self.text[:start]):
                return self.on, time.next_last
        return span(time, self.on, use, ahead=ahead)
