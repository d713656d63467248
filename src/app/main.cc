#include "app/command_line.h"

int main(int argc, char** argv) {
  return chepiao::app::run(argc, argv);
}
