"""Every address of Kith, and a county in which each can be asked for by each of the cast.

Kayleigh was told of by Lanternfield Academy, and has a plan that Rhiannon leads, with an action for the hospital trust.
Niamh was told of by police and lives in Kelderdale. Orla's record is kept to Huw. Noor and Kayleigh must not meet. Olu opened Kayleigh's
in an emergency that is over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from kith.county.places import FEED_KEY
from kith.frontdoor import helping
from kith.frontdoor.actions.asking import ask_agencies
from kith.frontdoor.actions.challenge import challenge_notice
from kith.frontdoor.actions.thresholds import put_threshold
from kith.frontdoor.models import Contact, DataIncident, SafetyCheck
from kith.intake.actions import File, attach, begin_draft
from kith.intake.models import Attachment
from kith.notify.actions import name_witness
from kith.notify.models import Notice
from kith.people.models import HouseholdMember
from kith.plans import actions as plans
from kith.plans.models import Action, Plan
from kith.protection import actions as protection
from kith.protection.models import Discussion, Trigger
from kith.protection.rules import Part, Record
from kith.retention.actions import place_hold
from kith.sharing import actions as sharing
from kith.sharing import sealing
from kith.sharing.models import Agreement, Post, Subject, Worker
from kith.sharing.models.access import Relationship
from tests.journeys.test_front_door_takes_back import takes_back
from tests.journeys.test_wrong_child import decided_for_the_wrong_child
from tests.pictures import ABOUT_RAVENSHIRE, jpeg
from tests.whole.server import settle
from tests.world import World, child, notification

PEOPLE = (
    "amina huw noor rhiannon olu beatrix keerthana idwal jolanta ottoline perpetua tamsin silas"
    " nobody signed_out feed"
).split()  # fmt: skip
CHILDREN = ("Kayleigh", "Niamh", "Orla")
NOTHING = "ZZZZZZZZZZZZ"
ROWS = "First name,Family name,What happened,Your name\nWren,Ashby,Out overnight,Keerthana\n"

# What each address's reference is of, and the other parts of it.
TAKES: dict[str, tuple[str, dict[str, str]]] = {
    "api:receipt": ("receipt", {}),
    "frontdoor:unread": ("receipt", {}),
    "frontdoor:contact": ("contact", {}),
    "frontdoor:claim": ("contact", {}),
    "frontdoor:take_over": ("contact", {}),
    "frontdoor:duplicate": ("contact", {}),
    "frontdoor:quality": ("contact", {}),
    "frontdoor:ring": ("contact", {}),
    "frontdoor:who": ("contact", {}),
    "frontdoor:decide": ("contact", {}),
    "frontdoor:closing": ("contact", {}),
    "frontdoor:view": ("contact", {}),
    "frontdoor:advice": ("contact", {}),
    "frontdoor:reread": ("contact", {}),
    "frontdoor:tell": ("contact", {}),
    "frontdoor:take_back": ("contact", {}),
    "frontdoor:data_incident": ("incident", {}),
    "frontdoor:data_incident_step": ("incident", {"did": "rang"}),
    "frontdoor:safety": ("check", {}),
    "frontdoor:added": ("contact", {}),
    "frontdoor:forms": ("contact", {}),
    "frontdoor:follow_up": ("contact", {}),
    "frontdoor:ask": ("contact", {}),
    "frontdoor:request": ("question", {}),
    "frontdoor:answer": ("question", {}),
    "frontdoor:help_offer": ("offer", {}),
    "frontdoor:challenge": ("challenge", {}),
    "frontdoor:challenge_notice": ("notice", {}),
    "frontdoor:challenge_contact": ("contact", {}),
    "frontdoor:consider": ("contact", {"member": NOTHING}),
    "frontdoor:whole": ("contact", {}),
    "frontdoor:checked": ("contact", {}),
    "frontdoor:family": ("contact", {}),
    "frontdoor:times": ("contact", {}),
    "frontdoor:school": ("contact", {}),
    "frontdoor:signs": ("contact", {}),
    "frontdoor:threshold": ("threshold", {}),
    "frontdoor:threshold_check": ("threshold", {}),
    "frontdoor:threshold_sign": ("threshold", {}),
    "frontdoor:threshold_review": ("threshold", {}),
    "frontdoor:threshold_take_back": ("threshold", {}),
    "retention:kept": ("child", {}),
    "retention:hold": ("child", {}),
    "retention:end_hold": ("hold", {}),
    "child:flag": ("child", {}),
    "child:take_down": ("child", {}),
    "child:together": ("child", {}),
    "child:find_kin": ("child", {}),
    "child:relate": ("child", {"other": NOTHING}),
    "child:end_relation": ("child", {"relation": NOTHING}),
    "frontdoor:hand_over": ("contact", {}),
    "frontdoor:answered": ("contact", {}),
    "frontdoor:answer_area": ("contact", {}),
    "refer:steps": ("draft", {}),
    "refer:check": ("draft", {}),
    "refer:step": ("draft", {"step": "happened"}),
    "refer:receipt": ("receipt", {}),
    "refer:add": ("receipt", {}),
    "refer:withdraw": ("receipt", {}),
    "refer:in_writing": ("receipt", {}),
    "refer:attachments": ("draft", {}),
    "attachments:attachment": ("attachment", {}),
    "attachments:file": ("attachment", {}),
    "attachments:copy": ("attachment", {}),
    "attachments:of_contact": ("contact", {}),
    "api:attachment": ("receipt", {}),
    "files:file": ("file", {}),
    "files:row": ("file", {"number": 2}),
    "child:child": ("child", {}),
    "child:address": ("child", {}),
    "child:looked": ("child", {}),
    "child:disclose": ("child", {}),
    "child:opens": ("child", {}),
    "child:restrict": ("child", {}),
    "child:reader": ("child", {}),
    "child:lift": ("child", {}),
    "child:keep_on": ("child", {}),
    "child:conflict": ("child", {}),
    "child:conflict_of": ("child", {}),
    "child:end_conflict": ("child", {}),
    "child:close_emergency": ("emergency", {}),
    "sharing:emergency": ("emergency", {}),
    "child:add_action": ("plan", {}),
    "child:lead": ("plan", {}),
    "child:close_plan": ("plan", {}),
    "child:news": ("plan", {}),
    "child:finish_action": ("action", {}),
    "protection:of_child": ("child", {}),
    "protection:discussion": ("trigger", {}),
    "protection:decide": ("trigger", {}),
    "protection:record": ("trigger", {}),
    "protection:enquiry": ("enquiry", {}),
    "notices:notice": ("notice", {}),
    "sharing:post": ("post", {}),
    "sharing:change_post": ("post", {"what": "hold"}),
    "sharing:agency": ("agency", {}),
    "sharing:change_agency": ("agency", {"what": "team"}),
    "sharing:person": ("worker", {}),
    "sharing:lost_factor": ("worker", {}),
    "sharing:change_account": ("worker", {"what": "invite"}),
    "sharing:end_agreement": ("agreement", {}),
    "sharing:end_part": ("child", {}),
    "sharing:end_witness": ("agency", {}),
}

# Signing in: its addresses hold no record, and are asked for as they stand.
SIGN_IN = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "none"},
    "mfa_remove_webauthn": {"pk": "1"},
    "mfa_edit_webauthn": {"pk": "1"},
    "openid_connect_login": {"provider_id": "none"},
    "openid_connect_callback": {"provider_id": "none"},
    # Ours, and about no child: a partnership by its code, and a link that was sent to a mailbox.
    "sharing:partnership": {"code": "ravenshire"},
    "sharing:mailbox_answer": {"token": "none"},
    # Numbers, and references of what was counted.
    "assurance:measure": {"code": "contacts_decided"},
    "assurance:behind": {"code": "contacts_decided"},
    "assurance:table": {"code": "contacts_decided"},
    "files:template": {"shape": "telling"},
}


def names(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """Every address: its name with its space, and its route."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (space, pattern.namespace) if part)
            yield from names(pattern, route, inner)
        else:
            name = pattern.name or f"/{route}"
            yield (f"{space}:{name}" if space else name), route


@dataclass(frozen=True)
class House:
    """A furnished county: the references of each child's things, and somebody signed in for each of the cast."""

    world: World
    references: dict[str, dict[str, str]]
    browsers: dict[str, Client]

    def address(self, name: str, about: str) -> str | None:
        """The address about this child, or with a reference that nothing has; None where this child has no such thing."""
        if name.startswith("/"):
            return name
        if name not in TAKES:
            return reverse(name, kwargs=SIGN_IN.get(name, {}))
        kind, others = TAKES[name]
        if about in ("nothing", "any"):
            reference = "RV-ZZZZ-ZZZZ" if kind in {"receipt", "file"} else NOTHING
        else:
            reference = self.references[about].get(kind, "")
        if not reference:
            return None
        own = self.references.get(about, {})
        return reverse(
            name, kwargs={"reference": reference, **{k: own.get(k) or v for k, v in others.items()}}
        )

    def ask(self, who: str, method: str, address: str, data: dict[str, Any] | None = None) -> HttpResponse:
        """One request, and everything that it did undone."""
        sent = {"csrfmiddlewaretoken": "as a browser sends it", **(data or {})} if method == "POST" else data
        browser = self.browsers[who]
        kept = browser.cookies.copy()
        with transaction.atomic():
            answer = getattr(browser, method.lower())(address, sent)
            transaction.set_rollback(True)
        browser.cookies = kept
        return answer


def furnish(world: World) -> House:
    """Make the county of this page, through the product's own actions."""
    world.police_notify(
        notification(child("Niamh", postcode="KD1 2AB", family_name="Quillfeather"), police_ref="KD/1")
    )
    world.front_door_decides("Niamh", who="silas", lead=a_social_worker_in_kelderdale(world).reference)
    world.school_refers("Orla")
    world.front_door_decides("Orla")
    now = timezone.now()
    with world.as_("rhiannon") as by:
        for plan in Plan.objects.all():
            agency = world.county.agencies["trust" if plan.subject_id == kayleigh(world) else "council"]
            add(plan, agency, by, now)
    with world.as_("silas") as by:
        add(Plan.objects.get(), world.county.agencies["kelder_council"], by, now)
    with world.as_("amina") as by:
        sharing.grant(
            subject=kayleigh(world), relationship=Relationship.ALLOCATED, post=world.county.posts["jolanta"],
            because="Return interview", by=by, at=now,
        )  # fmt: skip
    with world.as_("rhiannon") as by:
        her = Subject.objects.get(pk=kayleigh(world)).reference
        asked = protection.ask(child=her, because="x", by=by, at=now)
        protection.record(trigger=asked.reference, said=held(now), by=by, at=now)
        protection.ask(child=her, because="x", by=by, at=now)
    for name in CHILDREN:
        attach_to(world, name, now)
    world.run_jobs()
    references = {name: references_of(world, name) for name in CHILDREN}
    for name, asker, answers in (("Kayleigh", "amina", "keerthana"), ("Niamh", "silas", "olu")):
        references[name]["question"] = asks(world, asker, references[name]["contact"], answers, now)
    with world.as_("amina") as by:
        decided = Contact.objects.get(reference=references["Kayleigh"]["contact"])
        made = helping.offer(decided, decided.decisions.latest("id"), by=by, at=now)
        references["Kayleigh"]["offer"] = made.reference
    with world.as_("keerthana") as by:
        references["Kayleigh"]["challenge"] = challenge_notice(
            notice=references["Kayleigh"]["notice"],
            why="She was out again overnight.",
            asks="x",
            by=by,
            at=now,
        ).reference
    world.run_jobs()
    for name, who in (("Kayleigh", "keerthana"), ("Niamh", "idwal")):
        with world.as_(who) as by:
            references[name]["draft"] = begin_draft(partnership=by.partnerships[0], by=by, at=now).reference
        references[name]["file"] = world.sends_file(who, ROWS).receipt.reference
    references["Kayleigh"]["post"] = world.county.posts["rhiannon"].reference
    references["Niamh"]["post"] = world.county.posts["silas"].reference
    for name, agency, worker, area in (
        ("Kayleigh", "council", "emeka", "ravenshire"),
        ("Niamh", "kelder_council", "silas", "kelderdale"),
    ):
        references[name]["agency"] = world.county.agencies[agency].reference
        references[name]["worker"] = world.worker(worker).reference
        agreed = Agreement.objects.filter(partnership=world.county.partnerships[area]).earliest("id")
        references[name]["agreement"] = agreed.reference
    with world.as_("huw") as by:
        sharing.declare_conflict(
            worker=world.worker("noor"), subject=kayleigh(world), because="Her aunt", by=by, at=now
        )
        sharing.restrict(
            subject=Contact.objects.get(record__given_name="Orla").subject_id, because="Daughter of a colleague",
            readers=[world.county.posts["huw"]], whom_to_ask=world.county.posts["huw"],
            review_on=(now + timedelta(days=90)).date(), by=by, at=now,
        )  # fmt: skip
    with world.as_("olu") as by:
        references["Kayleigh"]["emergency"] = sharing.open_in_emergency(
            subject=references["Kayleigh"]["child"], because="danger", why="She is at the desk with a man",
            by=by, at=now - timedelta(hours=5),
        )  # fmt: skip
    references["Kayleigh"] |= taken_for_another(world)
    with world.as_("tamsin") as by:
        sharing.make_worker(email="nobody@ravenshire.example", says="Nobody Yet", by=by, at=now)
    with world.as_("perpetua") as by:
        name_witness(
            agency=references["Kayleigh"]["agency"], address="https://witness.example/", by=by, at=now
        )
    with world.as_("huw") as by:
        references["Kayleigh"]["hold"] = place_hold(
            child=her, kind="inquiry", because="x", review_on=(now + timedelta(days=90)).date(), by=by, at=now
        ).reference
    references["Kayleigh"]["threshold"] = a_threshold_document(world)
    settle(world.database)
    with sealing.as_sealer() as connection:
        sealing.seal_all(connection, sealing.keys_in(settings.AUDIT_KEY))
    return House(world, references, {who: browser(world, who) for who in PEOPLE})


def attach_to(world: World, name: str, at: Any) -> None:
    """A file with what was sent about this child; with Kayleigh’s a photo that says where it was taken."""
    contact = world.contact(name, "silas" if name == "Niamh" else "amina")
    raw = jpeg(ABOUT_RAVENSHIRE) if name == "Kayleigh" else b"A few words"
    with world.with_key() if name == "Niamh" else world.as_("keerthana") as by:
        attach(receipt=contact.receipt_reference, files=[File("x", "", raw)], by=by, at=at)


def taken_for_another(world: World) -> dict[str, str]:
    """What Ravenshire's front door decided about the wrong child, and took back: the incident, and what is asked of her safety."""
    address, _, _ = decided_for_the_wrong_child(world)
    takes_back(world, address)
    with world.as_("amina"):
        return {
            "incident": DataIncident.objects.get().reference,
            "check": SafetyCheck.objects.earliest("id").reference,
        }


def asks(world: World, asker: str, contact: str, answers: str, at: Any) -> str:
    """Somebody at the front door asks somebody about the child of this contact."""
    with world.as_(asker) as by:
        (made,) = ask_agencies(
            contact=contact, posts=[world.county.posts[answers].reference], question="Who fetches her?",
            why="We decide today.", rag="amber", by=by, at=at,
        )  # fmt: skip
    return made.reference


def a_social_worker_in_kelderdale(world: World) -> Post:
    """Somebody who may lead a plan there, and who never signs in."""
    with world.as_("isaura") as by:
        post = sharing.make_post(
            agency=world.county.agencies["kelder_council"], role="social_worker", says="Social worker, Kelderby",
            partnerships=[world.county.partnerships["kelderdale"]], starts_on=timezone.now().date(), by=by, at=timezone.now(),
        )  # fmt: skip
        somebody = sharing.make_worker(
            email="kelderby@kelderdale.example", says="Nest Aldercote", by=by, at=timezone.now()
        )
        sharing.hold_post(
            worker=somebody, post=post, starts_on=timezone.now().date(), by=by, at=timezone.now()
        )
    return post


def a_threshold_document(world: World) -> str:
    """A draft in Ravenshire that nobody has checked or signed."""
    today = timezone.now().date()
    with world.as_("tamsin") as by:
        return put_threshold(
            partnership=world.county.partnerships["ravenshire"], title="Thresholds", version="draft", starts_on=today,
            review_on=today + timedelta(days=9), expires_on=today + timedelta(days=9),
            rows="1,1,a\n2,2,b\n3,3,c\n4,4,d\n4,4.1,e", by=by, at=timezone.now(),
        ).reference  # fmt: skip


def kayleigh(world: World) -> int:
    return Contact.objects.get(record__given_name="Kayleigh").subject_id


def held(at: Any) -> Record:
    """A strategy discussion that was held just now, and starts an enquiry."""
    away = [Part(kind, False, away_because="x") for kind in ("police", "health", "council_social_care")]
    return Record(
        held_at=at, chair="x", parts=tuple(away), analysis="x", is_section_47=True, enquiry_by="joint", safety="x",
        decision="x", reasons="x", next_on=at.date() + timedelta(days=2),
    )  # fmt: skip


def add(plan: Plan, agency: Any, by: Any, at: Any) -> None:
    plans.add_action(
        plan=plan.reference, says="Ring home", owner="Beatrix", agency=agency, due_on=at.date() + timedelta(days=3),
        purpose="To hear the child", by=by, at=at,
    )  # fmt: skip


def references_of(world: World, name: str) -> dict[str, str]:
    """The references of a child's things, as the front door of the child's area sees them."""
    contact = world.contact(name, "silas" if name == "Niamh" else "amina")
    with world.as_("silas" if name == "Niamh" else "amina"):
        notice = Notice.objects.filter(about=contact.receipt_reference).first()
        member = HouseholdMember.objects.filter(record=contact.record_id).first()
        return {
            "contact": contact.reference,
            "receipt": contact.receipt_reference,
            "child": Subject.objects.get(pk=contact.subject_id).reference,
            "plan": Plan.objects.get(subject_id=contact.subject_id).reference,
            "action": Action.objects.get(subject_id=contact.subject_id).reference,
            "trigger": Trigger.objects.filter(subject_id=contact.subject_id).latest("id").reference,
            "enquiry": Discussion.objects.filter(subject_id=contact.subject_id)
            .values_list("reference", flat=True)
            .first()
            or "",
            "notice": notice.reference if notice else "",
            "attachment": Attachment.objects.filter(receipt_id=contact.receipt_id)
            .values_list("reference", flat=True)
            .first()
            or "",
            "member": member.reference if member else "",
        }


def browser(world: World, who: str) -> Client:
    """Somebody signed in past the second factor; somebody signed in without a post; nobody; or an agency's system."""
    if who == "signed_out":
        return Client(headers={"host": "localhost"}, raise_request_exception=False)
    if who == "feed":
        headers = {"authorization": f"Bearer {FEED_KEY}", "host": "localhost"}
        return Client(headers=headers, raise_request_exception=False)
    if who == "nobody":
        world.county.workers["nobody"] = Worker.objects.get(email="nobody@ravenshire.example")
    client = world.browser(who)
    client.raise_request_exception = False
    return client
