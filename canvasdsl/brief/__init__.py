"""Floor 7: the strategy brief as data. `compose.compose` chooses and words everything; `render` only lays it out."""
