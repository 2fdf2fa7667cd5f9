"""The hotel's contacts."""

from .interfaces import IDoorLock, IMinibar

__all__ = ("IDoorLock", "IMinibar")
