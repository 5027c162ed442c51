"""Fingerprints of the finished parts of a sweep, one line a part.

A fingerprint is that of the sweep, the name of the part and its content together, so that a part
of another sweep or of another place is not taken for it. A line that a crash cut short counts as
none: its part is computed again.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from data_feeds.files.atomic import append_line

NAME = "parts.sha256"
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")


def digest(sweep: str, name: str, content: bytes) -> str:
    """Return the SHA-256 hash of a part, its name and the fingerprint of its sweep."""
    return hashlib.sha256(b"\0".join((sweep.encode(), name.encode(), content))).hexdigest()


def record(folder: Path, name: str, fingerprint: str) -> None:
    """Add the fingerprint of a part, before the part itself is written."""
    append_line(folder / NAME, f"{fingerprint}  {name}")


def recorded(folder: Path) -> dict[str, str]:
    """Return the fingerprint of each part by its name; the last line of a name counts."""
    try:
        text = (folder / NAME).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return {}
    lines = (_LINE.fullmatch(line) for line in text.splitlines())
    return {line[2]: line[1] for line in lines if line is not None}


def is_verified(part: Path, sweep: str, expected: str | None) -> bool:
    """Whether a part is there and is what was written for this sweep."""
    try:
        return expected is not None and digest(sweep, part.name, part.read_bytes()) == expected
    except OSError:
        return False
