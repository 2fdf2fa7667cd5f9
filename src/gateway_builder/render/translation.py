"""How an SDK's exceptions become the application's errors, as except clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.render.aws_codes import AWS_CODES
from gateway_builder.render.gateway_views import ClauseView, FailureView
from gateway_builder.render.sdk_facts import is_aws
from gateway_builder.render.text import string_literal

if TYPE_CHECKING:
    from gateway_builder.model.binding import GatewayBinding
    from gateway_builder.model.technology import ErrorTranslation, Technology

ERROR_KEYS = (
    "base", "rejected", "not_found", "conflict", "denied", "limited", "unavailable", "configuration", "unexpected",
)  # fmt: skip
_STATUS_KEYS = ("rejected", "not_found", "conflict", "denied", "limited", "unavailable", "unexpected")


def used_error_keys(technology: Technology) -> tuple[str, ...]:
    """Keys of the application's errors that the gateway's module names, in the order of the standard."""
    if is_aws(technology):
        return ERROR_KEYS
    used: set[str] = set()
    for translation in technology.errors:
        used |= {"base", translation.key, *(key for key, _ in translation.codes)}
        used |= set(_STATUS_KEYS) if translation.status else set()
    if needs_configuration(technology):
        used.add("configuration")
    return tuple(key for key in ERROR_KEYS if key in used)


def needs_configuration(technology: Technology) -> bool:
    """Whether the gateway can't build its client without being told something."""
    return bool(technology.build) and any(parameter.default is None for parameter in technology.parameters)


def view_failures(technology: Technology, error: dict[str, str], binding: GatewayBinding | None = None) -> FailureView:
    """The except clauses in order, and the tables that they look in.

    Args:
        technology: What is known of the SDK's exceptions.
        error: Identifiers of the application's errors by key.
        binding: The operations that are called, with the errors that they declare.
    """
    codes = AWS_CODES if is_aws(technology) else [pair for each in technology.errors for pair in each.codes]
    return FailureView(
        aws=is_aws(technology),
        error=error,
        clauses=tuple(_view_clause(translation, error) for translation in technology.errors),
        codes=(
            *((string_literal(code), error[key]) for key, known in codes for code in known),
            *((string_literal(code), error[key]) for code, key in _list_modelled(binding)),
        ),
        by_status=is_aws(technology) or any(translation.status for translation in technology.errors),
    )


def _list_modelled(binding: GatewayBinding | None) -> tuple[tuple[str, str], ...]:
    """Codes that the bound operations declare; what tells them is loaded where there are any."""
    if binding is None:
        return ()
    from gateway_builder.render.modelled_errors import list_modelled_codes

    return list_modelled_codes(bound.operation for bound in binding.methods.values())


def _view_clause(translation: ErrorTranslation, error: dict[str, str]) -> ClauseView:
    names = translation.exceptions
    caught = names[0] if len(names) == 1 else f"({', '.join(names)})"
    if translation.code:
        return ClauseView(caught, f"_MEANINGS.get({translation.code}, {error[translation.key]})", translation.code)
    if translation.status:
        return ClauseView(caught, f"meaning_of_status({translation.status})", f"str({translation.status})")
    return ClauseView(caught, error[translation.key], "type(error).__name__")
