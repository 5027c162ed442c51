"""The pages that the benchmarks write: templates, filled with what was measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a page was measured; `load` is the load average of others, before anything ran."""

    cores: int
    system: str
    python: str
    load: float

    @classmethod
    def now(cls) -> Machine:
        """Describe this machine; to be called before the first measurement."""
        return cls(
            os.cpu_count() or 1,
            f"{platform.system()} {platform.machine()}",
            platform.python_version(),
            os.getloadavg()[0],
        )

    def __str__(self) -> str:
        return f"{self.cores} cores, {self.system}, Python {self.python}"

    def told_load(self, *, used: int) -> str:
        """Say that others were at work, where they left fewer cores than are used; else nothing."""
        if round(self.load) <= self.cores - used:
            return ""
        return (
            f"**The machine was shared**: others kept it at a load of {self.load:.1f} before the "
            f"first measurement,\nwhich uses {used} of its {self.cores} cores. Times are too long, "
            "and more processes gain less than they would."
        )


def render(page: str, context: Mapping[str, object]) -> str:
    """Fill the template of a page; raises `jinja2.UndefinedError` where a value is missing."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, trim_blocks=True,
        keep_trailing_newline=True, autoescape=False,
    )  # fmt: skip
    return environment.get_template(f"{page}.j2").render(context)


def megabytes(value: float) -> str:
    """Megabytes; a dash for none."""
    return f"{value:.0f} MB" if value else "–"
