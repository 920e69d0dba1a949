"""The narrative's text editor: highlighter, present values, completion, storing."""
