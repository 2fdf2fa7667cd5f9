from .booking import Booking

__all__ = ["Booking"]
