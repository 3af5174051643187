"""What `plans` asks of those above it."""

from kith.core import questions

before_closing = questions.declare(
    "plans.before_closing", says="What must be settled before this child’s plan is closed?"
)
