# SPDX-License-Identifier: GPL-3.0-or-later
# The languages of the program: English, and one for each po/*.po. A catalogue's header says what
# the language calls itself and how it writes 12345.6:
#   "X-Language-Name: Русский\n"
#   "X-Number-Sample: 12 345,6\n"
# From these, languages_table.h in the build folder.
function(read_catalogue_header catalogue key value_out)
    file(STRINGS ${catalogue} line REGEX "^\"${key}: " LIMIT_COUNT 1 ENCODING UTF-8)
    if(NOT line MATCHES "^\"${key}: (.+)\\\\n\"$")
        message(FATAL_ERROR "${catalogue}: the header needs a line \"${key}: ...\\n\"")
    endif()
    set(${value_out} "${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()

# make_language_table(HEADER CATALOGUE...)
function(make_language_table header)
    set(codes "en")
    set(rows "    {\"en\", \"English\", '.', \",\"}")
    foreach(catalogue IN LISTS ARGN)
        get_filename_component(code ${catalogue} NAME_WE)
        read_catalogue_header(${catalogue} X-Language-Name name)
        read_catalogue_header(${catalogue} X-Number-Sample sample)
        if(NOT sample MATCHES "^12(.*)345([.,])6$")
            message(FATAL_ERROR "${catalogue}: X-Number-Sample must write 12345.6, not \"${sample}\"")
        endif()
        string(APPEND codes "|${code}")
        string(APPEND rows ", \\\n    {\"${code}\", \"${name}\", '${CMAKE_MATCH_2}', \"${CMAKE_MATCH_1}\"}")
    endforeach()
    file(CONFIGURE OUTPUT ${header} CONTENT
"/* Made by cmake/Languages.cmake from the catalogues' headers. */
#define LANGUAGE_CODES \"@codes@\"
#define LANGUAGE_TABLE \\
@rows@
" @ONLY)
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE)
    file(GLOB HOMEWARD_CATALOGUES CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/po/*.po)
    list(SORT HOMEWARD_CATALOGUES)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${HOMEWARD_CATALOGUES})
    make_language_table(${CMAKE_CURRENT_BINARY_DIR}/generated/languages_table.h ${HOMEWARD_CATALOGUES})
endif()
