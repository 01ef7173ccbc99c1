"""`make fleet SEEDS=n OPS=n`: simulated phones on a hostile line against the running product (`tests.fleet`).

On PostgreSQL: python -m tests.support.postgres BANLANH_DATABASE_URL python scripts/fleet.py --seeds 20 --ops 300
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.fleet.__main__ import main  # noqa: E402

if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
