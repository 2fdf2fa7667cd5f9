from lookup.models import Entry


def test_versions_start_at_zero() -> None:
    assert Entry("k", b"v").version == 0
