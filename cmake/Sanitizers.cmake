# SPDX-License-Identifier: GPL-3.0-or-later
if(HOMEWARD_SANITIZE)
    list(JOIN HOMEWARD_SANITIZE "," di_sanitizers)
    target_compile_options(di_options INTERFACE
        -fsanitize=${di_sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer -g)
    target_link_options(di_options INTERFACE -fsanitize=${di_sanitizers})
endif()
if(HOMEWARD_FUZZ) # coverage for libFuzzer in every library; the targets link its main
    target_compile_options(di_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
