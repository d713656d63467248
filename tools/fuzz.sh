#!/usr/bin/env bash
# libFuzzer over the targets of test/fuzz, ASan and UBSan on. Built before: the preset fuzz.
#   tools/fuzz.sh --short               a fixed number of runs of every target, ends with "N passed, M failed"
#   tools/fuzz.sh [--minutes M] [TARGET...]   each that long (default 1); new inputs stay in build/fuzz/corpus,
#                                       what fails in build/fuzz/findings
set -uo pipefail
cd "$(dirname "$0")/.."
programs=${FUZZ_PROGRAMS:-build/fuzz/test/fuzz}
findings=build/fuzz/findings
mkdir -p "$findings"
# Targets that need files write them where no disk is in the way.
[[ -w /dev/shm ]] && export TMPDIR=/dev/shm

# Runs of the short form: what each does in two or three seconds.
declare -A runs=(
  [api_request]=1500 [cn_import]=2000 [csv]=8000 [gtfs_tables]=2500 [gtfs_zip]=6000 [header_gate]=60000
  [http_session]=15000 [journal_record]=20000 [journal_rows]=60000 [json_body]=60000 [native_import]=1500
  [small_texts]=60000 [snapshot]=20000 [target]=100000 [timetable_file]=60000)
# Longest inputs: where a table or a request has room to go wrong, and no longer.
declare -A longest=(
  [api_request]=2048 [gtfs_zip]=4096 [header_gate]=1024 [http_session]=2048 [snapshot]=4096 [small_texts]=128
  [journal_rows]=128 [target]=512)
declare -A words=([header_gate]=http [http_session]=http [api_request]=json [json_body]=json)

short= minutes=1 targets=()
while (($#)); do
  case $1 in
    --short) short=1; shift ;;
    --minutes) minutes=$2; shift 2 ;;
    *) targets+=("$1"); shift ;;
  esac
done
((${#targets[@]})) || mapfile -t targets < <(printf '%s\n' "${!runs[@]}" | sort)

passed=0 failed=0
for target in "${targets[@]}"; do
  if [[ -z ${runs[$target]:-} ]]; then
    echo "no target $target; there are ${!runs[*]}" >&2
    exit 2
  fi
  options=(-seed=1 "-max_len=${longest[$target]:-1500}" -rss_limit_mb=1024 -malloc_limit_mb=256 -timeout=10
    "-artifact_prefix=$findings/$target-" -print_final_stats=1 -verbosity=1)
  [[ -n ${words[$target]:-} ]] && options+=("-dict=test/fuzz/${words[$target]}.dict")
  if [[ -n $short ]]; then
    options+=("-runs=${runs[$target]}")
    scratch=$(mktemp -d)
    corpus=("$scratch")
  else
    mkdir -p "build/fuzz/corpus/$target"
    corpus=("build/fuzz/corpus/$target") options+=("-max_total_time=$((minutes * 60))")
  fi
  log=build/fuzz/$target.log
  begun=$SECONDS
  if "$programs/fuzz_$target" "${options[@]}" "${corpus[@]}" "test/fuzz/corpus/$target" >"$log" 2>&1; then
    passed=$((passed + 1)) verdict=ok
  else
    failed=$((failed + 1)) verdict=FAILED
  fi
  [[ -n $short ]] && rm -rf "$scratch"
  executed=$(grep -oE 'number_of_executed_units: [0-9]+' "$log" | grep -oE '[0-9]+$')
  covered=$(grep -oE 'cov: [0-9]+' "$log" | tail -n 1)
  printf '%-15s %-6s %10s runs, %s edges, %d s\n' "$target" "$verdict" "${executed:-?}" "${covered#cov: }" $((SECONDS - begun))
  [[ $verdict == ok ]] || grep -vE 'libprotobuf' "$log" | grep -E 'ERROR|what|SUMMARY|CHECK|runtime error|Test unit written|#[0-9]+ .* in chepiao' | head -n 12
done
echo "$passed passed, $failed failed"
((failed == 0))
