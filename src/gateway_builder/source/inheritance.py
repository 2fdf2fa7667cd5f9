"""Which classes are interfaces, and what they promise together with their bases."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.model.interface import Interface, InterfaceKind, Signature
from gateway_builder.source.members import Member, ModuleSource, clean_docstring, read_members
from gateway_builder.source.names import dotted_names, replace_names, type_parameter_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gateway_builder.model.interface import ImportedName, Method

_TYPING = ("typing", "typing_extensions")
_PROTOCOLS = frozenset(f"{module}.Protocol" for module in _TYPING)
_RUNTIME_CHECKABLE = frozenset(f"{module}.{name}" for module in _TYPING for name in ("runtime_checkable", "runtime"))
_ABCS = frozenset({"abc.ABC"})
_META_CLASSES = frozenset({"abc.ABCMeta"})
_DEEPEST = 30
"""Bases of bases; a longer line is a circle."""


class InterfaceReader:
    """Reads interfaces with the help of whatever other modules of the project are at hand."""

    def __init__(self, find_module: Callable[[str], ModuleSource | None]) -> None:
        self._find_module = find_module

    def read_interfaces(self, source: ModuleSource) -> tuple[Interface, ...]:
        """The public interfaces of a module, in order."""
        public = [node for name, node in source.bindings.classes.items() if not name.startswith("_")]
        found = ((node, self.kind_of(source, node)) for node in public)
        read = (self._read(source, node, kind) for node, kind in found if kind)
        return tuple(interface for interface in read if interface)

    def kind_of(self, source: ModuleSource, node: ast.ClassDef, depth: int = 0) -> InterfaceKind | None:
        """What a class is built on; None when it is no interface."""
        bases = [self.origin(source.bindings.dotted_origin(_bare(base))) for base in node.bases]
        if _PROTOCOLS.intersection(bases):
            return InterfaceKind.PROTOCOL
        keywords = [each.value for each in node.keywords if each.arg == "metaclass"]
        metas = {self.origin(source.bindings.dotted_origin(value)) for value in keywords}
        if _ABCS.intersection(bases) or _META_CLASSES & metas:
            return InterfaceKind.ABC
        if depth < _DEEPEST and any(self._is_abc(base, depth) for base in bases):
            own = read_members(source, node, attributes=False, brief=True).values()
            return InterfaceKind.ABC if any(member.is_abstract for each in own for member in each) else None
        return None

    def origin(self, dotted: str, depth: int = 0) -> str:
        """Where a dotted name comes from in the end, followed through the project's re-exports."""
        located = self._locate(dotted)
        if located is None or depth > _DEEPEST:
            return dotted
        source, name, rest = located
        bindings = source.bindings
        if name in bindings.classes:
            return dotted
        if name in bindings.imports or name in bindings.aliases:
            further = bindings.dotted_origin(ast.Name(name))
            whole = ".".join(filter(None, (further, rest)))
            return whole if whole == dotted else self.origin(whole, depth + 1)
        for module in bindings.star_imports:
            found = self.origin(".".join(filter(None, (module, name, rest))), depth + 1)
            if found in _PROTOCOLS | _ABCS or self._find_class(found):
                return found
        return dotted

    def _read(self, source: ModuleSource, node: ast.ClassDef, kind: InterfaceKind) -> Interface | None:
        members = [member for each in self._members(source, node, kind).values() for member in each]
        owed = [member for member in members if kind is InterfaceKind.PROTOCOL or member.is_abstract]
        if members and not owed:
            return None
        decorators = {source.bindings.dotted_origin(decorator) for decorator in node.decorator_list}
        return Interface(
            name=node.name,
            path=source.path,
            module=source.bindings.module,
            kind=kind,
            methods=tuple(member.method for member in owed),
            imports=_joined([*(name for member in owed for name in member.imports), *source.bound_imports(node)]),
            type_parameters=source.class_type_parameters(node),
            docstring=clean_docstring(node),
            line=node.lineno,
            runtime_checkable=bool(_RUNTIME_CHECKABLE.intersection(map(self.origin, decorators))),
        )

    def _is_abc(self, dotted: str, depth: int) -> bool:
        found = self._find_class(dotted)
        return found is not None and self._descends_from_abc(*found, depth + 1)

    def _descends_from_abc(self, source: ModuleSource, node: ast.ClassDef, depth: int) -> bool:
        if depth > _DEEPEST:
            return False
        bases = [self.origin(source.bindings.dotted_origin(_bare(base))) for base in node.bases]
        metas = {self.origin(source.bindings.dotted_origin(each.value)) for each in node.keywords}
        itself = _ABCS.intersection(bases) or _META_CLASSES & metas
        return bool(itself) or any(self._is_abc(base, depth) for base in bases)

    def _members(
        self, source: ModuleSource, node: ast.ClassDef, kind: InterfaceKind, depth: int = 0
    ) -> dict[str, list[Member]]:
        """Members of a class and its bases in the project, inherited ones first."""
        merged: dict[str, list[Member]] = {}
        for base in node.bases if depth < _DEEPEST else ():
            found = self._find_class(self.origin(source.bindings.dotted_origin(_bare(base))))
            if found is None or found[1] is node:
                continue
            arguments = self._arguments(source, base, *found)
            for name, members in self._members(*found, kind, depth + 1).items():
                merged.setdefault(name, [_with_arguments(member, arguments) for member in members])
        attributes = kind is InterfaceKind.PROTOCOL
        return merged | read_members(source, node, attributes=attributes)

    def _arguments(
        self, source: ModuleSource, base: ast.expr, base_source: ModuleSource, base_node: ast.ClassDef
    ) -> dict[str, tuple[str, tuple[ImportedName, ...]]]:
        """What each type variable of a generic base stands for: text and the imports it needs."""
        if not isinstance(base, ast.Subscript):
            return {}
        text = base_source.class_type_parameters(base_node)
        ordered = [name.strip() for name in text.split(",")] if text else []
        names = [next(iter(type_parameter_names(name)), name) for name in ordered]
        given = base.slice.elts if isinstance(base.slice, ast.Tuple) else [base.slice]
        return {
            name: (source.segments.expression(argument), source.imports_of(dotted_names(argument)))
            for name, argument in zip(names, given, strict=False)
        }

    def _find_class(self, dotted: str) -> tuple[ModuleSource, ast.ClassDef] | None:
        located = self._locate(dotted)
        if located is None or located[2]:
            return None
        node = located[0].bindings.classes.get(located[1])
        return None if node is None else (located[0], node)

    def _locate(self, dotted: str) -> tuple[ModuleSource, str, str] | None:
        """Module of the project, name in it and attributes of that name."""
        module = dotted
        while module:
            module = module.rpartition(".")[0]
            source = self._find_module(module)
            if source is not None:
                name, _, rest = dotted[len(module) :].lstrip(".").partition(".")
                return source, name, rest
        return None


def _bare(base: ast.expr) -> ast.expr:
    return base.value if isinstance(base, ast.Subscript) else base


def _with_arguments(member: Member, arguments: dict[str, tuple[str, tuple[ImportedName, ...]]]) -> Member:
    """The member with type variables replaced by what they stand for."""
    used = {
        name: given
        for name, given in arguments.items()
        if any(imported.bound == name for imported in member.imports) or _mentions(member.method, name)
    }
    if not used:
        return member
    texts = {name: text for name, (text, _) in used.items()}
    imports = [imported for imported in member.imports if imported.bound not in used]
    imports += [imported for _, needed in used.values() for imported in needed]
    method = replace(
        member.method,
        signature=_replaced(member.method.signature, texts),
        overloads=tuple(_replaced(signature, texts) for signature in member.method.overloads),
    )
    return replace(member, method=method, imports=tuple(dict.fromkeys(imports)))


def _mentions(method: Method, name: str) -> bool:
    return any(_replaced(signature, {name: ""}) != signature for signature in (method.signature, *method.overloads))


def _replaced(signature: Signature, texts: dict[str, str]) -> Signature:
    parameters = tuple(
        replace(each, annotation=None if each.annotation is None else replace_names(each.annotation, texts))
        for each in signature.parameters
    )
    returns = None if signature.returns is None else replace_names(signature.returns, texts)
    return replace(signature, parameters=parameters, returns=returns)


def _joined(names: Iterable[ImportedName]) -> tuple[ImportedName, ...]:
    """Each import once; one that is needed at run time is not for typing alone."""
    found: dict[tuple[str, str, str], ImportedName] = {}
    for each in names:
        key = (each.module, each.name, each.alias)
        if key not in found or not each.typing_only:
            found[key] = each
    return tuple(sorted(found.values()))
