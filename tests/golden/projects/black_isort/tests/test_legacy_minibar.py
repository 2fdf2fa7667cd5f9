import datetime

import pytest

from hotel.errors import NothingThere
from hotel.gateways.legacy_minibar import LegacyMinibar
from hotel.models import Stay


def test_a_room_without_a_minibar() -> None:
    today = datetime.date(2024, 6, 1)

    with pytest.raises(NothingThere):
        LegacyMinibar({}).list_consumption(Stay("Grace", 12, today), today)
