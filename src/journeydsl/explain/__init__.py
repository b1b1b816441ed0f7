"""The answer to "why did she (not) get it?": a contact's timeline, and for each message what the gate looked at.

In: `Rules`, one contact with its events, and the period of a run. Out: a `Story`, and text.
Promises: nothing is told that the engine did not decide; every "what if" was tried on the engine.
"""

from journeydsl.explain.gate import CheckLine, Passage, explain_passage
from journeydsl.explain.story import Entry, Story, tell
from journeydsl.explain.text import story_text, why_not_text

__all__ = ["CheckLine", "Entry", "Passage", "Story", "explain_passage", "story_text", "tell", "why_not_text"]
