"""Calls that write to a log, or that tell a monitor of an error."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.source.bindings import dotted_name

if TYPE_CHECKING:
    from gateway_builder.source.code_module import CodeModule

_LEVELS = frozenset(
    {"debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log", "trace", "success"}
    | {"adebug", "ainfo", "awarning", "aerror", "aexception", "acritical", "notice", "msg"}
)
_LOGGERS = re.compile(r"(?:^|[._])(?:a?log|logger|logging|loguru|structlog|_?lg)(?:$|[._()])", re.IGNORECASE)
_TELLS = frozenset(
    {"capture_exception", "capture_message", "record_exception", "notify_exception", "print_exc", "log_error"}
    | {"log_exception", "log_failure", "log_warning", "report_exception", "set_status"}
)


def is_log_call(module: CodeModule, node: ast.AST) -> bool:
    """Whether a node is a call of a logger (`logger.info(…)`, `self._log.bind(…).error(…)`, `logging.warning(…)`)."""
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else dotted_name(node.func)
    if name in _TELLS or module.origin(node.func) == "warnings.warn":
        return True
    return name in _LEVELS and isinstance(node.func, ast.Attribute) and _is_logger(module, node.func.value)


def _is_logger(module: CodeModule, node: ast.expr) -> bool:
    while isinstance(node, ast.Call):
        if _LOGGERS.search(dotted_name(node.func)) or _is_get_logger(node):
            return True
        if not isinstance(node.func, ast.Attribute):
            return False
        node = node.func.value
    return bool(_LOGGERS.search(dotted_name(node)) or _LOGGERS.search(module.origin(node)))


def _is_get_logger(node: ast.Call) -> bool:
    return dotted_name(node.func).rpartition(".")[2] in {"getLogger", "get_logger", "get_task_logger"}
