"""Renders templates with Jinja2, in a sandbox: a project may override them, and a project may be hostile."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.gateways.template_folder import list_template_names, read_template

if TYPE_CHECKING:
    from collections.abc import Mapping
    from traceback import FrameSummary

    from jinja2 import Environment

    from gateway_builder.gateways.interfaces import ISourceTree

_MOST_BYTES = 100_000


class JinjaTemplateRenderer:
    """Renders the shipped templates and, in their place, those of the project's own folder."""

    def __init__(self, *, tree: ISourceTree | None = None, overrides: str = "") -> None:
        """Say where the project's own templates are.

        Args:
            tree: The project's files, through which overrides are read.
            overrides: Folder of overrides in the project, "" for none.
        """
        self._tree = tree
        self._overrides = overrides.rstrip("/")
        self._overridden: set[str] = set()
        self._loaded = ""

    def render_template(self, name: str, view: Mapping[str, object]) -> str:
        """Render one template.

        Raises:
            UsageError: If the project's override of the template fails; with its file and line.
        """
        try:
            return self._environment.get_template(name).render(view)
        except UsageError:
            raise
        except Exception as error:
            problem = self._explain(error)
            if problem is None:
                raise
            raise UsageError(problem) from error

    @cached_property
    def _environment(self) -> Environment:
        """The sandbox; what a project's own templates compile to is never kept."""
        from gateway_builder.gateways.jinja_sandbox import TemplateSandbox
        from gateway_builder.gateways.template_bytecode import TemplateBytecode

        return TemplateSandbox(self._load, TemplateBytecode(foreign=self._overridden))

    def _load(self, name: str) -> str | None:
        self._loaded = name
        if self._tree is None or not self._overrides or name not in list_template_names():
            return read_template(name)
        path = f"{self._overrides}/{name}"
        content = self._tree.read_file(path)
        if content is None:
            return read_template(name)
        self._overridden.add(name)
        if len(content) > _MOST_BYTES:
            raise UsageError(
                Problem(
                    f"the template is larger than {_MOST_BYTES} bytes", "shorten it, or delete it to use ours", path
                )
            )
        try:
            return content.decode()
        except UnicodeDecodeError:
            raise UsageError(Problem("the template is not UTF-8", "save it as UTF-8", path)) from None

    def _explain(self, error: Exception) -> Problem | None:
        """What an override did wrong, or None when the mistake is ours."""
        from jinja2 import TemplateNotFound, TemplateSyntaxError

        if isinstance(error, TemplateSyntaxError):
            name, line = error.name or "", error.lineno
        else:
            name, line = self._find_place(error)
        if name not in self._overridden:
            return None
        reason = (
            f"there is no template {error.name!r}"
            if isinstance(error, TemplateNotFound)
            else str(error) or type(error).__name__
        )
        place = f"{self._overrides}/{name}:{line}"
        return Problem(
            f"the project's template {name} fails: {reason}", f"mend it, or delete it to use ours: {place}", place
        )

    def _find_place(self, error: Exception) -> tuple[str, int]:
        """Name and line of the innermost overridden template in the traceback, which has them as file and line.

        One that is too deep to be compiled has no frame: it is the last one that was loaded.
        """
        from traceback import extract_tb

        frames: list[FrameSummary] = [
            frame for frame in extract_tb(error.__traceback__) if self._is_overridden(frame.filename)
        ]
        if frames:
            return frames[-1].filename, frames[-1].lineno or 0
        return (self._loaded, 1) if isinstance(error, RecursionError) else ("", 0)

    def _is_overridden(self, filename: str) -> bool:
        return filename in self._overridden
