"""Business models."""

from wind_tunnel.models.report import Report
from wind_tunnel.models.simulation import Simulation, SimulationState

__all__ = ["Report", "Simulation", "SimulationState"]
