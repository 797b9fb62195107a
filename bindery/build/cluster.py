"""Has briefings made by the workers of a Dask cluster.

A worker gets texts and needs no file of the project; it needs this version of Bindery. Work is a pure function, so what
a worker that dies had in hand is done by another one, and what no worker does is done by the process that builds.
"""

from __future__ import annotations

import logging
import pickle
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Thread
from typing import Any

import click

from bindery.build import work
from bindery.build.program import Program, this_program
from bindery.build.work import FinishedWork, WorkOrder
from bindery.model.names import Slug
from bindery.reading.inputs import Inputs
from bindery.site.bodies import BodySettings
from bindery.system import progress
from bindery.system.template_cache import TemplateBytecode
from bindery.text.problems import Problem
from bindery.text.report import printable

Future = Any  # of Dask, which has no types
_CONNECT = 4.0  # seconds in which the scheduler must answer
_PATIENCE = 10.0  # seconds without any worker after which the rest is done here
_LOOK = 0.5  # seconds between two looks at the workers
_ORDERS = 2  # for each worker: a worker that dies loses little, and one that is slow gets less
_LOGGERS = ("distributed", "tornado", "asyncio")  # and those below them, which have levels of their own


class ClusterError(Exception):
    """A cluster cannot be used.

    Attributes:
        problem: what is wrong, and what to do.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class OtherProgramError(Exception):
    """A worker has another version of Bindery, or of a package whose output is in a page; the message says which."""


def carry_out_order(order: bytes, program: Mapping[str, Any]) -> bytes:
    """Carry out a pickled work order on a worker; returns the pickled result.

    Args:
        order: the order.
        program: the program that sent it, as `Program` has it.

    Raises:
        OtherProgramError: this worker has another program, so its pages could differ.
    """
    if difference := this_program().difference(Program(**program)):
        raise OtherProgramError(difference)
    sent: WorkOrder = pickle.loads(order)  # noqa: S301  our own build sent it
    inputs = replace(sent.inputs, compiled=TemplateBytecode("pages"))
    return pickle.dumps(work.finish(replace(sent, inputs=inputs)), pickle.HIGHEST_PROTOCOL)


@contextmanager
def cluster_at(address: str) -> Iterator[Cluster]:
    """A connection to the cluster whose scheduler has this address.

    Raises:
        ClusterError: the extra `dask` is not installed, or no scheduler answers.
    """
    try:
        import distributed  # noqa: F401, PLC0415  few builds need it, and it may be missing
    except ImportError as error:
        raise _no_cluster(
            "the option --cluster needs Dask, which is not installed",
            "run `pip install 'bindery-briefings[dask]'`, on the workers too",
        ) from error
    with _quiet():
        client = _connected(address)
        if client is None:
            raise _no_cluster(
                f"no Dask scheduler answers at `{printable(address)}`",
                "start one with `dask scheduler`, or correct the address; without --cluster, this machine does all",
            )
        cluster = Cluster(client)
        try:
            yield cluster
        finally:
            cluster.close()


def _connected(address: str) -> Any:
    """A client of the scheduler at an address; None where it does not answer in time.

    Dask waits much longer for a server that takes the connection and says nothing. So the wait has a limit of its own.
    """
    from distributed import Client  # noqa: PLC0415  loaded before

    found: list[Any] = []

    def connect() -> None:
        with suppress(Exception):  # an address can be wrong in many ways
            client = Client(address, timeout=_CONNECT, set_as_default=False)
            found.append(client)

    attempt = Thread(target=connect, daemon=True)
    attempt.start()
    attempt.join(_CONNECT + 1)
    return found[0] if found else None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the messages of Dask from the terminal: what matters in them is said in our own words."""
    names = {*_LOGGERS, *(name for name in logging.root.manager.loggerDict if name.split(".")[0] in _LOGGERS)}
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"distributed|tornado|asyncio|contextlib")
            yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


class Cluster:
    """A connection to a cluster.

    Args:
        client: the client of Dask.
    """

    def __init__(self, client: Any) -> None:
        self._client: Any = client
        self._futures: dict[int, Future] = {}

    def make(
        self, inputs: Inputs, groups: Sequence[Sequence[Slug]], settings: BodySettings
    ) -> Sequence[FinishedWork]:
        """Have the bodies of some groups made by the workers.

        Args:
            inputs: the whole project.
            groups: names of the briefings that have to be read together.
            settings: what bodies are made with.

        Returns:
            The finished work; what the cluster did not do is left out.

        Raises:
            ClusterError: a worker has another program, or cannot do the work.
        """
        orders = work.orders(inputs, groups, _ORDERS * max(1, self.workers()), settings)
        orders = [order for order in orders if order.briefings]
        self._send(orders)
        return self._results(len(orders))

    def close(self) -> None:
        """End the connection; work that is not done yet is given up."""
        client, self._client = self._client, None
        if client:
            self._futures.clear()
            with suppress(Exception):  # the cluster may be gone
                client.close(timeout=_CONNECT)

    def workers(self) -> int:
        """The number of workers; 0 where the scheduler is gone."""
        try:
            return len(self._client.scheduler_info(n_workers=-1)["workers"]) if self._client else 0
        except Exception:  # noqa: BLE001  a lost connection raises many things
            return 0

    def in_hand(self) -> dict[str, int]:
        """How many orders each worker has, by its address."""
        return (
            {worker: len(found) for worker, found in self._client.processing().items()}
            if self._client
            else {}
        )

    def _send(self, orders: Sequence[WorkOrder]) -> None:
        program = this_program().model_dump()
        with suppress(OSError, pickle.PicklingError, TypeError, AttributeError):
            # The scheduler is gone, or a setting of an extension cannot be sent: the work is done here.
            for number, order in enumerate(orders):
                if self._client:
                    self._futures[number] = self._client.submit(
                        carry_out_order,
                        pickle.dumps(order.portable(), pickle.HIGHEST_PROTOCOL),
                        program,
                        pure=False,
                    )

    def _results(self, number: int) -> list[FinishedWork]:
        """The finished work; what the cluster did not do is left out, and is done here then.

        Args:
            number: number of orders.

        Raises:
            ClusterError: a worker has another program, or cannot do the work.
        """
        found: list[FinishedWork] = []
        open_orders = dict(self._futures)
        alone = time.monotonic()
        while open_orders:
            progress.step("rendering", number - len(open_orders), number)
            for place in [place for place, future in open_orders.items() if future.done()]:
                done = result_of(open_orders.pop(place))
                found += [done] if done else []
            now = time.monotonic()
            alone = now if self.workers() else alone
            if now - alone > _PATIENCE:
                break
            if open_orders:
                _wait(open_orders.values())
        left = number - len(found)
        if left:
            click.echo(
                f"the cluster did not do {left} of {number} parts of the work; this machine does them",
                err=True,
            )
        self.close()  # its threads would keep the pages from being written by two processes
        return found


def _wait(futures: Any) -> None:
    """Wait a moment, or until one of the futures is done."""
    from distributed import wait  # noqa: PLC0415  loaded before

    with suppress(Exception):  # a time limit that is reached, or a lost connection: the caller looks again
        wait(list(futures), timeout=_LOOK, return_when="FIRST_COMPLETED")


def result_of(future: Future) -> FinishedWork | None:
    """The work of a future; None where it was lost with the workers that had it.

    Raises:
        ClusterError: the worker has another program, or cannot do the work.
    """
    try:
        found = pickle.loads(future.result(timeout=_PATIENCE))  # noqa: S301  from our own workers
    except OtherProgramError as error:
        raise _other_program(f"works {error}") from error
    except (ImportError, AttributeError) as error:
        raise _other_program(f"cannot load Bindery: {printable(str(error))}") from error
    except Exception:  # noqa: BLE001  lost workers, and a scheduler that is gone, raise many things
        return None
    return found if isinstance(found, FinishedWork) else None


def _no_cluster(message: str, remedy: str) -> ClusterError:
    return ClusterError(Problem("B656", message, help=remedy))


def _other_program(how: str) -> ClusterError:
    remedy = (
        "install the same versions on the scheduler and on each worker, from one lock file, and build again"
    )
    return ClusterError(Problem("B657", f"a worker of the cluster {how}", help=remedy))


__all__ = ["Cluster", "ClusterError", "OtherProgramError", "carry_out_order", "cluster_at", "result_of"]
