import sys

from ui.command_line import main

sys.exit(main(sys.argv[1:]))
