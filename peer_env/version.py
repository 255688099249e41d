"""The package's version, apart from everything, so that a record can state it."""

__version__ = "0.1.0"
