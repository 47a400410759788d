"""Floor 5: the one road. `load` takes a source and a way to read others, and returns all that is known of the model."""

from canvasdsl.load.loaded import Loaded, Read, Reading, Varied
from canvasdsl.load.loading import load

__all__ = ["Loaded", "Read", "Reading", "Varied", "load"]
