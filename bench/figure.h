#pragma once

#include <string>
#include <vector>

namespace chepiao::bench {

// A measured value; the name says the unit.
struct figure {
  std::string name;
  double value = 0;
};
using figures = std::vector<figure>;

void print(figures const&);       // a line each
void print_json(figures const&);  // one object

}  // namespace chepiao::bench
