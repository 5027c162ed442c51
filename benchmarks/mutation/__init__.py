"""Mutation testing of the core: changes of one operator or number that the tests must notice.

`python -m benchmarks.mutation` draws changes from the modules of each area, runs the chosen tests
on each and writes the table of what they noticed. The changes are those of cosmic-ray.
"""
