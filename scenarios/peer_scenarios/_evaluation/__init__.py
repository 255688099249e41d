"""What the evaluation scenarios share: the rows of a sheet and where they come from."""
