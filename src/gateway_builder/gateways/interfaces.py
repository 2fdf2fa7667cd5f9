"""What the program knows of the outside world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from gateway_builder.model.changes import FileEdit
    from gateway_builder.model.service import ModelSource, ServiceModel
    from gateway_builder.model.technology import Technology

Item = TypeVar("Item")
Result = TypeVar("Result")


@runtime_checkable
class ISourceTree(Protocol):
    """The files of one project; paths are relative to its root, POSIX."""

    def list_files(self, suffix: str = ".py") -> tuple[str, ...]:
        """List the project's own files.

        Args:
            suffix: How the names end.

        Returns:
            Sorted paths. Hidden folders, virtual environments, caches, build results and installed packages are left
            out, folders reached through a symlink too.

        Raises:
            UsageError: If there are too many files, or the disk fails.
        """
        ...

    def read_file(self, path: str) -> bytes | None:
        """Read one file.

        Args:
            path: The file.

        Returns:
            Its bytes, or None when nothing is there.

        Raises:
            UsageError: If the path leaves the project, or what is there can't be read as a file.
        """
        ...

    def read_root_file(self, name: str) -> bytes | None:
        """Read a configuration file (`ruff.toml`) that may also stand above the project, up to the repository's root.

        Args:
            name: Name of the file.

        Returns:
            Bytes of the nearest one, or None.

        Raises:
            UsageError: If it leaves the repository, or what is there can't be read as a file.
        """
        ...


@runtime_checkable
class IWorkers(Protocol):
    """Workers that share a computation for many items."""

    def compute(self, function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
        """Compute the same for every item.

        Args:
            function: What is computed; it changes nothing, and its results can be pickled.
            items: What it is computed for.

        Returns:
            One result for each item, in their order.
        """
        ...


@runtime_checkable
class ISourceInventory(ISourceTree, Protocol):
    """The Python files of one project that git does not ignore, and how they stand."""

    def take_stamps(self) -> str:
        """Tell how everything stands that was listed, and how stood what else was read.

        Returns:
            A text for `confirm_stamps`; empty where a path can't stand in it.
        """
        ...

    def confirm_stamps(self, stamps: str) -> bool:
        """Find out whether everything still stands as it did.

        Args:
            stamps: What `take_stamps` told.

        Returns:
            Whether no file, folder or rule has changed since; False for a text that says nothing.
        """
        ...


@runtime_checkable
class ICheckCache(Protocol):
    """Keeps what `check` found, for runs that would find the same."""

    def read_entry(self, key: str) -> Mapping[str, object] | None:
        """Read what a run kept.

        Args:
            key: What the run was asked, and by what.

        Returns:
            The entry, or None where none was kept here under that key.
        """
        ...

    def write_entry(self, key: str, entry: Mapping[str, object]) -> None:
        """Keep what a run found; a folder that can't be written to is no error.

        Args:
            key: What the run was asked, and by what.
            entry: What JSON can hold.

        Side Effects:
            Makes the folder `.gateway-builder` where it is missing.
        """
        ...


@runtime_checkable
class IChangeStore(Protocol):
    """Writes plans to the project: all or nothing, and never over an edit made since."""

    def lock_project(self) -> AbstractContextManager[None]:
        """Hold the project's lock; first finish or revert an interrupted run.

        Returns:
            A context in which this process alone writes to the project.

        Raises:
            ConflictError: If the lock is not to be had in time.
        """
        ...

    def apply_edits(self, edits: Sequence[FileEdit]) -> None:
        """Write every file of a plan, or none.

        Args:
            edits: Files in the order in which they are to be renamed into place.

        Raises:
            ConflictError: If a file is not as the plan saw it, leaves the project or can't be written; all such files
                are named together and nothing has been written.
            RuntimeError: If the project's lock is not held.
        """
        ...

    def find_interrupted_run(self) -> str | None:
        """Describe a run that was killed while it wrote.

        Returns:
            A sentence for the user, or None when no run was interrupted.

        Raises:
            ConflictError: If the state of the last run can't be read.
        """
        ...

    def get_recovery_report(self) -> str | None:
        """Describe what taking the lock finished or reverted.

        Returns:
            A sentence for the user, or None when there was nothing to recover.
        """
        ...

    def list_generated_digests(self) -> Mapping[str, str]:
        """List the files that were generated here.

        Returns:
            Digest of each file as the run that wrote it left it, by path.

        Raises:
            ConflictError: If the digests can't be read.
        """
        ...


@runtime_checkable
class ITemplateRenderer(Protocol):
    """Turns views into text."""

    def render_template(self, name: str, view: Mapping[str, object]) -> str:
        """Render one template.

        Args:
            name: Name of the template, such as `gateway/aws.py.jinja`.
            view: The values it reads.

        Returns:
            The text.

        Raises:
            UsageError: If the project's override of the template fails; with its file and line.
        """
        ...


@runtime_checkable
class ICodeFormatter(Protocol):
    """Formats and lints Python text as the project is configured to."""

    def format_files(self, files: Mapping[str, str]) -> Mapping[str, str]:
        """Sort the imports of new files, format them, and suppress what the project forbids but the SDK forces.

        Args:
            files: Text of each new file, by path.

        Returns:
            The finished texts, by the same paths.

        Raises:
            UsageError: If a text is not valid Python (a template that was overridden badly).
        """
        ...

    def list_findings(self, files: Mapping[str, bytes], rules: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """List what the linter says of existing or edited files.

        Args:
            files: Bytes of each file, by a key of the caller's; a key is a path, or `before:path`, `after:path`.
            rules: Codes of the rules to run, whatever the project selects.

        Returns:
            For each key the codes found, sorted, with repetitions.
        """
        ...

    def get_warning(self) -> str | None:
        """Say whether the project's configuration could be used.

        Returns:
            A sentence for the user when defaults were used in its place, else None.
        """
        ...


@runtime_checkable
class ITechnologyCatalog(Protocol):
    """What is known of technologies."""

    def list_technologies(self) -> tuple[Technology, ...]:
        """List every technology of the catalogue, every service of a cloud included.

        Returns:
            Technologies sorted by name.
        """
        ...

    def find_technology(self, name: str) -> Technology | None:
        """Find a technology by any spelling of its name or of an alias: in one word, with hyphens or with blanks.

        Args:
            name: What the user wrote.

        Returns:
            The technology, or None when no name or alias is that word.

        Raises:
            UsageError: If the word means more than one.
        """
        ...

    def suggest_technologies(self, name: str) -> tuple[str, ...]:
        """Suggest known names that are near a word.

        Args:
            name: What the user wrote.

        Returns:
            Names, nearest first; empty when none is near. Never empty for an unknown service of a known cloud.
        """
        ...


@runtime_checkable
class IServiceCatalog(Protocol):
    """The models of services, as one SDK holds them."""

    def find_source(self) -> ModelSource | None:
        """Find out whose models are read.

        Returns:
            The SDK that is installed for the project, else our own; None when there is neither.
        """
        ...

    def list_services(self) -> tuple[str, ...]:
        """List the services that the SDK knows.

        Returns:
            Sorted machine names; none when there is no SDK.

        Raises:
            UsageError: If the SDK's files can't be read.
        """
        ...

    def load_service(self, service: str) -> ServiceModel:
        """Read the model of one service.

        Args:
            service: Its machine name (`batch`).

        Returns:
            The model, with the corrections that are known.

        Raises:
            UsageError: If there is no SDK (with the command that installs one), it does not know the service, or its
                model can't be read.
        """
        ...


@runtime_checkable
class IChangeHistory(Protocol):
    """What is known of a project's past."""

    def list_changed_files(self, revision: str) -> frozenset[str]:
        """List the files that differ from a revision.

        Args:
            revision: A commit, as the history names it.

        Returns:
            Paths relative to the project's root; deleted files are left out.

        Raises:
            UsageError: If there is no history or no such revision, or it can't be read.
        """
        ...
