"""Every write of the front door."""
