# SPDX-License-Identifier: GPL-3.0-or-later
# Toolchain file: 64-bit Windows from another system, with MinGW-w64's GCC (threads: posix).
# Libraries are taken from HOMEWARD_MINGW_ROOT alone, never from the machine that compiles.
#   cmake --preset mingw -DHOMEWARD_MINGW_ROOT=FOLDER
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(triplet x86_64-w64-mingw32)
find_program(compiler NAMES ${triplet}-gcc-posix ${triplet}-gcc REQUIRED)
set(CMAKE_C_COMPILER ${compiler})
find_program(CMAKE_RC_COMPILER ${triplet}-windres)

set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES HOMEWARD_MINGW_ROOT)
set(CMAKE_FIND_ROOT_PATH ${HOMEWARD_MINGW_ROOT} /usr/${triplet})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} ${HOMEWARD_MINGW_ROOT}/lib/pkgconfig)

# What is built runs under Wine, where that is installed.
find_program(wine NAMES wine64 wine PATHS /usr/lib/wine)
if(wine)
    set(CMAKE_CROSSCOMPILING_EMULATOR ${wine})
endif()

# One file that runs anywhere: the compiler's own libraries go in too.
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
