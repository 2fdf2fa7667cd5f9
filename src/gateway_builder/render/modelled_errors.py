"""What the errors that a service's model declares mean to the application."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gateway_builder.render.aws_codes import AWS_CODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gateway_builder.model.service import Operation, ServiceError

# Codes that several services of botocore 1.44 model, and whose meaning is plain although many give them no status.
MODELLED_CODES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("limited", (
        "ClientLimitExceededException", "ResourceLimitExceededException", "ServiceLimitExceededException",
        "ThrottledClientException",
    )),
    ("denied", (
        "ForbiddenException", "NotAuthorizedException", "UnauthorizedClientException", "UnauthorizedException",
    )),
    ("not_found", (
        "EntityNotFoundException", "ObjectNotFoundException", "ResourceNotFound", "ResourceNotFoundFault",
    )),
    ("conflict", (
        "DuplicateResourceException", "EntityAlreadyExistsException", "ResourceConflictException",
        "ResourceExistsException", "ResourceInUse",
    )),
    ("unavailable", (
        "InternalErrorException", "InternalException", "InternalFailureException", "InternalServerErrorException",
        "InternalServiceErrorException", "InternalServiceException", "ServerException", "ServiceException",
        "ServiceFailureException",
    )),
)  # fmt: skip
_STATUS_KEYS = {
    401: "denied",
    403: "denied",
    404: "not_found",
    408: "unavailable",
    409: "conflict",
    410: "not_found",
    412: "conflict",
    429: "limited",
}
_SERVER_FAILURE = 500


def meaning_of(error: ServiceError) -> str:
    """Key of the application's error: by the codes that services share, else by the model's status, else by fault.

    Args:
        error: What an operation declares.
    """
    status = error.status or 0
    known = _known_codes().get(error.code) or _STATUS_KEYS.get(status)
    if known:
        return known
    return "unavailable" if error.is_fault or status >= _SERVER_FAILURE else "rejected"


def list_modelled_codes(operations: Iterable[Operation]) -> tuple[tuple[str, str], ...]:
    """Codes that operations declare and every gateway's table lacks, each once, with the key of what it means."""
    shared = {code for _, codes in AWS_CODES for code in codes}
    errors = {error.code: error for operation in operations for error in operation.errors or ()}
    return tuple((code, meaning_of(error)) for code, error in errors.items() if code not in shared)


@cache
def _known_codes() -> Mapping[str, str]:
    return {code: key for key, codes in (*MODELLED_CODES, *AWS_CODES) for code in codes}
