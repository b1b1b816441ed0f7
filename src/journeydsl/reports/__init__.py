"""What people read of a run: in a terminal, and as JSON for other programs.

In: a `Tally`. Out: text. Promises: every number comes from the tally; the same tally gives the same text.
"""

from journeydsl.reports.document import FORMAT_VERSION, summary_document
from journeydsl.reports.forecast import forecast_document, forecast_text
from journeydsl.reports.terminal import summary_text

__all__ = ["FORMAT_VERSION", "forecast_document", "forecast_text", "summary_document", "summary_text"]
