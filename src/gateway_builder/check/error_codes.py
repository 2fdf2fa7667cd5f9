"""Which error codes a service may answer with: those that it models, and those that all services share."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gateway_builder.render.aws_codes import AWS_CODES
from gateway_builder.render.modelled_errors import MODELLED_CODES

if TYPE_CHECKING:
    from gateway_builder.model.service import Operation, ServiceModel

_MODELLING = frozenset({"json", "rest-json", "smithy-rpc-v2-cbor"})
# Codes that front ends and signers answer with, whatever the service models.
_UNMODELLED = frozenset(
    {"AccessDeniedException", "BadRequestException", "ExpiredTokenException", "ForbiddenException"}
    | {"IncompleteSignatureException", "InvalidAction", "InvalidClientTokenId", "InvalidParameterCombination"}
    | {"InvalidParameterValue", "InvalidParameterException", "InvalidParameterValueException", "InvalidQueryParameter"}
    | {"InvalidRequestException", "InvalidRequest", "InvalidToken", "InvalidTokenId", "MalformedQueryString"}
    | {"MissingAction", "MissingAuthenticationTokenException", "MissingParameter", "NotSupportedException"}
    | {"RequestEntityTooLarge", "RequestEntityTooLargeException", "RequestTimeTooSkewed", "SerializationException"}
    | {
        "ServiceUnavailableError",
        "SubscriptionRequiredException",
        "TokenRefreshRequired",
        "TransactionInProgressException",
    }
    | {
        "TooManyRequests",
        "UnauthorizedAccess",
        "UnauthorizedAccessException",
        "UnknownError",
        "UnknownOperationException",
    }
    | {
        "UnsupportedOperation",
        "UnsupportedOperationException",
        "Unavailable",
        "LimitExceeded",
        "RequestThrottledException",
    }
)


def is_shared(code: str) -> bool:
    """Whether any service may answer with a code: one that services share, an HTTP status, or one with a prefix."""
    return code in _shared_codes() or not code.replace("_", "").isalpha() or not code


def knows_code(model: ServiceModel, code: str) -> bool:
    """Whether a service models a code for any operation; the name of an error's shape counts too."""
    return code in model.shapes or code in _modelled_codes(model)


def modelled_codes(model: ServiceModel) -> frozenset[str]:
    """The codes that a service models, for all operations together."""
    return frozenset(_modelled_codes(model))


def tells_all(model: ServiceModel, operation: Operation) -> bool:
    """Whether the errors that an operation models are all that it answers with, beside those that services share."""
    return model.protocol in _MODELLING and bool(operation.errors)


def _modelled_codes(model: ServiceModel) -> set[str]:
    return {
        text for each in model.operations.values() for error in each.errors or () for text in (error.code, error.shape)
    }


@cache
def _shared_codes() -> frozenset[str]:
    return _UNMODELLED.union(*(codes for _, codes in (*AWS_CODES, *MODELLED_CODES)))
