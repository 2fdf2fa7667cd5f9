"""What `list` tells: the interfaces of a project, their gateways, fakes and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.naming import NamingRule, snake_case
from gateway_builder.project.gateway_names import ROLE_SUFFIXES, is_fake_name
from gateway_builder.project.implementations import find_implementations
from gateway_builder.project.interfaces_place import is_interface_place, is_repository_name
from gateway_builder.project.paths import stem
from gateway_builder.project.roles import is_repository, is_test, is_test_file
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gateway_builder.model.classes import ClassSummary
    from gateway_builder.model.interface import Interface
    from gateway_builder.project.implementations import Implementation


@value
class ClassListing:
    """A class that implements an interface; `technology` as its name says it, or "".

    `operations` are those of the service that its module calls, in order.
    """

    name: str
    path: str
    line: int
    technology: str = ""
    operations: tuple[str, ...] = ()

    def to_json(self) -> Mapping[str, object]:
        """The class as JSON shows it."""
        shown: dict[str, object] = {"name": self.name, "path": self.path, "line": self.line}
        shown |= {"technology": self.technology} if self.technology else {}
        return shown | ({"operations": list(self.operations)} if self.operations else {})


@value
class InterfaceListing:
    """One interface with what implements and tests it; tests are paths."""

    name: str
    path: str
    line: int
    kind: str
    methods: tuple[str, ...]
    gateways: tuple[ClassListing, ...]
    fakes: tuple[ClassListing, ...]
    tests: tuple[str, ...]

    def to_json(self) -> Mapping[str, object]:
        """The interface as JSON shows it."""
        return {
            "name": self.name,
            "path": self.path,
            "line": self.line,
            "kind": self.kind,
            "methods": list(self.methods),
            "gateways": [each.to_json() for each in self.gateways],
            "fakes": [each.to_json() for each in self.fakes],
            "tests": list(self.tests),
        }


def list_gateways(
    interfaces: Sequence[Interface],
    classes: Sequence[ClassSummary],
    sources: Sequence[str],
    read_operations: Callable[[str], tuple[str, ...]] = lambda _: (),
) -> tuple[InterfaceListing, ...]:
    """List the interfaces of gateways: public, not a repository's, standing where interfaces stand or implemented.

    Args:
        interfaces: Every Protocol and ABC of the project.
        classes: Every class of the project, those among the tests included.
        sources: Paths of the Python files.
        read_operations: Gives the operations that the gateway in a file calls.
    """
    public = [
        each
        for each in interfaces
        if not each.name.startswith("_") and not is_test(each.path)
        if not is_repository(each.path) and not is_repository_name(each.name)
    ]
    by_interface: dict[tuple[str, str], list[Implementation]] = {}
    for found in find_implementations(public, classes, with_tests=True):
        by_interface.setdefault((found.interface.path, found.interface.name), []).append(found)
    listed = [
        _list_one(each, by_interface.get((each.path, each.name), []), sources, read_operations) for each in public
    ]
    shown = [each for each in listed if each.gateways or each.fakes or is_interface_place(each.path)]
    return tuple(sorted(shown, key=lambda each: (each.path, each.line, each.name)))


def read_called_operations(content: bytes) -> tuple[str, ...]:
    """The operations that a module calls on a client, directly or page by page, each once."""
    from gateway_builder.plan.model_reads import read_uses
    from gateway_builder.source.parse import decode_source, parse_source

    calls = read_uses(parse_source(decode_source(content)), (), frozenset()).calls
    return tuple(dict.fromkeys(call.name for call in calls if call.kind != "waiter"))


def _list_one(
    interface: Interface,
    found: Sequence[Implementation],
    sources: Sequence[str],
    read_operations: Callable[[str], tuple[str, ...]],
) -> InterfaceListing:
    purposes = _purposes(interface.name)
    fakes = [each.summary for each in found if is_fake_name(each.summary.name) or is_test(each.summary.path)]
    gateways = [each.summary for each in found if each.summary not in fakes]
    names = {snake_case(purpose) for purpose in purposes} | {stem(each.path) for each in (*gateways, *fakes)}
    return InterfaceListing(
        name=interface.name,
        path=interface.path,
        line=interface.line,
        kind=interface.kind.value,
        methods=tuple(dict.fromkeys(method.name for method in interface.methods)),
        gateways=tuple(
            ClassListing(each.name, each.path, each.line, _technology(each.name, purposes), read_operations(each.path))
            for each in gateways
        ),
        fakes=tuple(ClassListing(each.name, each.path, each.line) for each in fakes),
        tests=tuple(path for path in sources if is_test_file(path) and _tested(path) in names),
    )


def _purposes(name: str) -> tuple[str, ...]:
    """What an interface's name may say without prefix and suffix, the fullest first."""
    rules = [NamingRule(), *(NamingRule("", suffix) for suffix in sorted(ROLE_SUFFIXES))]
    found = {read.purpose for rule in rules if (read := rule.read(name))}
    return tuple(sorted(found, key=lambda purpose: (-len(purpose), purpose)))


def _technology(name: str, purposes: Sequence[str]) -> str:
    """What stands before the purpose in a gateway's name."""
    return next((before for each in purposes if (before := name.partition(each)[0]) and before != name), "")


def _tested(path: str) -> str:
    """The module that a test is about, by its name."""
    return stem(path).removeprefix("test_").removesuffix("_test").removesuffix("_contract")
