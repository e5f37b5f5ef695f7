"""Mirrors bot/cli."""
