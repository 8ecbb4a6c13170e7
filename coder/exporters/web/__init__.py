"""A document as one web page: no outside resources, nothing that runs, fit for keyboard, screen reader and paper."""
