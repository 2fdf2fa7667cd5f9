"""Where things are found to stand, in projects of many shapes."""

from __future__ import annotations

import pytest

from gateway_builder.errors import UsageError
from gateway_builder.project.options import list_error_keys
from tests.project.drawn import implementation, interface, layout, origins, project, survey

PLATFORM = """
src/
  platform_app/
    __init__.py
    gateways/
      __init__.py = from platform_app.gateways.interfaces import INotifier
      interfaces.py = from platform_app.models import Run
    models/
      __init__.py
      run.py
    use_cases/
      __init__.py
      notify.py = from platform_app.gateways.interfaces import INotifier
tests/
  __init__.py
  models/
    __init__.py
    test_run.py = from platform_app.models import Run
"""


def test_an_empty_folder_gets_the_standard() -> None:
    found = layout("")
    assert (found.import_root, found.package) == ("", "")
    assert found.interfaces == "gateways/interfaces.py"
    assert found.gateways == "gateways"
    assert found.tests == "tests/gateways"
    assert found.test_inits == ("tests/__init__.py", "tests/gateways/__init__.py")
    assert found.errors.path == "gateways/errors.py"
    assert found.errors.classes["not_found"] == "gateways.errors.GatewayNotFoundError"
    assert found.models == ()


def test_a_layered_package_below_src() -> None:
    found = layout(PLATFORM)
    assert (found.import_root, found.package) == ("src", "platform_app")
    assert found.interfaces == "src/platform_app/gateways/interfaces.py"
    assert found.gateways == "src/platform_app/gateways"
    assert found.tests == "tests/gateways"
    assert found.test_inits == ("tests/gateways/__init__.py",)
    assert found.models == ("src/platform_app/models",)
    assert found.errors.module == "platform_app.gateways.errors"


def test_every_place_is_shown_with_its_evidence() -> None:
    shown = origins(project(PLATFORM))
    assert shown["interfaces"] == ("src/platform_app/gateways/interfaces.py", "detected (the file's name)")
    assert shown["tests"] == ("tests/gateways", "detected (1 test in tests)")
    assert shown["errors"] == ("platform_app.gateways.errors", "standard")
    assert shown["models"] == ("src/platform_app/models", "detected (by name)")
    assert origins(project(""))["models"] == ("", "standard")


def test_src_is_the_package_when_imports_say_so() -> None:
    found = layout("""
src/
  gateways/
    interfaces.py = from src.models.run import Run
  models/
    run.py
  main.py = from src.gateways.interfaces import INotifier
""")
    assert (found.import_root, found.package) == ("", "src")
    assert found.errors.module == "src.gateways.errors"


def test_layers_stand_directly_below_src() -> None:
    found = layout("""
src/
  gateways/
    interfaces.py = from models.run import Run
  models/
    run.py
""")
    assert (found.import_root, found.package) == ("src", "")
    assert found.errors.module == "gateways.errors"


def test_a_flat_project_keeps_its_layers_at_the_root() -> None:
    found = layout("""
main.py = from models.run import Run
models/
  run.py
services/
  runs.py = from models.run import Run
""")
    assert (found.import_root, found.package, found.gateways) == ("", "", "gateways")
    assert found.models == ("models",)


def test_modules_at_the_root_alone_are_a_flat_project() -> None:
    found = layout("""
main.py = import models
models.py
""")
    assert found.interfaces == "gateways/interfaces.py"
    assert found.models == ("models.py",)


@pytest.mark.parametrize("source", ["", "src/"])
def test_a_package_without_gateways_gets_them_inside(source: str) -> None:
    drawing = "my_app/\n  __init__.py\n  core.py\nsetup.py\ndocs/\n  conf.py\n"
    indented = "".join(f"  {line}\n" for line in drawing.splitlines()[:3])
    found = layout(f"src/\n{indented}" if source else drawing)
    assert found.gateways == f"{source}my_app/gateways"
    assert found.interfaces == f"{source}my_app/gateways/interfaces.py"
    assert found.package == "my_app"


def test_the_project_s_name_tells_which_package_is_its_own() -> None:
    found = layout("my_app/\n  __init__.py\nother/\n  __init__.py\n", pyproject_toml='[project]\nname = "My-App"\n')
    assert found.package == "my_app"


def test_poetry_s_name_tells_it_too() -> None:
    found = layout("one/\n  __init__.py\ntwo/\n  __init__.py\n", pyproject_toml='[tool.poetry]\nname = "two"\n')
    assert found.package == "two"


def test_several_packages_without_interfaces_are_listed() -> None:
    with pytest.raises(UsageError) as caught:
        layout("one/\n  __init__.py\ntwo/\n  __init__.py\n")
    (problem,) = caught.value.problems
    assert "2 packages" in problem.message
    assert "one, two" in problem.message
    assert problem.hint == "say where interfaces stand: --in one/gateways/interfaces.py"


def test_a_small_package_beside_many_loose_modules_is_not_the_project() -> None:
    found = layout("a.py\nb.py\nc.py\nvendored/\n  __init__.py\n")
    assert found.package == ""


def test_a_package_beside_as_many_loose_modules_is_the_project() -> None:
    assert layout("main.py\napp/\n  __init__.py\n").package == "app"


def test_the_package_around_the_current_folder_is_meant() -> None:
    found = layout("one/\n  __init__.py\ntwo/\n  __init__.py\n  api/\n    web.py\n", start="two/api")
    assert found.package == "two"
    tests = layout("one/\n  __init__.py\ntwo/\n  __init__.py\n  tests/\n    test_a.py\n", start="two/tests")
    assert tests.package == "two"


def test_a_configured_package_is_meant() -> None:
    drawing = "one/\n  __init__.py\ntwo/\n  __init__.py\n"
    found = project(drawing, pyproject_toml='[tool.gateway-builder]\npackage = "two"\n')
    assert found.layout.gateways == "two/gateways"
    assert origins(found)["package"] == ("two", "configured")
    flat = layout(drawing, pyproject_toml='[tool.gateway-builder]\npackage = ""\n')
    assert flat.gateways == "gateways"
    new = layout("src/\n  one/\n    __init__.py\n", pyproject_toml='[tool.gateway-builder]\npackage = "two.inner"\n')
    assert new.gateways == "src/two/inner/gateways"


MONOREPO = """
packages/
  billing/
    pyproject.toml
    src/
      billing/
        __init__.py
        gateways/
          __init__.py
          interfaces.py
    tests/
      gateways/
        test_old.py
  shipping/
    pyproject.toml
    src/
      shipping/
        __init__.py
        ports.py
        models/
          parcel.py
  mail/
    src/
      mail/
        __init__.py
        send.py
"""


def test_a_monorepo_lists_what_could_be_meant() -> None:
    two = MONOREPO.replace("ports.py", "gateways/\n          interfaces.py")
    with pytest.raises(UsageError) as caught:
        layout(two)
    (problem,) = caught.value.problems
    assert "packages/billing/src/billing/gateways/interfaces.py" in problem.message
    assert "packages/shipping/src/shipping/gateways/interfaces.py" in problem.message
    assert problem.hint.startswith("say which is meant: --in packages/billing/")


@pytest.mark.parametrize("start", ["packages/shipping", "packages/shipping/src/shipping/models"])
def test_a_monorepo_s_package_is_meant_by_the_current_folder(start: str) -> None:
    found = layout(MONOREPO, start=start)
    assert found.interfaces == "packages/shipping/src/shipping/ports.py"
    assert found.gateways == "packages/shipping/src/shipping/gateways"
    assert found.import_root == "packages/shipping/src"
    assert found.tests == "packages/shipping/tests/gateways"


def test_a_package_without_interfaces_does_not_borrow_another_s() -> None:
    found = layout(MONOREPO, start="packages/mail/src/mail")
    assert found.interfaces == "packages/mail/src/mail/gateways/interfaces.py"


def test_a_monorepo_s_tests_stand_in_their_own_package() -> None:
    found = layout(MONOREPO, start="packages/billing")
    assert found.tests == "packages/billing/tests/gateways"
    assert found.test_inits == ()


def test_in_names_an_existing_file() -> None:
    found = layout(MONOREPO, interfaces_path="./packages/billing/src/billing/gateways/interfaces.py")
    assert found.package == "billing"


def test_in_names_a_new_file() -> None:
    found = layout(MONOREPO, interfaces_path="packages/mail/src/mail/outside/ports.py")
    assert found.interfaces == "packages/mail/src/mail/outside/ports.py"
    assert found.gateways == "packages/mail/src/mail/outside/gateways"


def test_in_names_a_folder_of_files() -> None:
    found = project("app/\n  __init__.py\n  ports/\n    runner.py\n", interfaces_path="app/ports/")
    assert found.layout.interfaces == "app/ports"
    assert found.convention.one_per_file


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("../elsewhere/ports.py", "must be a path inside the project"),
        ("/etc/ports.py", "must be a path inside the project"),
        ("app\\ports.py", "must be a path inside the project"),
        ("c:ports.py", "must be a path inside the project"),
        ("~/ports.py", "must be a path inside the project"),
        (".", "must be a file"),
        ("app/ports", "neither a Python file nor a folder"),
        ("app/my-ports.py", "can't be imported"),
        ("app/class.py", "can't be imported"),
        ("app/a b/ports.py", "can't be imported"),
    ],
)
def test_in_is_refused_where_it_can_t_be(path: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        layout("app/\n  __init__.py\n", interfaces_path=path)


@pytest.mark.parametrize("name", ["ports", "protocols", "interfaces", "interface"])
def test_one_named_file_anywhere_in_the_package(name: str) -> None:
    found = layout(f"app/\n  __init__.py\n  domain/\n    __init__.py\n    {name}.py\n    models.py\n")
    assert found.interfaces == f"app/domain/{name}.py"
    assert found.gateways == "app/gateways"
    assert found.models == ("app/domain",)


def test_a_folder_of_files_with_one_interface_each() -> None:
    drawing = "app/\n  __init__.py\n  ports/\n    __init__.py\n    runner.py\n    notifier.py\n    failures.py\n"
    held = [interface("app/ports/runner.py", "Runner"), interface("app/ports/notifier.py", "Notifier")]
    found = project(drawing, interfaces=held)
    assert found.layout.interfaces == "app/ports"
    assert found.layout.gateways == "app/gateways"
    assert found.convention.one_per_file
    assert origins(found)["layout"] == ("one-per-file", "detected (2 of 2 files there)")


def test_a_package_whose_init_holds_the_interfaces() -> None:
    found = layout("app/\n  __init__.py\n  ports/\n    __init__.py\n")
    assert found.interfaces == "app/ports/__init__.py"


def test_sixty_per_cent_of_files_with_one_interface_each_are_enough() -> None:
    drawing = "app/\n  __init__.py\n  ports/\n    a.py\n    b.py\n    c.py\n    d.py\n    e.py\n"
    single = [interface(f"app/ports/{name}.py", f"{name.upper()}Port") for name in "abc"]
    double = [interface(f"app/ports/{name}.py", f"{name.upper()}{number}Port") for name in "de" for number in (1, 2)]
    assert layout(drawing, interfaces=[*single, *double]).interfaces == "app/ports"


@pytest.mark.parametrize("name", ["__init__", "interfaces", "ports"])
def test_a_file_in_a_folder_of_ports_that_is_there_to_be_shared(name: str) -> None:
    path = f"app/ports/{name}.py"
    found = project(f"app/\n  __init__.py\n  ports/\n    {name}.py\n", interfaces=[interface(path, "Runner")])
    assert (found.layout.interfaces, found.convention.one_per_file) == (path, False)


def test_a_folder_of_files_with_several_interfaces_each_is_ambiguous() -> None:
    drawing = "app/\n  __init__.py\n  ports/\n    inbound.py\n    outbound.py\n"
    paths = ("app/ports/inbound.py", "app/ports/outbound.py")
    held = [interface(path, f"{name}Port") for path in paths for name in ("First", "Second")]
    with pytest.raises(UsageError, match=r"app/ports/inbound\.py, app/ports/outbound\.py"):
        layout(drawing, interfaces=held)


def test_the_file_that_holds_interfaces_is_meant() -> None:
    drawing = "app/\n  __init__.py\n  ports.py\n  typing/\n    protocols.py\n"
    found = layout(drawing, interfaces=[interface("app/ports.py", "RunnerPort")])
    assert found.interfaces == "app/ports.py"


def test_a_shared_file_inside_a_folder_of_ports() -> None:
    drawing = "app/\n  __init__.py\n  ports/\n    __init__.py\n    interfaces.py\n    clock.py\n"
    shared = [interface("app/ports/interfaces.py", name) for name in ("Runner", "Notifier")]
    several = [interface("app/ports/clock.py", name) for name in ("Clock", "Timer")]
    assert layout(drawing, interfaces=[*shared, *several]).interfaces == "app/ports/interfaces.py"
    single = [interface(f"app/ports/{name}.py", name.title()) for name in ("clock", "timer", "mailer")]
    assert layout(drawing, interfaces=[*shared, *single]).interfaces == "app/ports"


@pytest.mark.parametrize("name", ["interfaces", "interface"])
def test_a_layer_of_controllers_that_is_called_interfaces_is_none_of_ours(name: str) -> None:
    found = layout(f"app/\n  __init__.py\n  {name}/\n    __init__.py\n    cli.py\n    web.py\n")
    assert found.interfaces == "app/gateways/interfaces.py"


def test_a_folder_of_repositories_interfaces_alone_is_none_of_ours() -> None:
    held = [
        interface("app/interfaces/runs.py", "RunRepositoryInterface"),
        interface("app/interfaces/mail.py", "MailRepository"),
    ]
    found = layout("app/\n  __init__.py\n  interfaces/\n    runs.py\n    mail.py\n", interfaces=held)
    assert found.interfaces == "app/gateways/interfaces.py"


def test_repositories_interfaces_are_not_the_gateways() -> None:
    found = layout("app/\n  __init__.py\n  gateways/\n    interfaces.py\n  repositories/\n    interfaces.py\n")
    assert found.interfaces == "app/gateways/interfaces.py"
    alone = layout("app/\n  __init__.py\n  repositories/\n    interfaces.py\n")
    assert alone.interfaces == "app/gateways/interfaces.py"
    mixed = layout(
        "app/\n  __init__.py\n  ports.py\n  storage/\n    ports.py\n",
        interfaces=[interface("app/ports.py", "Notifier"), interface("app/storage/ports.py", "RunRepository")],
    )
    assert mixed.interfaces == "app/ports.py"


def test_a_file_that_many_interfaces_share_is_found_by_content() -> None:
    path = "app/contracts.py"
    found = layout(
        "app/\n  __init__.py\n  contracts.py\n", interfaces=[interface(path, "IRunner"), interface(path, "IMailer")]
    )
    assert found.interfaces == path


def test_a_folder_with_one_interface_a_file_is_found_by_content() -> None:
    drawing = "app/\n  __init__.py\n  contracts/\n    runner.py\n    mailer.py\n"
    held = [interface("app/contracts/runner.py", "Runner"), interface("app/contracts/mailer.py", "MailService")]
    found = project(drawing, interfaces=held)
    assert found.layout.interfaces == "app/contracts"
    assert found.convention.one_per_file


def test_interfaces_that_classes_implement_count_whatever_they_are_called() -> None:
    path = "app/contracts.py"
    held = [interface(path, "Greets"), interface(path, "Waves")]
    classes = [implementation("app/x/a.py", "A", base=held[0]), implementation("app/x/b.py", "B", base=held[1])]
    drawing = "app/\n  __init__.py\n  contracts.py\n  x/\n    a.py\n    b.py\n"
    assert layout(drawing, interfaces=held, classes=classes).interfaces == path
    assert layout(drawing, interfaces=held).interfaces == "app/gateways/interfaces.py"


def test_interfaces_scattered_beside_their_consumers_leave_the_standard() -> None:
    held = [interface(f"app/{name}/use.py", f"I{name.title()}er") for name in ("send", "load", "mail", "call")]
    found = layout(
        "app/\n  __init__.py\n  send/\n    use.py\n  load/\n    use.py\n  mail/\n    use.py\n  call/\n    use.py\n",
        interfaces=held,
    )
    assert found.interfaces == "app/gateways/interfaces.py"


def test_interfaces_in_modules_at_the_root_leave_the_standard() -> None:
    found = layout("a.py\nb.py\n", interfaces=[interface("a.py", "IRunner"), interface("b.py", "IMailer")])
    assert found.interfaces == "gateways/interfaces.py"


def test_private_protocols_and_those_of_tests_are_no_evidence() -> None:
    path = "app/gateways/aws.py"
    held = [interface(path, "_BatchClient"), interface(path, "_S3Client"), interface("tests/fake.py", "IFake")]
    found = layout("app/\n  __init__.py\n  gateways/\n    aws.py\ntests/\n  fake.py\n", interfaces=held)
    assert found.interfaces == "app/gateways/interfaces.py"


def test_gateways_go_where_the_implementations_stand() -> None:
    held = [interface("app/domain/ports.py", "Notifier"), interface("app/domain/ports.py", "Runner")]
    classes = [
        implementation("app/outside/slack.py", "SlackNotifier", base=held[0]),
        implementation("app/outside/batch.py", "BatchRunner", base=held[1]),
        implementation("tests/fakes.py", "FakeRunner", base=held[1]),
    ]
    found = project(
        "app/\n  __init__.py\n  domain/\n    ports.py\n  outside/\n    slack.py\n    batch.py\ntests/\n  fakes.py\n",
        interfaces=held,
        classes=classes,
    )
    assert found.layout.gateways == "app/outside"
    assert found.layout.tests == "tests/outside"
    assert origins(found)["gateways"] == ("app/outside", "detected (2 of 2 implementations)")


def test_sixty_per_cent_of_the_implementations_tell_the_folder() -> None:
    held = interface("app/ports.py", "Notifier")
    places = ["app/outside/a.py", "app/outside/b.py", "app/outside/c.py", "app/x/d.py", "app/y/e.py"]
    classes = [implementation(path, f"Number{count}Notifier", base=held) for count, path in enumerate(places)]
    drawing = "app/\n  __init__.py\n  ports.py\n  outside/\n    a.py\n  x/\n    d.py\n  y/\n    e.py\n"
    assert layout(drawing, interfaces=[held], classes=classes).gateways == "app/outside"
    assert layout(drawing, interfaces=[held], classes=classes[1:]).gateways == "app/gateways"


def test_implementations_that_stand_everywhere_decide_nothing() -> None:
    held = interface("app/ports.py", "Notifier")
    classes = [implementation(f"app/{name}/x.py", f"{name}Notifier", base=held) for name in ("a", "b")]
    found = layout(
        "app/\n  __init__.py\n  ports.py\n  a/\n    x.py\n  b/\n    x.py\n", interfaces=[held], classes=classes
    )
    assert found.gateways == "app/gateways"


@pytest.mark.parametrize("folder", ["adapters", "infrastructure/gateways", "infrastructure", "clients"])
def test_gateways_go_to_a_folder_that_is_named_for_them(folder: str) -> None:
    tree = "".join(f"{'  ' * (depth + 1)}{part}/\n" for depth, part in enumerate(folder.split("/")))
    indent = "  " * (folder.count("/") + 2)
    found = layout(f"app/\n  __init__.py\n  domain/\n    ports.py\n{tree}{indent}slack.py\n")
    assert found.gateways == f"app/{folder}"


def test_a_bounded_context_keeps_its_gateways() -> None:
    drawing = (
        "app/\n  __init__.py\n  billing/\n    __init__.py\n    ports.py\n  shipping/\n    __init__.py\n    ports.py\n"
    )
    found = layout(drawing, start="app/billing")
    assert found.interfaces == "app/billing/ports.py"
    assert found.gateways == "app/billing/gateways"


def test_an_existing_gateways_folder_without_interfaces_is_used() -> None:
    found = layout("app/\n  __init__.py\n  gateway/\n    slack.py\n")
    assert found.interfaces == "app/gateway/interfaces.py"


def test_pants_sources_below_src_python() -> None:
    found = layout("""
BUILD
src/
  python/
    billing/
      __init__.py
      gateways/
        __init__.py
        interfaces.py = from billing.models import Run
      models.py
      models_test.py
      work.py
      work_test.py
""")
    assert (found.import_root, found.package) == ("src/python", "billing")
    assert found.tests == "src/python/billing/gateways"
    assert found.test_inits == ()


def test_a_django_like_project_in_a_folder_of_its_own_name() -> None:
    found = layout("""
shop/
  manage.py
  shop/
    __init__.py
    settings.py
  orders/
    __init__.py
    ports.py = from orders.models import Order
    models.py
    tests/
      __init__.py
      test_orders.py = from orders.models import Order
""")
    assert (found.import_root, found.package) == ("shop", "orders")
    assert found.interfaces == "shop/orders/ports.py"
    assert found.tests == "shop/orders/tests/gateways"
    assert found.test_inits == ("shop/orders/tests/gateways/__init__.py",)


def test_a_package_of_the_repository_s_own_name() -> None:
    found = survey("""
shop/
  shop/
    __init__.py
    gateways/
      __init__.py = from shop.gateways.interfaces import INotifier
      interfaces.py = from shop.models import Run
    models.py
""")
    assert found.module_name("shop/shop/models.py") == "shop.models"


def test_models_are_listed_nearest_first() -> None:
    found = layout(
        """
app/
  __init__.py
  models/
    run.py
  billing/
    ports.py
    models.py
other/
  models/
    x.py
""",
        start="app/billing",
    )
    assert found.models == ("app/billing/models.py", "app/models")


def test_models_may_stand_around_the_gateways() -> None:
    found = layout("app/\n  __init__.py\n  domain/\n    gateways/\n      interfaces.py\n  models/\n    run.py\n")
    assert found.models == ("app/domain", "app/models")


def test_models_may_stand_in_another_package() -> None:
    found = layout("app/\n  __init__.py\n  ports.py\nshared_kernel/\n  __init__.py\n  models/\n    run.py\n")
    assert found.models == ("shared_kernel/models",)


def test_configured_places_win() -> None:
    found = project(
        PLATFORM,
        pyproject_toml="""
[tool.gateway-builder]
interfaces = "src/platform_app/contracts.py"
gateways = "src/platform_app/outside"
tests = "checks/outside"
models = ["src/platform_app/use_cases"]
""",
    )
    assert found.layout.interfaces == "src/platform_app/contracts.py"
    assert found.layout.gateways == "src/platform_app/outside"
    assert found.layout.tests == "checks/outside"
    assert found.layout.models == ("src/platform_app/use_cases",)
    shown = origins(found)
    assert {shown[key][1] for key in ("interfaces", "gateways", "tests", "models")} == {"configured"}


@pytest.mark.parametrize(
    ("layout_option", "interfaces", "expected", "one_per_file"),
    [
        ("", "app/contracts", "app/contracts", True),
        ('layout = "shared"', "app/contracts", "app/contracts/interfaces.py", False),
        ('layout = "one-per-file"', "app/contracts/interfaces.py", "app/contracts", True),
    ],
)
def test_a_configured_folder_or_file_of_interfaces(
    layout_option: str, interfaces: str, expected: str, *, one_per_file: bool
) -> None:
    found = project(
        "app/\n  __init__.py\n",
        pyproject_toml=f'[tool.gateway-builder]\ninterfaces = "{interfaces}"\n{layout_option}\n',
    )
    assert (found.layout.interfaces, found.convention.one_per_file) == (expected, one_per_file)


def test_one_file_each_can_be_configured_alone() -> None:
    found = layout("", pyproject_toml='[tool.gateway-builder]\nlayout = "one-per-file"\n')
    assert found.interfaces == "gateways/interfaces"


def test_a_configured_pattern_of_interfaces() -> None:
    pattern = '[tool.gateway-builder]\ninterfaces = "src/*/ports.py"\n'
    one = layout(
        "src/\n  app/\n    __init__.py\n    ports.py\n    domain/\n      interfaces.py\n", pyproject_toml=pattern
    )
    assert one.interfaces == "src/app/ports.py"
    two = "src/\n  one/\n    __init__.py\n    ports.py\n  two/\n    __init__.py\n    ports.py\n"
    with pytest.raises(UsageError, match=r"src/one/ports\.py, src/two/ports\.py"):
        layout(two, pyproject_toml=pattern)
    assert layout(two, pyproject_toml=pattern, start="src/two").interfaces == "src/two/ports.py"
    with pytest.raises(UsageError, match="matches no file"):
        layout("", pyproject_toml=pattern)


def test_configured_gateways_tell_which_interfaces_are_meant() -> None:
    drawing = "app/\n  __init__.py\n  outside/\n    ports.py\n  ports.py\n"
    found = layout(drawing, pyproject_toml='[tool.gateway-builder]\ngateways = "app/outside"\n')
    assert found.interfaces == "app/outside/ports.py"
    new = layout("app/\n  __init__.py\n", pyproject_toml='[tool.gateway-builder]\ngateways = "app/outside"\n')
    assert new.interfaces == "app/outside/interfaces.py"


def test_excluded_files_are_not_looked_at() -> None:
    drawing = "app/\n  __init__.py\n  ports.py\nvendored/\n  lib/\n    ports.py\n"
    found = layout(drawing, pyproject_toml='[tool.gateway-builder]\nexclude = ["vendored"]\n')
    assert found.interfaces == "app/ports.py"


def test_errors_of_the_project_s_own() -> None:
    found = layout(
        PLATFORM,
        pyproject_toml="""
[tool.gateway-builder.errors]
module = "platform_app.errors"
not_found = "platform_app.models.run.NoSuchRunError"
""",
    ).errors
    assert found.path == "src/platform_app/errors.py"
    assert found.module == "platform_app.errors"
    assert found.classes["not_found"] == "platform_app.models.run.NoSuchRunError"
    assert found.classes["denied"] == "platform_app.errors.GatewayDeniedError"


def test_each_key_of_the_standard_has_its_class() -> None:
    assert tuple(layout("").errors.classes) == list_error_keys()


def test_when_every_error_is_the_project_s_own_none_is_made() -> None:
    keys = (
        "base",
        "rejected",
        "not_found",
        "conflict",
        "denied",
        "limited",
        "unavailable",
        "configuration",
        "unexpected",
    )
    lines = "".join(f'{key} = "platform_app.failures.{key.title()}Failure"\n' for key in keys)
    found = layout(PLATFORM, pyproject_toml=f"[tool.gateway-builder.errors]\n{lines}").errors
    assert found.path == ""
    assert found.classes["base"] == "platform_app.failures.BaseFailure"


def test_places_that_python_can_t_import_are_refused_together() -> None:
    with pytest.raises(UsageError) as caught:
        layout("", pyproject_toml='[tool.gateway-builder]\ninterfaces = "a-b/ports.py"\ngateways = "my gateways"\n')
    assert len(caught.value.problems) == 2
