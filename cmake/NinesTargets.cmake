# One static library per folder, linking only downwards; warnings alike for all.

add_library(nines_warnings INTERFACE)
target_compile_options(nines_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
if(NINES_WARNINGS_AS_ERRORS)
  target_compile_options(nines_warnings INTERFACE -Werror)
endif()

# nines_library(NAME SOURCES... ): every .cpp below the folder, headers by their path from the top.
function(nines_library name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
  target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:nines_warnings>)
endfunction()
