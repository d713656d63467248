# chepiao_embed(target dist_dir): builds the files of dist_dir into `target` and gives it "web_assets.h"
# with chepiao::embedded_assets(). Without an index.html there, a page that says how to build the web
# stands in. Files that compress well are kept a second time, gzipped, so that serving them costs nothing.
find_program(GZIP gzip REQUIRED)

function(chepiao_embed target dist_dir)
  set(out "${PROJECT_BINARY_DIR}/web_assets/${target}")
  file(GLOB_RECURSE files CONFIGURE_DEPENDS "${dist_dir}/*")
  add_custom_command(
    OUTPUT "${out}/web_assets.cc" "${out}/web_assets.h"
    COMMAND "${CMAKE_COMMAND}" "-DDIST=${dist_dir}" "-DOUT=${out}" "-DGZIP=${GZIP}"
            -P "${PROJECT_SOURCE_DIR}/cmake/embed_web_files.cmake"
    DEPENDS ${files} "${PROJECT_SOURCE_DIR}/cmake/embed_web_files.cmake"
    COMMENT "Embedding the web application"
    VERBATIM)
  target_sources(${target} PRIVATE "${out}/web_assets.cc" "${out}/web_assets.h")
  target_include_directories(${target} PRIVATE "${out}")
endfunction()
