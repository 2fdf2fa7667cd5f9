"""Which role the words of a purpose name: that of a Runner, a Store or a Publisher."""

from __future__ import annotations

from gateway_builder.english import singularize, word_set
from gateway_builder.plan import roles_of_content as content
from gateway_builder.plan import roles_of_services as services
from gateway_builder.plan.role import Draft, Role

_WORDS = (
    (services.RUN, "runner executor launcher submitter worker"),
    (services.SEND, "sender"),
    (services.NOTIFY, "notifier notifications"),
    (services.MESSAGE, "messenger messaging"),
    (services.ALERT, "alerter alerting"),
    (services.MAIL, "mailer emailer mailing"),
    (services.STORE, "store storage archive bucket filesystem vault drive"),
    (services.UPLOAD, "uploader"),
    (services.DOWNLOAD, "downloader"),
    (services.PUBLISH, "publisher publishing bus broadcaster emitter producer"),
    (services.RECEIVE, "receiver consumer subscriber listener"),
    (services.SCHEDULE, "scheduler scheduling"),
    (services.PROVIDE, "provider source"),
    (services.CLIENT, "client reader fetcher finder directory catalog catalogue lookup api"),
    (services.MANAGE, "manager"),
    (services.SERVE, "service gateway adapter port system platform backend handler"),
    (services.QUEUE, "queue"),
    (services.CACHE, "cache caching"),
    (content.TRANSLATE, "translator translation"),
    (content.SEARCH, "searcher search searchengine"),
    (content.INDEX, "index indexer searchindex"),
    (content.CONVERT, "converter conversion transcoder"),
    (content.DETECT, "detector detection recognizer recogniser recognition"),
    (content.CLASSIFY, "classifier classification categorizer"),
    (services.AUTHENTICATE, "authenticator authentication"),
    (services.AUTHORIZE, "authorizer authoriser authorization"),
    (services.VALIDATE, "validator validation verifier verification"),
    (services.CHECK, "checker"),
    (services.HEALTH, "monitor monitoring healthchecker healthcheck"),
    (services.REGISTER, "registry registrar"),
    (services.LOCK, "locker lock locking"),
    (content.IMPORT, "importer import ingester"),
    (content.EXPORT, "exporter export"),
    (content.RENDER, "renderer rendering"),
    (content.GEOCODE, "geocoder geocoding"),
    (content.TRANSCRIBE, "transcriber transcription"),
    (content.GENERATE, "generator generation"),
    (content.SUMMARIZE, "summarizer summariser summarization"),
    (content.EXTRACT, "extractor extraction"),
    (content.PARSE, "parser parsing"),
    (content.ANALYZE, "analyzer analyser analysis"),
    (content.ENCRYPT, "encryptor encrypter encryption cipher"),
    (content.SIGN, "signer signing"),
    (services.TRACK, "tracker tracking"),
    (services.RECORD, "recorder logger auditor"),
    (content.PRINT, "printer printing"),
    (services.PROVISION, "provisioner provisioning"),
    (services.SYNCHRONIZE, "synchronizer synchroniser syncer"),
    (services.PAY, "billing"),
)
_BY_WORD = {word: role for role, words in _WORDS for word in words.split()}
_BY_NOUN = {
    "notification": services.SEND,
    "message": services.SEND,
    "alert": services.SEND,
    "sms": services.SEND,
    "email": services.MAIL,
    "mail": services.MAIL,
    "payment": services.PAY,
}
_CARRIERS = word_set(
    "service gateway processor provider client adapter api platform system engine backend handler port"
)


def find_role(words: tuple[str, ...]) -> tuple[Role | None, tuple[str, ...]]:
    """The role that the words of a purpose end with, and the words of its object; None for a word that is no role.

    Args:
        words: The words of the purpose: `Payment`, `Gateway`.
    """
    last, before = words[-1].lower(), words[:-1]
    pair = "".join(words[-2:]).lower()
    if pair in _BY_WORD:
        return _BY_WORD[pair], words[:-2]
    if before and last in _CARRIERS | {"sender"}:
        role, objects = find_role(before)
        if role and role.verbs:
            return role, objects
    if last in _BY_WORD:
        return _BY_WORD[last], before
    role = _BY_NOUN.get(singularize(last))
    return role, words if role else before


def role_of_verb(verb: str) -> Role:
    """The role of a purpose that is named after what it does and that no table knows."""
    return Role(verb, "item", (Draft(f"{verb}_{{one}}"),))


FALLBACK = services.CLIENT
