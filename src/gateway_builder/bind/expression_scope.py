"""What an expression may name, and what is known of one that was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from gateway_builder.model.business import BusinessModel
    from gateway_builder.model.interface import ImportedName


@value
class Scope:
    """What an expression may name.

    Attributes:
        parameters: Annotation of each parameter of the method, "" where it is not known.
        config: Annotation of each value of the gateway's configuration.
        models: The application's class behind an identifier, or None.
        require: Parameters and attributes (`run.parent`) that are known not to be None.
        list_models: Identifiers of classes that a misspelt one may have been meant for.
    """

    parameters: Mapping[str, str]
    config: Mapping[str, str]
    models: Callable[[str], BusinessModel | None]
    require: frozenset[str] = frozenset()
    list_models: Callable[[], Iterable[str]] = tuple


@value
class Expression:
    """An expression that is right.

    Attributes:
        code: One line of Python.
        annotation: Type of its value, "" where it is not known; `list`, `tuple`, `set` and `dict` may be bare.
        imports: The application's classes that it names.
        reads: Parameters, and `config.NAME` for configuration, that it reads; each once.
    """

    code: str
    annotation: str = ""
    imports: tuple[ImportedName, ...] = ()
    reads: tuple[str, ...] = ()
