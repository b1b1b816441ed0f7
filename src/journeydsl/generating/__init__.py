"""Made-up contacts and what they did, in the words of a project: to dry-run journeys before there is data.

In: a project, a number of contacts, a seed, and a period. Out: a file of contacts and one of events, which
`journeydsl.data` reads without a row rejected.
Promises: the same bytes for the same seed on every machine, and for contact 17 whatever the number of contacts; nobody
in it is real; memory does not grow with the number of contacts.
"""

from journeydsl.generating.lists import FileFormat, Made, Order, generate

__all__ = ["FileFormat", "Made", "Order", "generate"]
