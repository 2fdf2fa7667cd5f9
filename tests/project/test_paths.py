"""Patterns of paths."""

from __future__ import annotations

import pytest

from gateway_builder.project.paths import compile_patterns


@pytest.mark.parametrize(
    ("pattern", "path", "named"),
    [
        ("vendored", "vendored/lib/a.py", True),
        ("vendored", "src/vendored/a.py", True),
        ("vendored", "src/vendored_not/a.py", False),
        ("*_pb2.py", "src/app/run_pb2.py", True),
        ("src/*/a.py", "src/app/a.py", True),
        ("src/*/a.py", "src/app/inner/a.py", False),
        ("src/**/a.py", "src/app/inner/a.py", True),
        ("src/**/a.py", "src/a.py", True),
        ("src/**", "src/app/a.py", True),
        ("./src/app", "src/app/a.py", True),
        ("src/app", "other/src/app/a.py", False),
        ("a?.py", "src/ab.py", True),
        ("a?.py", "src/abc.py", False),
        ("a.py", "src/axpy", False),
        ("a**b", "a/x/b", True),
    ],
)
def test_a_pattern_names_files_and_all_below_a_folder(pattern: str, path: str, *, named: bool) -> None:
    compiled = compile_patterns([pattern])
    assert compiled
    assert bool(compiled.fullmatch(path)) == named


def test_any_of_several_patterns_names_a_file() -> None:
    compiled = compile_patterns(["one", "two"])
    assert compiled
    assert compiled.fullmatch("two/a.py")


def test_no_patterns_name_nothing() -> None:
    assert compile_patterns([]) is None
