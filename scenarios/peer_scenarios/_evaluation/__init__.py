"""What the evaluation tasks share: sets of items, the rules they are scored by, and worked examples."""
