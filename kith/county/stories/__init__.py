"""What happened to the county's invented children, told through the actions that everybody uses."""
