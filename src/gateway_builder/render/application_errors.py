"""The application's errors: the classes of the standard, and the module that they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.render.text import docstring_text, ends_sentence
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.gateways.interfaces import ITemplateRenderer


@value
class ErrorClass:
    """One error of the standard: its key, the class, and when it is raised."""

    key: str
    name: str
    doc: str

    @property
    def base(self) -> str:
        """The class that it extends."""
        return "Exception" if self.key == "base" else ERROR_CLASSES[0].name


ERROR_CLASSES = (
    ErrorClass("base", "GatewayError", "An outside system did not do what was asked."),
    ErrorClass(
        "rejected",
        "GatewayRejectedError",
        "The service understood the request and refused it.",
    ),
    ErrorClass("not_found", "GatewayNotFoundError", "The thing asked for is not there."),
    ErrorClass("conflict", "GatewayConflictError", "The thing exists already, or was changed meanwhile."),
    ErrorClass("denied", "GatewayDeniedError", "The service does not allow it, or the token has expired."),
    ErrorClass("limited", "GatewayLimitedError", "Asked too often, or a quota is used up; later may help."),
    ErrorClass("unavailable", "GatewayUnavailableError", "No answer or a broken one; asking again may help."),
    ErrorClass("configuration", "GatewayConfigurationError", "Credentials, region or address are missing or wrong."),
    ErrorClass("unexpected", "GatewayUnexpectedAnswerError", "The answer is one that the application does not know."),
)


def render_errors_module(renderer: ITemplateRenderer) -> str:
    """The whole of a new `errors.py`."""
    return renderer.render_template("errors/module.py.jinja", {"errors": ERROR_CLASSES})


def error_class_texts(renderer: ITemplateRenderer, keys: Iterable[str], base: str = "GatewayError") -> dict[str, str]:
    """Class statements to add to an `errors.py` that lacks them, by name of the class, in the order of the standard.

    Args:
        renderer: Where templates are rendered.
        keys: Keys that are missing; `base` for the base class.
        base: Name that the base class is bound to in that file.
    """
    wanted = set(keys)
    return {
        error.name: renderer.render_template(
            "errors/class.py.jinja", {"error": error, "base": base if error.key != "base" else "Exception"}
        )
        for error in ERROR_CLASSES
        if error.key in wanted
    }


def render_package_init(renderer: ITemplateRenderer, doc: str) -> str:
    """An `__init__.py` that holds a docstring."""
    return renderer.render_template(
        "package/init.py.jinja", {"docstring": f'"""{docstring_text(ends_sentence(doc))}"""'}
    )
