# SPDX-License-Identifier: GPL-3.0-or-later
# Completion for bash: the program prints the candidates.
_homeward() {
    local IFS=$'\n'
    COMPREPLY=($(compgen -W "$("$1" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "$2"))
}
complete -o bashdefault -o default -F _homeward homeward
