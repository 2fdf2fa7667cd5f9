"""Values: what the program computes with can't change behind anybody's back, and is equal by what it holds."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace

import pytest

from gateway_builder.values import ordered_value, value


@value
class Port:
    """A port of a ship's route."""

    name: str
    berths: int = 1
    cranes: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)


@value
class Anchorage:
    """Holds what a port holds, and is none."""

    name: str
    berths: int = 1


@ordered_value
class Leg:
    """A part of a route."""

    start: str
    miles: int = 0


@dataclass(frozen=True, slots=True)
class PlainPort:
    """What a port would be without `value`."""

    name: str
    berths: int = 1
    cranes: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)


def test_a_value_is_made_as_a_dataclass_is() -> None:
    by_position, by_name = Port("Kiel", 2), Port(berths=2, name="Kiel")
    assert by_position == by_name
    assert (by_position.name, by_position.berths, by_position.cranes, by_position.notes) == ("Kiel", 2, (), {})
    assert Port("Kiel").notes is not Port("Kiel").notes


@pytest.mark.parametrize(
    "wrong",
    [
        Port,
        lambda: Port("Kiel", depth=3),  # type: ignore[call-arg]  # a superfluous argument is what the test is about
        lambda: Port("Kiel", name="Lübeck"),  # type: ignore[misc]  # and one that is given twice
        lambda: Port("Kiel", 1, (), {}, 5),  # type: ignore[call-arg]  # and one too many
    ],
)
def test_a_value_takes_nothing_but_its_fields(wrong: Callable[[], Port]) -> None:
    with pytest.raises(TypeError):
        wrong()


def test_a_value_never_changes() -> None:
    port = Port("Kiel")
    with pytest.raises(FrozenInstanceError, match=r"Port\.name"):
        port.name = "Lübeck"  # type: ignore[misc]  # a type checker forbids it, and so does the value
    with pytest.raises(FrozenInstanceError, match=r"Port\.name"):
        del port.name
    with pytest.raises(FrozenInstanceError, match=r"Port\.depth"):
        port.depth = 3  # type: ignore[attr-defined]  # as above
    assert not hasattr(port, "__dict__")
    assert port == Port("Kiel")


def test_values_of_one_class_are_equal_when_what_they_hold_is() -> None:
    assert Port("Kiel") == Port("Kiel") != Port("Kiel", 2)
    others: list[object] = [Anchorage("Kiel"), "Kiel"]
    assert Port("Kiel") not in others
    assert len({Anchorage("Kiel"), Anchorage("Kiel"), Anchorage("Lübeck")}) == 2


def test_a_value_is_shown_copied_and_taken_apart_as_a_dataclass_is() -> None:
    port, plain = Port("Kiel", 2), PlainPort("Kiel", 2)
    assert repr(port) == repr(plain).removeprefix("Plain")
    assert asdict(port) == asdict(plain)
    assert replace(port, berths=3) == Port("Kiel", 3)
    assert Port.__match_args__ == PlainPort.__match_args__


def test_ordered_values_are_ordered_by_their_fields_and_with_their_like_alone() -> None:
    assert sorted([Leg("b"), Leg("a", 2), Leg("a", 1)]) == [Leg("a", 1), Leg("a", 2), Leg("b")]
    assert Leg("a") < Leg("b") <= Leg("b")
    assert Leg("b") > Leg("a") >= Leg("a")
    with pytest.raises(TypeError):
        _ = Leg("a") < Anchorage("b")  # type: ignore[operator]  # a type checker forbids it too


def test_a_value_is_the_same_after_it_was_sent_to_another_process() -> None:
    port = Port("Bergen", cranes=("north",), notes={"a": "b"})
    assert pickle.loads(pickle.dumps(port)) == port
