"""The contract that a gateway fulfils: the interface that is there, or the one that the request asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError, GatewayBuilderError, Problem, UsageError
from gateway_builder.model.interface import ImportedName, Interface, Method
from gateway_builder.plan.identity import read_operations
from gateway_builder.plan.shadowing import qualify_hidden_types
from gateway_builder.values import value

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping, Sequence

    from gateway_builder.model.documentation import MethodDoc
    from gateway_builder.model.spec import GatewaySpec
    from gateway_builder.plan.identity import Identity
    from gateway_builder.plan.overview import Overview
    from gateway_builder.plan.request import NewRequest
    from gateway_builder.project.types import TypeIndex


@value
class Contract:
    """An interface with the documentation of its methods; `is_new` tells that it is to be written."""

    interface: Interface
    docs: Mapping[str, MethodDoc]
    is_new: bool


def agree_contract(request: NewRequest, asked: tuple[Method, ...], identity: Identity, overview: Overview) -> Contract:
    """The contract.

    Args:
        request: What the user asked for.
        asked: Its methods, as `read_methods` read them.
        identity: The names of everything.
        overview: The project.

    Raises:
        UsageError: If a type is not found, or the interface that is there has another method than the request asks for;
            all of them together.
    """
    if identity.existing:
        _check_asked(request, asked, identity.existing)
        contract = Contract(qualify_hidden_types(identity.existing), {}, is_new=False)
    else:
        contract = _new_contract(request, asked, identity, overview)
    _check_operations(read_operations(request.operations), contract.interface)
    return contract


def draft_interface(identity: Identity, asked: tuple[Method, ...]) -> Interface:
    """The interface as it was asked for, its types unresolved: enough to find what else is wrong in a request."""
    return identity.existing or Interface(identity.interface.name, path="", module="", methods=asked)


def open_type_index(overview: Overview) -> TypeIndex:
    """Where the names in signatures and expressions of this project come from."""
    from gateway_builder.project.types import TypeIndex

    return TypeIndex(overview.tree, overview.survey, overview.project.layout, _parse)


def read_methods(request: NewRequest, pattern: str) -> tuple[Method, ...]:
    """The methods that a request asks for.

    Raises:
        UsageError: If one is written wrongly or given twice; all of them together.
    """
    texts = request.asked_methods()
    if not texts:
        return ()
    from gateway_builder.source.signature import parse_method

    methods: list[Method] = []
    problems: list[Problem] = []
    for asked in texts:
        try:
            method = parse_method(asked.text, pattern=pattern)
        except GatewayBuilderError as error:
            problems += [replace(problem, place=asked.place) for problem in error.problems]
            continue
        if any(method.name == other.name for other in methods):
            problems.append(Problem(f"the method {method.name} is given twice", "leave one of them out", asked.place))
        methods.append(
            replace(method, signature=replace(method.signature, is_async=True)) if request.is_async else method
        )
    if problems:
        raise UsageError(problems)
    return tuple(methods)


def _check_asked(request: NewRequest, asked: Sequence[Method], existing: Interface) -> None:
    from gateway_builder.source.signature import signature_text

    place = f"{existing.path}:{existing.line}"
    there = {method.name: method for method in existing.methods}
    problems = []
    for method in asked:
        if method.name not in there:
            problems.append(
                Problem(
                    f"{existing.name} is there and has no method {method.name}",
                    f"add it to {existing.name} by hand, or leave --method out: {', '.join(there) or 'it has none'}",
                    place,
                )
            )
        elif fold_signature(method) != fold_signature(there[method.name]):
            problems.append(
                Problem(
                    f"{existing.name} is there and has {method.name}{signature_text(there[method.name].signature)}",
                    "leave --method out: the interface that is there is the contract",
                    place,
                )
            )
    sync = [method.name for method in existing.methods if not method.signature.is_async]
    if request.is_async and sync:
        problems.append(
            Problem(f"{existing.name} is there and is not async: {', '.join(sync)}", "leave --async out", place)
        )
    if problems:
        raise UsageError(problems)


def fold_signature(method: Method) -> str:
    """A signature without what does not change its meaning: blanks and the style of quotes."""
    from gateway_builder.source.signature import method_text

    return "".join(method_text(method).split()).replace("'", '"')


def _new_contract(request: NewRequest, asked: tuple[Method, ...], identity: Identity, overview: Overview) -> Contract:
    from gateway_builder.plan.purpose import default_methods, describe_purpose
    from gateway_builder.project.model_classes import find_models

    _refuse_other_class(identity.interface.name, overview)
    purpose = identity.interface.purpose
    path = overview.interfaces_file(identity.interface)
    index = open_type_index(overview)
    bound = _bound_names(path, overview)
    if asked:
        methods, imports = _resolve_asked(request, asked, index, bound)
        docs = _describe_asked(methods, request.spec)
    else:
        defaults = default_methods(purpose, find_models(index, bound), is_async=request.is_async)
        pattern = overview.project.convention.method_pattern
        docs = {spell_method(each.method.name, pattern): each.doc for each in defaults}
        methods = tuple(replace(each.method, name=spell_method(each.method.name, pattern)) for each in defaults)
        imports = tuple(dict.fromkeys(imported for each in defaults for imported in each.imports))
    interface = Interface(
        name=identity.interface.name,
        path=path,
        module=overview.module_of(path),
        kind=overview.project.convention.kind,
        methods=tuple(replace(method, docstring=docs[method.name].summary) for method in methods),
        imports=imports,
        docstring=(request.spec.summary if request.spec else "") or describe_purpose(purpose),
        runtime_checkable=overview.project.convention.runtime_checkable,
    )
    return Contract(qualify_hidden_types(interface), docs, is_new=True)


def _parse(content: bytes) -> ast.Module:
    from gateway_builder.source.parse import decode_source, parse_source

    return parse_source(decode_source(content))


def _refuse_other_class(name: str, overview: Overview) -> None:
    there = overview.find_class(name)
    if there:
        raise ConflictError(
            Problem(
                f"{name} is there already, and is neither a Protocol nor an ABC",
                "choose another name for the interface",
                f"{there.path}:{there.line}",
            )
        )


def _bound_names(path: str, overview: Overview) -> Mapping[str, ImportedName]:
    """What the interfaces file imports, and the types that it defines."""
    content = overview.tree.read_file(path)
    if not content:
        return {}
    from gateway_builder.source.read import read_module

    try:
        summary = read_module(
            content, path=path, module=overview.module_of(path), is_package=path.endswith("__init__.py")
        )
    except SyntaxError:
        return {}  # the edit refuses the file, with the place
    own = {each.name: ImportedName(summary.module, each.name) for each in summary.definitions if each.kind.is_type}
    return {**summary.imports, **own}


def _resolve_asked(
    request: NewRequest, asked: tuple[Method, ...], index: TypeIndex, bound: Mapping[str, ImportedName]
) -> tuple[tuple[Method, ...], tuple[ImportedName, ...]]:
    from gateway_builder.source.signature import names_in_signature, rename_types

    names = {method.name: names_in_signature(method.signature) for method in asked}
    try:
        resolved = index.resolve_types(tuple(dict.fromkeys(chain(*names.values()))), bound=bound)
    except UsageError as error:
        places = {each.name: each.place for each in request.asked_methods()}
        raise UsageError(_place_types(error, names, places, index, bound)) from error
    methods = tuple(
        replace(method, signature=rename_types(method.signature, resolved.spelled)) if resolved.spelled else method
        for method in asked
    )
    return methods, resolved.imports


def _place_types(
    error: UsageError,
    names: Mapping[str, tuple[str, ...]],
    places: Mapping[str, str],
    index: TypeIndex,
    bound: Mapping[str, ImportedName],
) -> list[Problem]:
    """The problems with types, each at the first method that names the type."""
    placed: dict[str, Problem] = {}
    for method, own in names.items():
        try:
            index.resolve_types(own, bound=bound)
        except UsageError as found:
            for problem in found.problems:
                placed.setdefault(problem.message, replace(problem, place=places[method]))
    return [placed.get(problem.message, problem) for problem in error.problems]


def _describe_asked(methods: Sequence[Method], spec: GatewaySpec | None) -> Mapping[str, MethodDoc]:
    from gateway_builder.plan.method_docs import describe_method

    docs = {method.name: describe_method(method) for method in methods}
    if not spec:
        return docs
    from gateway_builder.plan.spec_docs import add_specified

    return {**docs, **{each.name: add_specified(docs[each.name], each) for each in spec.methods if each.name in docs}}


def spell_method(name: str, pattern: str) -> str:
    """A snake_case name as the project's method pattern wants it: as it is, or in camelCase."""
    first, *rest = name.split("_")
    camel_case = first + "".join(word.capitalize() for word in rest)
    return camel_case if re.fullmatch(pattern, camel_case) and not re.fullmatch(pattern, name) else name


def _check_operations(operations: Mapping[str, str], interface: Interface) -> None:
    known = {method.name for method in interface.methods}
    problems = [
        Problem(
            f"--op {method}={operation} names a method that {interface.name} does not have",
            f"its methods are: {', '.join(sorted(known)) or 'none'}",
            "--op",
        )
        for method, operation in operations.items()
        if method not in known
    ]
    if problems:
        raise UsageError(problems)
