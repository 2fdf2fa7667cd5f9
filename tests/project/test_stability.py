"""What was made where the project said is found there again: a second run has nothing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gateway_builder.errors import UsageError
from gateway_builder.model.classes import ClassSummary
from gateway_builder.model.interface import Interface, Method
from gateway_builder.project.detect import detect_project, survey_project
from tests.fakes.in_memory_source_tree import InMemorySourceTree

if TYPE_CHECKING:
    from gateway_builder.model.project import Project

roots = st.sampled_from(["", "src/", "src/python/", "packages/one/src/"])
parts = st.sampled_from(
    ["app", "shop", "gateways", "ports", "interfaces", "models", "domain", "tests", "unit", "adapters"]
)
names = st.sampled_from(
    [
        "__init__.py",
        "interfaces.py",
        "ports.py",
        "models.py",
        "test_x.py",
        "x_test.py",
        "slack.py",
        "main.py",
        "conftest.py",
    ]
)
paths = st.builds(
    lambda root, folders, name: root + "/".join([*folders, name]), roots, st.lists(parts, max_size=3), names
)
contents = st.sampled_from(
    [
        "",
        "from app.models import X\n",
        "from src.app.models import X\n",
        "import shop\n",
    ]
)
METHODS = (Method("submit"), Method("describe"))


def look(files: dict[str, str], interfaces: list[Interface], classes: list[ClassSummary], start: str) -> Project:
    tree = InMemorySourceTree(files)
    return detect_project(tree, survey_project(tree), interfaces=interfaces, classes=classes, start=start)


def held(files: dict[str, str], holding: set[str]) -> list[Interface]:
    survey = survey_project(InMemorySourceTree(files))
    return [
        Interface(f"I{'WXYZ'[number]}arySender", path, survey.module_name(path), methods=METHODS)
        for number, path in enumerate(sorted(holding & set(files)))
    ]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.dictionaries(paths, contents, max_size=8),
    st.sets(paths, max_size=4),
    st.sampled_from(["", "app", "src/app", "tests"]),
)
@example({}, set(), "")
@example({"app/__init__.py": "", "tests/test_x.py": ""}, set(), "")
def test_what_is_made_is_found_again(files: dict[str, str], holding: set[str], start: str) -> None:
    interfaces = held(files, holding)
    try:
        first = look(files, interfaces, [], start)
    except UsageError as refused:
        assert all(problem.message and problem.hint for problem in refused.problems)
        return
    made = make(files, first)
    survey = survey_project(InMemorySourceTree(made))
    path = interface_file(first)
    new = Interface("ISimulationRunner", path, survey.module_name(path), methods=METHODS)
    gateway = f"{first.layout.gateways}/aws_batch_simulation_runner.py"
    concrete = ClassSummary("AWSBatchSimulationRunner", gateway, survey.module_name(gateway), methods=METHODS)
    second = look(made, [*held(made, holding & set(files)), new], [concrete], start)
    assert second.layout.interfaces == first.layout.interfaces
    assert second.layout.gateways == first.layout.gateways
    assert second.layout.tests == first.layout.tests
    assert second.layout.test_inits == ()
    assert second.layout.import_root == first.layout.import_root
    assert second.layout.package == first.layout.package
    assert second.layout.errors == first.layout.errors
    assert second.convention == first.convention


def interface_file(project: Project) -> str:
    place = project.layout.interfaces
    return place if place.endswith(".py") else f"{place}/simulation_runner.py"


def make(files: dict[str, str], project: Project) -> dict[str, str]:
    """The files with those that `new` would make."""
    layout = project.layout
    survey = survey_project(InMemorySourceTree(files))
    path, gateway = interface_file(project), f"{layout.gateways}/aws_batch_simulation_runner.py"
    module = f"{layout.package}.gateways" if layout.package else "gateways"
    assert layout.errors.module.rpartition(".")[0].rpartition(".")[0] == module.rpartition(".")[0]
    interfaces, concrete = survey.module_name(path), survey.module_name(gateway)
    made = {
        path: "",
        layout.errors.path: "",
        gateway: f"from {interfaces} import ISimulationRunner\nfrom {layout.errors.module} import GatewayError\n",
        f"{layout.tests}/test_aws_batch_simulation_runner.py": f"from {concrete} import AWSBatchSimulationRunner\n",
        **dict.fromkeys(layout.test_inits, ""),
    }
    for folder in {path.rpartition("/")[0], layout.gateways}:
        if not survey.has_folder(folder):
            made[f"{folder}/__init__.py"] = ""
    return {**made, **files}
