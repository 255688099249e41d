"""What the evaluation tasks share: item sets, rounds, the evaluation desk, the handbook, and scripted evaluators."""
