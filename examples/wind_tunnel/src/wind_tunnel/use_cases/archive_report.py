"""Archive what a simulation found out."""

from wind_tunnel.gateways import IReportArchive
from wind_tunnel.models import Report


def archive_report(report: Report, archive: IReportArchive) -> None:
    """Store the report in the archive."""
    archive.store_report(report)
