"""Sentences about names read as a careful person writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder import english
from gateway_builder.plan.agents import verb_of_agent


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("run", "a run"), ("order", "an order"), ("hour", "an hour"), ("user", "a user"), ("unit", "a unit"),
        ("SMS message", "an SMS message"), ("PDF", "a PDF"), ("HTML page", "an HTML page"), ("URL", "a URL"),
        ("PIN", "a PIN"), ("API key", "an API key"), ("orders", "orders"), ("weather", "weather"), ("news", "news"),
        ("status", "a status"), ("address", "an address"), ("people", "people"), ("update", "an update"),
    ],
)  # fmt: skip
def test_the_article_follows_the_sound(noun: str, expected: str) -> None:
    assert english.with_article(noun) == expected


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("run", "runs"), ("box", "boxes"), ("address", "addresses"), ("query", "queries"), ("key", "keys"),
        ("status", "statuses"), ("analysis", "analyses"), ("person", "people"), ("batch", "batches"),
        ("match", "matches"), ("URL", "URLs"), ("order line", "order lines"), ("house", "houses"), ("pie", "pies"),
        ("menu", "menus"), ("api", "apis"),
    ],
)  # fmt: skip
def test_plurals(singular: str, plural: str) -> None:
    assert english.pluralize(singular) == plural
    assert english.pluralize(plural) == plural


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("runs", "run"), ("boxes", "box"), ("addresses", "address"), ("queries", "query"), ("people", "person"),
        ("statuses", "status"), ("data", "data"), ("AWS", "AWS"), ("news", "news"), ("ties", "tie"), ("gas", "gas"),
    ],
)  # fmt: skip
def test_singulars(plural: str, singular: str) -> None:
    assert english.singularize(plural) == singular


@pytest.mark.parametrize(
    ("verb", "third", "done"),
    [
        ("send", "sends", "sent"), ("submit", "submits", "submitted"), ("cancel", "cancels", "cancelled"),
        ("notify", "notifies", "notified"), ("publish", "publishes", "published"), ("play", "plays", "played"),
        ("store", "stores", "stored"), ("deploy", "deploys", "deployed"), ("do", "does", "doed"),
    ],
)  # fmt: skip
def test_forms_of_verbs(verb: str, third: str, done: str) -> None:
    assert (english.third_person(verb), english.participle(verb)) == (third, done)


@pytest.mark.parametrize(
    ("word", "expected"), [("Pdf", "PDF"), ("Run", "run"), ("GitHub", "GitHub"), ("XYZ", "XYZ"), ("urls", "URLs")]
)
def test_acronyms_keep_their_letters(word: str, expected: str) -> None:
    assert english.spell(word) == expected


def test_alternatives_are_joined() -> None:
    assert [english.join_or(parts) for parts in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a or b", "a, b or c"]


@pytest.mark.parametrize(
    ("agent", "verb"),
    [
        ("Approver", "approve"), ("Resizer", "resize"), ("Compressor", "compress"), ("Trimmer", "trim"),
        ("Copier", "copy"), ("Matcher", "match"), ("Caller", "call"), ("Writer", "write"), ("Booker", "book"),
        ("Invoker", "invoke"), ("Collector", "collect"), ("Updater", "update"), ("Order", ""), ("Weather", ""),
        ("Inventory", ""), ("USER", ""), ("Er", ""), ("Cer", ""), ("Ier", ""),
    ],
)  # fmt: skip
def test_the_verb_of_one_who_acts(agent: str, verb: str) -> None:
    assert verb_of_agent(agent) == verb


@given(st.from_regex(r"[A-Za-z]{1,20}", fullmatch=True))
def test_forms_of_any_word_are_words(word: str) -> None:
    forms = (
        english.pluralize(word), english.singularize(word), english.with_article(word), english.third_person(word),
        english.participle(word), english.spell(word), english.capitalize(word),
    )  # fmt: skip
    assert all(form.strip() == form != "" for form in forms)
