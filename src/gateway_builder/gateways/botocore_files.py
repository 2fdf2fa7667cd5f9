"""The files of botocore's `data` folder: found, read within bounds, and merged as botocore merges them."""

from __future__ import annotations

import json
import os
import zlib
from typing import TYPE_CHECKING, Final

from gateway_builder.errors import Problem, UsageError
from gateway_builder.gateways.botocore_conversion import broken_model, read_table
from gateway_builder.gateways.project_path import read_at_most

if TYPE_CHECKING:
    from pathlib import Path

    from gateway_builder.gateways.botocore_conversion import JsonTable

LARGEST_CONTENT: Final = 32 * 1024 * 1024
_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")
_LONGEST_NAME = 100
_MODEL = "service-2"
_SUFFIXES = (".json", ".json.gz")
_GZIP = 31


def list_service_folders(data: Path) -> tuple[str, ...]:
    """Sorted names of the services in a data folder.

    Raises:
        UsageError: If the folder can't be read.
    """
    try:
        with os.scandir(data) as entries:
            return tuple(sorted(entry.name for entry in entries if _is_service(entry.name) and entry.is_dir()))
    except OSError as error:
        raise _unreadable(data, error) from error


def find_newest_version(data: Path, service: str) -> Path | None:
    """Folder of a service's newest model; None when the service is not there, or its name is none."""
    if not _is_service(service):
        return None
    folder = data / service
    try:
        versions = sorted(folder.iterdir(), key=lambda version: version.name, reverse=True)
        return next((version for version in versions if find_file(version, _MODEL)), None)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _unreadable(folder, error) from error


def _is_service(name: str) -> bool:
    """Whether a name can be a service's; it then is no path."""
    return _CHARACTERS.issuperset(name) and name[:1].isalnum() and len(name) <= _LONGEST_NAME


def find_file(folder: Path, name: str) -> Path | None:
    """A file of that name, compressed or not."""
    return next((place for suffix in _SUFFIXES if (place := folder / f"{name}{suffix}").is_file()), None)


def read_merged(folder: Path, name: str) -> JsonTable:
    """Content of a model's file with what the SDK adds to it; empty when there is no such file.

    Args:
        folder: The folder of one version of a service.
        name: `service-2`, `paginators-1` or `waiters-2`.

    Raises:
        UsageError: If a file is broken or too large.
    """
    place = find_file(folder, name)
    if place is None:
        return {}
    content = read_json(place)
    extras = find_file(folder, f"{name}.sdk-extras")
    if extras is not None:
        try:
            _merge(content, read_table(read_json(extras), "merge"))
        except RecursionError as error:
            raise broken_model("it is nested too deeply", str(extras)) from error
    return content


def read_json(place: Path) -> JsonTable:
    """The object that a JSON file holds, compressed or not; never more than a bounded number of bytes.

    Raises:
        UsageError: If the file is broken or too large.
    """
    try:
        content = read_at_most(place.resolve(), LARGEST_CONTENT + 1)
        found = json.loads(_decompress(content, place) if place.suffix == ".gz" else _require_small(content, place))
    except OSError as error:
        raise _unreadable(place, error) from error
    except (ValueError, zlib.error) as error:
        raise broken_model(
            "it is no JSON in UTF-8" if isinstance(error, ValueError) else str(error), str(place)
        ) from error
    except RecursionError as error:
        raise broken_model("it is nested too deeply", str(place)) from error
    if not isinstance(found, dict):
        raise broken_model("it is no JSON object", str(place))
    return found


def _decompress(content: bytes, place: Path) -> bytes:
    decompressor = zlib.decompressobj(_GZIP)
    decompressed = _require_small(decompressor.decompress(content, LARGEST_CONTENT + 1), place)
    if not decompressor.eof or decompressor.unused_data:
        raise broken_model("its end is missing, or something follows it", str(place))
    return decompressed


def _require_small(content: bytes, place: Path) -> bytes:
    if len(content) > LARGEST_CONTENT:
        raise broken_model(f"it holds more than {LARGEST_CONTENT // 1024 // 1024} MiB", str(place))
    return content


def _merge(base: JsonTable, extra: JsonTable) -> None:
    """Puts what is extra into a table; of two objects the members are merged."""
    for key, addition in extra.items():
        present = base.get(key)
        if isinstance(present, dict) and isinstance(addition, dict):
            _merge(present, addition)
        else:
            base[key] = addition


def _unreadable(place: Path, error: OSError) -> UsageError:
    return UsageError(Problem(f"{place} can't be read: {error.strerror}.", "Install the SDK anew.", str(place)))
