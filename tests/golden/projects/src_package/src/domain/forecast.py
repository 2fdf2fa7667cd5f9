"""What the weather will be."""

from dataclasses import dataclass
from enum import Enum


class WarningLevel(Enum):
    """How bad it gets."""

    NONE = "none"
    GALE = "gale"
    STORM = "storm"


@dataclass(frozen=True)
class Forecast:
    """The wind at a place on a day."""

    place: str
    gusts_km_h: float

    @property
    def level(self) -> WarningLevel:
        """The level that the gusts call for."""
        if self.gusts_km_h >= 89:
            return WarningLevel.STORM
        return WarningLevel.GALE if self.gusts_km_h >= 62 else WarningLevel.NONE
