"""Names that folders and files have by custom, and what they tell of their content."""

from __future__ import annotations

from gateway_builder.project.paths import base_name

INTERFACE_WORDS = frozenset({"interfaces", "interface", "ports", "port", "protocols", "protocol"})
GATEWAY_FOLDERS = (
    "gateways", "gateway", "adapters", "infrastructure/gateways", "infrastructure/adapters", "clients", "integrations",
    "infrastructure",
)  # fmt: skip
MODEL_WORDS = frozenset({"models", "model", "domain", "entities", "schemas", "value_objects", "dtos"})
REPOSITORY_WORDS = frozenset({"repositories", "repository", "repos", "persistence", "uow", "unit_of_work"})
_LAYERS = frozenset(
    {
        "gateways",
        "gateway",
        "use_cases",
        "usecases",
        "controllers",
        "services",
        "adapters",
        "infrastructure",
        "application",
    }
    | {
        "helpers",
        "utils",
        "handlers",
        "routers",
        "views",
        "config",
        "settings",
        "workers",
        "mappers",
        "exceptions",
        "errors",
    }
    | INTERFACE_WORDS
    | MODEL_WORDS
    | REPOSITORY_WORDS
)
_UPPER_LAYERS = frozenset(
    {"use_cases", "usecases", "application", "core", "shared", "common", "abstractions"} | INTERFACE_WORDS | MODEL_WORDS
)
_TEST_FOLDERS = frozenset({"tests", "test", "testing"})
_ASIDE_FOLDERS = frozenset(
    {"docs", "doc", "examples", "example", "samples", "scripts", "script", "tools", "bin", "benchmarks", "bench"}
    | {"migrations", "alembic", "notebooks", "fixtures", "templates", "stubs", "typings", "ci", "deploy", "infra"}
)
_ASIDE_FILES = frozenset({"setup.py", "conftest.py", "noxfile.py", "tasks.py", "fabfile.py", "manage.py", "toxfile.py"})


def is_layer(folder: str) -> bool:
    """Whether the name of a folder is a layer's, so that it is no package of its own."""
    return folder in _LAYERS


def is_upper_layer(folder: str) -> bool:
    """Whether the name of a folder is that of a layer which gateways stand beside, never inside."""
    return folder in _UPPER_LAYERS


def is_test_folder(name: str) -> bool:
    """Whether the name of a folder is that of tests."""
    return name in _TEST_FOLDERS


def is_test_file(path: str) -> bool:
    """Whether pytest takes a file for a test."""
    name = base_name(path)
    return name.startswith("test_") or name.endswith("_test.py")


def is_test(path: str) -> bool:
    """Whether a file belongs to the tests."""
    return is_test_file(path) or any(is_test_folder(part) for part in path.split("/")[:-1])


def is_aside(path: str) -> bool:
    """Whether a file is no part of the product: tests, documents, scripts."""
    return (
        is_test(path) or base_name(path) in _ASIDE_FILES or any(part in _ASIDE_FOLDERS for part in path.split("/")[:-1])
    )


def is_repository(path: str) -> bool:
    """Whether a path stands where repositories do, the gateways' siblings."""
    return any(part.removesuffix(".py") in REPOSITORY_WORDS for part in path.split("/"))
