"""Questions to other agencies about a child, and what came of them.

They are letters and hang on no grant: a grant would open the child to the post that is asked, and to what else its role reads
of a child. Whoever is asked opens this one question, with what it must know to answer, and nothing beside it.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from kith.core import reference
from kith.frontdoor.models.contacts import Contact
from kith.frontdoor.rules.asking import RAGS, Verdict
from kith.sharing.guard import LetterGuard, Rights, Scrub
from kith.sharing.models import Letter, Post, Worker


def guarded(add: str) -> LetterGuard:
    """The front door of the child's area reads it, and of the agency the post that is asked, its team, and who reads all."""
    return LetterGuard(read="request.read", add=add, post="to_post_id", whole="sent.read", own_hand=True)


class InformationRequest(Letter):
    """One question about a child, to one post of an agency, with its clock. Never changed.

    The name and birth date are a copy: all that the post which is asked is told of who the child is. `gap` is what is not
    known: a form of exploitation, or none. `after` is the question that was answered and was not enough.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="requests")
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    after = models.ForeignKey("self", models.PROTECT, null=True, related_name="again")
    child_name = models.CharField(max_length=300)
    child_known_as = models.CharField(max_length=100, blank=True)
    child_born_on = models.DateField(null=True)
    gap = models.CharField(max_length=40, blank=True)
    question = models.TextField()
    why = models.TextField()
    purpose = models.CharField(max_length=40)
    rag = models.CharField(max_length=5)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    climbs_at = models.DateTimeField()

    guard = guarded(add="contact.decide")
    rights = Rights()
    scrub = Scrub(
        "names, dates and words are replaced",
        dict.fromkeys("child_name child_known_as child_born_on question why".split(), "replaced"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="nobody_is_asked_without_a_question"),
            models.CheckConstraint(condition=~Q(why=""), name="nobody_is_asked_without_being_told_why"),
            models.CheckConstraint(condition=Q(rag__in=RAGS), name="a_question_says_how_soon"),
            models.CheckConstraint(
                condition=Q(climbs_at__gt=F("due_at")), name="a_question_climbs_after_it_was_due"
            ),
        ]
        indexes = [
            GinIndex(fields=["subjects"], name="request_by_subject"),
            models.Index(fields=["climbs_at"], name="request_by_climb"),
        ]


class OfRequest(Letter):
    """Something that became of a question, by the hand of whoever did it. Never changed."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="%(class)s")
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True
        indexes = [GinIndex(fields=["subjects"], name="%(class)s_by_subject")]


class RequestAnswer(OfRequest):
    """What an agency answers, that it knows nothing, or why it cannot share (Children Act 2004 s.16LA).

    A later one stands beside the earlier. `passed_on_at` is when the clock was stopped and the asker was told.
    """

    verdict = models.CharField(max_length=14)
    says = models.TextField()
    harm_weighed = models.TextField(blank=True)
    passed_on_at = models.DateTimeField(null=True)

    guard = LetterGuard(
        read="request.read",
        add="request.answer",
        change="clock.run",
        post="to_post_id",
        whole="sent.read",
        own_hand=True,
    )
    rights = Rights(changes=("passed_on_at",))
    scrub = Scrub("words are replaced", {"says": "replaced", "harm_weighed": "replaced"})

    class Meta(OfRequest.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=[each.value for each in Verdict]),
                name="an_answer_is_one_of_three",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="cannot_share") | ~Q(harm_weighed=""),
                name="nobody_keeps_back_without_weighing_the_harm",
            ),
        ]


class Hesitated(OfRequest):
    """An agency holds something and hesitates: no answer, and no refusal. A manager on each side is told, and the clock goes on.

    `told_there` and `told_here` are who was told, in the agency and at the front door.
    """

    because = models.TextField()
    told_there = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    told_here = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    guard = LetterGuard(
        read="request.read",
        add="request.answer",
        change="clock.run",
        post="to_post_id",
        whole="sent.read",
        own_hand=True,
    )
    rights = Rights(changes=("told_there_id", "told_here_id"))
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta(OfRequest.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="nobody_hesitates_without_saying_why"),
            models.UniqueConstraint(fields=["request"], name="an_agency_hesitates_once"),
        ]


class AnswerWeighed(OfRequest):
    """Whoever asked says whether the answers are enough. What is missing is asked again, as a question of its own."""

    is_enough = models.BooleanField()
    missing = models.TextField(blank=True)

    guard = guarded(add="contact.decide")
    rights = Rights()
    scrub = Scrub("words are replaced", {"missing": "replaced"})

    class Meta(OfRequest.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(is_enough=True) | ~Q(missing=""), name="what_is_not_enough_says_what_is_missing"
            ),
            models.UniqueConstraint(fields=["request"], name="answers_to_a_question_are_weighed_once"),
        ]


class Chase(OfRequest):
    """Somebody rang about an answer that has not come: whom, when, what was said, and how many minutes it took."""

    rang = models.CharField(max_length=200)
    rang_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    is_reached = models.BooleanField()
    words = models.TextField()

    guard = guarded(add="contact.decide")
    rights = Rights()
    scrub = Scrub("names and words are replaced", {"rang": "replaced", "words": "replaced"})

    class Meta(OfRequest.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(rang_at__lte=F("recorded_at")), name="nobody_chases_before_they_did"
            )
        ]


class RequestWithdrawn(OfRequest):
    """The answer is no longer needed, and why. `is_shut`: whoever was asked opens the question no more."""

    because = models.TextField()
    is_shut = models.BooleanField(db_default=False, default=False)

    guard = guarded(add="contact.decide")
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta(OfRequest.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="nobody_withdraws_without_saying_why"),
            models.UniqueConstraint(fields=["request"], name="a_question_is_withdrawn_once"),
        ]


class RequestClimbed(OfRequest):
    """No answer came in time, and whoever answers for the agency was told. `climbed_to` is that post."""

    climbed_to = models.ForeignKey(Post, models.PROTECT, related_name="+")

    guard = guarded(add="clock.run")
    rights = Rights()
    scrub = Scrub("keep")

    class Meta(OfRequest.Meta):
        constraints = [models.UniqueConstraint(fields=["request"], name="a_question_climbs_once")]
