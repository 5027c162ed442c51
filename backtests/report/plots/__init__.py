"""Charts described once (`model`) and drawn as SVG or PNG."""

__all__ = [
    "breakouts",
    "claims",
    "easing",
    "model",
    "png",
    "specification_curve",
    "strategies",
    "svg",
]
