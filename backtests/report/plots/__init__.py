"""Charts: described as plots (`model`), drawn as SVG, PNG or interactive chart of a page."""

__all__ = [
    "breakouts",
    "claims",
    "easing",
    "figures",
    "files",
    "interactive",
    "labels",
    "model",
    "page",
    "pictures",
    "png",
    "prices",
    "specification_curve",
    "strategies",
    "svg",
    "svg_marks",
]
