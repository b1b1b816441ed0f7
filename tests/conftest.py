"""`--accept` rewrites the recorded output that tests compare with; the difference is then reviewed like code.

No property has a deadline: a busy machine is no mistake. `HYPOTHESIS_PROFILE=thorough` tries twenty times as many.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("untimed"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "untimed"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite recorded output instead of comparing with it")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether recorded output is rewritten."""
    return bool(request.config.getoption("--accept"))
