#!/usr/bin/env bash
# Format, tidy, header self-containment, OpenAPI, web lint. `./dev check`.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=0
ok() { printf '  ok      %s\n' "$1"; }
bad() { printf '  FAILED  %s\n' "$1"; failed=1; }

if ! command -v clang-format-19 >/dev/null || ! command -v clang-tidy-19 >/dev/null; then
  echo "installing clang-format and clang-tidy"
  as_root=(); [[ $(id -u) == 0 ]] || as_root=(sudo)
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends clang-format-19 clang-tidy-19 >/dev/null
fi

sources=$(git ls-files -- 'src/*.cc' 'src/*.h' 'test/*.cc' 'test/*.h' 'sim/*.cc' 'sim/*.h' 'bench/*.cc')
if clang-format-19 --dry-run -Werror $sources; then ok format; else bad format; fi

cmake --preset dev -B build/check >/dev/null
if cmake --build build/check --target all_verify_interface_header_sets >build/check/headers.log 2>&1; then
  ok "headers stand alone"
else
  tail -n 30 build/check/headers.log
  bad "headers stand alone"
fi

if git ls-files -- 'src/*.cc' | xargs -P "$(nproc)" -n 4 clang-tidy-19 -p build/check --quiet 2>build/check/tidy.log; then
  ok tidy
else
  bad tidy
fi

if node tools/lint-openapi.mjs; then ok openapi; else bad openapi; fi
exit "$failed"
