"""What a checked program is, and the words of what it does: the one meeting point of the written and the run side.

In: the checker builds these values. Out: graph, engine, simulator and reports read them.
Promises: immutable, every name resolved, every value of its declared type; no stage before or after is needed.

Instants are whole microseconds since 1970-01-01T00:00Z; durations are whole microseconds; shares are millionths.
"""
