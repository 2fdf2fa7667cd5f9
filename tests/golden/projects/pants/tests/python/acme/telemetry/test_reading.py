from acme.telemetry.reading import Reading


def test_readings_compare_by_value() -> None:
    assert Reading("s1", 20.0) == Reading("s1", 20.0)
