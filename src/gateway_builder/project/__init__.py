"""Configuration and layout: where interfaces, gateways, models and tests stand, and how they are named."""
