"""Model files are read as botocore reads them, and a hostile one is an error with its place."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from typing import TYPE_CHECKING

import pytest

from gateway_builder.errors import UsageError
from gateway_builder.gateways import botocore_files
from gateway_builder.gateways.botocore_files import find_newest_version, list_service_folders, read_json, read_merged
from tests.gateways.botocore_package import install_botocore, write_service

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_newest_version_that_has_a_model_is_read(tmp_path: Path) -> None:
    package = install_botocore(tmp_path)
    for version, name in (("2014-01-01", "service-2"), ("2016-11-15", "service-2"), ("2020-01-01", "paginators-1")):
        write_service(package, {name: {}}, version=version, packed=version == "2016-11-15")

    assert find_newest_version(package / "data", "parcels") == package / "data/parcels/2016-11-15"


@pytest.mark.parametrize("service", ["nothing", "..", "../../etc", "/etc", "", "a/b", "UPPER", "a\0b", "x" * 500])
def test_a_name_that_is_no_service_is_never_a_path(tmp_path: Path, service: str) -> None:
    package = install_botocore(tmp_path)
    (package / "data" / "nothing").mkdir()
    (package / "data" / "endpoints.json").write_text("{}")

    assert find_newest_version(package / "data", service) is None
    assert find_newest_version(package / "data", "endpoints.json") is None


def test_services_are_the_folders(tmp_path: Path) -> None:
    package = install_botocore(tmp_path)
    write_service(package, {"service-2": {}}, "zebra")
    write_service(package, {"service-2": {}}, "apple")
    (package / "data" / "endpoints.json").write_text("{}")
    (package / "data" / "__pycache__").mkdir()

    assert list_service_folders(package / "data") == ("apple", "zebra")


def test_extras_are_merged_into_what_is_there(tmp_path: Path) -> None:
    folder = write_service(
        install_botocore(tmp_path),
        {
            "service-2": {"shapes": {"A": {"type": "string", "enum": ["x"]}}, "metadata": {"serviceId": "old"}},
            "service-2.sdk-extras": {
                "merge": {"shapes": {"A": {"enum": ["y"]}, "B": {"type": "map"}}, "metadata": "gone"}
            },
        },
    )

    assert read_merged(folder, "service-2") == {
        "shapes": {"A": {"type": "string", "enum": ["y"]}, "B": {"type": "map"}},
        "metadata": "gone",
    }
    assert read_merged(folder, "waiters-2") == {}


def test_an_uncompressed_file_wins_over_a_compressed_one(tmp_path: Path) -> None:
    package = install_botocore(tmp_path)
    write_service(package, {"service-2": {"from": "packed"}}, packed=True)
    folder = write_service(package, {"service-2": {"from": "plain"}})

    assert read_merged(folder, "service-2") == {"from": "plain"}


def bomb(folder: Path) -> Path:
    place = folder / "bomb.json.gz"
    place.write_bytes(gzip.compress(b" " * (botocore_files.LARGEST_CONTENT + 10)))
    return place


def large(folder: Path) -> Path:
    place = folder / "large.json"
    place.write_bytes(b" " * (botocore_files.LARGEST_CONTENT + 10))
    return place


def cut(folder: Path) -> Path:
    place = folder / "cut.json.gz"
    place.write_bytes(gzip.compress(b"{}" * 1000)[:-5])
    return place


def longer(folder: Path) -> Path:
    place = folder / "longer.json.gz"
    place.write_bytes(gzip.compress(b"{}") + b"more")
    return place


def text(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (bomb, "more than 32 MiB"),
        (large, "more than 32 MiB"),
        (cut, "its end is missing"),
        (longer, "something follows it"),
        (text("no.json.gz", b"{}"), "incorrect header"),
        (text("no.json", b"{'a': 1}"), "no JSON"),
        (text("bytes.json", b'{"a": "\xff"}'), "no JSON"),
        (text("list.json", b"[]"), "no JSON object"),
        (text("deep.json", b'{"a":' * 200_000 + b"1" + b"}" * 200_000), "nested too deeply"),
    ],
)
def test_a_broken_or_hostile_file_is_an_error_with_its_place(
    tmp_path: Path, write: Callable[[Path], Path], reason: str
) -> None:
    place = write(tmp_path)

    with pytest.raises(UsageError) as refused:
        read_json(place)

    (problem,) = refused.value.problems
    assert reason in problem.message
    assert problem.place == str(place)


def test_a_bomb_is_never_unpacked_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(botocore_files, "LARGEST_CONTENT", 1000)
    place = tmp_path / "bomb.json.gz"
    place.write_bytes(zlib.compress(b" " * 500_000, wbits=31))

    with pytest.raises(UsageError, match="more than"):
        read_json(place)


def test_extras_that_are_nested_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nest(_: Path) -> dict[str, object]:
        content: dict[str, object] = {}
        for _level in range(5000):
            content = {"merge": content}
        return content

    folder = write_service(install_botocore(tmp_path), {"service-2": {}, "service-2.sdk-extras": {}})
    monkeypatch.setattr(botocore_files, "read_json", nest)

    with pytest.raises(UsageError, match="nested too deeply"):
        read_merged(folder, "service-2")


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_what_this_user_may_not_read_is_named(tmp_path: Path) -> None:
    folder = write_service(install_botocore(tmp_path), {"service-2": {}})
    (folder / "service-2.json").chmod(0)

    with pytest.raises(UsageError, match="Permission denied"):
        read_json(folder / "service-2.json")


@pytest.mark.parametrize("look", [list_service_folders, lambda data: find_newest_version(data, "parcels")])
def test_a_folder_that_fails_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look: Callable[[Path], object]
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    package = install_botocore(tmp_path)
    monkeypatch.setattr("pathlib.Path.iterdir", fail)
    monkeypatch.setattr("os.scandir", fail)
    with pytest.raises(UsageError, match="Permission denied"):
        look(package / "data")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        read_json(tmp_path / "gone.json")

    assert refused.value.problems[0].place == str(tmp_path / "gone.json")


def test_a_link_to_a_model_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text(json.dumps({"a": 1}))
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")

    assert read_json(tmp_path / "link.json") == {"a": 1}
