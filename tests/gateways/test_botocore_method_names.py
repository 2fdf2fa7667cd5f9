"""Methods are named as the installed botocore names them."""

from __future__ import annotations

from pathlib import Path

import botocore  # type: ignore[import-untyped, unused-ignore]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.gateways.botocore_method_names import MethodNames
from tests.gateways.botocore_package import install_botocore

OURS = MethodNames(Path(botocore.__file__).parent)


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("SubmitJob", "submit_job"), ("ListObjectsV2", "list_objects_v2"), ("GetDBInstances", "get_db_instances"),
        ("ListWebACLs", "list_web_acls"), ("CreateCachediSCSIVolume", "create_cached_iscsi_volume"),
        ("ExecutePartiQLStatement", "execute_partiql_statement"), ("DescribeSSLPolicies", "describe_ssl_policies"),
        ("already_snake", "already_snake"), ("ListHITs", "list_hits"), ("CreateOAuth2Token", "create_oauth2_token"),
    ],
)  # fmt: skip
def test_operations_are_spelled_in_snake_case(name: str, method: str) -> None:
    assert OURS.spell(name) == method


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,30}", fullmatch=True))
def test_any_name_is_spelled_as_botocore_spells_it(name: str) -> None:
    assert OURS.spell(name) == botocore.xform_name(name)


@pytest.mark.parametrize(
    "table", ["{}", "[]", "7", "{'SendOAuth': 'x'}", "{('SendOAuth', '-'): 'send-o'}", "{('SendOAuth', '_', 1): 'x'}"]
)
def test_without_a_table_of_exceptions_the_rules_alone_hold(tmp_path: Path, table: str) -> None:
    package = install_botocore(tmp_path, f"_xform_cache = {table}\n")

    assert MethodNames(package).spell("SendOAuth") == "send_o_auth"
