"""Read a folder of CSV files as a data source, verified by a manifest of SHA-256 hashes.

The content of a file follows from its name:

- `SYMBOL_daily.csv`: bars (`rut_daily.csv`, `gspc_daily.csv`, `iwm_daily.csv`, ...);
- `SYMBOL_close.csv`: closes on all days of an index whose bars start later (`gspc_close.csv`);
- `etf_daily/SYMBOL.csv`: adjusted closes;
- `rut_level_long.csv`: long Russell 2000 record by day;
- `long_record.csv`: the same as joined by `rutcheck data fetch`, columns `RUT_CLOSE` and `RUT_TR`;
- `monthly_closes.csv`: its closes at month ends, which are the record if there is no other;
- `fed_target_changes.csv`: changes of the federal funds target;
- `usrec.csv`: monthly recession indicator;
- other files with columns `date,value`: a rate or spread, named by the file name in upper case;
- downloads of FRED such as `DGS2.csv` (`DATE,DGS2` or `observation_date,DGS2`): each column with
  the name of the file or of a series of FRED in the catalogue, named by the column.

Other files are ignored, and a notice names them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pandas as pd

from data_feeds.files import csv_file, policy, reference, whole_file
from data_feeds.files.atomic import write_atomically
from data_feeds.quality import fitness
from data_feeds.series.bars import DataError, check_bars, excerpt, join_names, one_line
from data_feeds.series.catalogue import CATALOGUE, INDEXES, with_caveats
from data_feeds.series.market import Market, add_notice, open_market

MANIFEST = "manifest.json"
SHA256 = re.compile(r"[0-9a-f]{64}")
# Yahoo's index symbols without the caret, mapped to the series names of the catalogue.
INDEX_NAMES = {code.removeprefix("^"): name for name, (code, _) in INDEXES.items()}
LONG_RECORD = "rut_level_long.csv"
JOINED_RECORD = "long_record.csv"
MONTHLY = reference.MONTHLY
POLICY_TABLE = "fed_target_changes.csv"
RECESSION_INDICATOR = "usrec.csv"
FUNDS = "etf_daily"
# Endings of the names of files with bars, and with closes.
BARS, CLOSES = "_daily", "_close"
_FIXED_NAMES = frozenset(
    {MANIFEST, LONG_RECORD, JOINED_RECORD, MONTHLY, POLICY_TABLE, RECESSION_INDICATOR}
)
# Columns of FRED's downloads, in the lower case in which the names of columns are read.
_FRED_COLUMNS = frozenset(one.code.lower() for one in CATALOGUE.values() if one.provider == "FRED")

Loader = Callable[[], pd.DataFrame]


def load(folder: Path, *, as_of: pd.Timestamp | None = None) -> Market:
    """Open a snapshot folder as a Market; each series is read on first use.

    Raises
    ------
    DataError
        If the folder does not exist or has no Russell 2000 bars, the manifest is invalid, or a
        file differs from its hash in the manifest.
    """
    if not folder.is_dir():
        raise DataError(f"{folder}: no such folder; expected a snapshot folder")
    manifest = read_manifest(folder)
    if manifest is not None:
        verify(folder, manifest)
        if manifest.get("kind") == "reference":
            return reference.load(folder, as_of=as_of)
    checked = "fingerprints verified" if manifest else "no manifest, fingerprints not verified"
    loaders, ignored = find_series(folder)
    market = open_market(
        f"snapshot folder ({checked})",
        loaders,
        how_to_get="add it to the folder, or take another with rutcheck data fetch --out FOLDER",
        as_of=as_of,
    )
    if ignored:
        count = f"{len(ignored):,} file{'s' if len(ignored) > 1 else ''}"
        add_notice(market.notices, f"{count} of the folder ignored: {join_names(ignored)}")
    return market


def find_series(folder: Path) -> tuple[dict[str, Loader], list[str]]:
    """Map the names of the series in a folder to functions that read them; list the other files.

    Of two files with one series the first by name is read, and the other one listed.
    """
    loaders: dict[str, Loader] = {}
    ignored: list[str] = []
    for path in sorted(filter(_is_data, _listed(folder))):
        if path.name in _FIXED_NAMES:
            continue
        found = _recognise(path) if path.suffix.lower() == ".csv" else {}
        twice = sorted(found.keys() & loaders.keys())
        if twice:
            ignored.append(f"{path.name} ({', '.join(twice)} a second time)")
        elif not found:
            ignored.append(path.name)
        loaders = {**found, **loaders}
    for path in sorted((folder / FUNDS).glob("*.csv")):
        loaders[f"{path.stem.upper()}_ADJ"] = _adjusted(path, path.stem.upper())
    return {**_derived(folder, loaders), **loaders}, ignored


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise DataError(f"{one_line(folder)}: cannot be read ({error.strerror})") from None


def _is_data(path: Path) -> bool:
    """Return whether a file may hold data: neither hidden nor a text about the folder."""
    return path.is_file() and not path.name.startswith(".") and path.suffix.lower() != ".md"


def _recognise(path: Path) -> dict[str, Loader]:
    if path.stem.endswith(BARS):
        name = _series_of(path, BARS)
        bars: dict[str, Loader] = {name: partial(csv_file.read_bars, path, name=name)}
        if "adj_close" in _header(path):
            bars[f"{name}_ADJ"] = _adjusted(path, name)
        return bars
    columns = _header(path)
    if path.stem.endswith(CLOSES) and "close" in columns:
        name = f"{_series_of(path, CLOSES)}_CLOSE"
        return {name: partial(csv_file.read_bars, path, name=name)}
    if "value" in columns:
        return {path.stem.upper(): partial(_values, path, path.stem.upper(), "value")}
    named = [c for c in columns if c in (*_FRED_COLUMNS, path.stem.lower())]
    found: dict[str, Loader] = {c.upper(): partial(_values, path, c.upper(), c) for c in named}
    return found | ({"USREC": partial(_recessions, path)} if "USREC" in found else {})


def _series_of(path: Path, ending: str) -> str:
    """Return the series that a file holds by the symbol in its name."""
    symbol = path.stem.removesuffix(ending).upper()
    return INDEX_NAMES.get(symbol, symbol)


def _values(path: Path, name: str, column: str) -> pd.DataFrame:
    """Read dated values, with the caveats of their catalogue entry in `attrs`."""
    return with_caveats(csv_file.read_values(path, column=column, name=name), name)


def _header(path: Path) -> list[str]:
    """Return the column names; an empty list if the file is not a table by date."""
    try:
        return csv_file.column_names(path)
    except DataError:
        return []


def _adjusted(path: Path, symbol: str) -> Loader:
    return partial(csv_file.read_adjusted, path, name=f"{symbol}_ADJ")


def _derived(folder: Path, loaders: Mapping[str, Loader]) -> dict[str, Loader]:
    """Return loaders of series from several files, from other series, or with a special layout."""
    derived: dict[str, Loader] = {"FFT": partial(_policy, folder / POLICY_TABLE)}
    indicator = folder / RECESSION_INDICATOR
    if indicator.exists():
        derived["USREC"] = partial(_recessions, indicator)
    for name in sorted(set(loaders) - {"RUT"}):
        if not name.endswith("_ADJ") and f"{name}_CLOSE" not in loaders and name in _INDEXES:
            derived[f"{name}_CLOSE"] = partial(_closes_of, loaders[name], f"{name}_CLOSE")
    if "VIXCLS" in loaders and "SPX" in loaders:
        derived["VIX"] = partial(_volatility, loaders["VIXCLS"], loaders["SPX"])
    long_record = folder / LONG_RECORD
    if long_record.exists():
        derived["RUT_CLOSE"] = partial(_long_closes, long_record)
        if "IWM_ADJ" in loaders:
            derived["RUT_TR"] = partial(_total_return, long_record, loaders["IWM_ADJ"])
    elif (folder / JOINED_RECORD).exists():
        derived.update(reference.close_loaders(folder / JOINED_RECORD, folder / MONTHLY))
    elif (folder / MONTHLY).exists():
        derived.update(reference.month_end_loaders(folder / MONTHLY))
    elif "RUT" in loaders:
        derived["RUT_CLOSE"] = partial(_closes_of, loaders["RUT"], "RUT_CLOSE")
    return derived


_INDEXES = frozenset({"SPX", "IXIC", "DJI"})


def _closes_of(load_bars: Loader, name: str) -> pd.DataFrame:
    return check_bars(load_bars()[["close"]], name=name)


def _volatility(load_values: Loader, load_sessions: Loader) -> pd.DataFrame:
    """Convert FRED's VIX to closes on the trading days of the S&P 500."""
    values = load_values()
    traded = values[values.index.isin(load_sessions().index)]
    bars = check_bars(traded.rename(columns={"value": "close"}), name="VIX")
    bars.attrs["note"] = "FRED's VIXCLS on the S&P 500's trading days"
    return bars


def _long_closes(path: Path) -> pd.DataFrame:
    bars = check_bars(csv_file.read_column(path, "rut_spliced"), name="RUT_CLOSE")
    bars.attrs["note"] = "FRED RU2000PR rescaled up to 1987-09-09, Yahoo ^RUT after"
    return bars


def _total_return(path: Path, load_iwm: Loader) -> pd.DataFrame:
    """Extend FTSE Russell's total return index by the returns of IWM's adjusted closes."""
    column = csv_file.read_column(path, "ru2000tr")
    index = column["close"]
    fitness.require_same_days(
        check_bars(column, name="RUT_TR", adjustment="adjusted"),
        _long_closes(path),
    )
    iwm = load_iwm()
    joint = index.index[-1]
    if joint not in iwm.index:
        raise DataError(f"RUT_TR: the total return index ends {joint:%Y-%m-%d}, IWM lacks that day")
    tail = iwm["close"].loc[joint:]
    chained = pd.concat([index, tail.iloc[1:] / tail.iloc[0] * index.iloc[-1]])
    bars = check_bars(chained.to_frame("close"), name="RUT_TR", adjustment="adjusted")
    both = hashlib.sha256((column.attrs["sha256"] + iwm.attrs["sha256"]).encode()).hexdigest()
    bars.attrs.update(
        source=f"{path.name}, {iwm.attrs['source']}",
        sha256=both,
        note=f"FTSE Russell total return to {joint:%Y-%m-%d}, IWM after fees from then on",
    )
    return bars


def _policy(path: Path) -> pd.DataFrame:
    if not path.exists():
        shipped = reference.load_policy()
        shipped.attrs["note"] = "the folder has no policy table; the shipped one was used"
        return shipped
    return policy.read_policy(path)


def _recessions(path: Path) -> pd.DataFrame:
    column = "usrec" if "usrec" in _header(path) else "value"
    values = csv_file.read_values(path, column=column, name="USREC")
    return policy.recessions_from_indicator(values)


def read_manifest(folder: Path) -> dict[str, object] | None:
    """Read the manifest of a folder; return None if there is none.

    Raises
    ------
    DataError
        If the file cannot be read, is not a JSON object with `files`, or lists a file outside the
        folder or without a SHA-256 hash.
    """
    path = folder / MANIFEST
    try:
        if not os.path.lexists(path):
            return None
        content = json.loads(whole_file.read_bytes(path, most=whole_file.MOST_LISTED_BYTES))
    except OSError as error:
        raise DataError(f"{one_line(path)}: cannot be read ({error.strerror})") from None
    except RecursionError:
        raise DataError(f"{one_line(path)}: not a manifest (nested too deeply)") from None
    except ValueError as error:  # not UTF-8, not JSON, or a number of too many digits
        raise DataError(
            f"{one_line(path)}: not a manifest ({excerpt(error, longest=80)})"
        ) from None
    if not isinstance(content, dict):
        raise DataError(f"{one_line(path)}: not a manifest; expected an object with files")
    _fingerprints(folder, content)
    return content


def verify(folder: Path, manifest: Mapping[str, object]) -> None:
    """Raise DataError for the first file that is missing or differs from its SHA-256 hash."""
    for name, expected in _fingerprints(folder, manifest).items():
        found = csv_file.sha256_of(folder / name)
        if found != expected:
            raise DataError(
                f"{one_line(folder / name)}: SHA-256 {found[:12]}… differs from the manifest's "
                f"{expected[:12]}…; the file was changed after the snapshot was taken"
            )


def _fingerprints(folder: Path, manifest: Mapping[str, object]) -> dict[str, str]:
    """Map the files of the manifest to their SHA-256 hashes; raise DataError if it is invalid."""
    where = one_line(folder / MANIFEST)
    files = manifest.get("files")
    if not isinstance(files, dict):
        raise DataError(f"{where}: not a manifest; expected an object with files")
    return {name: _fingerprint(where, name, entry) for name, entry in files.items()}


def _fingerprint(where: str, name: object, entry: object) -> str:
    file = excerpt(name, longest=80)
    if not isinstance(name, str) or not name:
        raise DataError(f"{where}: a file is named '{file}'; expected its path in the folder")
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise DataError(f"{where}: {file} lies outside the folder")
    stated = entry.get("sha256") if isinstance(entry, dict) else None
    if not isinstance(stated, str) or not SHA256.fullmatch(stated):
        raise DataError(f"{where}: no SHA-256 of {file}; expected 64 hexadecimal digits")
    return stated


def write_manifest(folder: Path, **facts: object) -> None:
    """Write a manifest with `facts` and the SHA-256 hash and row count of each CSV of a folder."""
    files = {
        path.relative_to(folder).as_posix(): _entry(csv_file.read_bytes(path))
        for path in sorted(folder.rglob("*.csv"))
        if path.is_file()
    }
    content = json.dumps({"schema": 1, **facts, "files": files}, indent=2) + "\n"
    write_atomically(folder / MANIFEST, content.encode())


def _entry(content: bytes) -> dict[str, object]:
    """Return the SHA-256 hash of a file and its number of lines after the header."""
    rows = max(0, len(content.splitlines()) - 1)
    return {"sha256": hashlib.sha256(content).hexdigest(), "rows": rows}
