import sys

from vanban.cli import main

sys.exit(main(sys.argv[1:]))
