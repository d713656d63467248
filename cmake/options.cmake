option(CHEPIAO_TESTS "build the tests" ON)
option(CHEPIAO_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(CHEPIAO_TSAN "ThreadSanitizer" OFF)
option(CHEPIAO_FUZZ "the fuzz targets of test/fuzz, with clang" OFF)
set(CHEPIAO_WEB_DIST "${PROJECT_SOURCE_DIR}/web/dist" CACHE PATH "the built web application, embedded in the program")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()

# Flags for our own code; generated code (protobuf) is compiled without the warnings.
add_library(strict INTERFACE)
target_compile_options(strict INTERFACE -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Werror)

# What CHECK prints names the file from the project's root.
add_compile_options(-fstack-protector-strong "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
if(CHEPIAO_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(CHEPIAO_TSAN)
  add_compile_options(-fsanitize=thread)
  # TSan does not understand fences; Asio's mutexes, which it does, order the same things.
  add_compile_definitions(BOOST_ASIO_DISABLE_FENCED_BLOCK)
  add_link_options(-fsanitize=thread)
endif()
if(CHEPIAO_FUZZ)
  # libstdc++ 12 uses what it declares deprecated; only g++ looks past that.
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(strict INTERFACE -Wno-deprecated-declarations -Wno-mismatched-tags
                         -Wno-missing-designated-field-initializers)
  add_link_options(-fsanitize=address,undefined)
endif()
