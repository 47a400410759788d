"""Rules about what is measured, and what the model rests on."""
