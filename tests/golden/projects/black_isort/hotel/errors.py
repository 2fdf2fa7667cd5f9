"""What can go wrong in a hotel."""


class HotelError(Exception):
    """Any of it."""


class NothingThere(HotelError):
    """What was asked for is not there."""


class TooBusy(HotelError):
    """Nobody has time."""


class BadRequest(HotelError):
    """What was asked for makes no sense."""
