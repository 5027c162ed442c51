"""The commands, a module each; options and what they open are shared."""
