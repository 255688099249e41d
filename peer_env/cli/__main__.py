"""`python -m peer_env.cli`, for where the console script is not on the path."""

from peer_env.cli import main

if __name__ == "__main__":
    main()
