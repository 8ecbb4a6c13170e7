"""Names and numbers of people: finding them, deciding once, replacing them, and letting none of them out."""
