"""What is told from the steps that were taken, of each kind the last (docs/adr/0002)."""

from functools import cached_property
from typing import Any


class Stepped:
    """A model whose `steps`, each with its `verb`, are added and never changed."""

    steps: Any
    _state: Any

    @cached_property
    def taken(self) -> list:
        """The oldest first; none of what nobody has begun."""
        return [] if self._state.adding else list(self.steps.all())

    def last(self, *verbs: str) -> Any:
        """The last step by one of these verbs, or by any; nothing where there is none."""
        return next((step for step in reversed(self.taken) if not verbs or step.verb in verbs), None)
