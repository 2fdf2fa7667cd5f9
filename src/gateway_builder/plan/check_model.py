"""What a service's model, or a new version of it, means for the gateways of a project."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.plan.model_mismatches import Mismatch, find_mismatches
from gateway_builder.plan.model_reads import read_uses
from gateway_builder.plan.model_uses import find_services
from gateway_builder.project.roles import is_test
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.gateways.interfaces import IServiceCatalog, ISourceTree
    from gateway_builder.model.service import ModelSource, ServiceModel
    from gateway_builder.plan.model_uses import Uses

_CLIENT = b"client"
_INSTALL = "pip install 'gateway-builder[aws]'"


@value
class ModelChange:
    """Something that a gateway uses and a model says otherwise.

    Attributes:
        path: The gateway's module.
        line: Where it uses it.
        service: Machine name of the service.
        kind: `service`, `operation`, `parameter`, `required`, `value`, `member` or `state`.
        text: A sentence.
    """

    path: str
    line: int
    service: str
    kind: str
    text: str

    def to_json(self) -> Mapping[str, object]:
        """The change as JSON shows it."""
        return {"path": self.path, "line": self.line, "service": self.service, "kind": self.kind, "text": self.text}


@value
class ModelReport:
    """What was found.

    Attributes:
        before: Where the models in use come from.
        after: Where those come from that they are compared with; None where there are none.
        gateways: Modules that talk to services.
        changes: What concerns them, by module and line.
        warnings: Modules that could not be read, one sentence each.
    """

    before: ModelSource
    after: ModelSource | None
    gateways: tuple[str, ...]
    changes: tuple[ModelChange, ...]
    warnings: tuple[str, ...] = ()

    def to_json(self) -> Mapping[str, object]:
        """The report as JSON shows it."""
        return {
            "model": self.before.text,
            "against": self.after.text if self.after else None,
            "gateways": list(self.gateways),
            "changes": [change.to_json() for change in self.changes],
        }


def compare_models(before: ServiceModel, after: ServiceModel, uses: Uses) -> tuple[Mismatch, ...]:
    """What a module uses that fits the one model and not the other, and states that only the other has.

    Args:
        before: The model that the module was written for.
        after: The other.
        uses: What the module uses.
    """
    known = set(find_mismatches(before, uses, with_loose=True))
    return tuple(each for each in find_mismatches(after, uses, with_loose=True) if each not in known)


def check_model(tree: ISourceTree, services: IServiceCatalog, other: IServiceCatalog | None = None) -> ModelReport:
    """Hold every gateway of a project against the models of its services.

    Args:
        tree: The project's files.
        services: The models in use.
        other: Those to compare with; without them, gateways are held against the models in use alone.

    Raises:
        UsageError: If there are no models, or one can't be read.
    """
    source = services.find_source()
    if source is None:
        raise UsageError(Problem("No SDK is installed whose models could be checked.", _INSTALL))
    check = _Check(services, other)
    gateways: list[str] = []
    changes: list[ModelChange] = []
    warnings: list[str] = []
    for path in tree.list_files():
        content = tree.read_file(path) or b""
        if _CLIENT in content and not is_test(path):
            try:
                module = ast.parse(content)
            except (SyntaxError, ValueError, RecursionError):
                warnings.append(f"{path} was passed over: it is no Python that this interpreter reads")
                continue
            found = find_services(module, check.services)
            gateways += [path] if found else []
            changes += check.list_changes(path, module, found)
    after = other.find_source() if other else None
    return ModelReport(source, after, tuple(gateways), tuple(changes), tuple(warnings))


class _Models:
    """The models of a catalogue, each read once."""

    def __init__(self, catalog: IServiceCatalog) -> None:
        self.names = frozenset(catalog.list_services())
        self._catalog = catalog
        self._read: dict[str, ServiceModel] = {}

    def find(self, service: str) -> ServiceModel | None:
        """The model of a service, None when there is none."""
        if service in self.names and service not in self._read:
            self._read[service] = self._catalog.load_service(service)
        return self._read.get(service)


class _Check:
    """Holds modules against the models in use and those to compare with."""

    def __init__(self, services: IServiceCatalog, other: IServiceCatalog | None) -> None:
        self._before = _Models(services)
        self._after = _Models(other) if other else None
        self.services = self._before.names

    def list_changes(self, path: str, module: ast.Module, services: tuple[str, ...]) -> tuple[ModelChange, ...]:
        """What concerns a module that talks to services, by line."""
        catalogs = [self._before, *([self._after] if self._after else [])]
        models = [model for each in catalogs for service in services if (model := each.find(service))]
        uses = read_uses(module, services, frozenset(method for model in models for method in model.operations))
        found = [
            ModelChange(path, each.line, service, each.kind, each.text)
            for service in services
            for each in self._compare(service, uses)
        ]
        return tuple(sorted(found, key=lambda change: (change.line, change.text)))

    def _compare(self, service: str, uses: Uses) -> tuple[Mismatch, ...]:
        before = self._before.find(service)
        after = self._after.find(service) if self._after else before
        if before is None or after is None:
            return (Mismatch("service", f"there is no service {service} any more", 1),)
        return compare_models(before, after, uses) if self._after else find_mismatches(after, uses)
