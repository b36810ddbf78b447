# One static library per folder, linking only downwards; warnings alike for all.

include(GNUInstallDirs)
set(NINES_INCLUDE_DIR ${CMAKE_INSTALL_INCLUDEDIR}/nines)

add_library(nines_warnings INTERFACE)
target_compile_options(nines_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC bug 105651: concatenating strings warns of overlapping copies within the standard library.
  target_compile_options(nines_warnings INTERFACE -Wno-restrict)
endif()
if(NINES_WARNINGS_AS_ERRORS)
  target_compile_options(nines_warnings INTERFACE -Werror)
endif()

# nines_library(FOLDER): the library nines_FOLDER, also called nines::FOLDER, of every .cpp below the folder; headers
# are included, and installed, by their path from the top ("sim/law.h").
function(nines_library folder)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(name nines_${folder})
  add_library(${name} STATIC ${sources})
  add_library(nines::${folder} ALIAS ${name})
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_include_directories(
    ${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${NINES_INCLUDE_DIR}>)
  target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:nines_warnings>)
  # The command and the Python module are made of the same objects, so that none is compiled twice.
  set_target_properties(
    ${name} PROPERTIES EXPORT_NAME ${folder} POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden
                       VISIBILITY_INLINES_HIDDEN ON)
  install(TARGETS ${name} EXPORT nines ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/ DESTINATION ${NINES_INCLUDE_DIR}/${folder}
    FILES_MATCHING PATTERN "*.h")
endfunction()
