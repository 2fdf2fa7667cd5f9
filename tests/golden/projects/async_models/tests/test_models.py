"""Tests of the models."""

from app.models import Label, Parcel


def test_a_label_is_named_after_its_parcel() -> None:
    """And after how often it is printed."""
    assert Label(Parcel("7", 300), copies=2).name() == "7-2"
