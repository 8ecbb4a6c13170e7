"""What the program proposes: computing it, judging it, and where nothing may be proposed."""
