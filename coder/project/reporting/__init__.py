"""What report writers take away, and checking what they wrote."""
