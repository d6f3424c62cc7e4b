"""The playbook editor, typed into as an author would: menu, chips, mending, undo; the text is kept to the letter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

from devtools.environment import ROOT
from playbooks.linting import ERROR, WARNING, Finding
from playbooks.texts import MOST_BYTES
from tests.browser.accessibility import serious_faults
from tests.browser.album import Album
from tests.browser.playbook_editor import EditorPage

SHARED = ROOT.parent / "shared" / "data" / "playbook_texts.open.jsonl"
COMMAND = "/Handoff to support"
# What editors like to lose: white space at every end, invisible characters, other scripts and directions.
NASTY = (
    "\n\n  two spaces before\ttab\t\nbehind  \n\n\n\u200bzero\u200dwidth\ufeff\u00ad\n\u00a0no-break\u00a0\u202f\n"
    "שלום, /Handoff to support עכשיו\n\u202eright to left\u202c\n/handoff\u00a0to support (reason: <b>&amp;</b>)\n"
    "<script>alert(1)</script> &lt;\u2028\u2029\x0b\x0c\x85|\n😀👩‍👩‍👧e\u0301\n\n"
)


@pytest.fixture
def editor(page: Page) -> Iterator[EditorPage]:
    """Nothing goes wrong unseen, and nothing breaks the page's policy."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    yield EditorPage(page)
    assert [fault for fault in found if "net::ERR_FAILED" not in fault] == []


def test_a_command_is_chosen_by_keyboard_and_taken_away_and_brought_back(editor: EditorPage) -> None:
    press, write = editor.page.keyboard.press, editor.page.keyboard.type
    editor.open("If the parcel is lost: ").caret_to_end()
    write("/")
    expect(editor.menu.get_by_role("option", name=COMMAND)).to_have_attribute("aria-selected", "true")
    expect(editor.editor).to_have_attribute("aria-controls", editor.menu.get_attribute("id") or "")
    active = editor.editor.get_attribute("aria-activedescendant")
    assert active == editor.menu.get_by_role("option").first.get_attribute("id")
    expect(editor.page.get_by_role("status").filter(has_text="1 command.")).to_be_attached()
    write("sup")
    expect(editor.menu).to_be_visible()
    press("ArrowDown")
    press("ArrowUp")
    press("Enter")
    expect(editor.menu).to_be_hidden()
    expect(editor.chips).to_have_text(COMMAND)
    write(" (reason: lost). Then")
    editor.expect_value(f"If the parcel is lost: {COMMAND} (reason: lost). Then")

    for _ in range(len(" (reason: lost). Then")):
        press("ArrowLeft")
    press("Backspace")
    editor.expect_value("If the parcel is lost:  (reason: lost). Then")
    expect(editor.chips).to_have_count(0)
    press("Control+z")
    editor.expect_value(f"If the parcel is lost: {COMMAND} (reason: lost). Then")
    expect(editor.chips).to_have_text(COMMAND)
    press("Control+y")
    expect(editor.chips).to_have_count(0)
    press("Control+z")

    # The caret passes over a chip in one step.
    press("ArrowRight")
    press("ArrowLeft")
    press("ArrowLeft")
    write("please ")
    editor.expect_value(f"If the parcel is lost: please {COMMAND} (reason: lost). Then")
    press("Delete")
    expect(editor.chips).to_have_count(0)


def test_the_menu_closes_for_whoever_wants_a_slash_and_the_keyboard_leaves_the_editor(editor: EditorPage) -> None:
    press, write = editor.page.keyboard.press, editor.page.keyboard.type
    editor.open().focus()
    write("Dates are /")
    expect(editor.menu).to_be_visible()
    press("Escape")
    expect(editor.menu).to_be_hidden()
    expect(editor.editor).not_to_have_attribute("aria-activedescendant", re.compile("."))
    write("han")
    expect(editor.menu).to_be_hidden()
    press("Enter")
    write("/xyz")
    expect(editor.menu).to_be_hidden()
    for text in (" MM/", " https:/", " \\/", " /Handof to support", " `/"):
        write(text)
        expect(editor.menu).to_be_hidden()
    editor.expect_value("Dates are /han\n/xyz MM/ https:/ \\/ /Handof to support `/")
    press("Enter")
    press("Enter")
    write("/")
    press("Tab")
    expect(editor.chips).to_have_text(COMMAND)
    press("Tab")
    expect(editor.page.get_by_role("button", name="Save")).to_be_focused()


def test_a_command_is_chosen_with_the_mouse_and_the_text_keeps_the_focus(editor: EditorPage) -> None:
    editor.open("a\n\nb").editor.locator("p").nth(1).click()
    editor.page.keyboard.type("/")
    editor.menu.get_by_role("option", name=COMMAND).click()
    expect(editor.chips).to_have_text(COMMAND)
    expect(editor.editor).to_be_focused()
    editor.page.keyboard.type("!")
    editor.expect_value(f"a\n{COMMAND}!\nb")
    editor.page.locator("label", has_text="Instructions").click()
    expect(editor.editor).to_be_focused()


def test_words_typed_by_hand_become_a_chip_where_the_command_runs_and_stay_as_they_were_written(
    editor: EditorPage,
) -> None:
    press, write = editor.page.keyboard.press, editor.page.keyboard.type
    editor.open().focus()
    write("Say sorry, then **/handoff to suppor")
    expect(editor.chips).to_have_count(0)
    write("t")
    expect(editor.chips).to_have_text("/handoff to support")
    write("ers")
    expect(editor.chips).to_have_count(0)
    for _ in "ers":
        press("Backspace")
    expect(editor.chips).to_have_count(1)
    write("**.")
    press("Escape")
    press("Enter")
    for text in ("and/Handoff to support ", "https://x.com/Handoff to support ", f"\\{COMMAND} ", f"`{COMMAND}`"):
        write(text)
        expect(editor.chips).to_have_count(1)
    assert editor.value().startswith("Say sorry, then **/handoff to support**.\nand/Handoff")


def test_a_misspelt_command_is_underlined_and_mended_with_one_click(editor: EditorPage) -> None:
    editor.open("😀 Hello\nIf asked: /Handof to support").caret_to_end()
    finding = editor.findings_list.get_by_role("listitem").filter(has_text="Error")
    expect(finding).to_have_count(1)
    expect(editor.page.locator(".hf-mark--error")).to_have_text("/Handof to support")
    expect(editor.page.get_by_text("1 error to mend before publishing")).to_be_visible()
    editor.page.keyboard.type(" now")

    finding.get_by_role("button", name=f"Change to “{COMMAND}”").click()
    editor.expect_value(f"😀 Hello\nIf asked: {COMMAND} now")
    expect(editor.chips).to_have_text(COMMAND)
    expect(editor.findings_list.get_by_role("listitem")).to_have_count(0)
    expect(editor.page.locator(".hf-mark")).to_have_count(0)
    expect(editor.editor).to_be_focused()
    editor.page.keyboard.type("!")
    editor.page.keyboard.press("Control+z")
    editor.expect_value(f"😀 Hello\nIf asked: {COMMAND} now")
    editor.page.keyboard.press("Control+z")
    editor.expect_value("😀 Hello\nIf asked: /Handof to support now")
    expect(finding).to_have_count(1)

    editor.page.keyboard.press("Control+Home")
    finding.get_by_role("button", name="Show “/Handof to support”").click()
    editor.page.keyboard.type("x")
    editor.expect_value("😀 Hello\nIf asked: x now")
    assert {asked["token"] for asked in editor.asked} == {"token"}


def test_who_edits_while_the_check_is_away_goes_on_and_is_told(editor: EditorPage) -> None:
    editor.down = True
    editor.open("/Handof to support").caret_to_end()
    expect(editor.page.get_by_text("The check can't be reached just now.")).to_be_visible()
    editor.page.keyboard.type(" please")
    editor.expect_value("/Handof to support please")
    editor.down = False
    with editor.page.expect_response(lambda answer: (answer.request.post_data_json or {}).get("agents") == ["a"]):
        editor.page.get_by_label("Ada").check()
    expect(editor.findings_list.get_by_role("listitem")).not_to_have_count(0)
    assert editor.asked[-1]["agents"] == ["a"]
    expect(editor.page.get_by_text("The check can't be reached just now.")).to_have_count(0)


GOOGLE_DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">
<span style="white-space:pre-wrap;">Returns  policy</span></p><br><p><span>Second</span></p>
<ul><li dir="ltr" aria-level="1"><p role="presentation"><span style="font-weight:700">Bold</span></p></li>
<ul><li aria-level="2"><p>Nested</p></li></ul><li><p>Third</p></li></ul></b>"""
NOTION = """<meta charset='utf-8'><!-- notionvc: 1 --><h2>Refunds</h2>
<ol><li>Ask for the <a href="https://x.com">order</a><ul><li>never twice</li></ul></li><li>Check</li></ol>
<p>Then <code>/Handoff to support</code></p>"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style>
<xml><w:x>1</w:x></xml></head><body><!--StartFragment--><p class=MsoNormal>First<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>One
line<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>
<span style='mso-list:Ignore'>o<span>&nbsp;</span></span>Deep</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Last</p><!--EndFragment--></body></html>"""
WEB = """<script>alert(1)</script><style>p{}</style><div>Opening<br>hours</div>
<div>of <img src="http://editor.test/x.png" alt="us" onerror="alert(1)"> the   shop</div>
<table><tr><td><p>Mon</p></td><td>9-17</td></tr><tr><th>Tue</th><td>10<br>18</td></tr></table><p hidden>secret</p>
<ol start="3"><li>three<li><li value="9">nine</ol><pre>  keep
   this</pre><p>Done</p>"""
PASTED = {
    "Google Docs": (GOOGLE_DOCS, "Returns  policy\n\nSecond\n\n- Bold\n  - Nested\n- Third"),
    "Notion": (NOTION, f"Refunds\n\n1. Ask for the order\n   - never twice\n2. Check\n\nThen {COMMAND}"),
    "Word": (WORD, "First\n\n1. One line\n   - Deep\n\nLast"),
    "a web page": (
        WEB,
        "Opening\nhours\nof the shop\n\nMon\t9-17\nTue\t10 18\n\n3. three\n9. nine\n\n  keep\n   this\n\nDone",
    ),
    "a picture": ("<img src=x alt=y>", "fallback"),
    "one line": ("<meta charset=utf-8><span>word</span>", "word"),
}


def test_what_is_pasted_keeps_paragraphs_and_lists_and_nothing_else(editor: EditorPage) -> None:
    editor.open("").focus()
    for source, (html, text) in PASTED.items():
        editor.paste("fallback", html)
        assert editor.value() == text, source
        editor.page.keyboard.press("Control+z")
        editor.expect_value("")


def test_plain_text_is_pasted_to_the_letter_and_copied_as_plain_text(editor: EditorPage) -> None:
    editor.open("ab").focus()
    editor.page.keyboard.press("ArrowRight")
    editor.paste(f"\r\n  1\t<b>\r{COMMAND}\n\nend ")
    pasted = f"a\n  1\t<b>\n{COMMAND}\n\nend b"
    editor.expect_value(pasted)
    expect(editor.chips).to_have_count(1)
    editor.page.keyboard.press("Control+a")
    assert editor.copied() == {"text/plain": pasted}
    assert editor.copied("cut") == {"text/plain": pasted}
    editor.expect_value("")
    editor.page.keyboard.press("Control+z")
    editor.expect_value(pasted)


def test_what_is_on_the_page_is_what_is_saved(editor: EditorPage) -> None:
    editor.open(NASTY)
    expect(editor.chips).to_have_count(2)
    for key in ("Control+Home", "Control+End"):
        editor.focus()
        editor.page.keyboard.press(key)
        editor.page.keyboard.type("x")
        editor.page.keyboard.press("Backspace")
    editor.editor.locator("p").nth(2).click()
    editor.page.keyboard.type("y")
    editor.page.keyboard.press("Backspace")
    editor.page.get_by_role("button", name="Save").click()
    expect(editor.page.get_by_text("Saved")).to_be_visible()
    posted = parse_qs(editor.saved[0], keep_blank_values=True)["draft"][0]
    assert posted.replace("\r\n", "\n") == NASTY


ROUND_TRIP = """async (texts) => {
    const { openEditor } = await import("/static/playbooks/view.js");
    return texts.map((text) => {
        const field = document.createElement("textarea");
        const holder = document.createElement("div");
        field.value = text;
        field.dataset.commands = document.getElementById("id_draft").dataset.commands;
        document.querySelector("main").append(holder, field);
        const view = openEditor(field, holder);
        view.dispatch(view.state.tr.insertText("edited", view.state.doc.content.size - 1));
        const edited = field.value;
        view.dispatch(view.state.tr.delete(view.state.doc.content.size - 7, view.state.doc.content.size - 1));
        const [shown, chips] = [field.value, view.dom.querySelectorAll(".hf-chip").length];
        view.destroy();
        holder.remove();
        field.remove();
        return { edited, shown, chips };
    });
}"""


def test_real_playbooks_come_out_of_the_editor_as_they_went_in(editor: EditorPage) -> None:
    if not SHARED.exists():
        pytest.skip(f"{SHARED.name} is not beside this repository.")
    texts = [json.loads(line)["text"].replace("\r\n", "\n") for line in SHARED.read_text().splitlines()]
    shown = editor.open().page.evaluate(ROUND_TRIP, texts)
    assert [text for text, after in zip(texts, shown, strict=True) if after["edited"] != f"{text}edited"] == []
    assert [text for text, after in zip(texts, shown, strict=True) if after["shown"] != text] == []
    assert sum(after["chips"] for after in shown) == 0


def test_huge_texts_can_be_edited(editor: EditorPage) -> None:
    for text in ("x" * MOST_BYTES, "/" * 100_000, f"{COMMAND} (reason: x)\n" * 1_000, "\n" * 6_000):
        editor.open(text)
        lines = text.count("\n") + 1
        editor.caret_to_end()
        editor.page.keyboard.type("!")
        editor.expect_value(f"{text}!")
        expect(editor.page.get_by_text("so many lines")).to_have_count(int(lines > 5_000))


def test_a_paste_of_more_lines_than_the_editor_can_take_goes_on_in_the_text_field(editor: EditorPage) -> None:
    """Nothing of it is lost, and the check goes on."""
    editor.open("a\nz").focus()
    editor.page.keyboard.press("Home")
    editor.paste("line\n" * 6_000)
    editor.expect_value("line\n" * 6_000 + "a\nz")
    expect(editor.page.get_by_text("so many lines")).to_be_visible()
    expect(editor.field).to_be_focused()
    editor.page.keyboard.type("/Handof to support ")
    editor.expect_value("line\n" * 6_000 + "/Handof to support a\nz")
    editor.findings_list.get_by_role("button", name=f"Change to “{COMMAND}”").click()
    editor.expect_value("line\n" * 6_000 + f"{COMMAND} a\nz")


def test_all_of_the_text_is_replaced_by_a_new_line(editor: EditorPage) -> None:
    editor.open("one\ntwo").focus()
    editor.page.keyboard.press("Control+a")
    editor.page.keyboard.press("Enter")
    editor.page.keyboard.type("x")
    editor.expect_value("\nx")


def test_a_text_that_another_part_of_the_page_puts_in_the_field_is_shown_and_can_be_undone(editor: EditorPage) -> None:
    editor.open("One\ntwo\nthree")
    editor.field.evaluate(
        """(field, text) => { field.value = text; field.dispatchEvent(new Event("input", { bubbles: true })); }""",
        f"One\n{COMMAND}\nthree",
    )
    expect(editor.chips).to_have_text(COMMAND)
    editor.focus()
    editor.page.keyboard.press("Control+z")
    editor.expect_value("One\ntwo\nthree")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_nothing_bars_the_way_and_nothing_sticks_out(editor: EditorPage, width: int, look: str, album: Album) -> None:
    page = editor.page
    page.set_viewport_size({"width": width, "height": 844})
    written = EditorPage(page, dark=look == "dark")
    written.open(
        f"If the customer is angry: {COMMAND} (reason: angry; ask first: yes)\n\n- or /Handof to support\n- `x`\n"
    )
    expect(page.locator(".hf-mark--error")).to_be_visible()
    written.caret_to_end()
    page.keyboard.type("And when nothing else helps, /")
    expect(written.menu).to_be_visible()
    box = written.menu.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert serious_faults(page) == []
    album.take(page, f"playbook-editor-{look}-{width}.png", whole=True)


def test_without_javascript_the_text_field_is_there_with_what_was_found_on_saving(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    found = (
        Finding("misspelt_command", ERROR, 0, 7, "“/Handof” is no command.", f"Write {COMMAND}.", COMMAND),
        Finding("no_provider", WARNING, 0, 0, "<b>No provider</b>", "Choose one.", None),
    )
    editor = EditorPage(context.new_page()).open(NASTY, found)
    expect(editor.field).to_be_visible()
    assert editor.value() == NASTY
    rows = editor.findings_list.get_by_role("listitem")
    expect(rows).to_have_text(
        [re.compile("Error.*no command.*Write", re.DOTALL), re.compile("Warning <b>No provider</b>")]
    )
    editor.page.get_by_label("Instructions").fill("By hand")
    editor.page.get_by_role("button", name="Save").click()
    assert parse_qs(editor.saved[0])["draft"] == ["By hand"]
    context.close()
