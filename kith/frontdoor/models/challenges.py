"""Formal challenges to a decision, and what became of each.

They are letters: whoever was told of a decision may challenge it without reaching anything else of the child's record.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from kith.core import reference
from kith.frontdoor.rules.challenge import Verdict
from kith.sharing.guard import LetterGuard, Rights, Scrub
from kith.sharing.models import Letter, Post, Worker


def guarded(add: str, *, own_hand: bool = True) -> LetterGuard:
    """Managers of the child's area read it, and of the agency that challenges whoever made it, their team, and who reads all."""
    return LetterGuard(
        read="challenge.read", add=add, post="from_post_id", whole="sent.read", own_hand=own_hand
    )


class Challenge(Letter):
    """Somebody challenges what was decided: why, and what they ask for instead. Never changed.

    `about` is the receipt that was decided on, `decided` what was decided as the challenger read it, and when.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    about = models.CharField(max_length=20)
    decided = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    why = models.TextField()
    asks = models.TextField()
    from_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    guard = guarded(add="challenge.make")
    rights = Rights()
    scrub = Scrub("words are replaced", {"why": "replaced", "asks": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="nobody_challenges_without_saying_why"),
            models.CheckConstraint(condition=~Q(asks=""), name="a_challenge_asks_for_something"),
        ]
        indexes = [
            GinIndex(fields=["subjects"], name="challenge_by_subject"),
            models.Index(fields=["-made_at"], name="challenge_by_moment"),
        ]


class OfChallenge(Letter):
    """Something that became of a challenge. Never changed."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="%(class)s")
    from_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True
        indexes = [GinIndex(fields=["subjects"], name="%(class)s_by_subject")]


class ChallengeStage(OfChallenge):
    """The challenge reached this stage, whose post answers it, by when; and why it came here."""

    stage = models.PositiveSmallIntegerField()
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    because = models.CharField(max_length=12)
    decided_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()

    guard = guarded(add="clock.run", own_hand=False)
    rights = Rights()
    scrub = Scrub("keep")

    class Meta(OfChallenge.Meta):
        constraints = [
            models.UniqueConstraint(fields=["challenge", "stage"], name="a_challenge_reaches_a_stage_once")
        ]


class ChallengeAnswer(OfChallenge):
    """The answer at one stage: the decision stands, is made again, or something changes; and why."""

    stage = models.ForeignKey(ChallengeStage, models.PROTECT, related_name="answers")
    verdict = models.CharField(max_length=8)
    because = models.TextField()
    changes = models.TextField(blank=True)
    decided_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")

    guard = guarded(add="challenge.answer")
    rights = Rights()
    scrub = Scrub("words are replaced", {"because": "replaced", "changes": "replaced"})

    class Meta(OfChallenge.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=[each.value for each in Verdict]),
                name="a_challenge_is_answered_in_one_of_three_ways",
            ),
            models.CheckConstraint(condition=~Q(because=""), name="a_challenge_is_answered_with_reasons"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by_worker")),
                name="nobody_answers_a_challenge_to_their_own_decision",
            ),
            models.CheckConstraint(
                condition=~Q(made_by=F("by_worker")), name="nobody_answers_a_challenge_of_their_own"
            ),
            models.UniqueConstraint(fields=["stage"], name="a_challenge_is_answered_once_at_each_stage"),
        ]


class ChallengeReply(OfChallenge):
    """Whoever challenged accepts the answer, or does not: then it goes to the next stage."""

    answer = models.ForeignKey(ChallengeAnswer, models.PROTECT, related_name="replies")
    is_accepted = models.BooleanField()
    words = models.TextField(blank=True)

    guard = guarded(add="challenge.make")
    rights = Rights()
    scrub = Scrub("words are replaced", {"words": "replaced"})

    class Meta(OfChallenge.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(is_accepted=True) | ~Q(words=""),
                name="an_answer_that_is_not_accepted_says_why_not",
            ),
            models.UniqueConstraint(fields=["answer"], name="an_answer_to_a_challenge_is_replied_to_once"),
        ]


class ChallengeCarried(OfChallenge):
    """The contact went back to be decided again, as the answer says."""

    answer = models.ForeignKey(ChallengeAnswer, models.PROTECT, related_name="carried")

    guard = guarded(add="contact.decide")
    rights = Rights()
    scrub = Scrub("keep")

    class Meta(OfChallenge.Meta):
        constraints = [models.UniqueConstraint(fields=["answer"], name="an_answer_is_carried_out_once")]
