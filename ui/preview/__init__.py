"""The laid-out report on screen: the view, what is marked on it, search, and the dock beside the pages."""
