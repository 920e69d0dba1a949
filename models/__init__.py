"""The office's records, their rules and the composed report. Knows no Qt, reportlab or docx."""
