from typing import Protocol, runtime_checkable

from acme.telemetry.reading import Reading


@runtime_checkable
class IReadingPublisher(Protocol):
    """Tells others of new readings."""

    def publish_reading(self, reading: Reading, /, *topics: str, **labels: str) -> None:
        """Publish a reading.

        Args:
            reading: What was measured.
            *topics: Where to.
            **labels: Who may care.
        """
        ...
