"""What the user asked `new` for, as a value, and as the command that asks for it."""

from __future__ import annotations

import shlex
from dataclasses import replace

from gateway_builder.values import value


@value
class NewRequest:
    """The arguments of `gateway-builder new`, unchecked.

    `operations` are texts of the form METHOD=OPERATION. `start` is the current folder and `interfaces_path` the file
    that `--in` names, both relative to the project's root, POSIX.
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

    def command(self) -> str:
        """The shell command that asks for the same."""
        words = ["gateway-builder", "new", self.interface, "--tech", self.technology]
        for method in self.methods:
            words += ["--method", method]
        for operation in self.operations:
            words += ["--op", operation]
        words += ["--in", self.interfaces_path] if self.interfaces_path else []
        flags = {
            "--async": self.is_async,
            "--new-technology": self.new_technology,
            "--strict": self.strict,
            "--force": self.force,
        }
        words += [flag for flag, given in flags.items() if given]
        return shlex.join(words)

    def with_interface(self, name: str) -> NewRequest:
        """The same request for another interface."""
        return replace(self, interface=name)

    def with_technology(self, name: str) -> NewRequest:
        """The same request for another technology."""
        return replace(self, technology=name)
