"""What happens at the front door."""

from kith.record import ledger

RECEIVED = ledger.declare("frontdoor.contact_received", "Contact from {agency}")
ADDED = ledger.declare("frontdoor.contact_added_to", "{agency} added to what it had sent")
WITHDREW = ledger.declare("frontdoor.sender_withdrew", "{agency} withdraws what it had sent")
CHASED = ledger.declare(
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
ANSWER_WEIGHED = ledger.declare("frontdoor.answer_weighed", "Answer of {agency} weighed: {answer}")
ANSWER_CHASED = ledger.declare("frontdoor.answer_chased", "Answer of {agency} chased: {minutes} minutes")
REQUEST_WITHDRAWN = ledger.declare("frontdoor.request_withdrawn", "{agency} no longer needs to answer")
ASKED_VIEW = ledger.declare("frontdoor.view_asked", "{voice} asked: {what}")
VIEWED = ledger.declare("frontdoor.view_given", "{voice}: {view}")
CHASED = ledger.declare("frontdoor.view_chased", "{voice} did not answer in time; {agency} was told")
REREAD = ledger.declare("frontdoor.decision_reread", "Decision read again: {view}")
