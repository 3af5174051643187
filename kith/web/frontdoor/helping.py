"""Early help: every offer with its counts, and one from the family's answer to the first meeting."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from kith.core import says
from kith.frontdoor.actions import helping as actions
from kith.frontdoor.actions import work
from kith.frontdoor.models import HelpOffer
from kith.frontdoor.queries import helping as queries
from kith.frontdoor.queries.told_already import told_already
from kith.frontdoor.rules.helping import Answer, Stands
from kith.people.queries import everyone
from kith.sharing import audit, gate, rules
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.protection.moments import HourField, moment
from kith.web.refer.forms import Words, line

PURPOSE = "offering a family early help"


class Family(GovForm):
    """What came of asking the family."""

    answer = forms.ChoiceField(
        label="What came of asking the family?",
        widget=forms.RadioSelect,
        choices=[
            (Answer.AGREED.value, "They agree"),
            (Answer.REFUSED.value, "They said no"),
            (Answer.NOT_REACHED.value, "They were not reached"),
            (Answer.NOT_NEEDED.value, "It goes on without their agreement"),
        ],
        error_messages={"required": "Say what came of asking."},
    )
    because = Words(
        "Why is their agreement not needed?", hint="What the law says to that, too.", rows=2, needed=False
    )
    who = line(
        "Who was asked?", most=200, hint="A name, and what they are to the child.", needed=False, wide=True
    )
    how = line("How?", most=200, hint="For example by telephone, or at home.", needed=False, wide=True)
    on = DayField(label="On which day?", help_text="For example, 27 3 2027", required=False)
    words = Words("What did they say?", hint="As they said it.", rows=3, needed=False)
    reveals = {"answer": {Answer.NOT_NEEDED.value: ["because"]}}
    hints = {
        "answer": {
            Answer.AGREED.value: "Now information may go on to early help.",
            Answer.NOT_REACHED.value: "After three tries it comes back to whoever decides.",
        }
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hour"] = HourField("At what time?")
        self.order_fields(["answer", "because", "who", "how", "on", "hour", "words"])


class Allocate(GovForm):
    """Who leads."""

    post = forms.ChoiceField(label="Who leads?", widget=forms.RadioSelect, choices=[], required=False)

    def __init__(self, *args: Any, leads: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = leads  # type: ignore[attr-defined]


class SendBack(GovForm):
    """Why early help is not right after all."""

    because = Words(
        "Why is early help not right?",
        hint="What was found out, and what the child needs.",
        rows=3,
        needed=False,
    )


class Meet(GovForm):
    """The first meeting, or a try at one."""

    is_met = forms.ChoiceField(
        label="Did you meet the family?",
        widget=forms.RadioSelect(attrs={"inline": True}),
        choices=[("yes", "Yes"), ("no", "No")],
        error_messages={"required": "Say whether you met them."},
    )
    whom = line("Whom did you meet, or try to reach?", most=200, needed=False, wide=True)
    on = DayField(label="On which day?", help_text="For example, 27 3 2027", required=False)
    words = Words("What was agreed, or what happened?", rows=3, needed=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hour"] = HourField("At what time?")
        self.order_fields(["is_met", "whom", "on", "hour", "words"])


class Look(GovForm):
    """What it means that it came back."""

    is_anew = forms.ChoiceField(
        label="What now?",
        widget=forms.RadioSelect,
        choices=[("yes", "It is decided again"), ("no", "The decision stays")],
        error_messages={"required": "Say whether it is decided again."},
    )
    because = Words(
        "Why?", hint="What the family said, and what it changes or does not change.", needed=False
    )


@require_safe
def offers(request: Request) -> HttpResponse:
    """Every offer that this post may read, late first, with how many were offered, accepted and are active."""
    gate.must(request.actor, "help.read")
    found = queries.every(at=request.now)
    audit.write(
        "frontdoor.help_listed",
        at=request.now,
        purpose="plan",
        subjects=sorted({each.subject for each in found}),
    )
    waits = [each for each in found if each.is_open]
    return page(
        request,
        "frontdoor/help_offers.html",
        waits=waits,
        active=[each for each in found if each.stands is Stands.ACTIVE],
        over=[each for each in found if each.stands in {Stands.STAYS, Stands.DECIDED_AGAIN}],
        to_allocate=sum(each.stands is Stands.TO_ALLOCATE for each in found),
        allocates=request.actor is not None and request.actor.may("contact.decide"),
        late=sum(bool(each.due_at and each.due_at < request.now) for each in waits),
        offered=len(found),
        accepted=sum(each.is_accepted for each in found),
        purpose=PURPOSE,
        here="help",
    )


FORMS: dict[str, type[GovForm]] = {
    "family": Family,
    "allocate": Allocate,
    "back": SendBack,
    "meet": Meet,
    "look": Look,
}
SAID = {
    "family": "What the family says is written down.",
    "allocate": "Allocated. Whoever leads is told, and reads what was told of the child from now on.",
    "back": "It is back at the front door, with your reason: somebody looks at it again.",
    "meet": "Written down.",
    "look": "You have looked again, and it is written down.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: Request, reference: str) -> HttpResponse:
    """One offer: what was said and done; on POST, the next of it."""
    by = gate.must(request.actor, "help.read")
    does = request.POST.get("do", "") if request.method == "POST" else ""
    area = by.partnerships[0]
    leads = queries.leads(area, request.now)

    def form(name: str, data: Any = None) -> GovForm:
        given: dict[str, Any] = {"leads": leads} if name == "allocate" else {}
        first = {"on": says.today_in_london(request.now), "hour": says.hour(request.now)}
        return FORMS[name](data, initial={} if data else first, **given)

    bound = form(does, request.POST) if does in FORMS else None
    if bound is not None and bound.is_valid():
        try:
            _do(does, reference, dict(bound.cleaned_data), request)
        except work.CannotDo as refusal:
            bound.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, SAID[does])
            return redirect("frontdoor:help_offer", reference=reference)
    row = gate.open_record(
        HelpOffer.objects.select_related("contact"), reference, actor=by, needs="help.read", purpose="plan",
        at=request.now,
    )  # fmt: skip
    told, standing = queries.one(row, at=request.now), gate.standing(row)
    writes = rules.reaches(by.reach, "help.write", standing)
    decides = rules.reaches(by.reach, "contact.decide", standing)
    offered = {
        "family": writes and told.stands in {Stands.TO_ASK, Stands.TO_ALLOCATE, Stands.TO_MEET},
        "allocate": decides and told.stands in {Stands.TO_ALLOCATE, Stands.TO_MEET},
        "back": decides and told.stands in {Stands.TO_ALLOCATE, Stands.TO_MEET},
        "meet": writes and told.stands is Stands.TO_MEET,
        "look": decides and told.stands is Stands.BACK,
    }
    if bound is not None and not offered[does]:
        bound.overtaken("Nothing was saved: this waits for nothing of this kind from you any more.")
    return page(
        request,
        "frontdoor/help_offer.html",
        told=told,
        form=bound,
        forms={name: bound if name == does and bound else form(name) for name in FORMS},
        offered=offered,
        is_overtaken=bound is not None and not offered[does],
        nobody_leads=not leads,
        has_told=told_already(everyone(told.subject)),
        reads_contact=rules.reaches(by.reach, "contact.read", standing, "plan"),
        purpose=PURPOSE,
        here="help",
    )


def _do(does: str, reference: str, said: dict[str, Any], request: Request) -> None:
    who: dict[str, Any] = {"offer": reference, "by": request.actor, "at": request.now}
    if "on" in said:
        said["happened_at"] = moment(said.pop("on"), said.pop("hour"))
    if does == "family":
        actions.family_answers(**said, **who)
    elif does == "allocate":
        actions.allocate_help(**said, **who)
    elif does == "back":
        actions.send_back_help(**said, **who)
    elif does == "meet":
        actions.try_to_meet(**{**said, "is_met": said["is_met"] == "yes"}, **who)
    else:
        actions.look_again_at_help(is_anew=said["is_anew"] == "yes", because=said["because"], **who)
