"""What programs sign in with: keys and tokens by their shapes, or by what they are called. Pure."""

from __future__ import annotations

import re

from handoff.redaction.marks import KEY, MARKS

_MARK = MARKS[KEY]

# A block that is cut off is taken out to its end.
_PEM = re.compile(
    r"-----BEGIN [A-Z0-9 ]{0,40}(?:PRIVATE KEY|PGP MESSAGE)[A-Z ]{0,20}-----"
    r"(?:[^-]|-(?!----END))*(?:-----END [A-Z0-9 ]{0,60}-----)?"
)
_SHAPES = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"(?:sk|rk|pk|whsec)_(?:live_|test_)?[A-Za-z0-9]{16,250}"
    r"|sk-(?:[a-z]{2,10}-)?[A-Za-z0-9_-]{20,250}"
    r"|(?:AKIA|ASIA|AGPA|AROA)[0-9A-Z]{16}(?![0-9A-Z])"
    r"|gh[pousr]_[A-Za-z0-9]{20,250}|github_pat_\w{20,250}|glpat-[\w-]{16,100}"
    r"|xox[a-z]-[\w-]{10,250}|xapp-[\w-]{10,250}"
    r"|AIza[\w-]{30,60}|ya29\.[\w-]{20,500}"
    r"|shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{24,64}|npm_[A-Za-z0-9]{30,60}|hf_[A-Za-z0-9]{30,60}|dop_v1_[a-f0-9]{40,80}"
    r"|SG\.[\w-]{16,64}\.[\w-]{16,100}"
    r"|(?<!-)eyJ[\w-]{8,4000}\.[\w-]{4,4000}(?:\.[\w-]{0,4000})?"
    r")"
)
_BEARER = re.compile(r"\b((?:Bearer|Basic|Api-Key)\s{1,3})(?=[^\s]{0,40}\d)[\w.~+/=-]{16,4000}", re.IGNORECASE)
# Of the user before it nothing is known; what stands between colon and @ in an address is its password.
_IN_ADDRESS = re.compile(r"(\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{1,100}:)[^\s/@\[]{1,100}(?=@)", re.IGNORECASE)
_NAMED = re.compile(
    r"(?<![^\W_])((?:api|access|secret|private|client|auth|license|clave|cl[ée]|schl[üu]ssel)?[ _-]?"
    r"(?:key|token|secret|schl[üu]ssel|api|キー|密钥)(?:[ _-]?(?:id|key|token))?"
    r"(?:[\s\W_]{0,3}(?:is|was|es|est|ist)(?![^\W_]))?[\s\W_]{1,4}?)"
    r"(?=[^\s]{0,60}\d)(?=[^\s]{0,60}[A-Za-z])[A-Za-z0-9_~+/=-]{20,500}(?![\w@])",
    re.IGNORECASE,
)


# One look that spares most texts the others.
_SOMETHING_LONG = re.compile(r"[\w.~+/=-]{16}|-----BEGIN|://")


def without_keys(text: str) -> str:
    if not _SOMETHING_LONG.search(text):
        return text
    text = _SHAPES.sub(_MARK, _PEM.sub(_MARK, text))
    text = _BEARER.sub(rf"\1{_MARK}", text)
    return _NAMED.sub(rf"\1{_MARK}", _IN_ADDRESS.sub(rf"\1{_MARK}", text))
