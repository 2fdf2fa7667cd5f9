from datetime import datetime, timezone

from archive.core.interfaces import Clock


class SystemClock(Clock):
    """The clock of this machine."""

    def now(self) -> datetime:
        return datetime.now(timezone.utc)
