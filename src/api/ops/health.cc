#include "api/answers.h"
#include "api/ops/ops_endpoints.h"

namespace chepiao::api::ops {
namespace {

http::response plain(std::string_view text) {
  auto told = private_json(200, std::string{text});
  told.content_type = "text/plain; charset=utf-8";
  return told;
}

}  // namespace

outcome get_health::operator()(http::request const&) const {
  return plain("ok\n");
}

outcome get_readiness::operator()(http::request const&) const {
  if (!sales.ready()) {
    return refuse(refusal_code::stopping);
  }
  if (sales.figures().storage_full) {
    return refuse(refusal_code::storage_full);
  }
  return plain("ready\n");
}

outcome get_document::operator()(http::request const& request) const {
  return shared_answer(request, content_type, *body);
}

}  // namespace chepiao::api::ops
