"""A site for django-helpdesk, which only its own environment can run."""
