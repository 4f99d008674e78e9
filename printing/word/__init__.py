"""Official papers as .docx: the same places as in the PDF, as text that a word processor can edit."""
