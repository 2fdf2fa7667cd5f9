"""Business models."""

from studio.models.documents import Document, StoredDocument
from studio.models.messages import Backlog, Message, Rule, RuleState
from studio.models.orders import Order, TableState
from studio.models.runs import Run, RunStatus, RunStatusDetail
from studio.models.work import Job, JobState, Worker

__all__ = [
    "Backlog",
    "Document",
    "Job",
    "JobState",
    "Message",
    "Order",
    "Rule",
    "RuleState",
    "Run",
    "RunStatus",
    "RunStatusDetail",
    "StoredDocument",
    "TableState",
    "Worker",
]
