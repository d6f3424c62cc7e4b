"""Workers at work: how soon a handoff is claimed, how many summaries wait at once, and in how much memory."""
