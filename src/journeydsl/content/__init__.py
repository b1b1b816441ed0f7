"""What a contact gets to read: a message of a program, filled in for one contact.

In: a program, its templates, a message, and the facts about a contact. Out: subject, preview, HTML and text.
Promises: pure, and the same for the same facts; what cannot be filled in is a `TemplateProblem`, never a message with a
gap in it.
"""

from __future__ import annotations

from journeydsl.content.inspecting import HARMLESS, Found, Trouble
from journeydsl.content.recipients import Recipient, Recipients, TriggerFrom
from journeydsl.content.rendering import Rendered, Renderer
from journeydsl.content.surveying import Survey, Surveyor
from journeydsl.content.values import choices_of

__all__ = [
    "HARMLESS",
    "Found",
    "Recipient",
    "Recipients",
    "Rendered",
    "Renderer",
    "Survey",
    "Surveyor",
    "TriggerFrom",
    "Trouble",
    "choices_of",
]
