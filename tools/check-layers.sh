#!/usr/bin/env bash
# The layers hold: an upward include must not compile. Tries one for every room against the room above it.
set -euo pipefail
cd "$(dirname "$0")/.."
rooms=(base event timetable fare command inventory ledger booking engine journal audit pipeline store projection identity http api app)

# Include roots as the compiler gets them, from the compile commands of one file of each room.
roots_of() {
  grep -oE "\"command\": \"[^\"]*(src/$1/|CMakeFiles/$1.dir/)[^\"]*\"" build/release/compile_commands.json | head -n 1 |
    grep -oE '\-I[^ ]*build/rooms/[a-z]+' | sort -u || true
}

failed=0
seen=0
for ((i = 0; i + 1 < ${#rooms[@]}; ++i)); do
  room=${rooms[i]}
  roots=$(roots_of "$room")
  [[ -n $roots ]] || continue # command has no file to compile, only shapes
  seen=$((seen + 1))
  for ((j = i + 1; j < ${#rooms[@]}; ++j)); do
    above=${rooms[j]}
    if grep -q "build/rooms/$above\$" <<<"$roots"; then
      echo "room $room can include $above"
      failed=1
    fi
  done
done
if ((seen != ${#rooms[@]} - 2)); then # nothing lies above app
  echo "only $seen rooms found in compile_commands.json"
  exit 1
fi
((failed == 0)) && echo "no room sees one above it"

# And what pipeline hides stays hidden.
for room in http api projection; do
  for hidden in engine booking; do
    if roots_of "$room" | grep -q "build/rooms/$hidden\$"; then
      echo "room $room can include $hidden, which pipeline hides"
      failed=1
    fi
  done
done
exit "$failed"
