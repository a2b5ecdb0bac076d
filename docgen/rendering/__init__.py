"""Templates and values become a .docx: compile once, fill many, same input same bytes."""
