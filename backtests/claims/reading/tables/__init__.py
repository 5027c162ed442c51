"""Tables of an article: what the heading row says of the columns, and what the rows state."""

__all__ = [
    "captions",
    "columns",
    "events",
    "headings",
    "headlines",
    "items",
    "leads",
    "quotes",
    "rows",
    "seasons",
]
