"""The form (台账): one definition prints it, issues it, reads it back."""
