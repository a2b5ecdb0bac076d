"""The numbers of the profiles as YAML, and how a clerk writes such a number."""
