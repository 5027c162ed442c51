"""Output of the results: HTML page, Markdown, JSON, charts and terminal tables."""

__all__ = [
    "charts",
    "formats",
    "html",
    "json",
    "markdown",
    "plots",
    "rendering",
    "rule_table",
    "sparklines",
    "terminal",
    "words",
]
