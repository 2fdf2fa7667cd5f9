"""Gateways to the services that measure and tell."""
