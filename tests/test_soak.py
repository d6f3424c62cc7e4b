"""Minutes at a peak: what is asked and when, what counts as wrong, what is drawn. How it goes is no test's matter."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.measuring import BYTES, Result, figure, from_rounds
from benchmarks.pictures import lines, ratios
from benchmarks.soak import __main__ as run
from benchmarks.soak.clients import NOT_BEGUN, Told
from benchmarks.soak.traffic import BROWSER, Ask, Asked, Traffic, asked
from benchmarks.soak.watching import growth

SHORT = Traffic(conversations_a_day=86_400, peak=10, seconds=600, quiet=60)
SVG = "{http://www.w3.org/2000/svg}"


def test_the_peak_has_ten_times_as_many_conversations_and_what_comes_in_them() -> None:
    plan = asked(SHORT, 1)
    begins = {one.conversation: one.at for one in reversed(plan)}
    quiet = sum(at < SHORT.quiet for at in begins.values())
    peak = sum(SHORT.quiet <= at < SHORT.quiet * 2 for at in begins.values())
    assert 30 < quiet < 90
    assert 500 < peak < 700
    assert plan == sorted(plan)
    assert all(0 <= at < SHORT.seconds for at in begins.values())


def test_a_conversation_asks_five_times_and_one_in_five_is_handed_over() -> None:
    plan = asked(SHORT, 1)
    ended = {one.conversation for one in plan if one.what is Ask.BROWSER}
    of_one = [Counter(one.what for one in plan if one.conversation == number) for number in sorted(ended)[:20]]
    assert of_one == [Counter({Ask.DECISION: 5, Ask.START: 1, Ask.BROWSER: 1})] * 20
    assert Counter(what for _, what in BROWSER) == Counter({Ask.LAUNCH: 2, Ask.CHAT: 1, Ask.RECEIPT: 1})
    times = Counter(one.conversation for one in plan if is_decision(one))
    whole = [number for number, many in times.items() if many == SHORT.decisions]
    handed_over = {one.conversation for one in plan if one.what is Ask.START}
    assert len(handed_over) / len(whole) == pytest.approx(0.2, abs=0.03)


def is_decision(one: Asked) -> bool:
    return one.what is Ask.DECISION


def test_the_same_seed_asks_the_same() -> None:
    assert asked(SHORT, 1) == asked(SHORT, 1) != asked(SHORT, 2)


def test_whatever_is_not_answered_as_it_should_be_is_wrong() -> None:
    answers = Counter({("decision", "200"): 9, ("start", "429"): 2, ("launch", NOT_BEGUN): 1, ("start", "200"): 1})
    assert Told(13, answers).wrong == {"launch not begun": 1, "start 200": 1, "start 429": 2}
    assert Told(15, answers).wrong["not answered"] == 2


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1.0] * 40, 1.0), ([5.0] * 10 + [1.0] * 30, 1.0), ([1.0] * 30 + [2.0] * 10, 2.0), ([1.0, 9.0], 1.0)],
    ids=["flat", "what is loaded once", "grown", "too few to tell"],
)
def test_growth_is_told_by_the_last_quarter(values: list[float], expected: float) -> None:
    assert growth(values) == expected


def result(value: float) -> Result:
    return from_rounds("any", "CPU", "<ours> & more", [value] * 3, [1.0] * 3, against="theirs", target=1.5)


def test_a_picture_stands_by_itself_and_shows_each_ratio() -> None:
    alone = figure("any", "memory", "not drawn", 5, unit=BYTES)
    picture = ratios([result(1.25), result(0.5), alone])
    drawn = ElementTree.fromstring(picture)
    assert drawn.tag == f"{SVG}svg"
    assert list(drawn.iter(f"{SVG}script")) == []
    assert b"href=" not in picture
    assert b"@import" not in picture
    texts = " ".join(drawn.itertext())
    assert "CPU: <ours> & more / theirs" in texts
    assert "1.25" in texts
    assert "not drawn" not in texts


def test_a_line_is_drawn_for_each_series() -> None:
    drawn = ElementTree.fromstring(lines("Any", ["0", "1", "2"], {"one": [1, 2, 3], "other": [3, 2, 1]}))
    assert {"one", "other"} <= {text.strip() for text in drawn.itertext()}


@pytest.mark.long
@pytest.mark.one_database
def test_a_short_one_goes_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--seconds", "30", "--quiet", "5", "--conversations-a-day", "20000", "--model-seconds", "1"]
    assert run.main([*arguments, "--pictures", str(tmp_path)]) == 0
    told = {line.split("  ")[0]: line for line in capsys.readouterr().out.splitlines()}
    for measure in ("not as they should be", "contexts pending or failed at the end", "briefs for want of the model"):
        assert told[measure].endswith("met")
    for name in ("memory", "late"):
        assert ElementTree.fromstring((tmp_path / f"soak-{name}.svg").read_bytes()).tag == f"{SVG}svg"
