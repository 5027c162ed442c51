"""Cells of tables: what their words mean, apart from the tables that hold them."""

__all__ = ["periods"]
