"""What is known of a class from its source: enough to tell what it implements and how it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from gateway_builder.model.interface import Method


@value
class ClassSummary:
    """A top-level class of a file.

    Attributes:
        name: Name of the class.
        path: File it stands in, relative to the project's root, POSIX.
        module: Dotted name that the file is imported by.
        line: Line of the `class` statement, from 1.
        bases: Its bases without subscripts, as dotted origins where the imports tell them (`app.ports.IRunner`), else
            as written.
        methods: The public methods that it defines itself.
        decorators: Decorators of the class, as dotted origins where known, without their arguments.
    """

    name: str
    path: str
    module: str
    line: int = 0
    bases: tuple[str, ...] = ()
    methods: tuple[Method, ...] = ()
    decorators: tuple[str, ...] = ()
