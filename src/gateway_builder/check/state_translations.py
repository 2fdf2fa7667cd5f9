"""Translations of a service's states, each with the values that the service really sends."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.bind.suggestions import find_near
from gateway_builder.check.answer_places import find_asked, find_place
from gateway_builder.check.service_calls import asking_modules
from gateway_builder.source.nodes import walk
from gateway_builder.trace.values import MapForm
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.model.service import Shape
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.values import ServiceCall, StateKey, StateMap

_FEWEST = 3
_FEWEST_OF_ALL = 2
_UNKNOWN = re.compile(
    r"unknown|other|unrecogni|unexpected|unmapped|undefined|unspecified|unsupported|invalid|none|n/a|^$", re.IGNORECASE
)
_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d")
_DECORATION = re.compile(r"colou?r|icon|emoji|style|symbol|glyph|label|css|badge|severity", re.IGNORECASE)
_CASES = frozenset({"lower", "upper", "title", "capitalize", "casefold"})
_FOLDS: dict[str, Callable[[str], str]] = {"lower": str.lower, "upper": str.upper, "": str}


@value
class Translation:
    """A translation and what it should hold.

    Attributes:
        map: The translation as the code has it.
        label: Name of the enum in the model.
        values: What the service sends, folded as the code folds it.
        is_traced: Whether the value was followed from an answer; False where the keys alone say what they are.
    """

    map: StateMap
    label: str
    values: tuple[str, ...]
    is_traced: bool

    @property
    def known(self) -> tuple[str, ...]:
        """The values that are named."""
        return tuple(each for each in dict.fromkeys(key.text for key in self.map.keys) if each in self.values)

    @property
    def missing(self) -> tuple[str, ...]:
        """The values that are not named."""
        named = {key.text for key in self.map.keys}
        return tuple(each for each in self.values if each not in named)

    @property
    def is_total(self) -> bool:
        """Whether it is meant to say what every value means, rather than to pick some out."""
        known, size = len(self.known), len(self.values)
        if known < _FEWEST_OF_ALL or not _makes_states(self.map) or _DECORATION.search(name_of(self.map)):
            return False
        if _hands_through(self.map):
            return False
        if _is_plain(self.map) and known * 5 <= size * 3:
            return False
        share = 4 if self.map.form in {MapForm.DICT, MapForm.ENUM} else 3
        return known * 2 >= size or (known >= _FEWEST and known * share >= size)


def name_of(found: StateMap) -> str:
    """The name that a translation has: that of the constant or variable, else "".

    A chain of conditions or a `match` has none.
    """
    holder = found.module.parent(found.node)
    target = holder.targets[0] if isinstance(holder, ast.Assign) else getattr(holder, "target", None)
    is_named = found.form is MapForm.DICT and not found.name and isinstance(target, (ast.Name, ast.Attribute))
    return ast.unparse(target) if is_named and target is not None else found.name


def find_translations(codebase: Codebase) -> tuple[Translation, ...]:
    """The translations of a codebase whose enum is known; those of tests are left out."""
    found: dict[tuple[ast.AST, ast.AST | None], Translation] = {}
    for module in asking_modules(codebase):
        trace = codebase.trace(module)
        for each in trace.maps:
            made = _traced(codebase, each) or _resembling(codebase, each, trace.calls)
            if made:
                key = (each.node, each.default)
                found.setdefault(key, made)
    return tuple(found.values())


def is_sent_elsewhere(codebase: Codebase, each: Translation, text: str) -> bool:
    """Whether another enum of the services that a translation is used on has a value."""
    models = {call.client.service: codebase.models.find(call.client.service) for call, _ in each.map.sources}
    fold = _FOLDS[each.map.fold]
    return any(
        text in map(fold, shape.enum)
        for model in models.values()
        if model
        for shape in model.shapes.values()
        if shape.enum
    )


def is_unknown(node: ast.expr) -> bool:
    """Whether an expression says by its name, or by being None, that a value is not known."""
    if isinstance(node, ast.Constant):
        return node.value is None or _UNKNOWN.search(str(node.value)) is not None
    return any(_UNKNOWN.search(name) is not None for name in _names_in(node))


def states_in(node: ast.expr | None) -> frozenset[str]:
    """The states that an expression names: constants and members of classes, as they are written."""
    if node is None:
        return frozenset()
    return frozenset(
        ast.unparse(each)
        for each in walk(node)
        if (isinstance(each, ast.Constant) and isinstance(each.value, str))
        or (isinstance(each, ast.Attribute) and each.attr[:1].isupper())
        or (isinstance(each, ast.Name) and each.id.isupper())
    )


def _names_in(node: ast.expr) -> Iterator[str]:
    for each in walk(node):
        if isinstance(each, ast.Attribute):
            yield each.attr
        elif isinstance(each, ast.Name):
            yield each.id
        elif isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value:
            yield each.value


def _makes_states(each: StateMap) -> bool:
    """Whether the branches give states, more than one, and not only yes or no."""
    if each.form is MapForm.COMPARISON:
        return False
    if each.form is MapForm.ENUM:
        return True
    results = {ast.unparse(key.result) for key in each.keys if key.result is not None and not _is_answer(key.result)}
    return len(results) > 1 and all(states_in(key.result) for key in each.keys if key.result is not None)


def _hands_through(each: StateMap) -> bool:
    """Whether a value that is not named stays as it is, but for its case, so that none is forgotten."""
    if each.default is None or isinstance(each.default, ast.Constant):
        return False
    return _text_of(each.default) in _subjects(each, each.default)


def _subjects(each: StateMap, default: ast.expr) -> frozenset[str]:
    """The expressions that stand for the value that is translated: what is compared, matched or looked up."""
    if isinstance(each.node, ast.Match):
        captured = {case.pattern.name for case in each.node.cases if isinstance(case.pattern, ast.MatchAs)}
        return frozenset({_text_of(each.node.subject), *filter(None, captured)})
    if isinstance(each.node, (ast.If, ast.IfExp)):
        return frozenset(_text_of(tested.left) for tested in walk(each.node.test) if isinstance(tested, ast.Compare))
    lookup = (each.default_module or each.module).parent(default)
    return frozenset(map(_text_of, lookup.args[:1])) if isinstance(lookup, ast.Call) else frozenset()


def _text_of(node: ast.expr) -> str:
    """An expression as it is written, without what sets the case of its text or gives it a name."""
    match node:
        case ast.NamedExpr(target=name):
            return name.id
        case ast.Call(func=ast.Attribute(value=inner, attr=method), args=[]) if method in _CASES:
            return _text_of(inner)
    return ast.unparse(node)


def _is_plain(each: StateMap) -> bool:
    """Whether a dictionary gives mere texts, with one for all others: more likely something to show than a state."""
    results = [key.result for key in each.keys]
    return each.form is MapForm.DICT and all(isinstance(result, ast.Constant) for result in (*results, each.default))


def _is_answer(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, (bool, int, float)))


def _traced(codebase: Codebase, each: StateMap) -> Translation | None:
    """A translation of what answers were followed to; None where no place of them has an enum."""
    shapes = [shape for call, path in each.sources if (shape := _enum_at(codebase, call, path))]
    if not shapes or len(shapes) < len(each.sources):
        return None
    values = dict.fromkeys(text for shape in shapes for text in shape.enum)
    fold = _FOLDS[each.fold]
    return Translation(each, shapes[0].name, tuple(dict.fromkeys(map(fold, values))), is_traced=True)


def _enum_at(codebase: Codebase, call: ServiceCall, path: tuple[str, ...]) -> Shape | None:
    asked = find_asked(codebase.models, call)
    shape = find_place(asked, path).shape if asked else None
    return shape if shape and shape.enum and not _names_regions(shape) else None


def _names_regions(shape: Shape) -> bool:
    """Whether an enum lists regions, which come and go and are no states."""
    return 2 * sum(_REGION.fullmatch(each) is not None for each in shape.enum) > len(shape.enum)


def _resembling(codebase: Codebase, each: StateMap, calls: Iterable[ServiceCall]) -> Translation | None:
    """A translation whose keys can only be those of one enum that the module's calls answer; None for any other."""
    keys = {key.text for key in each.keys}
    if each.sources or len(keys) < _FEWEST or each.form is MapForm.COMPARISON:
        return None
    fitting: dict[frozenset[str], Shape] = {}
    for shape in _enums_of(codebase, calls):
        common = keys & set(shape.enum)
        if len(common) >= _FEWEST and len(common) * 2 >= len(shape.enum):
            fitting[frozenset(shape.enum)] = shape
    if len(fitting) != 1:
        return None
    shape = next(iter(fitting.values()))
    missing = [value for value in shape.enum if value not in keys]
    if any(key not in shape.enum and not find_near(key, missing) for key in keys):
        return None
    return Translation(each, shape.name, shape.enum, is_traced=False)


def _enums_of(codebase: Codebase, calls: Iterable[ServiceCall]) -> Iterator[Shape]:
    """The enums that the answers of some calls can hold."""
    seen: set[tuple[str, str]] = set()
    for call in calls:
        asked = find_asked(codebase.models, call)
        waiting = [asked.operation.output] if asked else []
        while waiting and asked:
            name = waiting.pop()
            if not name or (asked.model.service, name) in seen:
                continue
            seen.add((asked.model.service, name))
            shape = asked.model.shapes[name]
            waiting += [shape.element, *(member.shape for member in shape.members)]
            if shape.enum:
                yield shape


def place_of_key(module: CodeModule, found: StateMap, key: StateKey) -> ast.AST:
    """The node that stands for a key: itself, or the translation where it stands in another file."""
    return key.node if module.parent(key.node) is not None else found.node
