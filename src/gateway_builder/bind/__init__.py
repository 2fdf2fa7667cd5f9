"""A method of an interface meets an operation of a service: what is sent, what is read, what is left to decide."""
