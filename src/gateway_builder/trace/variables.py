"""What is assigned to the variables of a scope, and which of it can reach a place."""

from __future__ import annotations

import ast
from enum import Enum
from typing import TYPE_CHECKING

from gateway_builder.source.nodes import walk
from gateway_builder.source.scopes import walk_scope
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_SCOPES = (*_FUNCTIONS, ast.ClassDef, ast.Module)

ScopeNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef | ast.Module


class How(Enum):
    """How a variable gets its value: by assignment, by `with … as`, as an element, or in a way that isn't followed."""

    VALUE = "value"
    ENTERED = "entered"
    ELEMENT = "element"
    UNKNOWN = "unknown"


@value
class Assigned:
    """One value that a variable or attribute gets.

    Attributes:
        target: What is assigned to.
        expression: The value, None where it is not followed.
        how: What the value is to the variable.
        annotation: The annotation of an annotated assignment.
    """

    target: ast.expr
    expression: ast.expr | None
    how: How = How.VALUE
    annotation: ast.expr | None = None


@value
class Variable:
    """What a name means where it is used.

    Attributes:
        scope: The function, class or module that binds it.
        assigned: What can reach the place, in source order.
        parameter: The parameter of that name, where its first value can still be there.
    """

    scope: ScopeNode
    assigned: tuple[Assigned, ...]
    parameter: ast.arg | None = None


class Variables:
    """The variables of one module; each scope is read once."""

    def __init__(self, module: CodeModule) -> None:
        self._module = module
        self._scopes: dict[ast.AST, dict[str, list[Assigned]]] = {}
        self._defined: dict[ast.AST, frozenset[str]] = {}

    def find(self, node: ast.Name) -> Variable | None:
        """What a name means where it stands; None for imports, functions, classes, builtins."""
        is_first = True
        for scope in self._scopes_around(node):
            if isinstance(scope, ast.ClassDef) and not is_first:
                continue
            parameter = find_parameter(scope, node.id)
            assigned = self.assigned_in(scope).get(node.id, [])
            if parameter or assigned:
                whole = Variable(scope, tuple(assigned), parameter)
                return self._reaching(node, whole) if is_first else whole
            if isinstance(scope, _FUNCTIONS) and node.id in self._defined_in(scope):
                return None
            is_first = False
        return None

    def assigned_in(self, scope: ScopeNode) -> dict[str, list[Assigned]]:
        """Everything that is assigned to the variables of a scope, by name; to the module also by `global`."""
        if scope not in self._scopes:
            found: dict[str, list[Assigned]] = {}
            shared = self._shared_names(scope)
            for each in _assignments(scope):
                if isinstance(each.target, ast.Name) and each.target.id not in shared:
                    found.setdefault(each.target.id, []).append(each)
            if isinstance(scope, ast.Module):
                for name, each in self._global_assignments():
                    found.setdefault(name, []).append(each)
            self._scopes[scope] = found
        return self._scopes[scope]

    def _defined_in(self, scope: ScopeNode) -> frozenset[str]:
        """Names that a function binds by `def`, `class` or `import`."""
        if scope not in self._defined:
            found: set[str] = set()
            for each in walk_scope(scope):
                if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    found.add(each.name)
                elif isinstance(each, (ast.Import, ast.ImportFrom)):
                    found.update(alias.asname or alias.name.partition(".")[0] for alias in each.names)
            self._defined[scope] = frozenset(found)
        return self._defined[scope]

    def _global_assignments(self) -> Iterator[tuple[str, Assigned]]:
        """What functions assign to variables of the module."""
        functions = (each for each in self._module.nodes if isinstance(each, _FUNCTIONS[:2]))
        for function in functions if self._shares else ():
            shared = self._shared_names(function)
            for each in _assignments(function) if shared else ():
                if isinstance(each.target, ast.Name) and each.target.id in shared:
                    yield each.target.id, each

    def _shared_names(self, scope: ast.AST) -> set[str]:
        """The variables of a scope that are another's."""
        nodes = walk_scope(scope) if self._shares else ()
        return {name for each in nodes if isinstance(each, (ast.Global, ast.Nonlocal)) for name in each.names}

    @property
    def _shares(self) -> bool:
        """Whether any scope can name variables of another; few files do."""
        return b"global" in self._module.content or b"nonlocal" in self._module.content

    def _scopes_around(self, node: ast.AST) -> Iterator[ScopeNode]:
        inner = node
        for each in self._module.ancestors(node):
            if isinstance(each, _SCOPES) and not _stands_outside(inner, each):
                yield each
            inner = each

    def _reaching(self, node: ast.Name, whole: Variable) -> Variable:
        """What of everything that is assigned can still be there where the name stands."""
        place = (node.lineno, node.col_offset)
        around = {id(each) for each in self._module.ancestors(node)}
        reaching: list[Assigned] = []
        for each in reversed([each for each in whole.assigned if _effective_from(each) <= place]):
            reaching.insert(0, each)
            if self._dominates(each, node, around):
                return Variable(whole.scope, tuple(reaching))
        return Variable(whole.scope, tuple(reaching), whole.parameter) if reaching or whole.parameter else whole

    def _dominates(self, assigned: Assigned, node: ast.Name, around: set[int]) -> bool:
        """Whether the assignment has happened whenever the place is reached: it stands in a block around it."""
        statement = self._module.statement_of(assigned.target)
        block = self._module.parent(statement)
        if block is None or id(block) not in around:
            return False
        inside = next(each for each in (node, *self._module.ancestors(node)) if self._module.parent(each) is block)
        return _field_of(block, statement) == _field_of(block, inside)


def find_parameter(scope: ast.AST, name: str) -> ast.arg | None:
    """The parameter of a function that has a name; None for `*args`, `**kwargs` and scopes that are no functions."""
    if not isinstance(scope, _FUNCTIONS):
        return None
    arguments = scope.args
    return next(
        (each for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs) if each.arg == name), None
    )


def find_default(function: FunctionNode | ast.Lambda, name: str) -> ast.expr | None:
    """The default of a parameter."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = dict(zip(reversed([each.arg for each in positional]), reversed(arguments.defaults), strict=False))
    for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            defaults[each.arg] = default
    return defaults.get(name)


def attribute_assignments(function: FunctionNode) -> Iterator[tuple[str, Assigned]]:
    """What a method assigns to attributes of its first parameter (`self._client = client`), by their names."""
    first = next((each.arg for each in (*function.args.posonlyargs, *function.args.args)), "")
    for each in _assignments(function):
        target = each.target
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == first:
            yield target.attr, each


def _assignments(scope: ast.AST) -> Iterator[Assigned]:
    for node in walk_scope(scope):
        match node:
            case ast.Assign(targets=targets, value=given):
                for target in targets:
                    yield from _unpacked(target, given)
            case ast.AnnAssign(target=target, value=given, annotation=annotation):
                yield Assigned(target, given, How.VALUE, annotation)
            case ast.NamedExpr(target=target, value=given):
                yield Assigned(target, given)
            case ast.AugAssign(target=target):
                yield Assigned(target, None, How.UNKNOWN)
            case ast.For(target=target, iter=given) | ast.AsyncFor(target=target, iter=given):
                yield from _spread(target, given, How.ELEMENT)
            case ast.comprehension(target=target, iter=given):
                yield from _spread(target, given, How.ELEMENT)
            case ast.withitem(context_expr=given, optional_vars=ast.expr() as target):
                yield from _spread(target, given, How.ENTERED)


def _unpacked(target: ast.expr, given: ast.expr) -> Iterator[Assigned]:
    """`a, b = x, y` pair by pair."""
    if not isinstance(target, (ast.Tuple, ast.List)):
        yield Assigned(target, given)
    elif isinstance(given, (ast.Tuple, ast.List)) and len(given.elts) == len(target.elts):
        for inner, part in zip(target.elts, given.elts, strict=True):
            yield from _unpacked(inner, part)
    else:
        yield from _spread(target, given, How.UNKNOWN)


def _spread(target: ast.expr, given: ast.expr, how: How) -> Iterator[Assigned]:
    if isinstance(target, (ast.Tuple, ast.List)):
        for each in walk(target):
            if isinstance(each, (ast.Name, ast.Attribute)) and isinstance(each.ctx, ast.Store):
                yield Assigned(each, None, How.UNKNOWN)
    else:
        yield Assigned(target, None if how is How.UNKNOWN else given, how)


def _stands_outside(inner: ast.AST, scope: ast.AST) -> bool:
    """Whether a child of a function or class is evaluated in the scope around it: defaults, decorators, bases."""
    if isinstance(scope, ast.Lambda):
        return inner is scope.args
    if isinstance(scope, ast.Module):
        return False
    return all(inner is not each for each in getattr(scope, "body", ()))


def _effective_from(assigned: Assigned) -> tuple[int, int]:
    """The place from which on the variable holds the value."""
    last = assigned.expression if assigned.expression is not None else assigned.target
    ends = [(each.end_lineno or each.lineno, each.end_col_offset or 0) for each in (last, assigned.target)]
    return max(ends) if assigned.how is not How.ELEMENT else ends[1]


def _field_of(block: ast.AST, child: ast.AST) -> str:
    fields = ast.iter_fields(block)
    return next(n for n, held in fields if child is held or (isinstance(held, list) and any(child is e for e in held)))
