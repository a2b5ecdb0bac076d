"""python -m docgen: the command line where the program's folder is not on the path."""

from docgen.cli import main

main()
