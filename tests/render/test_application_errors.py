"""The application's errors are the standard's, added one by one where some are there."""

from __future__ import annotations

import ast

from gateway_builder.render.application_errors import (
    ERROR_CLASSES,
    error_class_texts,
    render_errors_module,
    render_package_init,
)
from tests.render.drawn import RENDERER


def run(text: str) -> dict[str, type[Exception]]:
    names: dict[str, type[Exception]] = {}
    exec(text, names)
    return names


def test_a_new_module_holds_every_error_of_the_standard_under_one_base() -> None:
    names = run(render_errors_module(RENDERER))

    assert [each.key for each in ERROR_CLASSES] == [
        "base", "rejected", "not_found", "conflict", "denied", "limited", "unavailable", "configuration", "unexpected",
    ]  # fmt: skip
    assert names["GatewayError"].__base__ is Exception
    assert all(names[each.name].__base__ is names["GatewayError"] for each in ERROR_CLASSES[1:])
    assert all(names[each.name].__doc__ == each.doc for each in ERROR_CLASSES)


def test_only_what_is_missing_is_added_in_the_order_of_the_standard() -> None:
    texts = error_class_texts(RENDERER, ["limited", "denied"], base="OurError")

    assert list(texts) == ["GatewayDeniedError", "GatewayLimitedError"]
    assert texts["GatewayDeniedError"].startswith('class GatewayDeniedError(OurError):\n    """')


def test_a_missing_base_extends_exception_whatever_it_is_called() -> None:
    assert error_class_texts(RENDERER, ["base"], base="x.y")["GatewayError"].startswith(
        "class GatewayError(Exception):\n"
    )


def test_a_package_says_what_it_holds() -> None:
    assert render_package_init(RENDERER, "Gateways") == '"""Gateways."""\n'
    assert ast.literal_eval(render_package_init(RENDERER, 'A """ and \\')) == 'A """ and \\.'
