# Vega and Vega-Lite, which pages with interactive charts hold in themselves: pinned packages of the npm registry, fetched when
# the build is configured. Without them (no network, or NINES_VEGA=OFF) pages have their drawings alone.

option(NINES_VEGA "Fetch Vega-Lite, so that charts of pages are interactive" ${PROJECT_IS_TOP_LEVEL})
set(NINES_VEGA_DIR ${PROJECT_BINARY_DIR}/vega CACHE PATH "Where the packages of Vega are fetched to, or lie already")
mark_as_advanced(NINES_VEGA_DIR)

set(nines_vega_registry https://registry.npmjs.org)
set(nines_vega_packages vega-6.4.0 vega-lite-6.5.0 vega-interpreter-2.3.2)
set(nines_vega_vega-6.4.0_sha512
  ac75c2ab62e911608b3235c1123ee1a1c63d1b4fe2e5319845ac861928f4e954c5e3e976206d99ee87992828d66d487fee14c4fe65616da38f07bdb0084961ea)
set(nines_vega_vega-lite-6.5.0_sha512
  7cc5c5eacd0cac88345135a72c87de16d8122f3561cb348aa1bcc6ae1e6b852fa62fa14e6051b79bba2e278536de08fae442be825f452084f9c3bc0b35a03390)
set(nines_vega_vega-interpreter-2.3.2_sha512
  2430288b7b5a15c0832ee8d91bce1334d517764019e56b121ecb31f2559561ac5bf5296c8e4eefecfb512185e94a55302da286441aa827d283b37e99d1e30423)

# Sets `result` to why the package is not there; empty if it is. EXPECTED_HASH of file(DOWNLOAD) would end the configuration
# where there is no network; the hash is looked at afterwards instead.
function(nines_vega_fetch package result)
  set(file ${NINES_VEGA_DIR}/${package}.tgz)
  set(${result} "" PARENT_SCOPE)
  if(EXISTS ${file})
    file(SHA512 ${file} hash)
    if(hash STREQUAL nines_vega_${package}_sha512)
      return()
    endif()
  endif()
  string(REGEX REPLACE "-[0-9.]+$" "" name ${package})
  file(DOWNLOAD ${nines_vega_registry}/${name}/-/${package}.tgz ${file}
    INACTIVITY_TIMEOUT 20 TIMEOUT 120 TLS_VERIFY ON STATUS status)
  list(GET status 0 code)
  list(GET status 1 reason)
  if(NOT code EQUAL 0)
    file(REMOVE ${file})
    set(${result} "${package} cannot be fetched: ${reason}" PARENT_SCOPE)
    return()
  endif()
  file(SHA512 ${file} hash)
  if(NOT hash STREQUAL nines_vega_${package}_sha512)
    file(REMOVE ${file})
    set(${result} "${package} is not what was expected: SHA-512 ${hash}" PARENT_SCOPE)
  endif()
endfunction()

# The text of a script as a page holds it: its licence before it, and no line that sends a browser looking for a source map.
function(nines_vega_script package file variable)
  set(folder ${PROJECT_BINARY_DIR}/vega/${package})
  file(ARCHIVE_EXTRACT INPUT ${NINES_VEGA_DIR}/${package}.tgz DESTINATION ${folder}
    PATTERNS package/LICENSE package/build/${file})
  file(READ ${folder}/package/LICENSE licence)
  file(READ ${folder}/package/build/${file} text)
  string(REGEX REPLACE "\n//# sourceMappingURL=[^\n]*" "" text "${text}")
  set(${variable} "/* ${package}\n\n${licence}*/\n${text}" PARENT_SCOPE)
endfunction()

# Of D3, which Vega's script contains. Copyright notices of its modules differ in their years.
set(nines_vega_d3 "/* With modules of D3: Copyright 2010-2023 Mike Bostock

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED \"AS IS\" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE. */
")

# The interpreter of expressions, which is a module, as a plain script: it stands in for eval, which pages forbid.
function(nines_vega_plain variable)
  string(REGEX REPLACE "import {([^}]*)} from 'vega-util';" "(() => {\nconst {\\1} = vega;" text "${${variable}}")
  string(REGEX REPLACE "export { expression as expressionInterpreter };"
    "vega.expressionInterpreter = expression;\n})();" text "${text}")
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

# Sets NINES_VEGA_SOURCE to a C++ file with the scripts of analysis/page/vega.h, which are empty where there is no Vega.
set(nines_vega_missing "")
if(NINES_VEGA)
  foreach(package IN LISTS nines_vega_packages)
    if(NOT nines_vega_missing)
      nines_vega_fetch(${package} nines_vega_missing)
    endif()
  endforeach()
  if(nines_vega_missing)
    message(WARNING "${nines_vega_missing}\n"
      "Charts of pages will be drawings, without zooming. Nothing else needs it. Configure again with a network, or put "
      "the files into NINES_VEGA_DIR, or say -DNINES_VEGA=OFF.")
  endif()
endif()
set(nines_vega_text "")
set(nines_vega_lite_text "")
set(nines_vega_interpreter_text "")
if(NINES_VEGA AND NOT nines_vega_missing)
  nines_vega_script(vega-6.4.0 vega.min.js nines_vega_text)
  string(PREPEND nines_vega_text "${nines_vega_d3}")
  nines_vega_script(vega-lite-6.5.0 vega-lite.min.js nines_vega_lite_text)
  nines_vega_script(vega-interpreter-2.3.2 vega-interpreter.js nines_vega_interpreter_text)
  nines_vega_plain(nines_vega_interpreter_text)
endif()
set(NINES_VEGA_SOURCE ${PROJECT_BINARY_DIR}/vega/vega_scripts.cpp)
configure_file(${CMAKE_CURRENT_LIST_DIR}/vega_scripts.cpp.in ${NINES_VEGA_SOURCE} @ONLY)
