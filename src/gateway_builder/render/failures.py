"""Failures of an SDK and the errors of the application that a generated test expects for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.render.aws_codes import AWS_CODES
from gateway_builder.render.sdk_facts import is_aws
from gateway_builder.render.text import string_literal
from gateway_builder.render.translation import ERROR_KEYS, needs_configuration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.technology import ErrorTranslation, Technology

_QUERY_REFUSAL = (
    'cast("Any", botocore.exceptions.ClientError)('
    '{"Error": {"QueryErrorCode": "AccessDenied", "Code": "Throttling"}}, "Example")'
)
_RARE_STATUSES = ((401, "denied"), (408, "unavailable"), (410, "not_found"), (412, "conflict"), (500, "unavailable"))
_STATUSES = (
    (400, "rejected"), (403, "denied"), (404, "not_found"), (409, "conflict"), (429, "limited"), (503, "unavailable"),
)  # fmt: skip


def list_failures(
    technology: Technology, error: Mapping[str, str], *, is_thorough: bool = False
) -> tuple[tuple[str, str], ...]:
    """Expressions that make an exception of the SDK, each with the identifier of the error that it becomes.

    Args:
        technology: What is known of the SDK's exceptions.
        error: Identifiers of the application's errors by key.
        is_thorough: Whether every status of AWS is listed, and a refusal that has a code of an older protocol too.
    """
    refusals = _list_refusals(error) if is_aws(technology) else []
    if is_thorough:
        refusals += [(f'refusal("Unheard", {status})', error[key]) for status, key in _RARE_STATUSES]
        refusals.append((_QUERY_REFUSAL, error["denied"]))
    examples = [
        (_call_untyped(text), error[key])
        for translation in technology.errors
        for text, key in _list_examples(translation)
    ]
    return (*refusals, *examples)


def list_expected_keys(technology: Technology) -> tuple[str, ...]:
    """Keys of the application's errors that the generated tests name, in the order of the standard."""
    expected = {key for _, key in list_failures(technology, {key: key for key in ERROR_KEYS})}
    if needs_configuration(technology):
        expected.add("configuration")
    return tuple(key for key in ERROR_KEYS if key in expected)


def _list_refusals(error: Mapping[str, str]) -> list[tuple[str, str]]:
    by_code = [(f"refusal({string_literal(codes[0])}, 400)", error[key]) for key, codes in AWS_CODES]
    return [*by_code, *((f'refusal("Unheard", {status})', error[key]) for status, key in _STATUSES)]


def _list_examples(translation: ErrorTranslation) -> list[tuple[str, str]]:
    first = translation.exceptions[0]
    if not translation.example:
        return [(f"{first}.__new__({first})", translation.key)]
    if translation.code:
        return [(_fill(translation, code=string_literal(codes[0])), key) for key, codes in translation.codes]
    if translation.status:
        return [(_fill(translation, status=str(status)), key) for status, key in _STATUSES]
    return [(_fill(translation), translation.key)]


def _call_untyped(expression: str) -> str:
    """The call of an SDK's class, away from type checkers: not every SDK has types, and those of others come and go."""
    name, bracket, rest = expression.partition("(")
    return f'cast("Any", {name}){bracket}{rest}' if "." in name and not name.endswith("__new__") else expression


def _fill(translation: ErrorTranslation, **values: str) -> str:
    text = translation.example
    for name, value in values.items():
        text = text.replace(f"<{name}>", value)
    return text
