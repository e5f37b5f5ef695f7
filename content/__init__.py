"""The shared content core: what a question is, where questions come from, how an answer is judged.

Pure: no network, no clock, no database, and nothing of ours imported.
"""
