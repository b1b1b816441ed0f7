"""What the steps of one journey share while they are checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from journeydsl.checker.ids import StepIds
from journeydsl.checker.scope import Scope
from journeydsl.model.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """The inside of one journey: what its steps may read, the ids given so far, the messages that it may
    send, and whether the steps are those of a variant of a `split`."""

    journey: str
    scope: Scope
    ids: StepIds
    messages: Mapping[str, Message]
    in_variant: bool = False
