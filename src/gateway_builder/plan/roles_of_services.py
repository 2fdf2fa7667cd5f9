"""Roles of purposes that make something happen: run, send, keep, publish, charge."""

from __future__ import annotations

from dataclasses import replace

from gateway_builder.plan.role import IDENTIFIER, MODEL, MODELS, Draft, Role, ServiceId

RUN = Role(
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
SEND = Role(
    "send",
    "notification",
    (Draft("send_{one}", plain="recipient: str, message: str", about=(("message", "Text of the {one}."),)),),
    ("Notification", "Message"),
)
NOTIFY = replace(SEND, suffix="notification")
MESSAGE = replace(SEND, noun="message", models=("Message", "Notification"), suffix="message")
ALERT = replace(SEND, noun="alert", models=("Alert", "Notification"), suffix="alert")
MAIL = Role(
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
STORE = Role("keep", "file", (_UPLOAD, _DOWNLOAD, _DELETE_KEY))
PUBLISH = Role(
    "publish",
    "event",
    (Draft("publish_{one}", plain="topic: str, payload: bytes", about=(("topic", "Topic to publish the {one} to."),)),),
    ("Event", "Message"),
)
RECEIVE = Role(
    "receive",
    "message",
    (Draft("receive_{many}", "limit: int", MODELS, plain_returns="tuple[str, ...]"), Draft("acknowledge_{one}")),
    ("Message", "Event"),
)
SCHEDULE = Role(
    "schedule", "job", (Draft("schedule_{one}", "{thing}, start_at: datetime"), Draft("cancel_{one}")), ("Job", "Task")
)
_GET = Draft("get_{one}", IDENTIFIER, MODEL, plain_returns="str")
PROVIDE = Role(
    "provide",
    "item",
    (_GET, Draft("list_{many}", "", MODELS, plain_returns="tuple[str, ...]")),
    uncountable=(replace(_GET, parameters="query: str"),),
)
CLIENT = replace(PROVIDE, verbs="", noun="resource")
MANAGE = Role("manage", "item", (Draft("create_{one}"), _GET, Draft("delete_{one}", IDENTIFIER)))
SERVE = Role("", "item", MANAGE.drafts)
QUEUE = Role(
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
PAY = Role(
    "charge and refund",
    "payment",
    (
        Draft(
            "charge_{one}", plain="customer_id: str, amount: Decimal, currency: str", plain_returns="str",
            about=(
                ("customer_id", "Id of the customer who pays."),
                ("amount", "Amount to charge."),
                ("return", "Id of the {one}."),
            ),
        ),
        Draft("refund_{one}"),
    ),
    ("Payment", "Charge"),
)  # fmt: skip
_KEY = ("key", "Key that the {one} is cached under.")
CACHE = Role(
    "cache",
    "value",
    (
        Draft(
            "get_{one}", "key: str", "{Model} | None", plain_returns="bytes | None",
            about=(_KEY, ("return", "The {one}, or None when none is cached.")),
        ),
        Draft(
            "set_{one}", "key: str, {thing}", plain="key: str, value: bytes",
            about=(_KEY, ("value", "Content of the {one}.")),
        ),
        Draft("delete_{one}", "key: str", about=(_KEY,)),
    ),
)  # fmt: skip
AUTHENTICATE = Role(
    "authenticate",
    "user",
    (Draft("authenticate_{one}", "username: str, password: str", MODEL, plain_returns="bool"),),
    ("User",),
)
AUTHORIZE = Role(
    "authorize",
    "user",
    (
        Draft(
            "authorize_{one}", "{identifier}, action: str", "bool", about=(("return", "Whether the {one} may do so."),)
        ),
    ),
    ("User",),
)
VALIDATE = Role("validate", "value", (Draft("validate_{one}", returns="bool", plain="{one}: str"),))
CHECK = Role("check", "item", (Draft("check_{one}", returns="bool"),))
HEALTH = Role("check", "health", (Draft("check_{one}", "", "bool"),), suffix="health")
REGISTER = Role(
    "register",
    "service",
    (
        Draft("register_{one}", plain="{identifier}, address: str"),
        Draft("find_{one}", IDENTIFIER, MODEL, plain_returns="str", about=(("return", "Address of the {one}."),)),
        Draft("unregister_{one}", IDENTIFIER),
    ),
)
_LOCK_NAME = ("name", "Name of what is locked.")
LOCK = Role(
    "acquire and release",
    "lock",
    (
        Draft("acquire_{one}", "name: str", "bool", about=(_LOCK_NAME,)),
        Draft("release_{one}", "name: str", about=(_LOCK_NAME,)),
    ),
    suffix="lock",
)
TRACK = Role(
    "track", "item", (Draft("track_{one}", returns="{State}", about=(("return", "Where the {one} is now."),)),)
)
RECORD = Role(
    "record",
    "event",
    (Draft("record_{one}", plain="message: str", about=(("message", "What happened."),)),),
    ("Event",),
)
PROVISION = Role(
    "provision",
    "resource",
    (
        Draft("create_{one}"),
        Draft("describe_{one}", returns="{State}", about=(("return", "Status of the {one}."),)),
        Draft("delete_{one}"),
    ),
)
SYNCHRONIZE = Role(
    "synchronize",
    "record",
    (Draft("synchronize_{many}", "", "int", about=(("return", "How many {many} were synchronized."),)),),
)

UPLOAD = Role("upload", "file", (_UPLOAD,))
DOWNLOAD = Role("download", "file", (_DOWNLOAD,))
