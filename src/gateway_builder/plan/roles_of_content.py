"""Roles of purposes that work on content: translate, search, convert, detect, render."""

from __future__ import annotations

from gateway_builder.plan.role import IDENTIFIER, MODEL, MODELS, Draft, Role

_TRANSLATED = (("return", "The translated {one}."),)
TRANSLATE = Role(
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
SEARCH = Role("search", "document", (_SEARCH_DRAFT,))
INDEX = Role(
    "index",
    "document",
    (
        Draft("index_{one}", plain="{identifier}, text: str", about=(("text", "Text to find the {one} by."),)),
        _SEARCH_DRAFT,
        Draft("remove_{one}", IDENTIFIER),
    ),
)
CONVERT = Role(
    "convert",
    "file",
    (
        Draft(
            "convert_{one}", "{thing}, target_format: str", "bytes", "content: bytes, target_format: str",
            about=(("return", "Content of the converted {one}."),),
        ),
    ),
)  # fmt: skip
DETECT = Role(
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
CLASSIFY = Role(
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
IMPORT = Role(
    "import",
    "record",
    (
        Draft(
            "import_{many}", "source: str", MODELS, plain_returns="int",
            about=(("source", "Where the {many} come from."), ("return", "How many {many} were imported.")),
        ),
    ),
)  # fmt: skip
EXPORT = Role(
    "export",
    "record",
    (
        Draft(
            "export_{many}", "{many}: tuple[{Model}, ...], destination: str",
            plain="{one}_ids: tuple[str, ...], destination: str", about=(("destination", "Where the {many} go."),),
        ),
    ),
)  # fmt: skip
RENDER = Role(
    "render",
    "document",
    (
        Draft(
            "render_{one}", plain="template: str", returns="bytes",
            about=(("template", "What to render."), ("return", "The rendered {one}.")),
        ),
    ),
)  # fmt: skip
GEOCODE = Role(
    "geocode",
    "address",
    (
        Draft(
            "geocode_{one}", plain="{one}: str", returns="{Place}",
            about=(("return", "Latitude and longitude of the {one}, in degrees."),),
        ),
    ),
)  # fmt: skip
TRANSCRIBE = Role(
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
GENERATE = Role(
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
SUMMARIZE = Role(
    "summarize",
    "text",
    (Draft("summarize_{one}", plain="{one}: str", returns="str", about=(("return", "Summary of the {one}."),)),),
)
EXTRACT = Role(
    "extract",
    "text",
    (
        Draft(
            "extract_{one}", "content: bytes", MODEL, plain_returns="str", about=(("content", "What to extract from."),)
        ),
    ),
)
PARSE = Role("parse", "document", (Draft("parse_{one}", "content: bytes", MODEL, plain_returns="str"),))
ANALYZE = Role(
    "analyze",
    "document",
    (
        Draft(
            "analyze_{one}", plain="content: bytes", returns="str", about=(("return", "What was found in the {one}."),)
        ),
    ),
)
_BYTES = "content: bytes"
ENCRYPT = Role(
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
SIGN = Role(
    "sign", "document", (Draft("sign_{one}", plain=_BYTES, returns="bytes", about=(("return", "The signed {one}."),)),)
)
PRINT = Role("print", "document", (Draft("print_{one}", plain=_BYTES),))
