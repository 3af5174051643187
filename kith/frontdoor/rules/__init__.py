"""What the front door may do. No database and no clock in here."""
