"""What `record` asks of those above it."""

from kith.core import questions

queues = questions.declare(
    "record.queues", says="Which queues does this actor’s area have, how many wait there, and since when?"
)
