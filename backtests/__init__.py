"""Outcomes, inference, verdicts, the report and the command line."""
