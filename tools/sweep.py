"""Generates a gateway and tests for every operation of the installed botocore, runs and type-checks what came out.

Everything is made by the same functions that `new` uses: bound, rendered, formatted. Exits with 1 when less than 99.9 %
of the operations pass, or anything generated is wrong. `docs/sweep.md` gets the figures of a whole sweep.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog
from tools.sweep_generate import Generation, generate_services
from tools.sweep_project import ScratchProject
from tools.sweep_report import RATE, SweepReport, write_block
from tools.sweep_types import SAMPLE, check_types

PAGE = Path(__file__).resolve().parent.parent / "docs" / "sweep.md"
_STARTED = time.monotonic()


def main() -> int:
    """Sweep as asked, print the figures, and tell whether they are good."""
    options = _read_options()
    catalog = BotocoreServiceCatalog(())
    source = catalog.find_source()
    assert source
    names = options.services.split(",") if options.services else list(catalog.list_services())
    names = names[: options.limit or None]
    _tell(f"{len(names)} services of {source.text}")
    generation = generate_services(catalog, names)
    report = _report(generation, source.text, len(names))
    _tell(f"{report.operations:,} operations, {report.rate:,.0f} per second")
    if options.rate:
        return int(report.rate < RATE)
    with tempfile.TemporaryDirectory(prefix="gateway-builder-sweep-") as scratch:
        _hold(report, generation, Path(options.keep or scratch), options)
    print(report.list_refusals(), report.list_wrong(), report.summarise(), sep="\n\n")
    is_whole = not (options.services or options.limit or options.no_run or options.no_types)
    if is_whole:
        write_block(PAGE, "sweep", f"{report.summarise()}\n\nRefused:\n\n{report.list_refusals()}")
    return int(not report.is_good)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", default="", help="names of services, with commas between")
    parser.add_argument("--limit", type=int, default=0, help="only the first services")
    parser.add_argument("--no-run", action="store_true", help="don't run the generated tests")
    parser.add_argument("--no-types", action="store_true", help="don't check the types of the sample")
    parser.add_argument("--rate", action="store_true", help="only measure how fast gateways and tests are generated")
    parser.add_argument("--keep", default="", help="folder to leave the generated project in")
    parser.add_argument("--workers", type=int, default=2, help="processes that run the generated tests")
    return parser.parse_args()


def _report(generation: Generation, sdk: str, services: int) -> SweepReport:
    failed = len(generation.refused) + len(generation.crashed)
    return SweepReport(
        sdk=sdk,
        services=services,
        operations=generation.operations + failed,
        seconds=generation.seconds,
        refused=generation.refused,
        wrong={name: [text] for name, text in generation.crashed.items()},
    )


def _hold(report: SweepReport, generation: Generation, root: Path, options: argparse.Namespace) -> None:
    """Hold what was generated to what was promised."""
    project = ScratchProject(root / "all", generation.gateways)
    project.write()
    _tell("written and formatted")
    project.compile()
    project.lint()
    _tell("compiled and linted")
    if not options.no_run:
        report.tests = project.run_tests(options.workers)
        _tell(f"{report.tests:,} tests passed")
    if not options.no_types:
        project.check_mypy("with boto3", Path(sys.executable))
        _tell("types of all checked with mypy")
    found = dict(project.findings.by_operation)
    if not options.no_types:
        projects, runs = check_types(root / "types", generation.gateways)
        report.types = (f"mypy strict with boto3, without stubs: {generation.operations:,} operations", *runs)
        _tell(f"types of {len(SAMPLE)} services checked")
        for checked in projects:
            for name, texts in checked.findings.by_operation.items():
                found[name] = [*found.get(name, ()), *texts]
    report.wrong = {**report.wrong, **found}


def _tell(text: str) -> None:
    print(f"{time.monotonic() - _STARTED:6.0f} s  {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
