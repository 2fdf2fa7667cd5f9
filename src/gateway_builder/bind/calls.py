"""What goes with a call besides arguments: pages, a waiter, errors that mean something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.bind.suggestions import did_you_mean, find_near, list_names
from gateway_builder.model.binding import Answer, Pages, StepKind, Wait
from gateway_builder.model.service import ShapeKind
from gateway_builder.naming import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gateway_builder.bind.findings import Findings
    from gateway_builder.model.binding import Argument, Step
    from gateway_builder.model.service import Operation, Paging, ServiceModel, Waiter
    from gateway_builder.model.spec import ErrorSpec, MethodSpec

_JOINED = frozenset({ShapeKind.LIST, ShapeKind.INTEGER, ShapeKind.NUMBER})


class _Read(NamedTuple):
    """A path that is read; `key` is its step to what pages share out, `holds_key` tells that it holds such a thing."""

    path: str
    key: Step | None
    holds_key: bool = False


def bind_pages(
    spec: MethodSpec,
    operation: Operation,
    arguments: Iterable[Argument],
    answers: Iterable[Answer],
    findings: Findings,
) -> Pages:
    """Which pages are read: what the spec says, else all where what is read lies in lists that pages share."""
    paging = operation.paging
    if not paging:
        if spec.pages == "all":
            findings.refuse(f"{operation.method} has no pages", spec.pages_place, "leave pages out")
        return Pages.NONE
    reads = [read for answer in answers for read in _list_reads((), answer, paging)]
    reads = [read for read in reads if read.path or _reads_whole(spec)]  # a misspelt path leads nowhere
    pages = _choose_pages(spec.pages, [read.key is not None or read.holds_key for read in reads])
    if pages is Pages.ALL:
        _check_token_parameters(spec, operation, paging, arguments, findings)
        if outside := [read.path for read in reads if read.key is None]:
            _refuse_outside(spec, operation, paging, outside, findings)
        for read in reads:
            if read.key and findings.model.shapes[read.key.shape].kind not in _JOINED:
                _refuse_unjoined(spec, operation, read.path, findings)
    return pages


def bind_wait(
    spec: MethodSpec, operation: Operation, arguments: tuple[Argument, ...], findings: Findings
) -> Wait | None:
    """What is awaited after the call, asked with the arguments of the call that it has too."""
    if not spec.wait:
        return None
    waiter = _find_waiter(spec, findings)
    return _ask_waiter(waiter, spec, operation, arguments, findings) if waiter else None


def bind_errors(spec: MethodSpec, operation: Operation, findings: Findings) -> tuple[tuple[str, str], ...]:
    """Codes of the operation's errors, and the application's errors that they become."""
    for error in spec.errors:
        _check_error(error, operation, findings)
    return tuple((error.code, error.key) for error in spec.errors)


def _choose_pages(wanted: str, keys: list[bool]) -> Pages:
    """All by default where anything of a list is read: what is read beside it is refused then, and no list cut off."""
    if wanted:
        return Pages(wanted)
    return Pages.ALL if any(keys) else Pages.FIRST


def _reads_whole(spec: MethodSpec) -> bool:
    values = [each.value for each in spec.assign] + ([spec.returns] if spec.returns else [])
    return any(each.path in {"", "."} for each in values)


def _list_reads(before: tuple[str, ...], answer: Answer, paging: Paging) -> Iterator[_Read]:
    """Each path that is read."""
    if answer.code:
        return
    names = (*before, *(step.name or _position(step) for step in answer.path))
    keys = [tuple(key.split(".")) for key in paging.result_keys]
    if found := next((key for key in keys if names[: len(key)] == key), None):
        yield _Read(".".join(names), answer.path[len(found) - len(before) - 1])
        return
    inner = [value for _, value in answer.fields] + ([answer.each] if answer.each else [])
    for each in inner:
        yield from _list_reads(names, each, paging)
    if not inner:
        yield _Read(".".join(names), None, any(key[: len(names)] == names for key in keys))


def _position(step: Step) -> str:
    return "[*]" if step.kind is StepKind.EACH else f"[{step.index}]"


def _check_token_parameters(
    spec: MethodSpec, operation: Operation, paging: Paging, arguments: Iterable[Argument], findings: Findings
) -> None:
    for argument in arguments:
        if argument.name in paging.input_tokens:
            findings.refuse(
                f"{operation.method}({argument.name}=): asks for one page, and all pages are read",
                spec.arguments.place if spec.arguments else spec.place,
                f'leave {argument.name} out, or set pages = "first"',
            )


def _refuse_outside(
    spec: MethodSpec, operation: Operation, paging: Paging, outside: list[str], findings: Findings
) -> None:
    lists = list_names(paging.result_keys)
    paths = ", ".join(path or "the whole answer" for path in outside)
    findings.refuse(
        f"{operation.method} answers in pages: {paths} differs from page to page, only {lists} can be read from all",
        spec.pages_place if spec.pages else spec.operation_place,
        f'set pages = "first", or read only {lists}',
    )


def _refuse_unjoined(spec: MethodSpec, operation: Operation, path: str, findings: Findings) -> None:
    """The SDK joins lists and adds numbers; of anything else it would keep the first page and say nothing."""
    findings.refuse(
        f"{operation.method} answers in pages: {path} is no list, and what the pages hold of it can't be joined",
        spec.pages_place if spec.pages else spec.operation_place,
        'set pages = "first"',
    )


def _find_waiter(spec: MethodSpec, findings: Findings) -> Waiter | None:
    waiters = findings.model.waiters
    found = {fold(each.name): each for each in waiters.values()}.get(fold(spec.wait))
    if not found:
        label = findings.model.label
        hint = f"there are {list_names(waiters)}" if waiters else f"{label} has no waiters"
        findings.refuse(f"{label} has no waiter {spec.wait}{did_you_mean(spec.wait, waiters)}", spec.wait_place, hint)
    return found


def _ask_waiter(
    waiter: Waiter, spec: MethodSpec, operation: Operation, arguments: tuple[Argument, ...], findings: Findings
) -> Wait:
    model = findings.model
    asked = model.operations[waiter.operation]
    members = {member.name: member for member in model.members_of(asked.input)}
    tokens = asked.paging.input_tokens if asked.paging else ()
    shared = tuple(
        each
        for each in arguments
        if each.name in members
        and each.name not in tokens
        and model.shapes[each.shape].kind is model.shapes[members[each.name].shape].kind
    )
    names = {each.name for each in shared if model.shapes[each.shape].kind is not ShapeKind.BOOLEAN}
    missing = [name for name, member in members.items() if member.required and name not in names]
    if missing or (members and not names):
        needed = list_names(missing or members)
        findings.refuse(
            f"the waiter {waiter.name} asks {asked.method} for {needed}, which {operation.method} is not called with",
            spec.wait_place,
            "wait in a method of its own, which is called with what the waiter needs",
        )
    return Wait(waiter, shared)


def _check_error(error: ErrorSpec, operation: Operation, findings: Findings) -> None:
    if operation.errors is None or any(each.code == error.code for each in operation.errors):
        return
    codes = [each.code for each in operation.errors]
    message = f"{operation.method} declares no error {error.code}{did_you_mean(error.code, codes)}"
    findings.refuse(message, error.place, f"there are {list_names(codes)}" if codes else "it declares none")


def find_operation(spec: MethodSpec, model: ServiceModel, findings: Findings) -> Operation | None:
    """The operation that a method calls, or probably means; None where nothing is near, or it can't be called."""
    found = model.find_operation(spec.operation)
    if not found:
        near = find_near(spec.operation, (*model.operations, *(each.name for each in model.operations.values())))
        meant = f" (did you mean {near}?)" if near else ""
        hint = f"run: gateway-builder operations aws:{model.service}"
        findings.refuse(f"{model.label} has no operation {spec.operation}{meant}", spec.operation_place, hint)
        found = model.find_operation(near)
    if found and found.unsupported:
        message = f"{found.method} can't be called: {found.unsupported}"
        findings.refuse(message, spec.operation_place, "choose another operation")
        return None
    return found
