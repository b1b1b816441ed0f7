"""Chance that is not random: variants and holdouts as a pure function of names (laws L21 and L22).

A contact's number is the first 8 bytes, little-endian, of BLAKE2b over `salt`, a zero byte, and the contact's id. An
experiment's number is the same of its name alone. The draw is SplitMix64's finaliser (Steele, Lea and Flood 2014,
doi:10.1145/2714064.2660195) of the two combined by exclusive or, a number from 0 to 2**64 - 1; a variant owns the draws
between the sums of the shares before and up to it. So ranges that do not change keep their contacts, experiments are
independent of each other, and millions of contacts can be drawn with arithmetic on one number each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate

from journeydsl.model.values import WHOLE_SHARE

_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Odds:
    """An experiment's number, and where each variant's range of draws ends."""

    experiment: int
    ends: tuple[int, ...]

    def draw(self, subject: int) -> int:
        """The index of the variant that owns the subject's draw; `len(ends)` where the shares leave it to none."""
        return bisect_right(self.ends, mix(subject ^ self.experiment))


def odds(experiment: str, shares: Sequence[int]) -> Odds:
    """The odds of an experiment whose variants have these shares, in millionths, in the order written."""
    return Odds(number_of(experiment.encode()), tuple((total << 64) // WHOLE_SHARE for total in accumulate(shares)))


def place(experiment: str, subject: int, whole: int) -> int:
    """The subject's place, from 0, in a range of `whole` numbers: its draw, as a share of the range, rounded down."""
    return (mix(subject ^ number_of(experiment.encode())) * whole) >> 64


def subject_number(salt: str, subject: str) -> int:
    """The number of a contact (or whatever else an experiment is drawn for) under a project's salt."""
    return number_of(salt.encode() + b"\0" + subject.encode())


def subject_numbers(salt: str, subjects: Iterable[str]) -> bytes:
    """What `subject_number` says of many, 8 bytes each, little-endian."""
    begun, digests = blake2b(salt.encode() + b"\0", digest_size=8), []
    for subject in subjects:
        each = begun.copy()
        each.update(subject.encode())
        digests.append(each.digest())
    return b"".join(digests)


def number_of(data: bytes) -> int:
    """The first 8 bytes, little-endian, of BLAKE2b over some bytes."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def mix(number: int) -> int:
    """SplitMix64's finaliser of a number of 64 bits."""
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & _MASK
    return number ^ (number >> 31)
