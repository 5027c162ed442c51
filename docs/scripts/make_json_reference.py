"""Write docs/reference/json.md: every field of every JSON document, from their schemas.

python docs/scripts/make_json_reference.py
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from backtests.report.json.schemas.documents import DOCUMENTS, schema

OUT = Path(__file__).parents[1] / "reference" / "json.md"
INTRODUCTION = """\
# JSON documents

<!-- written by docs/scripts/make_json_reference.py -->

What `--json` prints and `rutcheck run` writes, field by field. The tables are those of the JSON
Schemas (2020-12) that `rutcheck schema NAME` prints, `backtests.schema("NAME")` returns, and the
tests validate every document against; no document has another field. Those of `backtest` and
`data` have no schema.

Rates, returns, shares and distances are fractions (0.05 is 5%), prices are points of the series,
dates are ISO dates, numbers are not rounded, and `null` means that a value does not exist or
cannot be computed. Fields of an object that is in several documents are described once.
"""
COMMANDS: Mapping[str, str] = {
    "run": "`rutcheck run`: `results.json`, and `--json`",
    "breakout": "`rutcheck breakout --json`",
    "universe": "`rutcheck breakout --universe NAME --json`",
    "easing": "`rutcheck easing --json`",
    "scan": "`rutcheck scan --json`",
    "read": "`rutcheck read --json`",
    "status": "`rutcheck status --json`",
    "sweep": "`rutcheck sweep`: `summary.json`, and `--json`",
}


def page() -> str:
    """Return the page in Markdown."""
    schemas = {name: schema(name) for name in DOCUMENTS}
    parts = [INTRODUCTION]
    for name, content in schemas.items():
        parts += [f"## {name}\n", f"{COMMANDS[name]}. {content['description']}\n", _table(content)]
        parts += list(_objects(name, schemas))
    return "\n".join(parts)


def _objects(name: str, schemas: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield the objects of a document that no document before it has."""
    before = [content["$defs"] for other, content in schemas.items() if other != name]
    before = before[: list(schemas).index(name)]
    for title, content in schemas[name]["$defs"].items():
        if any(known.get(title) == content for known in before):
            continue
        yield f"### {title} {{ #{name}-{title.lower()} }}\n"
        yield f"{content['description']}\n"
        if content["properties"]:
            yield _table(content)


def _table(content: Mapping[str, Any]) -> str:
    rows = ["| field | type | |", "| --- | --- | --- |"]
    required = content.get("required", [])
    for name, field in content["properties"].items():
        optional = "" if name in required else " (optional)"
        rows.append(f"| `{name}` | {kind(field)}{optional} | {field['description']} |")
    more = content.get("additionalProperties")
    if isinstance(more, dict):
        rows.append(f"| … | {kind(more)} | further fields |")
    return "\n".join(rows) + "\n"


def kind(field: Mapping[str, Any]) -> str:
    """Return the type of a field in words.

    >>> kind({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2})
    'pair of number'
    >>> kind({"anyOf": [{"$ref": "#/$defs/Odds"}, {"type": "null"}]})
    'Odds or null'
    """
    for several in ("anyOf", "oneOf"):
        if several in field:
            return " or ".join(kind(each) for each in field[several])
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if field.get("format") == "date":
        return "date"
    if isinstance(field.get("type"), list):
        return " or ".join(field["type"])
    return _nested(field)


def _nested(field: Mapping[str, Any]) -> str:
    """Return the type of a list or an object in words, or that of a plain value."""
    if field.get("type") == "array":
        if "prefixItems" in field:
            return f"pair of {' and '.join(kind(item) for item in field['prefixItems'])}"
        many = "pair" if field.get("maxItems") == 2 else "list"
        return f"{many} of {kind(field['items'])}"
    if field.get("type") == "object":
        return f"object of {kind(field['additionalProperties'])} by name"
    return str(field["type"])


if __name__ == "__main__":
    OUT.write_text(page(), encoding="utf-8")
