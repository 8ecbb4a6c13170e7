"""The project as plain tables that join, a thing a row: for R, pandas and statistics programs."""
