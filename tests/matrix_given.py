"""What of Brand B is given to whoever asks: ids and texts, each with one like it that is nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.core import signing

from tests.two_brands import B_MARK, TwoBrands, handoff_of

# Stands for the id that is asked for; and, of one table, for the id of B's row there.
ID, ID_OF = "~id~", "~{}~"
NOBODYS_UUID, NOBODYS_NUMBER = "0b5e6a52-91d7-4f0e-9c1b-5a1d9e3f7c21", "990000000"
NAMES = ("name", "external_id", "username", "email", "origin")


@dataclass(frozen=True, slots=True)
class Given:
    """An id or a text of B's, and one like it of nobody's. `all`: of each table, by the mark that stands for it."""

    kind: str
    value: str
    unknown: str
    all: tuple[Given, ...] = ()

    def pairs(self, known: bool) -> Iterator[tuple[str, str]]:
        """What is put in place of which mark."""
        yield ID, self.value if known else self.unknown
        yield from ((one.kind, one.value if known else one.unknown) for one in self.all)


# What every text of B's has in it.
WHATEVER_IS_B = Given("str", B_MARK, "nobodysrow")


def ids_of(brands: TwoBrands) -> list[Given]:
    """The key of each of B's rows."""
    found = {str(row.pk): given_of(row.pk) for row in brands.b.rows.values()}
    return list(found.values())


def given_of(key: object) -> Given:
    if isinstance(key, UUID):
        return Given("uuid", str(key), NOBODYS_UUID)
    return Given("int", str(key), NOBODYS_NUMBER)


def all_of(brands: TwoBrands) -> Given:
    """Every id at once, each where it belongs."""
    rows = {ID_OF.format(model.__name__): row.pk for model, row in brands.b.rows.items()}
    each = tuple(Given(mark, str(key), twin(key)) for mark, key in rows.items())
    return Given("all", str(brands.b.brand.pk), twin(brands.b.brand.pk), each)


def twin(key: object) -> str:
    """Nobody's, with letters and digits in the same places: a field for phone numbers counts them."""
    if not isinstance(key, UUID):
        return NOBODYS_NUMBER
    return str(key).translate(str.maketrans("0123456789abcdef", "1234567890bcdefa"))


def texts_of(brands: TwoBrands) -> list[Given]:
    """What B's rows are called, and what finds them."""
    rows = brands.b.rows.values()
    names = {str(getattr(row, name)) for row in rows for name in NAMES if hasattr(row, name)}
    refs = [Given("str", handoff_of(brands.b).ref, "HQQQQQQQQQ")]
    return [*refs, *(Given("str", name, name.replace("canaryofb", "nobodysrow")) for name in sorted(names))]


def tokens_like(brands: TwoBrands) -> list[Given]:
    """Signed by us, for something else; and not signed."""
    b = handoff_of(brands.b)
    made = [signing.TimestampSigner(salt="handoff.launch").sign(b.ref), f"{b.pk.hex}:1tXyZ0:c2lnbmF0dXJl"]
    return [Given("str", text, text.replace(b.ref, "HQQQQQQQQQ").replace(b.pk.hex, "0" * 32)) for text in made]
