"""GW404: a gateway that imports a repository, a use case or a controller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.boundaries import alias_of, imported_path, is_certain_controller, is_data
from gateway_builder.check.interfaces import interface_kind
from gateway_builder.check.layers import Layer
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.project.paths import stem
from gateway_builder.project.roles import INTERFACE_WORDS, MODEL_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import ImportUse

_FORBIDDEN = {Layer.REPOSITORY: "repository", Layer.USE_CASE: "use case", Layer.CONTROLLER: "controller"}
_REPOSITORY_FOLDERS = frozenset({"repositories", "repository", "persistence", "unit_of_work", "uow"})
_REPOSITORY_ENDS = ("Repository", "Repo", "UnitOfWork")
_SHARED_WORDS = MODEL_WORDS | {"mappers", "mapper", "mapping", "mappings", "errors", "exceptions", "types", "enums"}


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    modules = codebase.modules_in(Layer.GATEWAY)
    for module in (each for each in modules if codebase.package_of(each.path).has_gateways):
        for use in module.imports:
            layer = _forbidden_layer(codebase, use)
            if layer:
                message = (
                    f"a gateway imports {use.target} of a {layer}, which turns the direction of dependencies round"
                )
                yield Violation(module, alias_of(use), message, _hint(layer))


def _hint(layer: str) -> str:
    if layer == "repository":
        return "let the use case load and store, and hand the gateway models"
    return "pass what the gateway needs as arguments, and let that layer call the gateway"


def _forbidden_layer(codebase: Codebase, use: ImportUse) -> str:
    """The layer that an import must not lead to, in words; "" where it is allowed."""
    path = imported_path(codebase, use)
    layer = codebase.layer(path) if path else Layer.OTHER
    if path is None or layer not in _FORBIDDEN or not _SHARED_WORDS.isdisjoint({stem(path)}):
        return ""
    if not _is_certain(codebase, use, path, layer):
        return ""
    return _FORBIDDEN[layer]


def _is_certain(codebase: Codebase, use: ImportUse, path: str, layer: Layer) -> bool:
    """Whether a layer is one for sure: `repos.py` may be about GitHub, and `config.py` is for all."""
    folders = set(path.split("/")[:-1])
    if layer is Layer.CONTROLLER:
        return is_certain_controller(codebase, path)
    if layer is Layer.REPOSITORY:
        is_named = use.name.endswith(_REPOSITORY_ENDS) and use.name not in _REPOSITORY_ENDS
        return bool(is_named or folders & _REPOSITORY_FOLDERS or codebase.configuration.repositories)
    return not _SHARED_WORDS.union(INTERFACE_WORDS).intersection(folders | {stem(path)}) and _is_logic(codebase, use)


def _is_logic(codebase: Codebase, use: ImportUse) -> bool:
    """Whether an import of a use case is neither a port that stands there nor plain data."""
    view = codebase.index.find_class(use.target)
    return view is None or not (interface_kind(view) or is_data(view))


RULE = Rule(
    code="GW404",
    name="gateway-imports-inwards",
    summary="A gateway imports a repository, a use case or a controller.",
    rationale="""
A gateway answers what it is asked and knows nothing of who asks. One that loads from a repository or calls a use case
holds application logic, which then can't be tested without the service, and closes a cycle between layers.
""",
    bad=(
        """
# src/app/repositories/run_repository.py
class RunRepository: ...
# src/app/gateways/aws_batch.py
from app.repositories.run_repository import RunRepository  # GW404

class AWSBatchSimulationRunner:
    def __init__(self, runs: RunRepository) -> None:
        self._runs = runs
""",
    ),
    good=(
        """
# src/app/models/run.py
class Run: ...
# src/app/gateways/aws_batch.py
from app.models.run import Run

class AWSBatchSimulationRunner:
    def submit_run(self, run: Run) -> None: ...
""",
    ),
    find=_find,
    recommended=True,
)
