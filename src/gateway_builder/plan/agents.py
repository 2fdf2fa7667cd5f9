"""The verb behind the name of one who acts: `approve` for `Approver`."""

from __future__ import annotations

import re

from gateway_builder.english import word_set

_KNOWN = {
    "canceller": "cancel",
    "combiner": "combine",
    "controller": "control",
    "deleter": "delete",
    "inviter": "invite",
    "pinger": "ping",
    "rewriter": "rewrite",
    "scaler": "scale",
    "writer": "write",
}
_NO_AGENTS = word_set(
    "anchor author banner barrier border buffer calendar career center chapter character cluster color colour "
    "computer container corner counter courier customer door driver error factor filter flavor floor folder footer "
    "header holder honor indicator ladder layer ledger letter lever manor master matter member meter minor mirror "
    "motor newsletter number offer operator order other owner paper partner player power quarter register river "
    "router sector sensor server shower sponsor supplier teacher tensor theater ticker timer tower trader traveler "
    "trigger user vector vendor visitor voucher water weather winter"
)
_STEM = r"[aeiouy].*[^aeiou]$|[^aeiou]i$"
_LOST_AN_E = (
    r"(?:at|[iy]z|is|[iaoy]v|[rl]v|[ra]g|ng|c|u|[dgbtp]l|as|os|us|rs|ns|or|ur|(?<!o)ok|(?<!e)ak|(?<![oe])ad|(?<![ol])id"
    r"|(?<!o)od|(?<!e)am|um|un|ip)$"
)


def verb_of_agent(word: str) -> str:
    """The verb, or "" for a word that names nobody who acts (`Order`)."""
    lower = word.lower()
    if lower in _KNOWN:
        return _KNOWN[lower]
    stem = lower[:-2]
    is_agent = lower.endswith(("er", "or")) and lower not in _NO_AGENTS and not word.isupper()
    if not is_agent or not re.search(_STEM, stem):
        return ""
    if stem[-1] == "i":
        return f"{stem[:-1]}y"
    if stem[-1] == stem[-2] and stem[-1] not in "sl":
        return stem[:-1]
    return f"{stem}e" if re.search(_LOST_AN_E, stem) else stem
