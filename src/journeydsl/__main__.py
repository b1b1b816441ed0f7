"""`python -m journeydsl` is the `journeydsl` command."""

from journeydsl.cli import main

if __name__ == "__main__":
    main()
