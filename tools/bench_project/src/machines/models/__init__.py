"""Business models."""

from dataclasses import dataclass
from enum import Enum


class MachineState(Enum):
    """Where a machine stands."""

    STARTING = "starting"
    READY = "ready"
    GONE = "gone"


@dataclass
class Machine:
    """A machine; it has no id until it was started."""

    name: str
    id: str | None = None
