"""Figures that state nothing: those of companies, and those that only measure another."""

__all__ = ["asides", "foreign", "matters", "measures", "named", "polls", "topics", "undone"]
