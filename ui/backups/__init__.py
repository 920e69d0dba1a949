"""Finding backups, saying what is inside, and reopening after one was restored."""
