"""Remembers what was generated, so that a later run knows which files are still ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.state_folder import StateFolder

_DOCUMENT = "generated.json"


class GeneratedDigests:
    """Digest of each generated file as the run that wrote it left it, by path.

    Local to this copy of the project: after a clone nothing is ours.
    """

    def __init__(self, state: StateFolder) -> None:
        self._state = state

    def list_all(self) -> Mapping[str, str]:
        """All digests, by path."""
        kept = (self._state.read_document(_DOCUMENT) or {}).get("digests")
        if not isinstance(kept, dict):
            return {}
        return {path: value for path, value in kept.items() if isinstance(value, str)}

    def remember(self, digests: Mapping[str, str]) -> None:
        """Add digests, or replace them."""
        kept = self.list_all()
        merged = {**kept, **digests}
        if merged != kept:
            self._state.write_document(_DOCUMENT, {"digests": merged})
