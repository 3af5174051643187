"""How each action of the product is called, in a county with Kayleigh on a plan and Finlay just told of.

An action that is not here fails `test_audit`: list it, with who does it and whether it is about a child.
"""

import datetime
import hashlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.utils import timezone

import kith
from kith.core.reference import new
from kith.county.acting import as_service
from kith.county.places import FEED_KEY
from kith.frontdoor.actions.challenge import answer_challenge
from kith.frontdoor.actions.duplicate import link_duplicate
from kith.frontdoor.actions.hand_over import hand_over
from kith.frontdoor.actions.helping import allocate_help, family_answers
from kith.frontdoor.actions.work import say_who
from kith.frontdoor.helping import offer
from kith.frontdoor.in_writing import CLOCK, KIND
from kith.frontdoor.models import (
    Challenge,
    Contact,
    DataIncident,
    InformationRequest,
    SafetyCheck,
    ShiftHandOver,
    ThresholdDocument,
)
from kith.frontdoor.reading.telling import Telling
from kith.frontdoor.rules.forms import Answer
from kith.frontdoor.rules.indicators import Suggested
from kith.frontdoor.rules.room import Presence
from kith.frontdoor.rules.thresholds import Checked, checklist
from kith.intake.actions import File, Keyed, receive
from kith.intake.models import (
    AttachedBytes,
    Attachment,
    Batch,
    Channel,
    Draft,
    DraftAttachment,
    Landing,
    Receipt,
    StagedRow,
)
from kith.notify.models import Mailbox, Notice
from kith.people.finding import Line
from kith.people.kin import belonging
from kith.people.matching import Record
from kith.people.models import Flag, HouseholdMember, SourceRecord, Verdict
from kith.people.telling import Adult, Member, Told
from kith.plans.actions import open_or_join
from kith.plans.models import Action, Plan
from kith.protection.models import Discussion, Trigger
from kith.protection.rules import Part
from kith.protection.rules import Record as Discussed
from kith.record import clocks
from kith.retention.models import Hold
from kith.sharing.actor import begin_public
from kith.sharing.models import Agreement, Grant, Holding, Subject, Worker
from kith.sharing.models.access import Relationship
from kith.sharing.queries.reach import key_of
from tests import databases
from tests.whole.server import behind, superuser
from tests.world import World, telling
from tests.world import child as a_child

NOW = timezone.now
TODAY = datetime.date.today


def actions() -> dict[str, Callable[..., Any]]:
    """Every action of the product: a public function of a context's `actions` that says who did it and when."""
    found = {}
    for context in pkgutil.iter_modules(kith.__path__):
        try:
            package = importlib.import_module(f"kith.{context.name}.actions")
        except ModuleNotFoundError:
            continue
        modules = [package] + [
            importlib.import_module(f"{package.__name__}.{inner.name}")
            for inner in pkgutil.iter_modules(getattr(package, "__path__", []))
        ]
        for module in modules:
            for name, does in inspect.getmembers(module, inspect.isfunction):
                asks = inspect.signature(does).parameters
                if (
                    does.__module__ == module.__name__
                    and not name.startswith("_")
                    and {"by", "at"} <= set(asks)
                ):
                    found[f"{context.name}.{name}"] = does
    return found


Call = Callable[[World, Any, Callable[..., Any]], Any]
PLACE = {"kind": "school", "says": "Withy School", "starts_on": TODAY()}

# Name, who does it, whether it is about a child (then the ledger holds it too), and how it is called.
CALLS: dict[str, tuple[str, bool, Call]] = {
    "sharing.open_subject": ("amina", False, lambda w, by, do: do(kind="child", partnerships=by.partnerships)),
    "sharing.grant": ("amina", False, lambda w, by, do: do(
        subject=subject_now(), relationship=Relationship.ALLOCATED, because="x", post=w.county.posts["emeka"])),
    "sharing.end_grant": ("amina", False, lambda w, by, do: do(grants=Grant.objects.all())),
    "sharing.restrict": ("huw", False, lambda w, by, do: do(
        subject=subject_now(), because="x", readers=[w.county.posts["huw"], w.county.posts["morwenna"]], whom_to_ask=w.county.posts["huw"],
        review_on=TODAY() + timedelta(90))),
    "sharing.open_kept": ("huw", False, lambda w, by, do: do(child_now())),
    "sharing.add_reader": ("huw", False, lambda w, by, do: do(
        subject=child_now(), post=w.county.posts["emeka"], lasts="task")),
    "sharing.keep_on": ("huw", False, lambda w, by, do: do(
        subject=child_now(), because="x", review_on=TODAY() + timedelta(30))),
    "sharing.ask_to_lift": ("huw", False, lambda w, by, do: do(subject=child_now(), because="x")),
    "sharing.answer_lift": ("morwenna", False, lambda w, by, do: do(
        subject=child_now(), is_agreed=True, because="x")),
    "sharing.step_back": ("noor", False, lambda w, by, do: do(subject=child_now(), kind="family", because="x")),
    "sharing.end_conflict": ("huw", False, lambda w, by, do: do(
        subject=child_now(), worker=w.worker("noor"), because="x")),
    "sharing.declare_conflict": ("huw", False, lambda w, by, do: do(
        worker=w.worker("noor"), subject=subject_now(), because="x")),
    "sharing.open_in_emergency": ("olu", False, lambda w, by, do: do(
        subject=hidden_child(w), because="danger", why="She is at the desk with a man")),
    "sharing.close_emergency": ("olu", False, lambda w, by, do: do(emergency=opened_now(w))),
    "sharing.review_emergency": ("perpetua", False, lambda w, by, do: do(
        emergency=opened_now(w), is_right=True, because="x")),
    "sharing.sign_agreement": ("tamsin", False, lambda w, by, do: do(
        says="x", partnership=w.county.partnerships["ravenshire"], agencies=[w.county.agencies["school"]],
        items={"plan": ["plan"]}, starts_on=TODAY(), ends_on=TODAY(), review_on=TODAY())),
    "frontdoor.put_threshold": ("tamsin", False, lambda w, by, do: do(
        partnership=w.county.partnerships["ravenshire"], title="x", version="x", starts_on=TODAY(), review_on=TODAY() + timedelta(9),
        expires_on=TODAY() + timedelta(9), rows="1,1,a\n2,2,b\n3,3,c\n4,4,d\n4,4.1,e")),
    "frontdoor.check_threshold": ("tamsin", False, lambda w, by, do: do(
        document=ThresholdDocument.objects.latest("id").reference,
        answers={entry.code: Checked(True, "x") for entry in checklist().on(TODAY())})),
    "frontdoor.sign_threshold": ("gwenda", False, lambda w, by, do: do(document=ThresholdDocument.objects.latest("id").reference)),
    "frontdoor.review_threshold": ("tamsin", False, lambda w, by, do: do(
        document=ThresholdDocument.objects.latest("id").reference, words="x", next_on=TODAY() + timedelta(1))),
    "frontdoor.take_back_threshold": ("tamsin", False, lambda w, by, do: do(
        document=ThresholdDocument.objects.latest("id").reference, because="x")),
    "retention.place_hold": ("huw", False, lambda w, by, do: do(
        child=child_now(), kind="police", because="x", review_on=TODAY() + timedelta(9))),
    "retention.end_hold": ("perpetua", False, lambda w, by, do: do(hold=Hold.objects.latest("id").reference, because="x")),
    "sharing.disclose": ("amina", False, lambda w, by, do: do(
        subject=Subject.objects.first().reference, permission="plan.read", to_post=w.county.posts["olu"], is_shared=True,
        helps_with="x", harm_weighed="x", because="x", until=NOW() + timedelta(1))),
    "sharing.found_partnership": ("service_setup", False, lambda w, by, do: do(
        code="new", says="New", receipt_prefix="NW", outcodes=["NW1"], duty_phone="1", duty_says="x")),
    "sharing.found_agency": ("tamsin", False, lambda w, by, do: do(
        partnerships=[w.county.partnerships["ravenshire"]], **PLACE)),
    "sharing.found_team": ("tamsin", False, lambda w, by, do: do(
        agency=w.county.agencies["council"], partnership=w.county.partnerships["ravenshire"], says="x")),
    "sharing.make_post": ("tamsin", False, lambda w, by, do: do(
        agency=w.county.agencies["council"], role="social_worker", says="x", partnerships=[w.county.partnerships["ravenshire"]], starts_on=TODAY())),
    "sharing.make_worker": ("tamsin", False, lambda w, by, do: do(email="x@example.com", says="x")),
    "sharing.hold_post": ("tamsin", False, lambda w, by, do: do(
        worker=w.worker("idwal"), post=w.county.posts["emeka"], starts_on=TODAY())),
    "sharing.leave_post": ("tamsin", False, lambda w, by, do: do(holding=Holding.objects.get(worker=w.worker("rhiannon")), last_day=TODAY())),
    "sharing.mark_absent": ("tamsin", False, lambda w, by, do: do(
        post=w.county.posts["rhiannon"], deputy=w.county.posts["emeka"], starts_at=NOW(), ends_at=NOW())),
    "sharing.give_key": ("service_setup", False, lambda w, by, do: do(
        post=w.county.posts["police_feed"], says="x", ends_at=NOW() + timedelta(1))),
    "sharing.found_and_keep": ("service_setup", False, lambda w, by, do: do(
        code="new", says="New", receipt_prefix="NW", outcodes=["NW1"], duty_phone="1", duty_says="x")),
    "sharing.change_partnership": ("tamsin", False, lambda w, by, do: do(
        partnership=w.county.partnerships["ravenshire"], outcodes=["RV1"], duty_phone="1", duty_says="x")),
    "sharing.end_agency": ("service_setup", False, lambda w, by, do: do(
        agency=w.county.agencies["school"], last_day=TODAY(), became=None)),
    "sharing.end_agreement": ("tamsin", False, lambda w, by, do: do(
        agreement=Agreement.objects.filter(partnership__code="ravenshire").first(), last_day=TODAY(), because="replaced")),
    "sharing.end_part": ("amina", False, lambda w, by, do: do(
        subject=Subject.objects.get(pk=subject_now()).reference, because="done",
        part=key_of(Grant.objects.get(subject_id=subject_now(), relationship=Relationship.TEAM)))),
    "sharing.end_key": ("service_setup", False, lambda w, by, do: do(
        agency=w.county.agencies["police"], name=hashlib.sha256(FEED_KEY.encode()).hexdigest()[:12])),
    "sharing.close_account": ("service_setup", False, lambda w, by, do: do(worker=w.worker("idwal"))),
    "sharing.ask_to_take_factor": ("huw", False, lambda w, by, do: do(
        worker=has_an_app(w, "emeka"), because="lost", known_by="seen")),
    "sharing.agree_to_take_factor": ("tamsin", False, lambda w, by, do: do(worker=w.worker("emeka"))),
    "sharing.leave_factor": ("tamsin", False, lambda w, by, do: do(worker=w.worker("emeka"))),
    "sharing.reopen_account": ("service_setup", False, lambda w, by, do: do(worker=w.worker("idwal"))),
    "intake.receive": ("keerthana", False, lambda w, by, do: do(
        raw=b"{}", channel="web", key=new(), content_type="", partnership=by.partnerships[0])),
    "intake.send_file": ("keerthana", False, lambda w, by, do: do(
        raw=b"a,b", shape="telling", content_type="text/csv", partnership=by.partnerships[0])),
    "intake.attach_to_draft": ("keerthana", False, lambda w, by, do: do(draft=a_draft(by).reference, files=[File("x", "", b"x")])),
    "intake.take_out_of_draft": ("keerthana", False, lambda w, by, do: do(**a_kept_file(by))),
    "intake.attach": ("keerthana", False, lambda w, by, do: do(receipt=a_file(by), files=[File("x", "", b"x")])),
    "intake.open_attachment": ("keerthana", False, lambda w, by, do: do(reference=an_attachment(by))),
    "intake.give_out": ("keerthana", False, lambda w, by, do: do(reference=an_attachment(by), is_copy=False)),
    "intake.answer_attachment": ("amina", False, lambda w, by, do: do(
        reference=an_attachment(by, "waiting"), is_given_out=True, because="x")),
    "intake.correct_row": ("keerthana", False, lambda w, by, do: do(receipt=a_file(by), number=2, values={"given_name": "Ann"})),
    "intake.drop_row": ("keerthana", False, lambda w, by, do: do(receipt=a_file(by), number=2, because="x")),
    "intake.answer_days": ("keerthana", False, lambda w, by, do: do(receipt=a_file(by), days_first=True)),
    "intake.confirm_signs": ("keerthana", False, lambda w, by, do: do(receipt=a_file(by))),
    "intake.send_rows": ("keerthana", False, lambda w, by, do: do(receipt=a_file(by))),
    "intake.begin_draft": ("keerthana", False, lambda w, by, do: do(partnership=by.partnerships[0])),
    "intake.save_draft": ("keerthana", False, lambda w, by, do: do(draft=a_draft(by), answers={"a": "b"})),
    "intake.send_draft": ("keerthana", False, lambda w, by, do: do(draft=a_draft(by).reference, raw=b"{}")),
    "intake.receive_public": ("public", False, lambda w, by, do: do(raw=b"{}")),
    "intake.key_in": ("amina", False, lambda w, by, do: do(keyed=a_call(w), key=new(), raw=b"{}")),
    "intake.print_forms": ("amina", False, lambda w, by, do: do(partnership=by.partnerships[0], count=2)),
    "intake.take_on": ("amina", False, lambda w, by, do: do(receipt=unread_now())),
    "intake.write_down": ("amina", False, lambda w, by, do: do(receipt=unread_now(), raw=b"{}")),
    "intake.set_aside": ("amina", False, lambda w, by, do: do(receipt=unread_now(), because="x")),
    "people.identify": ("amina", True, lambda w, by, do: do(
        record=SourceRecord.objects.first(), verdict=Verdict.UNSURE, other=None, because="x", shown=[], about="x")),
    "people.load_establishments": ("service_setup", False, lambda w, by, do: do(
        kind="school", lines=[Line("school", "999090", "Quarry Rise School")], read_from="x.csv")),
    "people.add_adults": ("service_intake", False, lambda w, by, do: do(
        record=SourceRecord.objects.first(), adults=[Adult("x", "none")])),
    "people.add_record": ("service_intake", False, lambda w, by, do: do(
        subject=Subject.objects.first(), agency=w.county.agencies["school"].pk, told=told_of_nobody())),
    "plans.open_or_join": ("amina", True, lambda w, by, do: do(
        subject=Contact.objects.get(reference=finlay_now()).subject_id, because="x", lead=w.county.posts["rhiannon"])),
    "plans.add_action": ("rhiannon", True, lambda w, by, do: do(
        plan=Plan.objects.get().reference, says="Ring her nan", owner="Rhiannon", agency=w.county.agencies["council"],
        due_on=TODAY() + timedelta(2), purpose="x")),
    "plans.change_lead": ("rhiannon", True, lambda w, by, do: do(
        plan=Plan.objects.get().reference, lead=w.county.posts["emeka"].reference, because="x")),
    "plans.close_in_error": ("amina", True, lambda w, by, do: do(plan=Plan.objects.get().reference, because="x")),
    "plans.correct": ("amina", True, lambda w, by, do: do(plan=Plan.objects.get().reference, says="x")),
    "plans.close": ("rhiannon", True, lambda w, by, do: do(
        plan=Plan.objects.get().reference, read=Plan.objects.get().version, because="x")),
    "plans.join": ("amina", True, lambda w, by, do: do(
        plan=Plan.objects.get().reference, into=another_plan(w, by).reference, because="x")),
    "plans.read_news": ("rhiannon", True, lambda w, by, do: do(
        **plan_with_news(by), says="x")),
    "plans.finish_action": ("rhiannon", True, lambda w, by, do: do(
        action=Action.objects.get().reference, done_says="Rang her")),
    "protection.trigger": ("amina", True, lambda w, by, do: do(
        "asked", subject=subject_now(), because="x", about="")),
    "protection.ask": ("rhiannon", True, lambda w, by, do: do(child=child_now(), because="x")),
    "protection.answer": ("huw", True, lambda w, by, do: do(
        trigger=Trigger.objects.get().reference, is_to_be_held=False, because="x", planned_at=None, chair="")),
    "protection.record": ("rhiannon", True, lambda w, by, do: do(
        trigger=Trigger.objects.get().reference, said=a_record())),
    "protection.say_step": ("rhiannon", True, lambda w, by, do: do(
        discussion=Discussion.objects.get().reference, code="not_found", because="x", happened_on=TODAY())),
    "notify.owe": ("amina", False, lambda w, by, do: do(
        "decision_made", agency=w.county.agencies["school"].pk, post=w.county.posts["keerthana"].pk, subject=subject_now(),
        partnership=by.partnerships[0], about="x", headline="x", words="x")),
    "notify.recall": ("amina", False, lambda w, by, do: do(notice=Notice.objects.filter(opened_at=None).latest("id").reference)),
    "notify.open_notice": ("keerthana", False, lambda w, by, do: do(reference=Notice.objects.get().reference)),
    "notify.add_mailbox": ("tamsin", False, lambda w, by, do: do(
        agency=w.county.agencies["school"], address="x@example.com", says="x")),
    "notify.ask_mailbox": ("tamsin", False, lambda w, by, do: do(
        mailbox=Mailbox.objects.filter(agency=w.county.agencies["council"]).first())),
    "notify.end_mailbox": ("tamsin", False, lambda w, by, do: do(
        mailbox=Mailbox.objects.filter(agency=w.county.agencies["council"]).first())),
    "notify.name_witness": ("perpetua", False, lambda w, by, do: do(
        agency=w.county.agencies["police"].reference, address="https://example.org/heads")),
    "notify.end_witness": ("perpetua", False, lambda w, by, do: do(agency=w.county.agencies["police"].reference)),
    "notify.tell_of_factor": ("tamsin", False, lambda w, by, do: do(worker=w.worker("emeka"))),
    "notify.invite": ("tamsin", False, lambda w, by, do: do(worker=w.worker("idwal"))),
    "notify.verify_mailbox": ("tamsin", False, lambda w, by, do: do(mailbox=Mailbox.objects.first())),
    "frontdoor.claim": ("amina", True, lambda w, by, do: do(contact=finlay_now())),
    "frontdoor.take_over": ("noor", True, lambda w, by, do: do(contact=finlay_now(), because="x")),
    "frontdoor.lapse": ("service_clocks", True, lambda w, by, do: (rests(w), do())),
    "frontdoor.check_balance": ("service_clocks", False, lambda w, by, do: (is_read_twice(w), do())),
    "frontdoor.remind_keepers": ("service_clocks", False, lambda w, by, do: do()),
    "frontdoor.tell_of_ends": ("service_clocks", False, lambda w, by, do: do()),
    "frontdoor.listen": ("service_clocks", False, lambda w, by, do: (sent_every_hour(w, NOW() - timedelta(hours=9)), do())),
    "frontdoor.record_red_call": ("amina", True, lambda w, by, do: do(
        contact=red_now(), rang="x", is_reached=True, words="")),
    "frontdoor.prefer": ("amina", False, lambda w, by, do: do(keys=False, sound=False)),
    "frontdoor.link_duplicate": ("amina", True, lambda w, by, do: do(**told_twice(w, by), because="x")),
    "frontdoor.unlink_duplicate": ("amina", True, lambda w, by, do: do(contact=linked(w, by), because="x")),
    "frontdoor.grade": ("amina", True, lambda w, by, do: do(
        contact=finlay_now(), grades=dict.fromkeys("risk view done consent history".split(), 1), words="")),
    "frontdoor.hand_over_shift": ("amina", True, lambda w, by, do: do(notes={finlay_now(): "x"})),
    "frontdoor.accept_handover": ("noor", False, lambda w, by, do: do(handover=ShiftHandOver.objects.get().reference)),
    "frontdoor.say_who_was_there": ("amina", False, lambda w, by, do: do(
        day=TODAY(), said={w.county.agencies["police"].reference: Presence.THERE}, words={})),
    "frontdoor.say_away": ("noor", False, lambda w, by, do: do(starts_on=TODAY(), ends_on=TODAY())),
    "frontdoor.give_to": ("huw", True, lambda w, by, do: do(contact=finlay_now(), to="")),
    "frontdoor.say_who": ("amina", True, lambda w, by, do: do(
        contact=finlay_now(), verdict=Verdict.NEW, child="", because="x", shown=[])),
    "frontdoor.check_safety": ("amina", True, lambda w, by, do: do(check=a_check(), answer="no", says="x")),
    "frontdoor.answer_incident": ("huw", False, lambda w, by, do: do(
        incident=an_incident(by), did="families", answer="no", because="x")),
    "frontdoor.take_back": ("amina", True, lambda w, by, do: do(contact=joined(by), because="x")),
    "frontdoor.say_anew": ("amina", True, lambda w, by, do: do(
        contact=joined(by), not_because="x", verdict=Verdict.NEW, child="", because="x", shown=[])),
    "frontdoor.ask_manager": ("amina", True, lambda w, by, do: do(
        contact=finlay_now(), outcome="no_further_action", reasons="x", proposed={})),
    "frontdoor.record_call": ("amina", True, lambda w, by, do: do(
        contact=Contact.objects.get(record__given_name="Kayleigh").reference, notice=Notice.objects.get(kind="decision_made").reference,
        rang="x", rang_at=NOW(), is_reached=True, words="x")),
    "frontdoor.view_closing": ("huw", True, lambda w, by, do: do(contact=finlay_now(), is_agreed=True, because="x")),
    "frontdoor.decide": ("amina", True, lambda w, by, do: do(
        contact=finlay_now(), level="4", criteria=["4.2"], section_47="met", section_47_why="x",
        outcome="strategy_discussion", reasons="x", against="", feedback="", lead=w.county.posts["rhiannon"].reference,
        others="own")),
    "frontdoor.ask_views": ("amina", True, lambda w, by, do: do(
        contact=finlay_now(), level="2", section_47="not_met", outcome="early_help", reasons="x", proposed={})),
    "frontdoor.ask_advice": ("amina", True, lambda w, by, do: do(contact=finlay_now(), question="x", forms=["sexual"])),
    "frontdoor.give_view": ("olu", False, lambda w, by, do: do(contact=finlay_now(), agrees="yes", because="x")),
    "frontdoor.reread": ("huw", True, lambda w, by, do: do(
        contact=decided_now(), agrees="yes", with_whom="x", because="x")),
    "frontdoor.challenge_notice": ("keerthana", False, lambda w, by, do: do(
        notice=Notice.objects.get(kind="decision_made").reference, why=FIVE_WORDS, asks="x")),
    "frontdoor.challenge_decision": ("noor", False, lambda w, by, do: do(contact=decided_now(), why=FIVE_WORDS, asks="x")),
    "frontdoor.answer_challenge": ("huw", False, lambda w, by, do: do(
        challenge=challenge_now(), verdict="stands", because="x", changes="")),
    "frontdoor.reply_to_challenge": ("keerthana", False, lambda w, by, do: do(
        challenge=challenge_now(), is_accepted=False, words="x")),
    "frontdoor.carry_out": ("amina", True, lambda w, by, do: do(challenge=challenge_now())),
    "frontdoor.family_answers": ("amina", True, lambda w, by, do: do(
        offer=an_offer(by), answer="agreed", who="x", how="x", happened_at=NOW(), words="x", because="")),
    "frontdoor.allocate_help": ("amina", True, lambda w, by, do: do(
        offer=answered(by, "agreed"), post=w.county.posts["carys"].reference)),
    "frontdoor.send_back_help": ("amina", True, lambda w, by, do: do(offer=answered(by, "agreed"), because="x")),
    "frontdoor.try_to_meet": ("amina", True, lambda w, by, do: do(
        offer=allocated(w, by), is_met=True, whom="x", happened_at=NOW(), words="x")),
    "frontdoor.look_again_at_help": ("amina", True, lambda w, by, do: do(
        offer=answered(by, "refused"), is_anew=True, because="x")),
    "frontdoor.ask_agencies": ("amina", True, lambda w, by, do: do(
        contact=decided_now(), posts=[w.county.posts["keerthana"].reference], question="x", why="x", rag="amber")),
    "frontdoor.answer_request": ("keerthana", False, lambda w, by, do: do(
        request=question_now(), verdict="answered", says="x", harm_weighed="")),
    "frontdoor.hesitate": ("keerthana", False, lambda w, by, do: do(request=question_now(), because="x")),
    "frontdoor.weigh_answer": ("amina", True, lambda w, by, do: do(request=question_now(), is_enough=True, missing="")),
    "frontdoor.chase": ("amina", True, lambda w, by, do: do(
        request=question_now(), rang="x", rang_at=NOW(), minutes=1, is_reached=False, words="x")),
    "frontdoor.withdraw_request": ("amina", True, lambda w, by, do: do(request=question_now(), because="x")),
    "frontdoor.answer_forms": ("amina", True, lambda w, by, do: do(
        contact=finlay_now(), answers=[Answer("sexual", "not_known")], said_by="x")),
    "frontdoor.chase_writing": ("amina", True, lambda w, by, do: do(
        contact=told_by_phone(w, by), rang="x", rang_at=NOW(), words="x")),
    "frontdoor.join_follow_up": ("amina", True, lambda w, by, do: do(
        contact=told_by_phone(w, by), receipt=Contact.objects.get(reference=finlay_now()).receipt_reference)),
    "people.add_household": ("service_intake", False, lambda w, by, do: do(
        record=SourceRecord.objects.first(), members=[Member("Maeve", age=9)])),
    "people.put_up_flag": ("amina", True, lambda w, by, do: do(
        subject=child_now(), code="missing_now", says_who="x", because="", starts_on=TODAY(), ends_on=None)),
    "people.take_down_flag": ("amina", True, lambda w, by, do: do(
        subject=child_now(), flag=Flag.objects.get().reference, because="x")),
    "people.relate": ("amina", False, lambda w, by, do: do(
        subject=child_now(), other=Contact.objects.get(reference=finlay_now()).subject.reference, kind="sibling",
        since=TODAY(), says_who="x")),
    "people.end_relation": ("amina", False, lambda w, by, do: do(
        subject=child_now(), relation=belonging([subject_now()], today=TODAY()).now[0].reference, how="mistake", because="x")),
    "frontdoor.consider": ("amina", True, lambda w, by, do: do(
        contact=decided_now(), member=HouseholdMember.objects.get().reference, answer="contact", because="x")),
    "frontdoor.say_school": ("amina", True, lambda w, by, do: do(contact=finlay_now(), school="999011", because="")),
    "frontdoor.say_asked": ("amina", True, lambda w, by, do: do(contact=finlay_now(), outcome="not_asked", because="will_ask_soon", informed="no")),
    "frontdoor.say_checked": ("amina", True, lambda w, by, do: do(contact=finlay_now(), places=["police"], found="x")),
    "frontdoor.say_whole": ("amina", True, lambda w, by, do: do(contact=finlay_now(), missing="x")),
    "frontdoor.hand_over": ("amina", True, lambda w, by, do: do(
        contact=finlay_now(), to="outside", to_says="Northern Isles", how="x", because="x", siblings={})),
    "frontdoor.write_down_answer": ("amina", True, lambda w, by, do: do(
        contact=finlay_now(), answer="accepted", who="x", words="")),
    "frontdoor.answer_hand_over": ("silas", True, lambda w, by, do: do(
        contact=handed_to_kelderdale(w), answer="accepted", words="")),
    "frontdoor.weigh_signs": ("amina", True, lambda w, by, do: do(
        contact=finlay_now(), answers={Suggested("missing_form_not_known", "", "", "New phone, out overnight", "").key: "no"})),
    "frontdoor.reopen": ("amina", True, lambda w, by, do: do(contact=decided_now(), because="x")),
    "frontdoor.weigh": ("amina", True, lambda w, by, do: do(contact=decided_now(), is_anew=False, because="x")),
    "frontdoor.to_contact": ("service_intake", True, lambda w, by, do: do(
        Contact.objects.select_related("record").get(reference=decided_now()), Receipt.objects.first(), a_telling(), {}, None, [])),
    "frontdoor.open_contact": ("amina", False, lambda w, by, do: do(finlay_now())),
    "frontdoor.open_undecided": ("amina", False, lambda w, by, do: do(finlay_now())),
    "frontdoor.land_telling": ("service_intake", True, lambda w, by, do: do(
        receipt=Receipt.objects.first(), telling=a_telling(), own={})),
}  # fmt: skip

FIVE_WORDS = "She was out again overnight."
HANDED = "a child is handed to Kelderdale, and lands there"

# What waits for the worker is done.
JOBS = ("worker", "jobs")
DIRECTED = ("morwenna", "a challenge is answered: it is decided again")

# A threshold document is in force, and is to be reviewed soon.
IN_FORCE = [
    ("tamsin", "frontdoor.put_threshold"),
    ("tamsin", "frontdoor.check_threshold"),
    *((who, "frontdoor.sign_threshold") for who in ("gwenda", "ingrid", "casimir")),
]

# What must have happened before.
BEFORE: dict[str, list[tuple[str, str]]] = {
    "sharing.agree_to_take_factor": [("huw", "sharing.ask_to_take_factor")],
    "sharing.leave_factor": [("huw", "sharing.ask_to_take_factor")],
    "sharing.add_reader": [("huw", "sharing.restrict")],
    "sharing.keep_on": [("huw", "sharing.restrict")],
    "sharing.ask_to_lift": [("huw", "sharing.restrict")],
    "sharing.answer_lift": [("huw", "sharing.restrict"), ("huw", "sharing.ask_to_lift")],
    "sharing.end_conflict": [("huw", "sharing.declare_conflict")],
    "sharing.close_emergency": [("olu", "sharing.open_in_emergency")],
    "sharing.review_emergency": [("olu", "sharing.open_in_emergency")],
    "notify.end_witness": [("perpetua", "notify.name_witness")],
    "people.take_down_flag": [("amina", "people.put_up_flag")],
    "people.end_relation": [("amina", "people.relate")],
    "frontdoor.say_whole": [("amina", "frontdoor.say_who")],
    "frontdoor.check_threshold": [("tamsin", "frontdoor.put_threshold")],
    "frontdoor.sign_threshold": [
        ("tamsin", "frontdoor.put_threshold"),
        ("tamsin", "frontdoor.check_threshold"),
    ],
    "frontdoor.take_back_threshold": [("tamsin", "frontdoor.put_threshold")],
    "frontdoor.review_threshold": IN_FORCE,
    "frontdoor.remind_keepers": IN_FORCE,
    "frontdoor.tell_of_ends": [("tamsin", "sharing.sign_agreement")],
    "retention.end_hold": [("huw", "retention.place_hold")],
    "frontdoor.answer_hand_over": [("amina", HANDED)],
    "frontdoor.write_down_answer": [("amina", "frontdoor.hand_over")],
    "plans.finish_action": [("rhiannon", "plans.add_action")],
    "plans.close": [("huw", "protection.answer")],
    "protection.say_step": [("rhiannon", "protection.record")],
    "frontdoor.decide": [("amina", "frontdoor.say_who")],
    "frontdoor.give_view": [("amina", "frontdoor.ask_views")],
    "frontdoor.lapse": [("amina", "frontdoor.claim")],
    "frontdoor.take_over": [("amina", "frontdoor.claim")],
    "frontdoor.accept_handover": [("amina", "frontdoor.hand_over_shift")],
    "frontdoor.weigh": [("service_intake", "frontdoor.to_contact")],
    "frontdoor.answer_challenge": [("keerthana", "frontdoor.challenge_notice"), JOBS],
    "frontdoor.reply_to_challenge": [
        ("keerthana", "frontdoor.challenge_notice"),
        JOBS,
        ("huw", "frontdoor.answer_challenge"),
        JOBS,
    ],
    "frontdoor.carry_out": [("huw", "frontdoor.challenge_decision"), JOBS, DIRECTED],
    "frontdoor.answer_request": [("amina", "frontdoor.ask_agencies")],
    "frontdoor.hesitate": [("amina", "frontdoor.ask_agencies")],
    "frontdoor.weigh_answer": [
        ("amina", "frontdoor.ask_agencies"),
        ("keerthana", "frontdoor.answer_request"),
    ],
    "frontdoor.chase": [("amina", "frontdoor.ask_agencies")],
    "frontdoor.withdraw_request": [("amina", "frontdoor.ask_agencies")],
}


def has_an_app(world: World, who: str) -> Worker:
    """Somebody with an authenticator app."""
    if not Authenticator.objects.filter(user=world.worker(who)).exists():
        TOTP.activate(world.worker(who), "JBSWY3DPEHPK3PXP")
    return world.worker(who)


def subject_now() -> int:
    return Contact.objects.get(record__given_name="Kayleigh").subject_id


def child_now() -> str:
    return Subject.objects.get(pk=subject_now()).reference


def hidden_child(world: World) -> str:
    """Kayleigh's reference, for whoever does not reach her."""
    with superuser(world.database) as server:
        found = server.execute(
            "select s.reference from sharing_subject s join people_sourcerecord r on r.subject_id = s.id"
            " where r.given_name = 'Kayleigh'"
        )
        return found.fetchone()[0]


def opened_now(world: World) -> str:
    with superuser(world.database) as server:
        return server.execute("select max(reference) from sharing_emergency").fetchone()[0]


def decided_now() -> str:
    return Contact.objects.get(record__given_name="Kayleigh").reference


def an_offer(by: Any) -> str:
    """Early help, as if Kayleigh’s decision had offered it."""
    held = Contact.objects.get(reference=decided_now())
    return offer(held, held.decisions.latest("id"), by=by, at=NOW()).reference


def answered(by: Any, answer: str) -> str:
    made = an_offer(by)
    family_answers(
        offer=made, answer=answer, who="x", how="x", happened_at=NOW(), words="x", because="", by=by, at=NOW()
    )
    return made


def allocated(w: World, by: Any) -> str:
    made = answered(by, "agreed")
    allocate_help(offer=made, post=w.county.posts["carys"].reference, by=by, at=NOW())
    return made


def challenge_now() -> str:
    return Challenge.objects.get().reference


def directed(world: World) -> None:
    """A senior manager answers what the front door’s manager challenged: decide it again."""
    with world.as_("morwenna") as by:
        answer_challenge(challenge=challenge_now(), verdict="again", because="x", changes="", by=by, at=NOW())
    world.run_jobs()


def question_now() -> str:
    return InformationRequest.objects.get().reference


def plan_with_news(by: Any) -> dict[str, Any]:
    """Kayleigh’s plan, once a further concern joined it, and the version that it is then."""
    plan, _ = open_or_join(subject=subject_now(), because="x", lead=None, by=by, at=NOW())
    return {"plan": plan.reference, "read": plan.version}


def another_plan(w: World, by: Any) -> Plan:
    """Finlay’s."""
    subject = Contact.objects.get(reference=finlay_now()).subject_id
    made, _ = open_or_join(subject=subject, because="x", lead=w.county.posts["emeka"], by=by, at=NOW())
    return made


def finlay_now() -> str:
    return Contact.objects.get(record__given_name="Finlay").reference


def rests(world: World) -> None:
    """Whoever claimed anything did nothing with it for an hour."""
    with superuser(world.database) as server:
        server.execute("update frontdoor_contact set worked_at = worked_at - interval '1 hour'")


def is_read_twice(world: World) -> None:
    """What never is: something received was read twice."""
    with behind(world.database) as server:
        server.execute(
            "insert into intake_landing (agency_id, partnership_id, subjects, partnerships, restricted_subjects, receipt_id,"
            " by_post_id, outcome, sender_reference, sentences, at) select agency_id, partnership_id, subjects, partnerships,"
            " restricted_subjects, receipt_id, by_post_id, outcome, sender_reference, sentences, at from intake_landing"
            " where outcome = 'landed' order by id limit 1"
        )


def sent_every_hour(world: World, until: datetime.datetime) -> None:
    """The force's own system sent something in each hour of the four weeks until then, and nothing since."""
    with behind(world.database) as server:
        server.execute("update intake_receipt set received_at = %s where channel = 'api'", [until])
        server.execute(
            "insert into intake_receipt (reference, agency_id, partnership_id, by_post_id, channel, key, content_type, raw, sha256,"
            " received_at, subjects, partnerships, restricted_subjects)"
            " select 'RV-' || n, p.agency_id, w.partnership_id, p.id, 'api', 'k' || n, '', '', '', %s - n * interval '1 hour',"
            " '{}', '{}', '{}'"
            " from (select * from sharing_agencykey order by id limit 1) k join sharing_post p on p.id = k.post_id"
            " join lateral (select partnership_id from sharing_post_partnerships w where w.post_id = p.id order by 1 limit 1) w on true,"
            " generate_series(0, 24 * 28) n",
            [until],
        )


def red_now() -> str:
    """Finlay's contact, turned red."""
    Contact.objects.filter(record__given_name="Finlay").update(rag="red")
    return finlay_now()


def told_twice(w: World, by: Any) -> dict[str, str]:
    """Finlay's contact, and one of the same child that was received before it, both waiting."""
    earlier = Contact.objects.get(reference=decided_now())
    Contact.objects.filter(pk=earlier.pk).update(state="received")
    return {"contact": joined(by), "of": earlier.reference}


def linked(w: World, by: Any) -> str:
    """Finlay's contact, linked to the earlier one."""
    link_duplicate(**told_twice(w, by), because="x", by=by, at=NOW())
    return finlay_now()


def joined(by: Any) -> str:
    """Finlay's contact, said to be about Kayleigh."""
    say_who(contact=finlay_now(), verdict=Verdict.SAME, child=Subject.objects.get(pk=subject_now()).reference,
            because="x", shown=[], by=by, at=NOW())  # fmt: skip
    return finlay_now()


def a_check() -> str:
    """The question about Kayleigh's safety that was asked when a contact was taken back from her."""
    return SafetyCheck.objects.create(subject_id=subject_now(), incident="x", asked_at=NOW()).reference


def an_incident(by: Any) -> str:
    """A data incident about a contact that was taken back."""
    made = DataIncident.objects.create(
        agency_id=by.agency_id, partnership_id=by.partnerships[0], contact="x", receipt="x", child="x", other="x", joined_at=NOW(),
        was_decided=True, is_disclosed=False, by_post_id=by.post_id, by_worker_id=by.worker_id, recorded_at=NOW(),
    )  # fmt: skip
    return made.reference


def unread_now() -> str:
    return Landing.objects.get(outcome="quarantined").receipt.reference


def a_draft(by: Any) -> Draft:
    return Draft.objects.create(
        partnership_id=by.partnerships[0],
        agency_id=by.agency_id,
        by_post_id=by.post_id,
        begun_at=NOW(),
        saved_at=NOW(),
    )


def a_call(w: World) -> Keyed:
    return Keyed(Channel.PHONE, w.county.agencies["school"].pk, w.county.partnerships["ravenshire"].pk, NOW())


def told_by_phone(w: World, by: Any) -> str:
    """Kayleigh's contact, as if the school had rung and would write."""
    contact = Contact.objects.get(reference=decided_now())
    clocks.start(
        CLOCK, subject=contact.subject_id, partnership=contact.partnership_id, about_kind=KIND,
        about=contact.reference, team=contact.team_id, by=by, at=NOW(),
    )  # fmt: skip
    return contact.reference


def a_file(by: Any) -> str:
    """A file with one row that can be sent."""
    got = receive(raw=b"x", channel=Channel.FILE, shape="rows_telling", key=new(), content_type="",
                  partnership=by.partnerships[0], by=by, at=NOW()).receipt  # fmt: skip
    whose = {"agency_id": by.agency_id, "partnership_id": by.partnerships[0], "by_post_id": by.post_id}
    batch = Batch.objects.create(receipt=got, shape="telling", read_as="UTF-8", is_sure=True, read_at=NOW(),
                                 waits_until=NOW(), **whose)  # fmt: skip
    StagedRow.objects.create(batch=batch, number=2, state="staged", told={"a": 1}, changed_at=NOW(), **whose)
    return got.reference


def a_kept_file(by: Any) -> dict[str, str]:
    """A file that is kept with a draft."""
    kept = DraftAttachment.objects.create(
        draft=a_draft(by), by_post_id=by.post_id, name="x", told_as="", size=1, sha256="x", raw=b"x", at=NOW()
    )
    return {"draft": kept.draft.reference, "file": kept.reference}


def an_attachment(by: Any, state: str = "not_scanned") -> str:
    """A file that came with something."""
    receipt = Receipt.objects.get(reference=a_file(by))
    whose = {"agency_id": by.agency_id, "partnership_id": by.partnerships[0], "by_post_id": by.post_id}
    made = Attachment.objects.create(
        receipt=receipt, name="x", told_as="", size=1, sha256="x", state=state, at=NOW(), **whose
    )
    AttachedBytes.objects.create(attachment=made, raw=b"x", **whose)
    return made.reference


def a_record() -> Discussed:
    """A strategy discussion that was held just now, and starts an enquiry."""
    away = [Part(kind, False, away_because="x") for kind in ("police", "health", "council_social_care")]
    return Discussed(
        held_at=NOW(), chair="x", parts=tuple(away), analysis="x", is_section_47=True, enquiry_by="joint", safety="x",
        decision="x", reasons="x", next_on=TODAY() + timedelta(2),
    )  # fmt: skip


def told_of_nobody() -> Told:
    return Told(record=Record(given_name="Ann"))


def a_telling() -> Any:
    return Telling.model_validate(telling(a_child("Ann")))


def act(world: World, name: str, who: str) -> None:
    if (who, name) == JOBS:
        world.run_jobs()
        return
    if (who, name) == DIRECTED:
        directed(world)
        return
    if name == HANDED:
        hand_over_to_kelderdale(world)
        return
    _, _, call = CALLS[name]
    does = actions()[name]

    def do(*given: Any, **named: Any) -> Any:
        return does(*given, **named, by=by, at=NOW())

    if who == "public":
        with transaction.atomic():
            by = begin_public("ravenshire")
            call(world, by, do)
        return
    if who.startswith("service_"):
        with databases.as_role("worker"), as_service(who) as by:
            call(world, by, do)
    else:
        with world.as_(who) as by:
            call(world, by, do)


def handed_to_kelderdale(world: World) -> str:
    """A contact that Ravenshire handed to Kelderdale."""
    return Contact.objects.get(channel="area").reference


def hand_over_to_kelderdale(world: World) -> None:
    """Ravenshire hands a child to Kelderdale, whose front door has not answered."""
    world.school_refers("Ottilie", family_name="Marsh")
    contact = world.contact("Ottilie").reference
    with world.as_("amina") as by:
        hand_over(
            contact=contact, to="kelderdale", to_says="", how="", because="Lives in Kelderby", siblings={}, by=by,
            at=NOW(),
        )  # fmt: skip
    world.run_jobs()
