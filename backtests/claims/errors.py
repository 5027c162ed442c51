"""Errors in claims files and ids, apart from what needs pydantic: reported at once."""


class RegistryError(ValueError):
    """A claims file violates the schema."""


class UnknownClaim(ValueError):  # noqa: N818  (read as a sentence where it is raised)
    """No article has a claim of this id."""
