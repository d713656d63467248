# One library per folder of src/. Each room has an include root of its own that holds exactly one
# name, so an include of a room that was not named in the graph is "No such file".
# The roots lie outside the preset's folder, so that ccache sees the same paths in every preset.
function(chepiao_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "" "SHOWS;HIDES")
  set(view "${PROJECT_SOURCE_DIR}/build/rooms/${name}")
  file(MAKE_DIRECTORY "${view}")
  if(NOT EXISTS "${view}/${name}")
    file(CREATE_LINK "${PROJECT_SOURCE_DIR}/src/${name}" "${view}/${name}" SYMBOLIC)
  endif()
  set(SINGLY)
  include("${PROJECT_SOURCE_DIR}/src/${name}/sources.cmake") # sets CC, H, PCH and SINGLY
  list(TRANSFORM CC PREPEND "${PROJECT_SOURCE_DIR}/src/${name}/")
  list(TRANSFORM H PREPEND "${view}/${name}/")
  if(NOT CC) # only shapes
    add_library(${name} INTERFACE)
    target_sources(${name} INTERFACE FILE_SET api TYPE HEADERS BASE_DIRS "${view}" FILES ${H})
    target_link_libraries(${name} INTERFACE ${room_SHOWS})
    return()
  endif()
  add_library(${name} STATIC ${CC})
  target_sources(${name} PUBLIC FILE_SET api TYPE HEADERS BASE_DIRS "${view}" FILES ${H})
  target_link_libraries(${name} PUBLIC ${room_SHOWS} fmt::fmt PRIVATE ${room_HIDES} strict Threads::Threads)
  if(SINGLY) # its files use the same short names for their own helpers
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  endif()
  if(PCH)
    target_precompile_headers(${name} PRIVATE ${PCH})
  endif()
endfunction()

# The contracts: generated from proto/, used inside the rooms that speak them.
file(GLOB proto_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/proto/*.proto")
add_library(proto STATIC ${proto_files})
set_target_properties(proto PROPERTIES UNITY_BUILD OFF) # generated files share names
protobuf_generate(TARGET proto LANGUAGE cpp IMPORT_DIRS "${PROJECT_SOURCE_DIR}/proto"
                  PROTOC_OUT_DIR "${PROJECT_BINARY_DIR}/proto")
target_include_directories(proto SYSTEM PUBLIC "${PROJECT_BINARY_DIR}/proto" ${Protobuf_INCLUDE_DIRS})
target_link_libraries(proto PUBLIC protobuf::libprotobuf)
