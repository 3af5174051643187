"""What `sharing` asks of those above it."""

from kith.core import questions

same_person = questions.declare(
    "sharing.same_person", says="Which other subjects have been decided to be this person?"
)
