from tests.dashboard.conftest import province, standing_province

__all__ = ["province", "standing_province"]
