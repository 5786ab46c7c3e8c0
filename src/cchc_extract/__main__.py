"""``python -m cchc_extract`` is ``cchc-extract``."""

from cchc_extract.cli import main

if __name__ == "__main__":
    main()
