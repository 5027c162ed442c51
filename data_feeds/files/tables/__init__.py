"""Tables of prices in text files, in the layouts and notations of many vendors."""

__all__ = [
    "counted_dates",
    "dates",
    "encoding",
    "header",
    "instants",
    "layouts",
    "numbers",
    "plain",
    "prices",
    "reading",
    "rows",
    "split_factors",
    "table",
]
