"""What a simulation found out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """Forces on the shape, in newtons."""

    simulation_id: int
    drag: float
    lift: float
