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

from cchc_extract.archive.blocks import Block
from cchc_extract.archive.work import Done, Task, work

__all__ = ["WorkerDiedError", "results"]

_AHEAD = 2  # blocks under way or waiting for each worker: what bounds the memory


class WorkerDiedError(RuntimeError):
    """A worker process was killed, as by a machine that is out of memory."""


def results(blocks: Iterable[Block], task: Task, workers: int) -> Iterator[tuple[Block, Done]]:
    """Blocks with what came of them, in the order of ``blocks`` for any number of workers.

    Raises:
        WorkerDiedError: a worker is gone; the blocks given so far are whole.
    """
    if workers == 1:
        for block in blocks:
            yield block, work(block, task)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(task,))
    try:
        waiting: deque[tuple[Block, Future[Done]]] = deque()
        for block in blocks:
            with _deaf_to_ctrl_c(not waiting):
                waiting.append((block, pool.submit(_work, block)))
            if len(waiting) > workers * _AHEAD:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
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


_task: list[Task] = []


@contextmanager
def _deaf_to_ctrl_c(deaf: bool) -> Iterator[None]:
    """Processes started within ignore Ctrl-C from their first instruction on.

    It is for the one that gives the work. The pool starts them with its first piece of work.
    """
    if not deaf or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(task: Task) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _task[:] = [task]


def _end_with_parent() -> None:
    """A worker of a run that was killed must not wait for more work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(block: Block) -> Done:
    return work(block, _task[0])
