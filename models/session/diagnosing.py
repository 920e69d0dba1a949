"""Why a file does not open: asked when one does not, so that no opening waits for it to load."""

from __future__ import annotations

from models.storage.diagnosis import Diagnosis, Offer, diagnose, lost_backups

__all__ = ["Diagnosis", "Offer", "diagnose", "lost_backups"]
