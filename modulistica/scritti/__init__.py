"""What the office writes from versioned models: its fields, the .docx filled, the PDF/A-2a; cases live above."""
