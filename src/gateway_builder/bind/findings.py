"""What comes to light while one gateway is bound: what is wrong, what its code needs, what is used."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.bind.expressions import Scope, check_expression
from gateway_builder.bind.literals import spell_literal
from gateway_builder.bind.suggestions import find_near
from gateway_builder.errors import Problem, UsageError
from gateway_builder.model.spec import SpecExpression, SpecLiteral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from gateway_builder.bind.expressions import Expression
    from gateway_builder.model.business import BusinessModel
    from gateway_builder.model.interface import ImportedName
    from gateway_builder.model.service import ServiceModel

    Models = Callable[[str], BusinessModel | None]


ATTRIBUTE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)
_CONFIGURED = re.compile(r"\bconfig\.(\w+)", re.ASCII)


class Spelled(NamedTuple):
    """An expression as code, its type ("" unknown), and whether it reads no parameter, configuration or model."""

    code: str
    annotation: str = ""
    is_literal: bool = False


class MapUse(NamedTuple):
    """Where a map translates: name of the map, name of the shape of what it translates, place."""

    map: str
    shape: str
    target: str
    place: str


class Findings:
    """Collects from all steps of binding one gateway."""

    def __init__(
        self,
        model: ServiceModel,
        models: Models,
        config: Mapping[str, str],
        list_models: Callable[[], Iterable[str]] = tuple,
        *,
        is_async: bool = False,
    ) -> None:
        self.model = model
        self.models = models
        self.list_models = list_models
        self.is_async = is_async
        self.config = config
        self.problems: list[Problem] = []
        self.imports: dict[ImportedName, None] = {}
        self.config_read: set[str] = set()
        self.map_uses: list[MapUse] = []
        self.is_partial = False  # whether a part of the spec was not read, and may use what nothing else does

    def refuse(self, message: str, place: str, hint: str = "") -> None:
        """Keep what is wrong."""
        self.problems.append(Problem(message, hint, place))

    def scope(self, parameters: Mapping[str, str], *, config: Mapping[str, str], require: Iterable[str] = ()) -> Scope:
        """What expressions may name."""
        return Scope(parameters, config, self.models, frozenset(require), self.list_models)

    def spell(self, node: SpecExpression | SpecLiteral, scope: Scope) -> Spelled | None:
        """The code of an expression or literal; None where it is wrong, which is kept."""
        if isinstance(node, SpecExpression):
            return self.spell_expression(node, scope)
        if isinstance(node.value, (dt.date, dt.time)):
            self.refuse("a date or time can't stand here", node.place, "write an expression, or leave it out")
            return None
        return Spelled(spell_literal(node.value), type(node.value).__name__, is_literal=True)

    def spell_expression(self, node: SpecExpression, scope: Scope) -> Spelled | None:
        """The code of an expression; None where it is wrong, which is kept."""
        try:
            checked = check_expression(node.code, scope, node.place)
        except UsageError as error:
            self.problems += error.problems
            self.config_read.update(find_near(name, self.config) for name in _CONFIGURED.findall(node.code))
            return None
        self._keep(checked)
        return Spelled(checked.code, checked.annotation, not checked.reads and not checked.imports)

    def _keep(self, checked: Expression) -> None:
        self.imports |= dict.fromkeys(checked.imports)
        self.config_read.update(name.removeprefix("config.") for name in checked.reads if name.startswith("config."))
