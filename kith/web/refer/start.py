"""Where a referrer begins: what is not finished, what was sent and how far it has come; and the list of steps."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from kith.core import says
from kith.frontdoor.queries import sent
from kith.intake import queries, rules
from kith.intake.models import Draft
from kith.sharing import gate
from kith.sharing.models import Partnership
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer import begin, drafts, steps
from kith.web.refer.answers import MOST_CHILDREN, Answers, named
from kith.web.refer.keyed import keyed_for

DRAFTS_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request) -> HttpResponse:
    """Everything from one's own agency; on POST, begin."""
    by = gate.must(request.actor, "contact.send")
    areas = list(Partnership.objects.filter(pk__in=by.partnerships).order_by("pk"))
    is_asked = request.method == "POST"
    form = begin.Begin(begin.posted(request.POST) if is_asked else None, by=by, areas=areas)
    goes = begin.road(form, by=by, at=request.now) if form.is_bound and form.is_valid() else None
    if goes is not None:
        return goes
    shows_all = "all" in request.GET
    found = sent.sent_by_agency(actor=by, at=request.now, most=1_000 if shows_all else 25)
    waiting = [
        {
            "reference": draft.reference,
            "says": Answers(draft.answers).about_in_short,
            "post": "" if draft.by_post_id == by.post_id else draft.by_post.says,
            "saved_at": draft.saved_at,
            "kept_until": rules.kept_until(draft.saved_at),
        }
        for draft in Draft.objects.filter(agency_id=by.agency_id, sent=None)
        .select_related("by_post")
        .order_by("-saved_at")[:DRAFTS_SHOWN]
    ]
    return page(
        request,
        "refer/start.html",
        heading=_heading(found, waiting),
        found=found,
        drafts=waiting,
        form=form,
        danger=True,
        purpose="telling the front door",
    )


def _heading(found: sent.Sent, waiting: list[dict[str, object]]) -> str:
    parts = []
    if found.unread:
        parts.append(f"{says.count(found.unread, 'answer')} to read")
    if found.open_count:
        parts.append(f"{found.open_count} with the front door")
    if waiting:
        parts.append(f"{says.count(len(waiting), 'draft')} to finish")
    return "Your referrals: " + ", ".join(parts) if parts else "Tell us about a child"


@require_safe
def list_of_steps(request: Request, reference: str) -> HttpResponse:
    """The steps in any order, and how far each has come."""
    try:
        draft = drafts.open_draft(reference, actor=request.actor, at=request.now)
    except drafts.AlreadySent as before:
        return redirect("refer:receipt", reference=before.receipt.reference)
    assert request.actor is not None
    sending = drafts.sending_of(draft, by=request.actor, at=request.now)
    more = sending.answers.next_number("child", MOST_CHILDREN)
    must = list(steps.tasks(sending, steps.must(sending.answers)))
    to_finish = [task for task in must if not task.is_done]
    return page(
        request,
        "refer/steps.html",
        draft=draft,
        whose=keyed_for(draft),
        about=says.people(sending.answers.about) if sending.answers.about else "",
        must=must,
        helps=list(steps.tasks(sending, steps.helps(sending.answers))),
        is_adult_led=sending.answers.is_adult_led,
        to_finish=len(to_finish),
        says_what_happened=sending.answers.says_what_happened,
        another=named("child", more)
        if more and sending.answers.full_name(1) and sending.answers.children
        else "",
        files=queries.of_draft(draft.pk).count(),
        kept_until=rules.kept_until(draft.saved_at),
        danger=True,
        purpose="telling the front door",
    )
