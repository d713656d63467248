#pragma once

namespace chepiao::bench {

// Counting, choosing, taking and giving seats of one departure; prints nanoseconds each.
void inventory();

}  // namespace chepiao::bench
