"""Views of what customers think and feel, and how they buy and stay."""
