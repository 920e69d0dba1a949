"""Grids and lists: what they show, how they paint it, how they are typed in."""
