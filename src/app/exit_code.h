#pragma once

namespace chepiao::app {

// What a command ends with. docs/operating.md lists them.
enum exit_code : int {
  kDone = 0,
  kFailed = 1,  // the world broke: disk, network, permissions
  kBadUsage = 2,
  kNothingUsable = 3,  // import: the feed holds nothing that can be sold, or is hostile
  kConflicts = 4,      // import: seats that were sold would lose their place
  kNotClean = 5,       // verify: the journal is damaged or breaks a rule
  kJournalLost = 70,   // serve: the journal's tail is in doubt; restart recovers
};

}  // namespace chepiao::app
