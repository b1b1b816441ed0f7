"""What differs by country: zones, first names, telephone numbers that are kept free for fiction or cannot exist."""

from __future__ import annotations

from dataclasses import dataclass

from journeydsl.generating.chance import Weighted


@dataclass(frozen=True, slots=True)
class Country:
    """`zones` are names with their hours east of Greenwich in winter; `phone` is what a made-up number begins with."""

    zones: Weighted[tuple[str, int]]
    names: tuple[str, ...]
    phone: str


def _country(zones: dict[tuple[str, int], int], names: str, phone: str) -> Country:
    return Country(Weighted(zones), tuple(names.split()), phone)


COUNTRIES = {
    "DE": _country({("Europe/Berlin", 1): 1}, "Anna Jonas Lena Paul Mia Felix Sophie Tim Jürgen Käthe", "+49305550"),
    "AT": _country({("Europe/Vienna", 1): 1}, "Katharina Lukas Magdalena Tobias Valentina Franz", "+4315550"),
    "CH": _country({("Europe/Zurich", 1): 1}, "Luca Nina Noé Laura Reto Ursina", "+41445550"),
    "FR": _country({("Europe/Paris", 1): 1}, "Chloé Hugo Inès Louis Zoé Gaël", "+33155500"),
    "ES": _country({("Europe/Madrid", 1): 9, ("Atlantic/Canary", 0): 1}, "Lucía Mateo Martina Hugo Íñigo", "+34915550"),
    "IT": _country({("Europe/Rome", 1): 1}, "Giulia Leonardo Aurora Tommaso Nicolò", "+39065550"),
    "NL": _country({("Europe/Amsterdam", 1): 1}, "Emma Daan Julia Sem Fenna", "+31205550"),
    "BE": _country({("Europe/Brussels", 1): 1}, "Louise Arthur Olivia Noah Jules", "+3225550"),
    "PL": _country({("Europe/Warsaw", 1): 1}, "Zofia Jan Łukasz Hanna Małgorzata", "+48225550"),
    "SE": _country({("Europe/Stockholm", 1): 1}, "Astrid Åke Elsa Björn Maja", "+4685550"),
    "GB": _country({("Europe/London", 0): 1}, "Olivia George Amelia Arthur Isla", "+442079460"),
    "US": _country(
        {
            ("America/New_York", -5): 48,
            ("America/Chicago", -6): 28,
            ("America/Denver", -7): 7,
            ("America/Los_Angeles", -8): 17,
        },
        "Emma Liam Olivia Noah Ava Ethan Grace Xochitl",
        "+12025550",
    ),
    "CA": _country(
        {("America/Toronto", -5): 7, ("America/Vancouver", -8): 3}, "Charlotte Jack Élise Owen", "+16135550"
    ),
    "BR": _country({("America/Sao_Paulo", -3): 1}, "Helena Miguel Laura João Conceição", "+55115550"),
    "IN": _country({("Asia/Kolkata", 5): 1}, "Aarav Ananya Diya Ishaan Priya Vivaan", "+91115550"),
    "JP": _country({("Asia/Tokyo", 9): 1}, "陽葵 蓮 Yui Haruto Aoi", "+81355550"),
    "AU": _country({("Australia/Sydney", 10): 7, ("Australia/Perth", 8): 3}, "Isla Jack Matilda Cooper", "+61255500"),
}

ANYWHERE = _country({("Europe/London", 0): 1}, "Alex Robin Kim Sascha Noa Charlie Zoë", "+442079460")
"""For whoever lives nowhere in particular."""
