"""What `intake` asks of those above it."""

from kith.core import questions

land = questions.declare("intake.land", says="What does this, read as what comes on this channel, become?")
headings = questions.declare("intake.headings", says="Which of our columns are the headings of this file?")
row = questions.declare("intake.row", says="What does this row of a file tell?")
