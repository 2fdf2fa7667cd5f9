"""Where the test of a gateway goes, as the project's tests already stand."""

from __future__ import annotations

import pytest

from tests.project.drawn import layout

APP = (
    "src/\n  app/\n    __init__.py\n    gateways/\n      __init__.py\n      interfaces.py\n    models/\n      run.py\n"
)


def place(tests: str, app: str = APP, **options: str) -> tuple[str, tuple[str, ...]]:
    found = layout(app + tests, **options)
    return found.tests, found.test_inits


def test_a_project_without_tests_gets_a_package_of_them() -> None:
    assert place("") == ("tests/gateways", ("tests/__init__.py", "tests/gateways/__init__.py"))


def test_tests_that_are_packages_stay_packages() -> None:
    assert place("tests/\n  __init__.py\n  test_app.py\n") == ("tests/gateways", ("tests/gateways/__init__.py",))


def test_tests_that_are_no_packages_stay_so() -> None:
    """A `tests/gateways/__init__.py` alone would put `tests` on sys.path and shadow a top-level `gateways`."""
    assert place("tests/\n  conftest.py\n  models/\n    test_run.py\n") == ("tests/gateways", ())


def test_the_nearest_folder_tells_whether_tests_are_packages() -> None:
    drawing = "tests/\n  unit/\n    __init__.py\n    models/\n      __init__.py\n      test_run.py\n"
    assert place(drawing) == ("tests/unit/gateways", ("tests/unit/gateways/__init__.py",))


def test_tests_of_gateways_that_exist_are_joined() -> None:
    drawing = "tests/\n  __init__.py\n  app/\n    gateways/\n      test_slack.py\n  models/\n    test_run.py\n"
    assert place(drawing) == ("tests/app/gateways", ())


@pytest.mark.parametrize("name", ["unit", "unit_tests", "units"])
def test_unit_tests_are_joined_where_kinds_are_kept_apart(name: str) -> None:
    assert place(f"tests/\n  integration/\n    test_a.py\n  {name}/\n    test_run.py\n")[0] == f"tests/{name}/gateways"


def test_unit_tests_win_over_integration_tests_of_gateways() -> None:
    drawing = "tests/\n  integration/\n    gateways/\n      test_a.py\n  unit/\n    gateways/\n      test_b.py\n"
    assert place(drawing)[0] == "tests/unit/gateways"


def test_integration_tests_of_gateways_are_joined_where_there_are_no_others() -> None:
    drawing = "tests/\n  integration/\n    gateways/\n      test_a.py\n"
    assert place(drawing)[0] == "tests/integration/gateways"


def test_of_two_contexts_the_tests_of_the_right_one_are_joined() -> None:
    app = (
        "app/\n  __init__.py\n  one/\n    gateways/\n      interfaces.py\n  two/\n    gateways/\n      interfaces.py\n"
    )
    drawing = "tests/\n  one/\n    gateways/\n      test_a.py\n  two/\n    gateways/\n      test_b.py\n"
    assert place(drawing, app, start="app/two")[0] == "tests/two/gateways"


def test_tests_of_a_flat_project_s_gateways_are_joined() -> None:
    assert place("tests/\n  gateways/\n    test_slack.py\n", "gateways/\n  interfaces.py\n") == ("tests/gateways", ())


def test_tests_that_repeat_the_package_s_name() -> None:
    assert place("tests/\n  app/\n    models/\n      test_run.py\n")[0] == "tests/app/gateways"
    assert place("tests/\n  unit/\n    app/\n      test_run.py\n")[0] == "tests/unit/app/gateways"


def test_tests_that_repeat_the_folders_inside_the_package() -> None:
    app = "app/\n  __init__.py\n  infrastructure/\n    gateways/\n      interfaces.py\n"
    assert place("tests/\n  infrastructure/\n    test_db.py\n", app)[0] == "tests/infrastructure/gateways"


def test_tests_inside_the_package() -> None:
    app = APP + "    tests/\n      __init__.py\n      models/\n        __init__.py\n        test_run.py\n"
    assert place("", app) == ("src/app/tests/gateways", ("src/app/tests/gateways/__init__.py",))


def test_tests_beside_the_code() -> None:
    app = APP + "      run_test.py\n      test_more.py\n"
    assert place("", app) == ("src/app/gateways", ())


def test_one_test_beside_the_code_is_no_custom() -> None:
    app = APP + "      test_run.py\n"
    assert place("", app) == ("tests/gateways", ())


def test_where_as_many_tests_stand_apart_as_beside_the_code_they_stay_apart() -> None:
    app = APP + "      run_test.py\n      test_more.py\n"
    assert place("tests/\n  test_a.py\n  test_b.py\n", app)[0] == "tests/gateways"
    assert place("tests/\n  test_a.py\n", app)[0] == "src/app/gateways"


def test_a_folder_of_tests_in_each_layer() -> None:
    app = (
        APP
        + "      tests/\n        test_run.py\n    use_cases/\n      notify.py\n      tests/\n        test_notify.py\n"
    )
    assert place("", app) == ("src/app/gateways/tests", ())


def test_folders_of_tests_beside_no_code_are_no_custom() -> None:
    app = APP + "    misc/\n      tests/\n        test_a.py\n    more/\n      tests/\n        test_b.py\n"
    assert place("", app)[0] != "src/app/gateways/tests"


def test_of_two_roots_of_tests_the_usual_one_is_joined() -> None:
    assert place("test/\n  test_a.py\ntesting/\n  test_c.py\ntests/\n  test_b.py\n")[0] == "tests/gateways"
    assert place("test/\n  test_a.py\n")[0] == "test/gateways"


def test_a_folder_of_tests_in_each_layer_with_packages() -> None:
    app = (
        APP
        + "      tests/\n        __init__.py\n        test_run.py\n"
        + "    use_cases/\n      notify.py\n      tests/\n        __init__.py\n        test_notify.py\n"
    )
    assert place("", app) == ("src/app/gateways/tests", ("src/app/gateways/tests/__init__.py",))


def test_tests_of_another_package_are_not_joined() -> None:
    app = """
packages/
  one/
    src/
      one/
        __init__.py
        ports.py
  two/
    src/
      two/
        __init__.py
    tests/
      test_two.py
"""
    assert place("", app) == ("packages/one/tests/gateways", ())


def test_the_tests_nearest_to_the_package_are_joined() -> None:
    app = "packages/\n  one/\n    src/\n      one/\n        __init__.py\n        ports.py\n"
    app += "    tests/\n      test_one.py\n"
    assert place("tests/\n  test_all.py\n", app)[0] == "packages/one/tests/gateways"


def test_tests_in_a_folder_beside_main_code() -> None:
    app = "src/\n  main/\n    app/\n      __init__.py\n      ports.py = from app.models import Run\n      models.py\n"
    assert place("  test/\n    app/\n      test_run.py\n", app)[0] == "src/test/app/gateways"


def test_a_configured_folder_keeps_the_custom_of_packages() -> None:
    options = {"pyproject_toml": '[tool.gateway-builder]\ntests = "tests/outside"\n'}
    assert place("tests/\n  __init__.py\n  test_a.py\n", **options) == ("tests/outside", ("tests/outside/__init__.py",))
    assert place("tests/\n  test_a.py\n", **options) == ("tests/outside", ())
