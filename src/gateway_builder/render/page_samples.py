"""Answers that come in two pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.model.service import ShapeKind
from gateway_builder.render.answer_samples import alter_value, find_value
from gateway_builder.render.sample_texts import sample_text

if TYPE_CHECKING:
    from gateway_builder.model.service import Operation, Paging, ServiceModel, Shape
    from gateway_builder.render.sample_values import Sample, Samples

_PLAIN_PATH = re.compile(r"\w+(\.\w+)*")


class PageSamples(NamedTuple):
    """Two pages of an answer.

    Attributes:
        first: The first page, which holds the tokens.
        second: The second, which holds none.
        tokens: What asks for the second, by parameter.
        whole: What the SDK makes of both.
    """

    first: Sample
    second: Sample
    tokens: dict[str, Sample]
    whole: Sample

    @classmethod
    def make(
        cls, answer: Sample, paging: Paging, operation: Operation, model: ServiceModel, samples: Samples
    ) -> PageSamples | None:
        """The pages; None where their tokens are no plain members, or must be empty: then none ever follows.

        Args:
            answer: An answer that holds all that is read.
            paging: How its pages are told.
            operation: What is called.
            model: The service.
            samples: Makes the tokens.
        """
        paths = [_read_path(path) for path in paging.output_tokens]
        first, tokens = answer, {}
        for name, path in zip(paging.input_tokens, paths, strict=False):
            shapes = _find_shape(model, operation.input, (name,)), _find_shape(model, operation.output, path)
            if shapes[0] is None or shapes[1] is None or not path:
                return None
            tokens[name] = _make_token(shapes[0], shapes[1], name, samples, model.service)
            if tokens[name] == "":
                return None
            first = put_value(first, path, tokens[name])
        if _PLAIN_PATH.fullmatch(paging.more_results):
            first = put_value(first, _read_path(paging.more_results), to=True)
        second = blank_tokens(answer, paging)
        whole = answer
        for path in map(_read_path, paging.result_keys):
            first, second, whole = _share_out(path, first, second, whole)
        return cls(first, second, tokens, whole)


def list_tokens(answer: Sample, paging: Paging) -> dict[tuple[str, ...], Sample]:
    """Tokens that an answer holds, by their paths.

    Args:
        answer: The answer.
        paging: How its pages are told.
    """
    paths = filter(None, map(_read_path, paging.output_tokens))
    return {path: find_value(answer, path) for path in paths if find_value(answer, path) is not None}


def blank_tokens(answer: Sample, paging: Paging) -> Sample:
    """The answer as a last page: without tokens, and with nothing to follow.

    Args:
        answer: The answer.
        paging: How its pages are told.
    """
    for path in list_tokens(answer, paging):
        answer = alter_value(answer, path, None)
    more = _read_path(paging.more_results)
    return alter_value(answer, more, to=False) if more and find_value(answer, more) is not None else answer


def put_value(node: Sample, path: tuple[str, ...], to: Sample) -> Sample:
    """A copy of an answer with a value at a path, whether or not one stands there.

    Args:
        node: The answer.
        path: Members on the way.
        to: The value.
    """
    if not path:
        return to
    held = node if isinstance(node, dict) else {}
    return {**held, path[0]: put_value(held.get(path[0]), path[1:], to)}


def _read_path(path: str) -> tuple[str, ...]:
    """Members on the way to the first of several alternatives; () where they are no plain members."""
    first = path.partition("||")[0].strip()
    return tuple(first.split(".")) if _PLAIN_PATH.fullmatch(first) else ()


def _find_shape(model: ServiceModel, name: str | None, path: tuple[str, ...]) -> Shape | None:
    for step in path:
        member = model.shapes[name].find_member(step) if name else None
        name = member.shape if member else None
    return model.shapes[name] if name else None


def _make_token(sent: Shape, answered: Shape, name: str, samples: Samples, service: str) -> Sample:
    """A token that is as long as both shapes allow."""
    if sent.kind is not ShapeKind.STRING or answered.kind is not ShapeKind.STRING:
        return samples.make_sample(answered.name, samples.count_on())
    least = max(sent.minimum or 0, answered.minimum or 0)
    most = (
        min(each.maximum for each in (sent, answered) if each.maximum is not None)
        if sent.maximum is not None or answered.maximum is not None
        else None
    )
    shape = replace(sent, enum=(), minimum=least, maximum=most)
    return sample_text(shape, name, service, samples.count_on())


def _share_out(path: tuple[str, ...], first: Sample, second: Sample, whole: Sample) -> tuple[Sample, Sample, Sample]:
    """One result on both pages: lists are divided, numbers and texts follow from both."""
    result = find_value(first, path) if path else None
    if isinstance(result, list) and len(result) > 1:
        return alter_value(first, path, result[:1]), alter_value(second, path, result[1:]), whole
    if isinstance(result, list):
        return first, second, alter_value(whole, path, [*result, *result])
    if isinstance(result, int | float | str) and not isinstance(result, bool):
        return first, second, alter_value(whole, path, result + result)  # type: ignore[operator] # two of one kind
    return first, second, whole
