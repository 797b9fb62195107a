"""Build the website and the offline bundle: the same as `bindery build`."""

import sys

from bindery.cli import main

if __name__ == "__main__":
    main(["build", *sys.argv[1:]], prog_name="build.py")
