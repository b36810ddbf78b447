# How everything is compiled: language level, build type, ccache, sanitizers, coverage.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

if(NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(NINES_CCACHE ccache)
  mark_as_advanced(NINES_CCACHE)
  if(NINES_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${NINES_CCACHE})
  endif()
endif()

# A result must be the same to the last byte on every machine, so the compiler may not fuse multiplications with
# additions where one processor can and another cannot.
add_compile_options(-ffp-contract=off)

if(NINES_SANITIZE OR NINES_FUZZ)
  # The assertions of the standard library, too: an empty optional, an index beyond its vector.
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()
if(NINES_SANITIZE)
  add_compile_options(-fsanitize=${NINES_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${NINES_SANITIZE})
endif()
if(NINES_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()

# Debian's python3 has the modules of packages.txt; another python3 earlier on the PATH may not.
find_program(NINES_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(NINES_PYTHON python3)
mark_as_advanced(NINES_PYTHON)
