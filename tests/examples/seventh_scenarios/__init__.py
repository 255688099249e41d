"""Somebody else's scenarios: copied elsewhere and played there by test_seventh_scenario."""
