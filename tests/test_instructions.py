from __future__ import annotations

from playbooks.directives import HANDOFF
from playbooks.instructions import TOOL_NAME, PublishedPlaybook, compile_playbooks, tool_definition

REFUNDS = PublishedPlaybook("v1", "Refunds", "Over $100: /Handoff to support.\nAngry: **/handoff to support**\n")
RETURNS = PublishedPlaybook("v2", "Returns", "Send a label. Never write `/Handoff to support`.")


def test_each_directive_is_told_as_a_tool_call_with_its_id() -> None:
    compiled = compile_playbooks([REFUNDS])
    assert compiled.text == (
        f"# Refunds\n\nOver $100: [call {TOOL_NAME} with directive=v1.1].\n"
        f"Angry: **[call {TOOL_NAME} with directive=v1.2]**"
    )
    assert [(reference.id, reference.playbook, reference.command) for reference in compiled.directives] == [
        ("v1.1", "Refunds", HANDOFF),
        ("v1.2", "Refunds", HANDOFF),
    ]


def test_a_playbook_without_directive_is_passed_on_as_it_is() -> None:
    compiled = compile_playbooks([RETURNS])
    assert compiled.text == f"# Returns\n\n{RETURNS.text}"
    assert compiled.directives == ()


def test_playbooks_stand_in_their_order_under_their_names() -> None:
    compiled = compile_playbooks([RETURNS, REFUNDS])
    assert compiled.text.index("# Returns") < compiled.text.index("# Refunds")
    assert [reference.id for reference in compiled.directives] == ["v1.1", "v1.2"]


def test_no_playbook_gives_empty_instructions() -> None:
    compiled = compile_playbooks([])
    assert (compiled.text, compiled.directives) == ("", ())


def test_the_tool_takes_only_the_directives_that_exist_or_none() -> None:
    tool = tool_definition(compile_playbooks([REFUNDS]).directives)
    assert tool["name"] == TOOL_NAME
    parameters = tool["parameters"]
    assert isinstance(parameters, dict)
    assert parameters["properties"]["directive"]["enum"] == ["v1.1", "v1.2", None]
    assert parameters["required"] == ["directive"]


def test_without_directives_the_tool_has_no_list_of_them() -> None:
    parameters = tool_definition([])["parameters"]
    assert isinstance(parameters, dict)
    assert "enum" not in parameters["properties"]["directive"]
