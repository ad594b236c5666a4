"""`python -m reactor` is the same as `reactor`."""

from reactor.cli import main

if __name__ == "__main__":
    main()
