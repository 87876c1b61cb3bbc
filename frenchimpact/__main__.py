"""`python -m frenchimpact`: the command line."""

import sys

from frenchimpact.config.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
