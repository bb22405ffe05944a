# SPDX-License-Identifier: GPL-3.0-or-later
# One interface target carries language level, warnings and determinism flags for all targets.
add_library(di_options INTERFACE)
target_compile_features(di_options INTERFACE c_std_11)
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

# Identical results on one platform: no fused multiply-add chosen by the compiler.
target_compile_options(di_options INTERFACE -ffp-contract=off)
target_compile_definitions(di_options INTERFACE _POSIX_C_SOURCE=200809L)
if(CMAKE_SIZEOF_VOID_P EQUAL 4)
    target_compile_definitions(di_options INTERFACE _FILE_OFFSET_BITS=64) # files past 2 GB
endif()
if(WIN32)
    # printf of C11 from every C library; Windows 10, which is the first to know UTF-8 as a code page
    target_compile_definitions(di_options INTERFACE __USE_MINGW_ANSI_STDIO=1 _WIN32_WINNT=0x0A00)
endif()
target_compile_options(di_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion
    -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wswitch-enum -Wformat=2 -Wwrite-strings
    -Wcast-qual)
if(MINGW)
    target_compile_options(di_options INTERFACE -Wno-float-conversion) # its isnan() warns of itself
endif()
if(HOMEWARD_WERROR)
    target_compile_options(di_options INTERFACE -Werror)
endif()
