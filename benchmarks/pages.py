"""The pages that the benchmarks write, from templates."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Path(__file__).with_name("templates")
# Seconds to watch others at work, and the share of a core that is not worth a word.
_WATCHED, _LITTLE = 3.0, 0.25


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a page was measured; `load` is how many cores others kept busy before anything ran."""

    cores: int
    system: str
    python: str
    load: float

    @classmethod
    def now(cls) -> Machine:
        """Describe this machine; takes some seconds and is called before the first measurement."""
        import psutil

        cores = os.cpu_count() or 1
        return cls(
            cores,
            f"{platform.system()} {platform.machine()}",
            platform.python_version(),
            psutil.cpu_percent(_WATCHED) / 100 * cores,
        )

    def __str__(self) -> str:
        return f"{self.cores} cores, {self.system}, Python {self.python}"

    def stated_load(self, *, used: int) -> str:
        """Describe the load by others if it leaves too few cores; empty otherwise."""
        if self.load <= self.cores - used + _LITTLE:
            return ""
        return (
            f"**The machine was shared**: others kept {self.load:.1f} of its {self.cores} cores "
            f"busy before the first measurement,\nwhich uses {used}. Times are too long, and more "
            "processes gain less than they would."
        )


def stated_pace(paces: Sequence[float]) -> str:
    """Describe the variation of the machine's speed, from repeated times of the same work."""
    return (
        f"The same piece of work was timed {len(paces)} times along the way: at its slowest it "
        f"took {max(paces) / min(paces):.2f} times\nas long as at its fastest."
    )


def render(page: str, context: Mapping[str, object]) -> str:
    """Fill the template of a page; raises `jinja2.UndefinedError` where a value is missing."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    return environment.get_template(f"{page}.j2").render(context)


def megabytes(value: float) -> str:
    """Format megabytes; a dash for None."""
    return f"{value:.0f} MB" if value else "–"
