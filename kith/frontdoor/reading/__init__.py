"""From bytes to a telling: one shape behind every door, so that nothing said is lost on the way."""
