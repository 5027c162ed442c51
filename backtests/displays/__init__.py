"""What results look like in a terminal, a module a command."""
