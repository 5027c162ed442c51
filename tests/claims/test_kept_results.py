"""A run with a store: the same results, computed again where something changed and only there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import diskcache
import pandas as pd
import pytest

from backtests.claims import look_ahead
from backtests.claims.examination import ClaimTask
from backtests.claims.literature import load_literature
from backtests.claims.registry import Claim, find_claim, load_claims
from backtests.claims.run import Result, reproduce, run_claims, trade_rules, with_rules
from backtests.evidence.estimates import Evidence
from backtests.report.json.run import run_json
from backtests.runtime.serialization import to_text
from backtests.runtime.store import FOLDER, Store, opened
from backtests.trading import rule_table
from data_feeds.files import reference
from data_feeds.series.market import Market
from signals.core.look_ahead import LookAheadError

# Facts and dated forecasts: quick, and of several series.
IDS = ("brk-01", "brk-05", "mom-01", "slide-02", "srg-01", "srg-05")
EVERY = load_claims()
CLAIMS = tuple(find_claim(EVERY, name) for name in IDS)
DRAWS = 200


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with opened(tmp_path / "cache") as found:
        yield found


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """What a run kept, and its result."""
    folder = tmp_path_factory.mktemp("first") / "cache"
    with opened(folder) as store:
        result = run_claims(CLAIMS, reference.load(), resamples=DRAWS, store=store)
    return folder, result


@pytest.fixture
def filled(tmp_path: Path, first_run: tuple[Path, Result]) -> Path:
    """A copy of what the first run kept."""
    return Path(shutil.copytree(first_run[0], tmp_path / "filled"))


@pytest.fixture
def used(filled: Path) -> Iterator[Store]:
    """The store of the first run."""
    with opened(filled) as found:
        yield found


class Counted:
    """Runs studies here, and writes down whose."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    def __call__(
        self, work: Callable[[ClaimTask], Evidence], tasks: Sequence[ClaimTask]
    ) -> Iterator[Evidence]:
        """Run the studies in order."""
        self.ids += [task.claim.id for task in tasks]
        return map(work, tasks)


def text_of(result: Result) -> str:
    """The result as it is written."""
    return to_text(run_json(result))


def computed(
    store: Store, market: Market, claims: Sequence[Claim] = CLAIMS, **how: int
) -> set[str]:
    """Ids of the claims whose studies a run with the store calls."""
    counted = Counted()
    settings = {"resamples": DRAWS, **how}
    run_claims(claims, market, store=store, run=counted, **settings)
    return set(counted.ids)


def changed_market(name: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Market:
    """The reference figures with one series changed."""
    market = reference.load()

    def load() -> pd.DataFrame:
        frame = market.loaders[name]()
        found = change(frame.copy())
        found.attrs = dict(frame.attrs)
        return found

    return replace(market, loaders={**market.loaders, name: load}, used={})


def raised(frame: pd.DataFrame) -> pd.DataFrame:
    """One value, in the middle, a little higher."""
    frame.iloc[len(frame) // 2, -1] *= 1.0001
    return frame


def test_a_second_run_computes_nothing_and_is_the_same(
    kept: Store, first_run: tuple[Path, Result]
) -> None:
    """As without a store; the market is opened anew each time."""
    plain = text_of(run_claims(CLAIMS, reference.load(), resamples=DRAWS))
    assert text_of(first_run[1]) == plain
    assert computed(kept, reference.load()) == set(IDS)
    counted = Counted()
    second = run_claims(CLAIMS, reference.load(), resamples=DRAWS, store=kept, run=counted)
    assert text_of(second) == plain
    assert counted.ids == []


def test_an_added_claim_is_computed_alone(kept: Store) -> None:
    """Also one of the same study with other parameters."""
    assert computed(kept, reference.load(), CLAIMS[:-2]) == set(IDS[:-2])
    assert computed(kept, reference.load()) == set(IDS[-2:])
    other = CLAIMS[4].model_copy(update={"id": "own-01", "parameters": {**CLAIMS[4].parameters}})
    assert computed(kept, reference.load(), (*CLAIMS, other)) == {"own-01"}


def test_words_of_a_row_are_no_part_of_its_study(used: Store) -> None:
    """Caveats and labels change, and are shown; the study is not called."""
    words = {"statement": "In other words.", "caveats": ("not all of it",)}
    row = CLAIMS[0].model_copy(update=words)
    counted = Counted()
    found = run_claims((row,), reference.load(), resamples=DRAWS, store=used, run=counted)
    assert counted.ids == []
    assert "not all of it" in found.findings[0].evidence.notes


def test_a_changed_row_computes_the_claims_that_read_it(used: Store) -> None:
    """One value of one series, and no other claim."""
    for name in sorted({series for claim in CLAIMS for series in claim.data.values()}):
        readers = {c.id for c in CLAIMS if name in (*c.data.values(), *c.optional.values())}
        assert readers
        assert computed(used, changed_market(name, raised)) == readers
    unread = next(
        n for n in reference.load().loaders if all(n not in c.data.values() for c in CLAIMS)
    )
    assert computed(used, changed_market(unread, raised)) <= {c.id for c in CLAIMS if c.optional}


@pytest.mark.parametrize("how", [{"resamples": DRAWS + 1}, {"repeat": 1}])
def test_other_draws_compute_everything(how: dict[str, int], used: Store) -> None:
    """Another number of draws, and other random numbers."""
    assert computed(used, reference.load(), **how) == set(IDS)
    assert computed(used, reference.load(), **how) == set()


def test_another_last_day_computes_everything(used: Store) -> None:
    """The data end earlier."""
    assert computed(used, reference.load(as_of=pd.Timestamp("2026-03-02"))) == set(IDS)


def test_planted_entries_are_computed_again(filled: Path, first_run: tuple[Path, Result]) -> None:
    """Each entry has the content of another key; the result is the right one."""
    with diskcache.Cache(str(filled / FOLDER), disk_min_file_size=2**26) as database:
        keys = [key for key in database if len(key) == 64]
        contents = [database[key] for key in keys]
        for key, content in zip(keys, contents[1:] + contents[:1], strict=True):
            database[key] = content
    with opened(filled) as store:
        counted = Counted()
        found = run_claims(CLAIMS, reference.load(), resamples=DRAWS, store=store, run=counted)
        assert counted.ids == list(IDS)
        assert text_of(found) == text_of(first_run[1])
        assert computed(store, reference.load()) == set()


def test_what_a_study_computed_is_kept_before_the_run_ends(kept: Store) -> None:
    """A run that is stopped has not lost what it did."""

    class Stopped(Counted):
        def __call__(
            self, work: Callable[[ClaimTask], Evidence], tasks: Sequence[ClaimTask]
        ) -> Iterator[Evidence]:
            """Run three, and stop."""
            for task in tasks[:3]:
                yield work(task)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_claims(CLAIMS, reference.load(), resamples=DRAWS, store=kept, run=Stopped())
    assert computed(kept, reference.load()) == set(IDS[3:])


def test_passed_checks_of_signals_are_kept(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are made again for changed bars; a failed one is never kept."""
    market = reference.load()
    market.series("RUT")
    names = look_ahead.check_signals(market, store=kept)
    passed: list[str] = []
    monkeypatch.setattr(look_ahead, "known_events", lambda *_, name: passed.append(name))
    monkeypatch.setattr(look_ahead, "known_values", lambda *_, name: passed.append(name))
    assert look_ahead.check_signals(market, store=kept) == names
    assert passed == []

    def fails(*_: object, name: str) -> None:
        raise LookAheadError(name)

    other = changed_market("RUT", raised)
    other.series("RUT")
    monkeypatch.setattr(look_ahead, "known_events", fails)
    for _ in range(2):
        with pytest.raises(LookAheadError):
            look_ahead.check_signals(other, store=kept)


def test_rows_of_rules_are_kept(
    kept: Store, first_run: tuple[Path, Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are the same; another series of the row trades it again, of another row not."""
    _, result = first_run
    names = ["buy-and-hold", "sleeve"]
    plain = with_rules(result, trade_rules(names, CLAIMS, reference.load()))
    traded: list[str] = []
    trade = rule_table.rule_row

    def noted(name: str, market: Market, *, claim: str | None) -> object:
        traded.append(name)
        return trade(name, market, claim=claim)

    monkeypatch.setattr(rule_table, "rule_row", noted)
    for _ in range(2):
        rows = trade_rules(names, CLAIMS, reference.load(), store=kept)
        found = with_rules(result, rows)
        assert text_of(found) == text_of(plain)
        for row, other in zip(found.rules, plain.rules, strict=True):
            assert (row.accounts is None) == (other.accounts is None)
            for one, two in zip(row.accounts or (), other.accounts or (), strict=True):
                pd.testing.assert_series_equal(one, two)
    assert traded == names
    trade_rules(names, CLAIMS, changed_market("IWM_ADJ", raised), store=kept)
    again = set(traded[len(names) :])
    trade_rules(names, CLAIMS, changed_market("USREC", raised_end), store=kept)
    assert set(traded[len(names) :]) == again != set()


def raised_end(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without its first row."""
    return frame.iloc[1:]


def test_published_figures_are_kept(kept: Store) -> None:
    """And the same."""
    published = load_literature()
    plain = reproduce(published, reference.load(), resamples=DRAWS)
    for _ in range(2):
        assert reproduce(published, reference.load(), resamples=DRAWS, store=kept) == plain


def test_a_claim_without_data_is_not_kept(kept: Store) -> None:
    """Why it is not tested depends on the source."""
    name = next(iter(CLAIMS[0].data.values()))
    market = reference.load()
    lacking = replace(
        market, loaders={n: load for n, load in market.loaders.items() if n != name}, used={}
    )
    assert computed(kept, lacking, CLAIMS[:1]) == {"brk-01"}
    assert computed(kept, market, CLAIMS[:1]) == {"brk-01"}
