"""What an expression gives for the examples of a test: a literal where that is known."""

from __future__ import annotations

import pytest

from gateway_builder.render.expected_values import Known, Made, Settled, settle
from gateway_builder.render.sample_values import Code

KNOWN: dict[str, Known] = {
    "run": Made({"id": 4, "name": "example", "state": Code("State.ON")}, {"key": "made"}),
    "config": Made({"queue": "queue-1", "sizes": Code('("a", "b")'), "place": Made({"city": "C"}, code="Place('C')")}),
    "count": 3,
    "flag": True,
    "anything": None,
    "answer": None,
}


@pytest.mark.parametrize(
    ("code", "expected", "names"),
    [
        ("run.id", "4", ()),
        ("run.name", '"example"', ()),
        ("run.state", "State.ON", ()),
        ("run.key()", '"made"', ()),
        ("run.other()", "run.other()", ("run",)),
        ("run.key(1)", "run.key(1)", ("run",)),
        ("run", "run", ("run",)),
        ("str(run.id)", '"4"', ()),
        ("str(run.state)", "str(State.ON)", ()),
        ("str(anything)", "str(anything)", ("anything",)),
        ("int(run.name)", "int('example')", ()),
        ("sorted(config.sizes, reverse=flag)", "sorted(('a', 'b'), reverse=flag)", ("flag",)),
        ("anything.key()", "anything.key()", ("anything",)),
        ("config.queue", '"queue-1"', ()),
        ("config.sizes[0]", "('a', 'b')[0]", ()),
        ("config.place", "Place('C')", ()),
        ("config.place.city", '"C"', ()),
        ("f'{run.id}-{config.queue}!'", '"4-queue-1!"', ()),
        ("f'{count:03}'", "f'{count:03}'", ("count",)),
        ("f'{anything!r}'", "f'{anything!r}'", ("anything",)),
        ("f'{run.state}'", "f'{State.ON}'", ()),
        ("count > 2", "(count > 2)", ("count",)),
        ("'it is'", '"it is"', ()),
        ("None", "None", ()),
        ("-1", "(-1)", ()),
        ("answer.text()", "answer_.text()", ("answer",)),
        ("Phase.ON", "Phase.ON", ()),
        ('{"a": [run.id, {"b": anything}], "c": (1,)}', '{"a": [4, {"b": anything}], "c": (1,)}', ("anything",)),
    ],
)
def test_expressions_are_worked_out_as_far_as_they_are_known(code: str, expected: str, names: tuple[str, ...]) -> None:
    assert settle(code, KNOWN) == Settled(expected, frozenset(names))
