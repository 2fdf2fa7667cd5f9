"""What clients of botocore have beside the operations of their service."""

from __future__ import annotations

_OF_EVERY_CLIENT = frozenset(
    {"can_paginate", "close", "exceptions", "generate_presigned_url", "get_paginator", "get_waiter", "meta"}
    | {"waiter_names", "__aenter__", "__aexit__", "__enter__", "__exit__"}
)
_TRANSFERS = frozenset({"copy", "download_file", "download_fileobj", "upload_file", "upload_fileobj"})
_INJECTED = {
    "s3": _TRANSFERS | {"generate_presigned_post"},
    "rds": frozenset({"generate_db_auth_token"}),
    "dsql": frozenset({"generate_db_connect_auth_token", "generate_db_connect_admin_auth_token"}),
}
_METHOD_ALIASES = {
    "mturk": frozenset({"list_hi_ts_for_qualification_type"}),
    "socialmessaging": frozenset({"delete_whatsapp_media_message"}),
    "cloudwatch": frozenset(
        {"get_o_tel_enrichment", "start_o_tel_enrichment", "stop_o_tel_enrichment", "update_o_tel_enrichment"}
    ),
    "signin": frozenset({"create_o_auth2_token"}),
}
_PARAMETER_ALIASES = {
    ("ec2", "Filters"): "Filter",
    ("logs", "fromTime"): "from",
    ("cloudsearchdomain", "returnFields"): "return",
}
PRESIGNING = "generate_presigned_url"


def is_of_every_client(service: str, name: str) -> bool:
    """Whether a client has a member that is no operation: those of every client, and what the SDK adds to some."""
    added = _INJECTED.get(service, frozenset()) | _METHOD_ALIASES.get(service, frozenset())
    return name.startswith("_") or name in _OF_EVERY_CLIENT or name in added


def is_transfer(service: str, name: str) -> bool:
    """Whether a member is one of the SDK's helpers that ask several operations (`upload_file`)."""
    return service in {"s3", ""} and name in _TRANSFERS


def unaliased(service: str, parameter: str) -> str:
    """The model's name of a parameter for which the SDK takes another one, too."""
    return _PARAMETER_ALIASES.get((service, parameter), parameter)
