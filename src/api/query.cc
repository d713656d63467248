#include "api/query.h"

#include <charconv>

namespace chepiao::api {

result<std::string_view> query_text(http::request const& request, std::string_view name) {
  auto const text = request.query_value(name);
  if (!text || text->empty()) {
    return refuse(refusal_code::invalid_field, std::string{name});
  }
  return *text;
}

result<std::size_t> query_number(http::request const& request,
                                 std::string_view name,
                                 number_range range) {
  auto const text = request.query_value(name);
  if (!text) {
    return range.otherwise;
  }
  auto value = std::size_t{0};
  auto const [end, failed] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (failed != std::errc{} || end != text->data() + text->size() || value < range.least ||
      value > range.most) {
    return refuse(refusal_code::invalid_field, std::string{name});
  }
  return value;
}

result<service_day> query_day(http::request const& request, std::string_view name) {
  auto const day = parse_service_day(TRY(query_text(request, name)));
  if (!day) {
    return refuse(refusal_code::invalid_field, std::string{name});
  }
  return *day;
}

}  // namespace chepiao::api
