"""A method's signature as the user writes it on the command line, and back to text."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.model.interface import Method, Parameter, ParameterKind, Signature
from gateway_builder.naming import describe_bad_character, snake_case
from gateway_builder.source.members import read_parameters
from gateway_builder.source.names import names_in_bounds, names_in_text, replace_names, type_parameter_names
from gateway_builder.source.parse import parse_tree
from gateway_builder.source.segments import Segments
from gateway_builder.source.signature_rules import Fault, find_faults

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACE = "--method"
_MOST_CHARACTERS = 2000
_EXAMPLE = f'try: {_PLACE} "submit_run(run: Run) -> None"'
_HEAD = re.compile(r"^ *(?:async +)?(?:def +)?")
_TAIL = re.compile(r" *(?:: *(?:\.\.\.)? *)?$")
_STRING = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"")
_NAME = re.compile(r"[^\W\d]\w*")
_STARS = {ParameterKind.VAR_POSITIONAL: "*", ParameterKind.VAR_KEYWORD: "**"}


def parse_method(text: str, *, pattern: str) -> Method:
    """A method from `submit_run(run: Run, *, limit: int = 10) -> None`.

    Args:
        text: What the user wrote, without `self`; `def` or `async def` may lead, a missing result is `-> None`.
        pattern: Regular expression that the whole name has to match.

    Raises:
        UsageError: If it is no signature, or one that can't stand in an interface; with every reason, its column and,
            where it can be told, the signature as it should be.
    """
    _refuse_characters(text)
    written = _TAIL.sub("", _HEAD.sub("", text, count=1))
    try:
        return _read(written, text, pattern)
    except RecursionError:
        raise UsageError(Problem("the signature is nested too deeply to be read", _EXAMPLE, _PLACE)) from None


def method_text(method: Method) -> str:
    """The method as `parse_method` reads it, with `async def` where it is async."""
    return ("async def " if method.signature.is_async else "") + method.name + signature_text(method.signature)


def signature_text(signature: Signature) -> str:
    """Parameters and result as text, without name and `self`: `(run: Run, *, limit: int = 10) -> None`."""
    texts: list[str] = []
    starred = False
    for index, each in enumerate(signature.parameters):
        if each.kind is ParameterKind.KEYWORD_ONLY and not starred:
            texts.append("*")
        starred = starred or each.kind in {ParameterKind.KEYWORD_ONLY, ParameterKind.VAR_POSITIONAL}
        texts.append(_parameter_text(each))
        following = signature.parameters[index + 1 : index + 2]
        if each.kind is ParameterKind.POSITIONAL_ONLY and not (following and following[0].kind is each.kind):
            texts.append("/")
    head = f"[{signature.type_parameters}]" if signature.type_parameters else ""
    tail = "" if signature.returns is None else f" -> {signature.returns}"
    return f"{head}({', '.join(texts)}){tail}"


def names_in_signature(signature: Signature) -> tuple[str, ...]:
    """Names and dotted names that a signature uses, each once; its own type parameters are not among them."""
    own = type_parameter_names(signature.type_parameters)
    annotations = [each.annotation for each in signature.parameters] + [signature.returns]
    found = [name for text in annotations if text for name in names_in_text(text)]
    defaults = [each.default for each in signature.parameters if each.default]
    found += [name for text in defaults for name in names_in_text(text, is_annotation=False)]
    found += names_in_bounds(signature.type_parameters)
    return tuple(dict.fromkeys(name for name in found if name.partition(".")[0] not in own))


def rename_types(signature: Signature, names: Mapping[str, str]) -> Signature:
    """The signature with dotted names written as the imports make them available (`pkg.models.Run` as `Run`)."""

    def renamed(text: str | None) -> str | None:
        return None if text is None else replace_names(text, names)

    parameters = tuple(
        Parameter(each.name, renamed(each.annotation), renamed(each.default), each.kind)
        for each in signature.parameters
    )
    return Signature(parameters, renamed(signature.returns), signature.is_async, signature.type_parameters)


def _read(written: str, text: str, pattern: str) -> Method:
    node, source = _parse(written)
    segments = Segments(source)
    faults = find_faults(node, pattern=pattern, offset=len("def "))
    signature = Signature(
        parameters=tuple(read_parameters(node.args, segments.expression)),
        returns="None" if node.returns is None else segments.expression(node.returns),
        is_async=text.lstrip().startswith("async "),
    )
    if faults:
        raise UsageError([_describe(fault, written, node.name, signature) for fault in faults])
    return Method(node.name, signature)


def _refuse_characters(text: str) -> None:
    """Stop before anything that no signature holds reaches the parser."""
    if len(text) > _MOST_CHARACTERS:
        message = f"the signature {text[:60]!r}… has more than {_MOST_CHARACTERS} characters"
        raise UsageError(Problem(message, "name a model for what belongs together", _PLACE))
    bare = _STRING.sub(lambda match: " " * len(match[0]), text)
    bad = re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", text) or re.search(r"[^ -~]|[;\\#]", bare)
    if bad:
        message = f"the signature {text!r} holds {describe_bad_character(bad[0])}, which no signature can"
        raise UsageError(Problem(message, _EXAMPLE, _column(bad.start())))


def _parse(signature: str) -> tuple[ast.FunctionDef, str]:
    """The one function that the text defines, and the source it was parsed from."""
    source = f"def {signature}: ..."
    try:
        tree = parse_tree(source)
    except SyntaxError as error:
        column = min(max((error.offset or 1) - len("def ") - 1, 0), len(signature))
        raise UsageError(_syntax_problem(signature, column, error.msg)) from None
    node = tree.body[0]
    end = len(source.encode()) - len("...")
    if not isinstance(node, ast.FunctionDef) or node.body[0].col_offset != end:
        raise UsageError(Problem(f"{signature!r} is more than a signature", _EXAMPLE, _PLACE))
    return node, source


def _syntax_problem(signature: str, column: int, reason: str) -> Problem:
    """What is wrong with a text that Python can't read, with the most likely correction."""
    import keyword

    name = _NAME.match(signature)
    hint = _EXAMPLE
    if name and keyword.iskeyword(name[0]):
        reason = f"{name[0]!r} is a reserved word"
        hint = f'try: {_PLACE} "{name[0].lower()}_run{signature[name.end() :]}"'
    elif "(" not in signature:
        words = snake_case(signature.partition("->")[0]) or "submit_run"
        reason = "the parentheses are missing"
        hint = f'try: {_PLACE} "{words}() -> None"'
    elif name and signature[name.end() :].lstrip().startswith("["):
        reason = "type parameters can't be given here, write the interface by hand"
    return Problem(_pointed(reason, signature, column), hint, _column(column))


def _describe(fault: Fault, signature: str, name: str, read: Signature) -> Problem:
    column = len(signature.encode()[: fault.column].decode(errors="ignore"))
    corrected = f"{fault.name or name}{signature_text(fault.correct(read))}"
    hint = f'try: {_PLACE} "{corrected}"' if fault.has_correction else fault.hint
    return Problem(_pointed(fault.message, signature, column), hint, _column(column))


def _pointed(reason: str, signature: str, column: int) -> str:
    return f"{reason}\n    {signature}\n    {' ' * column}^"


def _column(column: int) -> str:
    return f"{_PLACE}, column {column + 1}"


def _parameter_text(parameter: Parameter) -> str:
    text = _STARS.get(parameter.kind, "") + parameter.name
    if parameter.annotation is None:
        return text if parameter.default is None else f"{text}={parameter.default}"
    text += f": {parameter.annotation}"
    return text if parameter.default is None else f"{text} = {parameter.default}"
