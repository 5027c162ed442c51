"""What the rules of the kinds ask of a sentence: clauses, subjects, directions and dates."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from backtests.claims.reading import days, words
from backtests.claims.reading.instruments import TABLE, Group, Name
from backtests.claims.reading.marked import Average, Marked, Placed, Streak
from backtests.claims.reading.numbers import Amount
from backtests.claims.reading.statement import UNKNOWN, Direction, Kind, Unit
from backtests.claims.reading.times import Time

Use: TypeAlias = Literal["move", "state", "record", "target", "sample"]
Subject: TypeAlias = tuple[str, ...]

BOUNDARY = re.compile(
    words.marks(
        r"; | – |: (?!‹[#i])|, (?=(?:and|but|while|whereas|which|who|though|although|so that|because|for the|for <N>|since <[NT]>|or|yet|as|with|then|against|compared|after|before|leaving|taking|bringing|versus|despite|even|putting|where|when|if|should|once|unless|until)\b)"
        r"|, (?=(?:the |its |their )?<N>)| (?=(?:while|whereas|although|though|but|so that|because|which|who)\b)| (?=and (?:the |then |that |has |have |is |was |will |now |since |by |on |in |of |it |they |we |a |an |put |get |add |sell |buy |would |could |<[NT]>))"
        r"| \(|\)"
    ).replace("<[NT]>", r"‹[nfysvrmw]\d+›")
)  # fmt: skip
CONDITIONAL = re.compile(
    words.marks(
        r"(?:^|(?<=[,;:–(] )|(?<= and )|(?<=[a-z›] ))(?:(?:only|even|but|except|and) )?(?:if|unless|whenever|when|once|until|provided(?: that)?|as long as|so long as|in case|assuming(?: that)?|on condition that|should (?=(?:the )?<N>)|were (?=(?:the )?<N>)|were it to|in the event (?:of|that))(?= )"
    )
)
UP, DOWN = words.any_of(*words.UP), words.any_of(*words.DOWN)
FUTURE = words.any_of(*words.FUTURE)
MOVE_NOUN = words.any_of(words.NOUNS_OF_MOVE)
NEGATED = re.compile(rf"\b(?:{words.NOT})\b|n't\b")
ABOVE = re.compile(
    rf"(?:^|[^\w-])(?:{words.ABOVE})(?: the| its| a| about| around| roughly| nearly| some)*(?: closely watched| key| round| psychological)* ?$"
)
BELOW = re.compile(
    rf"(?:^|[^\w-])(?:{words.BELOW})(?: the| its| a| about| around| roughly| nearly| some)*(?: closely watched| key| round| psychological)* ?$"
)
RIGHT_NAME = re.compile(
    words.marks(
        rf"^(?:-?[a-z]+ )??(?:(?:{words.NOUNS_OF_MOVE}|chance|odds|probability|mark|level|ones?|line|area|target|advance) )?(?:of |for |in |on |by |to |from )(?:the |a |an |higher |lower )*(?P<name><N>)"
    )
)
# A word right after a figure that says its direction: "2% lower", "a 3% fall".
RIGHT_UP = re.compile(
    r"^[ -](?:(?:one-day|daily|weekly|monthly|annual|intraday|overnight|price|point|further|net|average|total|total-return|year-to-date) )*(?:higher|up\b(?! to)|above|gains?|advances?|rises?|upside|rall(?:y|ies)|better|jumps?"
    r"|hikes?|surges?|increases?|leaps?|ahead|in the black|to the good|over (?!the (?:past|last|next|following|coming|six|three|twelve)|a |\S*‹w)|firmer|stronger|spikes?|climbs?|bounces?|rebounds?|moves? (?:higher|up)|widening|more|returns?|pops?|larger|wider|upswings?)\b"
)
RIGHT_DOWN = re.compile(
    r"^[ -](?:(?:one-day|daily|weekly|monthly|annual|intraday|overnight|price|point|further|net|average|total|peak-to-trough|year-to-date) )*(?:lower|down\b|below|falls?|declines?|drops?|loss(?:es)?|downside|slides?|worse|plunges?"
    r"|slumps?|setbacks?|corrections?|drawdowns?|cuts?|retreats?|pull-?backs?|sell-?offs?|dips?|behind|in the red|away from|off\b|short of|shy of|under|weaker|poorer|tumbles?|moves? (?:lower|down)|reductions?|narrowing|less|crash(?:es)?|swoons?|from (?:the|its|their|a|that) (?:\w+[ -]){0,3}(?:high|peak|record|top)|smaller|bear market)\b"
)
PRICE_GROUPS: tuple[Group, ...] = ("index", "fund", "sector", "commodity")


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its words are cut from the article; start and end are places in marks."""

    start: int
    end: int
    kind: Kind
    subject: Subject
    value: tuple[float, ...] = ()
    unit: Unit = ""
    direction: Direction = ""
    from_: date | None = None
    to: date | None = None
    condition: str = ""
    testable: bool = True


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave for later ones.

    `subject` is what "it" stands for, `by_group` what "the index" or "the yield" does, `time` what
    a sentence without time words goes on with, `heading` the subject and time of the heading over
    a list.
    """

    subject: Subject = ()
    group: Group | None = None
    by_group: dict[Group, Subject] = field(default_factory=dict)
    time: Time | None = None
    paragraph: int = -1
    horizon: str = ""
    event: str = ""
    columns: tuple[Time, ...] = ()
    season: str = ""
    sample: Time | None = None
    heading_time: Time | None = None
    ahead: bool = False


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
        self.conditions = _conditions(self.text)
        self.clauses = _clauses(self.text)

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
            n.mention for n in self.names if n.mention.start < name.start and n.mention.group not in {"reference", "other", "market"}
        ]  # fmt: skip
        if name.refers:
            for other in reversed(earlier):
                if other.group in name.refers:
                    return other.symbols
            return next(
                (s for g in name.refers if (s := self.memory.by_group.get(g, ()))), (UNKNOWN,)
            )
        if earlier:
            return earlier[0].symbols
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
        return self.subject_before(place.start)

    def subject_before(self, at: int) -> Subject:
        """Return the subject of the words before a place."""
        start, _ = self.clause(at)
        in_condition = self.condition_at(at)
        left = [
            n for n in self.names
            if n.end <= at and (in_condition or not self.condition_at(n.start)) and not self._object(n)
        ]  # fmt: skip
        here = [n for n in left if n.start >= start]
        if here:
            return self._of(here)
        if left:
            return self._of(left)
        right = [
            n
            for n in self.names
            if n.start >= at and not self._object(n) and not self.condition_at(n.start)
        ]
        if right and (start == 0 or not self.memory.subject):
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
                r"\b(?:than|as|versus|vs\.?|against|like|unlike) (?:the |those of |that of )*$",
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
        found = self.said(self.before(place))
        if found:
            return found
        start, _ = self.clause(place.start)
        return self.said(self.text[start : place.start]) or self.said(self.after(place))

    def said(self, stretch: str) -> Direction:
        """Return the direction that the last such word of a stretch tells; a negation turns it."""
        ups = [m.start() for m in UP.finditer(stretch)]
        downs = [m.start() for m in DOWN.finditer(stretch)]
        if not ups and not downs:
            return ""
        up = max(ups, default=-1) > max(downs, default=-1)
        if NEGATED.search(stretch[: max(ups + downs)]) and not re.search(r"not only", stretch):
            up = not up
        return "up" if up else "down"

    # times

    def ahead(self, at: int, time: Time | None = None) -> bool:
        """Return whether a place speaks of the future: by its time, or by the words of its clause."""
        if time and time.role in {"ahead", "vague ahead"}:
            return True
        if time and time.named and time.role in {"in", "by", "before"} and time.first > self.on:
            return True
        if time and time.role in {"back", "since", "so far", "vague since"}:
            return False
        start, end = self.clause(at)
        return bool(FUTURE.search(self.text[start:end]))

    def time(self, at: int, end: int | None = None) -> Time | None:
        """Return the time that goes with a place: in its clause, before it, after it, or earlier."""
        start, stop = self.clause(at)
        dated = [t for t in self.times if t.mention.role not in {"horizon"}]
        here = [t for t in dated if start <= t.start < stop]
        after = end or at
        nexts = [p.start for p in self.amounts if p.start > at and p.start < stop]
        right = [t for t in here if t.start >= after and t.start < min([stop, *nexts])]
        if right:
            return right[0].mention
        left = [t for t in here if t.end <= at]
        if left:
            return left[-1].mention
        if here:
            return here[0].mention
        earlier = [t for t in dated if t.end <= start]
        if earlier:
            return earlier[-1].mention
        later = [t for t in dated if t.start >= stop and not self.condition_at(t.start)]
        if later and not self.names_between(stop, later[0].start):
            return later[0].mention
        return None

    def names_between(self, start: int, end: int) -> bool:
        """Return whether a market is named in a stretch."""
        return any(start <= n.start < end and n.mention.group != "reference" for n in self.names)

    def dates(self, time: Time | None, use: Use, *, ahead: bool) -> tuple[date | None, date | None]:
        """Return the first and last day a statement speaks of (the date rules of docs/READING.md)."""
        if time is None:
            return None, None
        return span(time, self.on, use, ahead=ahead)


def span(time: Time, on: date, use: Use, *, ahead: bool) -> tuple[date | None, date | None]:
    """Return the first and last day that time words mean for a statement."""
    first, last = time.bounds(ahead=ahead)
    if time.role in {"vague ahead", "vague behind", "vague since", "now"}:
        return {
            "vague ahead": (on, None),
            "vague behind": (None, None),
            "vague since": (None, on),
            "now": (on, on),
        }[time.role]
    if time.role in {"ahead", "span", "back", "horizon"}:
        return (on, time.next_last) if ahead or time.role == "ahead" else (time.first, on)
    if time.role == "so far":
        return days.add_days(first, -1), on
    if time.role == "since":
        return (first if time.grain == "day" else days.add_days(first, -1)), on
    if time.role == "before":
        return (
            (on, days.add_days(first, -1))
            if ahead or first > on
            else (None, days.add_days(first, -1))
        )
    if time.role == "by":
        if last >= on:
            return on, last
        return (last, last) if use in {"state", "record"} else (None, last)
    return _within(time, first, last, on, use, ahead=ahead)


def _within(
    time: Time, first: date, last: date, on: date, use: Use, *, ahead: bool
) -> tuple[date | None, date | None]:
    """Return the days of a statement on a period or a day."""
    if time.grain == "day" and first == last:
        if use in {"state", "record", "target"}:
            return (on, last) if ahead and last > on else (first, last)
        if ahead and last > on:
            return on, last
        return days.weekday_before(first), last
    if time.grain == "day":
        return first, last
    holds = first <= on <= last
    if use == "target" and holds:
        return on, last
    if not ahead and holds:
        last = on
    return days.add_days(first, -1), last


def _clauses(text: str) -> list[tuple[int, int]]:
    """Return start and end of each clause."""
    cuts = sorted({m.start() for m in BOUNDARY.finditer(text)} | {0, len(text)})
    return [(s, e) for s, e in itertools.pairwise(cuts) if e > s] or [(0, len(text))]


def _conditions(text: str) -> list[tuple[int, int]]:
    """Return start and end of each conditional clause: from its word to the comma that ends it."""
    found: list[tuple[int, int]] = []
    for m in CONDITIONAL.finditer(text):
        if found and m.start() < found[-1][1]:
            continue
        stop = re.compile(r", (?!now\b|currently\b|at )|; |: | – |\?|$|\)").search(text, m.end())
        found.append((m.start(), stop.start() if stop else len(text)))
    return found
