"""What it amounts to: figures computed from the facts of a collection, each with the cells it came from."""
