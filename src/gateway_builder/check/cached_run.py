"""A run of `check` that looks first whether an earlier one would find the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.outcome import keep_outcome, restore_outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from gateway_builder.check.outcome import CheckOutcome
    from gateway_builder.check.request import CheckRequest
    from gateway_builder.gateways.interfaces import ICheckCache, ISourceInventory


def run_cached(
    key: str, sources: ISourceInventory, cache: ICheckCache, run: Callable[[], CheckOutcome]
) -> CheckOutcome:
    """What a run finds: kept from an earlier one where nothing has changed since, without reading or parsing a file.

    Args:
        key: All that decides beside the files: the request, this program, Python, and the models of services.
        sources: The project's files; they are what `run` reads.
        cache: Where outcomes are kept.
        run: The run itself.
    """
    entry = cache.read_entry(key)
    if entry is not None and sources.confirm_stamps(str(entry.get("stamps", ""))):
        kept = restore_outcome(entry)
        if kept is not None:
            return kept
    outcome = run()
    stamps = sources.take_stamps()
    if stamps:
        cache.write_entry(key, {"stamps": stamps, **keep_outcome(outcome)})
    return outcome


def describe_request(request: CheckRequest) -> str:
    """A request as a text that is the same for equal ones."""
    since = None if request.since is None else sorted(request.since)
    profile = request.profile and request.profile.value
    files = (request.paths, since, request.baseline, request.strict_baseline)
    return repr((profile, request.select, request.ignore, *files))
