"""A report that people have edited, checked: every figure in it computed again, and all else that it claims compared."""

from docgen.verifying.figures import Checked, verify

__all__ = ["Checked", "verify"]
