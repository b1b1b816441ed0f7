"""What people do with what they are sent: a response model, what arrives, and what repeated runs add up to.

In: `Assumptions`, a seed, and a run's decisions as they are made (or all of them, as arrays). Out: `Response` rows, and
events for the contacts. Promises: an answer hangs on the seed and on which send it is (contact, journey, entry, step,
visit) alone, so that it is the same in any order, in any slices and on either engine.
"""
