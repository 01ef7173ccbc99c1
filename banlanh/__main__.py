"""`python -m banlanh` is `banlanh`."""

import sys

from banlanh.cli import main

if __name__ == "__main__":
    sys.exit(main())
