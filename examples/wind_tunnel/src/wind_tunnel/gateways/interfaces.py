"""What the use cases know of the outside world."""

from typing import Protocol, runtime_checkable

from wind_tunnel.models import Report  # models only, never an SDK's types


@runtime_checkable
class IReportArchive(Protocol):
    """Keeps reports for as long as the law asks."""

    def store_report(self, report: Report) -> None:
        """Store a report.

        Args:
            report: What to store.

        Raises:
            ValueError: If a report of this simulation is stored already.
        """
        ...


# --- compute: simulations run on machines that we rent ---
