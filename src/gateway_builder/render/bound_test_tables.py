"""Tests that hold for all bound methods of a gateway, as tables: refusals, silence, odd answers, the log, constants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.render.aws_codes import AWS_CODES
from gateway_builder.render.example_reads import list_constants
from gateway_builder.render.modelled_errors import meaning_of
from gateway_builder.render.sample_values import write_literal
from gateway_builder.render.text import string_literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gateway_builder.model.binding import MethodBinding, StatusMap
    from gateway_builder.model.technology import Technology
    from gateway_builder.render.bound_test_sample import MethodSample
    from gateway_builder.render.bound_test_setting import BoundSetting

_COMMON = ("limited", "denied")


def write_tables(samples: list[MethodSample], refused: list[str], setting: BoundSetting) -> Iterator[str]:
    """The tests, as finished functions.

    Args:
        samples: The methods with their examples.
        refused: Rows of answers that are errors.
        setting: What tests share.
    """
    yield _write_refusals(samples, setting)
    yield _write_silence(samples, setting)
    yield from _write_waits(samples, setting)
    if refused:
        yield _write_refused(refused, setting)
    yield _write_log(samples, setting)
    yield from _write_modelled(samples)
    yield from _write_constants(samples, setting)
    for each in setting.binding.maps:
        yield from _write_map(each, setting)


def write_table(names: str, rows: Iterable[str], definition: str, doc: str, body: str) -> str:
    """A parametrised test.

    Args:
        names: Parameters, separated by commas.
        rows: What each row holds.
        definition: Name and parameters.
        doc: Its docstring.
        body: Its statements, without indentation.
    """
    spelled = ", ".join(string_literal(name.strip()) for name in names.split(","))
    listed = "".join(f"        {row},\n" for row in rows)
    statements = "\n".join(f"    {line}" if line else "" for line in body.strip().split("\n"))
    head = f"@pytest.mark.parametrize(\n    {f'({spelled})' if ',' in names else spelled},\n    [\n{listed}    ],\n)\n"
    return f'{head}def {definition} -> None:\n    """{doc}"""\n{statements}\n'


def write_translation_tests(technology: Technology, error: Callable[[str], str]) -> tuple[str, ...]:
    """Tests of what holds for every service: each code and each failure that is known.

    Args:
        technology: What is known of the SDK's exceptions.
        error: Gives the identifier of one of the application's errors by its key.
    """
    codes = [f"({_write_set(map(string_literal, known))}, {error(key)})" for key, known in AWS_CODES]
    failures = [
        f"([{', '.join(translation.exceptions)}], {error(translation.key)})" for translation in technology.errors
    ]
    return (
        write_table(
            "codes, expected",
            codes,
            "test_codes_of_all_services_are_told_apart(codes: set[str], expected: type[Exception])",
            "The status is one that would mean something else.",
            """
for code in codes:
    with pytest.raises(expected) as raised, translated_errors("example"):
        raise refusal(code, 418 if expected is not REJECTED else 500)

    assert type(raised.value) is expected
""".replace("REJECTED", error("rejected")),
        ),
        write_table(
            "failures, expected",
            failures,
            "test_failures_of_the_sdk_are_told_apart(failures: list[type[Exception]], expected: type[Exception])",
            "Whatever their details are.",
            """
for failure in failures:
    with pytest.raises(expected) as raised, translated_errors("example"):
        raise failure.__new__(failure)

    assert type(raised.value) is expected
""",
        ),
    )


def _write_set(texts: Iterable[str]) -> str:
    return f"{{{', '.join(texts)}}}"


def _call_type(setting: BoundSetting) -> str:
    return f"{setting.use('Callable')}[[{setting.gateway}], None]"


def _write_refusals(samples: list[MethodSample], setting: BoundSetting) -> str:
    rows = [row for sample in samples for row in _list_refusals(sample, setting)]
    setting.use("botocore.exceptions")
    return write_table(
        "call, operation, code, status, expected",
        rows,
        f"test_refusals_become_errors_of_the_application(gateway: {setting.gateway}, stubber: Stubber, "
        f"call: {_call_type(setting)}, operation: str, code: str, status: int, expected: type[Exception])",
        "Those that it declares, those of every service, and unheard ones.",
        """
stubber.add_client_error(operation, service_error_code=code, http_status_code=status)

with pytest.raises(expected) as raised:
    call(gateway)

assert type(raised.value) is expected
assert isinstance(raised.value.__cause__, botocore.exceptions.ClientError)
""",
    )


def _list_refusals(sample: MethodSample, setting: BoundSetting) -> Iterator[str]:
    """The status is always one that alone would mean something else than the code."""
    bound = sample.bound
    begin = f"call_{sample.name}, {string_literal(bound.operation.method)}"
    meanings = _list_meanings(bound)
    for code, key in meanings.items():
        status = 500 if key == "rejected" else 400
        yield f"({begin}, {string_literal(code)}, {status}, {setting.error(key)})"
    yield f'({begin}, "UnheardOf", 404, {setting.error("not_found")})'


def _list_meanings(bound: MethodBinding) -> dict[str, str]:
    """What codes mean: those of the operation, and for each common meaning one that it does not declare."""
    meanings = {error.code: meaning_of(error) for error in bound.operation.errors or ()} | dict(bound.errors)
    for key, codes in AWS_CODES:
        undeclared = [code for code in reversed(codes) if code not in meanings]
        if key in _COMMON and undeclared:
            meanings[undeclared[0]] = key
    return meanings


def _write_silence(samples: list[MethodSample], setting: BoundSetting) -> str:
    return write_table(
        "call",
        [f"call_{sample.name}" for sample in samples],
        f"test_silence_is_told_apart_from_refusal(gateway: {setting.gateway}, client: Any, "
        f"monkeypatch: pytest.MonkeyPatch, call: {_call_type(setting)})",
        "A service that is out of reach may be asked again later.",
        f"""
failure = cast("Any", botocore.exceptions.ConnectTimeoutError)(endpoint_url="https://example.invalid")

def time_out(*_: object) -> None:
    raise failure

monkeypatch.setattr(client, "_make_api_call", time_out)

with pytest.raises({setting.error("unavailable")}) as raised:
    call(gateway)

assert raised.value.__cause__ is failure
""",
    )


def _write_waits(samples: list[MethodSample], setting: BoundSetting) -> Iterator[str]:
    """The test that waiting in vain is translated too."""
    rows = [f"(stub_{sample.name}, call_{sample.name})" for sample in samples if sample.bound.wait]
    if rows:
        yield write_table(
            "stub, call",
            rows,
            f"test_waiting_in_vain_is_an_error(gateway: {setting.gateway}, stubber: Stubber, waiter: StubWaiter, "
            f"monkeypatch: pytest.MonkeyPatch, stub: {setting.use('Callable')}[[Stubber], Any], "
            f"call: {_call_type(setting)})",
            "What is waited for may never come.",
            f"""
details = {{"name": "example", "reason": "example", "last_response": {{}}}}
failure = cast("Any", botocore.exceptions.WaiterError)(**details)

def give_up(**_: object) -> None:
    raise failure

monkeypatch.setattr(waiter, "wait", give_up)
stub(stubber)

with pytest.raises({setting.error("unexpected")}) as raised:
    call(gateway)

assert raised.value.__cause__ is failure
""",
        )


def _write_refused(refused: list[str], setting: BoundSetting) -> str:
    return write_table(
        "stub, call, path, to, expected",
        refused,
        f"test_odd_answers_are_errors(gateway: {setting.gateway}, stubber: Stubber, "
        f"stub: {setting.use('Callable')}[[Stubber], Any], call: {_call_type(setting)}, path: tuple[str | int, ...], "
        "to: object, expected: type[Exception])",
        "What is missing or unheard of is never guessed.",
        f"""
{setting.use("alter")}(stub(stubber), path, to)

with pytest.raises(expected) as raised:
    call(gateway)

assert type(raised.value) is expected
""",
    )


def _write_log(samples: list[MethodSample], setting: BoundSetting) -> str:
    setting.use("logging")
    rows = []
    for sample in samples:
        logged = [sample.bound.operation.method, *([sample.bound.wait.waiter.name] if sample.bound.wait else [])]
        names = ", ".join(map(string_literal, logged))
        rows.append(f"(stub_{sample.name}, call_{sample.name}, [{names}])")
    return write_table(
        "stub, call, logged",
        rows,
        f"test_the_log_names_calls_and_holds_no_data(gateway: {setting.gateway}, stubber: Stubber, "
        "caplog: pytest.LogCaptureFixture, "
        f"stub: {setting.use('Callable')}[[Stubber], Any], call: {_call_type(setting)}, logged: list[str])",
        "One line for each call, whatever is sent or answered.",
        f"""
caplog.set_level(logging.INFO)
stub(stubber)

call(gateway)

lines = [record.getMessage() for record in caplog.records if record.name == {setting.gateway_name}.__module__]
assert len(lines) == len(logged)
assert all(name in line for name, line in zip(logged, lines, strict=True))
assert not any("example" in line.replace(name, "") for name, line in zip(logged, lines, strict=True))
""",
    )


def _write_modelled(samples: list[MethodSample]) -> Iterator[str]:
    """The test that the codes are those of the installed model; errors among events are not listed there."""
    codes: dict[str, dict[str, None]] = {}
    for sample in samples:
        found = [] if sample.streams_events() else [error.code for error in sample.bound.operation.errors or ()]
        codes.setdefault(sample.bound.operation.name, {}).update(dict.fromkeys(found))
    rows = [
        f"({string_literal(name)}, {{{', '.join(map(string_literal, found))}}})"
        for name, found in codes.items()
        if found
    ]
    if rows:
        yield write_table(
            "operation, codes",
            rows,
            "test_errors_are_those_of_the_installed_model(client: Any, operation: str, codes: set[str])",
            "A code that no service answers would never be translated.",
            """
shapes = client.meta.service_model.operation_model(operation).error_shapes

assert codes <= {shape.error_code for shape in shapes}
""",
        )


def _write_constants(samples: list[MethodSample], setting: BoundSetting) -> Iterator[str]:
    """The test that constants keep to what a Stubber does not check."""
    arguments = [each for sample in samples for each in sample.bound.arguments]
    rows = [
        f"({string_literal(shape)}, {write_literal(value)})"
        for shape, value in list_constants(arguments, setting.binding.model)
    ]
    if rows:
        yield write_table(
            "shape, constant",
            rows,
            "test_constants_are_allowed_by_the_installed_model(client: Any, shape: str, constant: Any)",
            "No stub checks members of enumerations, nor greatest lengths.",
            """
limits = client.meta.service_model.shape_for(shape)
size = len(constant) if isinstance(constant, str) else constant

assert constant in (getattr(limits, "enum", None) or [constant])
assert limits.metadata.get("min", size) <= size <= limits.metadata.get("max", size)
""",
        )


def _write_map(status_map: StatusMap, setting: BoundSetting) -> Iterator[str]:
    name, function, constant = status_map.name, f"map_{status_map.name}", f"{status_map.name.upper()}_MAP"
    setting.use(function)
    rows = [f"({string_literal(external)}, {code})" for external, code in status_map.values]
    yield write_table(
        "external, expected",
        rows,
        f"test_{function}(external: str, expected: object)",
        "Each value of the service has the meaning that was decided.",
        f"assert {function}(external) == expected",
    )
    unknown = status_map.when_unknown
    doc = "A value that the service adds later is not mistaken for another."
    if unknown.error:
        body = f'    with pytest.raises({setting.error(unknown.error)}):\n        {function}("UNHEARD_OF")\n'
    else:
        body = f'    assert {function}("UNHEARD_OF") == {unknown.code}\n'
    yield f'def test_{function}_of_the_unheard_of() -> None:\n    """{doc}"""\n{body}'
    if status_map.shape and "." not in status_map.shape:
        setting.use(constant)
        yield (
            f"def test_{name}_is_translated_completely(client: Any) -> None:\n"
            '    """What an update of the SDK brings is noticed here first."""\n'
            f"    modelled = client.meta.service_model.shape_for({string_literal(status_map.shape)}).enum\n\n"
            f"    assert set({constant}) == set(modelled)\n"
        )
