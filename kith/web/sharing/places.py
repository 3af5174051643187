"""The partnerships and what is in them: how far their founding has come, and founding one."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kith.core.says import count, today_in_london
from kith.notify.queries import silent, that_answer
from kith.sharing import gate
from kith.sharing.actions import founding
from kith.sharing.models import Partnership
from kith.sharing.queries import places as register
from kith.sharing.queries import posts
from kith.web.doors.growing import growing
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page

# One agency that refers, besides the council whose front door it is.
FEWEST_AGENCIES = 2
OUTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
PHONE = re.compile(r"\+?[\d ]{5,19}")


@dataclass(frozen=True)
class Area:
    """A partnership, and what is still to do before its front door works."""

    code: str
    says: str
    duty_says: str
    duty_phone: str
    receipt_prefix: str
    outcodes: str
    steps: list[dict[str, Any]]
    to_do: int


@require_GET
def places(request: Request) -> HttpResponse:
    """Every partnership of this post, its agencies, and what is still to found."""
    actor = gate.must(request.actor, "post.manage")
    today = today_in_london(request.now)
    found = register.founded(posts.areas(actor), on=today)
    answering = that_answer({agency for each in found for agency in each.senders})
    agencies = register.agencies(actor=actor, on=today)
    unanswered = silent(line.id for line in agencies)
    return page(
        request,
        "sharing/places.html",
        areas=[area_of(each, answering, actor.may("agreement.sign")) for each in found],
        agencies=[(line, unanswered.get(line.id)) for line in agencies],
        may_found=register.keeps_installation(actor),
        may_change=actor.may("partnership.manage"),
        growing=growing(request) if register.keeps_installation(actor) else None,
    )


def area_of(found: register.Founded, answering: set[int], may_sign: bool) -> Area:
    """What is there and what is not, in the order in which it is founded."""
    mute = len(found.senders - answering)
    agency_url, post_url = reverse("sharing:found_agency"), reverse("sharing:make_post")
    steps = [
        step(
            "The council and the other agencies",
            "Whoever protects children here: police, health, schools, youth justice and the rest.",
            found.has_council and found.agencies >= FEWEST_AGENCIES,
            agency_url,
            count(found.agencies, "agency", "agencies") if found.agencies else "",
        ),
        step(
            "The team that is the front door",
            "A team of the council. What is sent arrives with it: open the council, and make the team.",
            bool(found.front_door),
            reverse("sharing:places") + "#agencies",
            found.front_door,
        ),
        step(
            "Somebody who decides at the front door",
            "A post in that team, and who holds it.",
            "contact.decide" in found.holds,
            post_url,
        ),
        step(
            "Somebody who keeps agreements",
            "A partnership manager, or the manager of the front door.",
            "agreement.sign" in found.holds,
            post_url,
        ),
        step(
            "An agreement for the front door’s own agency",
            "Without one it reads no contact. Whoever keeps agreements enters it.",
            "contact" in found.covered,
            reverse("sharing:sign") if may_sign else "",
        ),
        step(
            "Somebody who may refer a child",
            "The lead for safeguarding in a school, for example.",
            len(found.senders - {found.front_door_agency}) > 0,
            post_url,
        ),
        step(
            "A mailbox that answered, for each agency that may refer",
            "Without one, an agency is not told that an answer waits. Open the agency, and add it.",
            bool(found.senders) and not mute,
            reverse("sharing:places") + "#agencies",
            f"{count(mute, 'agency', 'agencies')} without" if found.senders and mute else "",
        ),
        step(
            "A privacy officer",
            "Checks what their agency’s people opened.",
            "audit.read" in found.holds,
            post_url,
        ),
    ]
    area = found.partnership
    return Area(
        code=area.code,
        says=area.says,
        duty_says=area.duty_says,
        duty_phone=area.duty_phone,
        receipt_prefix=area.receipt_prefix,
        outcodes=", ".join(area.outcodes),
        steps=steps,
        to_do=sum(not each["is_done"] for each in steps),
    )


def step(text: str, hint: str, is_done: bool, href: str, status: str = "") -> dict[str, Any]:
    return {
        "text": text,
        "hint": hint,
        "href": "" if is_done else href,
        "is_done": is_done,
        "status": (status or "Done") if is_done else (status or "To do"),
    }


class Ring(GovForm):
    """Whom to ring, and which addresses are this partnership's."""

    # The partnership that is changed; none where one is founded.
    own: int | None = None

    duty_phone = forms.CharField(
        label="Which number is rung about a child, day and night?",
        help_text="It stands on every page, also for those who are not signed in.",
        max_length=20,
        error_messages={"required": "Enter the telephone number of the front door."},
    )
    duty_says = forms.CharField(
        label="Who answers it?",
        help_text="As it reads in a sentence: the Harrowshire front door.",
        max_length=100,
        error_messages={"required": "Say who answers, as it reads in a sentence."},
    )
    outcodes = forms.CharField(
        label="Which postcodes are in the area?",
        help_text="The first half of each, with a space or a comma between: HS1, HS2, HS10. A child who lives there is this "
        "partnership’s.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter the first half of each postcode, such as HS1."},
    )

    def clean_duty_phone(self) -> str:
        said = str(self.cleaned_data["duty_phone"]).strip()
        if not PHONE.fullmatch(said):
            raise forms.ValidationError("Enter a telephone number in digits, such as 01632 960200.")
        return said

    def clean_outcodes(self) -> list[str]:
        said = re.split(r"[\s,;]+", str(self.cleaned_data["outcodes"]).upper().strip(" ,;\n"))
        if wrong := next((each for each in said if not OUTCODE.fullmatch(each)), None):
            raise forms.ValidationError(f"“{wrong}” is not the first half of a postcode. Enter it like HS1.")
        taken = Partnership.objects.exclude(pk=self.own or 0).filter(outcodes__overlap=said).first()
        if taken:
            both = sorted(set(said) & set(taken.outcodes))
            raise forms.ValidationError(f"{both[0]} is in {taken.says} already. Take it out here or there.")
        return list(dict.fromkeys(said))


class Found(Ring):
    """A new partnership."""

    says = forms.CharField(
        label="What is the partnership called?",
        help_text="The area’s name, as people say it: Harrowshire.",
        max_length=100,
        error_messages={"required": "Give the partnership’s name."},
    )
    code = forms.SlugField(
        label="A short name for files",
        help_text="Small letters, such as harrowshire. It names the folder of the partnership’s own lists, and stays.",
        max_length=20,
        error_messages={
            "required": "Give a short name in small letters.",
            "invalid": "Use small letters, digits and hyphens only, such as harrowshire.",
        },
    )
    receipt_prefix = forms.CharField(
        label="What do its receipts begin with?",
        help_text="Two to four letters, such as HS: a receipt then reads HS-7Q4M-2KH9. It stays.",
        max_length=4,
        error_messages={"required": "Enter two to four letters."},
    )
    field_order = ("says", "code", "receipt_prefix", "outcodes", "duty_phone", "duty_says")

    def clean_code(self) -> str:
        said = str(self.cleaned_data["code"]).lower()
        if Partnership.objects.filter(code=said).exists():
            raise forms.ValidationError("Another partnership here has this short name. Choose another.")
        return said

    def clean_receipt_prefix(self) -> str:
        said = str(self.cleaned_data["receipt_prefix"]).upper()
        if not re.fullmatch(r"[A-Z]{2,4}", said):
            raise forms.ValidationError("Use two to four letters, such as HS.")
        if Partnership.objects.filter(receipt_prefix=said).exists():
            raise forms.ValidationError("Another partnership’s receipts begin so. Choose other letters.")
        return said


@require_http_methods(["GET", "POST"])
def found(request: Request) -> HttpResponse:
    """Found a partnership."""
    actor = gate.must(request.actor, "agency.found")
    form = Found(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = founding.found_and_keep(**form.cleaned_data, by=actor, at=request.now)
        messages.success(request, f"{made.says} is founded. Now found its agencies.")
        return redirect("sharing:places")
    return page(request, "sharing/found.html", form=form)


@require_http_methods(["GET", "POST"])
def partnership(request: Request, code: str) -> HttpResponse:
    """Change whom to ring, and which postcodes are this partnership's."""
    actor = gate.must(request.actor, "partnership.manage")
    area = Partnership.objects.filter(pk__in=actor.partnerships, code=code).first()
    if area is None:
        raise gate.NotYours("sharing.partnership", "partnership.manage")
    now = {"duty_phone": area.duty_phone, "duty_says": area.duty_says, "outcodes": ", ".join(area.outcodes)}
    form = Ring(request.POST or None, initial=now)
    form.own = area.pk
    if request.method == "POST" and form.is_valid():
        founding.change_partnership(partnership=area, **form.cleaned_data, by=actor, at=request.now)
        messages.success(request, "Saved. Every page shows it from now on.")
        return redirect("sharing:places")
    return page(request, "sharing/partnership.html", form=form, area_of=area)
