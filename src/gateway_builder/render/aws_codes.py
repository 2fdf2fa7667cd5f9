"""Codes of failures that the services of AWS share; what stands in no row is told by the HTTP status."""

from __future__ import annotations

AWS_CODES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("limited", (
        "BandwidthLimitExceeded", "EC2ThrottledException", "LimitExceeded", "LimitExceededException",
        "PriorRequestNotComplete", "ProvisionedThroughputExceededException", "RequestLimitExceeded",
        "RequestThrottled", "RequestThrottledException", "ServiceQuotaExceededException", "SlowDown",
        "ThrottledException", "Throttling", "ThrottlingException", "TooManyRequestsException",
    )),
    ("denied", (
        "AccessDenied", "AccessDeniedException", "AuthFailure", "ExpiredToken", "ExpiredTokenException",
        "IncompleteSignature", "InvalidAccessKeyId", "InvalidClientTokenId", "InvalidSignatureException",
        "MissingAuthenticationToken", "NotAuthorized", "OptInRequired", "RequestExpired", "SignatureDoesNotMatch",
        "UnauthorizedOperation", "UnrecognizedClientException",
    )),
    ("not_found", (
        "NoSuchBucket", "NoSuchEntity", "NoSuchKey", "NotFound", "NotFoundException", "ResourceNotFoundException",
    )),
    ("conflict", (
        "AlreadyExistsException", "ConcurrentModificationException", "ConditionalCheckFailedException",
        "ConflictException", "EntityAlreadyExists", "OperationAborted", "ResourceAlreadyExistsException",
        "ResourceInUseException",
    )),
    ("unavailable", (
        "InternalError", "InternalFailure", "InternalServerError", "InternalServerException",
        "InternalServiceError", "RequestTimeout", "RequestTimeoutException", "ServiceUnavailable",
        "ServiceUnavailableException",
    )),
    ("rejected", (
        "ValidationError", "ValidationException",
    )),
)  # fmt: skip
