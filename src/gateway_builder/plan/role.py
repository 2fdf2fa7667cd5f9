"""What a kind of purpose does: the drafts of its methods."""

from __future__ import annotations

from enum import Enum

from gateway_builder.values import value

THING, IDENTIFIER = "{thing}", "{identifier}"
MODEL, MODELS = "{Model}", "tuple[{Model}, ...]"


class ServiceId(Enum):
    """What a method does with the id that the service gives a model."""

    UNUSED = "unused"
    STORED = "stored"
    NEEDED = "needed"


@value
class Draft:
    """A method before its object is known.

    Attributes:
        name: With `{one}` or `{many}` for the object.
        parameters: Source text when a model is the object; `{thing}` is the model, `{identifier}` its id.
        returns: Source text when a model is the object.
        plain: Parameters when no model is; "" for the same ones.
        plain_returns: The result when no model is; "" for the same one.
        about: What parameters and the result (`return`) mean, where the signature's words don't tell.
        service_id: What it does with the id that the service gives a model.
    """

    name: str
    parameters: str = THING
    returns: str = "None"
    plain: str = ""
    plain_returns: str = ""
    about: tuple[tuple[str, str], ...] = ()
    service_id: ServiceId = ServiceId.UNUSED


@value
class Role:
    """What a kind of purpose does.

    Attributes:
        verbs: What it does, for the sentence about the class; empty where no verb fits.
        noun: The object where the purpose names none.
        drafts: Its methods.
        models: Names of models that are its object where none is named like the purpose.
        suffix: What is added to the object that the purpose names (`email`), and is then what models are named for.
        uncountable: Its methods for an object that has no plural; empty for the same ones.
    """

    verbs: str
    noun: str
    drafts: tuple[Draft, ...]
    models: tuple[str, ...] = ()
    suffix: str = ""
    uncountable: tuple[Draft, ...] = ()
