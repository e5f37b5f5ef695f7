"""Discord on loopback, for the unchanged client: a gateway, a REST server, a clock to move, faults to order."""
