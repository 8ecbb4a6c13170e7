"""Taking transcripts in: what files say, who speaks for whom, and how far they are prepared."""
