"""What happens at the front door."""

from kith.record import ledger

RECEIVED = ledger.declare("frontdoor.contact_received", "Contact from {agency}")
ADDED = ledger.declare("frontdoor.contact_added_to", "{agency} added to what it had sent")
WITHDREW = ledger.declare("frontdoor.sender_withdrew", "{agency} withdraws what it had sent")
FOLLOW_UP_CHASED = ledger.declare(
    "frontdoor.follow_up_chased", "{agency} asked for the written referral after its call"
)
FOLLOWED = ledger.declare("frontdoor.follow_up_came", "The written referral after the call came: {receipt}")
CLAIMED = ledger.declare("frontdoor.claimed", "Contact taken on by {post}")
GIVEN_BACK = ledger.declare("frontdoor.given_back", "Contact given back to the queue")
ASKED = ledger.declare("frontdoor.closing_asked", "A manager was asked to agree to close: {outcome}")
AGREED = ledger.declare("frontdoor.closing_viewed", "Manager’s view on closing: {view}")
DECIDED = ledger.declare("frontdoor.decided", "Decision: {outcome}")
RANG = ledger.declare("frontdoor.sender_rung", "{agency} rung about the decision: {answer}")
ASKED_FORMS = ledger.declare("frontdoor.forms_asked", "Asked about exploitation: {count} answered")
CONSIDERED = ledger.declare("frontdoor.considered", "Another child of the home considered: {answer}")
WHOLE = ledger.declare("frontdoor.picture_whole", "The picture was said to be whole")
CHECKED = ledger.declare("frontdoor.restrictions_checked", "Restrictions on adults were looked for")
ASKED_FAMILY = ledger.declare("frontdoor.family_asked", "The front door asked the family, or said why not")
SCHOOL_SAID = ledger.declare("frontdoor.school_said", "School found out: {school}")
HANDED = ledger.declare("frontdoor.handed_over", "Handed to another area: {to}")
HANDED_ANSWER = ledger.declare("frontdoor.hand_over_answered", "Answer to a hand-over: {answer}")
SIGNS = ledger.declare("frontdoor.signs_weighed", "Words that may be a sign were weighed: {count}")
WEIGHED = ledger.declare("frontdoor.addition_weighed", "What was added changes nothing in the decision")
REOPENED = ledger.declare("frontdoor.reopened", "Decision looked at again: to be decided anew")
REQUEST_MADE = ledger.declare("frontdoor.request_made", "{agency} asked what it knows")
REQUEST_ANSWERED = ledger.declare("frontdoor.request_answered", "{agency} answered what it was asked")
REQUEST_CLIMBED = ledger.declare(
    "frontdoor.request_climbed", "{agency} did not answer in time: escalated there"
)
REQUEST_HESITATED = ledger.declare(
    "frontdoor.request_hesitated", "{agency} holds something and hesitates to share it"
)
ANSWER_WEIGHED = ledger.declare("frontdoor.answer_weighed", "Answer of {agency} weighed: {answer}")
ANSWER_CHASED = ledger.declare("frontdoor.answer_chased", "Answer of {agency} chased: {minutes} minutes")
REQUEST_WITHDRAWN = ledger.declare("frontdoor.request_withdrawn", "{agency} no longer needs to answer")
ASKED_VIEW = ledger.declare("frontdoor.view_asked", "{voice} asked: {what}")
VIEWED = ledger.declare("frontdoor.view_given", "{voice}: {view}")
VIEW_CHASED = ledger.declare("frontdoor.view_chased", "{voice} did not answer in time; {agency} was told")
REREAD = ledger.declare("frontdoor.decision_reread", "Decision read again: {view}")
TAKEN_OVER = ledger.declare("frontdoor.taken_over", "Contact taken over by {post}")
RED_RUNG = ledger.declare("frontdoor.red_rung", "Rung about a red contact that nobody had opened: {answer}")
LINKED = ledger.declare("frontdoor.linked", "Said to tell of the same as an earlier contact")
UNLINKED = ledger.declare("frontdoor.unlinked", "No longer said to tell of the same as an earlier contact")
TOLD_AGAIN = ledger.declare("frontdoor.told_again", "{agency} told of the same, in another contact")
GRADED = ledger.declare("frontdoor.graded", "How well the contact was told, graded for its sender")
SHIFT_HANDED_OVER = ledger.declare("frontdoor.shift_handed_over", "Handed over to the next team: {turn}")
GIVEN_TO = ledger.declare("frontdoor.given_to", "Contact given to {post}, whose holder before is away")
WRONG_CHILD = ledger.declare(
    "frontdoor.wrong_child",
    "Contact {receipt} was taken for another child’s from {since} to {until}; what was written from it then is not about this child",
)
SAFETY = ledger.declare(
    "frontdoor.safety_checked", "Could somebody dangerous have learnt where the child lives? {answer}"
)
LAPSED = ledger.declare("frontdoor.claim_lapsed", "Claim lapsed: nobody had worked on the contact")
CHALLENGE_MADE = ledger.declare("frontdoor.challenge_made", "{agency} challenges the decision")
CHALLENGE_CLIMBED = ledger.declare("frontdoor.challenge_climbed", "Challenge goes to the next stage: {post}")
CHALLENGE_ANSWERED = ledger.declare("frontdoor.challenge_answered", "Challenge answered: {answer}")
CHALLENGE_REPLIED = ledger.declare(
    "frontdoor.challenge_replied", "Answer to its challenge {answer} by {agency}"
)
HELP_OFFERED = ledger.declare("frontdoor.help_offered", "Early help offered to the family")
FAMILY_ANSWERED = ledger.declare("frontdoor.family_answered", "Early help: {answer}")
HELP_ALLOCATED = ledger.declare("frontdoor.help_allocated", "Early help led by {post}")
HELP_SENT_BACK = ledger.declare(
    "frontdoor.help_sent_back", "Early help sent back to the front door before anybody led it"
)
HELP_MET = ledger.declare("frontdoor.help_met", "Early help, first meeting with the family: {answer}")
HELP_LOOKED = ledger.declare(
    "frontdoor.help_looked", "Early help came back, and was looked at again: {answer}"
)
