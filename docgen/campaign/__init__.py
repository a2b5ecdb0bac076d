"""What the data file says: YAML text with places, a typed model of it, and every problem at once."""
