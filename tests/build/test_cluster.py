"""Work on a real Dask cluster: one scheduler and two workers on this machine, of which one dies in the middle."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_up import briefings
from manuscripts import for_bindery
from support import shards
from support.project import TEMPLATES, TODAY

from bindery.build import cluster
from bindery.reading.inputs import Inputs
from bindery.system import progress
from bindery.system.template_cache import TemplateBytecode

pytestmark = pytest.mark.slow


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Running:
    """A scheduler and its workers.

    Args:
        folder: an empty folder to run in: workers see nothing of the project.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"tcp://127.0.0.1:{_free_port()}"
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port)
        self.workers = [
            self._start("worker", self.address, "--nthreads", "1", "--no-nanny") for _ in range(2)
        ]

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
        environment = {**os.environ, "PYTHONPATH": ""}
        with (self.folder / f"{arguments[0]}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, env=environment)

    def end(self) -> None:
        """Ends all processes."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A cluster with two workers that have reported to the scheduler."""
    made = Running(tmp_path)
    try:
        while True:
            try:
                with cluster.cluster_at(made.address) as found:
                    while found.workers() < len(made.workers):
                        time.sleep(0.2)
                break
            except cluster.ClusterError:
                assert made.scheduler.poll() is None
        yield made
    finally:
        made.end()


def test_a_worker_that_dies_and_then_all_of_them_cost_nothing(
    running: Running,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    files = {path: text.encode() for one in briefings(3, "plain") for path, text in for_bindery(one).items()}
    of = Inputs(files, TEMPLATES, TODAY, compiled=TemplateBytecode("pages"))
    whole = shards.put_together(of, tmp_path)

    def kill(stage: str, number: int) -> None:
        """Kills some workers while they have work in hand."""
        if stage == "rendering" and running.workers[number].poll() is None:
            while not any(found.in_hand().values()):
                time.sleep(0.01)
            running.workers[number].send_signal(signal.SIGKILL)

    monkeypatch.setattr(progress, "step", lambda stage, *_: kill(stage, 0))
    with cluster.cluster_at(running.address) as found:
        assert shards.put_together(of, tmp_path, found.make) == whole
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(cluster, "_PATIENCE", 1.0)
    monkeypatch.setattr(progress, "step", lambda stage, *_: kill(stage, 1))
    with cluster.cluster_at(running.address) as found:
        assert shards.put_together(of, tmp_path, found.make) == whole
    assert "this machine does them" in capsys.readouterr().err
    running.end()
    with pytest.raises(cluster.ClusterError) as stopped, cluster.cluster_at(running.address):
        pass
    assert stopped.value.problem.message == f"no Dask scheduler answers at `{running.address}`"


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(cluster.ClusterError) as stopped, cluster.cluster_at("tcp://127.0.0.1:1"):
        pass
    assert "bindery-briefings[dask]" in stopped.value.problem.help
