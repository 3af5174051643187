"""The register of posts, and making a new one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kith.core.says import today_in_london
from kith.sharing import actions, gate, rules
from kith.sharing.actions.places import CannotKeep
from kith.sharing.models import Agency, Role, Team
from kith.sharing.queries import posts as register
from kith.sharing.queries.places import areas_for, roles_for
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page


@require_GET
def posts(request: Request) -> HttpResponse:
    """Every post of the partnership, by agency and team."""
    actor = gate.must(request.actor, "agreement.read")
    lines = register.posts(actor=actor, on=today_in_london(request.now), at=request.now)
    agencies: dict[str, dict[str, list[register.PostLine]]] = {}
    for line in lines:
        agencies.setdefault(line.agency, {}).setdefault(line.team, []).append(line)
    return page(
        request,
        "sharing/posts.html",
        agencies=[(agency, list(teams.items())) for agency, teams in agencies.items()],
        count=len(lines),
        empty=sum(not line.now for line in lines),
        may_manage=actor.may("post.manage"),
    )


class MakePost(GovForm):
    """A new post."""

    says = forms.CharField(
        label="What is the post called?",
        help_text="As people say it: Social worker, Skarhaven 2.",
        max_length=150,
        error_messages={"required": "Give the post a name that people know it by."},
    )
    agency = forms.ChoiceField(
        label="Which agency is it in?",
        error_messages={
            "required": "Choose the agency.",
            "invalid_choice": "Choose an agency from the list.",
        },
    )
    team = forms.ChoiceField(label="Which team?", required=False)
    role = forms.ChoiceField(
        label="What is the post for?",
        help_text="What its holder may see and do comes from this, and cannot be changed later.",
        error_messages={"required": "Choose what the post is for."},
    )
    starts_on = DayField(label="From which day?", error_messages={"required": "Enter the post’s first day."})

    def __init__(
        self, *args: Any, agencies: list[Agency], teams: list[Team], roles: QuerySet[Role], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "agency": [("", "Choose an agency"), *((a.reference, a.says) for a in agencies)],
            "team": [("", "No team"), *((t.reference, f"{t.says}, {t.agency.says}") for t in teams)],
            "role": [
                ("", "Choose what it is for"),
                *roles.order_by("says").values_list("code", "says"),
            ],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.teams = {team.reference: team for team in teams}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        team = self.teams.get(said.get("team", ""))
        if team and said.get("agency") and team.agency.reference != said["agency"]:
            self.add_error(
                "team", f"{team.says} is a team of {team.agency.says}. Choose one of this agency’s."
            )
        return said


@require_http_methods(["GET", "POST"])
def make(request: Request) -> HttpResponse:
    """Make a post."""
    actor = gate.must(request.actor, "post.manage")
    today = today_in_london(request.now)
    kept = [
        agency for agency in register.places(actor=actor, on=today) if rules.manages(actor.reach, agency.pk)
    ]
    teams = Team.objects.filter(
        partnership_id__in=actor.partnerships, agency_id__in=[agency.pk for agency in kept]
    ).select_related("agency")
    form = MakePost(
        request.POST or None,
        agencies=kept,
        teams=list(teams.order_by("agency__says", "says")),
        roles=roles_for(actor, [agency.pk for agency in kept]),
        initial={"starts_on": today},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        agency = Agency.objects.get(reference=said["agency"])
        try:
            made = actions.make_post(
                agency=agency,
                role=said["role"],
                says=said["says"],
                team=form.teams.get(said["team"]),
                partnerships=areas_for(actor, agency, said["role"]),
                starts_on=said["starts_on"],
                by=actor,
                at=request.now,
            )
        except CannotKeep as refusal:
            form.refuse(refusal.objections)
        else:
            messages.success(request, "The post is made. Now say who holds it.")
            return redirect("sharing:post", made.reference)
    return page(request, "sharing/make_post.html", form=form)
