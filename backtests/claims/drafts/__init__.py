"""Drafts: an article read into statements, and the claims file that is drafted from them."""

__all__ = ["article", "claims_file", "toml_text"]
