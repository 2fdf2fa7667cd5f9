"""Issues and the people who read them."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Subscriber:
    email: str
    since: date


@dataclass
class Issue:
    number: int
    title: str
    body: str
    readers: list[Subscriber] = field(default_factory=list)

    @property
    def slug(self) -> str:
        return f"issue-{self.number:03d}"
