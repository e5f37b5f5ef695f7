"""A Slack on loopback: the Web API, Socket Mode and signed HTTP delivery, strict where Slack is."""
