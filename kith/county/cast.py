"""Some invented children and what happened to them in the last four weeks, made through actions."""

from datetime import datetime

from django.db import transaction

from kith.county.acting import acting_with
from kith.county.places import FEED_KEY, County
from kith.county.stories import (
    asking,
    belonging,
    disagreeing,
    discussions,
    doors,
    early_help,
    emergencies,
    files,
    found_at_night,
    helped,
    in_the_room,
    keeping,
    late,
    nights,
    office,
    on_time,
    papers,
    plans,
    today,
    wrong_twin,
)
from kith.county.stories.children import FIRST_KEY
from kith.county.stories.stage import Stage
from kith.intake.models import Receipt


def load(county: County, *, until: datetime) -> None:
    """The four weeks up to a moment, all of them or nothing. Where they are already, nothing is done."""
    with transaction.atomic():
        if is_loaded():
            return
        stage = Stage(county, until)
        tell(stage)
        stage.play()


def tell(stage: Stage) -> None:
    """Every story. Whatever the hour, five things sent are due today at Ravenshire's front door."""
    for story in (
        plans.twins,
        found_at_night.found_in_a_car,
        plans.a_managers_niece,
        discussions.sadhbh,
        discussions.zofia,
        helped.brother_and_sister,
        belonging.family_and_friends,
        helped.between_two_homes,
        helped.stopped_with_a_bag,
        helped.a_mother_rings,
        early_help.offered,
        disagreeing.challenged,
        keeping.agreement_ends,
        keeping.on_leave,
        office.mailboxes,
        office.phone_in_the_harbour,
        office.witnesses,
        in_the_room.in_the_room,
        papers.thresholds,
        papers.held,
        late.late,
        on_time.not_born_yet,
        on_time.kept_to_named_readers,
        emergencies.at_night_and_at_the_desk,
        on_time.next_door,
        on_time.cut_off,
        doors.a_night_porter,
        doors.a_surgery_rings,
        doors.an_evening_on_paper,
        files.a_table_of_worries,
        nights.handed_over,
        nights.probation_tells,
        wrong_twin.the_other_twin,
    ):
        story(stage)
    is_twin_due = today.due_today(stage)
    asking.asked(stage)
    is_red_due = today.new_and_red(stage)
    on_time.a_flat(stage, is_due_today=not is_twin_due)
    on_time.written_to_again(stage, is_due_today=not is_red_due)


def is_loaded() -> bool:
    """Whether the force's first message is there."""
    with acting_with(FEED_KEY):
        return Receipt.objects.filter(key=FIRST_KEY).exists()
