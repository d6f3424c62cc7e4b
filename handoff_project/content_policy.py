"""Content Security Policy: what a page of ours may load, run and send. The reasons are in docs/browser.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Policy = Mapping[str, str]

# What is no page has nothing to load, should a browser ever show it as one.
NOTHING: Policy = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
# Our plain pages: invitations, passwords, errors; and the API's documentation.
PAGE: Policy = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# The admin's look is built with Alpine, which makes functions of the expressions in its templates.
ADMIN: Policy = {**PAGE, "script-src": "'self' 'unsafe-eval'"}


def policy_of(content_type: str, is_admin: bool) -> Policy:
    if not content_type.startswith("text/html"):
        return NOTHING
    return ADMIN if is_admin else PAGE


def written(policy: Policy, form_targets: Iterable[str] = ()) -> str:
    """`form_targets`: origins to which a form of this page may lead, besides our own."""
    targets = " ".join((policy["form-action"], *form_targets))
    return "; ".join(f"{name} {value}" for name, value in {**policy, "form-action": targets}.items())
