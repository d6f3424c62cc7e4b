"""Playbooks in the admin: the page of one, its versions, what is checked, told and tried beside it."""
