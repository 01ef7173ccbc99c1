from .noon import *  # noqa: F403
