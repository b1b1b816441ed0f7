"""The gate, asked again about a message that came to it (law L24)."""

from __future__ import annotations

from journeydsl.engine import AtTheGate, Rules
from journeydsl.engine.gate import Verdict, is_counted, pass_gate
from journeydsl.engine.turn import Turn
from journeydsl.model.rules import Cap
from journeydsl.model.values import Instant


def verdict_on(rules: Rules, at: Instant, then: AtTheGate) -> Verdict:
    """What the gate says of a message, the contact and what it shares with others being as given."""
    return pass_gate(turn_of(rules, at, then), then.enrollment, rules.program.messages[then.message])


def turn_of(rules: Rules, at: Instant, then: AtTheGate) -> Turn:
    """The contact at the gate."""
    return Turn(rules, at, then.state, then.surroundings)


def counted(cap: Cap, at: Instant, then: AtTheGate) -> int:
    """How many sends a limit counts."""
    return sum(
        sent.at > at - cap.window and is_counted(cap, sent.message_class, sent.channel) for sent in then.state.ledger
    )
