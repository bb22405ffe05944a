#compdef homeward
# SPDX-License-Identifier: GPL-3.0-or-later
# Completion for zsh: the program prints the candidates.
compadd -- ${(f)"$($words[1] __complete ${words[2,CURRENT]} 2>/dev/null)"} || _files
