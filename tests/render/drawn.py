"""Interfaces and settings that the tests of generated text share."""

from __future__ import annotations

from gateway_builder.gateways.jinja_template_renderer import JinjaTemplateRenderer
from gateway_builder.model.interface import (
    ImportedName,
    Interface,
    Method,
    MethodKind,
    Parameter,
    ParameterKind,
    Signature,
)
from gateway_builder.model.project import Convention, ErrorClasses
from gateway_builder.model.style import ClassStyle
from gateway_builder.model.technology import Technology
from gateway_builder.render.application_errors import ERROR_CLASSES
from gateway_builder.render.gateway_module import render_gateway_module
from gateway_builder.render.gateway_test_module import render_test_module

RENDERER = JinjaTemplateRenderer()
STYLE = ClassStyle()
ERRORS = ErrorClasses(
    "gateways/errors.py", "gateways.errors", {each.key: f"gateways.errors.{each.name}" for each in ERROR_CLASSES}
)
PORTS = "gateways.interfaces"

RUNNER = Interface(
    name="ISimulationRunner",
    path="gateways/interfaces.py",
    module=PORTS,
    methods=(
        Method(
            "submit_run",
            Signature((Parameter("run_id", "str"),), "str"),
            docstring="Submit a run.\n\nReturns:\n    Its id.",
        ),
        Method(
            "describe_run",
            Signature(
                (Parameter("run_id", "str"), Parameter("at", "datetime | None", "None", ParameterKind.KEYWORD_ONLY)),
                "str",
            ),
        ),
    ),
    imports=(ImportedName("datetime", "datetime", typing_only=True),),
)
FEED = Interface(
    name="IFeedReader",
    path="gateways/interfaces.py",
    module=PORTS,
    methods=(
        Method(
            "read_feed", Signature((Parameter("feed", "str"),), "list[str]", is_async=True), docstring="Read a feed."
        ),
        Method("name", Signature((), "str"), MethodKind.PROPERTY, docstring="Name of the feed."),
    ),
)
UNKNOWN = Technology("AcmePay", "AcmePay", "acme_pay", "acme_pay", known=False)


def gateway_text(interface: Interface, technology: Technology, **changes: object) -> str:
    """The module of a gateway, as it is before it is formatted."""
    settings = {
        "gateway_name": f"{technology.name}Gateway",
        "interface_origin": ImportedName(interface.module, interface.name),
        "errors": ERRORS,
        "operations": {},
        "convention": Convention(),
        "style": STYLE,
    }
    return render_gateway_module(RENDERER, interface, technology, **{**settings, **changes})[0]  # type: ignore[arg-type] # any setting


def gateway_test_text(interface: Interface, technology: Technology, **changes: object) -> str:
    """The module of its tests, as it is before it is formatted."""
    settings = {
        "gateway_name": f"{technology.name}Gateway",
        "gateway_module": "gateways.thing",
        "interface_origin": ImportedName(interface.module, interface.name),
        "errors": ERRORS,
        "operations": {},
        "style": STYLE,
    }
    return render_test_module(RENDERER, interface, technology, **{**settings, **changes})  # type: ignore[arg-type] # any setting
