"""Scenarios of your own: every folder in here is one, named by its folder."""
