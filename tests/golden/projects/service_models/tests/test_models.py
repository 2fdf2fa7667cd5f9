"""Tests of the models."""

from media.models import Rendering


def test_a_rendering_is_told_from_others() -> None:
    """By its clip and its frames."""
    assert Rendering("intro", 24).key == "intro-24"
