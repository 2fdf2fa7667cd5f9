"""Messages, and the rules that bring them on their way."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Message:
    """A message that was received."""

    id: str
    body: str
    receipt: str
    sender: str | None = None


@dataclass(frozen=True)
class Backlog:
    """How much there is to do."""

    waiting: int
    running: int


class RuleState(Enum):
    """Whether a rule acts."""

    ACTIVE = "active"
    PAUSED = "paused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Rule:
    """A rule."""

    name: str
    state: RuleState
    schedule: str | None = None
