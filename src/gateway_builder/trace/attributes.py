"""What classes assign to their attributes and to those of their instances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.trace.variables import Variables, attribute_assignments

if TYPE_CHECKING:
    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.variables import Assigned


class Assignments:
    """The assignments of a project; each scope and class is read once."""

    def __init__(self) -> None:
        self._variables: dict[str, Variables] = {}
        self._attributes: dict[str, dict[str, tuple[Assigned, ...]]] = {}

    def variables(self, module: CodeModule) -> Variables:
        """The variables of a module."""
        if module.path not in self._variables:
            self._variables[module.path] = Variables(module)
        return self._variables[module.path]

    def find_attribute(self, view: ClassView, name: str) -> tuple[CodeModule, tuple[Assigned, ...]]:
        """What a class, or the nearest above it that does, assigns to an attribute, and the file of that class."""
        for each in (view, *view.ancestors):
            if found := self._of_class(each).get(name):
                return each.module, found
        return view.module, ()

    def _of_class(self, view: ClassView) -> dict[str, tuple[Assigned, ...]]:
        if view.origin not in self._attributes:
            held = self.variables(view.module).assigned_in(view.node)
            found = {name: tuple(assigned) for name, assigned in held.items()}
            for method in view.own_methods.values():
                for name, one in attribute_assignments(method):
                    found[name] = (*found.get(name, ()), one)
            self._attributes[view.origin] = found
        return self._attributes[view.origin]
