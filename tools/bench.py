"""Speed as multiples of a bare `python -c pass`, measured side by side in one run, because machines are noisy.

Each round starts a bare Python and a command, in turn; what is compared is the median of the ratios of the rounds.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ROUNDS = 15
LARGE_FILE_LINES = 10_000
FASTEST_LOAD = 1.3
LOADED = ("batch", "s3", "ec2")
NEW = [str(BIN / "gateway-builder"), "new", "ISimulationRunner", "--tech", "AWSBatch", "--no-input"]


@dataclass(frozen=True)
class Case:
    """A command, the folder that it finds, and the limit that was promised."""

    name: str
    command: list[str]
    limit: float
    project: Path | None = None
    code: int = 0


def seconds(command: list[str], folder: Path, code: int = 0) -> float:
    """Wall time of one run, which must end with the exit code that is expected."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    taken = time.perf_counter() - start
    if done.returncode != code:
        sys.exit(f"bench: {command} ended with {done.returncode}: {done.stderr.decode()}")
    return taken


def measure(case: Case, scratch: Path) -> float:
    """Median ratio of a command to a bare Python start."""
    ratios = []
    for round_ in range(ROUNDS + 1):
        folder = scratch / f"{case.name.replace(' ', '-')}-{round_}"
        if case.project:
            shutil.copytree(case.project, folder)
        else:
            folder.mkdir()
        bare = seconds([sys.executable, "-c", "pass"], folder)
        ratios.append(seconds(case.command, folder, case.code) / bare)
    return statistics.median(ratios[1:])  # the first run compiles what it loads


def insertion_ratio() -> float:
    """Insertion into a large file, as a multiple of LibCST's own parse of it, both in this process."""
    import libcst

    from gateway_builder.model.interface import ImportedName
    from gateway_builder.model.style import ImportStyle
    from gateway_builder.source.edit import NewClass, insert_classes

    head = "from typing import Protocol\n"
    block = (
        '\n\nclass I{0}Service(Protocol):\n    """Number {0}."""\n\n'
        '    def call_{0}(self, a: int, b: str) -> None:\n        """Call."""\n        ...\n'
    )
    text = head + "".join(block.format(number) for number in range(LARGE_FILE_LINES // 8))
    added = NewClass(
        "IAddedService",
        "@runtime_checkable\nclass IAddedService(Protocol):\n    def act(self) -> None: ...",
        (ImportedName("typing", "Protocol"), ImportedName("typing", "runtime_checkable")),
    )

    def best(work: Callable[[], object]) -> float:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        return statistics.median(times)

    def insert() -> object:
        return insert_classes(
            text.encode(), [added], path="interfaces.py", module="interfaces", is_package=False, imports=ImportStyle()
        )

    return best(insert) / best(lambda: libcst.parse_module(text))


def loading_ratio(service: str) -> float:
    """Loading a service's model, as a multiple of unpacking and parsing the same file, both in this process."""
    import gzip
    import json
    from importlib.util import find_spec

    from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog

    package = find_spec("botocore")
    assert package
    assert package.submodule_search_locations
    path = max(Path(package.submodule_search_locations[0], "data", service).glob("*/service-2.json.gz"))

    def ratio() -> float:
        catalog = BotocoreServiceCatalog(())
        catalog.find_source()
        start = time.perf_counter()
        json.loads(gzip.decompress(path.read_bytes()))
        middle = time.perf_counter()
        catalog.load_service(service)
        return (time.perf_counter() - middle) / (middle - start)

    return statistics.median(ratio() for _ in range(ROUNDS))


def main() -> None:
    """Print each measured ratio beside its limit; exit 1 when one is above it."""
    example = ROOT / "examples" / "wind_tunnel"
    machines = ROOT / "tools" / "bench_project"
    cases = [
        Case("--version", [NEW[0], "--version"], 8),
        Case("--help", [NEW[0], "--help"], 18),
        Case("list", [NEW[0], "list"], 16, example),
        Case("new creating files", NEW, 17.5),  # more than one of them is for the model that proposals come from
        Case("new editing a file", NEW, 30, example),
        Case("new --spec, Batch", [NEW[0], "new", "--spec", "simulation_runner.toml", "--no-input"], 36, example),
        Case("new --spec, EC2", [NEW[0], "new", "--spec", "machine_pool.toml", "--no-input"], 42, machines),
    ]
    slow = 0
    with tempfile.TemporaryDirectory(prefix="gateway-builder-bench-") as scratch:
        for case in cases:
            ratio = measure(case, Path(scratch))
            slow += ratio > case.limit
            print(f"{case.name:<22} {ratio:6.1f} x a bare Python start   (limit {case.limit:g})", flush=True)
    ratio = insertion_ratio()
    slow += ratio > 2.5
    print(f"{'insert, 10,000 lines':<22} {ratio:6.1f} x LibCST's own parse      (limit 2.5)")
    for service in LOADED:
        ratio = loading_ratio(service)
        slow += ratio > FASTEST_LOAD
        print(f"{f'load the model of {service}':<22} {ratio:6.2f} x unpacking and parsing it (limit {FASTEST_LOAD})")
    sweep = [sys.executable, str(ROOT / "tools" / "sweep.py"), "--rate", "--services", "batch,dynamodb,ec2,lambda,s3"]
    slow += subprocess.run(sweep, check=False).returncode
    slow += subprocess.run([sys.executable, str(ROOT / "tools" / "bench_check.py")], check=False).returncode
    sys.exit(slow > 0)


if __name__ == "__main__":
    main()
