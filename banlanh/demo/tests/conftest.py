from tests.support.demonstration import demo as commune  # noqa: F401
