"""The only place where concrete gateways are named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.gateways.disk_change_store import DiskChangeStore
from gateway_builder.gateways.disk_source_tree import DiskSourceTree
from gateway_builder.gateways.project_root import find_project_root, resolve_folder
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gateway_builder.gateways.interfaces import IChangeStore, ISourceTree, ITechnologyCatalog
    from gateway_builder.model.technology import Technology
    from gateway_builder.plan.overview import Overview
    from gateway_builder.plan.tools import Tools


@value
class Workspace:
    """One project on the disk and what reads and writes it.

    `start` is the folder that the command was called in, relative to the root, POSIX; "" for the root or outside of it.
    """

    root: Path
    start: str
    tree: ISourceTree
    store: IChangeStore

    def relative(self, path: str) -> str:
        """A path that the user typed, relative to the root, POSIX.

        Raises:
            UsageError: If it leaves the project.
        """
        if not path:
            return ""
        absolute = Path(os.path.normpath(self.root / self.start / path))
        if not absolute.is_relative_to(self.root):
            raise UsageError(Problem(f"{path} is outside of the project {self.root}", "name a file inside it", "--in"))
        return absolute.relative_to(self.root).as_posix()

    def tools(self, overview: Overview) -> Tools:
        """The gateways that a plan for this project is computed with."""
        from gateway_builder.gateways.jinja_template_renderer import JinjaTemplateRenderer
        from gateway_builder.gateways.ruff_code_formatter import RuffCodeFormatter
        from gateway_builder.plan.templates import override_folder
        from gateway_builder.plan.tools import Tools

        project = overview.project
        return Tools(
            catalog=open_catalog(project.technologies),
            renderer=JinjaTemplateRenderer(tree=self.tree, overrides=override_folder(project.templates)),
            formatter=RuffCodeFormatter(
                root=self.root,
                style=None if overview.survey.uses_ruff(self.tree) else project.imports,
                first_party=overview.first_party(),
            ),
            generated=self.store.list_generated_digests(),
        )


def open_workspace(project: Path | None) -> Workspace:
    """The project that a command works on: the one that `--project` names, else the one around the current folder.

    Raises:
        UsageError: If there is no such folder.
    """
    here = Path.cwd()
    root = resolve_folder(project) if project else find_project_root(here)
    start = here.relative_to(root).as_posix() if here.is_relative_to(root) else "."
    return Workspace(root, "" if start == "." else start, DiskSourceTree(root), DiskChangeStore(root))


def open_catalog(extra: Iterable[Technology] = ()) -> ITechnologyCatalog:
    """The catalogue of technologies, with those of a project."""
    from gateway_builder.gateways.toml_technology_catalog import TomlTechnologyCatalog

    return TomlTechnologyCatalog(extra=extra)


def open_project_catalog(workspace: Workspace) -> ITechnologyCatalog:
    """The catalogue with the technologies that the project's configuration adds."""
    from gateway_builder.project.configuration import read_configuration

    return open_catalog(read_configuration(workspace.tree).technologies)


def open_templates() -> Mapping[str, str]:
    """Text of each template that ships with the program, by name."""
    from gateway_builder.gateways.template_folder import list_template_names, read_template

    return {name: read_template(name) or "" for name in list_template_names()}
