from tests.support.running import commune, plan, secretary  # noqa: F401
