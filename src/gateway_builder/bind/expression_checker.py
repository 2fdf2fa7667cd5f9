"""Goes through an expression, finds the type of every part and everything that is wrong."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.bind.annotation_types import read_type
from gateway_builder.bind.annotations import is_optional, without_none
from gateway_builder.bind.expression_arguments import find_bad_arguments
from gateway_builder.bind.expression_members import Asked, ask_class, ask_value, suggest
from gateway_builder.bind.expression_text import GRAMMAR, shorten, spell_part
from gateway_builder.bind.expression_types import (
    FUNCTIONS,
    has_items,
    type_of_collection,
    type_of_dictionary,
    type_of_element,
    type_of_item,
)
from gateway_builder.errors import Problem
from gateway_builder.model.business import ModelKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from gateway_builder.bind.expression_scope import Scope
    from gateway_builder.model.business import BusinessModel
    from gateway_builder.model.interface import ImportedName

_CONFIG = "config"
_LITERALS = (str, int, float, bool, bytes, type(None))
_NOT_NONE_FOR = frozenset(FUNCTIONS) - {"bool"}
_REFUSED: dict[type[ast.expr], str] = {
    ast.Lambda: "a lambda",
    ast.BinOp: "an operator",
    ast.BoolOp: "`and` and `or`",
    ast.UnaryOp: "an operator",
    ast.IfExp: "a condition",
    ast.NamedExpr: "an assignment",
    ast.ListComp: "a comprehension",
    ast.SetComp: "a comprehension",
    ast.DictComp: "a comprehension",
    ast.GeneratorExp: "a comprehension",
    ast.Starred: "a star",
    ast.Dict: "a star",
    ast.Await: "`await`",
    ast.Yield: "`yield`",
    ast.YieldFrom: "`yield`",
}


class ExpressionChecker:
    """Types and mistakes of one expression.

    Attributes:
        problems: What is wrong so far.
        imports: The application's classes that it names, by identifier.
        reads: Parameters and configuration that it reads.
    """

    def __init__(self, scope: Scope, place: str) -> None:
        self.problems: list[Problem] = []
        self.imports: dict[str, ImportedName] = {}
        self.reads: dict[str, None] = {}
        self._scope = scope
        self._place = place
        self._readers: Mapping[type[ast.expr], Callable[[Any], str]] = {
            ast.Constant: self._literal,
            ast.Name: self._name,
            ast.Attribute: self._attribute,
            ast.Call: self._call,
            ast.Subscript: self._item,
            ast.Compare: self._comparison,
            ast.JoinedStr: self._text,
            ast.UnaryOp: self._sign,
            ast.List: self._list,
            ast.Tuple: self._tuple,
            ast.Set: self._set,
            ast.Dict: self._dictionary,
        }

    def type_of(self, node: ast.expr) -> str:
        """Annotation of a part, "" where it is not known."""
        read = self._readers.get(type(node))
        return read(node) if read else self._refuse_part(node)

    def _refuse_part(self, node: ast.expr) -> str:
        what = _REFUSED.get(type(node))
        part = shorten(spell_part(node))
        return self._refuse(f"an expression can't hold {f'{what}: {part}' if what else part}", GRAMMAR)

    def _comparison(self, node: ast.Compare) -> str:
        self._types([node.left, *node.comparators])
        return "bool"

    def _sign(self, node: ast.UnaryOp) -> str:
        is_number = isinstance(node.operand, ast.Constant) and isinstance(node.operand.value, (int, float))
        is_sign = isinstance(node.op, (ast.USub, ast.UAdd))
        return self.type_of(node.operand) if is_number and is_sign else self._refuse_part(node)

    def _list(self, node: ast.List) -> str:
        return type_of_collection("list", self._types(node.elts))

    def _tuple(self, node: ast.Tuple) -> str:
        return type_of_collection("tuple", self._types(node.elts))

    def _set(self, node: ast.Set) -> str:
        return type_of_collection("set", self._types(node.elts))

    def _dictionary(self, node: ast.Dict) -> str:
        keys = [each for each in node.keys if each]
        if len(keys) < len(node.values):
            return self._refuse_part(node)
        return type_of_dictionary(self._types(keys), self._types(node.values))

    def _types(self, nodes: list[ast.expr]) -> tuple[str, ...]:
        return tuple(self.type_of(each) for each in nodes)

    def _literal(self, node: ast.Constant) -> str:
        if not isinstance(node.value, _LITERALS):
            return self._refuse(f"an expression can't hold {spell_part(node)}", GRAMMAR)
        return "None" if node.value is None else type(node.value).__name__

    def _name(self, node: ast.Name) -> str:
        if node.id in self._scope.parameters:
            self.reads[node.id] = None
            return self._narrowed(node, self._scope.parameters[node.id])
        if node.id == _CONFIG and self._scope.config:
            names = ", ".join(f"config.{each}" for each in self._scope.config)
            return self._refuse("config alone is no value", f"name one of its values: {names}")
        if model := self._class(node):
            hint = suggest("", (f"{model.name}.{each}" for each in model.members))
            return self._refuse(f"{model.name} is a class, not a value", hint or "name a value, or one of its members")
        if node.id in FUNCTIONS:
            return self._refuse(f"{node.id} is a function, not a value", f"call it: {node.id}(…)")
        return self._refuse(f"the name {node.id} is unknown", self._suggest_name(node.id))

    def _suggest_name(self, name: str) -> str:
        configured = (_CONFIG,) if self._scope.config else ()
        parameters = (*self._scope.parameters, *configured)
        near = suggest(name, (*parameters, *self._scope.list_models(), *FUNCTIONS))
        if near.startswith("did"):
            return near
        return f"{suggest('', parameters) or 'the method has no parameters'}, and the application's models"

    def _class(self, node: ast.expr) -> BusinessModel | None:
        """The application's class that a part names."""
        if not isinstance(node, ast.Name) or node.id in {*self._scope.parameters, *FUNCTIONS}:
            return None
        model = self._scope.models(node.id)
        if model:
            self.imports[node.id] = model.imported
        return model

    def _attribute(self, node: ast.Attribute) -> str:
        asked = self._ask(node)
        if asked and asked.is_called:
            return self._refuse(f"{spell_part(node)} is a method", f"call it: {spell_part(node)}()")
        return self._narrowed(node, asked.annotation) if asked else ""

    def _ask(self, node: ast.Attribute) -> Asked | None:
        """What an attribute is; None where something is wrong with it."""
        if node.attr.startswith("_"):
            self._refuse(f"{node.attr} is private: an expression can't read it", "name what is public")
            return None
        if isinstance(node.value, ast.Name) and self._is_config(node.value):
            return self._ask_config(node.attr)
        if model := self._class(node.value):
            asked = ask_class(model, node.attr)
        else:
            asked = ask_value(self._present(node.value), node.attr, self._scope.models)
        if asked.missing:
            what = "member" if model and model.kind is ModelKind.ENUM else "attribute"
            self._refuse(f"{asked.missing} has no {what} {node.attr}", suggest(node.attr, asked.known))
            return None
        return asked

    def _is_config(self, node: ast.Name) -> bool:
        return node.id == _CONFIG and bool(self._scope.config) and _CONFIG not in self._scope.parameters

    def _ask_config(self, name: str) -> Asked | None:
        if name not in self._scope.config:
            self._refuse(f"config has no value {name}", suggest(name, self._scope.config))
            return None
        self.reads[f"{_CONFIG}.{name}"] = None
        return Asked(self._scope.config[name])

    def _narrowed(self, node: ast.expr, annotation: str) -> str:
        required = self._scope.require
        return without_none(annotation) if required and spell_part(node) in required else annotation

    def _present(self, node: ast.expr) -> str:
        """Annotation of a part that must not be None."""
        annotation = self.type_of(node)
        if annotation != "None" and is_optional(annotation):
            text = spell_part(node)
            is_path = isinstance(node, (ast.Name, ast.Attribute))
            hint = f'add "{text}" to require' if is_path else "give a model a method that never gives None"
            self._refuse(f"{text} may be None", hint)
            return without_none(annotation)
        return annotation

    def _text(self, node: ast.JoinedStr) -> str:
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                self._present(each.value)
                self._types([each.format_spec] if each.format_spec else [])
        return "str"

    def _item(self, node: ast.Subscript) -> str:
        if model := self._class(node.value):
            return self._refuse(f"{model.name} is a class, not a value", f"name a member: {model.name}.NAME")
        annotation = self._present(node.value)
        owner = read_type(annotation)
        if isinstance(node.slice, ast.Slice):
            self._types([each for each in (node.slice.lower, node.slice.upper, node.slice.step) if each])
            return "" if owner.name == "tuple" else annotation
        self.type_of(node.slice)
        key = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if not has_items(owner):
            return self._refuse(f"{spell_part(node.value)} is {annotation}, it has no items", "leave the brackets out")
        model = self._scope.models(owner.identifier) if owner.name else None
        if model and model.kind is ModelKind.TYPED_DICT:
            return self._field(model, key)
        return type_of_item(owner, key)

    def _field(self, model: BusinessModel, key: object) -> str:
        """Type of what a typed dictionary holds under a key."""
        if not isinstance(key, str):
            return ""
        if field := model.find_field(key):
            return field.annotation
        if model.is_complete:
            self._refuse(f"{model.name} has no key {key}", suggest(key, (each.name for each in model.fields)))
        return ""

    def _call(self, node: ast.Call) -> str:
        if any(isinstance(each, ast.Starred) for each in node.args) or any(not each.arg for each in node.keywords):
            return self._refuse(f"an expression can't hold a star: {shorten(spell_part(node))}", GRAMMAR)
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        if function in FUNCTIONS and function not in self._scope.parameters:
            return self._call_function(function, node)
        positional = self._types(node.args)
        named = {each.arg: self.type_of(each.value) for each in node.keywords if each.arg}
        if not isinstance(node.func, ast.Attribute):
            return self._refuse_call(node)
        asked = self._ask(node.func)
        text = spell_part(node.func)
        if asked and asked.is_called is False:
            return self._refuse(f"{text} is no method", f"leave the parentheses out: {text}")
        if asked and asked.signature:
            self.problems += find_bad_arguments(text, asked.signature, positional, named, self._scope, self._place)
        return asked.annotation if asked else ""

    def _call_function(self, name: str, node: ast.Call) -> str:
        most = 2 if name in {"int", "str"} else 1
        least = 0 if name == "dict" else 1
        allowed = {"reverse"} if name == "sorted" else {each.arg for each in node.keywords if name == "dict"}
        if not least <= len(node.args) <= most or not {each.arg for each in node.keywords} <= allowed:
            return self._refuse(f"{shorten(spell_part(node))} is no call of {name}", f"give it one value: {name}(…)")
        given = tuple(map(self._present if name in _NOT_NONE_FOR else self.type_of, node.args))
        self._types([each.value for each in node.keywords])
        element = type_of_element(given[0]) if given else ""
        if name in {"list", "sorted"} and element:
            return f"list[{element}]"
        if name == "tuple" and element:
            return f"tuple[{element}, ...]"
        is_copy = name == "dict" and not node.keywords and given and read_type(given[0]).name == "dict"
        return given[0] if is_copy else FUNCTIONS[name]

    def _refuse_call(self, node: ast.Call) -> str:
        text = spell_part(node.func)
        if model := self._class(node.func):
            return self._refuse(f"an expression can't make a {model.name}", "build it with fields, under returns")
        near = suggest(text, FUNCTIONS)
        return self._refuse(f"an expression can't call {shorten(text)}", near if near.startswith("did") else GRAMMAR)

    def _refuse(self, message: str, hint: str) -> str:
        """Note what is wrong; the type of such a part is not known."""
        self.problems.append(Problem(message, hint, self._place))
        return ""
