"""What `intake` asks of those above it."""

from kith.core import questions

land = questions.declare("intake.land", says="What does this, read as what comes on this channel, become?")
