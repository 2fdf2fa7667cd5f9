"""Whether clients and calls give up in time."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.source.code_index import CodeIndex
    from gateway_builder.source.code_module import CodeModule

_CONFIGS = frozenset(
    {"botocore.config.Config", "botocore.client.Config", "aiobotocore.config.AioConfig", "boto3.session.Config"}
)
_TIMEOUTS = frozenset({"connect_timeout", "read_timeout"})
_MOST_STEPS = 6

CONNECTIONS = {
    "smtplib.SMTP": 4,
    "smtplib.SMTP_SSL": 4,
    "smtplib.LMTP": 4,
    "ftplib.FTP": 5,
    "ftplib.FTP_TLS": 5,
    "imaplib.IMAP4": 3,
    "imaplib.IMAP4_SSL": 4,
    "poplib.POP3": 3,
    "poplib.POP3_SSL": 3,
    "http.client.HTTPConnection": 3,
    "http.client.HTTPSConnection": 3,
    "socket.create_connection": 2,
    "telnetlib.Telnet": 3,
    "urllib.request.urlopen": 3,
}
"""Connections of the standard library that wait forever, with the place of `timeout` among positional arguments."""


class ConfigReader:
    """Follows the configuration of a client of AWS through variables, constants, attributes and helper functions."""

    def __init__(self, index: CodeIndex) -> None:
        self._index = index

    def has_timeout(self, module: CodeModule, node: ast.expr) -> bool | None:
        """Whether a configuration sets a timeout; None where that can't be seen."""
        return self._read(module, node, _MOST_STEPS)

    def _read(self, module: CodeModule, node: ast.expr, steps: int) -> bool | None:
        if isinstance(node, ast.Constant):
            return False if node.value is None else None
        if not steps:
            return None
        if isinstance(node, ast.Call):
            return self._made(module, node, steps - 1)
        if isinstance(node, (ast.Name, ast.Attribute)):
            found = [self._read(where, each, steps - 1) for where, each in self._assigned(module, node)]
            return found[0] if len(set(found)) == 1 else None
        return None

    def _made(self, module: CodeModule, node: ast.Call, steps: int) -> bool | None:
        origin = module.origin(node.func)
        if origin in _CONFIGS:
            names = {each.arg for each in node.keywords}
            return None if None in names else bool(names & _TIMEOUTS)
        found = self._index.find_function(origin)
        if found is None:
            return None
        returned = [each.value for each in walk(found[1]) if isinstance(each, ast.Return) and each.value]
        known = {self._read(found[0], each, steps) for each in returned}
        return known.pop() if len(known) == 1 else None

    def _assigned(self, module: CodeModule, node: ast.expr) -> Iterator[tuple[CodeModule, ast.expr]]:
        chain = dotted_name(node)
        root, _, name = chain.partition(".")
        owner = module.class_of(node)
        if root in {"self", "cls"} and owner is not None:
            yield from ((module, each) for each in _values(owner, f"{root}.{name}", name))
            return
        function = module.function_of(node)
        if function and not name and not module.origin(node):
            parameters = {each.arg for each in walk(function.args) if isinstance(each, ast.arg)}
            if root not in parameters:
                yield from ((module, each) for each in _values(function, root, root))
            return
        if found := self._index.find_value(module.origin(node)):
            yield found


def _values(around: ast.AST, *names: str) -> Iterator[ast.expr]:
    """What is assigned to a name, or to an attribute of `self`, somewhere below a node."""
    for node in walk(around):
        match node:
            case ast.Assign(targets=targets, value=made) if not set(names).isdisjoint(map(dotted_name, targets)):
                yield made
            case ast.AnnAssign(target=target, value=ast.expr() as made) if dotted_name(target) in names:
                yield made


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """The value of a keyword argument."""
    return next((each.value for each in call.keywords if each.arg == name), None)


def is_open(call: ast.Call) -> bool:
    """Whether a call also hands on arguments that can't be seen."""
    return any(each.arg is None for each in call.keywords) or any(isinstance(each, ast.Starred) for each in call.args)


def is_none(node: ast.expr | None) -> bool:
    """Whether an expression is the literal None."""
    return isinstance(node, ast.Constant) and node.value is None
