"""What each command decides, as a plan."""
