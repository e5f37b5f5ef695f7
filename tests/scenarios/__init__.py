"""Conversations that every platform must be able to hold."""
