"""Asking agencies about a child, several at once, each with a clock of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core import says
from kith.frontdoor.actions import asking as actions
from kith.frontdoor.actions import work
from kith.frontdoor.models import Contact
from kith.frontdoor.queries import answering
from kith.frontdoor.queries.forms import Forms, forms_of
from kith.frontdoor.queries.picture import open_contact
from kith.frontdoor.queries.told_already import told_already
from kith.frontdoor.rules.attended import LIAISON, SUPPORT
from kith.frontdoor.rules.sensitive import said_to
from kith.people.queries import everyone, name_of
from kith.sharing.models import Post
from kith.web.forms import GovForm
from kith.web.frontdoor.matrix import support_wanted
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words

# Above this many, schools and practices are looked for by name.
LISTED = 30
MANY = {"school", "gp"}
SOONER = {"red": "Red", "amber": "Amber", "green": "Green"}


class Ask(GovForm):
    """Whom, what, why, and how soon."""

    posts = forms.MultipleChoiceField(
        label="Whom do you ask?",
        help_text="Choose each that may know. All of them are asked at once.",
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
        required=False,
    )
    gap = forms.ChoiceField(
        label="What is not known that this is about?",
        required=False,
        error_messages={"invalid_choice": "Choose from the list."},
    )
    question = Words(
        "What do you need to know?",
        hint="One question, or a few short ones. Ask for what you need to decide, and no more.",
        rows=4,
        needed=False,
    )
    why = Words(
        "Why does it matter?",
        hint="What is being decided, and what their answer would change. They read this. Do not copy the contact.",
        rows=3,
        needed=False,
    )
    rag = forms.ChoiceField(
        label="How soon do you need the answer?",
        widget=forms.RadioSelect,
        choices=list(SOONER.items()),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        posts: list[Post],
        gaps: list[tuple[str, str]],
        due: Mapping[str, datetime],
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        listed = [(post.reference, f"{post.agency.says}: {post.says}") for post in posts]
        self.fields["posts"].choices = listed  # type: ignore[attr-defined]
        self.fields["gap"].choices = [("", "Something else"), *gaps]  # type: ignore[attr-defined]
        day = says.today_in_london(now)
        self.sensitive = {post.reference: answering.service_of(post, day) for post in posts}
        self.hints = {
            "posts": {post.reference: self._hint(post) for post in posts},
            "rag": {rag: f"By {says.short_moment(at, now)}" for rag, at in due.items()},
        }

    def _hint(self, post: Post) -> str:
        service = self.sensitive[post.reference]
        holder: str = post.holder  # type: ignore[attr-defined]
        return f"{holder}. {service}: see how to ask one" if service else holder


@dataclass(frozen=True)
class Sensitive:
    """A service on the page with rules of its own, and its Caldicott Guardian, where Kith knows one."""

    agency: str
    service: str
    guardian: str


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, reference: str) -> HttpResponse:
    """Who may be asked, and what; on POST, all who were chosen are asked."""
    contact = open_contact(reference, actor=request.actor, at=request.now, needs="contact.decide")
    found = forms_of(contact)
    every = answering.posts_that_answer(contact.partnership_id, request.now)
    looked_for = request.GET.get("agency", "").strip()[:100]
    shown = _shown(every, contact, looked_for, set(request.POST.getlist("posts")))
    form = Ask(
        request.POST if request.method == "POST" else None,
        initial=_initial(request.GET.get("about", ""), contact, found, shown),
        posts=shown,
        gaps=gaps(found, contact),
        due=answering.due_by(contact.partnership_id, request.now),
        now=request.now,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_agencies(
                contact=reference,
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
                **form.cleaned_data,
            )
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            who = says.people([each.to_post.agency.says for each in made])
            messages.success(
                request, f"{who} {'is' if len(made) == 1 else 'are'} asked. The answer comes to this page."
            )
            return redirect(f"{reverse('frontdoor:contact', args=[reference])}#asked")
    return page(
        request,
        "frontdoor/ask.html",
        contact=contact,
        name=name_of(contact.record),
        form=form,
        is_long=len(every) > LISTED,
        looked_for=looked_for,
        has_told=told_already(everyone(contact.subject_id)),
        sensitive=_sensitive(shown, form, request.now),
        prompts=said_to("asks", says.today_in_london(request.now)),
        others=answering.agencies_without(contact.partnership_id, request.now, every),
        contact_url=reverse("frontdoor:contact", args=[reference]),
        purpose="deciding what help a child needs",
        here="worklist",
    )


def _sensitive(shown: list[Post], form: Ask, at: datetime) -> list[Sensitive]:
    posts = [post for post in shown if form.sensitive[post.reference]]
    guardians = answering.guardians({post.agency_id for post in posts}, at) if posts else {}
    return [
        Sensitive(post.agency.says, form.sensitive[post.reference], guardians.get(post.agency_id, ""))
        for post in posts
    ]


def gaps(found: Forms, contact: Contact) -> list[tuple[str, str]]:
    """What nobody could say about the child: forms of exploitation, and parts that the sender left out."""
    parts = [(part, f"{part[:1].upper()}{part[1:]}") for part in contact.missing_parts]
    support = [(SUPPORT, words)] if (words := support_wanted(contact)) else []
    return [(form.code, form.says) for form in (*found.not_known, *found.not_asked)] + support + parts


def _shown(every: list[Post], contact: Contact, looked_for: str, chosen: set[str]) -> list[Post]:
    """Who stands on the page: all of them, or where they are many those who are likely, looked for, or chosen."""
    if len(every) <= LISTED:
        return every
    words = looked_for.casefold()
    return [
        post
        for post in every
        if post.agency.kind not in MANY
        or post.agency_id == contact.from_agency_id
        or post.reference in chosen
        or (words and words in post.agency.says.casefold())
    ]


def _initial(about: str, contact: Contact, found: Forms, posts: list[Post]) -> dict[str, object]:
    if about == SUPPORT and support_wanted(contact):
        liaison = [
            post.reference
            for post in posts
            if post.role.code == LIAISON and post.agency_id == contact.from_agency_id
        ]
        asks = "Who follows this up: who sees the child, for what, and when? Was the child referred on?"
        return {"rag": contact.rag, "gap": SUPPORT, "question": asks, "posts": liaison}
    form = next((each for each in (*found.not_known, *found.not_asked) if each.code == about), None)
    if form is None:
        return {"rag": contact.rag, "gap": about if about in contact.missing_parts else ""}
    asks = f"Do you know of anything that points to {form.says[0].lower()}{form.says[1:]}? What, when, and who saw it?"
    return {"rag": contact.rag, "gap": form.code, "question": asks}
