"""What the robustness gate of METHODS 4.3 still waits for."""

# The gate needs every leave-one-out, the whole multiverse with p-values, and the complete family
# of conditional claims; until all three run, no effect may be called supported.
GATE_NOT_RUN = "the robustness gate (definitions, leave-one-out, full family) has not been run"
