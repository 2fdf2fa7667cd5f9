"""Renderings of clips."""

from dataclasses import dataclass
from enum import StrEnum


class RenderingState(StrEnum):
    """Where a rendering stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass
class Rendering:
    """A rendering of a clip.

    Attributes:
        clip: Name of the clip.
        frames: How many frames are wanted.
        reference: What the service calls it, None until it was started.
    """

    clip: str
    frames: int
    reference: str | None = None

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.clip}-{self.frames}"
