"""What a rule is: what it is called, whom it is for, why it is there, and how it finds."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from gateway_builder.model.finding import Severity
from gateway_builder.values import value

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterator, Mapping

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.model.finding import Fix
    from gateway_builder.source.code_module import CodeModule


class Profile(Enum):
    """Which rules are on: those without false alarms, all, or those that the standard itself states."""

    RECOMMENDED = "recommended"
    STRICT = "strict"
    SEED = "seed"


class Fixable(Enum):
    """Whether a rule's findings can be mended by the program."""

    NO = "no"
    SAFE = "safe"
    UNSAFE = "unsafe"


@value
class RuleOption:
    """One key of `[tool.gateway-builder.rules.CODE]`.

    Attributes:
        name: The key.
        default: Its value where it is not set; the type of what is allowed is that of the default.
        doc: What it means, as a sentence.
        choices: The words that it takes; empty where any value of the type is allowed.
    """

    name: str
    default: bool | int | str | tuple[str, ...]
    doc: str
    choices: tuple[str, ...] = ()


@value
class Settings:
    """What is set for one rule in one run: the values of its options, and the profile."""

    values: Mapping[str, object]
    profile: Profile = Profile.RECOMMENDED

    def text(self, name: str) -> str:
        """The value of an option that is a text."""
        return str(self.values[name])

    def flag(self, name: str) -> bool:
        """The value of an option that is on or off."""
        return bool(self.values[name])

    def number(self, name: str) -> int:
        """The value of an option that is a whole number."""
        found = self.values[name]
        assert isinstance(found, int)
        return found

    def words(self, name: str) -> tuple[str, ...]:
        """The value of an option that is a list of texts."""
        found = self.values[name]
        assert isinstance(found, tuple)
        return tuple(map(str, found))


@value
class Violation:
    """A place that breaks a rule, as the rule tells it.

    Attributes:
        module: The file; None for what concerns a path that is no parsed module (then `path` says which).
        node: The node that is meant; a class or function stands for its name. None for the file as a whole.
        message: A sentence that names the thing, what is wrong, and why it matters where that is not plain.
        hint: What to do next, as a sentence with the names of this place; "" where the message says it.
        fix: How the program can mend it.
        path: The file where `module` is None.
        line: The line where there is no node, from 1.
        column: The column where there is no node, from 1.
    """

    module: CodeModule | None
    node: ast.AST | None
    message: str
    hint: str = ""
    fix: Fix | None = None
    path: str = ""
    line: int = 1
    column: int = 1


@value
class Rule:
    """One rule.

    Attributes:
        code: `GW` and three digits; never changes.
        name: Short name in kebab case, says what is wrong (`unknown-operation`).
        summary: One sentence: what it flags.
        rationale: Why: what goes wrong in the field. Markdown, a few sentences.
        bad: Examples that it flags, each a small project (see `tests/check/cases/README.md` for the form).
        good: The same, done right.
        find: Finds every violation of a codebase.
        severity: How bad a finding is.
        recommended: Whether it is on by default.
        seed: Whether the standard itself states it.
        fixable: What kind of fix it offers at best.
        fix_doc: What the fix does, as a sentence; "" where there is none.
        options: Its options.
        reads_models: Whether it needs the model of the service that is called.
    """

    code: str
    name: str
    summary: str
    rationale: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    find: Callable[[Codebase, Settings], Iterator[Violation]]
    severity: Severity = Severity.ERROR
    recommended: bool = False
    seed: bool = True
    fixable: Fixable = Fixable.NO
    fix_doc: str = ""
    options: tuple[RuleOption, ...] = ()
    reads_models: bool = False

    def is_in(self, profile: Profile) -> bool:
        """Whether a profile holds the rule."""
        return {Profile.RECOMMENDED: self.recommended, Profile.STRICT: True, Profile.SEED: self.seed}[profile]
