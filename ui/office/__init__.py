"""The office's form: fields that store when left, and its lists."""
