"""The scenarios: one folder each. A folder whose name starts with an underscore holds what several of them share."""
