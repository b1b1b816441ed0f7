"""journeydsl: customer journeys as text, checked, dry-run and run."""

__version__ = "0.1.0"
