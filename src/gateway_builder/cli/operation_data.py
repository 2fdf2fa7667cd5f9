"""Operations as data for programs."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gateway_builder.model.service import Operation, Paging
    from gateway_builder.plan.operation_view import MemberView, OperationView
    from gateway_builder.plan.operations import KnownService


def print_json(data: Mapping[str, object]) -> None:
    """Write data to standard output, in ASCII: documentation comes from outside."""
    json.dump(data, sys.stdout, indent=2)
    sys.stdout.write("\n")


def list_as_data(known: KnownService, found: Sequence[Operation]) -> dict[str, object]:
    """The service, and what a list tells of each operation."""
    return {**_describe_service(known), "operations": [_describe_operation(each) for each in found]}


def describe_as_data(known: KnownService, view: OperationView) -> dict[str, object]:
    """The service, and everything about one operation."""
    errors = view.errors
    return {
        **_describe_service(known),
        **_describe_operation(view.operation),
        "parameters": [_describe_member(each) for each in view.parameters],
        "answer": [_describe_member(each) for each in view.answer],
        "errors": None
        if errors is None
        else [
            {"code": each.code, "status": each.status, "meaning": each.meaning, "documentation": each.documentation}
            for each in errors
        ],
        "paging": _describe_paging(view.paging) if view.paging else None,
        "waiters": list(view.waiters),
        "tokens": list(view.tokens),
        "streams": list(view.streams),
    }


def _describe_service(known: KnownService) -> dict[str, object]:
    model = known.model
    return {
        "technology": known.technology.name,
        "service": model.service,
        "label": model.label,
        "source": model.source.text,
    }


def _describe_operation(operation: Operation) -> dict[str, object]:
    return {
        "name": operation.method,
        "model_name": operation.name,
        "documentation": operation.documentation,
        "deprecated": operation.is_deprecated,
        "unsupported": operation.unsupported or None,
    }


def _describe_member(member: MemberView) -> dict[str, object]:
    return {
        "name": member.name,
        "type": member.type,
        "required": member.required,
        "limits": member.limits or None,
        "pattern": member.pattern or None,
        "values": list(member.values),
        "token": member.is_token,
        "deprecated": member.is_deprecated,
        "evidence": member.evidence or None,
        "documentation": member.documentation,
        "cut": member.is_cut,
        "members": [_describe_member(each) for each in member.members],
    }


def _describe_paging(paging: Paging) -> dict[str, object]:
    return {
        "input_tokens": list(paging.input_tokens),
        "output_tokens": list(paging.output_tokens),
        "result_keys": list(paging.result_keys),
        "limit_key": paging.limit_key or None,
        "more_results": paging.more_results or None,
    }
