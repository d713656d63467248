#include "sim/play.h"

#include <utility>

#include "sim/director.h"
#include "sim/stage.h"

namespace chepiao::sim {

history play_seed(railway const& line,
                  std::uint64_t seed,
                  std::uint64_t wishes,
                  sabotage harm,
                  on_step const& tell) {
  auto author = director{seed, tell};
  if (tell) {
    tell(author.head(), nullptr);
  }
  auto s = stage{line, author.head(), harm};
  for (auto left = wishes; left > 0;) {
    auto const fresh = std::min(left, author.draw_fresh_wishes());
    left -= fresh;
    author.round(s, fresh);
  }
  return s.finish();
}

history play_script(railway const& line, script const& written, sabotage harm) {
  auto s = stage{line, written, harm};
  for (auto const& one : written.steps) {
    s.play(one);
  }
  return s.finish();
}

}  // namespace chepiao::sim
