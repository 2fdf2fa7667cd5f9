"""Faults that are planted in a generated gateway, by kind: each finds its places in the syntax tree and changes one."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Change: TypeAlias = "Callable[[], None]"
Finder: TypeAlias = "Callable[[ast.Module], Iterator[Change]]"
_OTHER = "something else"


def plant(text: str, find: Finder) -> Iterator[str]:
    """The module with a fault of one kind, at one place after the other."""
    tree = ast.parse(text)
    for number in range(sum(1 for _ in find(copy.deepcopy(tree)))):
        changed = copy.deepcopy(tree)
        list(find(changed))[number]()
        yield ast.unparse(ast.fix_missing_locations(changed)) + "\n"


def _methods(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Methods of the gateway that implement the interface."""
    for each in tree.body:
        if isinstance(each, ast.ClassDef) and not each.name.startswith("_"):
            methods = [one for one in each.body if isinstance(one, ast.FunctionDef)]
            yield from (one for one in methods if one.name not in {"__init__", "from_environment"})


def _class_method(tree: ast.Module, name: str) -> Iterator[ast.FunctionDef]:
    for each in ast.walk(tree):
        if isinstance(each, ast.FunctionDef) and each.name == name:
            yield each


def _sdk_calls(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls that send something: `self._client.x(...)`, `….paginate(...)`, `….wait(...)`."""
    for method in _methods(tree):
        for each in ast.walk(method):
            if isinstance(each, ast.Call) and each.keywords and _reaches_client(each.func):
                yield each


def _reaches_client(func: ast.expr) -> bool:
    return isinstance(func, ast.Attribute) and "self._client." in ast.unparse(func)


def _replace_items(items: list[Any], position: int, new: list[Any]) -> Change:
    def change() -> None:
        items[position : position + 1] = new

    return change


def _set(node: ast.AST, name: str, new: object) -> Change:
    def change() -> None:
        setattr(node, name, new)

    return change


def _named_state_maps(tree: ast.Module) -> Iterator[tuple[str, ast.Dict]]:
    """Tables of states with their names: constants that end with `_MAP`."""
    for each in tree.body:
        if isinstance(each, ast.AnnAssign) and isinstance(each.value, ast.Dict):
            name = ast.unparse(each.target)
            if name.endswith("_MAP"):
                yield name, each.value


def _state_maps(tree: ast.Module) -> Iterator[ast.Dict]:
    return (table for _, table in _named_state_maps(tree))


def _tables_of_errors(tree: ast.Module) -> Iterator[ast.Dict]:
    """What codes mean for one operation alone, else what they mean everywhere."""
    for method in _methods(tree):
        for each in ast.walk(method):
            if isinstance(each, ast.Call) and ast.unparse(each.func) == "translated_errors":
                yield from (argument for argument in each.args if isinstance(argument, ast.Dict))


def swap_values(tree: ast.Module) -> Iterator[Change]:
    """Another value is sent: two arguments swapped, or a text in place of the only one."""
    for call in _sdk_calls(tree):
        first, *others = call.keywords
        other = next((each for each in others if ast.dump(each.value) != ast.dump(first.value)), None)
        if other is None:
            yield _set(first, "value", ast.Constant(_OTHER))
        else:
            yield _swap(first, other)


def _swap(first: ast.keyword, second: ast.keyword) -> Change:
    def change() -> None:
        first.value, second.value = second.value, first.value

    return change


def drop_argument(tree: ast.Module) -> Iterator[Change]:
    """An argument, or a member of a structure in one, is not sent."""
    for call in _sdk_calls(tree):
        yield _replace_items(call.keywords, len(call.keywords) - 1, [])
        for keyword in call.keywords:
            for each in ast.walk(keyword.value):
                if isinstance(each, ast.Dict) and each.keys:
                    yield _drop_entry(each, len(each.keys) - 1)


def _drop_entry(table: ast.Dict, position: int) -> Change:
    def change() -> None:
        del table.keys[position], table.values[position]

    return change


def map_wrongly(tree: ast.Module) -> Iterator[Change]:
    """A state means what another state means."""
    for table in _state_maps(tree):
        for position, meant in enumerate(table.values):
            others = [each for each in table.values if ast.dump(each) != ast.dump(meant)]
            if others:
                yield _replace_items(table.values, position, [copy.deepcopy(others[0])])


def forget_state(tree: ast.Module) -> Iterator[Change]:
    """A state is missing from its table."""
    for table in _state_maps(tree):
        for position in range(len(table.keys)):
            yield _drop_entry(table, position)


def default_silently(tree: ast.Module) -> Iterator[Change]:
    """A state that nobody knows means what a known one means."""
    tables = dict(_named_state_maps(tree))
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name.startswith("map_"):
            name = f"{function.name.removeprefix('map_').upper()}_MAP"
            decided = ast.unparse(function)
            meant = next(text for each in tables[name].values if (text := ast.unparse(each)) not in decided)
            text = f"return {name}.get({function.args.args[0].arg}, {meant})"
            yield _set(function, "body", ast.parse(text).body)


def leave_empty(tree: ast.Module) -> Iterator[Change]:
    """An empty answer is not looked at: `if not jobs: …` is gone."""
    for holder, position, each in _statements(tree):
        if isinstance(each, ast.If) and isinstance(each.test, ast.UnaryOp) and isinstance(each.test.op, ast.Not):
            yield _replace_items(holder, position, [])
    for method in _methods(tree):
        guarded = [each.value for each in ast.walk(method) if isinstance(each, ast.Assign)]  # `if not …` follows these
        for part in ast.walk(method):
            if isinstance(part, ast.BoolOp) and isinstance(part.op, ast.Or) and part not in guarded:
                yield _replace_items(part.values, len(part.values) - 1, [part.values[0]])


def drop_requirement(tree: ast.Module) -> Iterator[Change]:
    """What must not be None is not looked at before something is sent."""
    for holder, position, each in _statements(tree):
        if isinstance(each, ast.If) and "raise ValueError" in ast.unparse(each):
            yield _replace_items(holder, position, [])


def _statements(tree: ast.Module) -> Iterator[tuple[list[ast.stmt], int, ast.stmt]]:
    """Statements of the methods with the list that they stand in."""
    for method in _methods(tree):
        for each in ast.walk(method):
            body = getattr(each, "body", None)
            if isinstance(body, list):
                yield from ((body, position, one) for position, one in enumerate(body))


def change_error(tree: ast.Module) -> Iterator[Change]:
    """A code means another error: of one operation, then of all."""
    for table in _tables_of_errors(tree):
        yield from (
            _replace_items(table.values, number, [_other_error(each)]) for number, each in enumerate(table.values)
        )
    for each in tree.body:
        is_table = isinstance(each, ast.AnnAssign) and ast.unparse(each.target) == "_MEANINGS"
        if is_table and isinstance(each, ast.AnnAssign) and isinstance(each.value, ast.Dict):
            values = each.value.values
            for number in range(len(values) - 1, -1, -1):
                yield _replace_items(values, number, [_other_error(values[number])])


def _other_error(meant: ast.expr) -> ast.expr:
    name = "GatewayRejectedError" if ast.unparse(meant) != "GatewayRejectedError" else "GatewayNotFoundError"
    return ast.Name(name)


def leak_errors(tree: ast.Module) -> Iterator[Change]:
    """A call whose failures are not translated."""
    for holder, position, each in _statements(tree):
        if isinstance(each, ast.With) and "translated_errors" in ast.unparse(each.items[0]):
            yield _replace_items(holder, position, each.body)
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name == "_read_chunks":
            guard = function.body[-1]
            if isinstance(guard, ast.With):
                yield _replace_items(guard.items, 0, [])


def forget_pages(tree: ast.Module) -> Iterator[Change]:
    """Only the first page is read, a token is not sent, or nothing is waited for."""
    for method in _methods(tree):
        for each in ast.walk(method):
            if isinstance(each, ast.Assign) and "get_paginator" in ast.unparse(each.value):
                yield _set(each, "value", _plain_call(each.value))
    for call in _sdk_calls(tree):
        for position, keyword in enumerate(call.keywords):
            if "token" in (keyword.arg or "").lower():
                yield _replace_items(call.keywords, position, [])
    for holder, position, statement in _statements(tree):
        if isinstance(statement, ast.Expr) and "get_waiter" in ast.unparse(statement):
            yield _replace_items(holder, position, [ast.Pass()])


def _plain_call(value: ast.expr) -> ast.expr:
    """`self._client.list_jobs(…)` of `self._client.get_paginator("list_jobs").paginate(…).build_full_result()`."""
    calls = {
        each.func.attr: each
        for each in ast.walk(value)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute)
    }
    named, sent = calls["get_paginator"].args[0], calls["paginate"]
    assert isinstance(named, ast.Constant)
    assert isinstance(named.value, str)
    client = ast.parse("self._client", mode="eval").body
    return ast.Call(ast.Attribute(client, named.value, ast.Load()), sent.args, sent.keywords)


def drop_assignment(tree: ast.Module) -> Iterator[Change]:
    """What the model should keep is not stored on it, or is stored elsewhere."""
    for holder, position, each in _statements(tree):
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Attribute):
            yield _replace_items(holder, position, [ast.Pass()])
            yield _set(each.targets[0], "attr", "name" if each.targets[0].attr != "name" else "key")


def change_default(tree: ast.Module) -> Iterator[Change]:
    """Something else stands in for what is absent: another default, or None for what must be there."""
    for method in _methods(tree):
        for each in ast.walk(method):
            if not isinstance(each, ast.Call):
                continue
            if isinstance(each.func, ast.Attribute) and each.func.attr == "get":
                yield _change_get(each)
            elif ast.unparse(each.func) == "_required":
                yield _read_loosely(each)


def _change_get(call: ast.Call) -> Change:
    def change() -> None:
        call.args[1:] = [ast.Constant(_OTHER)]

    return change


def _read_loosely(call: ast.Call) -> Change:
    def change() -> None:
        call.func = ast.Attribute(call.args[0], "get", ast.Load())
        call.args = call.args[1:2]

    return change


def change_client(tree: ast.Module) -> Iterator[Change]:
    """A client without limits is built, or the injected one is not used."""
    for function in _class_method(tree, "__init__"):
        for each in ast.walk(function):
            if isinstance(each, ast.If) and "is None" in ast.unparse(each.test):
                yield _set(each, "test", ast.Constant(value=True))
    for function in _class_method(tree, "build_client"):
        for each in ast.walk(function):
            if isinstance(each, ast.Call) and ast.unparse(each.func).endswith("Config"):
                yield from (_set(keyword, "value", ast.Constant(value=None)) for keyword in each.keywords)


def change_configuration(tree: ast.Module) -> Iterator[Change]:
    """A variable of the environment has another name, configuration another default, or goes elsewhere."""
    for function in _class_method(tree, "from_environment"):
        for each in ast.walk(function):
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value.isupper():
                yield _set(each, "value", f"{each.value}_TOO")
    for function in _class_method(tree, "__init__"):
        stored = [each for each in function.body if isinstance(each, ast.Assign)]
        yield from (_set(each, "value", ast.Constant(_OTHER)) for each in stored[1:])
        for position, default in enumerate(function.args.kw_defaults[:-1]):
            if default is not None:
                yield _replace_items(function.args.kw_defaults, position, [ast.Constant(_OTHER)])


KINDS: dict[str, Finder] = {
    "another value sent": swap_values,
    "argument dropped": drop_argument,
    "state mapped wrongly": map_wrongly,
    "state forgotten": forget_state,
    "unknown state defaulted silently": default_silently,
    "empty answer not handled": leave_empty,
    "requirement not checked": drop_requirement,
    "error of another meaning": change_error,
    "error of the SDK leaks": leak_errors,
    "page, token or waiter forgotten": forget_pages,
    "assignment dropped or elsewhere": drop_assignment,
    "default or absence changed": change_default,
    "client unbounded or not the injected one": change_client,
    "configuration from elsewhere": change_configuration,
}
