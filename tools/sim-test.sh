#!/usr/bin/env bash
# The simulator's checks see: each sabotage of its own harness is found, and none is found without.
# Usage: tools/sim-test.sh [PROGRAM]
set -uo pipefail
cd "$(dirname "$0")/.."
program=${1:-build/release/chepiao_sim}
passed=0
failed=0

for harm in acknowledge_early lose_row replay_twice forget_key; do
  said=$("$program" --seeds 1..200 --break "$harm")
  status=$?
  if ((status == 1)) && found=$(grep -m 1 -E '^seed [0-9]+: ' <<<"$said"); then
    echo "found $harm, $found"
    passed=$((passed + 1))
  else
    echo "did not find $harm (exit $status)"
    tail -n 3 <<<"$said"
    failed=$((failed + 1))
  fi
done

if said=$("$program" --seeds 1..200); then
  passed=$((passed + 1))
else
  echo "found something without sabotage"
  failed=$((failed + 1))
fi
tail -n 3 <<<"$said"

echo "$passed passed, $failed failed"
((failed == 0))
