"""GW704: the environment is read outside the composition root."""

from __future__ import annotations

import ast
import re
from itertools import takewhile
from typing import TYPE_CHECKING

from gateway_builder.check.gateway_code import gateway_classes, gateway_modules, is_factory
from gateway_builder.check.layers import Layer
from gateway_builder.check.rule import Profile, Rule, RuleOption, Violation
from gateway_builder.project.paths import stem
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.gateway_code import GatewayClass
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode

_READERS = frozenset({"os.environ", "os.environb", "os.getenv", "os.getenvb"})
_CONFIGURATION = re.compile(r"config|settings|environment|env$|constants")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _find(codebase: Codebase, settings: Settings) -> Iterator[Violation]:
    allows_constants = settings.flag("class-constants") or settings.profile is Profile.SEED
    classes = {each.view.node: each for each in gateway_classes(codebase)}
    for module in gateway_modules(codebase):
        for node in _reads(module):
            owner, function = module.class_of(node), module.function_of(node)
            if owner is not None and owner not in classes:
                continue
            if _is_wrong_in_gateway(module, node, classes, allows_constants=allows_constants):
                name = function.name if function else (owner.name if owner else stem(module.path))
                yield _violation(
                    module, node, name, "take the value as a parameter of the constructor, or read it in a factory"
                )
    for module in codebase.modules_in(Layer.USE_CASE, Layer.MODEL, Layer.INTERFACES):
        if codebase.package_of(module.path).has_gateways and not _CONFIGURATION.search(stem(module.path)):
            for node in _reads(module):
                function = module.function_of(node)
                if not (function and (is_factory(module, function) or _is_settings(module, node))):
                    name = function.name if function else stem(module.path)
                    yield _violation(module, node, name, "let the composition root read it and inject the value")


def _violation(module: CodeModule, node: ast.expr, name: str, hint: str) -> Violation:
    message = f"{name} reads the environment itself, so what it depends on can't be seen, and tests have to patch it"
    return Violation(module, node, message, hint)


def _reads(module: CodeModule) -> Iterator[ast.expr]:
    """The expressions that read the environment, those of a main block left out."""
    if b"environ" not in module.content and b"getenv" not in module.content:
        return
    for node in module.nodes:
        if (
            isinstance(node, (ast.Name, ast.Attribute))
            and isinstance(node.ctx, ast.Load)
            and module.origin(node) in _READERS
            and not _is_written_or_main(module, node)
        ):
            yield node


def _is_written_or_main(module: CodeModule, node: ast.AST) -> bool:
    parent = module.parent(node)
    is_written = isinstance(parent, ast.Subscript) and not isinstance(parent.ctx, ast.Load)
    return is_written or any(
        isinstance(each, ast.If) and "__main__" in ast.dump(each.test) for each in module.ancestors(node)
    )


def _is_wrong_in_gateway(
    module: CodeModule, node: ast.AST, classes: dict[ast.ClassDef, GatewayClass], *, allows_constants: bool
) -> bool:
    function, owner = module.function_of(node), module.class_of(node)
    if function is None:
        return not (allows_constants and owner is not None) and not _CONFIGURATION.search(stem(module.path))
    if owner is not None:
        return not is_factory(module, function) and not _stands_in(module, node, function)
    return any(
        isinstance(each, ast.Name) and each.id == function.name and not is_factory(module, method)
        for found in classes.values()
        if found.module is module
        for method in found.methods
        for each in walk(method)
    )


def _stands_in(module: CodeModule, node: ast.AST, function: FunctionNode) -> bool:
    """Whether what is read only stands in for a parameter that was not given, so that it can be given."""
    owner = module.class_of(node)
    made = (
        next((each for each in owner.body if isinstance(each, _FUNCTIONS) and each.name == "__init__"), None)
        if owner
        else None
    )
    names = {each.arg for each in walk(function.args) if isinstance(each, ast.arg)}
    names |= {f"self.{each.arg}" for each in walk(made.args) if isinstance(each, ast.arg)} if made else set()
    inner: ast.AST = node
    for each in takewhile(lambda around: around is not function, module.ancestors(node)):
        others = _alternatives(each, inner)
        if any(dotted_name(part).replace("self._", "self.") in names for other in others for part in _named(other)):
            return True
        inner = each
    return False


def _alternatives(node: ast.AST, inner: ast.AST) -> list[ast.AST]:
    """What decides whether a part of an expression or statement is reached, or comes before it."""
    if isinstance(node, ast.BoolOp):
        return list(node.values[: node.values.index(inner)]) if inner in node.values else []
    if isinstance(node, (ast.If, ast.IfExp)) and inner is not node.test:
        return [node.test]
    return []


def _named(node: ast.AST) -> Iterator[ast.expr]:
    return (each for each in walk(node) if isinstance(each, (ast.Name, ast.Attribute)))


def _is_settings(module: CodeModule, node: ast.AST) -> bool:
    owner = module.class_of(node)
    return owner is not None and bool(_CONFIGURATION.search(owner.name.lower()))


RULE = Rule(
    code="GW704",
    name="environment-read",
    summary="A gateway, a use case or a model reads environment variables itself.",
    rationale="""
A gateway whose method reads `os.environ` can't be made twice with different settings, its needs appear in no signature,
and a missing variable shows itself in the middle of a request instead of at the start. Tests have to patch the
environment of the whole process.

A factory of the gateway (`from_environment`) may read the environment; so may the composition root. A variable that
only stands in for a parameter that was not given (`url or os.environ["QUEUE_URL"]`) can be replaced, so it is let pass.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IMailSender(Protocol):
    def send(self, text: str) -> None: ...

# src/app/gateways/smtp_mail_sender.py
import os
import smtplib

class SMTPMailSender:
    def __init__(self, smtp_client: smtplib.SMTP) -> None:
        self._smtp_client = smtp_client

    def send(self, text: str) -> None:
        self._smtp_client.sendmail(os.environ["MAIL_FROM"], ["all@example.com"], text)  # GW704
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IMailSender(Protocol):
    def send(self, text: str) -> None: ...

# src/app/gateways/smtp_mail_sender.py
import os
import smtplib

class SMTPMailSender:
    def __init__(self, sender: str, smtp_client: smtplib.SMTP) -> None:
        self._sender = sender
        self._smtp_client = smtp_client

    @classmethod
    def from_environment(cls) -> "SMTPMailSender":
        return cls(os.environ["MAIL_FROM"], smtplib.SMTP(os.environ["MAIL_HOST"], timeout=10))

    def send(self, text: str) -> None:
        self._smtp_client.sendmail(self._sender, ["all@example.com"], text)
""",
    ),
    find=_find,
    recommended=True,
    options=(
        RuleOption(
            name="class-constants",
            default=False,
            doc="Whether constants of a gateway's class may be read from the environment.",
        ),
    ),
)
