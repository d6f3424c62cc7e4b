"""Send again: the context of one handoff, or of all that the list's filters leave."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse

from agents.access import Access
from agents.admin.base import refuse_forms_of_others, required_access
from agents.admin.pages import page
from handoff import configuration, redriving
from handoff.admin.handoff_filters import HandoffFilters
from handoff.admin.handoff_lines import url_of
from handoff.admin.handoff_undelivered import left_out, plan_shown
from handoff.days import zone_named
from handoff.models import Handoff
from handoff.redrive_rules import why_not

LIST = "admin:handoff_handoff_changelist"
DOUBTFUL = "may_double"
ONLY_ADMINS = "Only an admin of your Brand can send contexts again."
SENT = "It is being sent again. Reload this page in a moment to see how it fares."
LOOK_FIRST = "Look in {platform} first, and say that it is not there: else it may be there twice."
NONE_SENT = "None of them could be sent again."
PLATFORM = "platform"
OTHER_PLATFORM = "Your Brand chose another platform meanwhile. Nothing was sent: see what can be sent now."


def one(request: HttpRequest, handoff: Handoff | None) -> HttpResponse:
    access = _of_admin(request)
    if handoff is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    _send_one(request, handoff, access)
    return redirect(url_of(handoff))


def _send_one(request: HttpRequest, handoff: Handoff, access: Access) -> None:
    platform = str(handoff.get_provider_display())
    if redriving.is_doubtful(handoff) and not request.POST.get(DOUBTFUL):
        messages.error(request, LOOK_FIRST.format(platform=platform))
        return
    obstacle = redriving.redrive(handoff, configuration.provider_of(access.brand), _by(request))
    if obstacle:
        messages.warning(request, why_not(obstacle, platform))
    else:
        messages.success(request, SENT)


def many(request: HttpRequest, rows: QuerySet[Handoff]) -> HttpResponse:
    """Exactly the rows of the list, once a person has seen how many they are."""
    access = _of_admin(request)
    chosen = configuration.provider_of(access.brand)
    filters = HandoffFilters(request.GET, brand=access.brand, zone=zone_named(chosen.timezone))
    wanted = filters.apply(rows)
    plan = plan_shown(filters, wanted, access.brand)
    if plan is None:
        raise Http404
    if request.method == "POST":
        refuse_forms_of_others(request, access.brand)
        return _send_many(request, wanted, access)
    return page(
        request,
        "handoff/admin/handoffs_redrive.html",
        "Send again",
        plan=plan,
        platform=str(chosen),
        kind=chosen.kind,
        left_out=left_out(plan),
        most=redriving.MOST_AT_ONCE,
        query=request.GET.urlencode(),
    )


def _send_many(request: HttpRequest, rows: QuerySet[Handoff], access: Access) -> HttpResponse:
    chosen = configuration.provider_of(access.brand)
    if request.POST.get(PLATFORM, chosen.kind) != chosen.kind:
        messages.warning(request, OTHER_PLATFORM)
        return redirect(request.get_full_path())
    sent = redriving.redrive_all(rows, chosen, _by(request), doubtful=bool(request.POST.get(DOUBTFUL)))
    if sent:
        messages.success(request, f"{_counted(sent)} being sent again to {chosen}.")
    else:
        messages.warning(request, NONE_SENT)
    return redirect(f"{reverse(LIST)}?{request.GET.urlencode()}")


def _counted(number: int) -> str:
    return "1 context is" if number == 1 else f"{number} contexts are"


def _of_admin(request: HttpRequest) -> Access:
    access = required_access(request)
    if not access.may_configure:
        raise PermissionDenied(ONLY_ADMINS)
    return access


def _by(request: HttpRequest) -> str:
    return request.user.get_username()
