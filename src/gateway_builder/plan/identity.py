"""Who is meant: the interface, the technology, the gateway's class and module; checked before anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError, GatewayBuilderError, Problem, ProblemCollector, UsageError
from gateway_builder.model.technology import Technology
from gateway_builder.naming import (
    STANDARD_RULE,
    InterfaceName,
    NamingRule,
    ascii_letters,
    describe_bad_character,
    fold,
    is_class_name,
    is_module_name,
    pascal_case,
    read_interface_name,
    snake_case,
    split_words,
)
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gateway_builder.gateways.interfaces import ITechnologyCatalog
    from gateway_builder.model.interface import Interface
    from gateway_builder.model.project import Convention
    from gateway_builder.plan.request import NewRequest

_VENDORS = ("aws", "amazon")
_AWS_BRANDS = frozenset(
    {
        "cloudfront", "cloudwatch", "dynamodb", "ec2", "ecs", "eks", "emr", "eventbridge", "kms", "rds", "route53",
        "s3", "sagemaker", "ses", "sns", "sqs", "ssm",
    }
)  # fmt: skip
_MOST_CHARACTERS = 60
_EXACT = "aws:"  # a client of botocore, exactly
_SEPARATORS = {ord(character): None for character in " -."}


@value
class Identity:
    """The names of everything that `new` makes.

    Attributes:
        interface: Name of the interface and its purpose.
        existing: The interface where it stands already, else None.
        technology: What the gateway talks to.
        gateway: Name of the concrete class.
        module: Name of the gateway's module, without folder and ending.
        operations: Operation of the service by method, as `--op` says, else the spec file.
        warnings: Where a name differs from what the project's own names show, one sentence each.
    """

    interface: InterfaceName
    existing: Interface | None
    technology: Technology
    gateway: str
    module: str
    operations: Mapping[str, str]
    warnings: tuple[str, ...] = ()


def identify(
    request: NewRequest, convention: Convention, interfaces: Sequence[Interface], catalog: ITechnologyCatalog
) -> Identity:
    """Everything's name.

    Raises:
        UsageError: If a name is wrong, unknown or ambiguous; all of them together, with the corrected command.
        ConflictError: If the interface stands in more than one place.
    """
    collector = ProblemCollector()
    interface = collector.attempt(lambda: _interface_name(request, convention, interfaces))
    technology = collector.attempt(lambda: find_technology(request, catalog))
    operations = collector.attempt(lambda: read_operations(request.operations))
    existing = _existing(request, interfaces)
    if interface and not existing:
        collector.problems += _technology_in_name(interface, request, catalog)
    collector.raise_together()
    assert interface  # what is None left a problem
    assert technology
    assert operations is not None
    gateway = convention.gateway_pattern.format(technology=technology.name, purpose=interface.purpose)
    module = convention.module_pattern.format(technology=technology.module, purpose=snake_case(interface.purpose))
    _check_results(gateway, module, interface.name)
    warnings = () if existing else _unlike_others(interface.name, convention)
    specified = {each.name: each.operation for each in (request.spec.methods if request.spec else ()) if each.operation}
    return Identity(interface, existing, technology, gateway, module, {**specified, **operations}, warnings)


def _interface_name(request: NewRequest, convention: Convention, interfaces: Sequence[Interface]) -> InterfaceName:
    own = NamingRule(convention.prefix, convention.suffix, convention.interface_pattern)
    rules = (own,) if own.pattern or own == STANDARD_RULE else (own, STANDARD_RULE)
    if own.suffix and not (own.prefix or own.pattern):
        rules = (*rules, NamingRule(prefix=""))
    prefixed = NamingRule(STANDARD_RULE.prefix, own.suffix).read(request.interface)
    if not (own.pattern or own.prefix) and prefixed:
        return prefixed
    if not own.pattern and any(interface.name == request.interface for interface in interfaces):
        stripped = NamingRule(own.prefix, own.suffix).read(request.interface) or STANDARD_RULE.read(request.interface)
        return stripped or InterfaceName(request.interface, request.interface)
    marker = "INTERFACE-NAME"
    correct = request.with_interface(marker).command().replace("{", "{{").replace("}", "}}").replace(marker, "{}", 1)
    return read_interface_name(request.interface, rules, correct)


def _unlike_others(name: str, convention: Convention) -> tuple[str, ...]:
    """A detected convention warns; only a configured one refuses."""
    if convention.interface_pattern or not convention.suffix or name.endswith(convention.suffix):
        return ()
    return (f"{name} does not end in {convention.suffix}, as the project's other interfaces do",)


def _existing(request: NewRequest, interfaces: Sequence[Interface]) -> Interface | None:
    found = [interface for interface in interfaces if interface.name == request.interface]
    meant = [interface for interface in found if interface.path == request.interfaces_path] or found
    if len(meant) > 1:
        places = ", ".join(f"{interface.path}:{interface.line}" for interface in meant)
        raise ConflictError(
            Problem(
                message=f"{request.interface} is defined in {len(meant)} places: {places}",
                hint="say which is meant with --in PATH",
                place="INTERFACE",
            )
        )
    if meant and request.interfaces_path and meant[0].path != request.interfaces_path:
        raise ConflictError(
            Problem(
                message=f"{request.interface} is there already, in another file than --in names",
                hint=f"leave --in out, or name {meant[0].path}",
                place=f"{meant[0].path}:{meant[0].line}",
            )
        )
    return meant[0] if meant else None


def find_technology(request: NewRequest, catalog: ITechnologyCatalog) -> Technology:
    """The technology that a request names, known or made up.

    Raises:
        UsageError: If the word means more than one, is near a known name, or can't be a name.
    """
    text = request.technology
    bad = describe_bad_character(text.removeprefix(_EXACT).translate(_SEPARATORS))
    if not bad and len(text) <= _MOST_CHARACTERS:
        found = catalog.find_technology(text)
        if found:
            return found
    suggestions = catalog.suggest_technologies(ascii_letters(text)[:_MOST_CHARACTERS])
    unknown_aws = fold(text).startswith(_VENDORS)
    if not bad and (unknown_aws or (suggestions and not request.new_technology)):
        raise UsageError(_unknown_technology(request, suggestions))
    if bad or not is_class_name(text) or len(text) > _MOST_CHARACTERS or len(text) < 2:  # noqa: PLR2004  # one letter
        raise UsageError(_bad_technology(request, bad, suggestions))
    label = " ".join(split_words(text))
    return Technology(text, label, snake_case(text), snake_case(text), known=False)


def _unknown_technology(request: NewRequest, suggestions: Sequence[str]) -> Problem:
    return Problem(
        message=f"the technology {request.technology!r} is unknown; near it: {', '.join(suggestions)}",
        hint=f"try: {request.with_technology(suggestions[0]).command()}{_or_as_written(request.technology)}",
        place="--tech",
    )


def _or_as_written(technology: str) -> str:
    return "" if fold(technology).startswith(_VENDORS) else "  (or add --new-technology: it is meant as written)"


def _bad_technology(request: NewRequest, bad: str, suggestions: Sequence[str]) -> Problem:
    text = request.technology[:_MOST_CHARACTERS]
    reason = f"holds {bad}, which no name can" if bad else "is no PascalCase word"
    better = suggestions[0] if suggestions else pascal_case(ascii_letters(text))
    usable = is_class_name(better)
    return Problem(
        message=f"the technology {text!r} {reason}" if text else "the technology is empty",
        hint=f"try: {request.with_technology(better).command()}" if usable else "run: gateway-builder technologies",
        place="--tech",
    )


def read_operations(operations: Sequence[str]) -> Mapping[str, str]:
    """Operation by method of `METHOD=OPERATION` texts.

    Raises:
        UsageError: If one has another form, or a method has two; all of them together.
    """
    read: dict[str, str] = {}
    problems = []
    for text in operations:
        method, _, operation = (part.strip() for part in text.partition("="))
        if not (method.isidentifier() and operation.isascii() and operation.replace(".", "_").isidentifier()):
            problems.append(Problem(f"{text!r} is not METHOD=OPERATION", "write: --op submit_run=submit_job", "--op"))
        elif read.get(method, operation) != operation:
            problems.append(
                Problem(f"{method} has two operations: {read[method]} and {operation}", "leave one of them out", "--op")
            )
        read[method] = operation
    if problems:
        raise UsageError(problems)
    return read


def _technology_in_name(name: InterfaceName, request: NewRequest, catalog: ITechnologyCatalog) -> list[Problem]:
    words = split_words(name.purpose)
    for size in range(len(words), 0, -1):
        for first in range(len(words) - size + 1):
            run = "".join(words[first : first + size])
            if not _names_technology(run, words[first], catalog):
                continue
            rest = "".join((*words[:first], *words[first + size :]))
            better = name.name.replace(name.purpose, rest) if rest else "ISimulationRunner"
            return [
                Problem(
                    message=f"the interface {name.name} names the technology {run}, not what the business wants",
                    hint=f"try: {request.with_interface(better).command()}",
                    place="INTERFACE",
                )
            ]
    return []


def _names_technology(run: str, first: str, catalog: ITechnologyCatalog) -> bool:
    if fold(run) in _VENDORS or fold(run) in _AWS_BRANDS:
        return True
    try:
        found = catalog.find_technology(run)
    except GatewayBuilderError:
        return fold(first) in _VENDORS
    if not found:
        return False
    return fold(first) in _VENDORS or (found.service is None and fold(run) in {fold(found.name), fold(found.label)})


def _check_results(gateway: str, module: str, interface: str) -> None:
    if is_class_name(gateway) and is_module_name(module) and gateway != interface:
        return
    raise UsageError(
        Problem(
            message=f"the patterns of the configuration give the class {gateway!r} in the module {module!r}",
            hint="correct gateway-pattern or module-pattern in [tool.gateway-builder]",
            place="pyproject.toml",
        )
    )
