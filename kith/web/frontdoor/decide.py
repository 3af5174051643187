"""The threshold decision, and asking a manager before signs, harm or danger are closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.frontdoor import considered
from kith.frontdoor.actions import closing, views, work
from kith.frontdoor.actions import decide as actions
from kith.frontdoor.actions.joint import Joint
from kith.frontdoor.models import ClosingAsk
from kith.frontdoor.queries import deciding
from kith.frontdoor.queries import views as thought
from kith.frontdoor.queries.beside import everyone_in
from kith.frontdoor.queries.others import Other, to_think_of
from kith.frontdoor.queries.picture import Picture, picture
from kith.frontdoor.queries.thresholds import cited
from kith.frontdoor.rules import decide as rules
from kith.frontdoor.rules import together
from kith.frontdoor.rules.contact import State
from kith.frontdoor.rules.together import Proposal
from kith.sharing.actor import Actor
from kith.web.child.kin import panel_of
from kith.web.forms import count_read
from kith.web.frontdoor.decide_form import Decide
from kith.web.frontdoor.door import HEARS, hears, way_of
from kith.web.frontdoor.matrix import matrix
from kith.web.frontdoor.others import said_of_each, typed
from kith.web.frontdoor.shown import TOO_LATE, shown
from kith.web.middleware import Request
from kith.web.page import page


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, reference: str) -> HttpResponse:
    """Show what a decision needs; on POST, record it or say what is missing."""
    if request.method == "POST":
        given, refused = _asked(request), {}
        if "ask" in request.POST:
            return _ask_manager(request, reference, given)
        if "ask_views" in request.POST:
            return _ask_views(request, reference, given)
        if "preview" not in request.POST:
            try:
                made = actions.decide(contact=reference, by=request.actor, at=request.now, **given)  # type: ignore[arg-type]
            except work.CannotDo as refusal:
                refused = refusal.fields or {"__all__": " ".join(refusal.objections)}
            else:
                says = rules.outcomes().get(given["outcome"], deciding.day_of(request.now)).says
                messages.success(request, f"Recorded: {says}. {HEARS[way_of(made.contact)]}")
                return redirect("frontdoor:contact", reference=reference)
        return _show(request, reference, posted=given, refused=refused)
    return _show(request, reference)


def _ask_manager(request: Request, reference: str, given: dict[str, Any]) -> HttpResponse:
    """Ask the managers with what was typed; it stands in the form again when the answer is there."""
    try:
        closing.ask_manager(
            contact=reference,
            outcome=given["outcome"],
            reasons=given["reasons"],
            proposed={
                name: said for name, said in given.items() if name not in {"outcome", "reasons", "read"}
            },
            by=request.actor,  # type: ignore[arg-type]
            at=request.now,
        )
    except work.CannotDo as refusal:
        refused = refusal.fields or {"__all__": " ".join(refusal.objections)}
        return _show(request, reference, posted=given, refused=refused)
    messages.success(
        request, "A manager is asked. The answer comes to your worklist; what you typed is kept."
    )
    return redirect("frontdoor:contact", reference=reference)


def _ask_views(request: Request, reference: str, given: dict[str, Any]) -> HttpResponse:
    """Ask police and health with what was typed; it stands in the form again when they have answered."""
    try:
        asked = views.ask_views(
            contact=reference,
            level=given["level"],
            section_47=given["section_47"],
            outcome=given["outcome"],
            reasons=given["reasons"],
            proposed={name: said for name, said in given.items() if name != "read"},
            by=request.actor,  # type: ignore[arg-type]
            at=request.now,
        )
    except work.CannotDo as refusal:
        refused = refusal.fields or {"__all__": " ".join(refusal.objections)}
        return _show(request, reference, posted=given, refused=refused)
    for each in asked:
        if each.post is None:
            voice = together.says(each.voice, deciding.day_of(request.now)).lower()
            messages.warning(request, f"Nobody in this area’s directory speaks for {voice}. Ring them.")
    if any(each.post for each in asked):
        messages.success(
            request, "Asked. Their answers come to the head of this page; what you typed is kept."
        )
    return redirect("frontdoor:decide", reference=reference)


def _kept(found: Picture, voices: list[thought.Voice], by: Actor) -> dict[str, Any]:
    """What this post typed when it last asked a manager, or police and health, for the form."""
    mine = [each for each in voices if each.is_view and each.by_post in by.posts]
    last = None
    if found.asks:
        asks = ClosingAsk.objects.filter(contact=found.contact, by_post_id__in=by.posts)
        last = asks.order_by("-id").first()
    if mine and (last is None or mine[-1].asked_at > last.asked_at):
        kept = mine[-1].proposed
    elif last:
        kept = {**last.proposed, "outcome": last.outcome, "reasons": last.reasons}
    else:
        return {}
    return {**kept, **typed(kept.get("each", {})), f"criteria_{kept.get('level')}": kept.get("criteria", [])}


def _joint(
    found: Picture,
    facts: rules.Facts,
    table: thought.Table,
    posted: dict[str, Any],
    others: list[Other],
    request: Request,
) -> list[str]:
    """What is missing of the others’ views, and of the thought for the other children."""
    day = deciding.day_of(request.now)
    joint = Joint.with_(
        found.contact,
        facts,
        Proposal(posted["level"], posted["section_47"], posted["outcome"]),
        table.said,
        at=request.now,
    )
    lacks = joint.objections(against=posted["against"], alone_because=posted["alone_because"])
    lacks |= together.objections_about_others(
        len(found.contact.beside), others=posted["others"], others_why=posted["others_why"]
    )
    lacks |= considered.objections(
        found.contact, others, posted["each"], may_wait=rules.may_think_later(posted["outcome"], day)
    )
    return list(lacks.values())


def _asked(request: Request) -> dict[str, Any]:
    """What the form says, as the action takes it; what it means is for the action to judge."""
    told = request.POST
    level = told.get("level", "")
    names = (
        "section_47",
        "section_47_why",
        "outcome",
        "reasons",
        "against",
        "options",
        "not_asked_why",
        "feedback",
        "lead",
        "alone_because",
        "others",
        "others_why",
    )
    return {
        "read": count_read(told.get("read", "")),
        "level": level,
        "each": said_of_each(told.dict()),
        "criteria": [code.replace("\x00", "")[:10] for code in told.getlist(f"criteria_{level}")],
        **{name: told.get(name, "").replace("\x00", "").strip() for name in names},
    }


def _show(
    request: Request,
    reference: str,
    *,
    posted: dict[str, Any] | None = None,
    refused: dict[str, str] | None = None,
) -> HttpResponse:
    found = picture(reference, actor=request.actor, at=request.now, needs="contact.decide")
    assert request.actor is not None
    day = deciding.day_of(request.now)
    facts = deciding.facts(found.contact, request.actor)
    effects = _effects(found, facts, request)
    voices = thought.history(found.contact.pk, at=request.now)
    table = thought.table(
        voices,
        facts=facts,
        rag=found.contact.rag,
        section_47=posted["section_47"] if posted else "",
        since=[facts.news_at, found.decision.decided_at if found.decision else None],
        day=day,
    )
    threshold = cited(found.contact.partnership_id, day)
    kin = panel_of(everyone_in(found.contact), today=day, at=request.now, purpose="decide")
    is_open = found.contact.state == State.RECEIVED
    others = to_think_of(found.contact, (line.kin for line in kin.lines), today=day) if is_open else []
    form = Decide(
        request.POST if posted is not None else None,
        initial=_kept(found, voices, request.actor) if posted is None else {},
        threshold=threshold,
        leads=deciding.leads(found.contact.partnership_id, day),
        outcomes=[(effect.outcome, effect.says) for effect in effects],
        facts=facts,
        stands_beside=len(found.contact.beside),
        is_somebody_silent=bool(table.silent),
        others=others,
    )
    if posted is not None and refused:
        form.refuse_where(refused)
    if not is_open:
        form.overtaken(TOO_LATE)
    return page(
        request,
        "frontdoor/decide.html",
        picture=found,
        contact=found.contact,
        shown=shown(found, request.now),
        kin=kin,
        matrix=matrix(found),
        facts=facts,
        form=form,
        read=len(found.additions),
        effects=effects,
        chosen=next((e for e in effects if posted and e.outcome == posted["outcome"]), None),
        suggestions=_suggestions(posted),
        still_missing=[
            *deciding.still_missing(found.contact, facts, posted, day, threshold),
            *_joint(found, facts, table, posted, others, request),
        ]
        if posted and not refused
        else [],
        table=table,
        is_previewed=posted is not None and not refused,
        asks_manager=bool(facts.worries),
        agreed=[
            entry.says
            for entry in rules.outcomes().on(day)
            if entry.code in facts.agreed_to and rules.needs_agreement(entry.code, facts, day)
        ],
        may_agree=request.actor.may("closing.agree"),
        who_may_agree=deciding.who_may_agree(found.contact.partnership_id, day) if facts.worries else [],
        is_asked=any(each.waits for each in found.asks),
        is_open=is_open,
        threshold=threshold,
        threshold_warning=threshold.warning(day),
        purpose="deciding what help a child needs",
        here="worklist",
    )


def _suggestions(posted: dict[str, Any] | None) -> dict[str, list[Any]]:
    """Kind suggestions beside each text that was written."""
    names = ("reasons", "section_47_why", "against", "options", "not_asked_why", "feedback")
    return {name: deciding.suggestions([posted[name]]) for name in names} if posted else {}


def _effects(found: Picture, facts: rules.Facts, request: Request) -> list[deciding.Effect]:
    home = next((address.line or address.postcode for address in found.addresses if address.is_current), "")
    return deciding.effects(
        found.contact,
        facts,
        sender=hears(found.contact),
        is_home_unsafe=bool(found.unsafe),
        home=home,
        day=deciding.day_of(request.now),
    )
