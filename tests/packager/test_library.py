"""Many modules at once: whoever does the work, what is said and written is the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import get_context
from pathlib import Path

import pytest

from packager.cache.cache import Cache
from packager.definition.problems import DefinitionError, Problem
from packager.definition.starter import create_module
from packager.errors import PoijuError, UsageError
from packager.formats.table import FORMATS
from packager.library import build_folders
from packager.order import Order

ROOT = Path(__file__).parents[2]
Said = tuple[list[dict[str, object]], list[str], dict[str, bytes]]


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return three modules: one that holds everything, two small ones with a warning each."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "tests" / "definitions" / "everything", tmp_path / "large")
    for name in ("one", "two"):
        create_module(Path(name), module_id=f"fi.example.{name}", languages=("fi", "en"))
        (Path(name) / "media" / "unused.png").write_bytes(b"")
    return [Path("one"), tmp_path / "large", Path("two")]


def build(folders: list[Path], **by: object) -> Said:
    """Return what a build tells and writes."""
    told: list[Problem] = []
    order = Order(formats=FORMATS, out=Path("out"))
    built = build_folders(folders, order, tell=told.append, **by)  # type: ignore[arg-type]  # who does it
    files = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    shutil.rmtree("out")
    return [one.as_json() for one in built], [str(one) for one in told], files


@contextmanager
def dask() -> Iterator[Executor]:
    """Yield the executor of a cluster of two processes on this machine, as a library's would be used."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client.get_executor()


EXECUTORS: dict[str, Callable[[], AbstractContextManager[Executor]]] = {
    "threads": lambda: ThreadPoolExecutor(2),
    "new processes": lambda: ProcessPoolExecutor(2, get_context("spawn")),
    "dask": dask,
}


@pytest.mark.slow
@pytest.mark.parametrize("make", EXECUTORS.values(), ids=EXECUTORS)
def test_any_executor_does_the_same(
    folders: list[Path], make: Callable[[], AbstractContextManager[Executor]]
) -> None:
    alone = build(folders)
    with make() as executor:
        assert build(folders, executor=executor) == alone


def test_any_number_of_jobs_does_the_same(folders: list[Path], tmp_path: Path) -> None:
    alone = build(folders)
    assert len(alone[2]) == 2 * 4 * (2 + 3 + 2)
    assert [line.partition("/")[0] for line in alone[1]][:1] == ["warning: one"]
    assert build(folders, jobs=3) == alone
    cache = Cache(tmp_path / "cache")
    assert build(folders[:2], jobs=2, cache=cache)[0] == alone[0][: 4 * 5]
    assert build(folders, jobs=2, cache=cache) == alone  # two are found, one is built
    assert build(folders, jobs=2, cache=cache) == alone


def test_mistakes_of_all_are_said_and_nothing_is_built(folders: list[Path]) -> None:
    for name in ("one", "two"):
        (Path(name) / "module.yaml").write_text("poiju: 1\nlicence: none\n", encoding="utf-8")
    said = []
    for jobs in (1, 2):
        with pytest.raises(DefinitionError) as found:
            build(folders, jobs=jobs)
        said.append(str(found.value))
    assert said[0] == said[1]
    assert {line.partition(":")[0] for line in said[0].splitlines()} == {"one/module.yaml", "two/module.yaml"}
    assert not Path("out").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_language_that_one_has_not_stops_all(folders: list[Path], jobs: int) -> None:
    order = Order(formats=FORMATS[:1], out=Path("out"), languages=("sv",))
    with pytest.raises(UsageError, match=r"^--lang sv: fi\.example\.one is written in fi, en$"):
        build_folders(folders, order, jobs=jobs)
    assert not Path("out").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_cannot_be_written_is_one_line(folders: list[Path], jobs: int) -> None:
    target = Path("out/fi.example.one-0.1.0.fi.mbz")
    target.mkdir(parents=True)
    order = Order(formats=FORMATS[:1], out=Path("out"))
    with pytest.raises(PoijuError, match=r"check space and permissions, and build again$") as found:
        build_folders(folders, order, jobs=jobs)
    assert "\n" not in str(found.value)
    assert target.name in str(found.value)


def test_a_worker_that_dies_is_one_line(folders: list[Path]) -> None:
    with (
        ProcessPoolExecutor(1, get_context("spawn"), initializer=os._exit, initargs=(1,)) as executor,
        pytest.raises(PoijuError, match=r"^a worker ended before its work was done"),
    ):
        build_folders(folders, Order(formats=FORMATS[:1], out=Path("out")), executor=executor)
