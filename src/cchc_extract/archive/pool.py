"""Runs the work on blocks, here or in processes, and gives the results in order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from cchc_extract.archive.blocks import Block
from cchc_extract.archive.done import Done
from cchc_extract.archive.work import Task, work

__all__ = ["WorkerDiedError", "results"]

_AHEAD = 2  # blocks under way or waiting for each worker: what bounds the memory


class WorkerDiedError(RuntimeError):
    """A worker process was killed, as by a machine that is out of memory."""


def results(
    blocks: Iterable[Block], task: Task, workers: int, waiting: Path
) -> Iterator[tuple[Block, Done]]:
    """Blocks with what came of them, in the order of ``blocks`` for any number of workers.

    Args:
        blocks: the pieces of the archive.
        task: what is done with each.
        workers: processes; 1 works in this one.
        waiting: the folder for records of a block that are too many to hold.

    Raises:
        WorkerDiedError: a worker is gone; the blocks given so far are whole.
    """
    if workers == 1:
        for block in blocks:
            yield block, work(block, task, waiting)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(task, waiting))
    try:
        under_way: deque[tuple[Block, Future[Done]]] = deque()
        for block in blocks:
            with _deaf_to_ctrl_c():
                under_way.append((block, pool.submit(_work, block)))
            if len(under_way) > workers * _AHEAD:
                first, future = under_way.popleft()
                yield first, future.result()
        while under_way:
            first, future = under_way.popleft()
            yield first, future.result()
    except BrokenProcessPool as x:
        raise WorkerDiedError("a worker process died, perhaps for want of memory") from x
    except BaseException:
        # Stopped by the user, or by an error: nobody waits for what is under way.
        pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    pool.shutdown()


_asked: list[tuple[Task, Path]] = []


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Processes started within ignore Ctrl-C from their first instruction on.

    It is for the one that gives the work. The pool may start one with any piece of work.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(task: Task, waiting: Path) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _asked[:] = [(task, waiting)]


def _end_with_parent() -> None:
    """A worker of a run that was killed must not wait for more work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(block: Block) -> Done:
    return work(block, *_asked[0])
