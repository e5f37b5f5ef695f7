"""Readers: one module a family of formats, each giving `Reading(questions, left_out)`."""
