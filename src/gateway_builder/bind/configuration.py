"""What the gateway's constructor takes: types that are known, defaults that fit them, names that are free."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING

from gateway_builder.bind.annotation_types import NONE, UNION, Type, read_type
from gateway_builder.bind.annotations import accepts
from gateway_builder.bind.findings import Spelled
from gateway_builder.bind.suggestions import did_you_mean, list_names
from gateway_builder.model.binding import ConfigValue
from gateway_builder.model.interface import ImportedName
from gateway_builder.model.spec import SpecArray, SpecExpression, SpecLiteral

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.bind.findings import Findings
    from gateway_builder.model.spec import ConfigSpec

_FROM_ENVIRONMENT = ("str", "int", "float", "bool")
_BARE = ("str", "int", "float", "bool", "bytes", "tuple", "list", "dict", "set", "frozenset", NONE)
_CHANGING = frozenset({"list", "dict", "set"})
_HOMES = {
    "datetime": "datetime",
    "date": "datetime",
    "time": "datetime",
    "timedelta": "datetime",
    "Decimal": "decimal",
    "UUID": "uuid",
    "Path": "pathlib",
    "Sequence": "collections.abc",
    "Mapping": "collections.abc",
    "Collection": "collections.abc",
    "Iterable": "collections.abc",
}
_TAKEN = frozenset({"self", "cls", "client", "build_client", "translated_errors"})


def bind_config(specs: tuple[ConfigSpec, ...], findings: Findings) -> tuple[ConfigValue, ...]:
    """The constructor's parameters; what is wrong is kept."""
    return tuple(_bind_value(spec, findings) for spec in specs)


def refuse_unused(specs: tuple[ConfigSpec, ...], findings: Findings) -> None:
    """Keep configuration that nothing reads as wrong."""
    for spec in specs:
        if spec.name not in findings.config_read:
            hint = f'use it as "=config.{spec.name}", or delete it'
            findings.refuse(f"nothing uses the configuration {spec.name}", spec.place, hint)


def _bind_value(spec: ConfigSpec, findings: Findings) -> ConfigValue:
    _check_name(spec, findings)
    found = read_type(spec.type)
    for name in _list_names(found) if spec.type else ():
        _check_type(name, spec, findings)
    if spec.env and found.text not in _FROM_ENVIRONMENT:
        message = (
            f"config.{spec.name} is {spec.type}: an environment variable holds only {', '.join(_FROM_ENVIRONMENT)}"
        )
        findings.refuse(message, spec.place, "leave env out, or choose one of these types")
    return ConfigValue(spec.name, found.text, spec.doc, _spell_default(spec, findings), spec.env)


def _check_name(spec: ConfigSpec, findings: Findings) -> None:
    client = f"{findings.model.service.replace('-', '_')}_client"
    is_name = spec.name.isidentifier() and not keyword.iskeyword(spec.name) and not spec.name.startswith("_")
    if not is_name:
        findings.refuse(f"{spec.name!r} can't be the name of a parameter", spec.place, "write it as snake_case")
    elif spec.name in _TAKEN or spec.name == client:
        findings.refuse(f"the name {spec.name} is taken by the gateway's own", spec.place, "choose another name")


def _list_names(found: Type) -> Iterator[str]:
    """Names of the types that a type is made of; its whole text where a part can't be read."""
    if found.name != UNION:
        yield found.identifier
    for each in found.elements:
        yield from _list_names(each)


def _check_type(name: str, spec: ConfigSpec, findings: Findings) -> None:
    """Keep a type that nobody knows as wrong, and where the others are imported from."""
    if name in _BARE:
        return
    model = findings.models(name)
    if model:
        findings.imports[_for_annotations(model.imported)] = None
    elif home := _HOMES.get(name):
        findings.imports[ImportedName(home, name, typing_only=True)] = None
    else:
        near = did_you_mean(name, (*_BARE, *_HOMES, *findings.list_models()))
        hint = f"types are {list_names(_BARE)}, and the application's models"
        findings.refuse(f"config.{spec.name}: the type {name} is unknown{near}", spec.place, hint)


def _for_annotations(name: ImportedName) -> ImportedName:
    return ImportedName(name.module, name.name, name.alias, typing_only=True)


def _spell_default(spec: ConfigSpec, findings: Findings) -> str | None:
    if spec.default is None:
        return None
    spelled = _spell(spec.default, findings)
    if spelled and read_type(spelled.annotation).name in _CHANGING:
        message = f"config.{spec.name}: a default that can change would be shared by all gateways"
        findings.refuse(message, spec.default.place, "use tuple[…, ...], and an array")
    elif spelled and accepts(spec.type, spelled.annotation, findings.models) is False:
        findings.refuse(
            f"{spelled.code} is {spelled.annotation}, and config.{spec.name} is {spec.type}", spec.default.place
        )
    return spelled.code if spelled else ""


def _spell(node: SpecLiteral | SpecExpression | SpecArray, findings: Findings) -> Spelled | None:
    """The code of a default; arrays are tuples."""
    scope = findings.scope({}, config={})
    if not isinstance(node, SpecArray):
        return findings.spell(node, scope)
    items = [findings.spell(each, scope) for each in node.items if isinstance(each, (SpecLiteral, SpecExpression))]
    if len(items) < len(node.items):
        findings.refuse("a default holds plain values only", node.place, "leave tables and arrays out of it")
    kept = [each for each in items if each]
    types = dict.fromkeys(each.annotation for each in kept)
    codes = "".join(f"{each.code}, " for each in kept)
    element = " | ".join(types) if all(types) else ""
    return Spelled(f"({codes.strip()})", f"tuple[{element}, ...]" if element else "tuple")
