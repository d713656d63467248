#include "sim/director.h"

// What goes wrong with the process and its disk.

namespace chepiao::sim {

doom director::draw_doom() {
  return {.where = static_cast<crash_point>(chance_.between(1, kCrashPoints - 1)),
          .byte = chance_.next()};
}

void director::trouble_process(stage& s) {
  auto const dies_starting = [&] {
    if (happens(weather_.dies_starting)) {
      write(s, doom{.where = crash_point::recovery});
    }
  };
  if (happens(weather_.doom)) {
    dies_starting();
    auto const d = draw_doom();
    write(s, d);
    if (d.where >= crash_point::snapshot_old) {
      write(s, take_snapshot{});
    }
  }
  if (happens(weather_.kill)) {
    dies_starting();
    write(s, kill{});
  }
  if (happens(weather_.stop)) {
    write(s, happens(weather_.other_rules) ? stop{draw_terms(chance_)} : stop{});
  }
  if (happens(weather_.takeover)) {
    write(s, seal{});
    write(s, takeover{});
    zombie_ = true;
  } else if (zombie_ && chance_.percent(40)) {
    write(s, zombie_wakes{});
    zombie_ = false;
  }
}

void director::trouble_disk(stage& s) {
  if (happens(weather_.power)) {
    write(s, lose_power{.how = static_cast<lose_power::loss>(chance_.below(4)),
                        .chance = chance_.next()});
  }
  if (happens(weather_.failed_append)) {
    write(s, fail_append{.then = static_cast<fail_append::row>(chance_.below(2)),
                         .call = chance_.between(1, 12)});
  }
  if (happens(weather_.full)) {
    write(s, fill_disk{});
    full_ = true;
    full_until_ = rounds_ + chance_.between(1, 12);
  } else if (full_ && rounds_ >= full_until_) {
    write(s, free_disk{});
    full_ = false;
  }
  if (happens(weather_.slow)) {
    slow_until_ = rounds_ + chance_.between(3, 30);
  }
  if (happens(weather_.tamper)) {
    write(s, tamper{.how = static_cast<tamper::way>(chance_.below(6)),
                    .row = chance_.next(),
                    .where = chance_.next()});
  }
}

void director::trouble_snapshots(stage& s) {
  if (happens(weather_.snapshot)) {
    write(s, take_snapshot{});
  }
  if (chance_.percent(50)) {
    write(s, write_snapshot{});
  }
  if (happens(weather_.spoilt_snapshot)) {
    write(s, spoil_snapshot{.how = static_cast<spoil_snapshot::way>(chance_.below(3)),
                            .which = static_cast<std::uint32_t>(chance_.below(2)),
                            .where = chance_.next()});
  }
  if (happens(weather_.old_snapshots)) {
    if (chance_.percent(50)) {
      write(s, copy_snapshots{});
    } else {
      write(s, restore_snapshots{});
    }
  }
}

}  // namespace chepiao::sim
