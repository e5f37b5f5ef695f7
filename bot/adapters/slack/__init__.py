"""Slack: events become requests, our messages become Block Kit."""
