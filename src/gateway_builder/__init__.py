"""gateway-builder: the code between an application and the services it doesn't own."""

__version__ = "0.1.0"
