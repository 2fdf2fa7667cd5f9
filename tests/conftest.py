"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# A test of what holds is no test of speed: on a busy machine an example may take any time.
settings.register_profile("unhurried", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("unhurried")
