# Writes OUT/web_assets.{h,cc} for the files of DIST. Run by chepiao_embed at build time.
# The bytes come in through .incbin, because compilers take minutes over megabytes of char arrays. Tags
# are hashes of the content, so the .cc changes, and is compiled again, whenever a file does.
cmake_minimum_required(VERSION 3.25)

set(mime_html "text/html; charset=utf-8")
set(mime_js "text/javascript; charset=utf-8")
set(mime_mjs "text/javascript; charset=utf-8")
set(mime_css "text/css; charset=utf-8")
set(mime_json "application/json")
set(mime_map "application/json")
set(mime_webmanifest "application/manifest+json")
set(mime_yaml "application/yaml")
set(mime_txt "text/plain; charset=utf-8")
set(mime_svg "image/svg+xml")
set(mime_xml "application/xml")
set(mime_wasm "application/wasm")
set(mime_png "image/png")
set(mime_jpg "image/jpeg")
set(mime_webp "image/webp")
set(mime_ico "image/x-icon")
set(mime_woff2 "font/woff2")
set(compressible html js mjs css json map webmanifest yaml txt svg xml wasm ico)

file(REMOVE_RECURSE "${OUT}/gzip")
file(MAKE_DIRECTORY "${OUT}/gzip")

if(NOT EXISTS "${DIST}/index.html")
  set(DIST "${OUT}/stand_in")
  file(WRITE "${DIST}/index.html" "<!doctype html>
<html lang=\"en\"><head><meta charset=\"utf-8\"><title>chepiao</title></head>
<body><h1>chepiao</h1>
<p>The server runs; the web application is not built in. 网页尚未构建。</p>
<pre>cd web &amp;&amp; npm ci &amp;&amp; npm run build</pre>
<p>and build the program again.</p></body></html>
")
endif()

file(GLOB_RECURSE names RELATIVE "${DIST}" "${DIST}/*")
list(SORT names)

set(symbols "")
set(externs "")
set(rows "")
set(index 0)

function(append_bytes symbol file)
  string(APPEND symbols "    \".globl ${symbol}_begin\\n${symbol}_begin:\\n.incbin \\\"${file}\\\"\\n\"\n"
                        "    \".globl ${symbol}_end\\n${symbol}_end:\\n.byte 0\\n\"\n")
  string(APPEND externs "extern char const ${symbol}_begin[];\nextern char const ${symbol}_end[];\n")
  set(symbols "${symbols}" PARENT_SCOPE)
  set(externs "${externs}" PARENT_SCOPE)
endfunction()

foreach(name IN LISTS names)
  if(NOT name MATCHES "^[A-Za-z0-9._/-]+$")
    message(FATAL_ERROR "cannot embed a file of this name: ${name}")
  endif()
  get_filename_component(extension "${name}" LAST_EXT)
  string(REGEX REPLACE "^\\." "" extension "${extension}")
  set(mime "application/octet-stream")
  if(DEFINED mime_${extension})
    set(mime "${mime_${extension}}")
  endif()
  file(SHA256 "${DIST}/${name}" hash)
  string(SUBSTRING "${hash}" 0 16 tag)

  append_bytes("chepiao_asset_${index}" "${DIST}/${name}")
  set(gzip_view "{}")
  if(extension IN_LIST compressible)
    set(gzip "${OUT}/gzip/${index}.gz")
    execute_process(COMMAND "${GZIP}" -9nc "${DIST}/${name}" OUTPUT_FILE "${gzip}" COMMAND_ERROR_IS_FATAL ANY)
    file(SIZE "${DIST}/${name}" plain_size)
    file(SIZE "${gzip}" gzip_size)
    if(gzip_size LESS plain_size)
      append_bytes("chepiao_asset_${index}_gzip" "${gzip}")
      set(gzip_view "view(chepiao_asset_${index}_gzip_begin, chepiao_asset_${index}_gzip_end)")
    endif()
  endif()
  string(APPEND rows "      {\"/${name}\", \"${mime}\", \"\\\"${tag}\\\"\",\n"
                     "       view(chepiao_asset_${index}_begin, chepiao_asset_${index}_end), ${gzip_view}},\n")
  math(EXPR index "${index} + 1")
endforeach()

file(WRITE "${OUT}/web_assets.h" "#pragma once

#include <span>

#include \"http/static_files.h\"

namespace chepiao {

// The web application, sorted by path.
std::span<http::asset const> embedded_assets();

}  // namespace chepiao
")
file(WRITE "${OUT}/web_assets.cc" "#include \"web_assets.h\"

#include <array>
#include <cstddef>
#include <string_view>

__asm__(
    \".pushsection .rodata\\n\"
${symbols}    \".popsection\\n\");

extern \"C\" {
${externs}}

namespace chepiao {
namespace {

std::string_view view(char const* begin, char const* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::span<http::asset const> embedded_assets() {
  static auto const table = std::array<http::asset, ${index}>{{
${rows}  }};
  return table;
}

}  // namespace chepiao
")
