"""Values become text, pictures and pages: pure functions, and one function per output context for what users wrote."""
