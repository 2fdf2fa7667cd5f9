"""Business models that generated gateways run with."""
