"""Follows clients of services, what they are asked and what is made of their answers, through source code."""
