"""What the rules of the kinds ask of a sentence: clauses, subjects, directions and dates."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.clauses import after_mark, clauses, conditions
from backtests.claims.reading.dating import ended_on, is_base, is_of_a_record, outside_asides, told
from backtests.claims.reading.marks.instruments import TABLE, Group, Name
from backtests.claims.reading.marks.marked import Average, Marked, Placed, Streak
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Draft, Memory, Subject
from backtests.claims.reading.spans import Use, span
from backtests.claims.reading.statement import UNKNOWN, Direction
from backtests.claims.reading.tenses import (
    APPOSED,
    APPOSITION_ENDS,
    ASIDE,
    FINISH,
    FOREIGN,
    FUTURE,
    INHERITS,
    LEVEL_VERB,
    OPENING,
    PAST,
    PRESENT,
    RIGHT_DOWN,
    RIGHT_UP,
    looks_ahead,
    said,
)

ABOVE = re.compile(
    rf"(?:^|[^\w-])(?:{words.ABOVE})(?: the| its| a| about| around| roughly| nearly| some)*(?: closely watched| key| round| psychological)* ?$"
)
BELOW = re.compile(
    rf"(?:^|[^\w-])(?:{words.BELOW})(?: the| its| a| about| around| roughly| nearly| some)*(?: closely watched| key| round| psychological)* ?$"
)
RIGHT_NAME = re.compile(
    words.marks(
        rf"^(?:-?[a-z]+ )??(?:(?:{words.NOUNS_OF_MOVE}|chance|odds|probability|mark|level|ones?|line|area|target|advance|(?:(?:has|have|had|was|were|is|are|will be|got)(?: been)? (?:\w+ )?(?:\w+ed|lost|cut|knocked|wiped|put|taken|given|shorn|lopped|shaved|hacked)(?: off| out)?(?= (?:to|off|from|onto|on|of|in) )|off|onto)) )?(?:of |off |onto |for |in |on |by |to |from )(?:the |a |an |higher |lower )*(?P<name><N>)"
    )
)
AFTER_WHICH = re.compile(r"\b(?:after|following|despite|erasing|reversing|than)(?: the)? $")
PERFECT = re.compile(r"\b(?:has|have) (?!since)|\b(?:is|are|now)\b")
RELATIVE_CLAUSE = re.compile(r",? (?:which|who|that) ")
PAIR = 2
RANKS = {"the former": 0, "the latter": 1}
PRICE_GROUPS: tuple[Group, ...] = ("index", "fund", "sector", "commodity")


class Scene:
    """One sentence in marks, with what was used of it and what earlier sentences left."""

    def __init__(self, marked: Marked, on: date, memory: Memory) -> None:
        self.marked, self.on, self.memory = marked, on, memory
        self.text = marked.marks
        self.names = marked.of(Name)
        self.times = marked.of(Time)
        self.amounts = marked.of(Amount)
        self.streaks = marked.of(Streak)
        self.averages = marked.of(Average)
        self.used: set[int] = set()
        self.closed: list[tuple[int, int]] = []
        self.drafts: list[Draft] = []
        self.history: list[tuple[int, int]] = []
        self.conditions = conditions(self.text)
        self.clauses = clauses(self.text)

    # places

    def clause(self, at: int) -> tuple[int, int]:
        """Return start and end of the clause that holds a place."""
        return next(((s, e) for s, e in self.clauses if s <= at < e), (0, len(self.text)))

    def condition_at(self, at: int) -> tuple[int, int] | None:
        """Return the conditional clause that holds a place."""
        return next(((s, e) for s, e in self.conditions if s <= at < e), None)

    def free(self) -> list[Placed[Amount]]:
        """Return the amounts that no statement has used yet, outside clauses that are read."""
        return [p for p in self.amounts if p.start not in self.used and not self.is_closed(p.start)]

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

    def before(self, place: Placed[Amount]) -> str:
        """Return the words from the amount before, or the clause's start, to a place."""
        start, _ = self.clause(place.start)
        ends = [p.end for p in self.amounts if start <= p.start and p.end <= place.start]
        return self.text[max([start, *ends]) : place.start]

    def after(self, place: Placed[Amount]) -> str:
        """Return the words from a place to the next amount or the clause's end."""
        _, end = self.clause(place.start)
        starts = [p.start for p in self.amounts if place.end <= p.start < end]
        return self.text[place.end : min([end, *starts])]

    # subjects

    def resolved(self, name: Name) -> Subject:
        """Return the symbols of a name; a word that refers back takes what stands before it."""
        if name.group == "market":
            return (UNKNOWN,)
        if name.group != "reference":
            return name.symbols
        earlier = [
            n.mention
            for n in self.names
            if n.mention.start < name.start
            and n.mention.group not in {"reference", "other", "market"}
        ]
        if name.word in RANKS and len(earlier) >= PAIR:
            return earlier[-PAIR:][RANKS[name.word]].symbols
        if name.refers:
            for other in reversed(earlier):
                if other.group in name.refers:
                    return other.symbols
            return next(
                (s for g in name.refers if (s := self.memory.by_group.get(g, ()))), (UNKNOWN,)
            )
        if earlier:
            return earlier[0].symbols
        if any(n.mention.group == "other" and n.mention.start < name.start for n in self.names):
            return ()
        later = [
            n.mention for n in self.names if n.mention.group not in {"reference", "other", "market"}
        ]
        if not self.memory.subject and later and name.start < later[0].start:
            return later[0].symbols
        return self.memory.subject or (UNKNOWN,)

    def subject(self, place: Placed[Amount]) -> Subject:
        """Return what an amount is said of; empty when it is said of something with no symbol."""
        after = self.text[place.end :]
        right = RIGHT_NAME.match(after.lstrip(" ")) if after[:1] == " " else None
        if right:
            at = place.end + 1 + right.start("name")
            named = self.name_at(at)
            if named and not self.condition_at(at):
                return self.resolved(named.mention)
        return (
            self.subject_before(place.start)
            or self._from_condition(place)
            or self._inherited(place)
        )

    def _from_condition(self, place: Placed[Amount]) -> Subject:
        """Return the market of a condition, for a result that names none."""
        start, _ = self.clause(place.start)
        if self.condition_at(place.start) or FOREIGN.search(self.text[start : place.start]):
            return ()
        named = [n for n in self.names if self.condition_at(n.start) and n.end <= place.start]
        return (
            self.resolved(named[-1].mention)
            if named and named[-1].mention.group in PRICE_GROUPS
            else ()
        )

    def _inherited(self, place: Placed[Amount]) -> Subject:
        """Return the market of the sentences before, for a figure whose own sentence names none."""
        if any(
            n.mention.group not in {"reference", "fed"}
            for n in self.names
            if not self.condition_at(n.start)
        ):
            return ()
        start, _ = self.clause(place.start)
        left = self.text[start : place.start]
        subject = self.memory.price or self.memory.subject
        if subject and (
            INHERITS.search(left) or (place.mention.measure == "bare" and LEVEL_VERB.search(left))
        ):
            return subject
        return ()

    def subject_before(self, at: int) -> Subject:
        """Return the subject of the words before a place."""
        start, _ = self.clause(at)
        in_condition = self.condition_at(at)
        left = [
            n
            for n in self.names
            if n.end <= at
            and (in_condition or not self.condition_at(n.start))
            and not self._object(n)
        ]
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
            if n.start >= at and not self._object(n) and not self.condition_at(n.start)
        ]
        if right and (start == 0 or not self.memory.subject) and OPENING.match(self.text[start:at]):
            return self.resolved(right[0].mention)
        return ()

    def _of(self, names: list[Placed[Name]]) -> Subject:
        """Return the symbols of the last name, or of those joined with it."""
        last = names[-1]
        if last.mention.group == "other":
            return ()
        return self.resolved(last.mention)

    def _object(self, name: Placed[Name]) -> bool:
        """Whether a name is what something else is measured by."""
        lead = self.text[max(0, name.start - 24) : name.start]
        return bool(
            re.search(
                r"\b(?:than|same as|as \w+ as|versus|vs\.?|against|like|unlike|outperform\w*|underperform\w*|beat|beaten by|beating|outpac\w+|lagg?\w*|trail\w*|ahead of|behind) (?:the |those of |that of )*$",
                lead,
            )
        ) and bool(
            not re.match(
                words.marks(r"'s|,? (?:rose|fell|gained|lost|has|have|is|was)"),
                self.text[name.end :],
            )
        )

    def name_at(self, at: int) -> Placed[Name] | None:
        """Return the name whose mark starts at a place."""
        return next((n for n in self.names if n.start == at), None)

    def group_of(self, subject: Subject) -> Group | None:
        """Return the group of a subject."""
        return next((row.group for row in TABLE if row.symbols == subject), None)

    # directions

    def direction(self, place: Placed[Amount], amount: Amount) -> Direction:
        """Return the direction of a move: its sign, the word after it, the verb before it."""
        if amount.sign:
            return "up" if amount.sign == "+" else "down"
        if amount.change:
            return "up" if amount.change == "up" else "down"
        right = self.text[place.end : self.clause(place.start)[1]]
        if RIGHT_DOWN.match(right):
            return "down"
        if RIGHT_UP.match(right):
            return "up"
        found = self.said(self.before(place) + self.text[place.start : place.end])
        if found:
            return found
        start, _ = self.clause(place.start)
        return self.said(self.text[start : place.start]) or self.said(self.after(place))

    def said(self, stretch: str) -> Direction:
        """Return the direction that the last such word of a stretch tells."""
        return said(stretch)

    # times

    def ahead(self, at: int, time: Time | None = None) -> bool:
        """Return whether a place speaks of the future: by its time, or by the words of its clause."""
        return looks_ahead(self.text, self.clause(at), at, time, self.on)

    def time(self, at: int, end: int | None = None) -> Time | None:
        """Return the time that goes with a place: in its clause, before it, after it, or earlier."""
        start, stop = self.clause(at)
        inside = self.condition_at(at)
        dated = [
            t
            for t in self.times
            if t.mention.role != "horizon"
            and self.condition_at(t.start) == inside
            and not is_of_a_record(self.text, self.clause(t.start)[0], t)
            and not is_base(self.text, t)
        ]
        of_close = re.search(
            r"‹w(?P<number>\d+)›(?:'s)? (?:close|finish|level|settlement)(?: of| at)(?: \w+)? $",
            self.text[:at],
        )
        if of_close:
            return next(t.mention for t in self.times if t.end == of_close.end("number") + 1)
        here = outside_asides(self.text, (start, stop), at, dated)
        if APPOSED.search(self.text[:at]) and APPOSITION_ENDS.match(
            self.text[after_mark(self.text, at) :]
        ):
            own = [t for t in here if t.start in range(at, after_mark(self.text, at) + 2)]
            return own[0].mention if own else None
        if len(here) > 1 and FUTURE.search(self.text[start:stop]):
            here = [t for t in here if t.mention.role != "now"] or here
        if len(here) > 1:
            here = [
                t for t in here if t.mention.role not in {"vague ahead", "vague behind"}
            ] or here
        after = end or at
        nexts = [p.start for p in self.amounts if p.start > at and p.start < stop]
        right = [t for t in here if t.start >= after and t.start < min([stop, *nexts])]
        left = [t for t in here if t.end <= at]
        if left and right and right[0].mention.grain == "day":
            ended = ended_on(left[-1], right[0].mention, self.text)
            if ended:
                return ended
        if left and right and left[-1].mention.role == "so far" and right[0].mention.grain == "day":
            return left[-1].mention
        same = [p for p in self.amounts if at < p.start < (here[0].start if here else 0)]
        mine = next((p.mention.measure for p in self.amounts if p.start == at), "")
        until = self.text[after : here[0].start] if here else ""
        parted = any(
            not part.startswith((" to ", " at ")) and not re.fullmatch(r" (?:or )?‹[^›]+›", part)
            for part in until.split(",")[1:]
        )
        rest = (
            here[:1]
            if not mine or not parted or all(p.mention.measure == mine for p in same)
            else []
        )
        for some in (right[:1], left[-1:], rest):
            if some:
                return told(some[0], self.times, self.memory)
        earlier = [t for t in dated if t.end <= start and t.mention.role != "now"]
        main = [
            t
            for t in earlier
            if not ASIDE.match(self.text[self.clause(t.start)[0] : t.start])
            and not AFTER_WHICH.search(self.text[: t.start])
            and not t.mention.words.startswith("after ")
        ]
        own = [
            t
            for t in main or earlier
            if not RELATIVE_CLAUSE.match(self.text, self.clause(t.start)[0])
            or RELATIVE_CLAUSE.match(self.text, start)
        ]
        if earlier and not own and PERFECT.search(self.text, start, stop):
            return None
        if earlier:
            return told((main or earlier)[-1], self.times, self.memory)
        later = [t for t in dated if t.start >= stop and t.mention.role != "now"]
        if later:
            between = self.text[stop : later[0].start]
            if not self.names_between(stop, later[0].start) or not (
                said(between) or PAST.search(between) or FUTURE.search(between)
            ):
                return later[0].mention
        return None if dated else self.carried(at)

    def carried(self, at: int) -> Time | None:
        """Return the time of the sentence before in the same paragraph, or of the heading above."""
        sentence, memory = self.marked.sentence, self.memory
        column = self.column(at)
        if column:
            return column
        if sentence.heading and memory.heading_time:
            return memory.heading_time
        start, end = self.clause(at)
        if memory.paragraph != sentence.paragraph or PRESENT.search(self.text[start:end]):
            return None
        return memory.time

    def column(self, at: int) -> Time | None:
        """Return the time that the heading of a table gives to the column of a figure."""
        if not self.memory.columns or not self.marked.sentence.heading or not self.names:
            return None
        places = [p.start for p in self.amounts]
        index = places.index(at) if at in places else -1
        return self.memory.columns[index] if 0 <= index < len(self.memory.columns) else None

    def names_between(self, start: int, end: int) -> bool:
        """Return whether a market is named in a stretch."""
        return any(start <= n.start < end and n.mention.group != "reference" for n in self.names)

    def state_dates(
        self, place: Placed[Amount], time: Time | None
    ) -> tuple[date | None, date | None]:
        """Return the day of a level: the last of a period that it closed or that a move led to."""
        if time is None:
            present = PRESENT.search(self.text) or not PAST.search(self.text)
            return (self.on, self.on) if present else (None, None)
        start, end = self.clause(place.start)
        own = [t for t in self.times if start <= t.start < end]
        if (
            not own
            and re.search(r"\b(?:has|have|is|are)\b", self.text[start:end])
            and not self.memory.columns
        ):
            return self.on, self.on
        from_, to = self.dates(time, "state", ahead=False)
        led = FINISH.search(self.before(place)) or re.search(
            r"\bto (?:about |around |nearly |just |a |the |only |some |roughly )*$",
            self.before(place),
        )
        if (
            led and time.role in {"in", "back", "since", "so far", "span"} and time.grain != "day"
        ) or (led and time.role in {"back", "since", "so far", "span"}):
            from_ = to
        return from_, to

    def dates(self, time: Time | None, use: Use, *, ahead: bool) -> tuple[date | None, date | None]:
        """Return the first and last day a statement speaks of (the date rules of docs/READING.md)."""
        if time is None:
            return None, None
        return span(time, self.on, use, ahead=ahead)
