"""Business models."""

from media.models.clip import Clip, ClipInfo
from media.models.rendering import Rendering, RenderingState

__all__ = ["Clip", "ClipInfo", "Rendering", "RenderingState"]
