"""The environment that templates run in: sandboxed, strict, and bounded in what it may build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import BytecodeCache

_MOST_STEPS = 100_000
_PADDING = frozenset({"center", "expandtabs", "format", "format_map", "ljust", "rjust", "zfill"})


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """Refuses private attributes, changes to values, and texts or loops beyond any template's need."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, load: Callable[[str], str | None], bytecode: BytecodeCache) -> None:
        """Make an environment whose templates come from a function.

        Args:
            load: Gives the text of a template by its name, None when there is none.
            bytecode: Where compiled templates are kept.
        """
        super().__init__(
            loader=FunctionLoader(lambda name: _name_source(name, load(name))),
            bytecode_cache=bytecode,
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.globals = {"range": self._bounded_range}
        for name in ("center", "format", "pprint", "xmlattr"):
            del self.filters[name]
        self._steps_left = _MOST_STEPS

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Whether a template may read the attribute."""
        return attr not in _PADDING and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 -- as the base class has it
        """Arithmetic that could build something huge is left to small numbers."""
        if operator != "*" or _size(left) * _size(right) > _MOST_STEPS:
            raise SecurityError(f"{operator} of a template is limited to small numbers and short texts")
        return super().call_binop(context, operator, left, right)

    def _bounded_range(self, *bounds: int) -> range:
        found = range(*bounds)
        self._steps_left -= len(found)
        if self._steps_left < 0:
            raise SecurityError(f"ranges of a template are limited to {_MOST_STEPS} steps in all")
        return found


def _name_source(name: str, text: str | None) -> tuple[str, str, None] | None:
    """The text with the template's name for a file name, which is what tracebacks then say."""
    return None if text is None else (text, name, None)


def _size(value: object) -> int:
    if isinstance(value, int):
        return abs(value)
    return len(value) if isinstance(value, str) else _MOST_STEPS + 1
