"""GW506: an error code that is compared and that the service never answers with."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from gateway_builder.bind.suggestions import list_names
from gateway_builder.check.error_codes import is_shared, knows_code, modelled_codes, tells_all
from gateway_builder.check.near_names import find_only_near
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.service_calls import find_operation, product_modules
from gateway_builder.trace.values import CallKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.model.service import ServiceModel
    from gateway_builder.trace.values import CodeComparison, ServiceCall

_SLIP = 0.85
_OF_EVERY_CLIENT = "ClientError"


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    told = set()
    for module in product_modules(codebase):
        for compared in codebase.trace(module).comparisons:
            if compared.node not in told and (violation := _check(codebase, compared)):
                told.add(compared.node)
                yield violation


def _check(codebase: Codebase, compared: CodeComparison) -> Violation | None:
    models = _models(codebase, compared)
    code = compared.code
    if not models or is_shared(code) or code == _OF_EVERY_CLIENT or any(knows_code(model, code) for model in models):
        return None
    slip = next(filter(None, (_slip_of(code, model) for model in models)), "")
    if not slip and not compared.is_exception and not _is_known_wholly(models, compared.calls):
        return None
    services = list_names(model.service for model in models)
    what = "no such exception" if compared.is_exception else "never answers with the code"
    message = f"{services} has {what} {code}" if compared.is_exception else f"{services} {what} {code}"
    asked = list_names(dict.fromkeys(call.operation for call in compared.calls)) or services
    near = slip or find_only_near(code, {known for model in models for known in modelled_codes(model)})
    hint = f"compare with {near}" if near else f"see which errors {asked} declares"
    consequence = (
        "so the attribute is missing when the error arrives" if compared.is_exception else "so this never matches"
    )
    return Violation(compared.module, compared.node, f"{message}, {consequence} ({models[0].source.text})", hint)


def _models(codebase: Codebase, compared: CodeComparison) -> tuple[ServiceModel, ...]:
    """The models of all services whose failure it may be; none where one of them is not known."""
    if compared.is_exception:
        found = [codebase.models.find(compared.service)]
    else:
        clients = {call.client for call in compared.calls}
        is_known = all(each.kind == "client" and each.service for each in clients)
        services = sorted({each.service for each in clients}) if is_known else []
        found = [codebase.models.find(service) for service in services]
    models = tuple(model for model in found if model)
    return models if len(models) == len(found) else ()


def _slip_of(code: str, model: ServiceModel) -> str:
    """The code of the service that is meant, where it is all but spelled so."""
    near = find_only_near(code, modelled_codes(model))
    return near if near and SequenceMatcher(None, code, near).ratio() >= _SLIP else ""


def _is_known_wholly(models: tuple[ServiceModel, ...], calls: tuple[ServiceCall, ...]) -> bool:
    """Whether everything that the calls may answer with is modelled."""
    by_name = {model.service: model for model in models}
    for call in calls:
        model = by_name[call.client.service]
        operation = find_operation(call, model)
        if call.kind is CallKind.TRANSFER or operation is None or not tells_all(model, operation):
            return False
    return True


RULE = Rule(
    code="GW506",
    name="code-never-sent",
    summary="An error code is compared that the operations in question never answer with.",
    rationale="""
A handler that waits for a code that does not exist is dead code: the failure that it was written for ends in the
branch for everything else. The rule knows the codes that the service models and those that all services of AWS share,
and speaks up only where the service models its errors, or where the code is all but a modelled one. Services that
answer with codes that no model holds (S3, EC2) are held to slips alone.
""",
    bad=(
        """
# src/app/gateways/aws_secrets_manager_vault.py
import boto3
from botocore.exceptions import ClientError

class AWSSecretsManagerVault:
    def __init__(self, secrets_client=None) -> None:
        self._secrets_client = secrets_client or boto3.client("secretsmanager")

    def get_password(self, name: str) -> str:
        try:
            return self._secrets_client.get_secret_value(SecretId=name)["SecretString"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "SecretNotFound":  # GW506
                raise KeyError(name) from error
            raise
""",
    ),
    good=(
        """
# src/app/gateways/aws_secrets_manager_vault.py
import boto3
from botocore.exceptions import ClientError

class AWSSecretsManagerVault:
    def __init__(self, secrets_client=None) -> None:
        self._secrets_client = secrets_client or boto3.client("secretsmanager")

    def get_password(self, name: str) -> str:
        try:
            return self._secrets_client.get_secret_value(SecretId=name)["SecretString"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                raise KeyError(name) from error
            raise
""",
    ),
    find=_find,
    recommended=True,
    reads_models=True,
)
