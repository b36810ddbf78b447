# `cmake --install` gives the nines command, the scenarios, and a package for find_package(nines).

include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/nines)

install(EXPORT nines NAMESPACE nines:: FILE nines-targets.cmake DESTINATION ${package_dir})
configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/nines-config.cmake.in ${PROJECT_BINARY_DIR}/nines-config.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/nines-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/nines-config.cmake ${PROJECT_BINARY_DIR}/nines-config-version.cmake
  DESTINATION ${package_dir})

install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/nines/scenarios
  FILES_MATCHING PATTERN "*.yaml" PATTERN "*.csv" PATTERN "language" EXCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
