# Sourced by ./dev: tests, checks and drills.

suites_passed=0
suites_failed=0
suites_skipped=0

count() { # SUITE PASSED FAILED SKIPPED
  suites_passed=$((suites_passed + $2))
  suites_failed=$((suites_failed + $3))
  suites_skipped=$((suites_skipped + ${4:-0}))
  printf '  %-28s %5d passed %3d failed%s\n' "$1" "$2" "$3" "$( ((${4:-0})) && echo ", $4 skipped")"
}

# One step that either holds or does not.
step() { # NAME COMMAND...
  local name=$1 log=build/log/$1.log
  shift
  if "$@" >"$log" 2>&1; then
    count "$name" 1 0
  else
    count "$name" 0 1
    tail -n 60 "$log"
  fi
}

# A program that ends with "N passed, M failed".
counted() { # NAME COMMAND...
  local name=$1 log=build/log/$1.log status=0 line
  shift
  "$@" >"$log" 2>&1 || status=$?
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
  local passed=0 failed=0
  [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]] && passed=${BASH_REMATCH[1]} failed=${BASH_REMATCH[2]}
  if ((status != 0 && failed == 0)) || ((passed + failed == 0)); then
    failed=$((failed + 1)) # it died, or counted nothing
  fi
  count "$name" "$passed" "$failed"
  ((failed == 0)) || tail -n 60 "$log"
}

# A GoogleTest program. One that dies without its closing lines counts as one failure more.
gtest() { # PRESET ROOM
  local log=build/log/$1-$2.log status=0
  "build/$1/test/$2_test" --gtest_color=no >"$log" 2>&1 || status=$?
  local passed failed skipped
  passed=$(grep -oE '^\[  PASSED  \] [0-9]+' "$log" | grep -oE '[0-9]+$' || echo 0)
  failed=$(grep -oE '^\[  FAILED  \] [0-9]+ test' "$log" | grep -oE '[0-9]+' || echo 0)
  skipped=$(grep -oE '^\[  SKIPPED \] [0-9]+ test' "$log" | grep -oE '[0-9]+' || echo 0)
  if ((status != 0 && failed == 0)); then
    failed=1
  fi
  count "$1 $2" "$passed" "$failed" "$skipped"
  if ((failed)); then
    grep -E 'Failure|FAILED|CHECK failed|ERROR: |SUMMARY: ' "$log" | head -n 40
    tail -n 25 "$log"
  fi
}

rooms_with_tests() { # PRESET ROOM...: those that exist
  local preset=$1 room
  shift
  for room in "$@"; do
    [[ -e test/$room/sources.cmake ]] && echo "$room"
  done
  return 0
}

all_rooms="base event timetable fare command inventory ledger booking engine journal audit pipeline store projection identity http api app history load"
tsan_rooms="pipeline http"

dev_test() {
  install build test
  mkdir -p build/log
  local started=$SECONDS only=" $* " rooms threaded room
  wanted() { [[ $only == "  " || $only == *" $1 "* ]]; }

  web_modules
  if wanted web; then
    say "Web application"
    step web-types bash -c 'cd web && npm run --silent check:api'
    web_build
    counted web-components node tools/vitest-count.mjs
  fi

  rooms=$(for room in $(rooms_with_tests dev $all_rooms); do wanted "$room" && echo "$room"; done || true)
  if [[ -n $rooms ]]; then
    web_build
    say "Rooms, with ASan and UBSan"
    cpp dev $(for room in $rooms; do echo "${room}_test"; done) ||
      count "build dev" 0 1
    for room in $rooms; do gtest dev "$room"; done
  fi

  threaded=$(for room in $(rooms_with_tests tsan $tsan_rooms); do wanted tsan && echo "$room"; done || true)
  if [[ -n $threaded ]]; then
    say "Rooms with threads, with TSan"
    cpp tsan $(for room in $threaded; do echo "${room}_test"; done) ||
      count "build tsan" 0 1
    for room in $threaded; do gtest tsan "$room"; done
  fi

  if wanted browser || wanted drills || wanted layers || wanted sim || wanted crash; then
    web_build
    say "The program as users run it"
    cpp release chepiao chepiao_bench chepiao_sim chepiao_history chepiao_crash chepiao_forget chepiao_load || count "build release" 0 1
    wanted layers && step layers bash tools/check-layers.sh
    wanted sim && counted sim build/release/chepiao_sim --seeds 1..10000 --jobs "$(jobs)"
    wanted sim && counted sim-stories build/release/chepiao_sim --story test/seeds
    wanted sim && counted sim-mutants node tools/mutants.mjs --check
    wanted sim && counted sim-checks bash tools/sim-test.sh build/release/chepiao_sim
    wanted crash && counted crash build/release/chepiao_crash --every 13 --jobs 4
    wanted browser && counted browser bash tools/browser-test.sh
    wanted drills && counted drills node test/drill/run.mjs --short
  fi

  if wanted fuzz; then
    say "Fuzz targets, a short run of each"
    cpp fuzz chepiao_fuzz || count "build fuzz" 0 1
    counted fuzz bash tools/fuzz.sh --short
  fi

  say "$((SECONDS - started)) s"
  if ((suites_skipped)); then
    echo "$suites_passed passed, $suites_failed failed, $suites_skipped skipped"
  else
    echo "$suites_passed passed, $suites_failed failed"
  fi
  ((suites_failed == 0))
}

dev_check() {
  install build test
  bash tools/check.sh
}

dev_drill() {
  build
  cpp release chepiao_bench chepiao_history chepiao_forget chepiao_load
  node test/drill/run.mjs "$@"
}

# The rivals' programs, without the services that their packages start.
install_rivals() {
  local as_root=() made=() fresh=() service
  [[ -x /usr/sbin/nginx ]] || fresh+=(nginx)
  [[ -x /usr/bin/redis-server ]] || fresh+=(redis-server)
  [[ -x /usr/lib/postgresql/15/bin/postgres ]] || fresh+=(postgresql)
  ((${#fresh[@]})) || return 0
  [[ $(id -u) == 0 ]] || as_root=(sudo)
  keep_out() { # FILE TEXT: for as long as the packages are installed
    [[ -e $1 ]] && return
    "${as_root[@]}" mkdir -p "$(dirname "$1")"
    printf '%b' "$2" | "${as_root[@]}" tee "$1" >/dev/null
    "${as_root[@]}" chmod 755 "$1"
    made+=("$1")
  }
  keep_out /usr/sbin/policy-rc.d '#!/bin/sh\nexit 101\n'
  keep_out /etc/postgresql-common/createcluster.d/no-main.conf 'create_main_cluster = false\n'
  install bench
  "${as_root[@]}" rm -f "${made[@]}"
  for service in "${fresh[@]}"; do "${as_root[@]}" systemctl disable "$service" >/dev/null 2>&1 || true; done
}

dev_bench() {
  if [[ ${1:-} == inventory || ${1:-} == pipeline || ${1:-} == replay || ${1:-} == memory || ${1:-} == seats || ${1:-} == fill ]]; then
    install build
    cpp release chepiao_bench
    build/release/chepiao_bench "$@"
    return
  fi
  install_rivals
  build
  cpp release chepiao_bench chepiao_load
  node bench/run.mjs "$@"
}

dev_crash() {
  install build
  cpp release chepiao_crash
  build/release/chepiao_crash "$@"
}

dev_sim() {
  install build
  cpp release chepiao_sim
  build/release/chepiao_sim "$@"
}

dev_fuzz() {
  install build test
  cpp fuzz chepiao_fuzz
  bash tools/fuzz.sh "$@"
}

dev_mutants() {
  install build test
  node tools/mutants.mjs "$@"
}

dev_screenshots() {
  install build test
  SCREENSHOT_DIR=$root/build/screenshots bash tools/browser-test.sh
}
