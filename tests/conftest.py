"""`--accept` rewrites the recorded output that tests compare with; the difference is then reviewed like code."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite recorded output instead of comparing with it")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether recorded output is rewritten."""
    return bool(request.config.getoption("--accept"))
