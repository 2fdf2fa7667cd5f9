"""The client that a gateway is given or builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.documentation import MethodDoc
from gateway_builder.render.docstrings import render_docstring
from gateway_builder.render.gateway_views import ClientView, ParameterView
from gateway_builder.render.sdk_facts import is_aws, opens_client
from gateway_builder.render.text import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.style import ClassStyle
    from gateway_builder.model.technology import ConstructorParameter, Technology


def view_client(technology: Technology, own: Mapping[str, str]) -> ClientView:
    """The injected client.

    Args:
        technology: What is known of the SDK.
        own: Identifiers of the module's own imports.
    """
    opens = opens_client(technology)
    narrow = not technology.client_type
    client_type = technology.client_type or name_client_type(technology)
    built_type = f"{own['AbstractAsyncContextManager']}[{client_type}]" if opens else client_type
    setup, built = _order_steps(technology)
    return ClientView(
        parameter=name_client_parameter(technology),
        type=client_type,
        narrow=narrow,
        setup=setup,
        built=f'{own["cast"]}("{built_type}", {built})' if built and narrow else built,
        parameters=tuple(
            ParameterView(each.name, each.annotation, each.default) for each in list_parameters(technology)
        ),
        built_type=built_type,
        opens=opens,
    )


def name_client_parameter(technology: Technology) -> str:
    """Name of the constructor's parameter: `batch_client`."""
    return f"{technology.client}_client"


def name_client_type(technology: Technology) -> str:
    """Name of the narrow Protocol of a client without types: `_BatchClient`."""
    return "_" + "".join(word.capitalize() for word in technology.client.split("_")) + "Client"


def describe_constructor(technology: Technology, style: ClassStyle, config: tuple[tuple[str, str], ...] = ()) -> str:
    """The docstring of the constructor.

    Args:
        technology: What is known of the SDK.
        style: How the project writes docstrings.
        config: What else is kept, and what it means.
    """
    parameters = [(each.name, ends_sentence(each.doc)) for each in list_parameters(technology)]
    summary = "Keep the client and the configuration." if config else "Keep the client."
    client = (name_client_parameter(technology), describe_client(technology))
    return render_docstring(MethodDoc(summary=summary, args=(*config, client, *parameters)), style, style.indent * 2)


def describe_client(technology: Technology) -> str:
    """What the constructor's parameter is."""
    if opens_client(technology):
        return f"Client of {technology.label}; left out, each call opens one with timeouts and retries."
    built = "; left out, one is built with timeouts and retries." if technology.build else "."
    return f"Client of {technology.label}{built}"


def list_parameters(technology: Technology) -> tuple[ConstructorParameter, ...]:
    """What the constructor takes besides the client: nothing where it can't build one."""
    return technology.parameters if technology.build else ()


def _order_steps(technology: Technology) -> tuple[tuple[str, ...], str]:
    """Statements before the client is returned, and what is returned: AWS prepares first, others finish."""
    if is_aws(technology) or not technology.setup:
        return technology.setup, technology.build
    return (f"client = {technology.build}", *technology.setup), "client"
