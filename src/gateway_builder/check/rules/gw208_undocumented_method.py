"""GW208: a method of an interface without the sections of a docstring that apply to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.check.contracts import list_contracts
from gateway_builder.check.factories import is_factory
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.type_forms import TypeReader
from gateway_builder.model.interface import ParameterKind
from gateway_builder.model.style import DocstringStyle
from gateway_builder.source.members import clean_docstring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.contracts import Contract
    from gateway_builder.check.docstring_sections import Docstring
    from gateway_builder.check.rule import Settings

_VARIADIC = frozenset({ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD})
_NOTHING = frozenset({"None", "typing.NoReturn", "typing.Never", "typing_extensions.NoReturn"})
_SAYS_RESULT = re.compile(r"\b(?:return|yield)s?\b|\A(?:(?:give|tell)s?|whether)\b", re.IGNORECASE)


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    types = TypeReader(codebase.index)
    for interface in codebase.interfaces:
        style = codebase.package_of(interface.view.path).convention.docstrings
        for contract in list_contracts(interface):
            lacks = _find_lack(contract, types, is_plain=style is DocstringStyle.PLAIN)
            if lacks:
                message = f"{contract.name} {lacks}; its docstring is all that gateways and use cases agree on"
                hint = f"say it in the docstring of {contract.method.name}"
                yield Violation(interface.module, contract.method.node, message, hint)


def _find_lack(contract: Contract, types: TypeReader, *, is_plain: bool) -> str:
    """What the docstring of a method lacks, as the end of a sentence; "" where nothing is missing."""
    doc = contract.doc
    if contract.method.is_property or is_factory(contract.method):
        return ""
    is_said = _is_said_of_twin(contract)
    if doc is None:
        return "" if is_said else "has no docstring"
    if contract.method.is_overloaded or is_plain:
        return ""
    missing = [*_missing_arguments(contract, doc), *_missing_result(contract, doc, types)]
    if missing and not is_said:
        return f"has no {' and no '.join(missing)}"
    return _wrong_arguments(contract, doc)


def _is_said_of_twin(contract: Contract) -> bool:
    """Whether a method is the asynchronous form of a documented one: `aput` or `put_async` of `put`."""
    name = contract.method.name
    twins = {name.removeprefix("a"), name.removeprefix("async_"), name.removesuffix("_async")} - {name}
    own = contract.interface.view.own_methods
    return contract.method.is_async and any(each in own and clean_docstring(own[each]) for each in twins)


def _missing_arguments(contract: Contract, doc: Docstring) -> list[str]:
    named = {each.name for each in contract.method.arguments if each.kind not in _VARIADIC}
    is_said = doc.has("args") or named <= doc.quoted
    return ["Args"] if named and not is_said else []


def _missing_result(contract: Contract, doc: Docstring, types: TypeReader) -> list[str]:
    node = contract.method.node
    form = types.read(contract.interface.module, node.returns)
    if form.is_awaitable and not contract.method.is_async:
        form = form.awaited
    is_said = doc.has("returns") or doc.has("yields") or _SAYS_RESULT.search(doc.summary) is not None
    return [] if node.returns is None or form.origin in _NOTHING or is_said else ["Returns"]


def _wrong_arguments(contract: Contract, doc: Docstring) -> str:
    """A parameter that the section leaves out, or describes though there is none."""
    listed = doc.arguments
    names = [each.name for each in contract.method.arguments]
    if not listed or contract.method.node.args.kwarg:
        return ""
    required = [each.name for each in contract.method.arguments if each.kind not in _VARIADIC]
    left_out = [name for name in required if name not in listed and not doc.mentions(name)]
    if left_out:
        return f"does not describe {' and '.join(left_out)} under Args"
    unknown = [name for name in listed if name not in names and name.isidentifier() and name not in {"self", "cls"}]
    return f"describes {' and '.join(unknown)}, which it does not take" if unknown else ""


RULE = Rule(
    code="GW208",
    name="undocumented-method",
    summary="A method of an interface has no docstring, or one without the sections that apply: Args, Returns.",
    rationale="""
Whoever writes the next gateway, and whoever writes the fake, has the interface and nothing else. Args is asked for
where there are parameters and has to name them, Returns where something comes back; a sentence that quotes every
parameter, or says what is returned, says as much; factories (`from_url`, `create`) and what writes an object down
(`to_dict`) say it by their names, and the asynchronous form of a documented method (`aput`, `async_put` or `put_async`
of `put`) says nothing new. What is raised, changed and called is asked for by GW209, GW214 and GW210, where code shows
it. Google, NumPy and Sphinx style are read; a project that sets `docstrings = "plain"` is asked for a docstring alone.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def describe_run(self, run_id: str) -> str:  # GW208
        \"\"\"Describe a run.\"\"\"
        ...
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def describe_run(self, run_id: str) -> str:
        \"\"\"Describe a run.

        Args:
            run_id: The run.

        Returns:
            Where it stands.
        \"\"\"
        ...
""",
    ),
    find=_find,
    recommended=True,
)
