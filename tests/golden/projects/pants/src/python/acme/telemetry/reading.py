from typing import NamedTuple


class Reading(NamedTuple):
    sensor: str
    celsius: float
