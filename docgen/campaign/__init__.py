"""What the data file says: YAML text with places, a typed model of it, and every problem at once."""

DATA_FILES = ("活动.yaml", "活动.yml", "campaign.yaml", "campaign.yml")
"""What the data file of a folder is called."""
