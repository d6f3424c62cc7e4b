"""The audit log as a Brand's admins read it: the list, its filters, and the file."""
