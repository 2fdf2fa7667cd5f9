"""What the front of the editing engine promises besides the cases."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from gateway_builder.errors import ConflictError
from gateway_builder.model.interface import ImportedName
from gateway_builder.model.style import ImportStyle
from gateway_builder.source.edit import NewClass, add_reexport, insert_classes
from tests.source.test_edit_cases import CLASSES


def edit(text: str, *new: NewClass, module: str = "shop.gateways", style: ImportStyle | None = None) -> str:
    edited = insert_classes(
        text.encode(), new, path="m.py", module=module, is_package=False, imports=style or ImportStyle()
    )
    return edited.content.decode()


def find_annotation(text: str, name: str) -> ast.expr:
    """The annotation of the parameter of that name."""
    found = next(node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.arg) and node.arg == name)
    assert found.annotation is not None
    return found.annotation


def test_nothing_to_add_leaves_the_file_as_it_is() -> None:
    assert edit("x = 1") == "x = 1"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"x = (\n", "m.py:1:5"),
        (b"# coding: latin-1\n\xff = 1\nx = (\n", "m.py:3:5"),
        (b"\xef\xbb\xbf# coding: latin-1\n", "m.py:1:1"),
        (b"# coding: rot13\n", "m.py:1:1"),
        (b"# coding: punycode\n", "m.py:1:1"),
        (b"# one\n# coding: klingon\n", "m.py:1:1"),
        (b"x = 1\ny = '\xff'\n", "m.py:2:6"),
        (b"x = 1\r\ny = '\0'\r\n", "m.py:2:6"),
        (b"x = " + b"(" * 500 + b")" * 500 + b"\n", "m.py:1:1"),
        (b"x = " + b"-" * 20000 + b"1\n", "m.py:1:1"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_with_the_place(content: bytes, place: str) -> None:
    with pytest.raises(ConflictError) as caught:
        insert_classes(content, [CLASSES["bare"]], path="m.py", module="m", is_package=False, imports=ImportStyle())

    assert caught.value.exit_code == 1
    found = caught.value.problems[0].place
    assert found.startswith("m.py:") if b"(" in content else found == place


def test_an_encoding_that_loses_bytes_is_refused() -> None:
    content = "# coding: utf-7\nx = '+AOQ-'\n".encode("ascii") + b"y = '+AOQA9g-'\nz = 'a+-'\n# +2D3cqQ-\n"
    with pytest.raises(ConflictError, match="does not give back unchanged"):
        insert_classes(content, [CLASSES["bare"]], path="m.py", module="m", is_package=False, imports=ImportStyle())


def test_every_name_that_is_bound_is_reported_at_once() -> None:
    with pytest.raises(ConflictError) as caught:
        edit("class NotFoundError: ...\nclass DeniedError: ...\n", CLASSES["error"], CLASSES["denied"])

    assert [problem.place for problem in caught.value.problems] == ["m.py:1:1", "m.py:2:1"]


def test_a_module_whose_name_is_unknown_still_reuses_relative_imports() -> None:
    text = "from typing import Protocol, runtime_checkable\n\nfrom .models import Run\n"

    assert "import Run" not in edit(text, CLASSES["model"], module="").replace("from .models import Run", "")


def test_a_name_of_another_package_of_the_same_name_is_not_reused() -> None:
    text = "from typing import Protocol, runtime_checkable\n\nfrom .runs import Run\n"

    assert "from shop.models import Run as _Run" in edit(text, CLASSES["model"], module="")


def test_whole_modules_are_reused_under_any_name() -> None:
    new = NewClass(
        "INew",
        "class INew(Protocol):\n    def do(self, f: collections.abc.Callable[[], None]) -> None:\n        ...",
        (ImportedName("typing", "Protocol"), ImportedName("collections.abc", typing_only=True)),
    )

    assert "f: cabc.Callable" in edit("import collections.abc as cabc\nfrom typing import Protocol\n", new)
    assert "f: abc.Callable" in edit("from collections import abc\nfrom typing import Protocol\n", new)
    assert edit("import collections.abc\nfrom typing import Protocol\n", new).count("import collections.abc") == 1
    assert "import collections\nimport collections.abc\n" in edit(
        "import collections\nfrom typing import Protocol\n", new
    )
    assert "import collections.abc\n" in edit("from typing import Protocol\n", new)
    hidden = edit("from shop import collections\nfrom typing import Protocol\n", new)
    assert "import collections.abc as _abc\n" in hidden
    assert "f: _abc.Callable" in hidden


def test_a_quoted_annotation_keeps_the_strings_in_it() -> None:
    text = (
        "from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable\n\n"
        "if TYPE_CHECKING:\n    from shop.models import Order\n\n\nclass IOne(Protocol):\n    x: 'Order'\n"
    )
    new = NewClass(
        "INew",
        "class INew(Protocol):\n"
        '    def do(self, run: Run | Literal["a"], *, key: dict[Literal["a", "it\'s"], Run]) -> None:\n        ...',
        (
            ImportedName("typing", "Protocol"),
            ImportedName("typing", "Literal", typing_only=True),
            ImportedName("shop.models", "Run", typing_only=True),
        ),
    )

    after = edit(text, new)

    assert "run: \"Run | Literal['a']\"" in after
    assert ast.literal_eval(ast.unparse(find_annotation(after, "key"))) == "dict[Literal['a', \"it's\"], Run]"


def test_what_is_no_reference_keeps_its_name() -> None:
    text = "import typing as t\n\nfrom shop.other import Run\n"
    new = NewClass(
        "INew",
        "class INew(Protocol):\n    def Run(self, Protocol: Run, value: Run = make(Run=1, x=order.Run)) -> None:\n"
        "        return Protocol",
        (ImportedName("typing", "Protocol"), ImportedName("shop.models", "Run")),
    )

    after = edit(text, new)

    assert "def Run(self, Protocol: _Run, value: _Run = make(Run=1, x=order.Run)) -> None:" in after
    assert "return Protocol" in after
    assert "class INew(t.Protocol):" in after


@pytest.mark.parametrize(
    ("parameters", "last"),
    [
        ("self, run: Run, /", "        /,"),
        ("self, run: Run, /, more_of_the_same_kind: int", "        more_of_the_same_kind: int,"),
        ("self, *runs_of_the_same_kind_as_before: Run", "        *runs_of_the_same_kind_as_before: shop.models.Run,"),
        ("self, *runs_of_the_same_kind: Run, key: Run", "        key: shop.models.Run,"),
        ("self, *, runs_of_the_same_kind: Run, **others: Run", "        **others: shop.models.Run,"),
    ],
)
def test_parameters_of_every_kind_are_wrapped_where_longer_names_need_it(parameters: str, last: str) -> None:
    text = "import shop.models\nfrom typing import Protocol\n"
    body = f"class INew(Protocol):\n    def do({parameters}) -> Run:\n        ..."
    new = NewClass(
        "INew", body, (ImportedName("typing", "Protocol"), ImportedName("shop.models", "Run", typing_only=True))
    )

    after = edit(text, new, style=ImportStyle(line_length=48))

    assert f"{last}\n    ) -> shop.models.Run:" in after
    compile(after, "m", "exec")


def test_a_reexport_into_a_file_without_newline_at_the_end() -> None:
    edited = add_reexport(
        b'"""Gateways."""',
        "INew",
        from_module="shop.gateways.new",
        path="m.py",
        module="shop.gateways",
        imports=ImportStyle(),
    )

    assert edited.content == b'"""Gateways."""\n\nfrom shop.gateways.new import INew\n'


def test_a_reexport_that_is_there_leaves_the_bytes_alone() -> None:
    before = b"from .new import INew"
    edited = add_reexport(
        before, "INew", from_module="shop.gateways.new", path="m.py", module="shop.gateways", imports=ImportStyle()
    )

    assert edited.content == before


def test_asking_a_file_loads_no_libcst() -> None:
    code = (
        "import sys\n"
        "from gateway_builder.source.edit import bound_names, detect_class_style, prove_edit\n"
        "bound_names(b'x = 1', path='m.py')\n"
        "detect_class_style(b'x = 1', path='m.py', line_length=88)\n"
        "prove_edit(b'x = 1\\n', b'x = 1\\n', path='m.py', added=[])\n"
        "print('libcst' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_editing_loads_none_of_the_expensive_parts_of_libcst() -> None:
    code = (
        "import sys\n"
        "from tests.source.test_edit_cases import CLASSES\n"
        "from gateway_builder.model.style import ImportStyle\n"
        "from gateway_builder.source.edit import insert_classes\n"
        "style = ImportStyle()\n"
        "new = [CLASSES['list']]\n"
        "insert_classes(b'import typing\\n', new, path='m.py', module='m', is_package=False, imports=style)\n"
        "print([name for name in ('libcst.matchers', 'libcst.codemod') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
