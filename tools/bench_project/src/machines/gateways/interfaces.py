"""What the application knows of the outside world."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class IClock(Protocol):
    """Tells the time."""

    def now(self) -> float:
        """Seconds since 1970."""
        ...
