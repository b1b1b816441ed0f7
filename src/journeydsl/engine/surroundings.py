"""What contacts share: the engine steps one contact, and this is all that it sees of the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from journeydsl.engine.state import ContactState
from journeydsl.engine.traffic import UNLIMITED, Traffic


class Surroundings(NamedTuple):
    """The other contacts of the same account as they stand, in the order of their ids; and what the channels have sent.

    A send changes the traffic: whoever steps contacts hands on what `Step.traffic` says.
    """

    peers: Sequence[ContactState] = ()
    traffic: Traffic = UNLIMITED


ALONE = Surroundings()
"""A contact without an account, and channels without a limit to what they can send."""
