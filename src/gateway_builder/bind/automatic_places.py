"""Parameters of operations that name a place of the deployment, which a gateway is configured with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.service import ShapeKind
from gateway_builder.naming import fold, snake_case

if TYPE_CHECKING:
    from gateway_builder.model.service import Member, Operation, ServiceModel

_EVERYWHERE = {
    "activityArn": "ARN of the activity.",
    "AgentAliasId": "Id of the agent's alias.",
    "AgentId": "Id of the agent.",
    "ApiId": "Id of the API.",
    "ApplicationId": "Id of the application.",
    "Bucket": "Name of the bucket.",
    "BucketName": "Name of the bucket.",
    "CalculatorName": "Name of the route calculator.",
    "Cluster": "Name or ARN of the cluster.",
    "ClusterArn": "ARN of the cluster.",
    "ClusterIdentifier": "Name of the cluster.",
    "ClusterName": "Name of the cluster.",
    "CollectionId": "Id of the collection.",
    "DatabaseName": "Name of the database.",
    "DeliveryStreamName": "Name of the delivery stream.",
    "DirectoryId": "Id of the directory.",
    "DistributionId": "Id of the distribution.",
    "EndpointName": "Name of the endpoint.",
    "EventBusName": "Name or ARN of the event bus.",
    "ExecutionRoleArn": "ARN of the role that the work runs with.",
    "FileSystemId": "Id of the file system.",
    "FunctionName": "Name or ARN of the function.",
    "HostedZoneId": "Id of the hosted zone.",
    "IdentityPoolId": "Id of the identity pool.",
    "IndexName": "Name of the index.",
    "JobDefinition": "Name or ARN of the job definition.",
    "JobQueue": "Name or ARN of the job queue.",
    "KeyId": "Id, ARN or alias of the key.",
    "KnowledgeBaseId": "Id of the knowledge base.",
    "LogGroupName": "Name of the log group.",
    "LogStreamName": "Name of the log stream.",
    "ModelId": "Id or ARN of the model.",
    "ProjectName": "Name of the project.",
    "QueueUrl": "URL of the queue.",
    "RegistryName": "Name of the registry.",
    "RepositoryName": "Name of the repository.",
    "RestApiId": "Id of the REST API.",
    "RoleArn": "ARN of the role.",
    "ServiceRoleArn": "ARN of the role that the service works with.",
    "StateMachineArn": "ARN of the state machine.",
    "StreamName": "Name of the stream.",
    "TableName": "Name of the table.",
    "TaskDefinition": "Family, revision or ARN of the task definition.",
    "TopicArn": "ARN of the topic.",
    "TrackerName": "Name of the tracker.",
    "UserPoolId": "Id of the user pool.",
    "VaultName": "Name of the vault.",
    "WorkGroup": "Name of the workgroup.",
    "WorkgroupName": "Name of the workgroup.",
    "WorkspaceId": "Id of the workspace.",
}
_OF_SERVICES = {
    "cloudwatch": {"Namespace": "Namespace of the metrics."},
    "cognito-idp": {"ClientId": "Id of the user pool's client."},
    "connect": {"InstanceId": "Id of the instance.", "ContactFlowId": "Id of the contact flow."},
    "glacier": {"accountId": "Id of the account, or a hyphen for that of the credentials."},
    "lex-runtime": {"botAlias": "Alias of the bot.", "botName": "Name of the bot."},
    "lexv2-runtime": {
        "botAliasId": "Id of the bot's alias.",
        "botId": "Id of the bot.",
        "localeId": "Locale of the bot.",
    },
    "rds-data": {
        "database": "Name of the database.",
        "resourceArn": "ARN of the cluster.",
        "secretArn": "ARN of the secret with the cluster's password.",
    },
    "redshift-data": {"Database": "Name of the database."},
    "s3control": {"AccountId": "Id of the account."},
    "ses": {"Source": "Address that mail is sent from."},
}
_ONE_OF = {
    "kinesis": (("StreamName", "StreamARN"),),
    "logs": (("logGroupName", "logGroupIdentifier"),),
    "redshift-data": (("ClusterIdentifier", "WorkgroupName"),),
    "sns": (("TopicArn", "TargetArn", "PhoneNumber"),),
}  # optional in the model, but the service refuses a call that has none of them; so its documentation
_MAKERS = frozenset({"create", "delete", "update", "register", "deregister"})
_ENDINGS = ("_arn", "_url", "_name", "_identifier", "_id")


def describe_place(member: Member, operation: Operation, model: ServiceModel) -> str:
    """What the place is that a parameter names, as documentation; "" where it is none, or what the call itself makes.

    Args:
        member: A parameter of the operation.
        operation: The operation; what it creates, changes or deletes is no place that it works at.
        model: The service.
    """
    shape = model.shapes[member.shape]
    if shape.kind is not ShapeKind.STRING or shape.enum or _makes(operation, member):
        return ""
    own = _OF_SERVICES.get(model.service, {})
    return next((doc for name, doc in (*own.items(), *_EVERYWHERE.items()) if fold(name) == fold(member.name)), "")


def list_alternatives(operation: Operation, model: ServiceModel) -> tuple[tuple[Member, ...], ...]:
    """Groups of optional parameters of which the service wants one, although its model does not say so."""
    members = {member.name: member for member in model.members_of(operation.input)}
    groups = [group for group in _ONE_OF.get(model.service, ()) if members.keys() >= set(group)]
    found = [tuple(members[name] for name in group) for group in groups]
    return tuple(group for group in found if not any(member.required for member in group))


def _makes(operation: Operation, member: Member) -> bool:
    verb, _, noun = operation.method.partition("_")
    name = snake_case(member.name)
    ending = next((each for each in _ENDINGS if name.endswith(each)), "")
    return verb in _MAKERS and noun == name.removesuffix(ending)
