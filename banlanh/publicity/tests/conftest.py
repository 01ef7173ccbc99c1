from tests.support.rooms import browser_of  # noqa: F401
from tests.support.running import commune, plan, secretary  # noqa: F401
