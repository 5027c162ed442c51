"""Charts: described as plots (`model`), drawn as SVG (`svg`) or PNG (`png`)."""

__all__ = [
    "breakouts",
    "claims",
    "easing",
    "model",
    "png",
    "specification_curve",
    "strategies",
    "svg",
    "svg_marks",
]
