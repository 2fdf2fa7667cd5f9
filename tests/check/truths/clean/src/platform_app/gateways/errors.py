"""What can go wrong outside."""


class GatewayError(Exception):
    """Base of all."""


class GatewayRejectedError(GatewayError):
    """The service understood and refused."""


class GatewayNotFoundError(GatewayError):
    """What was asked for is not there."""


class GatewayUnavailableError(GatewayError):
    """No answer; asking again may help."""
