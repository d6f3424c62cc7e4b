"""What customers are told: in their language, by their clocks, and never a promise that nobody keeps."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from handoff import sentences
from handoff.language_names import NAMES
from handoff.languages import LANGUAGES
from handoff.management.commands import sentences as command
from handoff.phrases import languages as spoken
from handoff.phrases.offers import offers_human
from handoff.promises import PromiseKind, promises_in
from handoff.sentences import NO_CONTACTS, Contacts, Kind, Wording, page, problem_with
from handoff.sentences.built_in import SENTENCES
from handoff.sentences.own import filled

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 27, 21, 0, tzinfo=BERLIN)
OPENS = datetime(2026, 11, 30, 9, 30, tzinfo=BERLIN)
EMAIL, PHONE, PAGE = "help@shop.example", "+1 555 0100", "https://shop.example/help"
ALL_WAYS = Contacts(EMAIL, PHONE, PAGE)
ENGLISH = Wording()
GOES_ON = sentences.goes_on(ENGLISH)
EACH_LANGUAGE = pytest.mark.parametrize("language", SENTENCES)

WAYS = [
    (Contacts(EMAIL), f"You can also write to {EMAIL}."),
    (Contacts(phone=PHONE), f"You can also call {PHONE}."),
    (Contacts(page=PAGE), f"You can also visit {PAGE}."),
    (Contacts(EMAIL, PHONE), f"You can also write to {EMAIL} or call {PHONE}."),
    (Contacts(EMAIL, page=PAGE), f"You can also write to {EMAIL} or visit {PAGE}."),
    (Contacts(phone=PHONE, page=PAGE), f"You can also call {PHONE} or visit {PAGE}."),
    (ALL_WAYS, f"You can also write to {EMAIL}, call {PHONE} or visit {PAGE}."),
]


def closed(language: str, opens: datetime | None = OPENS, theirs: str = "", contacts: Contacts = NO_CONTACTS) -> str:
    return sentences.closed(Wording(language), NOW, opens, "Europe/Berlin", contacts, theirs)


def refusals(wording: Wording, contacts: Contacts) -> list[str]:
    """Whatever is said where no person comes."""
    return [
        sentences.closed(wording, NOW, OPENS, "Europe/Berlin", contacts),
        sentences.closed(wording, NOW, OPENS, "Europe/Berlin", contacts, "Asia/Tokyo"),
        sentences.closed(wording, NOW, None, "Europe/Berlin", contacts),
        sentences.no_humans(wording, contacts),
        sentences.failed(wording, contacts),
        sentences.declined(wording),
        sentences.goes_on(wording),
    ]


@pytest.mark.parametrize(("contacts", "ending"), WAYS)
def test_each_sentence_ends_with_the_ways_that_there_are(contacts: Contacts, ending: str) -> None:
    for said in refusals(ENGLISH, contacts)[:5]:
        assert said.endswith(f"{GOES_ON} {ending}")


def test_without_any_way_nothing_is_added() -> None:
    assert all(said.endswith(GOES_ON) for said in refusals(ENGLISH, NO_CONTACTS))


def test_the_whole_sentence_while_closed() -> None:
    assert closed("en", contacts=Contacts(EMAIL, PHONE)) == (
        "I'm sorry, our support team isn't there right now. They're back on Monday at 9:30 AM (Europe/Berlin time). "
        "Until then, I'm happy to keep helping you right here. "
        "You can also write to help@shop.example or call +1 555 0100."
    )


def test_only_the_ways_that_there_are_have_names() -> None:
    assert Contacts(EMAIL, page=PAGE).named() == {"email": EMAIL, "page": PAGE}
    assert NO_CONTACTS.named() == {}


MOMENTS = [
    ("en", OPENS, "", "back on Monday at 9:30 AM (Europe/Berlin time)."),
    ("en", OPENS, "America/New_York", "back on Monday at 3:30 AM your time."),
    ("en", OPENS, "No/Where", "back on Monday at 9:30 AM (Europe/Berlin time)."),
    (
        "en",
        datetime(2026, 12, 7, 14, 5, tzinfo=BERLIN),
        "",
        "back on Monday, 7 December at 2:05 PM (Europe/Berlin time).",
    ),
    ("de", OPENS, "", "Es ist am Montag um 9:30 Uhr (Mitteleuropäische Zeit) zurück."),
    ("de", OPENS, "Asia/Tokyo", "Es ist am Montag um 17:30 Uhr Ihrer Ortszeit zurück."),
    ("es", datetime(2026, 11, 28, 1, 0, tzinfo=BERLIN), "", "Vuelve mañana a la 1:00 (hora de Europa central)."),
    ("es", datetime(2026, 12, 7, 11, 0, tzinfo=BERLIN), "", "Vuelve el lunes 7 de diciembre a las 11:00 ("),
    ("fr", datetime(2026, 12, 1, 9, 0, tzinfo=BERLIN), "", "de retour mardi à 9 h 00 (heure d’Europe centrale)."),
    ("fr", datetime(2027, 1, 1, 9, 0, tzinfo=BERLIN), "", "de retour vendredi 1er janvier à 9 h 00 ("),
    ("it", OPENS, "Europe/London", "Torna lunedì alle ore 8:30, ora locale Sua."),
    ("pt", OPENS, "America/Sao_Paulo", "Volta segunda-feira às 5:30, no seu horário local."),
    ("nl", OPENS, "", "Het is maandag om 9:30 uur (Midden-Europese tijd) weer terug."),
    ("pl", datetime(2026, 12, 1, 9, 0, tzinfo=BERLIN), "", "Wraca we wtorek o 9:00 (czas środkowoeuropejski)."),
    ("pl", datetime(2026, 12, 2, 9, 0, tzinfo=BERLIN), "Europe/Warsaw", "Wraca w środę o 9:00 Twojego czasu."),
    ("ja", OPENS, "Asia/Tokyo", "お客様の現地時間で月曜日の17:30に戻ります。"),
    ("zh", OPENS, "", "星期一 9:30（中欧时间）恢复上线。"),
]


@pytest.mark.parametrize(("language", "opens", "theirs", "part"), MOMENTS)
def test_when_the_team_is_back(language: str, opens: datetime, theirs: str, part: str) -> None:
    assert part in closed(language, opens, theirs)


def test_today_and_tomorrow_are_those_of_the_clocks_that_are_shown() -> None:
    opens = datetime(2026, 11, 28, 1, 0, tzinfo=BERLIN)
    assert "tomorrow at 1:00 AM (Europe/Berlin time)" in closed("en", opens)
    assert "today at 7:00 PM your time" in closed("en", opens, "America/New_York")
    assert "today at 9:00 AM your time" in closed("en", opens, "Asia/Tokyo")
    assert "hoy a las 19:00, hora local suya" in closed("es", opens, "America/New_York")


def test_a_zone_without_a_place_has_its_own_name() -> None:
    said = sentences.closed(Wording("de"), NOW, OPENS, "UTC")
    assert "am Montag um 8:30 Uhr (UTC)" in said


@EACH_LANGUAGE
def test_each_language_names_the_ways_and_leaves_no_placeholder(language: str) -> None:
    for said in refusals(Wording(language), ALL_WAYS)[:5]:
        assert all(way in said for way in (EMAIL, PHONE, PAGE))
        assert "{" not in said


def test_the_languages_are_those_that_the_product_speaks() -> None:
    assert list(SENTENCES) == list(LANGUAGES) == list(NAMES)


@pytest.mark.parametrize("language", ["tlh", "", "EN"])
def test_an_unknown_language_is_english(language: str) -> None:
    assert sentences.hand_off(Wording(language)) == sentences.hand_off(ENGLISH)


# --- Offers


@EACH_LANGUAGE
@pytest.mark.parametrize("stuck", [True, False])
def test_an_offer_is_never_put_twice_in_the_same_words(language: str, stuck: bool) -> None:
    said: list[str] = []
    while found := sentences.offer(Wording(language), stuck, said):
        assert found not in said
        said.append(found)
    assert len(said) >= 4


def test_an_offer_counts_as_said_whatever_stands_around_it_and_however_it_is_set() -> None:
    first, second, *_ = sentences.offers(ENGLISH, stuck=True)
    assert sentences.offer(ENGLISH, True, [f"Oh dear. {first.upper()}  "]) == second
    assert sentences.offer(ENGLISH, True, ["Would you like me to connect you with our support team?"]) == first


@EACH_LANGUAGE
def test_each_offer_is_read_as_one(language: str) -> None:
    read = offers_human if language == "en" else spoken.offers_human
    for stuck in (True, False):
        assert all(read(text) for text in sentences.offers(Wording(language), stuck))


@EACH_LANGUAGE
def test_nothing_else_is_read_as_an_offer_or_as_asking(language: str) -> None:
    for said in (*refusals(Wording(language), NO_CONTACTS), sentences.hand_off(Wording(language))):
        assert not spoken.offers_human(said)
        assert not offers_human(said)
        assert not spoken.asks_for_human(said)


# --- Promises


@EACH_LANGUAGE
def test_where_nobody_comes_nobody_is_promised(language: str) -> None:
    for said in refusals(Wording(language), ALL_WAYS):
        assert {promise.kind for promise in promises_in(said)} <= {PromiseKind.TIME}, said


@EACH_LANGUAGE
def test_our_own_sentences_would_pass_as_a_merchants(language: str) -> None:
    ours = SENTENCES[language]
    texts = {
        Kind.OFFER: "\n".join((*ours.when_stuck, *ours.offers)),
        Kind.HAND_OFF: ours.hand_off,
        Kind.CLOSED: ours.back,
        Kind.NO_HUMANS: ours.no_humans,
        Kind.FAILED: ours.failed,
        Kind.DECLINED: ours.declined,
        Kind.GOES_ON: ours.goes_on,
    }
    assert {kind: problem_with(kind, text) for kind, text in texts.items()} == dict.fromkeys(Kind, "")


PROBLEMS = [
    (Kind.GOES_ON, "A colleague will get back to you.", "promises"),
    (Kind.DECLINED, "Fine. I'm connecting you with our team now.", "promises"),
    (Kind.FAILED, "We'll call you back.", "gets in touch"),
    (Kind.NO_HUMANS, "Ein Kollege meldet sich bei Ihnen.", "promises"),
    (Kind.CLOSED, "Our team is back tomorrow at 9 AM.", "{back}"),
    (Kind.HAND_OFF, "I'm connecting you. We'll call you back.", "gets in touch"),
    (Kind.OFFER, "Shall I connect you with our team?\nI'm connecting you with our team.", "Ask"),
    (Kind.HAND_OFF, "One moment, {name}.", "{name}"),
    (Kind.CLOSED, "Back {when}.", "{back} and {contacts}"),
    (Kind.FAILED, "Back {back}.", "{contacts}"),
    (Kind.GOES_ON, "x" * 501, "500"),
]


@pytest.mark.parametrize(("kind", "text", "part"), PROBLEMS)
def test_a_merchant_is_told_what_is_wrong(kind: Kind, text: str, part: str) -> None:
    assert part in problem_with(kind, text)


FINE = [
    (Kind.OFFER, "Shall I connect you with our team?\nWould you like to talk to a person?"),
    (Kind.OFFER, "Soll ich Sie mit einem Mitarbeiter verbinden?"),
    (Kind.HAND_OFF, "One moment, I'm connecting you with our team."),
    (Kind.CLOSED, "We're closed. We're back {back}. {contacts}"),
    (Kind.NO_HUMANS, "There is nobody in this chat but me. Write to {contacts}."),
    (Kind.GOES_ON, "x" * 500),
    (Kind.DECLINED, ""),
]


@pytest.mark.parametrize(("kind", "text"), FINE)
def test_a_merchants_fair_sentence_is_fine(kind: Kind, text: str) -> None:
    assert problem_with(kind, text) == ""


# --- The merchant's own


def test_own_text_replaces_ours_in_its_language_alone() -> None:
    own = {"de": {"hand_off": "Moment bitte.", "offer": "Darf ich?\n\n Soll ich?"}}
    german = Wording("de", own)
    assert sentences.hand_off(german) == "Moment bitte."
    assert sentences.goes_on(german) == sentences.goes_on(Wording("de"))
    assert sentences.hand_off(Wording("en", own)) == sentences.hand_off(ENGLISH)
    assert sentences.offers(german, True) == sentences.offers(german, False) == ("Darf ich?", "Soll ich?")
    assert sentences.offer(german, True, ["darf ich", "Soll ich?"]) == ""


def test_own_text_is_filled_in() -> None:
    own = Wording(own={"en": {"closed": "Back {back}.\nOr: {contacts}", "no_humans": "Try {contacts}.", "failed": " "}})
    assert sentences.closed(own, NOW, OPENS, "Europe/Berlin", ALL_WAYS) == (
        f"Back on Monday at 9:30 AM (Europe/Berlin time).\nOr: {EMAIL}, {PHONE} or {PAGE}"
    )
    assert sentences.no_humans(own, Contacts(EMAIL)) == f"Try {EMAIL}."
    assert sentences.failed(own) == sentences.failed(ENGLISH)


FILLED = [
    ("We're away. Back {back}. Bye.", {"back": ""}, "We're away. Bye."),
    ("Back {back}.", {"back": ""}, ""),
    ("Mail a.b@c.example or {contacts}! Bye", {"contacts": ""}, "Bye"),
    ("休息中。{back}回来。再见。", {"back": ""}, "休息中。再见。"),
    ("{contacts}", {"contacts": "{back}", "back": "x"}, "{back}"),
    ("{unknown} stays", {}, "{unknown} stays"),
]


@pytest.mark.parametrize(("text", "values", "expected"), FILLED)
def test_a_sentence_with_nothing_to_fill_in_is_left_out(text: str, values: dict[str, str], expected: str) -> None:
    assert filled(text, values) == expected


# --- The page of the documentation


def test_the_page_is_up_to_date() -> None:
    assert command.PAGE.read_text() == page.markdown(), "Mend it with: python3 dev.py manage sentences --write"


def test_the_page_shows_every_sentence() -> None:
    text = page.markdown()
    for ours in SENTENCES.values():
        assert all(
            said in text for said in (*ours.when_stuck, *ours.offers, ours.hand_off, ours.declined, ours.goes_on)
        )


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("sentences")
    assert capsys.readouterr().out == page.markdown()


def test_the_command_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "PAGE", tmp_path / "sentences.md")
    call_command("sentences", "--write", verbosity=0)
    assert (tmp_path / "sentences.md").read_text() == page.markdown()
    monkeypatch.setattr(command, "PAGE", tmp_path / "no" / "sentences.md")
    with pytest.raises(CommandError, match=r"sentences\.md"):
        call_command("sentences", "--write")


def test_the_examples_time_is_what_the_page_says() -> None:
    assert datetime(2026, 11, 27, 20, tzinfo=UTC).astimezone(BERLIN).strftime("%A %H:%M") == "Friday 21:00"
