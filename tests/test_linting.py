"""The linter of playbooks: for each rule a table of texts that it speaks of, and one of texts that it leaves alone."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from playbooks.directives import HANDOFF, find
from playbooks.linting import ERROR, RULES, WARNING, Finding, FollowedBy, Surroundings, lint

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs/playbooks.md"
REAL_TEXTS = ROOT.parent / "shared/data/playbook_texts.open.jsonl"
COMMAND = "/Handoff to support"

# Rule, the text with the place meant in ⟦ ⟧, and how the text reads once mended (None: no click does that).
FIRES: list[tuple[str, str, str | None]] = [
    ("misspelt_command", "If angry: ⟦/Handof to support⟧.", f"If angry: {COMMAND}."),
    ("misspelt_command", "⟦/Hand off to support⟧", COMMAND),
    ("misspelt_command", "⟦/Handoff to suport⟧ now", f"{COMMAND} now"),
    ("misspelt_command", "⟦/hadnoff to support⟧", COMMAND),
    ("misspelt_command", "⟦/handoff-to-support⟧", COMMAND),
    ("misspelt_command", "⟦/handoff_to_support⟧", COMMAND),
    ("misspelt_command", "⟦/HandoffToSupport⟧", COMMAND),
    ("misspelt_command", "⟦/Handoff to the support⟧", COMMAND),
    ("misspelt_command", "⟦/Handover to support⟧", COMMAND),
    ("misspelt_command", "⟦/Handoff⟧", COMMAND),
    ("misspelt_command", "⟦/hand off⟧ if they insist", f"{COMMAND} if they insist"),
    ("misspelt_command", "⟦/Handoff to supporters⟧", COMMAND),
    ("misspelt_command", "⟦/Handoff to support-team⟧", COMMAND),
    ("misspelt_command", "⟦/Handoff to support's⟧", COMMAND),
    ("misspelt_command", "⟦/Handoff to support/now⟧", COMMAND),
    ("misspelt_command", "⟦/Handoff\nto support⟧", COMMAND),
    ("misspelt_command", "⟦//Handoff to support⟧", COMMAND),
    ("misspelt_command", "⟦/ Handoff to support⟧", COMMAND),
    ("misspelt_command", "⟦\\Handoff to support⟧", COMMAND),
    ("misspelt_command", "⟦\N{FULLWIDTH SOLIDUS}Handoff to support⟧", COMMAND),
    ("misspelt_command", "⟦\N{FRACTION SLASH}Handoff to support⟧", COMMAND),
    ("misspelt_command", "⟦/Hand\N{CYRILLIC SMALL LETTER O}ff to support⟧", COMMAND),
    ("misspelt_command", "⟦/\N{GREEK CAPITAL LETTER ETA}andoff to support⟧", COMMAND),
    ("misspelt_command", "⟦/H\N{LATIN SMALL LETTER A WITH ACUTE}ndoff to support⟧", COMMAND),
    ("misspelt_command", "⟦/Hand\N{ZERO WIDTH SPACE}off to support⟧", COMMAND),
    ("misspelt_command", "⟦/\N{ZERO WIDTH NON-JOINER}Handoff to support⟧", COMMAND),
    ("misspelt_command", "Then ⟦\N{RIGHT-TO-LEFT MARK}/Handoff to support⟧", f"Then {COMMAND}"),
    ("misspelt_command", "and⟦/Handoff to support⟧", f"and {COMMAND}"),
    ("misspelt_command", "If they insist:⟦/Handoff to support⟧", f"If they insist: {COMMAND}"),
    ("misspelt_command", "angry ->⟦/Handoff to support⟧", f"angry -> {COMMAND}"),
    ("misspelt_command", "|⟦/Handoff to support⟧|", f"| {COMMAND}|"),
    ("misspelt_command", "If they insist: ⟦Handoff to support⟧", f"If they insist: {COMMAND}"),
    ("misspelt_command", "-⟦Handoff to support⟧", f"- {COMMAND}"),
    ("unknown_command", "⟦/Handoff to sales⟧", COMMAND),
    ("unknown_command", "Then ⟦/escalate⟧.", f"Then {COMMAND}."),
    ("unknown_command", "⟦/transfer⟧ to a human", None),
    ("unknown_command", "If damaged: ⟦/Refund⟧ the order", None),
    ("unknown_command", "⟦/转人工⟧", None),
    ("command_in_code", f"Use ⟦`{COMMAND}`⟧.", f"Use {COMMAND}."),
    ("command_in_code", f"Use⟦`{COMMAND}`⟧now", f"Use {COMMAND} now"),
    ("command_in_code", f"⟦```\n{COMMAND}\n```⟧", COMMAND),
    ("command_in_code", f"⟦`{COMMAND} (reason: a)`⟧", f"{COMMAND} (reason: a)"),
    ("command_in_code", f"`say ⟦{COMMAND}⟧ here`", None),
    ("command_in_url", f"https://shop.example⟦{COMMAND}⟧", f"https://shop.example {COMMAND}"),
    ("command_in_url", f"shop.example⟦{COMMAND}⟧", f"shop.example {COMMAND}"),
    ("command_in_url", "www.shop.example/a⟦/Handoff%20to%20support⟧", f"www.shop.example/a {COMMAND}"),
    ("unknown_argument", f"{COMMAND} (⟦reasn⟧: a)", f"{COMMAND} (reason: a)"),
    ("unknown_argument", f"{COMMAND} (reason: a; ⟦ask-first⟧: yes)", f"{COMMAND} (reason: a; ask first: yes)"),
    ("unknown_argument", f"{COMMAND} (⟦note⟧: a)", None),
    ("argument_not_understood", f"{COMMAND} (ask first: ⟦true⟧)", f"{COMMAND} (ask first: yes)"),
    ("argument_not_understood", f"{COMMAND} (ask first: ⟦perhaps⟧)", None),
    ("argument_not_understood", f"{COMMAND} (⟦reason:⟧ )", None),
    ("argument_not_understood", f"{COMMAND} (⟦collect: ,⟧)", None),
    ("argument_not_understood", f"{COMMAND} (⟦angry⟧; reason: a)", None),
    ("argument_not_understood", f"{COMMAND} (reason: a; ⟦Reason: b⟧)", None),
    ("argument_not_understood", f"**{COMMAND}⟦** (reason: a)⟧", f"**{COMMAND} (reason: a)**"),
    ("unclosed_arguments", f"{COMMAND} ⟦(reason: damaged⟧", f"{COMMAND} (reason: damaged)"),
    ("unclosed_arguments", f"{COMMAND} ⟦(reason: a (b⟧\nc", f"{COMMAND} (reason: a (b))\nc"),
    ("unclosed_arguments", f"{COMMAND} ⟦(reason: a⟧\r)))", f"{COMMAND} (reason: a)\r)))"),
    ("unclosed_arguments", f"{COMMAND} ⟦(ask first: yes. Then ask⟧", None),
    ("unclosed_arguments", f"{COMMAND} ⟦(reason: {'a' * 991}⟧aaaa)", None),
    ("promise_without_command", "Say: ⟦I'll transfer you⟧ now.", None),
    ("promise_without_command", "- Tell them: ⟦I will connect you with our support⟧ team", None),
    ("promise_without_command", "⟦Let me put you through to a person⟧.", None),
    ("promise_without_command", "If they insist, ⟦transfer the customer to a human⟧.", None),
    ("promise_without_command", "Say that ⟦a colleague from our team will be with you⟧ soon.", None),
    ("promise_without_command", f"⟦I'll transfer you⟧.\n\na\n\nb\n\nc\n\n{COMMAND}", None),
    ("promise_without_command", f"⟦Pass them on to a person⟧.\nIf damaged: {COMMAND}", None),
    ("unreachable_after_command", f"{COMMAND}. ⟦Ask for the order number⟧.", None),
    ("unreachable_after_command", f"If damaged: **{COMMAND}**, ⟦then apologize⟧.", None),
    ("unreachable_after_command", f"- {COMMAND} (reason: a).\n  ⟦Tell them to wait⟧", None),
    (
        "contradiction",
        f"If the order is damaged: {COMMAND}\n\n⟦If an order is damaged, never transfer the customer⟧.",
        None,
    ),
    ("contradiction", f"If the customer is angry:\n- {COMMAND}\n\n⟦When customers are angry, do not hand off⟧.", None),
    ("contradiction", f"⟦If it is a refund, do not {COMMAND}⟧.\nIf it is a refund: {COMMAND}", None),
    ("contradiction", f"{COMMAND} for refunds.\n⟦Never hand off for refunds⟧.", None),
    ("hidden_text", "Be kind.⟦\U000e0068\U000e0069⟧ Then /Handoff to support.", "Be kind. Then /Handoff to support."),
    (
        "hidden_text",
        "Say ⟦\N{RIGHT-TO-LEFT OVERRIDE}⟧dnufer, then /Handoff to support.",
        "Say dnufer, then /Handoff to support.",
    ),
    (
        "hidden_text",
        "Be⟦\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH SPACE}⟧ kind: /Handoff to support",
        "Be kind: /Handoff to support",
    ),
]

# Rule, and a text that it must leave alone.
LEAVES_ALONE = [
    ("misspelt_command", COMMAND),
    ("misspelt_command", "/handoff to SUPPORT team"),
    ("misspelt_command", f"**{COMMAND}**, ({COMMAND}) “{COMMAND}”"),
    ("misspelt_command", "\\/Handoff to support"),
    ("misspelt_command", "\\/Handof to support"),
    ("misspelt_command", "`/Handof to support`"),
    ("misspelt_command", "The Handoff to support happens in working hours."),
    ("misspelt_command", "Handoff to support is for angry customers."),
    ("misspelt_command", "handoff to support"),
    ("misspelt_command", "https://shop.example/handof-to-support"),
    ("misspelt_command", "see /handoff-policy"),
    ("misspelt_command", "by hand/off the shelf"),
    ("misspelt_command", "docs/handoff-to-support and docs/Handoff to supporters"),
    ("unknown_command", "copy/paste, yes/no, 24/7, and/or, w/o"),
    ("unknown_command", "MM/DD/YYYY or 10/12/2025 or 10 /12"),
    ("unknown_command", "/etc/hosts, /pages/returns, /faq.html, /a-b"),
    ("unknown_command", "See /returns, go to /faq, on /account."),
    ("unknown_command", "It costs $5 /month or 3 /week."),
    ("unknown_command", "shipping to / from abroad; he /she"),
    ("unknown_command", "/s and / or //"),
    ("unknown_command", "`/refund`"),
    ("unknown_command", "https://shop.example /refund"),
    ("command_in_code", f"A ` backtick. {COMMAND}"),
    ("command_in_code", f"`code` {COMMAND} `code`"),
    ("command_in_code", f"`\\{COMMAND}`"),
    ("command_in_url", f"https://shop.example {COMMAND}"),
    ("command_in_url", f"{COMMAND} (reason: https://shop.example{COMMAND})"),
    ("command_in_code", f"{COMMAND} (reason: `{COMMAND}`)"),
    ("command_in_url", f"and{COMMAND}"),
    ("command_in_url", "https://shop.example/handoff"),
    ("unknown_argument", f"{COMMAND} (REASON: a; ask  first: no; Collect: email)"),
    ("unknown_argument", f"{COMMAND} (see https://shop.example)"),
    ("unknown_argument", f"{COMMAND} (as above)"),
    ("unknown_argument", "Choose one (note: any)"),
    ("argument_not_understood", f"{COMMAND} (ask first: Yes; reason: a;b)".replace(";b", "")),
    ("argument_not_understood", f"{COMMAND} (reason: a (b; c))"),
    ("argument_not_understood", f"**{COMMAND}** (see below: there)"),
    ("unclosed_arguments", f"{COMMAND} (see below"),
    ("unclosed_arguments", f"{COMMAND} (reason: a)"),
    ("unclosed_arguments", f"{COMMAND} :-( reason: a"),
    ("promise_without_command", f"Say: I'll transfer you. {COMMAND}"),
    ("promise_without_command", f"Say: I'll transfer you.\n{COMMAND}"),
    ("promise_without_command", f"If they insist:\n- Say: I'll transfer you.\n- Be kind.\n- {COMMAND}"),
    ("promise_without_command", "Never say “I'll transfer you to a human”."),
    ("promise_without_command", "Do not transfer the customer to a human agent."),
    ("promise_without_command", "Use the tool transfer_to_human, then say: I'll transfer you."),
    ("promise_without_command", "If the customer asks you to transfer them to a human agent, be kind."),
    ("promise_without_command", "I'll transfer your order. Transfer the amount to the customer's account."),
    ("promise_without_command", "## Transfer the customer to a human"),
    ("promise_without_command", "Connect the device with the app."),
    ("unreachable_after_command", f"Ask for the order number. {COMMAND}"),
    ("unreachable_after_command", f"{COMMAND}\nAsk for the order number."),
    ("unreachable_after_command", f"- {COMMAND}\n- Ask for the order number."),
    ("unreachable_after_command", f"{COMMAND} if they insist. Ask for the order number."),
    ("unreachable_after_command", f"{COMMAND}. Otherwise ask for the order number."),
    ("unreachable_after_command", f"{COMMAND}. If the team is closed, tell them when it opens."),
    ("unreachable_after_command", f"{COMMAND} (ask first: yes). Ask for the order number."),
    ("unreachable_after_command", f"{COMMAND} (as they like; tell them so)"),
    ("unreachable_after_command", f"{COMMAND}. Never promise a time."),
    ("unreachable_after_command", f"{COMMAND} or ask first, then {COMMAND}."),
    ("contradiction", f"If the order is damaged: {COMMAND}\nIf the order is late, never hand off."),
    ("contradiction", f"If the order is damaged: {COMMAND}\nIf the order is damaged, never promise a refund."),
    ("contradiction", f"If the order is damaged: {COMMAND}\nIf the order is damaged, do not transfer funds."),
    ("contradiction", f"If the order is damaged: {COMMAND}\nIf it is damaged, never hand off unless they insist."),
    ("contradiction", f"Never hand off.\nIf the order is damaged: {COMMAND}"),
    ("contradiction", "If the order is damaged, hand off.\nIf the order is damaged, never hand off."),
    ("hidden_text", "To Scotland \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f we ship."),
    (
        "hidden_text",
        "A family \U0001f468\N{ZERO WIDTH JOINER}\U0001f469, a heart \u2764\ufe0f, one\N{ZERO WIDTH SPACE}break.",
    ),
    (
        "hidden_text",
        "\u2067\u05e9\u05dc\u05d5\u05dd\u2069 \u200fand \u0645\u06cc\N{ZERO WIDTH NON-JOINER}\u062e",
    ),
]

CALM = Surroundings(agents=(FollowedBy("Ada", True),))


def documented() -> list[tuple[str, str, str]]:
    """Rule, severity and example of the table in the docs."""
    row = re.compile(r"^\| `(\w+)` \| (error|warning) \| (.+?) \| ", re.MULTILINE)
    return [(rule, severity, example) for rule, severity, example in row.findall(DOCS.read_text())]


def marked(text: str) -> tuple[str, tuple[int, int]]:
    start = text.index("⟦")
    end = text.index("⟧") - 1
    return text.replace("⟦", "").replace("⟧", ""), (start, end)


def rules(text: str, surroundings: Surroundings = CALM) -> list[str]:
    return [finding.rule for finding in lint(text, surroundings)]


def mended(text: str, finding: Finding) -> str | None:
    if finding.replacement is None:
        return None
    return text[: finding.start] + finding.replacement + text[finding.end :]


@pytest.mark.parametrize(("rule", "given", "better"), FIRES, ids=lambda value: str(value)[:50])
def test_a_rule_fires_at_its_place_and_one_click_mends_it(rule: str, given: str, better: str | None) -> None:
    text, place = marked(given)
    [finding] = lint(text, CALM)
    assert (finding.rule, (finding.start, finding.end)) == (rule, place)
    assert mended(text, finding) == better
    assert finding.message
    assert finding.mend
    if better is not None:
        assert rule not in rules(better)
        assert [directive.command.slug for directive in find(better)] == [HANDOFF]


@pytest.mark.parametrize(("rule", "text"), LEAVES_ALONE)
def test_a_rule_leaves_alone_what_is_right(rule: str, text: str) -> None:
    assert rule not in rules(text)


def test_each_rule_of_the_text_has_both_tables() -> None:
    about_facts = {"toggle_off", "no_provider", "too_long_for_model"}
    assert {rule for rule, *_ in FIRES} == {rule for rule, _ in LEAVES_ALONE} == set(RULES) - about_facts


def test_the_docs_explain_each_rule() -> None:
    assert sorted(rule for rule, *_ in documented()) == sorted(RULES)


@pytest.mark.parametrize(
    ("rule", "severity", "example"),
    [row for row in documented() if row[2].startswith("`")],
    ids=lambda value: value[:30],
)
def test_an_example_of_the_docs_is_what_it_says(rule: str, severity: str, example: str) -> None:
    text = example[3:-3] if example.startswith("`` ") else example[1:-1]
    assert [(finding.rule, finding.severity) for finding in lint(text, CALM)] == [(rule, severity)]


@pytest.mark.parametrize(
    ("text", "surroundings", "expected"),
    [
        (COMMAND, Surroundings((FollowedBy("Ada", False), FollowedBy("Bo", True))), ["toggle_off"]),
        (COMMAND, Surroundings((FollowedBy("Ada", True),), has_provider=False), ["no_provider"]),
        (COMMAND, Surroundings((), has_provider=True), []),
        ("No command.", Surroundings((FollowedBy("Ada", False),), has_provider=False), []),
        (f"`{COMMAND}`", Surroundings((FollowedBy("Ada", False),)), ["command_in_code"]),
        ("a" * 40_000, CALM, []),
        ("a" * 40_001, CALM, ["too_long_for_model"]),
    ],
)
def test_facts_around_the_text_are_warnings_about_no_place(
    text: str, surroundings: Surroundings, expected: list[str]
) -> None:
    found = lint(text, surroundings)
    assert [finding.rule for finding in found] == expected
    about_facts = [finding for finding in found if finding.rule != "command_in_code"]
    assert all((one.severity, one.start, one.end) == (WARNING, 0, 0) for one in about_facts)


def test_the_agents_whose_toggle_is_off_are_named() -> None:
    agents = tuple(FollowedBy(name, name == "Cy") for name in ("Ada", "Bo", "Cy", "Di"))
    [finding] = lint(COMMAND, Surroundings(agents))
    assert "Ada, Bo and Di" in finding.message
    assert "Cy" not in finding.message


@pytest.mark.parametrize(
    ("rule", "severity"),
    [
        ("misspelt_command", ERROR),
        ("command_in_code", ERROR),
        ("unknown_argument", ERROR),
        ("argument_not_understood", ERROR),
        ("unclosed_arguments", ERROR),
        ("command_in_url", WARNING),
        ("promise_without_command", WARNING),
        ("unreachable_after_command", WARNING),
        ("contradiction", WARNING),
        ("hidden_text", WARNING),
    ],
)
def test_only_what_reaches_customers_wrongly_for_sure_stops_publishing(rule: str, severity: str) -> None:
    text = next(marked(given)[0] for name, given, _ in FIRES if name == rule)
    assert [finding.severity for finding in lint(text, CALM)] == [severity]


def test_an_unknown_word_is_an_error_only_if_it_calls_for_a_human() -> None:
    assert [finding.severity for finding in lint("/escalate\n/refund", CALM)] == [ERROR, WARNING]


def test_findings_come_in_the_order_of_the_text() -> None:
    text = f"/Handof to support\n`{COMMAND}`\n{COMMAND} (note: a)\n/Handof to support"
    starts = [finding.start for finding in lint(text, Surroundings((), has_provider=False))]
    assert starts == sorted(starts)
    assert len(starts) == 5


def test_warnings_never_crowd_out_an_error() -> None:
    found = lint("/refund\n" * 300 + "/Handof to support", CALM)
    assert len(found) == 200
    assert found[-1].severity == ERROR


@pytest.mark.parametrize(
    "unit",
    [
        "/",
        " /h",
        "/handoff to ",
        "\N{ZERO WIDTH SPACE}/",
        f"`{COMMAND}` ",
        f"{COMMAND} (a:;:;:;:;:;:;:) ",
        f"https://x{COMMAND}",
        "I will ",
        "if the ",
        "if a:\n",
        "  b\n",
        "\n \n",
        "a.",
        f"``` {COMMAND}\n",
    ],
)
def test_hostile_text_is_linted_in_linear_time(unit: str) -> None:
    """Four times the text may take twelve times as long: a square would take sixteen times, a slow machine does not."""
    small, large = [(f"- a\n{unit}" + unit * (size // len(unit))) for size in (8_000, 32_000)]
    times = [min(_seconds(text) for _ in range(3)) for text in (small, large)]
    assert times[1] < 12 * times[0] + 0.05


def _seconds(text: str) -> float:
    begun = time.thread_time()
    lint(text, CALM)
    return time.thread_time() - begun


@pytest.mark.skipif(not REAL_TEXTS.exists(), reason=f"the real texts are not beside this repository: {REAL_TEXTS}")
def test_real_texts_raise_no_error_and_few_warnings() -> None:
    texts = [json.loads(line)["text"] for line in REAL_TEXTS.read_text().splitlines()]
    found = [finding for text in texts for finding in lint(text, Surroundings())]
    assert len(texts) == 73
    assert [finding.rule for finding in found if finding.severity == ERROR] == []
    assert [finding.rule for finding in found] == ["promise_without_command"]
