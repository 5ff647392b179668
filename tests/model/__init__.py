"""The handover as a model, every run of which is explored."""
