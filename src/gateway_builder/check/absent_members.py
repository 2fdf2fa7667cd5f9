"""Which members of answers may be absent, and which lists empty, by what is known of the service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.english import singularize
from gateway_builder.model.service import ShapeKind
from gateway_builder.naming import fold

if TYPE_CHECKING:
    from gateway_builder.check.answer_places import Asked, Place
    from gateway_builder.model.service import Member
    from gateway_builder.trace.values import Sent, ServiceCall

# Members that the model does not tell about: absent where the service has nothing to say.
_ABSENT = {
    ("batch", "JobDetail"): {"statusReason", "startedAt", "stoppedAt"},
    ("batch", "JobSummary"): {"statusReason", "startedAt", "stoppedAt"},
    ("batch", "ContainerDetail"): {"exitCode", "reason"},
    ("batch", "ContainerSummary"): {"exitCode", "reason"},
    ("dynamodb", "DeleteItemOutput"): {"Attributes"},
    ("dynamodb", "GetItemOutput"): {"Item"},
    ("ecs", "Container"): {"exitCode", "reason"},
    ("ecs", "Task"): {"startedAt", "stopCode", "stoppedAt", "stoppedReason"},
    ("glue", "JobRun"): {"CompletedOn", "ErrorMessage"},
    ("s3", "DeleteObjectsOutput"): {"Errors"},
    ("s3", "ListMultipartUploadsOutput"): {"Uploads", "CommonPrefixes"},
    ("s3", "ListObjectVersionsOutput"): {"Versions", "DeleteMarkers", "CommonPrefixes"},
    ("s3", "ListObjectsOutput"): {"Contents", "CommonPrefixes"},
    ("s3", "ListObjectsV2Output"): {"Contents", "CommonPrefixes"},
    ("s3", "ListPartsOutput"): {"Parts"},
    ("sqs", "ListQueuesResult"): {"QueueUrls"},
    ("sqs", "ReceiveMessageResult"): {"Messages"},
}
_ONLY = re.compile(
    r"\b(?:only (?:present|returned|included|populated|appears|available|set) (?:if|when|for|after)"
    r"|(?:present|returned|included|populated|appears|available|set) only (?:if|when|for|after)"
    r"|(?:not|never) (?:present|returned|included|populated) (?:if|when|for|unless|until)"
    r"|is (?:omitted|absent) (?:if|when|for|unless|until)|null (?:if|when|until)\b(?! empty))",
    re.IGNORECASE,
)
_ON_REQUEST = re.compile(
    r"\b(?:specif|request|parameter|header|you (?:use|set|provide|include|supply)|caller|API)", re.IGNORECASE
)
_REASON = re.compile(
    r"^(?:status|state|failure|stopped|stop|cancellation|error|stackStatus|resourceStatus)\w*(?:Reason|FailureReason)$",
    re.IGNORECASE,
)
_LOOKUPS = (
    "describe_",
    "list_",
    "search_",
    "query",
    "scan",
    "select_",
    "lookup_",
    "find_",
    "detect_",
    "receive_",
    "filter_",
)
_NEVER_EMPTY = frozenset(
    {"describe_endpoints", "describe_regions", "describe_availability_zones", "describe_account_attributes"}
    | {"describe_db_engine_versions", "list_parents", "list_roots", "detect_dominant_language", "detect_sentiment"}
)
_REFUSING = frozenset({("cloudformation", "describe_stacks"), ("cloudformation", "describe_stack_resources")})
_IDENTITIES = ("id", "ids", "name", "names", "arn", "arns", "identifier", "identifiers", "url", "key", "keys")
_NOT_FOUND = re.compile(r"(?:NotFound|DoesNotExist|NoSuch|NotExist|Unknown)")
_GENERIC = frozenset({"", "resource", "entity", "object", "item"})


def why_absent(asked: Asked, path: tuple[str, ...], place: Place) -> str:
    """Why a member may be absent from an answer, as the end of a sentence; "" where nothing says so."""
    member, holder = place.member, place.holder
    if member is None or holder is None or member.required:
        return ""
    if member.evidence:
        return member.evidence.partition(": http")[0]
    tokens = asked.operation.paging.output_tokens if asked.operation.paging else ()
    if len(path) == 1 and any(member.name in each.split(" || ") for each in tokens):
        return "the last page has none"
    if member.name in _ABSENT.get((asked.model.service, holder.name), ()):
        return "it is left out where there is none"
    if _REASON.match(member.name) and place.shape and place.shape.kind is ShapeKind.STRING:
        return "it is left out where there is none"
    return _documented(member)


def _documented(member: Member) -> str:
    for sentence in re.split(r"(?<=[.\n])\s*", member.documentation):
        if _ONLY.search(sentence) and not _ON_REQUEST.search(sentence):
            return f"the service says: {' '.join(sentence.split()).rstrip('.')}"
    return ""


def may_be_empty(asked: Asked, call: ServiceCall, path: tuple[str, ...], place: Place) -> bool:
    """Whether the list at a path may be empty although the call succeeds."""
    operation, shape = asked.operation, place.shape
    if shape is None or shape.kind is not ShapeKind.LIST or (shape.minimum or 0) > 0 or len(path) != 1:
        return False
    if not operation.method.startswith(_LOOKUPS) or operation.method in _NEVER_EMPTY:
        return False
    return not (_names_things(call.arguments, path[0]) and _refuses_unknown(asked, path[0]))


def _names_things(sent: Sent, result: str) -> bool:
    """Whether arguments say exactly which things are asked for; in doubt they do."""
    return sent.is_open or any(_is_identity(name, result) for name, _ in sent.entries or ())


def _is_identity(name: str, result: str) -> bool:
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    return bool(words) and (words[-1].lower() in _IDENTITIES or fold(name) == fold(result))


def _refuses_unknown(asked: Asked, result: str) -> bool:
    """Whether the service answers with an error where a thing that is named is not there."""
    if asked.model.service == "ec2" or (asked.model.service, asked.operation.method) in _REFUSING:
        return True
    thing = fold(singularize(result)).removesuffix("list")
    for error in asked.operation.errors or ():
        found = _NOT_FOUND.search(error.code)
        if found:
            noun = fold(_NOT_FOUND.sub("", error.code)).removesuffix("exception").removesuffix("fault")
            if noun in _GENERIC or noun in thing or thing in noun:
                return True
    return False


def names_exactly(call: ServiceCall, result: str) -> bool:
    """Whether the things that a call lists are named one by one, so that one page holds them all; in doubt they are."""
    thing = fold(result).removesuffix("list").removesuffix("s")
    for name, _ in call.arguments.entries or ():
        words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
        if words[1:] and words[-1] == "List" and words[-2].lower() in _IDENTITIES:
            return True
        last = words[-1].lower() if words else ""
        if last in {"ids", "names", "arns", "identifiers", "filters", "filter", "keys"}:
            return True
        if last in _IDENTITIES and (len(words) == 1 or fold(name).startswith(thing[:-1] or thing)):
            return True
    return False
