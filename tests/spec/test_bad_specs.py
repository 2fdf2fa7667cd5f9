"""Files that are not well formed: `cases/NAME.toml`, and in `cases/NAME.txt` everything that is said of it.

A case is added by adding the two files.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway_builder.errors import UsageError
from tests.spec.reading import read_spec

CASES = sorted(Path(__file__).with_name("cases").glob("*.toml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_everything_wrong_is_named_with_its_place_and_what_to_do(case: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_spec(case.read_bytes(), case.name)
    said = [f"{each.place}\n    {each.message}\n    {each.hint}\n" for each in caught.value.problems]
    assert "\n".join(said) == case.with_suffix(".txt").read_text(encoding="utf-8")
