"""The only place where concrete gateways are named."""

from __future__ import annotations

import os
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.gateways.disk_change_store import DiskChangeStore
from gateway_builder.gateways.disk_source_tree import DiskSourceTree
from gateway_builder.gateways.project_root import find_project_root, resolve_folder
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from gateway_builder.check.outcome import CheckOutcome
    from gateway_builder.check.request import CheckRequest
    from gateway_builder.check.run import CheckResult
    from gateway_builder.gateways.interfaces import (
        IChangeHistory,
        IChangeStore,
        ICodeFormatter,
        IServiceCatalog,
        ISourceInventory,
        ISourceTree,
        ITechnologyCatalog,
    )
    from gateway_builder.model.spec import GatewaySpec
    from gateway_builder.model.technology import Technology
    from gateway_builder.plan.overview import Overview
    from gateway_builder.plan.request import NewRequest
    from gateway_builder.plan.tools import Tools

_MOST_SPEC_BYTES = 1 << 20


@value
class Workspace:
    """One project on the disk and what reads and writes it.

    `start` is the folder that the command was called in, relative to the root, POSIX; "" for the root or outside of it.
    """

    root: Path
    start: str
    tree: ISourceTree
    store: IChangeStore

    def relative(self, path: str, option: str = "--in") -> str:
        """A path that the user typed, relative to the root, POSIX.

        Raises:
            UsageError: If it leaves the project.
        """
        if not path:
            return ""
        absolute = Path(os.path.normpath(self.root / self.start / path))
        if not absolute.is_relative_to(self.root):
            raise UsageError(Problem(f"{path} is outside of the project {self.root}", "name a file inside it", option))
        return absolute.relative_to(self.root).as_posix()

    def find_paths(self, paths: Sequence[str]) -> tuple[str, ...]:
        """Files and folders that the user typed, relative to the current folder, as paths relative to the root.

        Raises:
            UsageError: If any is not there or outside of the project; all of them together.
        """
        from gateway_builder.gateways.project_path import find_inside

        return find_inside(self.root, Path.cwd(), paths)

    def open_history(self) -> IChangeHistory:
        """The history of the repository that the project stands in."""
        from gateway_builder.gateways.git_change_history import GitChangeHistory

        return GitChangeHistory(self.root, os.environ)

    def open_formatter(self) -> ICodeFormatter:
        """The formatter of the project, as it is configured."""
        from gateway_builder.gateways.ruff_code_formatter import RuffCodeFormatter

        return RuffCodeFormatter(root=self.root)

    def look_at(self, request: NewRequest) -> Overview:
        """The project as a request needs to see it."""
        from gateway_builder.plan.overview import look_at_project

        return look_at_project(
            self.tree, start=request.start, interfaces_path=request.interfaces_path, wanted=request.interface
        )

    def tools(self, overview: Overview) -> Tools:
        """The gateways that a plan for this project is computed with."""
        from gateway_builder.gateways.jinja_template_renderer import JinjaTemplateRenderer
        from gateway_builder.gateways.ruff_code_formatter import RuffCodeFormatter
        from gateway_builder.plan.templates import override_folder
        from gateway_builder.plan.tools import Tools

        project, open_services = overview.project, cache(partial(open_service_catalog, self))
        return Tools(
            catalog=open_catalog(project.technologies, open_services),
            open_services=open_services,
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


def open_catalog(
    extra: Iterable[Technology] = (), open_services: Callable[[], IServiceCatalog] | None = None
) -> ITechnologyCatalog:
    """The catalogue of technologies, with those of a project and the services that its SDK alone knows."""
    from gateway_builder.gateways.toml_technology_catalog import TomlTechnologyCatalog

    return TomlTechnologyCatalog(extra=extra, open_services=open_services)


def open_project_catalog(workspace: Workspace) -> ITechnologyCatalog:
    """The catalogue with the technologies that the project's configuration adds."""
    from gateway_builder.project.configuration import read_configuration

    return open_catalog(read_configuration(workspace.tree).technologies, partial(open_service_catalog, workspace))


def open_checker(workspace: Workspace, request: CheckRequest) -> Callable[[ISourceTree], CheckResult]:
    """What checks a tree of the project's files, as often as it is asked."""
    from gateway_builder.check.run import check_project
    from gateway_builder.gateways.forked_workers import ForkedWorkers
    from gateway_builder.trace.service_models import ServiceModels

    models, catalog = ServiceModels(partial(open_service_catalog, workspace)), open_project_catalog(workspace)
    return partial(check_project, request=request, models=models, catalog=catalog, workers=ForkedWorkers())


def open_sources(workspace: Workspace) -> ISourceInventory:
    """The Python files of the project that git does not ignore."""
    from gateway_builder.gateways.disk_source_inventory import DiskSourceInventory

    return DiskSourceInventory(workspace.root, workspace.tree)


def check_cached(workspace: Workspace, request: CheckRequest, sources: ISourceInventory) -> CheckOutcome:
    """What a check finds, kept from an earlier run where nothing has changed since."""
    from gateway_builder.check.cached_run import describe_request, run_cached
    from gateway_builder.gateways.disk_check_cache import DiskCheckCache
    from gateway_builder.gateways.program_identity import identify_program

    key = f"{identify_program(workspace.root, os.environ)} {describe_request(request)}"
    return run_cached(
        key, sources, DiskCheckCache(workspace.root), lambda: open_checker(workspace, request)(sources).outcome
    )


def open_service_catalog(workspace: Workspace) -> IServiceCatalog:
    """The models of services: of the SDK in the project's environment, else of our own."""
    from gateway_builder.gateways.botocore_environments import find_environments
    from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog

    return BotocoreServiceCatalog(find_environments(workspace.root, os.environ))


def open_other_services(place: Path) -> IServiceCatalog:
    """The models of an SDK that the user names: an environment, a folder of packages, or the package's own.

    Raises:
        UsageError: If none stands there.
    """
    from gateway_builder.gateways.botocore_environments import find_package
    from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog

    folder = Path.cwd() / place
    if find_package(folder) is None:
        raise UsageError(Problem(f"{place} holds no botocore", "name an environment or its site-packages", "--against"))
    return BotocoreServiceCatalog([folder])


def read_spec_file(path: Path) -> GatewaySpec:
    """The spec file that the user names, with the mistakes in its form among its values.

    Raises:
        UsageError: If it can't be read, or is no TOML.
    """
    from gateway_builder.spec.reader import examine_spec

    try:
        with path.open("rb") as file:
            content = file.read(_MOST_SPEC_BYTES + 1)
    except OSError as error:
        raise UsageError(Problem(f"{path} can't be read: {error.strerror}", "name a spec file", "--spec")) from error
    return examine_spec(content, str(path))


def open_templates() -> Mapping[str, str]:
    """Text of each template that ships with the program, by name."""
    from gateway_builder.gateways.template_folder import list_template_names, read_template

    return {name: read_template(name) or "" for name in list_template_names()}
