"""One figure with what goes with it: its market, its time, and what the figure before leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction, Kind, Unit
from backtests.claims.reading.timing.spans import Use

Dates: TypeAlias = tuple[date | None, date | None]
Values: TypeAlias = tuple[tuple[float, ...], Unit]


# A clause that says since when, with a verb of its own and no day.
SINCE_AN_EVENT = re.compile(
    r"\W*since (?!then\b|‹w)[^,;‹]*(?:‹[nmr]\d+›[^,;‹]*)?(?:[a-z]{3,}ed|rose|fell|took|began"
    r"|broke|hit|came|sank|slid|went|became|won|cut)\b[^,;]*,(?= )"
)
HAS = re.compile(r" (?:has|have)\b")


@dataclass(frozen=True, slots=True)
class Before:
    """What the figure before leaves for one that goes on with it.

    `moved` is the direction of the last move, which a price after it leaves as it is.
    """

    ahead: bool = False
    direction: Direction = ""
    subject: Subject = ()
    kind: Kind | None = None
    condition: str = ""
    moved: Direction = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in its sentence.

    Attributes
    ----------
    scene, place
        The sentence, and where the figure stands in it.
    subject
        What it is said of.
    time, ahead
        The time that goes with it, and whether it is one of the future.
    before
        What the figure before leaves.
    elliptic
        Whether only a name and little words stand before it, so that the verb is an earlier one.
    """

    scene: Scene
    place: Placed[Amount]
    subject: Subject
    time: Time | None = None
    ahead: bool = False
    before: Before = Before()
    elliptic: bool = False

    @property
    def amount(self) -> Amount:
        """The amount itself."""
        return self.place.mention

    @property
    def lead(self) -> str:
        """The words before it in its clause, from the figure before."""
        return self.scene.before(self.place)

    @property
    def tail(self) -> str:
        """The words after it in its clause, to the next figure."""
        return self.scene.after(self.place)

    @property
    def right(self) -> str:
        """All words after it."""
        return self.scene.text[self.place.end :]

    @property
    def clause(self) -> str:
        """The words of its clause."""
        start, end = self.scene.clause(self.place.start)
        return self.scene.text[start:end]

    def dates(self, use: Use) -> Dates:
        """Return the first and last day that its time means."""
        if self.amount.days:
            return self.amount.days
        if use == "move" and self.time is None and not self.ahead and self._since_an_event():
            return None, self.scene.on
        return self.scene.dates(self.time, use, ahead=self.ahead)

    def _since_an_event(self) -> bool:
        """Whether a clause before the figure's own says since when: "since it bottomed, it has"."""
        opened = SINCE_AN_EVENT.match(self.scene.text)
        return (
            opened is not None
            and opened.end() <= self.place.start
            and HAS.search(self.scene.text, opened.end() - 1, self.place.start) is not None
        )

    def state(
        self,
        kind: Kind,
        value: Values,
        direction: Direction,
        dates: Dates,
        *,
        condition: str = "",
        subjects: tuple[Subject, ...] = (),
        testable: bool = True,
        beside: tuple[Placed[Amount], ...] = (),
    ) -> Before:
        """Add the statement of this figure, once a subject, and return what it leaves."""
        places = (self.place, *beside)
        self.scene.use(*places)
        for subject in subjects or (self.subject,):
            self.scene.state(
                kind,
                (self.scene.clause(self.place.start)[0], max(p.end for p in places)),
                subject,
                value[0],
                value[1],
                direction=direction,
                dates=dates,
                condition=condition,
                testable=testable,
            )
        return Before(self.ahead, direction, self.subject, kind, condition)


def move_in_points(figure: Figure, direction: Direction) -> Before:
    """Add a move in points or money."""
    kind: Kind = "target" if figure.ahead else "return"
    figure.state(
        kind,
        (figure.amount.values, "points"),
        direction,
        figure.dates("target" if figure.ahead else "move"),
        condition="distance" if figure.ahead else "",
    )
    return Before(figure.ahead, direction, figure.subject, kind)
