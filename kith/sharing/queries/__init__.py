"""Reading the registers of who may see what, as plain values."""
