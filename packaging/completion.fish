# SPDX-License-Identifier: GPL-3.0-or-later
# Completion for fish: the program prints the candidates, beside file names.
complete -c homeward -a '(homeward __complete (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
