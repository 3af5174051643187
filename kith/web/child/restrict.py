"""Keeping a child's record to named readers, and naming another."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.sharing import rules
from kith.sharing.actions import kept as actions
from kith.sharing.models import Post
from kith.sharing.queries import kept
from kith.sharing.queries.agreements import reasons
from kith.web.child import person
from kith.web.child.opened import Opened, open_child
from kith.web.child.opens import PURPOSE, openers, parts
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page


class Restrict(GovForm):
    """To whom a record is kept, and why, as it is typed."""

    kind = forms.ChoiceField(
        label="Why is it kept to named readers?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why."},
    )
    because = forms.CharField(
        label="In a sentence or two",
        help_text="The readers read it, and nobody else.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "characters": 300}),
        error_messages={"required": "Say why this record is kept to named readers."},
    )
    readers = forms.MultipleChoiceField(
        label="Who reads it from now on?",
        help_text="Nobody else opens it, whatever their post. At least one must be able to open it again.",
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
        required=False,
    )
    another = forms.ChoiceField(
        label="Somebody else too?", help_text="More can be named afterwards.", required=False
    )
    whom_to_ask = forms.ChoiceField(
        label="Whom do others ask?",
        help_text="One of the readers. Whoever comes upon the record at the front door is told to ask them.",
        error_messages={"required": "Choose one of the readers: others are told to ask them."},
    )
    review_on = DayField(
        label="By when does somebody look at this again?",
        help_text="Within 90 days.",
        error_messages={"required": "Enter a day within 90 days."},
    )

    def __init__(
        self,
        *args: Any,
        near: list[kept.Seat],
        others: list[kept.Seat],
        why: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        every = [(seat.reference, seat.says) for seat in (*near, *others)]
        self.fields["kind"].choices = why  # type: ignore[attr-defined]
        self.fields["readers"].choices = [(seat.reference, seat.says) for seat in near]  # type: ignore[attr-defined]
        self.fields["another"].choices = [("", "Nobody else"), *every[len(near) :]]  # type: ignore[attr-defined]
        self.fields["whom_to_ask"].choices = [("", "Choose a reader"), *every]  # type: ignore[attr-defined]
        self.hints = {
            "readers": {seat.reference: "Could open it again" for seat in near if seat.could_open_again}
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.chosen:
            self.add_error(
                "readers", "Choose at least one reader. A record that nobody reads protects nobody."
            )
        return said

    @property
    def chosen(self) -> list[str]:
        """The references of all who are chosen as readers."""
        said = self.cleaned_data
        return list(dict.fromkeys([*said.get("readers", []), *filter(None, [said.get("another")])]))


@require_http_methods(["GET", "POST"])
def restrict(request: Request, reference: str) -> HttpResponse:
    """Keep this record to named readers: typed, then shown whom it shuts out, then done."""
    opened = open_child(request, reference, needs="record.restrict", purpose="share")
    if opened.subject.restricted:
        return redirect("child:opens", reference)
    near, others = seats(opened, request)
    form = Restrict(
        request.POST if request.method == "POST" else None,
        near=near,
        others=others,
        why=reasons("restricted_because").choices(opened.today),
        initial={"review_on": opened.today + timedelta(days=90)},
    )
    is_checked = False
    if request.method == "POST" and form.is_valid():
        found = objections(form, opened)
        if found:
            form.refuse([], found)
        elif "confirmed" in request.POST:
            try:
                return kept_now(request, form, opened)
            except actions.CannotKeepTo as refusal:
                form.refuse(refusal.objections, refusal.fields)
        else:
            is_checked = "change" not in request.POST
    out = openers(opened, request)
    return page(
        request,
        "child/restrict_check.html" if is_checked else "child/restrict.html",
        purpose=PURPOSE,
        form=form,
        reference=reference,
        person=person.person(opened.subjects, today=opened.today),
        typed=typed(form, request) if is_checked else [],
        stay=[seat for seat in (*near, *others) if is_checked and seat.reference in form.chosen],
        out=[each for each in out if not is_checked or each.key not in form.chosen],
        is_own=is_checked and request.actor is not None and request.actor.post_reference in form.chosen,
    )


def typed(form: Restrict, request: Request) -> list[tuple[str, str]]:
    """What was typed, as a browser sends it: to be sent again once it was checked."""
    names = [*form.fields, *(f"review_on_{part}" for part in range(3))]
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def seats(opened: Opened, request: Request) -> tuple[list[kept.Seat], list[kept.Seat]]:
    """Who could be a reader: those who have to do with the child or could open it again, and all others."""
    found = kept.may_be_readers(actor=opened.actor, on=opened.today)
    near = {each.key.rpartition("-")[2] for each in parts(opened, request)[1]} | {opened.actor.post_reference}
    first = [seat for seat in found if seat.reference in near or seat.could_open_again]
    return first, [seat for seat in found if seat not in first]


def posts_of(form: Restrict) -> list[Post]:
    return list(Post.objects.filter(reference__in=form.chosen))


def objections(form: Restrict, opened: Opened) -> dict[str, str]:
    """What the rule says of this choice, before anybody is asked whether it is meant."""
    chosen = posts_of(form)
    ask = Post.objects.get(reference=form.cleaned_data["whom_to_ask"])
    return rules.objections_to_keeping(
        because=form.cleaned_data["because"],
        readers=frozenset(post.pk for post in chosen),
        whom_to_ask=ask.pk,
        keepers=actions.could_open_again(opened.subjects, [post.pk for post in chosen]),
        review_on=form.cleaned_data["review_on"],
        today=opened.today,
    )


def kept_now(request: Request, form: Restrict, opened: Opened) -> HttpResponse:
    """Do it. Whoever is not among the readers goes home: the record is not theirs any more."""
    said, actor = form.cleaned_data, opened.actor
    actions.restrict(
        subject=opened.subject.pk,
        kind=said["kind"],
        because=said["because"],
        readers=posts_of(form),
        whom_to_ask=Post.objects.get(reference=said["whom_to_ask"]),
        review_on=said["review_on"],
        by=actor,
        at=request.now,
    )
    messages.success(request, "From now on the record opens to its named readers only.")
    if actor.post_reference in form.chosen:
        return redirect("child:opens", opened.subject.reference)
    return redirect("doors:home")


class Reader(GovForm):
    """One more reader, and for how long."""

    post = forms.ChoiceField(
        label="Who?",
        error_messages={
            "required": "Choose who reads it too.",
            "invalid_choice": "Choose somebody from the list.",
        },
    )
    lasts = forms.ChoiceField(
        label="For how long?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose for how long."},
    )

    def __init__(
        self, *args: Any, others: list[kept.Seat], lasts: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [  # type: ignore[attr-defined]
            ("", "Choose somebody"),
            *((seat.reference, seat.says) for seat in others),
        ]
        self.fields["lasts"].choices = lasts  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def reader(request: Request, reference: str) -> HttpResponse:
    """Name one more reader of a restricted record."""
    opened = open_child(request, reference, needs="record.restrict", purpose="share")
    if not opened.subject.restricted:
        return redirect("child:opens", reference)
    form = Reader(
        request.POST or None,
        others=kept.may_be_readers(actor=opened.actor, on=opened.today),
        lasts=reasons("readers_last").choices(opened.today),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_reader(
                subject=reference,
                post=Post.objects.get(reference=said["post"]),
                lasts=said["lasts"],
                by=opened.actor,
                at=request.now,
            )
        except actions.CannotKeepTo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "They are a named reader from their next page on.")
            return redirect("child:opens", reference)
    return page(
        request,
        "child/reader.html",
        purpose=PURPOSE,
        form=form,
        reference=reference,
        person=person.person(opened.subjects, today=opened.today),
    )
