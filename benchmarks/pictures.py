"""What was measured, drawn: SVG that stands by itself, without a script or a font from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

import pygal  # type: ignore[import-untyped]
from pygal.style import CleanStyle  # type: ignore[import-untyped]

from benchmarks.measuring import Result

_LOOK = {
    "js": (),
    "style": CleanStyle(font_family="sans-serif"),
    "legend_at_bottom": True,
    "truncate_label": -1,
    "truncate_legend": -1,
    "width": 960,
}
_BAR, _AROUND = 46, 160


def lines(title: str, labels: Sequence[str], series: Mapping[str, Sequence[float]]) -> bytes:
    """One line for each, over the same minutes; of the labels those that aren't empty are shown."""
    chart = pygal.Line(**_LOOK, height=480, title=title, x_title="minutes", show_dots=False, include_x_axis=True)
    chart.x_labels = labels
    chart.x_labels_major = [label for label in labels if label]
    chart.show_minor_x_labels = False
    for name, values in series.items():
        chart.add(name, list(values))
    return _drawn(chart)


def ratios(results: Iterable[Result]) -> bytes:
    """Of those that are held against somebody: the median with its quartiles, and the target beside it."""
    held = [result for result in results if result.theirs is not None]
    chart = pygal.HorizontalBar(**_LOOK, height=_AROUND + _BAR * len(held), title="Times what it is held against")
    chart.x_labels = [f"{one.measure}: {one.case} / {one.against}" for one in held]
    chart.add("measured", [{"value": one.value, "ci": {"low": one.low, "high": one.high}} for one in held])
    chart.add("target, at most", [one.target for one in held])
    return _drawn(chart)


def _drawn(chart: Any) -> bytes:
    """Without the script that shows tooltips."""
    chart.add_xml_filter(_without_scripts)
    picture: bytes = chart.render()
    return picture


def _without_scripts(root: Element) -> Element:
    for parent in root.iter():
        for child in [child for child in parent if str(child.tag).endswith("script")]:
            parent.remove(child)
    return root
