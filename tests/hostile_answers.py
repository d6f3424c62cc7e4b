"""The pages of a hostile Brand as Django's client gets them: quick, and with the markup to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, QueryDict
from django.test import Client

from tests.hostile_pages import Hostile
from tests.hostile_visit import CSRF, Visit


@dataclass
class Asker:
    """Each of the people with a client of their own, which has to bring the form's token as a browser does."""

    hostile: Hostile
    clients: dict[str, Client] = field(default_factory=dict)

    def ask(self, visit: Visit) -> HttpResponse:
        if visit.who not in self.clients:
            self.clients[visit.who] = self._client_for(visit)
        client = self.clients[visit.who]
        if visit.posted is None:
            return followed(client, client.get(visit.path))
        posted = QueryDict(mutable=True)
        for name, value in visit.fields():
            posted.appendlist(name, value)
        files = {visit.upload.field: a_file(visit)} if visit.upload else {}
        return followed(client, client.post(visit.path, {**dict(posted.lists()), **files}))

    def _client_for(self, visit: Visit) -> Client:
        user = self.hostile.user(visit.who)
        client = Client(enforce_csrf_checks=True)
        if user:
            client.force_login(user)
        client.cookies["csrftoken"] = CSRF
        return client


def followed(client: Client, answer: HttpResponse) -> HttpResponse:
    while answer.status_code == 302:
        answer = client.get(answer["Location"])
    return answer


def a_file(visit: Visit) -> SimpleUploadedFile:
    assert visit.upload
    return SimpleUploadedFile(visit.upload.name, visit.upload.text.encode())


def pages_of(hostile: Hostile) -> Iterator[tuple[str, str]]:
    """Each page's name and its HTML."""
    asker = Asker(hostile)
    for visit in hostile.visits:
        answer = asker.ask(visit)
        assert answer.status_code < 500, visit.page
        yield visit.page, answer.content.decode()
