"""The JSON documents of the commands by name, and their schemas (JSON Schema 2020-12)."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from backtests.report.json.schemas.breakout import BreakoutDocument
from backtests.report.json.schemas.easing import EasingDocument
from backtests.report.json.schemas.read import ReadDocument
from backtests.report.json.schemas.run import RunDocument
from backtests.report.json.schemas.scan import ScanDocument
from backtests.report.json.schemas.status import StatusDocument
from backtests.report.json.schemas.sweep import SweepDocument
from backtests.report.json.schemas.universe import UniverseDocument
from backtests.runtime.choices import UsageError, nearest_hint
from backtests.runtime.serialization import SCHEMA

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DOCUMENTS: Mapping[str, type] = {
    "run": RunDocument,
    "breakout": BreakoutDocument,
    "universe": UniverseDocument,
    "easing": EasingDocument,
    "scan": ScanDocument,
    "read": ReadDocument,
    "status": StatusDocument,
    "sweep": SweepDocument,
}


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a document by its name.

    Raises
    ------
    UsageError
        No document has the name.
    """
    if name not in DOCUMENTS:
        hint = nearest_hint(name, DOCUMENTS) or f"expected {', '.join(DOCUMENTS)}"
        raise UsageError(f"no document {name!r}; {hint}")
    content = TypeAdapter(DOCUMENTS[name]).json_schema(mode="serialization")
    identity = {"$schema": DIALECT, "$id": f"urn:rutcheck:schema:{name}:{SCHEMA}"}
    definitions = content.pop("$defs", {})
    return {**identity, **content, "$defs": definitions}


def summary(name: str) -> str:
    """Return what a document contains, in a sentence."""
    return inspect.getdoc(DOCUMENTS[name]) or ""
