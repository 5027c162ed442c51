"""`rutcheck run` with what earlier runs kept, `--fresh`, `data clear` and `--scheduler`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backtests.claims import examination
from backtests.cli import app
from backtests.report.plots import png
from backtests.runtime.store import FOLDER

# A dated forecast, and scenarios, whose odds are drawn.
RUN = ("run", "srg-01", "slide-12", "--data", "reference", "--resamples", "200")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own, in which runs keep what they compute."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("RUTCHECK_CACHE", str(folder))
    monkeypatch.setenv("RUTCHECK_OFFLINE", "1")
    monkeypatch.setenv("RUTCHECK_FRESH", "0")
    return folder


def rutcheck(*arguments: str | Path) -> int:
    """Run the command in this process and return its exit code."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as end:
        patch.setattr("sys.argv", ["rutcheck", *map(str, arguments)])
        app.main()
    return int(end.value.code or 0)


def files(folder: Path) -> dict[str, bytes]:
    """The content of every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def nothing_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let studies and pictures fail."""

    def fails(*_: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr(examination, "run_study", fails)
    monkeypatch.setattr(png, "to_png", fails)


def test_a_second_run_writes_the_same_bytes_and_computes_nothing(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Report, numbers and pictures, and what is printed; --fresh computes, and is the same."""
    forms = ("--format", "html", "--format", "json", "--format", "png", "--format", "md")
    printed = []
    for name in ("first", "second", "fresh"):
        fresh = ("--fresh",) if name == "fresh" else ()
        with monkeypatch.context() as patch:
            if name == "second":
                nothing_is_computed(patch)
            assert rutcheck(*RUN, *forms, *fresh, "--out", tmp_path / name) == 0
        printed.append(capsys.readouterr().out.replace(str(tmp_path / name), "OUT"))
    first = files(tmp_path / "first")
    assert {"report.html", "report.md", "results.json"} < first.keys()
    assert any(name.endswith(".png") for name in first)
    assert files(tmp_path / "second") == first == files(tmp_path / "fresh")
    assert printed[0] == printed[1] == printed[2]
    assert (cache / FOLDER).is_dir()


def test_fresh_neither_uses_nor_keeps(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the option and by the variable."""
    assert rutcheck(*RUN, "--fresh", "--json") == 0
    monkeypatch.setenv("RUTCHECK_FRESH", "1")
    assert rutcheck(*RUN, "--json") == 0
    assert not (cache / FOLDER).exists()
    monkeypatch.setenv("RUTCHECK_FRESH", "0")
    assert rutcheck(*RUN, "--json") == 0
    nothing_is_computed(monkeypatch)
    assert rutcheck(*RUN, "--json") == 0
    assert rutcheck(*RUN, "--fresh", "--json") == app.INTERNAL_ERROR


def test_data_clear_removes_what_runs_kept(
    cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And names the folder and its size."""
    assert rutcheck(*RUN, "--json") == 0
    capsys.readouterr()
    assert rutcheck("data", "clear", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["removed"] == str(cache / FOLDER)
    assert found["bytes"] > 10_000
    assert not (cache / FOLDER).exists()
    assert rutcheck("data", "clear") == 0
    assert capsys.readouterr().out.startswith("No kept results in ")
    nothing_is_computed(monkeypatch)
    assert rutcheck(*RUN, "--json") == app.INTERNAL_ERROR


def test_a_cache_that_cannot_be_written_costs_time_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run is as without one."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("RUTCHECK_CACHE", str(tmp_path / "file"))
    assert rutcheck(*RUN, "--out", tmp_path / "one") == 0
    assert rutcheck(*RUN, "--fresh", "--out", tmp_path / "two") == 0
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_scheduler_that_does_not_answer_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And exit code 2, also where earlier runs kept all that would be computed on it."""
    pytest.importorskip("distributed", reason="a cluster needs rutcheck[dask]")
    monkeypatch.setattr("backtests.runtime.cluster._SCHEDULER_TIMEOUT", 1)
    assert rutcheck(*RUN, "--json") == 0
    for options in ((), ("--fresh",)):
        capsys.readouterr()
        assert rutcheck(*RUN, *options, "--scheduler", "tcp://127.0.0.1:1", "--json") == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        errors = printed.err.splitlines()
        assert errors[-1].startswith("rutcheck: no scheduler answers at 'tcp://127.0.0.1:1'")


def test_a_cluster_writes_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the processes of this machine, for claims of several kinds; its results are kept too."""
    distributed = pytest.importorskip("distributed", reason="a cluster needs rutcheck[dask]")
    run = ("run", "brk-01", "brk-05", "mom-01", "slide-02", "srg-05", *RUN[1:])
    assert rutcheck(*run, "--fresh", "--out", tmp_path / "here") == 0
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
    ) as cluster:
        address = cluster.scheduler_address
        assert rutcheck(*run, "--scheduler", address, "--out", tmp_path / "there") == 0
    assert files(tmp_path / "there") == files(tmp_path / "here")
    nothing_is_computed(monkeypatch)
    assert rutcheck(*run, "--out", tmp_path / "again") == 0
    assert files(tmp_path / "again") == files(tmp_path / "here")


def test_an_explained_claim_uses_what_a_run_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And prints what it prints when everything is computed."""
    explain = ("claims", "srg-01", "--data", "reference", "--resamples", "200")
    assert rutcheck(*explain, "--fresh") == 0
    expected = capsys.readouterr().out
    assert rutcheck(*RUN, "--json") == 0
    capsys.readouterr()
    nothing_is_computed(monkeypatch)
    assert rutcheck(*explain) == 0
    assert capsys.readouterr().out == expected


def test_an_article_read_again_computes_only_what_was_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A figure that was corrected makes one claim another; the second claim is kept."""
    note = "The Russell 2000 will gain {}% in 2026.\n\nThe Nasdaq will gain 15% in 2026.\n"
    article = tmp_path / "note.txt"
    options = ("--date", "2026-03-10", "--run", "--data", "reference", "--resamples", "200")
    tested = []

    def counted(task: examination.ClaimTask) -> object:
        tested.append(task.claim.parameters)
        return run_study(task)

    run_study = examination.run_study
    monkeypatch.setattr(examination, "run_study", counted)
    for gain, computed in ((10, 2), (10, 2), (12, 3)):
        article.write_text(note.format(gain), encoding="utf-8")
        assert rutcheck("read", article, *options, "--json") == 0
        assert len(json.loads(capsys.readouterr().out)["statements"]) == 2
        assert len(tested) == computed
