"""Enough English to write a sentence about a name: articles, plurals, forms of verbs, acronyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


VERBS = word_set(
    "accept acknowledge acquire activate add analyze approve archive assign attach authenticate authorize backup ban "
    "block book build buy calculate call cancel capture change charge check classify clean clear close collect commit "
    "compare complete compress compute configure confirm connect convert copy count create credit crop deactivate "
    "debit decode decrypt delete deliver deploy dequeue describe detach detect disable disconnect dispatch download "
    "draw drop edit embed enable encode encrypt enqueue ensure estimate evaluate execute expire export extract fetch "
    "fill filter find finish flag flush format forward generate geocode get give grant handle hash hide hold identify "
    "import index inspect install invalidate invite invoke issue join keep launch leave link list listen load locate "
    "lock log lookup make map mark match measure merge migrate modify monitor move notify open order parse patch pause "
    "pay peek perform persist ping place plan poll pop post predict prepare print process provision publish pull purge "
    "push put query queue quote rank read rebuild receive recognize record recover redeem refresh refund register "
    "reject release reload remove rename render renew reopen repair replace reply report request reserve reset resend "
    "resize resolve restart restore resume retrieve retry return reverse revoke rotate run save scan schedule score "
    "search select sell send set settle ship show shut sign simulate skip sort split start stop store stream submit "
    "subscribe summarize suspend swap sync synchronize tag take terminate test track train transcribe transfer "
    "transform translate transmit trigger trim undo uninstall unlock unregister unsubscribe update upgrade upload "
    "validate verify void wait warn watch withdraw write"
)
_ACRONYMS = {
    word.lower(): word
    for word in word_set(
        "API AWS CPU CRM CSV DNS FTP GCS GPS GPU GUID HTML HTTP HTTPS IBAN IoT IP ISBN JSON JWT OAuth OAuth2 OCR OTP "
        "PDF QR RSS S3 SFTP SKU SLA SMS SMTP SNS SQL SQS SSH SSL TLS TTS UI URI URL UUID VAT VM VPN XML "
        "YAML"
    )
}
_SPOKEN_AS_WORDS = frozenset({"PIN", "SIM", "VAT", "GUID", "JSON", "ZIP", "YAML", "SKU", "OAuth", "OAuth2", "SES"})
_SAID_WITH_VOWEL = "AEFHILMNORSX"
_UNCOUNTABLE = word_set(
    "access advice audio availability billing cash clothing consent content data equipment feedback fraud "
    "freight fuel hardware health info information logistics luggage mail malware media metadata "
    "money music news payroll postage power privacy shipping software spam speech stock storage telemetry traffic "
    "water weather wildlife work sms dns aws gps https sns ses"
)
_SINGULAR_IN_S = word_set("alias analysis atlas axis basis bias bus canvas crisis gas lens series species")
_PLURAL_LIKE_SINGULAR = word_set("gurus kiwis menus skis taxis")
_IRREGULAR = {"person": "people", "child": "children", "man": "men", "woman": "women", "mouse": "mice", "foot": "feet"}
_SINGULAR = {plural: singular for singular, plural in _IRREGULAR.items()}
_PARTICIPLES = dict(
    pair.split("=")
    for pair in word_set(
        "begin=begun bind=bound build=built buy=bought choose=chosen draw=drawn feed=fed find=found get=got give=given "
        "hold=held keep=kept lay=laid lead=led leave=left lend=lent make=made pay=paid put=put read=read "
        "rebuild=rebuilt run=run say=said seek=sought sell=sold send=sent resend=resent set=set reset=reset show=shown "
        "spend=spent split=split take=taken tell=told undo=undone withdraw=withdrawn write=written"
    )
)
_DOUBLED = word_set(
    "ban cancel chat clip commit crop drop flag log map plan plot pop remap scan ship skip snap stop strip submit "
    "swap tag transfer trim unplug unzip zip"
)


def spell(word: str) -> str:
    """A word as it stands inside a sentence: an acronym as it is written, anything else in lower case."""
    lower = word.lower()
    if lower in _ACRONYMS:
        return _ACRONYMS[lower]
    if _is_acronyms(lower):
        return f"{_ACRONYMS[lower[:-1]]}s"
    return word if word[1:] != word[1:].lower() else lower


def capitalize(sentence: str) -> str:
    """The text with a capital first letter and the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def with_article(noun: str) -> str:
    """The noun behind `a` or `an`, by its sound; nothing before a plural or what can't be counted."""
    last = noun.rpartition(" ")[2]
    if is_plural(last) or is_uncountable(last):
        return noun
    return f"{'an' if _sounds_like_vowel(noun.partition(' ')[0]) else 'a'} {noun}"


def is_uncountable(word: str) -> bool:
    """Whether a noun has no plural."""
    return word.lower() in _UNCOUNTABLE


def is_plural(word: str) -> bool:
    """Whether a noun is a plural."""
    lower = word.lower()
    if lower in _SINGULAR or lower in _PLURAL_LIKE_SINGULAR or _is_acronyms(lower):
        return True
    if lower in _SINGULAR_IN_S or lower in _UNCOUNTABLE or word.isupper() or lower in _ACRONYMS:
        return False
    return lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and lower != "s"


def pluralize(noun: str) -> str:
    """The noun in the plural."""
    before, space, last = noun.rpartition(" ")
    return before + space + _pluralize_word(last)


def singularize(word: str) -> str:
    """A noun in the singular."""
    if not is_plural(word):
        return word
    if word.lower() in _SINGULAR:
        return _SINGULAR[word.lower()]
    if word.endswith("ies") and len(word) > len("pies"):
        return word.removesuffix("ies") + "y"
    if word.endswith(("sses", "uses", "xes", "zzes", "ches", "shes")):
        return word.removesuffix("es")
    return word.removesuffix("s")


def third_person(verb: str) -> str:
    """What he, she or it does: `send` gives `sends`."""
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"


def participle(verb: str) -> str:
    """What something is after it: `send` gives `sent`."""
    if verb in _PARTICIPLES:
        return _PARTICIPLES[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1:]}ed" if verb in _DOUBLED else f"{verb}ed"


def join_or(parts: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return " or ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _is_acronyms(lower: str) -> bool:
    """Whether a word is an acronym in the plural: `urls`."""
    return lower.endswith("s") and lower[:-1] in _ACRONYMS and lower not in _ACRONYMS


def _pluralize_word(word: str) -> str:
    lower = word.lower()
    if is_uncountable(word) or is_plural(word):
        return word
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if word[1:].isupper():
        return f"{word}s"
    if lower.endswith("sis"):
        return f"{word[:-2]}es"
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if lower.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"


def _sounds_like_vowel(word: str) -> bool:
    if word[1:].isupper() and word not in _SPOKEN_AS_WORDS:
        return word[0] in _SAID_WITH_VOWEL
    lower = word.lower()
    if lower.startswith(("hour", "honest", "honour", "honor", "heir")):
        return True
    return lower[:1] in set("aeiou") and not lower.startswith(("uni", "use", "usa", "uti", "euro", "one", "once", "uu"))
