"""The only part that touches files, consoles, processes and the clock."""
