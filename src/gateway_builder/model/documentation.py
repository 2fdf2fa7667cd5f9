"""What a docstring says, before anyone decides how it is laid out."""

from __future__ import annotations

from gateway_builder.values import value


@value
class MethodDoc:
    """The contract of one method in words; sections that do not apply are empty.

    Attributes:
        summary: One sentence, with its full stop.
        details: Paragraphs below it.
        args: Parameter and what it means, in order.
        returns: What comes back, empty for None.
        raises: Exception and when it is raised.
        side_effects: Which attributes of which argument are changed.
        note: Which external calls an implementation makes.
    """

    summary: str
    args: tuple[tuple[str, str], ...] = ()
    returns: str = ""
    raises: tuple[tuple[str, str], ...] = ()
    side_effects: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
