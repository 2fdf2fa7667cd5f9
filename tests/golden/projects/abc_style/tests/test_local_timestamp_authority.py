from datetime import datetime

import pytest

from archive.infrastructure.local_timestamp_authority import (
    LocalTimestampAuthority,
)


def test_a_short_digest_is_refused() -> None:
    authority = LocalTimestampAuthority(b"key")

    with pytest.raises(ValueError, match="digest"):
        authority.sign(b"short", datetime(2024, 1, 1))
