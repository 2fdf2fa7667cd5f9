"""Texts that a service's model allows: well formed where the name or the pattern tells the form, else `example-1`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.model.service import Shape

_LONGEST = 1024
_LONGEST_PATTERN = 400
_MOST_CHARACTERS = 72
_MOST_QUANTIFIERS = 5
# A quantified group that holds a quantifier or a choice takes exponential time where it fails: it is not tried.
_EXPLOSIVE = re.compile(r"[*+}|][^()]*\)[*+{]|\\[1-9]")
_QUANTIFIER = re.compile(r"[*+]|\{\d*,\d*\}")
_CATEGORIES = (
    ("{L}", r"a-zA-Z\u00c0-\u024f"), ("{N}", "0-9"), ("{Z}", r"\s"), ("{M}", r"\u0300-\u036f"), ("{P}", r"!-/:;?@_\-"),
    ("{S}", "$+<=>^`|~"), ("{Alnum}", "a-zA-Z0-9"), ("{Alpha}", "a-zA-Z"), ("{ASCII}", " -~"), ("{Graph}", "!-~"),
    ("{Print}", " -~"),
)  # fmt: skip
_KEY_VALUE_STORE = "arn:aws:cloudfront::123456789012:key-value-store/00000000-0000-4000-8000-{n:012d}"
# Endpoints are chosen by these, so their form counts.
_ARNS = {
    ("kinesis", "consumerarn"): "arn:aws:kinesis:us-east-1:123456789012:stream/example/consumer/example-{n}:{n}",
    ("kinesis", "resourcearn"): "arn:aws:kinesis:us-east-1:123456789012:stream/example-{n}",
    ("cloudfront-keyvaluestore", ""): _KEY_VALUE_STORE,
}
_ARN = "arn:aws:{service}:us-east-1:123456789012:{kind}/example-{n}"
_ARN_KIND = re.compile(r":([a-z][a-z-]*)\\?/")
_NAMED = (
    (("bucket", "bucketname"), "example-bucket-{n}"),
    (("url", "uri", "endpoint"), "https://example.com/{n}"),
    (("email", "emailaddress"), "example-{n}@example.com"),
    (("accountid",), "{n:012d}"),
    (("token", "requestid"), "example-token-00000000-0000-4000-8000-{n:012d}"),
    (("region",), "us-west-{n}"),
)
_FORMS = (
    "example-{n}", "example{n}", "Example{n}", "{n}", "00000000-0000-4000-8000-{n:012d}", "{n:012d}", "{n:032x}",
    "{n:040x}", "{n:064x}", "{n:08x}", "{n:017x}", "arn:aws:iam::123456789012:role/example-{n}",
    "arn:aws:s3:::example-bucket-{n}", "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-{n:012d}",
    "https://example.com/{n}", "s3://example-bucket/example-{n}", "example-{n}@example.com", "example-{n}.example.com",
    "/example-{n}", "2030-01-01T00:00:{n:02d}Z", "2030-01-01", "us-west-{n}", "10.0.0.{n}", "10.0.{n}.0/24", "{n}.0",
    "1.0.{n}", "v{n}", "true", "+1202555{n:04d}", "12:{n:02d}", "x", "A", "example_{n}_example",
)  # fmt: skip
_PREFIX = re.compile(r"\^?\(?([a-zA-Z]+)-")


def sample_text(shape: Shape, member: str, service: str, number: int) -> str:
    """A text for a shape without enum; as long as the model asks, and of its pattern where a known form is.

    Args:
        shape: What the text is of.
        member: Name of what holds it, which may tell the form.
        service: Name of the service, for ARNs.
        number: Makes texts differ.
    """
    least = int(shape.minimum or 0)
    most = max(_LONGEST, least) if shape.maximum is None else int(shape.maximum)
    texts = (_fit(text, least, most) for text in _candidates(shape, member, service, number))
    first = next(texts)
    tried = _compile(shape.pattern) if shape.pattern else None
    if tried is None or tried.fullmatch(first):
        return first
    return next((text for text in texts if len(text) <= _MOST_CHARACTERS and tried.fullmatch(text)), first)


def _candidates(shape: Shape, member: str, service: str, number: int) -> Iterator[str]:
    """Texts from the most telling to the plainest."""
    names = (member.lower(), shape.name.lower())
    if any(name.endswith("arn") for name in names) or "arn:" in shape.pattern[:12]:
        form = _ARNS.get((service, names[0])) or _ARNS.get((service, ""), _ARN)
        kind = _ARN_KIND.search(shape.pattern)
        yield form.format(n=number, service=service, kind=kind[1] if kind else "example")
    for ends, form in _NAMED:
        if names[0].endswith(ends) or names[1].endswith(ends):
            yield form.format(n=number)
    yield from (form.format(n=number, service=service) for form in _FORMS)
    prefix = _PREFIX.match(shape.pattern)
    if prefix:
        numbers = (str(number), *(f"{number:0{size}x}" for size in (8, 10, 16, 17, 32)))
        yield from (f"{prefix[1]}-{text}" for text in numbers)


def _fit(text: str, least: int, most: int) -> str:
    """The text filled up, or the end of it where it is too long: there stands what makes it differ."""
    filled = text + text[-1] * (least - len(text))
    return filled[max(len(filled) - most, 0) :]


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> re.Pattern[str] | None:
    """The model's pattern; None where it is of another dialect, or may take long to try."""
    import warnings

    if len(pattern) > _LONGEST_PATTERN or _EXPLOSIVE.search(pattern):
        return None
    if len(_QUANTIFIER.findall(pattern)) > _MOST_QUANTIFIERS:
        return None
    for theirs, ours in _CATEGORIES:
        pattern = pattern.replace(f"\\p{theirs}", ours if "[" in pattern else f"[{ours}]")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what our dialect would rather have written otherwise
        try:
            return re.compile(pattern)
        except (re.error, OverflowError, RecursionError):
            return None
