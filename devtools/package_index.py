"""What the package index that pip is set to tells of a package: its releases, by PEP 691 and PEP 700."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import requests
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import Version
from requests.adapters import HTTPAdapter
from urllib3 import Retry

DEFAULT = "https://pypi.org/simple"  # pip's own
JSON = "application/vnd.pypi.simple.v1+json"
SECONDS = 60
AGAIN = Retry(total=4, backoff_factor=0.2)  # where the connection broke; pip asks again too
# As `pip config list` prints it. Of the three the last is the strongest.
STRENGTH = ("global", "install", ":env:")
SETTING = re.compile(r"^(global|install|:env:)\.(index-url|cert)=(.+)$", re.MULTILINE)
# Whatever keeps an answer from us, or makes one that is none: an index that knows no JSON, or no days.
NOT_TOLD = (OSError, ValueError, KeyError, TypeError)
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Release:
    version: Version
    since: date
    pythons: SpecifierSet
    yanked: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    address: str = DEFAULT
    cert: str = ""

    def releases(self, name: str) -> list[Release]:
        """Raises one of NOT_TOLD, whose text may hold a password of the address."""
        address = f"{self.address.rstrip('/')}/{canonicalize_name(name)}/"
        with requests.Session() as session:
            session.mount(address, HTTPAdapter(max_retries=AGAIN))
            answer = session.get(address, headers={"Accept": JSON}, timeout=SECONDS, verify=self.cert or True)
        answer.raise_for_status()
        return releases(answer.json())


def of_pip() -> Index:
    """The one that pip is set to, by file or environment."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    return told(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def told(settings: str) -> Index:
    found = sorted(SETTING.findall(settings), key=lambda line: STRENGTH.index(line[0]))
    values = {name: str(ast.literal_eval(value)) for _, name, value in found}
    return Index(values.get("index-url", DEFAULT), values.get("cert", ""))


def releases(answer: Answer) -> list[Release]:
    files: dict[Version, list[Answer]] = {}
    for file in answer["files"]:
        if version := _version_of(file["filename"]):
            files.setdefault(version, []).append(file)
    return [_release(version, of_it) for version, of_it in files.items()]


def _release(version: Version, files: list[Answer]) -> Release:
    """There from its first file on; yanked where all its files are."""
    return Release(
        version,
        min(datetime.fromisoformat(file["upload-time"]) for file in files).date(),
        _pythons(files[0].get("requires-python")),
        all(file.get("yanked") for file in files),
    )


def _version_of(filename: str) -> Version | None:
    """None for kinds of files that pip no longer takes."""
    try:
        return parse_wheel_filename(filename)[1] if filename.endswith(".whl") else parse_sdist_filename(filename)[1]
    except (InvalidWheelFilename, InvalidSdistFilename):
        return None


def _pythons(told: str | None) -> SpecifierSet:
    """Old releases say it wrongly. As with pip that is no hindrance."""
    try:
        return SpecifierSet(told or "")
    except InvalidSpecifier:
        return SpecifierSet()
