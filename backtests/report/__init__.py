"""What people and programs read: HTML page, Markdown, JSON, charts and terminal tables."""

__all__ = [
    "charts",
    "html",
    "json",
    "markdown",
    "plots",
    "rule_table",
    "sparklines",
    "terminal",
    "words",
]
