"""Names that are valid by construction: words, interface names, technology words, module names."""

from __future__ import annotations

import keyword
import re

from gateway_builder.errors import Problem, UsageError
from gateway_builder.values import value

_COMPOUNDS = (
    "BigQuery", "BitBucket", "CloudFront", "CloudWatch", "DataDog", "DocuSign", "DynamoDB", "DocumentDB",
    "EventBridge", "FedEx", "GitHub", "GitLab", "GraphQL", "HubSpot", "InfluxDB", "IPv4", "IPv6", "JavaScript",
    "K8s", "LinkedIn", "MailChimp", "MariaDB", "MinIO", "MongoDB", "MySQL", "NoSQL", "OAuth", "OpenAI", "OpenID",
    "OpenSearch", "PagerDuty", "PayPal", "PostgreSQL", "PubSub", "QuickBooks", "RabbitMQ", "SageMaker", "SendGrid",
    "SharePoint", "SQLite", "WhatsApp", "YouTube", "ZeroMQ", "gRPC", "iCloud", "iOS",
)  # fmt: skip
_WORD = rf"(?:{'|'.join(_COMPOUNDS)})\d*|[A-Z]+(?=[A-Z][a-z])|[A-Z]+\d*(?![a-z])|[A-Z]?[a-z]+\d*|[A-Z]+|\d+"
_ACRONYMS_IN_I = frozenset({"IAM", "IBAN", "ICS", "ID", "IDE", "IMAP", "IO", "IOT", "IP", "IRC", "ISBN", "ISO", "IVR"})
_LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρτυχ\u0131",
    "ABEKMHOPCTYXIJSaeopcyxijsdhqwABEZHIKMNOPTYXovptuxi",
)
_MOST_CHARACTERS = 100
_FEWEST_CHARACTERS = 2


def split_words(name: str) -> tuple[str, ...]:
    """Words of a PascalCase, camelCase, snake_case or spoken name: `AWSBatchRunner` gives AWS, Batch, Runner."""
    return tuple(re.findall(_WORD, name))


def snake_case(name: str) -> str:
    """Lower-case words joined by underscores: `OAuth2Provider` gives `oauth2_provider`."""
    return "_".join(word.lower() for word in split_words(name))


def pascal_case(name: str) -> str:
    """Capitalised words joined: `simulation runner` gives `SimulationRunner`; acronyms stay as they are."""
    return "".join(word[0].upper() + word[1:] for word in split_words(name))


def fold(name: str) -> str:
    """A name without case and separators, to compare spellings by: `AWS Batch`, `aws-batch` and `AWSBatch` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def ascii_letters(text: str) -> str:
    """The text with look-alikes of Latin letters replaced, and everything that no name can hold removed."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.translate(_LOOK_ALIKES))
    return re.sub(r"[^A-Za-z0-9_ -]", "", plain)


def describe_bad_character(text: str) -> str:
    """What stands in a name that can't stand there, in words; empty when only ASCII letters, digits and `_` do."""
    import unicodedata

    for character in text:
        if not (character.isascii() and (character.isalnum() or character == "_")):
            return f"{character!r} ({unicodedata.name(character, f'U+{ord(character):04X}')})"
    return ""


def is_class_name(name: str) -> bool:
    """Whether a name can be a class's, in PascalCase."""
    return bool(re.fullmatch(r"[A-Z][A-Za-z0-9]*", name)) and not keyword.iskeyword(name)


def is_module_name(name: str) -> bool:
    """Whether a name can be a module's: snake_case, not a reserved word."""
    return bool(re.fullmatch(r"[a-z_][a-z0-9_]*", name)) and not keyword.iskeyword(name)


@value
class InterfaceName:
    """The name of an interface and the service purpose that it holds."""

    name: str
    purpose: str


@value
class NamingRule:
    """How interface names look: prefix and suffix, or a configured pattern that alone decides."""

    prefix: str = "I"
    suffix: str = ""
    pattern: str = ""

    def read(self, name: str) -> InterfaceName | None:
        """The name with its purpose, or None when it does not follow the rule."""
        if self.pattern:
            found = re.fullmatch(self.pattern, name)
            if not found:
                return None
            named = found.groupdict().get("purpose")
            return InterfaceName(name, named or self._strip(name))
        if not (name.startswith(self.prefix) and name.endswith(self.suffix) and is_class_name(name)):
            return None
        purpose = name.removeprefix(self.prefix).removesuffix(self.suffix)
        if not is_class_name(purpose) or len(purpose) < _FEWEST_CHARACTERS or self.reads_as_acronym(name):
            return None
        return InterfaceName(name, purpose)

    def build(self, words: str) -> str:
        """The name that follows the rule and says the same words."""
        purpose = pascal_case(ascii_letters(words))
        read = self.read(purpose)
        is_prefix_alone = self.prefix and len(purpose.removeprefix(self.prefix)) < _FEWEST_CHARACTERS
        if read or not purpose or is_prefix_alone:
            return purpose
        stripped = purpose.removesuffix(self.suffix) if self.suffix else purpose
        return f"{self.prefix}{stripped}{self.suffix}"

    def reads_as_acronym(self, name: str) -> bool:
        """Whether the `I` belongs to an acronym (`IAMService`), and not to the interface."""
        first = "".join(split_words(name)[:1])
        return self.prefix == "I" and first in _ACRONYMS_IN_I and split_words(name[1:])[:1] == (first[1:],)

    def _strip(self, name: str) -> str:
        inner = name.removeprefix("I") if re.match(r"I[A-Z]", name) else name
        return inner.removesuffix(self.suffix) or name


STANDARD_RULE = NamingRule()


def read_interface_name(text: str, rules: tuple[NamingRule, ...], correct: str) -> InterfaceName:
    """The interface's name, read by the first rule that it follows.

    Args:
        text: What the user wrote.
        rules: Rules that are accepted; the first is the one that corrections follow.
        correct: The user's command with `{}` where the name stands.

    Raises:
        UsageError: If the name follows none of the rules; with the corrected command.
    """
    bad = describe_bad_character(text)
    if not bad and len(text) <= _MOST_CHARACTERS:
        for rule in rules:
            if read := rule.read(text):
                return read
    rule = rules[0]
    suggestion = rule.build(text[:_MOST_CHARACTERS])
    usable = rule.read(suggestion) is not None
    raise UsageError(
        Problem(
            message=f"the interface name {text[:_MOST_CHARACTERS]!r} {_reason(text, bad, rule)}",
            hint=f"try: {correct.format(suggestion)}" if usable else "name what the business wants: ISimulationRunner",
            place="INTERFACE",
        )
    )


def _reason(text: str, bad: str, rule: NamingRule) -> str:
    if not text:
        return "is empty"
    if bad:
        return f"holds {bad}, which no name can"
    if len(text) > _MOST_CHARACTERS:
        return f"is longer than {_MOST_CHARACTERS} characters"
    if rule.pattern:
        return f"does not match interface-pattern {rule.pattern!r} of the configuration"
    if rule.reads_as_acronym(text):
        return f"reads as the acronym {split_words(text)[0]}, not as I and a purpose"
    return f"is not {rule.prefix}<ServicePurpose>{rule.suffix} in PascalCase"
