"""`gateway-builder list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.cli.options import FormatOption, OutputFormat, ProjectOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.plan.listing import InterfaceListing


def list_interfaces(output_format: FormatOption = OutputFormat.TEXT, project: ProjectOption = None) -> None:
    """List the project's interfaces with their gateways, operations, fakes and tests. Reads only; takes no lock."""
    from gateway_builder.cli.terminal import print_warnings
    from gateway_builder.plan.listing import list_gateways, read_called_operations
    from gateway_builder.plan.overview import describe_problems, read_every_class
    from gateway_builder.wiring import open_workspace

    workspace = open_workspace(project)
    interrupted = workspace.store.find_interrupted_run()
    sources, source = read_every_class(workspace.tree)
    print_warnings([*([interrupted] if interrupted else []), *describe_problems(source.problems)])
    listed = list_gateways(
        source.interfaces,
        source.classes,
        sources,
        lambda path: read_called_operations(workspace.tree.read_file(path) or b""),
    )
    if output_format is OutputFormat.JSON:
        _print_json(listed)
    else:
        _print_table(listed)


def _print_table(listed: Sequence[InterfaceListing]) -> None:
    from gateway_builder.cli.terminal import standard_output

    terminal = standard_output()
    if not listed:
        terminal.line("No interfaces yet: gateway-builder new ISimulationRunner --tech AWSBatch")
        return
    rows = [
        (
            each.name,
            f"{each.path}:{each.line}",
            _joined([gateway.name for gateway in each.gateways]),
            _joined([operation for gateway in each.gateways for operation in gateway.operations]),
            _joined([fake.name for fake in each.fakes]),
            _joined(each.tests),
        )
        for each in listed
    ]
    terminal.table(("INTERFACE", "WHERE", "GATEWAYS", "CALLS", "FAKES", "TESTS"), rows)


def _joined(names: Sequence[str]) -> str:
    return ", ".join(names) or "-"


def _print_json(listed: Sequence[InterfaceListing]) -> None:
    import json
    import sys

    json.dump({"interfaces": [each.to_json() for each in listed]}, sys.stdout, indent=2)
    sys.stdout.write("\n")
