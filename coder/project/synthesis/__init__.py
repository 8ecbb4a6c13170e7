"""What people write and decide on the way from codings to the model."""
