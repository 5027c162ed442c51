"""Claims that a user names: ids of the shipped articles, or claims files and ids in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backtests.claims.literature import GROUP, is_literature, load_literature
from backtests.claims.registry import Claim, find_claim, joined, load_claims, series_names
from backtests.claims.schema import RegistryError, Source
from backtests.claims.validation import read_claims
from data_feeds.series.bars import DataError
from data_feeds.series.catalogue import is_known
from data_feeds.series.market import CLOCK, Market, missing_text
from data_feeds.source import with_files

SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class Selection:
    """Claims of one run, and the ids of those to test; no ids mean all."""

    claims: tuple[Claim, ...]
    only: tuple[str, ...] = ()

    @property
    def chosen(self) -> tuple[Claim, ...]:
        """The claims to test."""
        return tuple(c for c in self.claims if not self.only or c.id in self.only)

    @property
    def named(self) -> tuple[str, ...]:
        """Ids of the claims to test; empty for all shipped claims."""
        whole = not self.only and all(claim.file is None for claim in self.claims)
        return () if whole else tuple(claim.id for claim in self.chosen)

    @property
    def published(self) -> tuple[Claim, ...]:
        """Claims on published figures that a run reports: those named, or all with the articles."""
        if not self.named:
            return load_literature()
        return tuple(claim for claim in self.chosen if is_literature(claim.id))

    @property
    def files(self) -> dict[str, Path]:
        """CSV files that claims files name as series, by that name; relative to the claims file.

        Raises DataError if claims files of different folders give one name to two files.
        """
        found: dict[str, Path] = {}
        own = [(claim, claim.file.parent) for claim in self.claims if claim.file is not None]
        for claim, folder in own:
            for name in filter(is_file, sorted(series_names([claim]))):
                path = folder / name
                if found.setdefault(name, path).resolve() != path.resolve():
                    raise DataError(
                        f"{name} is two files, {found[name]} and {path}; expected claims files of "
                        "one folder, or run one at a time"
                    )
        return found

    @property
    def symbols(self) -> tuple[str, ...]:
        """Series of claims files outside the catalogue, which a live source looks up.

        The series whose last date ends the data stands first; empty if there are no others.
        """
        own = [claim for claim in self.claims if claim.file is not None]
        names = [n for n in sorted(series_names(own)) if not is_known(n) and not is_file(n)]
        return (CLOCK, *names) if names else ()


def is_claims_file(name: str) -> bool:
    """Whether a name on the command line is that of a claims file."""
    return name.endswith(SUFFIX)


def is_file(name: str) -> bool:
    """Whether the name of a series is that of a CSV file."""
    return name.lower().endswith(".csv")


def select(names: Sequence[str]) -> Selection:
    """Return the claims that the names select: of claims files if there are any, else shipped.

    The claims of files are tested by themselves: the shipped articles are no part of their run, nor
    of their correction for many tests.

    Parameters
    ----------
    names
        Claims files and claim ids, in any order; "literature" is the group of published figures.

    Raises
    ------
    DataError
        A file cannot be read.
    RegistryError
        A file violates the schema, or an id appears twice.
    UnknownClaim
        No claim of the files, or of the shipped articles, has an id.
    """
    files = dict.fromkeys(name for name in names if is_claims_file(name))
    own = [claim for name in files for claim in read_claims(Path(name))]
    if files:
        claims = joined(own, ())
    else:
        published = load_literature() if any(map(is_literature, names)) else ()
        claims = joined(load_claims(), published)
        names = _with_group(names, published)
    ids = (find_claim(claims, name).id for name in names if not is_claims_file(name))
    return Selection(claims, tuple(ids))


def _with_group(names: Sequence[str], published: Sequence[Claim]) -> list[str]:
    """Return the names, with the ids of its claims for that of the group of published figures."""
    ids = [claim.id for claim in published]
    return [one for name in names for one in (ids if name == GROUP else [name])]


def with_own_series(market: Market, selection: Selection) -> Market:
    """Add the CSV files that claims files name to a data source, and check all their series.

    A series of the catalogue that the source lacks leaves its claims without data; any other name
    that the source lacks is refused.

    Raises
    ------
    DataError
        A CSV file cannot be read or is not valid.
    RegistryError
        A claims file names a series that is in neither the source nor the catalogue.
    """
    market = with_files(market, selection.files)
    rows: dict[Path, int] = {}
    for claim in selection.claims:
        if claim.file is None:
            continue
        row = rows[claim.file] = rows.get(claim.file, -1) + 1
        for key, name in (*claim.data.items(), *claim.optional.items()):
            if not market.has(name) and not is_known(name):
                raise _missing(claim.file, row, key, name, market)
    return market


def _missing(file: Path, row: int, key: str, name: str, market: Market) -> RegistryError:
    message = missing_text(market.label, name, market.how_to_get)
    return Source(file.read_text(encoding="utf-8"), file.name).error(row, key, message)
