SCOPE_SETTING = "handoff.scope"
SWEEP_ROLE = "handoff_sweep"
