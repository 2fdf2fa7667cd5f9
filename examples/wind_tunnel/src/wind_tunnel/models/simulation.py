"""A simulation and its states."""

from dataclasses import dataclass
from enum import Enum


class SimulationState(Enum):
    """Where a simulation stands."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass
class Simulation:
    """The air around one shape at one speed.

    Attributes:
        id: Id of the simulation.
        shape: Name of the shape.
        speed: Speed of the air, in metres per second.
        job_id: Id that the compute service gave, None until the simulation was submitted.
    """

    id: int
    shape: str
    speed: float
    job_id: str | None = None
