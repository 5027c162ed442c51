"""Output of the results: HTML page, Markdown, JSON, charts and terminal tables."""

__all__ = [
    "answers",
    "charts",
    "formats",
    "glossary",
    "html",
    "json",
    "markdown",
    "plots",
    "read_page",
    "rendering",
    "rule_table",
    "sparklines",
    "study",
    "summary",
    "terminal",
    "words",
]
