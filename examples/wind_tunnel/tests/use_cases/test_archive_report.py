"""Archiving a report."""

from wind_tunnel.models import Report
from wind_tunnel.use_cases.archive_report import archive_report


class _Archive:
    """Remembers what it was given."""

    def __init__(self) -> None:
        self.reports: list[Report] = []

    def store_report(self, report: Report) -> None:
        """Remember the report."""
        self.reports.append(report)


def test_a_report_goes_to_the_archive() -> None:
    """The use case hands the report on as it is."""
    archive, report = _Archive(), Report(simulation_id=7, drag=12.5, lift=3.0)

    archive_report(report, archive)

    assert archive.reports == [report]
