"""Cases of the fuzz run: arguments of a command and the files that it reads."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import typer

from backtests.claims.examples import examples
from backtests.claims.registry import Claim, is_series, load_claims
from backtests.cli.app import app
from backtests.trading.strategies import list_strategies
from tests.fuzz.values import TEXTS, TOML_VALUES, mutated

FILE = "own.toml"


@dataclass(frozen=True, slots=True)
class Case:
    """A command line, and the files of the folder that it runs in."""

    kind: str
    what: str
    arguments: tuple[str, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)


@cache
def claim_of() -> Mapping[str, Claim]:
    """One claim for each study, whose row is accepted."""
    return {
        **{study: claim for study, (claim, _) in examples().items()},
        **{claim.study: claim for claim in load_claims()},
    }


def toml(value: object) -> str:
    """Write a value as TOML."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


def claims_file(claim: Claim, changed: Mapping[str, str]) -> str:
    """A claims file with one claim; `changed` has TOML texts of keys, series and parameters."""
    article = {
        "key": '"own"',
        "title": '"A title"',
        "publisher": '"A publisher"',
        "date": f"{claim.article.date:%Y-%m-%d}",
    }
    row = {
        "id": '"own-01"',
        "type": toml(claim.type),
        "section": '"Top"',
        "statement": '"So it is."',
        "study": toml(claim.study),
        **({} if claim.expectation is None else {"expectation": '"a poll"'}),
        "optional": toml(claim.optional),
    }
    tables = {
        "[article]": article,
        "[[claim]]": row,
        "[claim.data]": {name: toml(value) for name, value in claim.data.items()},
        "[claim.parameters]": {name: toml(value) for name, value in claim.parameters.items()},
    }
    lines = []
    for table, values in tables.items():
        own = {name.split(" ")[1]: text for name, text in changed.items() if table in name}
        lines += [table, *(f"{name} = {text}" for name, text in {**values, **own}.items()), ""]
    return "\n".join(lines)


def _changed_inside(value: Any, text: str, rng: random.Random) -> str:
    """Write a value as TOML with one of its items replaced by a text."""
    if isinstance(value, Mapping) and value and rng.random() < 0.7:
        chosen = rng.choice(list(value))
        inner = {
            k: _changed_inside(v, text, rng) if k == chosen else toml(v) for k, v in value.items()
        }
        return "{ " + ", ".join(f"{json.dumps(k)} = {v}" for k, v in inner.items()) + " }"
    if isinstance(value, list | tuple) and value and rng.random() < 0.7:
        at = rng.randrange(len(value))
        items = [_changed_inside(v, text, rng) if n == at else toml(v) for n, v in enumerate(value)]
        return "[" + ", ".join(items) + "]"
    return text


def study_case(rng: random.Random) -> Case:
    """Change one parameter of a claim of some study, and check its file; now and then test it."""
    study = rng.choice(sorted(claim_of()))
    claim = claim_of()[study]
    names = [n for n in claim.keywords if not is_series(claim.annotations[n])]
    text = rng.choice(TOML_VALUES)
    if not names:
        return row_case(rng)
    name = rng.choice(names)
    new = _changed_inside(claim.parameters.get(name), text, rng)
    content = claims_file(claim, {f"[claim.parameters] {name}": new})
    return _checked("study", f"{study}: {name} = {new[:80]}", content, rng)


def row_case(rng: random.Random) -> Case:
    """Change a key of the article, the row or its series."""
    claim = claim_of()[rng.choice(sorted(claim_of()))]
    tables = {
        "[article]": ("key", "title", "publisher", "date", "about", "date_note"),
        "[[claim]]": (
            "id",
            "type",
            "section",
            "statement",
            "study",
            "optional",
            "labels",
            "strategy",
            "test",
            "readings",
            "expectation",
            "caveats",
            "other",
        ),
        "[claim.data]": tuple(claim.data) or ("bars",),
    }
    table = rng.choice(list(tables))
    name = rng.choice(tables[table])
    text = rng.choice((rng.choice(TOML_VALUES), json.dumps(rng.choice(TEXTS))))
    content = claims_file(claim, {f"{table} {name}": text})
    return _checked("row", f"{claim.study}: {table} {name} = {text[:80]}", content, rng)


def _checked(kind: str, what: str, content: str, rng: random.Random) -> Case:
    files = {FILE: content.encode("utf-8", "surrogatepass")}
    if rng.random() < 0.01:
        run = ("run", FILE, "--data", "reference", "--resamples", "100", "--jobs", "1", "--json")
        return Case(f"{kind} run", what, run, files)
    return Case(kind, what, ("claims", FILE), files)


def strategy_case(rng: random.Random) -> Case:
    """Change one parameter of a strategy."""
    name, _, parameters = rng.choice(list_strategies())
    known = [each.partition("=")[0] for each in parameters.split(", ")]
    parameter = rng.choice(known)
    text = f"{parameter}={rng.choice(TEXTS)}"
    arguments = ("backtest", name, "-p", text, "--data", "reference", "--json")
    return Case("strategy", f"{name}: {text[:80]}", arguments)


# What each command needs beside the option under test, chosen to be quick.
BARS = "bars.csv"
QUICK: Mapping[str, tuple[str, ...]] = {
    "run": ("srg-01", "--data", "reference", "--resamples", "100", "--jobs", "1", "--json"),
    "claims": ("srg-01", "--resamples", "100"),
    "breakout": (BARS, "--resamples", "100", "--min-base", "5", "--data", "reference"),
    "scan": (BARS, "--resamples", "100", "--min-base", "5", "--jobs", "1", "--data", "reference"),
    "read": ("article.txt", "--date", "2026-01-15", "--data", "reference"),
    "status": ("own.toml", "--data", "reference"),
    "easing": ("--resamples", "100", "--data", "reference"),
    "backtest": ("buy-and-hold", "--data", "reference"),
    "sweep": (BARS, "--min-base", "5", "--data", "reference", "--out", "sweep-out"),
    "data fetch": ("IWM",),
    "data show": ("--data", "reference"),
    "data check": ("folder",),
    "data reference": ("--from", "folder", "--out", "figures"),
    "regress update": (
        "b.json",
        "--claim",
        "none",
        "--strategy",
        "none",
        "--breakout",
        "none",
        "--easing",
        "none",
        "--repeats",
        "5",
        "--jobs",
        "1",
    ),
    "regress check": ("baseline.json", "--jobs", "1"),
}


@cache
def options() -> Sequence[tuple[str, Any]]:
    """Every parameter of every command, with the name of the command."""
    found: list[tuple[str, Any]] = []

    def walk(prefix: str, command: Any) -> None:
        for name, inner in getattr(command, "commands", {}).items():
            walk(f"{prefix} {name}".strip(), inner)
        # Those of the root change files of the user (completion) or end at once (version).
        found.extend((prefix, parameter) for parameter in command.params if prefix)

    walk("", typer.main.get_command(app))
    return found


def option_case(rng: random.Random) -> Case:
    """Give one option or argument of a command a value."""
    command, parameter = rng.choice(options())
    quick = QUICK.get(command, ())
    value = rng.choice(TEXTS)
    if parameter.param_type_name == "argument":
        # Without the options, a name that nothing refuses is a baseline of everything.
        first = next((at for at, text in enumerate(quick) if text.startswith("-")), len(quick))
        arguments = (*command.split(), *quick[first:], "--", value)
    elif getattr(parameter, "is_flag", False):
        arguments = (*command.split(), *quick, parameter.opts[0])
    else:
        arguments = (*command.split(), *quick, parameter.opts[0], value)
    return Case("option", f"{command} {parameter.opts[0]} {value[:60]!r}", arguments, files())


@cache
def files() -> Mapping[str, bytes]:
    """Files of the folder in which options are tried."""
    days = pd.bdate_range("2019-01-01", periods=400)
    steps = np.random.Generator(np.random.PCG64(1)).normal(0.001, 0.01, len(days))
    closes = (100 * np.exp(steps.cumsum())).tolist()
    rows = [
        f"{day:%Y-%m-%d},{close:.4f},{close * 1.01:.4f},{close * 0.99:.4f},{close:.4f}"
        for day, close in zip(days, closes, strict=True)
    ]
    baseline = {
        "schema": 1,
        "settings": {
            "source": "reference",
            "as_of": "2026-10-02",
            "resamples": 100,
            "repeats": 5,
            "claims": [],
            "strategies": [],
            "breakouts": [],
            "easing": [],
            "prices": True,
        },
        "versions": {"numpy": "1"},
        "figures": {"test": {"a": {"b": [1.5, 0.25], "c": "text", "d": 3}}},
        "rests_on": {"test": ["RUT"]},
        "series": {},
        "code": {"a.py": "0"},
    }
    article = (
        "Small caps to rise\n\nThe Russell 2000 will reach 3,000 by the end of 2027. It rose 12% "
        "in 2020. Published on January 15, 2026, the note says that it closed above 2,500 points."
    )
    own = claims_file(claim_of()["price_target"], {})
    return {
        BARS: ("date,open,high,low,close\n" + "\n".join(rows) + "\n").encode(),
        "empty.csv": b"",
        FILE: own.encode(),
        "article.txt": article.encode(),
        "article.md": f"# Small caps\n\n{article}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode(),
        "article.html": f"<html><body><h1>T</h1><p>{article}</p></body></html>".encode(),
        "article.pdf": PDF,
        "baseline.json": json.dumps(baseline, indent=1).encode(),
        "list.txt": b"RUT\nbars.csv\n# comment\nSPX\n",
        "folder/MANIFEST.json": b"{}",
    }


# The smallest PDF with a line of text.
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
    b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
    b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n4 0 obj<</Length 68>>stream\nBT /F1 12 Tf 9 200 Td "
    b"(The Russell 2000 rose 12% in 2020.) Tj ET\nendstream endobj\n5 0 obj<</Type/Font/Subtype"
    b"/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n"
)
READERS: Mapping[str, tuple[str, ...]] = {
    FILE: ("claims", FILE),
    BARS: ("breakout", BARS, "--resamples", "100", "--min-base", "5", "--data", "reference"),
    "article.txt": ("read", "article.txt", "--date", "2026-01-15"),
    "article.md": ("read", "article.md", "--date", "2026-01-15"),
    "article.html": ("read", "article.html", "--date", "2026-01-15"),
    "article.pdf": ("read", "article.pdf", "--date", "2026-01-15"),
    "baseline.json": ("regress", "check", "baseline.json"),
    "list.txt": (
        "scan",
        "--universe",
        "list.txt",
        "--resamples",
        "100",
        "--jobs",
        "1",
        "--data",
        "reference",
    ),
}
# Files whose reading takes long are tried less often.
WEIGHTS = {FILE: 8, BARS: 2, "baseline.json": 6, "article.txt": 1, "article.md": 1}


def file_case(rng: random.Random) -> Case:
    """Damage a file that a command reads."""
    names = list(READERS)
    (name,) = rng.choices(names, [WEIGHTS.get(each, 1) for each in names])
    damaged = mutated(files()[name], rng)
    return Case("file", name, READERS[name], {**files(), name: damaged})


KINDS: Mapping[Callable[[random.Random], Case], int] = {
    study_case: 70,
    row_case: 19,
    strategy_case: 2,
    option_case: 4,
    file_case: 5,
}


def case(seed: int, number: int) -> Case:
    """Return the case of a number; it depends on the seed and the number alone."""
    rng = random.Random(f"{seed} {number}")
    (make,) = rng.choices(list(KINDS), list(KINDS.values()))
    return make(rng)
