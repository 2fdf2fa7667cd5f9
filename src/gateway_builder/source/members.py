"""The members of one class, as its body defines them."""

from __future__ import annotations

import ast
import builtins
from dataclasses import field, replace
from typing import TYPE_CHECKING

from gateway_builder.model.interface import ImportedName, Method, MethodKind, Parameter, ParameterKind, Signature
from gateway_builder.source.bindings import Bindings, dotted_name
from gateway_builder.source.names import dotted_names, names_in_bounds, replace_names, type_parameter_names
from gateway_builder.source.overloads import merge_overloads
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gateway_builder.source.segments import Segments

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_BUILTINS = frozenset(dir(builtins))
_KINDS = {
    "property": MethodKind.PROPERTY,
    "abc.abstractproperty": MethodKind.PROPERTY,
    "functools.cached_property": MethodKind.PROPERTY,
    "classmethod": MethodKind.CLASS,
    "abc.abstractclassmethod": MethodKind.CLASS,
    "staticmethod": MethodKind.STATIC,
    "abc.abstractstaticmethod": MethodKind.STATIC,
}
_ACCESSORS = {"setter": MethodKind.SETTER, "deleter": MethodKind.DELETER, "getter": MethodKind.PROPERTY}
_ABSTRACT = frozenset(
    {"abc.abstractmethod", "abc.abstractproperty", "abc.abstractclassmethod", "abc.abstractstaticmethod"}
)
_TYPING = ("typing", "typing_extensions")
_OVERLOAD = frozenset(f"{module}.overload" for module in _TYPING)
_SILENT = _ABSTRACT | _OVERLOAD | {f"{module}.{name}" for module in _TYPING for name in ("override", "final")}
_NO_MEMBERS = frozenset(
    {"__init__", "__new__", "__init_subclass__", "__class_getitem__", "__subclasshook__", "__slots__", "__module__"}
)


@value
class Member:
    """A method with the imports that its signature needs."""

    method: Method
    imports: tuple[ImportedName, ...] = ()
    is_abstract: bool = False


@value
class ModuleSource:
    """A parsed module with what its names mean."""

    path: str
    bindings: Bindings
    segments: Segments
    type_parameters: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def class_type_parameters(self, node: ast.ClassDef) -> str:
        """Text between the brackets of a generic class: PEP 695, `Protocol[T]` or `Generic[T]`."""
        own = self.type_parameters.get((node.lineno, node.col_offset), "")
        generic = {f"{module}.{name}" for module in _TYPING for name in ("Protocol", "Generic")}
        listed = [
            self.segments.expression(base.slice)
            for base in node.bases
            if isinstance(base, ast.Subscript) and self.bindings.dotted_origin(base.value) in generic
        ]
        return own or next(iter(listed), "")

    def imports_of(self, chains: Iterable[str]) -> tuple[ImportedName, ...]:
        """What has to be imported for names that this module uses; builtins need nothing."""
        own = {*self.bindings.imports, *self.bindings.definitions}
        needed = (chain for chain in chains if (root := chain.partition(".")[0]) in own or root not in _BUILTINS)
        return tuple(dict.fromkeys(name for chain in needed for name in self.bindings.imports_of(chain)))

    def bound_imports(self, node: ast.ClassDef) -> tuple[ImportedName, ...]:
        """What the bounds and defaults of a class's PEP 695 type parameters need."""
        return self.imports_of(names_in_bounds(self.type_parameters.get((node.lineno, node.col_offset), "")))


def read_members(
    source: ModuleSource, node: ast.ClassDef, *, attributes: bool, brief: bool = False
) -> dict[str, list[Member]]:
    """Methods and properties that a class body defines, by name, in order.

    Args:
        source: The module.
        node: The class.
        attributes: Whether annotated attributes are part of what the class promises, as in a Protocol; each is a
            property with a setter.
        brief: Whether kinds and signatures suffice; imports and decorators are left out then.
    """
    return _MemberReader(source, node, brief=brief).read(attributes=attributes)


class _MemberReader:
    def __init__(self, source: ModuleSource, node: ast.ClassDef, *, brief: bool) -> None:
        self._brief = brief
        self._source = source
        self._node = node
        self._found: dict[str, list[Member]] = {}
        self._overloads: dict[str, list[Member]] = {}
        own = source.type_parameters.get((node.lineno, node.col_offset), "")
        self._type_parameters = type_parameter_names(own)
        self._nested = {
            statement.name: f"{node.name}.{statement.name}"
            for statement in node.body
            if isinstance(statement, ast.ClassDef)
        }

    def read(self, *, attributes: bool) -> dict[str, list[Member]]:
        """Every member."""
        for statement, alternative in _statements(self._node.body):
            if isinstance(statement, _FUNCTIONS):
                if statement.name not in _NO_MEMBERS and not (alternative and statement.name in self._found):
                    self._add_function(statement)
            elif attributes and isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                self._add_attribute(statement.target.id, statement)
        return self._found

    def _add_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        origins = {self._decorator_origin(decorator) for decorator in node.decorator_list}
        member = self._member(node, origins)
        before = self._found.get(node.name, [])
        if origins & _OVERLOAD:
            overloads = self._overloads.setdefault(node.name, [])
            overloads.append(member)
            self._found[node.name] = [_overloaded(overloads, None)]
        elif node.name in self._overloads:
            self._found[node.name] = [_overloaded(self._overloads.pop(node.name), member)]
        elif member.method.kind in {MethodKind.SETTER, MethodKind.DELETER}:
            self._found[node.name] = [*before, member]
        else:
            self._found[node.name] = [member]

    def _member(self, node: ast.FunctionDef | ast.AsyncFunctionDef, origins: set[str]) -> Member:
        kind = self._kind(node)
        signature = self._signature(node, bound=kind is not MethodKind.STATIC)
        decorators = [
            decorator
            for decorator in (() if self._brief else node.decorator_list)
            if self._decorator_origin(decorator) not in _SILENT.union(_KINDS) and not _accessor(decorator, node.name)
        ]
        method = Method(
            name=node.name,
            signature=signature,
            kind=kind,
            docstring=clean_docstring(node),
            line=node.lineno,
            body_is_default=not _is_stub(node),
            decorators=tuple(self._source.segments.expression(decorator) for decorator in decorators),
        )
        is_abstract = bool(origins & _ABSTRACT)
        if self._brief:
            return Member(method, is_abstract=is_abstract)
        names = _names_used(node, decorators) + list(names_in_bounds(signature.type_parameters))
        own = type_parameter_names(signature.type_parameters)
        return Member(method, self._imports(names, own), is_abstract)

    def _add_attribute(self, name: str, node: ast.AnnAssign) -> None:
        if name in _NO_MEMBERS:
            return
        annotation, settable = node.annotation, True
        while isinstance(annotation, ast.Subscript):
            maker = self._source.bindings.dotted_origin(annotation.value).rpartition(".")[2]
            if maker not in {"ClassVar", "Final", "ReadOnly"}:
                break
            annotation, settable = annotation.slice, False
        text = self._text(annotation)
        imports = self._imports(list(dotted_names(annotation)), frozenset())
        default = node.value is not None
        getter = Method(name, Signature((), text), MethodKind.PROPERTY, line=node.lineno, body_is_default=default)
        setter = Method(
            name,
            Signature((Parameter("value", text),), "None"),
            MethodKind.SETTER,
            line=node.lineno,
            body_is_default=default,
        )
        methods = (getter, setter) if settable else (getter,)
        self._found[name] = [Member(method, imports) for method in methods]

    def _kind(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> MethodKind:
        for decorator in node.decorator_list:
            if accessor := _accessor(decorator, node.name):
                return _ACCESSORS[accessor]
            if kind := _KINDS.get(self._decorator_origin(decorator)):
                return kind
        return MethodKind.INSTANCE

    def _decorator_origin(self, node: ast.expr) -> str:
        return self._source.bindings.dotted_origin(node.func if isinstance(node, ast.Call) else node)

    def _signature(self, node: ast.FunctionDef | ast.AsyncFunctionDef, *, bound: bool) -> Signature:
        parameters = list(self._parameters(node.args))
        positional = (ParameterKind.POSITIONAL_ONLY, ParameterKind.POSITIONAL_OR_KEYWORD)
        if bound and parameters and parameters[0].kind in positional:
            del parameters[0]
        return Signature(
            parameters=tuple(parameters),
            returns=None if node.returns is None else self._text(node.returns),
            is_async=isinstance(node, ast.AsyncFunctionDef),
            type_parameters=self._source.type_parameters.get((node.lineno, node.col_offset), ""),
        )

    def _parameters(self, node: ast.arguments) -> Iterator[Parameter]:
        return read_parameters(node, self._text)

    def _text(self, node: ast.expr) -> str:
        return replace_names(self._source.segments.expression(node), self._nested)

    def _imports(self, names: list[str], own: frozenset[str]) -> tuple[ImportedName, ...]:
        bound = own | self._type_parameters
        free = [chain for chain in names if chain.partition(".")[0] not in bound]
        nested = any(chain.partition(".")[0] in self._nested for chain in free)
        outer = self._source.imports_of(chain for chain in free if chain.partition(".")[0] not in self._nested)
        own_class = ImportedName(self._source.bindings.module, self._node.name)
        return (*outer, own_class) if nested else outer


def read_parameters(node: ast.arguments, text: Callable[[ast.expr], str]) -> Iterator[Parameter]:
    """The parameters of a function in order; `text` gives the source of an annotation or default."""

    def parameter(argument: ast.arg, default: ast.expr | None, kind: ParameterKind) -> Parameter:
        annotation = None if argument.annotation is None else text(argument.annotation)
        return Parameter(argument.arg, annotation, None if default is None else text(default), kind)

    positional = [*node.posonlyargs, *node.args]
    defaults = [*[None] * (len(positional) - len(node.defaults)), *node.defaults]
    for index, (argument, default) in enumerate(zip(positional, defaults, strict=True)):
        only = index < len(node.posonlyargs)
        yield parameter(
            argument, default, ParameterKind.POSITIONAL_ONLY if only else ParameterKind.POSITIONAL_OR_KEYWORD
        )
    if node.vararg:
        yield parameter(node.vararg, None, ParameterKind.VAR_POSITIONAL)
    for argument, default in zip(node.kwonlyargs, node.kw_defaults, strict=True):
        yield parameter(argument, default, ParameterKind.KEYWORD_ONLY)
    if node.kwarg:
        yield parameter(node.kwarg, None, ParameterKind.VAR_KEYWORD)


def clean_docstring(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> str | None:
    """The docstring without its indentation; what `inspect.cleandoc` gives, which is too dear to import."""
    raw = ast.get_docstring(node, clean=False)
    if raw is None:
        return None
    first, *rest = raw.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    return "\n".join([first.lstrip(), *(line[margin:] for line in rest)]).strip("\n")


def _statements(body: list[ast.stmt], *, alternative: bool = False) -> Iterator[tuple[ast.stmt, bool]]:
    """Statements of a class body, those of branches included; whether each stands in a later branch."""
    for statement in body:
        if isinstance(statement, ast.If):
            yield from _statements(statement.body, alternative=alternative)
            yield from _statements(statement.orelse, alternative=True)
        else:
            yield statement, alternative


def _accessor(decorator: ast.expr, name: str) -> str:
    """`setter`, `getter` or `deleter` when the decorator is one of the property of that name."""
    root, _, accessor = dotted_name(decorator).rpartition(".")
    return accessor if root.rpartition(".")[2] == name and accessor in _ACCESSORS else ""


def _names_used(node: ast.FunctionDef | ast.AsyncFunctionDef, decorators: list[ast.expr]) -> list[str]:
    """Dotted names in annotations, defaults and the decorators that stay."""
    variadic = [argument for argument in (node.args.vararg, node.args.kwarg) if argument]
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, *variadic]
    annotations = [argument.annotation for argument in arguments] + [node.returns]
    values = [*node.args.defaults, *node.args.kw_defaults, *decorators]
    found = [name for each in annotations if each for name in dotted_names(each)]
    return found + [name for each in values if each for name in dotted_names(each, is_annotation=False)]


def _is_stub(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a body does nothing: a docstring, `...`, `pass`, or `raise NotImplementedError`."""
    for statement in node.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        if isinstance(statement, ast.Raise) and statement.exc is not None:
            raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
            if dotted_name(raised) == "NotImplementedError":
                continue
        if not isinstance(statement, ast.Pass):
            return False
    return True


def _overloaded(overloads: list[Member], implementation: Member | None) -> Member:
    """One member for all overloads of a method."""
    signatures = tuple(member.method.signature for member in overloads)
    last = implementation or overloads[-1]
    signature = implementation.method.signature if implementation else merge_overloads(signatures)
    documented = next((m.method.docstring for m in (last, *overloads) if m.method.docstring), None)
    method = replace(
        last.method, signature=signature, overloads=signatures, docstring=documented, line=overloads[0].method.line
    )
    imports = {name: None for member in (*overloads, last) for name in member.imports}
    return Member(method, tuple(imports), any(member.is_abstract for member in (*overloads, last)))
