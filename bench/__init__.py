"""What Kith costs, and what it survives. `python3 run bench NAME` is the way in."""
