"""A botocore on the disk that holds just what a test writes into it."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

INIT = '"""botocore"""\n\n__version__ = "9.8.7"\n_xform_cache = {("CreateOAuthToken", "_"): "create_oauth_token"}\n'
MODEL: dict[str, Any] = {
    "metadata": {"serviceFullName": "ACME Parcels", "apiVersion": "2020-01-01", "protocol": "rest-json"},
    "operations": {"SendParcel": {"input": {"shape": "SendParcelRequest"}}},
    "shapes": {
        "SendParcelRequest": {
            "type": "structure",
            "required": ["weight"],
            "members": {"weight": {"shape": "Weight"}, "label": {"shape": "Label"}},
        },
        "Weight": {"type": "double"},
        "Label": {"type": "blob"},
    },
}


def install_botocore(packages: Path, init: str = INIT) -> Path:
    """A package without services in a folder of packages."""
    package = packages / "botocore"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text(init, encoding="utf-8")
    return package


def write_service(
    package: Path, files: dict[str, Any], service: str = "parcels", version: str = "2020-01-01", *, packed: bool = False
) -> Path:
    """The folder of a service's version with files by their stems; bytes and texts are written as they are."""
    folder = package / "data" / service / version
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content)
        data = text.encode()
        if packed:
            (folder / f"{name}.json.gz").write_bytes(gzip.compress(data))
        else:
            (folder / f"{name}.json").write_bytes(data)
    return folder
