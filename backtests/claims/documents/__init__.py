"""Documents: the text, title and publication date of an article in a file or on a web page."""

__all__ = [
    "checks",
    "content",
    "document",
    "extraction",
    "html_page",
    "markdown_file",
    "page_tree",
    "pdf_file",
    "plain_text",
    "publication_date",
    "written_dates",
]
