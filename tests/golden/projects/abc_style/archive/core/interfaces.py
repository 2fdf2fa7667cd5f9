from abc import ABC, abstractmethod
from datetime import datetime

from archive.core.document import Document


class DocumentScanner(ABC):
    """Looks for viruses."""

    @abstractmethod
    def scan(self, document: Document) -> bool:
        """Say whether a document is clean.

        :param document: the document
        :return: whether nothing was found
        """


class Clock(ABC):
    """Knows the time."""

    @abstractmethod
    def now(self) -> datetime:
        """Tell the time.

        :return: the time in UTC
        """


class TimestampAuthority(ABC):
    """Signs that a document existed at a time."""

    @abstractmethod
    def sign(self, digest: bytes, moment: datetime) -> bytes:
        """Sign a digest.

        :param digest: SHA-256 of the document
        :param moment: when it was received
        :return: the signed token
        :raises ValueError: if the digest has another length
        """
