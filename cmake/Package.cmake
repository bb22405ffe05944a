# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` brings beside the program: libraries and headers for other programs
# (find_package(Homeward), or pkg-config homeward), and what a desktop wants to know. Charts and
# window stay inside: a user of the engine does not need cairo.
include(CMakePackageConfigHelpers)
set(homeward_package ${CMAKE_INSTALL_LIBDIR}/cmake/Homeward)
foreach(part engine system theory selftest output import optimize)
    set_target_properties(di_${part} PROPERTIES EXPORT_NAME ${part})
    install(TARGETS di_${part} EXPORT HomewardTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
endforeach()
install(DIRECTORY engine/include/di import/include/di DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    FILES_MATCHING PATTERN "*.h")
install(EXPORT HomewardTargets NAMESPACE di:: DESTINATION ${homeward_package})
configure_package_config_file(packaging/HomewardConfig.cmake.in HomewardConfig.cmake
    INSTALL_DESTINATION ${homeward_package})
write_basic_package_version_file(HomewardConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/HomewardConfig.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/HomewardConfigVersion.cmake cmake/FindGLPK.cmake
    DESTINATION ${homeward_package})
if(XLSXWRITER_FOUND)
    set(homeward_workbooks " xlsxwriter")
endif()
configure_file(packaging/homeward.pc.in homeward.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/homeward.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# The program completes its own command line; the shells only ask it.
install(FILES packaging/completion.bash RENAME homeward
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES packaging/completion.zsh RENAME _homeward
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES packaging/completion.fish RENAME homeward.fish
    DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
if(TARGET di_desktop)
    install(FILES packaging/homeward.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES packaging/homeward.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
    install(FILES packaging/homeward-mime.xml RENAME homeward.xml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
endif()

set(CPACK_PACKAGE_CONTACT "the Homeward engineers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_GENERATOR DEB)
set(CPACK_SOURCE_GENERATOR TXZ)
set(CPACK_SOURCE_IGNORE_FILES "/build/" "/\\.git")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_DEPENDS fonts-dejavu-core)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS fonts-noto-core)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
include(CPack)
