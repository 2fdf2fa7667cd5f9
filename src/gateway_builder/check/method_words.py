"""What the words of a method's name say: whether it does something or finds something out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.interface_names import named_interfaces
from gateway_builder.english import VERBS, word_set
from gateway_builder.naming import split_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.source.scopes import FunctionNode

QUESTIONS = word_set("is has get list describe count exists")
_DOING = dict(
    pair.split("=")
    for pair in word_set(
        "activation=activate allocation=allocate approval=approve authorization=authorize cancellation=cancel "
        "completion=complete confirmation=confirm creation=create deactivation=deactivate deletion=delete "
        "delivery=deliver execution=execute generation=generate initialization=initialize invocation=invoke "
        "notification=notify publication=publish registration=register rejection=reject removal=remove renewal=renew "
        "reservation=reserve retrieval=retrieve submission=submit suspension=suspend synchronization=synchronize "
        "termination=terminate transmission=transmit validation=validate verification=verify"
    )
)
_CLEAR_VERBS = word_set(
    "cancel create delete delete disable enable invoke notify pause publish refund register remove resume retry revoke "
    "send start stop submit subscribe terminate unsubscribe update upload validate verify"
)


def words_of(name: str) -> tuple[str, ...]:
    """The words of a method's name in lower case."""
    return tuple(word.lower() for word in split_words(name))


def verb_at_end(word: str) -> str:
    """The verb that the last word of a name is, or is made of (`submission` gives `submit`); "" for any other word."""
    return word if word in _CLEAR_VERBS else _DOING.get(word, "")


def is_verb(word: str) -> bool:
    """Whether a word can be a verb."""
    return word in VERBS or word in _CLEAR_VERBS or word in QUESTIONS


def returns_nothing(node: FunctionNode) -> bool:
    """Whether a method says that it returns nothing, so that it can only be there for what it does."""
    return isinstance(node.returns, ast.Constant) and node.returns.value is None


def own_methods(codebase: Codebase) -> Iterator[tuple[InterfaceView, str, FunctionNode]]:
    """The methods that each interface defines itself, properties left out."""
    for interface in named_interfaces(codebase):
        for name, node in interface.methods.items():
            origins = [interface.module.origin(each) for each in node.decorator_list]
            if name in interface.view.own_methods and not any(origin.endswith("property") for origin in origins):
                yield interface, name, node
