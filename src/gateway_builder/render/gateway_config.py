"""The configuration of a bound gateway: parameters of its constructor, and what the environment gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.documentation import MethodDoc
from gateway_builder.render.docstrings import render_docstring
from gateway_builder.render.text import ends_sentence, string_literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.model.binding import ConfigValue
    from gateway_builder.model.style import ClassStyle
    from gateway_builder.render.gateway_views import ClientView
    from gateway_builder.render.method_task import ModuleUse

_READERS = {"str": "_read_variable", "int": "_read_int", "float": "_read_float", "bool": "_read_bool"}


def order_config(config: tuple[ConfigValue, ...]) -> tuple[ConfigValue, ...]:
    """What must be given first."""
    return tuple(sorted(config, key=lambda each: each.default is not None))


def list_config_parameters(config: tuple[ConfigValue, ...]) -> tuple[str, ...]:
    """Parameters of the constructor."""
    return tuple(_write_parameter(each) for each in order_config(config))


def store_config(config: tuple[ConfigValue, ...]) -> tuple[str, ...]:
    """Statements that keep the values."""
    return tuple(f"self._{each.name} = {each.name}" for each in order_config(config))


def document_config(config: tuple[ConfigValue, ...]) -> tuple[tuple[str, str], ...]:
    """Each value and what it means."""
    return tuple((each.name, ends_sentence(each.doc or _describe(each))) for each in order_config(config))


def write_factory(
    config: tuple[ConfigValue, ...], client: ClientView, client_doc: str, use: ModuleUse, style: ClassStyle
) -> Iterator[str]:
    """The classmethod `from_environment`; nothing where no value comes from there.

    Args:
        config: What the gateway is configured with.
        client: The client's parameter.
        client_doc: What the parameter means.
        use: Where what is used of the module is kept.
        style: How the project writes docstrings.
    """
    ordered = order_config(config)
    given = tuple(each for each in ordered if not each.env and each.default is None)
    parameters = [*map(_write_parameter, given), f"{client.parameter}: {client.type} | None = None"]
    yield "@classmethod"
    yield f"def from_environment(cls, *, {', '.join(parameters)}) -> {use.imports.add('typing', 'Self')}:"
    doc = MethodDoc(
        summary="Make a gateway that the environment configures.",
        details=(f"Reads {_list_variables(ordered)}.",),
        args=(*document_config(given), (client.parameter, client_doc)),
        raises=((use.error["configuration"], "If a variable that is needed is not set or can't be read."),),
    )
    yield f"    {render_docstring(doc, style, style.indent * 2)}"
    passed = [
        f"{each.name}={_read(each, use) if each.env else each.name}" for each in ordered if each.env or each in given
    ]
    yield f"    return cls({', '.join([*passed, f'{client.parameter}={client.parameter}'])})"


def _list_variables(config: tuple[ConfigValue, ...]) -> str:
    names = [f"`{each.env}`" for each in config if each.env]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _read(value: ConfigValue, use: ModuleUse) -> str:
    kind = value.annotation.replace("| None", "").strip()
    reader, name = _READERS.get(kind, "_read_variable"), string_literal(value.env)
    use.imports.add_plain("os")
    if kind == "str" and value.default is not None:
        return f"os.environ.get({name}, {value.default})"
    use.helpers |= {reader, "_read_variable"}
    read = f"{reader}({name})"
    return read if value.default is None else f"{read} if {name} in os.environ else {value.default}"


def _write_parameter(value: ConfigValue) -> str:
    return f"{value.name}: {value.annotation}" + ("" if value.default is None else f" = {value.default}")


def _describe(value: ConfigValue) -> str:
    return f"{value.name.replace('_', ' ').capitalize()}."
