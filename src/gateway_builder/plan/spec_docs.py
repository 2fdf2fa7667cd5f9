"""What a spec file adds to the documentation of a method."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.render.text import ends_sentence

if TYPE_CHECKING:
    from gateway_builder.model.documentation import MethodDoc
    from gateway_builder.model.spec import MethodSpec


def add_specified(doc: MethodDoc, method: MethodSpec) -> MethodDoc:
    """The documentation with the file's own words, what has to be there, and what is stored on which argument."""
    missing = tuple(("ValueError", f"If {text} is None.") for text, _ in method.require)
    said = tuple(each for each in doc.raises if not (missing and each[0] == "ValueError"))
    stored = [f"Sets `{each.target}`." for each in method.assign]
    return replace(
        doc,
        summary=ends_sentence(method.summary) if method.summary else doc.summary,
        details=tuple(part.strip() for part in method.doc.split("\n\n") if part.strip()),
        raises=(*missing, *said),
        side_effects=(*doc.side_effects, *stored),
    )
