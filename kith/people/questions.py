"""What `people` asks of those above it."""

from kith.core import questions

before_link = questions.declare(
    "people.before_link", says="What must be settled in the same act before these two are one child?"
)
