"""`config.NAME` is spelled as it is reached, wherever in an expression it stands, and nothing else is touched."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.render.expressions import spell_config

_NAMES = st.sampled_from(
    ["config.queue", "run.id", "run.config", "configs", "'config.queue'", "f'{config.size}-{run}'"]
)
_EXPRESSIONS = st.recursive(
    _NAMES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        inner.map(lambda code: f"str({code})"),
        inner.map(lambda code: f'{{"config.queue": {code}}}'),
        st.tuples(inner, inner).map(" == ".join).map("({})".format),
    ),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("config.queue", "self._queue"),
        ("run.config", "run.config"),
        ("run.config.queue", "run.config.queue"),
        ("[config.queue, 1]", "[self._queue, 1]"),
        ("config.queue.name()", "self._queue.name()"),
        ("f'{config.queue!r:>{config.width}}'", "f'{self._queue!r:>{self._width}}'"),
        ("'config.queue'", "'config.queue'"),
        ("run.id", "run.id"),
    ],
)
def test_configuration_is_read_from_the_gateway(code: str, expected: str) -> None:
    assert spell_config(code, "self._") == expected


@given(_EXPRESSIONS)
def test_an_expression_gives_what_it_gave(code: str) -> None:
    class Values:
        queue, size, id = "fast", 3, 7
        config = "own"

    names = {"run": Values, "configs": 1, "str": str}
    expected = eval(code, {"__builtins__": {}}, {**names, "config": Values})  # drawn above

    spelled = spell_config(code, "kept.")

    assert eval(spelled, {"__builtins__": {}}, {**names, "kept": Values}) == expected  # drawn above
    found = {node.id for node in ast.walk(ast.parse(spelled)) if isinstance(node, ast.Name)}
    assert "config" not in found
