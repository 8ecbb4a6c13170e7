"""What the coded interviews add up to: actors, roles, constellations, white spots. It gathers; people decide."""
