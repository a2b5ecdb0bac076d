"""A manuscript understood: which paragraph is what, and the Document that they make."""
