"""The rules of official documents: reading, layout, text, agreement; each table by what its rules look at."""
