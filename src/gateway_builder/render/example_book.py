"""The examples that all tests of one gateway share: of configuration, of models, and of each method's parameters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.model.business import ModelKind
from gateway_builder.model.interface import ParameterKind
from gateway_builder.naming import snake_case
from gateway_builder.render.example_reads import Reads, collect_reads, lacking
from gateway_builder.render.example_values import Example, ExampleMaker, is_optional, without_none
from gateway_builder.render.expected_values import Known, Made

if TYPE_CHECKING:
    from gateway_builder.model.binding import GatewayBinding
    from gateway_builder.model.interface import Interface, Method, Parameter
    from gateway_builder.render.sample_values import Samples

_KINDS = ParameterKind
_STARS = {_KINDS.VAR_POSITIONAL: "*", _KINDS.VAR_KEYWORD: "**"}


class GivenParameter(NamedTuple):
    """A parameter that tests give: its name, how it stands in a call before the value, and the value."""

    name: str
    prefix: str
    example: Example


class MethodExamples(NamedTuple):
    """What one method is called with, and what is known of each name that its expressions read."""

    given: tuple[GivenParameter, ...]
    known: dict[str, Known]


class Factory(NamedTuple):
    """A function that makes an example of a model."""

    name: str
    returns: str
    code: str


class ExampleBook:
    """Makes every example once."""

    def __init__(self, binding: GatewayBinding, interface: Interface, samples: Samples) -> None:
        """Make the examples of all bound methods.

        Args:
            binding: What is tested.
            interface: Its contract.
            samples: Makes values of the service's shapes.
        """
        self._binding = binding
        self._maker = ExampleMaker(binding.models, samples, binding.model.shapes)
        self._bound = [each for each in interface.methods if each.name in binding.methods]
        self._reads = {each.name: collect_reads(binding.methods[each.name], binding.model) for each in self._bound}
        self.config = self._make_config()
        self._shared = self._share_reads()
        self._made: dict[str, tuple[Factory, Known]] = {}
        self.methods = {each.name: self._make_method(each) for each in self._bound}

    @property
    def factories(self) -> tuple[Factory, ...]:
        """Functions that make examples of models, in the order in which they were needed."""
        return tuple(factory for factory, _ in self._made.values())

    def write_lacking(self, method: Method, code: str) -> tuple[str, str]:
        """A parameter and an example of it in which an expression is None; two empty texts where none can be made.

        Args:
            method: The method that is called.
            code: The expression.
        """
        for parameter in method.signature.parameters:
            if not re.match(rf"{parameter.name}\b", code):
                continue
            model = {each.name: key for key, each in self._list_models(method)}.get(parameter.name)
            reads = self._shared[model] if model else self._reads[method.name][parameter.name]
            lacks = lacking(reads, code, self._binding.model)
            if lacks and lacks.is_none and is_optional(parameter.annotation or ""):
                return parameter.name, "None"
            if lacks:
                return parameter.name, self._maker.make_example(parameter.annotation or "", lacks).code
        return "", ""

    def _make_config(self) -> dict[str, Example]:
        merged = Reads()
        for reads in self._reads.values():
            merged.merge(reads.get("config", Reads()))
        return {
            each.name: self._maker.make_example(each.annotation, merged.attributes.get(each.name, Reads()))
            for each in self._binding.config
        }

    def _share_reads(self) -> dict[str, Reads]:
        """What is read of each model's example, by any method."""
        shared: dict[str, Reads] = {}
        for method in self._bound:
            for key, parameter in self._list_models(method):
                shared.setdefault(key, Reads()).merge(self._reads[method.name].get(parameter.name, Reads()))
        return shared

    def _list_models(self, method: Method) -> list[tuple[str, Parameter]]:
        """Parameters that are models, with a key that a second one of the same model has not."""
        found: list[tuple[str, Parameter]] = []
        keys: set[str] = set()
        for parameter in method.signature.parameters:
            name = without_none(parameter.annotation or "")
            model = self._binding.models.get(name)
            if model and model.kind is not ModelKind.ENUM and parameter.kind not in _STARS:
                key = name if name not in keys else f"{name} {len(keys)}"
                keys.add(key)
                found.append((key, parameter))
        return found

    def _make_method(self, method: Method) -> MethodExamples:
        reads = self._reads[method.name]
        models = {parameter.name: key for key, parameter in self._list_models(method)}
        config = Made({name: _spell_out(each) for name, each in self.config.items()})
        known: dict[str, Known] = {"config": config} if self.config else {}
        given = []
        for parameter in method.signature.parameters:
            is_optional = parameter.default is not None or parameter.kind in _STARS
            if is_optional and parameter.name not in reads:
                continue
            example = self._make_parameter(parameter, reads.get(parameter.name, Reads()), models.get(parameter.name))
            given.append(GivenParameter(parameter.name, _prefix(parameter), example))
            known[parameter.name] = example.known
        return MethodExamples(tuple(given), known)

    def _make_parameter(self, parameter: Parameter, reads: Reads, model: str | None) -> Example:
        if model:
            return self._call_factory(model)
        annotation = parameter.annotation or ""
        if parameter.kind is _KINDS.VAR_POSITIONAL:
            annotation = f"list[{annotation}]"
        elif parameter.kind is _KINDS.VAR_KEYWORD:
            annotation = f"dict[str, {annotation}]"
        return self._maker.make_example(annotation, reads)

    def _call_factory(self, key: str) -> Example:
        if key not in self._made:
            name = key.partition(" ")[0]
            example = self._maker.make_example(name, self._shared[key])
            returns = "Any" if example.code.startswith("cast(") else name
            function = f"example_{snake_case(name)}{'_' + key.partition(' ')[2] if ' ' in key else ''}"
            self._made[key] = Factory(function, returns, example.code), example.known
        factory, known = self._made[key]
        return Example(f"{factory.name}()", known)


def _spell_out(example: Example) -> Known:
    """What is known of a value that tests have no name for."""
    known = example.known
    return known._replace(code=example.code) if isinstance(known, Made) else known


def _prefix(parameter: Parameter) -> str:
    star = _STARS.get(parameter.kind, "")
    return star or (f"{parameter.name}=" if parameter.kind is _KINDS.KEYWORD_ONLY else "")
