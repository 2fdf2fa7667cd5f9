"""A new interface reads as its neighbours do, and holds the contract only."""

from __future__ import annotations

from dataclasses import replace

from gateway_builder.model.documentation import MethodDoc
from gateway_builder.model.interface import (
    ImportedName,
    InterfaceKind,
    Method,
    MethodKind,
    Parameter,
    ParameterKind,
    Signature,
)
from gateway_builder.render.interface_class import interface_imports, render_interface_class, render_interfaces_module
from tests.render.drawn import FEED, RENDERER, RUNNER, STYLE

DOCS = {
    "submit_run": MethodDoc("Submit a run.", args=(("run_id", "Which."),)),
    "describe_run": MethodDoc("Describe a run."),
}
PROTOCOL = '''@runtime_checkable
class ISimulationRunner(Protocol):
    """Runs simulations."""

    def submit_run(self, run_id: str) -> str:
        """Submit a run.

        Args:
            run_id: Which.
        """
        ...

    def describe_run(
        self, run_id: str, *, at: datetime | None = None
    ) -> str:
        """Describe a run."""
        ...
'''
ABSTRACT = '''class ISimulationRunner(ABC):
  """Promises what ISimulationRunner is named for."""

  @abstractmethod
  def submit_run(self, run_id: str) -> str: ...

  @abstractmethod
  def describe_run(self, run_id: str, *, at: datetime | None = None) -> str: ...
'''


def test_a_protocol_is_written_as_the_standard_has_it() -> None:
    interface = replace(RUNNER, docstring="Runs simulations")

    assert render_interface_class(RENDERER, interface, DOCS, replace(STYLE, line_length=66)) == PROTOCOL


def test_an_abc_is_written_in_the_style_of_its_file() -> None:
    style = replace(STYLE, indent="  ", ellipsis_on_def_line=True)
    interface = replace(RUNNER, kind=InterfaceKind.ABC)

    assert render_interface_class(RENDERER, interface, {}, style) == ABSTRACT


def test_an_undocumented_method_has_its_ellipsis_on_its_own_line() -> None:
    text = render_interface_class(RENDERER, FEED, {}, STYLE)

    assert "    async def read_feed(self, feed: str) -> list[str]:\n        ...\n" in text
    assert "    @property\n    def name(self) -> str:\n        ...\n" in text


def test_overloads_stand_before_their_method() -> None:
    get = Method(
        "get",
        Signature((Parameter("key", "int | str"),), "object"),
        MethodKind.CLASS,
        overloads=(Signature((Parameter("key", "int"),), "str"), Signature((Parameter("key", "str"),), "bytes")),
    )

    text = render_interface_class(RENDERER, replace(RUNNER, methods=(get,)), {"get": MethodDoc("Get.")}, STYLE)

    assert "    @overload\n    @classmethod\n    def get(cls, key: int) -> str: ...\n\n    @overload" in text
    assert text.endswith(
        '    @classmethod\n    def get(cls, key: int | str) -> object:\n        """Get."""\n        ...\n'
    )


def test_a_generic_protocol_keeps_its_type_parameters() -> None:
    interface = replace(RUNNER, methods=(), type_parameters="T", runtime_checkable=False)

    assert render_interface_class(RENDERER, interface, {}, STYLE).startswith("class ISimulationRunner(Protocol[T]):\n")


def test_only_what_the_class_uses_is_imported() -> None:
    abstract = replace(RUNNER, kind=InterfaceKind.ABC)
    overloaded = replace(RUNNER, runtime_checkable=False, methods=(Method("get", overloads=(Signature(),)),))

    assert [each.name for each in interface_imports(RUNNER)] == ["Protocol", "runtime_checkable"]
    assert [each.name for each in interface_imports(abstract)] == ["ABC", "abstractmethod"]
    assert [each.name for each in interface_imports(replace(abstract, methods=()))] == ["ABC"]
    assert [each.name for each in interface_imports(overloaded)] == ["Protocol", "overload"]


def test_a_new_module_imports_types_for_the_checker_alone_unless_defaults_need_them() -> None:
    text = render_interfaces_module(RENDERER, RUNNER, DOCS, STYLE, doc="Ports")
    default = Parameter("at", "datetime", "datetime.min", ParameterKind.KEYWORD_ONLY)
    evaluated = replace(RUNNER, methods=(Method("run", Signature((default,), "None")),))

    assert text.startswith('"""Ports."""\n\nfrom __future__ import annotations\n\n')
    assert "if TYPE_CHECKING:\n    from datetime import datetime\n\n\n@runtime_checkable\n" in text
    assert "TYPE_CHECKING" not in render_interfaces_module(RENDERER, evaluated, {}, STYLE)
    assert "\nfrom datetime import datetime\n" in render_interfaces_module(RENDERER, evaluated, {}, STYLE)


def test_names_that_stand_beside_the_interface_are_not_imported() -> None:
    interface = replace(RUNNER, imports=(ImportedName(RUNNER.module, "datetime"), ImportedName("models", "", "m")))

    text = render_interfaces_module(RENDERER, interface, {}, STYLE)

    assert "import datetime" not in text
    assert "\nimport models as m\n" in text
