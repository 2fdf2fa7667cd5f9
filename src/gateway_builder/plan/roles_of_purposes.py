"""What the last word of a purpose promises: the methods that a Runner, a Store or a Publisher has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from gateway_builder.plan.english import singularize

THING, IDENTIFIER = "{thing}", "{identifier}"
MODEL, MODELS = "{Model}", "tuple[{Model}, ...]"


class ServiceId(Enum):
    """What a method does with the id that the service gives a model."""

    UNUSED = "unused"
    STORED = "stored"
    NEEDED = "needed"


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


_RUN = Role(
    "run",
    "job",
    (
        Draft("submit_{one}", service_id=ServiceId.STORED),
        Draft(
            "describe_{one}",
            returns="{State}",
            about=(("return", "Status of the {one}."),),
            service_id=ServiceId.NEEDED,
        ),
        Draft("cancel_{one}", service_id=ServiceId.NEEDED),
    ),
    ("Run", "Job", "Task"),
)
_SEND = Role(
    "send",
    "notification",
    (Draft("send_{one}", plain="recipient: str, message: str", about=(("message", "Text of the {one}."),)),),
    ("Notification", "Message"),
)
_NOTIFY = replace(_SEND, suffix="notification")
_MESSAGE = replace(_SEND, noun="message", models=("Message", "Notification"), suffix="message")
_ALERT = replace(_SEND, noun="alert", models=("Alert", "Notification"), suffix="alert")
_MAIL = Role(
    "send",
    "email",
    (Draft("send_{one}", plain="recipient: str, subject: str, body: str"),),
    ("Email", "Mail", "Message"),
    suffix="email",
)
_UPLOAD = Draft(
    "upload_{one}",
    plain="key: str, content: bytes",
    about=(("key", "Key to keep the {one} under."), ("content", "Content of the {one}.")),
)
_DOWNLOAD = Draft(
    "download_{one}", IDENTIFIER, MODEL, "key: str", "bytes", (("key", "Key that the {one} is kept under."),)
)
_DELETE_KEY = Draft("delete_{one}", IDENTIFIER, plain="key: str", about=(("key", "Key that the {one} is kept under."),))
_STORE = Role("keep", "file", (_UPLOAD, _DOWNLOAD, _DELETE_KEY))
_PUBLISH = Role(
    "publish",
    "event",
    (Draft("publish_{one}", plain="topic: str, payload: bytes", about=(("topic", "Topic to publish the {one} to."),)),),
    ("Event", "Message"),
)
_RECEIVE = Role(
    "receive",
    "message",
    (Draft("receive_{many}", "limit: int", MODELS, plain_returns="tuple[str, ...]"), Draft("acknowledge_{one}")),
    ("Message", "Event"),
)
_SCHEDULE = Role(
    "schedule", "job", (Draft("schedule_{one}", "{thing}, start_at: datetime"), Draft("cancel_{one}")), ("Job", "Task")
)
_GET = Draft("get_{one}", IDENTIFIER, MODEL, plain_returns="str")
_PROVIDE = Role(
    "provide",
    "item",
    (_GET, Draft("list_{many}", "", MODELS, plain_returns="tuple[str, ...]")),
    uncountable=(replace(_GET, parameters="query: str"),),
)
_CLIENT = replace(_PROVIDE, verbs="", noun="resource")
_MANAGE = Role("manage", "item", (Draft("create_{one}"), _GET, Draft("delete_{one}", IDENTIFIER)))
_SERVE = Role("", "item", _MANAGE.drafts)
_QUEUE = Role(
    "queue",
    "message",
    (
        Draft("enqueue_{one}", plain="payload: bytes"),
        Draft(
            "dequeue_{one}", "", "{Model} | None", plain_returns="bytes | None",
            about=(("return", "The {one} that has waited longest, or None when none waits."),),
        ),
        Draft("count_{many}", "", "int", about=(("return", "How many {many} wait."),)),
    ),
    ("Message", "Job", "Task"),
)  # fmt: skip
_PAY = Role(
    "charge and refund",
    "payment",
    (
        Draft(
            "charge_{one}", plain="customer_id: str, amount: Decimal, currency: str", plain_returns="str",
            about=(("customer_id", "Id of the customer who pays."), ("amount", "Amount to charge."), ("return", "Id of the {one}.")),
        ),
        Draft("refund_{one}"),
    ),
    ("Payment", "Charge"),
)  # fmt: skip
_KEY = ("key", "Key that the {one} is cached under.")
_CACHE = Role(
    "cache",
    "value",
    (
        Draft(
            "get_{one}", "key: str", "{Model} | None", plain_returns="bytes | None",
            about=(_KEY, ("return", "The {one}, or None when none is cached.")),
        ),
        Draft("set_{one}", "key: str, {thing}", plain="key: str, value: bytes", about=(_KEY, ("value", "Content of the {one}."))),
        Draft("delete_{one}", "key: str", about=(_KEY,)),
    ),
)  # fmt: skip
_TRANSLATED = (("return", "The translated {one}."),)
_TRANSLATE = Role(
    "translate",
    "text",
    (
        Draft(
            "translate_{one}",
            "{thing}, target_language: str",
            MODEL,
            "{one}: str, target_language: str",
            "str",
            _TRANSLATED,
        ),
    ),
)
_SEARCH_DRAFT = Draft(
    "search_{many}",
    "query: str",
    MODELS,
    plain_returns="tuple[str, ...]",
    about=(("return", "The {many} found, best first."),),
)
_SEARCH = Role("search", "document", (_SEARCH_DRAFT,))
_INDEX = Role(
    "index",
    "document",
    (
        Draft("index_{one}", plain="{identifier}, text: str", about=(("text", "Text to find the {one} by."),)),
        _SEARCH_DRAFT,
        Draft("remove_{one}", IDENTIFIER),
    ),
)
_CONVERT = Role(
    "convert",
    "file",
    (
        Draft(
            "convert_{one}", "{thing}, target_format: str", "bytes", "content: bytes, target_format: str",
            about=(("return", "Content of the converted {one}."),),
        ),
    ),
)  # fmt: skip
_DETECT = Role(
    "detect",
    "object",
    (
        Draft(
            "detect_{many}", "content: bytes", MODELS, plain_returns="tuple[str, ...]",
            about=(("content", "What to look at."), ("return", "The {many} detected.")),
        ),
    ),
    uncountable=(Draft("detect_{one}", "content: bytes", "bool", about=(("content", "What to look at."),)),),
)  # fmt: skip
_CLASSIFY = Role(
    "classify",
    "document",
    (
        Draft(
            "classify_{one}",
            plain="content: bytes",
            returns="{Kind}",
            about=(("return", "Class that the {one} belongs to."),),
        ),
    ),
)
_AUTHENTICATE = Role(
    "authenticate",
    "user",
    (Draft("authenticate_{one}", "username: str, password: str", MODEL, plain_returns="bool"),),
    ("User",),
)
_AUTHORIZE = Role(
    "authorize",
    "user",
    (
        Draft(
            "authorize_{one}", "{identifier}, action: str", "bool", about=(("return", "Whether the {one} may do so."),)
        ),
    ),
    ("User",),
)
_VALIDATE = Role("validate", "value", (Draft("validate_{one}", returns="bool", plain="{one}: str"),))
_CHECK = Role("check", "item", (Draft("check_{one}", returns="bool"),))
_HEALTH = Role("check", "health", (Draft("check_{one}", "", "bool"),), suffix="health")
_REGISTER = Role(
    "register",
    "service",
    (
        Draft("register_{one}", plain="{identifier}, address: str"),
        Draft("find_{one}", IDENTIFIER, MODEL, plain_returns="str", about=(("return", "Address of the {one}."),)),
        Draft("unregister_{one}", IDENTIFIER),
    ),
)
_LOCK_NAME = ("name", "Name of what is locked.")
_LOCK = Role(
    "acquire and release",
    "lock",
    (
        Draft("acquire_{one}", "name: str", "bool", about=(_LOCK_NAME,)),
        Draft("release_{one}", "name: str", about=(_LOCK_NAME,)),
    ),
    suffix="lock",
)
_IMPORT = Role(
    "import",
    "record",
    (
        Draft(
            "import_{many}", "source: str", MODELS, plain_returns="int",
            about=(("source", "Where the {many} come from."), ("return", "How many {many} were imported.")),
        ),
    ),
)  # fmt: skip
_EXPORT = Role(
    "export",
    "record",
    (
        Draft(
            "export_{many}", "{many}: tuple[{Model}, ...], destination: str",
            plain="{one}_ids: tuple[str, ...], destination: str", about=(("destination", "Where the {many} go."),),
        ),
    ),
)  # fmt: skip
_RENDER = Role(
    "render",
    "document",
    (
        Draft(
            "render_{one}", plain="template: str", returns="bytes",
            about=(("template", "What to render."), ("return", "The rendered {one}.")),
        ),
    ),
)  # fmt: skip
_GEOCODE = Role(
    "geocode",
    "address",
    (
        Draft(
            "geocode_{one}", plain="{one}: str", returns="{Place}",
            about=(("return", "Latitude and longitude of the {one}, in degrees."),),
        ),
    ),
)  # fmt: skip
_TRANSCRIBE = Role(
    "transcribe",
    "recording",
    (
        Draft(
            "transcribe_{one}",
            plain="content: bytes",
            returns="{Transcript}",
            about=(("return", "What is said in the {one}."),),
        ),
    ),
)
_GENERATE = Role(
    "generate",
    "document",
    (
        Draft(
            "generate_{one}",
            "description: str",
            MODEL,
            plain_returns="str",
            about=(("description", "What the {one} is to be."),),
        ),
    ),
)
_SUMMARIZE = Role(
    "summarize",
    "text",
    (Draft("summarize_{one}", plain="{one}: str", returns="str", about=(("return", "Summary of the {one}."),)),),
)
_EXTRACT = Role(
    "extract",
    "text",
    (
        Draft(
            "extract_{one}", "content: bytes", MODEL, plain_returns="str", about=(("content", "What to extract from."),)
        ),
    ),
)
_PARSE = Role("parse", "document", (Draft("parse_{one}", "content: bytes", MODEL, plain_returns="str"),))
_ANALYZE = Role(
    "analyze",
    "document",
    (
        Draft(
            "analyze_{one}", plain="content: bytes", returns="str", about=(("return", "What was found in the {one}."),)
        ),
    ),
)
_BYTES = "content: bytes"
_ENCRYPT = Role(
    "encrypt and decrypt",
    "content",
    (
        Draft(
            "encrypt_{one}",
            _BYTES,
            "bytes",
            about=(("content", "What to encrypt."), ("return", "The encrypted {one}.")),
        ),
        Draft(
            "decrypt_{one}",
            _BYTES,
            "bytes",
            about=(("content", "What to decrypt."), ("return", "The decrypted {one}.")),
        ),
    ),
)
_SIGN = Role(
    "sign", "document", (Draft("sign_{one}", plain=_BYTES, returns="bytes", about=(("return", "The signed {one}."),)),)
)
_TRACK = Role(
    "track", "item", (Draft("track_{one}", returns="{State}", about=(("return", "Where the {one} is now."),)),)
)
_RECORD = Role(
    "record",
    "event",
    (Draft("record_{one}", plain="message: str", about=(("message", "What happened."),)),),
    ("Event",),
)
_PRINT = Role("print", "document", (Draft("print_{one}", plain=_BYTES),))
_PROVISION = Role(
    "provision",
    "resource",
    (
        Draft("create_{one}"),
        Draft("describe_{one}", returns="{State}", about=(("return", "Status of the {one}."),)),
        Draft("delete_{one}"),
    ),
)
_SYNCHRONIZE = Role(
    "synchronize",
    "record",
    (Draft("synchronize_{many}", "", "int", about=(("return", "How many {many} were synchronized."),)),),
)

_WORDS = (
    (_RUN, "runner executor launcher submitter worker"),
    (_SEND, "sender"),
    (_NOTIFY, "notifier notifications"),
    (_MESSAGE, "messenger messaging"),
    (_ALERT, "alerter alerting"),
    (_MAIL, "mailer emailer mailing"),
    (_STORE, "store storage archive bucket filesystem vault drive"),
    (Role("upload", "file", (_UPLOAD,)), "uploader"),
    (Role("download", "file", (_DOWNLOAD,)), "downloader"),
    (_PUBLISH, "publisher publishing bus broadcaster emitter producer"),
    (_RECEIVE, "receiver consumer subscriber listener"),
    (_SCHEDULE, "scheduler scheduling"),
    (_PROVIDE, "provider source"),
    (_CLIENT, "client reader fetcher finder directory catalog catalogue lookup api"),
    (_MANAGE, "manager"),
    (_SERVE, "service gateway adapter port system platform backend handler"),
    (_QUEUE, "queue"),
    (_CACHE, "cache caching"),
    (_TRANSLATE, "translator translation"),
    (_SEARCH, "searcher search"),
    (_INDEX, "index indexer"),
    (_CONVERT, "converter conversion transcoder"),
    (_DETECT, "detector detection recognizer recogniser recognition"),
    (_CLASSIFY, "classifier classification categorizer"),
    (_AUTHENTICATE, "authenticator authentication"),
    (_AUTHORIZE, "authorizer authoriser authorization"),
    (_VALIDATE, "validator validation verifier verification"),
    (_CHECK, "checker"),
    (_HEALTH, "monitor monitoring healthchecker healthcheck"),
    (_REGISTER, "registry registrar"),
    (_LOCK, "locker lock locking"),
    (_IMPORT, "importer import ingester"),
    (_EXPORT, "exporter export"),
    (_RENDER, "renderer rendering"),
    (_GEOCODE, "geocoder geocoding"),
    (_TRANSCRIBE, "transcriber transcription"),
    (_GENERATE, "generator generation"),
    (_SUMMARIZE, "summarizer summariser summarization"),
    (_EXTRACT, "extractor extraction"),
    (_PARSE, "parser parsing"),
    (_ANALYZE, "analyzer analyser analysis"),
    (_ENCRYPT, "encryptor encrypter encryption cipher"),
    (_SIGN, "signer signing"),
    (_TRACK, "tracker tracking"),
    (_RECORD, "recorder logger auditor"),
    (_PRINT, "printer printing"),
    (_PROVISION, "provisioner provisioning"),
    (_SYNCHRONIZE, "synchronizer synchroniser syncer"),
    (_PAY, "billing"),
)
_BY_WORD = {word: role for role, words in _WORDS for word in words.split()}
_BY_NOUN = {
    "notification": _SEND,
    "message": _SEND,
    "alert": _SEND,
    "sms": _SEND,
    "email": _MAIL,
    "mail": _MAIL,
    "payment": _PAY,
}
_CARRIERS = frozenset(
    "service gateway processor provider client adapter api platform system engine backend handler port".split()
)


def find_role(words: tuple[str, ...]) -> tuple[Role | None, tuple[str, ...]]:
    """The role that the words of a purpose end with, and the words of its object; None for a word that is no role.

    Args:
        words: The words of the purpose: `Payment`, `Gateway`.
    """
    last, before = words[-1].lower(), words[:-1]
    pair = "".join(words[-2:]).lower()
    if pair in _BY_WORD:
        return _BY_WORD[pair], words[:-2]
    if last in _CARRIERS and before:
        noun = singularize(before[-1].lower())
        if noun in _BY_NOUN:
            return _BY_NOUN[noun], before
        carried = _BY_WORD.get(before[-1].lower())
        if carried:
            return carried, before[:-1]
    if last == "sender" and before and before[-1].lower() in {"email", "mail"}:
        return _MAIL, before
    if last in _BY_WORD:
        return _BY_WORD[last], before
    if singularize(last) in _BY_NOUN:
        return _BY_NOUN[singularize(last)], words
    return None, words


def role_of_verb(verb: str) -> Role:
    """The role of a purpose that is named after what it does and that no table knows."""
    return Role(verb, "item", (Draft(f"{verb}_{{one}}"),))


FALLBACK = _CLIENT
