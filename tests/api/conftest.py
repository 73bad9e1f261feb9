from tests.dashboard.conftest import province

__all__ = ["province"]
