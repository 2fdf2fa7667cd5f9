"""Parameters that a call through the interface can't reach: other names, order, kinds, numbers, defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.interface import MethodKind, ParameterKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.method_pairs import Difference, MethodPair
    from gateway_builder.check.signatures import Argument

_ARGS, _KWARGS = ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD
_KIND_WORDS = {MethodKind.CLASS: "a class method", MethodKind.STATIC: "a static method"}


def compare_parameters(pair: MethodPair) -> Iterator[Difference]:
    """What differs in how both are called."""
    promised, made = pair.promised, pair.made
    if promised.kind in _KIND_WORDS and made.kind is MethodKind.INSTANCE:
        message = f"{pair.made_name} needs an instance, but {pair.promised_name} is {_KIND_WORDS[promised.kind]}"
        yield pair.differ(made.node, message, f"make it {_KIND_WORDS[promised.kind]}")
        return
    if promised.takes_any(_ARGS) and promised.takes_any(_KWARGS):
        return
    reached: set[str] = set()
    yield from _compare_order(pair, reached)
    for wanted in promised.arguments:
        if wanted.kind is ParameterKind.KEYWORD_ONLY:
            yield from _compare_named(pair, wanted, reached)
    yield from _compare_variadic(pair)
    yield from _compare_rest(pair, reached)


def _compare_order(pair: MethodPair, reached: set[str]) -> Iterator[Difference]:
    """Positional parameters one by one; behind one that stands elsewhere nothing can be compared."""
    for index, wanted in enumerate(pair.promised.positional):
        found = pair.made.positional[index] if index < len(pair.made.positional) else None
        if found is None:
            yield from _compare_absent(pair, wanted, reached)
        elif wanted.kind is ParameterKind.POSITIONAL_OR_KEYWORD and found.name != wanted.name:
            if pair.made.argument(wanted.name):
                yield _moved(pair, wanted, found)
                reached.update(each.name for each in pair.made.positional)
                return
            reached.add(found.name)
            yield _renamed(pair, wanted, found)
        else:
            reached.add(found.name)
            yield from _compare_positional(pair, wanted, found)


def _compare_positional(pair: MethodPair, wanted: Argument, found: Argument) -> Iterator[Difference]:
    is_named = wanted.kind is ParameterKind.POSITIONAL_OR_KEYWORD
    if is_named and not found.is_named and not pair.made.takes_any(_KWARGS):
        message = f"{wanted.name} of {pair.made_name} is positional only, so {_keyword_call(pair, wanted)} fails"
        yield pair.differ(found.node, message, "let it be given by name, too")
    else:
        yield from _compare_default(pair, wanted, found)


def _moved(pair: MethodPair, wanted: Argument, found: Argument) -> Difference:
    """A parameter that stands where the interface has one that comes elsewhere."""
    message = (
        f"{pair.made_name} takes {found.name} where {pair.promised_name} takes {wanted.name}, "
        "so positional arguments are mixed up"
    )
    return pair.differ(found.node, message, "keep the interface's order")


def _renamed(pair: MethodPair, wanted: Argument, found: Argument) -> Difference:
    message = (
        f"{pair.made_name} calls {found.name} what {pair.promised_name} calls {wanted.name}, "
        f"so {_keyword_call(pair, wanted)} fails"
    )
    return pair.differ(found.node, message, f"name the parameter {wanted.name}")


def _compare_absent(pair: MethodPair, wanted: Argument, reached: set[str]) -> Iterator[Difference]:
    """A positional parameter of the interface that has no counterpart at its place."""
    made = pair.made
    by_name = made.argument(wanted.name)
    if by_name:
        reached.add(by_name.name)
    if made.takes_any(_ARGS):
        if not (by_name or made.takes_any(_KWARGS)) and wanted.kind is ParameterKind.POSITIONAL_OR_KEYWORD:
            message = f"{pair.made_name} takes no argument {wanted.name}, so {_keyword_call(pair, wanted)} fails"
            yield pair.differ(made.node, message, f"add the parameter {wanted.name}")
    elif by_name or made.takes_any(_KWARGS):
        message = f"{pair.made_name} takes {wanted.name} by name only, but {pair.promised_name} also by position"
        yield pair.differ(by_name.node if by_name else made.node, message, f"make {wanted.name} a plain parameter")
    else:
        yield _lacks(pair, wanted)


def _compare_named(pair: MethodPair, wanted: Argument, reached: set[str]) -> Iterator[Difference]:
    found = pair.made.argument(wanted.name)
    if found:
        reached.add(found.name)
        yield from _compare_default(pair, wanted, found)
    elif not pair.made.takes_any(_KWARGS):
        yield _lacks(pair, wanted)


def _compare_default(pair: MethodPair, wanted: Argument, found: Argument) -> Iterator[Difference]:
    if wanted.default is not None and found.default is None:
        message = f"{found.name} of {pair.made_name} has no default, but {pair.promised_name} lets callers leave it out"
        yield pair.differ(found.node, message, f"give {found.name} the default that the interface has")


def _compare_variadic(pair: MethodPair) -> Iterator[Difference]:
    for kind, word in ((_ARGS, "*"), (_KWARGS, "**")):
        if pair.promised.takes_any(kind) and not pair.made.takes_any(kind):
            name = next(each.name for each in pair.promised.arguments if each.kind is kind)
            message = f"{pair.made_name} does not take {word}{name}, as {pair.promised_name} does"
            yield pair.differ(pair.made.node, message, f"add {word}{name}")


def _compare_rest(pair: MethodPair, reached: set[str]) -> Iterator[Difference]:
    """Parameters that the interface does not know and that have no default."""
    if pair.promised.takes_any(_ARGS) or pair.promised.takes_any(_KWARGS):
        return
    known = reached | {each.name for each in pair.promised.arguments}
    for extra in pair.made.arguments:
        if extra.name not in known and extra.default is None and extra.kind not in {_ARGS, _KWARGS}:
            message = f"{pair.made_name} needs {extra.name}, which {pair.promised_name} does not pass"
            yield pair.differ(extra.node, message, f"give {extra.name} a default, or move it to the constructor")


def _lacks(pair: MethodPair, wanted: Argument) -> Difference:
    message = f"{pair.made_name} takes no {wanted.name}, which {pair.promised_name} passes"
    return pair.differ(pair.made.node, message, f"add the parameter {wanted.name}")


def _keyword_call(pair: MethodPair, wanted: Argument) -> str:
    return f"{pair.promised.name}({wanted.name}=…)"
