"""What the user asked `new` for, as a value, and as the command that asks for it."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from gateway_builder.model.spec import GatewaySpec


@value
class AskedMethod:
    """A method as it was asked for: its signature with its name, and where that stands."""

    text: str
    place: str = "--method"

    @property
    def name(self) -> str:
        """What stands before the parameters."""
        return self.text.partition("(")[0].strip().rpartition(" ")[2]


@value
class NewRequest:
    """The arguments of `gateway-builder new`, unchecked.

    `operations` are texts of the form METHOD=OPERATION. `start` is the current folder and `interfaces_path` the file
    that `--in` names, both relative to the project's root, POSIX. `spec` is the file that `--spec` names.
    """

    interface: str
    technology: str
    methods: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    is_async: bool = False
    interfaces_path: str = ""
    new_technology: bool = False
    strict: bool = False
    force: bool = False
    start: str = ""
    spec: GatewaySpec | None = None

    def command(self) -> str:
        """The shell command that asks for the same."""
        words = ["gateway-builder", "new", self.interface, "--tech", self.technology]
        for method in self.methods:
            words += ["--method", method]
        for operation in self.operations:
            words += ["--op", operation]
        words += ["--spec", self.spec.path] if self.spec else []
        words += ["--in", self.interfaces_path] if self.interfaces_path else []
        flags = {
            "--async": self.is_async,
            "--new-technology": self.new_technology,
            "--strict": self.strict,
            "--force": self.force,
        }
        words += [flag for flag, given in flags.items() if given]
        return shlex.join(words)

    def asked_methods(self) -> tuple[AskedMethod, ...]:
        """The methods of the flags and of the spec file; a flag wins over the file's signature of the same name."""
        given = [AskedMethod(text) for text in self.methods]
        names = {method.name for method in given}
        specified = [
            AskedMethod(f"{method.name}{method.signature}", method.place)
            for method in (self.spec.methods if self.spec else ())
            if method.signature and method.name not in names
        ]
        return (*specified, *given)

    def place_of(self, argument: str) -> str:
        """Where an argument of the command line stands: in the spec file where that gave it."""
        if self.spec and argument == "INTERFACE" and self.interface == self.spec.interface:
            return f"{self.spec.path}: interface"
        if self.spec and argument == "--tech" and self.technology == self.spec.technology:
            return f"{self.spec.path}: technology"
        return argument

    def with_spec(self, spec: GatewaySpec) -> NewRequest:
        """The same request with what a spec file says; flags win over it."""
        return replace(
            self,
            spec=spec,
            interface=self.interface or spec.interface,
            technology=self.technology or spec.technology,
            is_async=self.is_async or spec.is_async,
        )

    def with_operation(self, method: str, operation: str) -> NewRequest:
        """The same request with one more operation."""
        return replace(self, operations=(*self.operations, f"{method}={operation}"))

    def with_interface(self, name: str) -> NewRequest:
        """The same request for another interface."""
        return replace(self, interface=name)

    def with_technology(self, name: str) -> NewRequest:
        """The same request for another technology."""
        return replace(self, technology=name)
