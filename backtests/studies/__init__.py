"""One module a question that claims ask of history; a claim names the module it needs."""
