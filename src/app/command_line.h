#pragma once

namespace chepiao::app {

// Parses the arguments, runs the subcommand and returns the process's exit code (exit_code.h). One
// of the three places where exceptions end.
int run(int argc, char** argv);

}  // namespace chepiao::app
