"""docgen makes the official papers of a year-long campaign from one data file."""

__version__ = "0.2.0"
