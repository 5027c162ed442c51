"""Write the table of docs/reference/data.md: form, publisher and terms of each shipped series.

python docs/scripts/make_data_table.py
"""

from __future__ import annotations

from pathlib import Path

from data_feeds.files.shipped_series import NOT_SHIPPED, SHIPPED

OUT = Path(__file__).parents[1] / "reference" / "data.md"
BEGIN, END = "<!-- table: docs/scripts/make_data_table.py -->", "<!-- end of table -->"
HEADER = ("series", "shipped as", "publisher", "obtained from", "terms", "why in this form")


def table() -> str:
    """Return the table in Markdown, one row per group of series."""
    rows = [HEADER, ("---",) * len(HEADER)]
    rows += [
        (", ".join(group.series), group.form, group.publisher, group.source, group.terms,
         group.reason)
        for group in SHIPPED
    ]  # fmt: skip
    rows += [(name, "not shipped", "", "", "", reason) for name, reason in NOT_SHIPPED.items()]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def with_table(text: str) -> str:
    """Return a text with its table replaced."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    OUT.write_text(with_table(OUT.read_text(encoding="utf-8")), encoding="utf-8")
