"""Systems that the wind tunnel does not own."""

from wind_tunnel.gateways.interfaces import IReportArchive

__all__ = ["IReportArchive"]
