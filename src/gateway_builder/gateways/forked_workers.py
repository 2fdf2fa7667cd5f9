"""Workers that are forked from this process, so that they share its memory and start at once."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

    from gateway_builder.gateways.interfaces import Item, Result

_FEWEST_ITEMS = 2_000
_MOST_WORKERS = 8


class ForkedWorkers:
    """Processes that compute parts of what is asked; this one computes a part too.

    Only Linux forks cheaply and safely. Elsewhere, for few items, and in place of a worker that dies, this process does
    the work.
    """

    def __init__(self, *, fewest_items: int = _FEWEST_ITEMS, workers: int | None = None) -> None:
        """Workers, none of which runs yet.

        Args:
            fewest_items: For fewer items nothing is forked.
            workers: How many processes share the work, this one included; None for one on each processor.
        """
        self._fewest_items = fewest_items
        self._workers = _count_processors() if workers is None else workers

    def compute(self, function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
        """Compute the same for every item.

        Args:
            function: What is computed; it changes nothing, and its results can be pickled.
            items: What it is computed for.

        Returns:
            One result for each item, in their order.
        """
        if len(items) < self._fewest_items or self._workers == 1:
            return [function(each) for each in items]
        parts = [items[start :: self._workers] for start in range(self._workers)]
        found: list[list[Result]] = _share(function, parts)
        return [found[number % self._workers][number // self._workers] for number in range(len(items))]


def _count_processors() -> int:
    """The processors that this process may use, as far as forking on them is worth it."""
    return min(len(os.sched_getaffinity(0)), _MOST_WORKERS) if sys.platform == "linux" else 1


def _share(function: Callable[[Item], Result], parts: Sequence[Sequence[Item]]) -> list[list[Result]]:
    from multiprocessing import get_context

    context = get_context("fork")
    waiting = []
    for part in parts[1:]:
        receiver, sender = context.Pipe(duplex=False)
        send = lambda sender, part: sender.send([function(each) for each in part])  # noqa: E731 -- runs elsewhere alone
        worker = context.Process(target=send, args=(sender, part), daemon=True)
        worker.start()
        sender.close()
        waiting.append((worker, receiver, part))
    found = [[function(each) for each in parts[0]]]
    for worker, receiver, part in waiting:
        found.append(_receive(receiver) or [function(each) for each in part])
        worker.join()
    return found


def _receive(receiver: Connection) -> list[Result] | None:
    """What a worker has found; None where it died."""
    try:
        found: list[Result] = receiver.recv()
    except EOFError:
        return None
    return found
