"""The JSON Schemas: every document of a command is valid, and every field of a schema occurs."""

from __future__ import annotations

import contextlib
import copy
import io
import json
import runpy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pandas as pd
import pytest

import backtests
from backtests.claims.literature import Comparison, Reproduction
from backtests.claims.run import Result
from backtests.cli.app import main
from backtests.evidence.performance import Figures, RuleRow
from backtests.report.json.run import run_json
from backtests.report.json.schemas.declare import descriptions
from backtests.report.json.schemas.documents import DOCUMENTS, schema
from backtests.runtime import serialization
from backtests.runtime.choices import UsageError
from strategies.engine.earnings import CashReturn, CashSpan

Json = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "json.md"
SCRIPT = runpy.run_path(str(ROOT / "docs" / "scripts" / "make_json_reference.py"))
ARTICLE = """# Small caps

Published March 2, 2026.

The Russell 2000 closed at 2,500 on January 2, 2026. Small caps could rally 40% by the end of 2027.
Earnings of small companies improved.
"""


def prices(steps: np.ndarray, path: Path) -> Path:
    """Write daily bars whose closes take these log steps from 100."""
    close = 100 * np.exp(np.cumsum(steps))
    opens = np.concatenate(([100.0], close[:-1])) * 1.001
    frame = pd.DataFrame(
        {
            "date": pd.bdate_range("2015-01-01", periods=len(steps)),
            "open": opens,
            "high": np.maximum(opens, close) * 1.004,
            "low": np.minimum(opens, close) * 0.996,
            "close": close,
        }
    )
    frame.to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Bars that swing, bars that only fall, and an article."""
    folder = tmp_path_factory.mktemp("schemas")
    days = np.arange(1500)
    noise = np.random.default_rng(7).normal(0.0002, 0.008, len(days))
    (folder / "article.md").write_text(ARTICLE, encoding="utf-8")
    return {
        "swings": prices(0.012 * np.sin(days / 25) + noise, folder / "swings.csv"),
        "falls": prices(np.full(400, -0.001), folder / "falls.csv"),
        "article": folder / "article.md",
        "folder": folder,
    }


# Objects of other commands in a schema that several share.
POINT = {("Point", name) for name in ("min_base", "min_depth", "target", "stop", "horizon")}
RULE = {("Rule", name) for name in ("lookback", "side", "borrow")} | {
    ("Rule", name) for _, name in POINT
}
# A sweep writes these trades to a file.
TRADE = {("Trade", name) for name in ("signal_date", "return", "hit")} | {("WalkForward", "trades")}
ELSEWHERE = {"breakout": POINT, "sweep": RULE | TRADE}
Output = Callable[[str], Json]


@pytest.fixture(scope="module")
def output(files: Mapping[str, Path]) -> Iterator[Output]:
    """The JSON document of a command line, in which {swings} and so on are files; run once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(files["folder"])
        patch.setenv("RUTCHECK_OFFLINE", "1")
        patch.setenv("RUTCHECK_DATA", "reference")
        patch.setenv("RUTCHECK_CACHE", str(files["folder"] / "cache"))

        @cache
        def run(line: str) -> str:
            arguments = [part.format(**files) for part in line.split()]
            patch.setattr("sys.argv", ["rutcheck", *arguments, "--json"])
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed), pytest.raises(SystemExit) as end:
                main()
            assert not end.value.code
            return printed.getvalue()

        yield lambda line: json.loads(run(line))


FEW = "--resamples 100"
OFTEN = "--lookback 20 --min-base 5 --min-depth 0.01 --horizon 21"
LINES: Mapping[str, tuple[str, ...]] = {
    "breakout": (
        f"breakout {{swings}} {OFTEN} --multiverse --walk-forward 2 {FEW}",
        f"breakout RUT --risk 1% {FEW}",
        f"breakout {{swings}} --lookback 55 --side short --risk 1% {FEW}",
        f"breakout {{swings}} --lookback 55 --stop none {FEW}",
        f"breakout {{swings}} --lookback 55 --target none {FEW}",
        f"breakout {{falls}} --risk 1% {FEW}",
    ),
    "universe": (f"breakout --universe indexes {FEW}",),
    "easing": (f"easing --multiverse {FEW}", f"easing --anchor pause {FEW}"),
    "scan": (
        f"scan RUT SPX NDX --within 30 {FEW}",
        f"scan {{swings}} --lookback 55 --side short --as-of 2019-09-02 {FEW}",
        f"scan {{falls}} {FEW}",
    ),
    "status": ("status",),
    "sweep": (
        "sweep RUT --target mm-a,30% --stop structural,8% --walk-forward 5 --out one",
        "sweep RUT SPX --target mm-a --out two",
    ),
    "run": (f"run brk-05 srg-01 brk-01 --out run {FEW}",),
    "read": ("read {article}", f"read {{article}} --run {FEW}"),
}
EVERY = [(name, line) for name, lines in LINES.items() for line in lines]


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    """The validator of a document."""
    return jsonschema.Draft202012Validator(schema(name))


def errors(name: str, content: Json) -> list[str]:
    """Where and how a document violates its schema."""
    found = validator(name).iter_errors(content)
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in found]


@pytest.mark.parametrize(("name", "line"), EVERY, ids=[line for _, line in EVERY])
def test_documents_are_valid(name: str, line: str, output: Output) -> None:
    """Each command, with and without signals, stops, targets and options."""
    assert errors(name, output(line)) == []


def fields(node: Json, content: Any, defs: Json) -> Iterator[tuple[str, str]]:
    """Each field that a document has of the objects of a schema: title of the object and name."""
    if "$ref" in node:
        node = defs[node["$ref"].rpartition("/")[2]]
    options = [
        each
        for each in (*node.get("anyOf", ()), *node.get("oneOf", ()))
        if "type" in each or "$ref" in each
    ]
    for option in options:
        if jsonschema.Draft202012Validator({**option, "$defs": defs}).is_valid(content):
            yield from fields(option, content, defs)
    if isinstance(content, list):
        for item in content:
            yield from fields(node.get("items", {}), item, defs)
    elif isinstance(content, dict) and not options:
        for name, value in content.items():
            field = node.get("properties", {}).get(name)
            if field is not None:
                yield node["title"], name
            inner = field or node.get("additionalProperties")
            if isinstance(inner, dict):
                yield from fields(inner, value, defs)


def declared(name: str) -> set[tuple[str, str]]:
    """Title and name of every field of a schema."""
    objects = [schema(name), *schema(name)["$defs"].values()]
    return {(each["title"], field) for each in objects for field in each["properties"]}


@pytest.mark.parametrize("name", ["breakout", "universe", "easing", "scan", "status", "sweep"])
def test_every_field_of_a_schema_occurs(name: str, output: Output) -> None:
    """None that no document has."""
    whole = schema(name)
    found = {field for line in LINES[name] for field in fields(whole, output(line), whole["$defs"])}
    assert declared(name) - found - ELSEWHERE.get(name, set()) == set()


def test_every_field_of_a_statement_occurs(output: Output) -> None:
    """With --run its verdict as well; the fields of a run have a test with all claims."""
    whole = schema("read")
    found = {
        field for line in LINES["read"] for field in fields(whole, output(line), whole["$defs"])
    }
    own = {
        (title, field)
        for title, field in declared("read")
        if title in {"ReadDocument", "Statement"}
    }
    assert own - found == set()


# The claim on stated returns has no data by week.
NOT_BY_WEEK = {("Event", "from"), ("Event", "to"), ("Event", "fits")}


def whole_run(result: Result) -> Json:
    """Return the document of a run with a rule and a published figure."""
    day, figures = pd.Timestamp("2024-01-02"), Figures(0.1, -0.5, 0.5, -0.1, 1.0)
    cash = CashReturn(0.02, (CashSpan("DGS3MO", day, day),))
    rule = RuleRow("hold", "", None, "cash", day, day, figures, figures, cash_return=cash)
    mean = Comparison("mean", 0.10, 0.11)
    published = Reproduction("one", "A mean of 10%.", "a table", (mean,), 3, "2024", "another span")
    content = run_json(replace(result, rules=(rule,), literature=(published,)))
    found: Json = json.loads(serialization.to_text(content))
    return found


def test_a_run_of_all_claims_is_valid_and_has_every_field(reference_run: Result) -> None:
    """Decisions of every kind, events of every study."""
    content, whole = whole_run(reference_run), schema("run")
    assert errors("run", content) == []
    assert declared("run") - set(fields(whole, content, whole["$defs"])) == NOT_BY_WEEK


def test_changed_documents_are_not_valid(output: Output) -> None:
    """A further field, a missing one and a wrong type, at the top and within."""
    whole = output(LINES["breakout"][0])
    for place in ((), ("summary",), ("events", 0), ("data", "swings"), ("multiverse",)):

        def changed(place: tuple[str | int, ...] = place) -> tuple[Json, Json]:
            content: Any = copy.deepcopy(whole)
            inner = content
            for step in place:
                inner = inner[step]
            return content, inner

        content, inner = changed()
        inner["another"] = 1
        assert errors("breakout", content), place
        content, inner = changed()
        inner.popitem()
        assert errors("breakout", content), place
        content, inner = changed()
        inner[next(iter(inner))] = {"a": []}
        assert errors("breakout", content), place


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_field_is_described(name: str) -> None:
    """In a schema that is valid itself, of the right version and without a host."""
    whole = schema(name)
    jsonschema.Draft202012Validator.check_schema(whole)
    assert whole["$id"] == f"urn:rutcheck:schema:{name}:1"
    for each in (whole, *whole["$defs"].values()):
        assert each["description"].endswith(".")
        for field, content in each["properties"].items():
            assert content.get("description", "").endswith("."), f"{each['title']}.{field}"


def test_descriptions_of_a_base_are_inherited() -> None:
    """Those of the hit rate in the summary of a breakout study."""
    summary = descriptions(backtests.report.json.schemas.breakout.Summary)
    assert summary["hits"].startswith("Resolved signals that reached the target first; null")
    assert summary["years"].startswith("Calendar years")


def test_the_page_is_that_of_the_schemas() -> None:
    """docs/reference/json.md as its script writes it."""
    assert PAGE.read_text(encoding="utf-8") == SCRIPT["page"]()


def test_schemas_are_printed_and_returned(
    output: Output, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same by command and in Python; a wrong name is refused with the nearest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["rutcheck", "schema", "easing"])
        with pytest.raises(SystemExit):
            main()
    assert json.loads(capsys.readouterr().out) == backtests.schema("easing")
    with pytest.raises(UsageError, match="no document 'brekout'; did you mean breakout"):
        schema("brekout")
