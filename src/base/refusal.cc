#include "base/refusal.h"

#include <array>
#include <utility>

namespace chepiao {
namespace {

using enum refusal_code;

constexpr auto kTable = std::to_array<refusal_row>({
    {malformed_json, 400, "malformed_json", "请求正文不是合法的 JSON",
     "The body is not valid JSON"},
    {invalid_field, 422, "invalid_field", "字段缺失或取值不正确",
     "A field is missing or not valid"},
    {missing_idempotency_key, 400, "missing_idempotency_key", "缺少 Idempotency-Key 请求头",
     "The Idempotency-Key header is missing"},
    {invalid_idempotency_key, 400, "invalid_idempotency_key",
     "Idempotency-Key 应为 1 到 255 个可见 ASCII 字符",
     "Idempotency-Key must be 1 to 255 visible ASCII characters"},
    {idempotency_key_reused, 422, "idempotency_key_reused", "该 Idempotency-Key 已用于另一个请求",
     "This Idempotency-Key was used for a different request"},
    {unsupported_media_type, 415, "unsupported_media_type", "请求正文应为 application/json",
     "The body must be application/json"},
    {body_too_large, 413, "body_too_large", "请求正文过大", "The body is too large"},
    {headers_too_large, 431, "headers_too_large", "请求头过大", "The headers are too large"},
    {bad_framing, 400, "bad_framing", "请求格式不正确", "The request is not well formed"},
    {request_timeout, 408, "request_timeout", "请求超时", "The request took too long to arrive"},
    {method_not_allowed, 405, "method_not_allowed", "不支持该请求方法",
     "This method is not allowed here"},
    {not_found, 404, "not_found", "没有这个地址", "There is nothing at this address"},
    {unauthenticated, 401, "unauthenticated", "请先登录", "Please sign in"},
    {wrong_credentials, 401, "wrong_credentials", "用户名或密码不正确",
     "Wrong user name or password"},
    {username_taken, 409, "username_taken", "用户名已被使用", "This user name is taken"},
    {weak_password, 422, "weak_password", "密码至少需要 8 个字符",
     "The password needs at least 8 characters"},
    {too_many_attempts, 429, "too_many_attempts", "尝试次数过多，请稍后再试",
     "Too many attempts; please try again later"},
    {unknown_station, 404, "unknown_station", "没有这个车站", "There is no such station"},
    {unknown_departure, 404, "unknown_departure", "没有这个车次", "There is no such departure"},
    {unknown_class, 404, "unknown_class", "该车次没有这种席别", "This departure has no such class"},
    {unknown_seat, 404, "unknown_seat", "没有这个座位", "There is no such seat"},
    {not_served, 409, "not_served", "该车次在这两站之间不办理客运",
     "This departure does not carry passengers between these stations"},
    {past_date, 422, "past_date", "日期已过", "This date is in the past"},
    {departed, 409, "departed", "列车已开", "The departure has left"},
    {not_on_sale, 409, "not_on_sale", "该日期不在预售期内", "This date is not on sale"},
    {no_fare, 409, "no_fare", "该区间没有票价，暂不发售", "There is no fare for this journey"},
    {sold_out, 409, "sold_out", "余票不足", "Not enough seats are left"},
    {seat_taken, 409, "seat_taken", "所选座位已售出", "The chosen seat is taken"},
    {overlapping_legs, 422, "overlapping_legs", "同一订单的行程不能重叠",
     "The legs of one order may not overlap"},
    {too_many_passengers, 422, "too_many_passengers", "乘车人过多",
     "Too many passengers in one order"},
    {duplicate_passenger, 422, "duplicate_passenger", "同一证件在订单中重复",
     "One document stands twice in this order"},
    {unpaid_order_exists, 409, "unpaid_order_exists", "您还有未支付的订单，请先支付或取消",
     "You have an unpaid order; pay or cancel it first"},
    {too_many_orders, 409, "too_many_orders", "有效订单过多", "Too many open orders"},
    {unknown_order, 404, "unknown_order", "没有这个订单", "There is no such order"},
    {unknown_ticket, 404, "unknown_ticket", "订单中没有这张车票", "The order has no such ticket"},
    {hold_expired, 409, "hold_expired", "订单已超过支付时限", "The time to pay has run out"},
    {not_payable, 409, "not_payable", "订单当前不能支付", "This order cannot be paid now"},
    {not_cancellable, 409, "not_cancellable", "订单当前不能取消",
     "This order cannot be cancelled now"},
    {not_refundable, 409, "not_refundable", "车票当前不能退票",
     "These tickets cannot be refunded now"},
    {already_refunded, 409, "already_refunded", "车票已退", "The ticket has been refunded already"},
    {unsupported_payment_method, 422, "unsupported_payment_method", "不支持该支付方式",
     "This payment method is not supported"},
    {overloaded, 503, "overloaded", "系统繁忙，请稍后重试",
     "The service is busy; please try again"},
    {stopping, 503, "stopping", "服务正在重启，请稍后重试",
     "The service is restarting; please try again"},
    {storage_full, 503, "storage_full", "存储空间不足，暂不能受理",
     "Storage is full; no changes for the moment"},
    {too_many_streams, 503, "too_many_streams", "实时连接过多，请稍后重试",
     "Too many live connections; please try again"},
});

constexpr bool in_enum_order() {
  auto expected = 0;
  for (auto const& row : kTable) {
    if (std::to_underlying(row.code) != expected) {
      return false;
    }
    ++expected;
  }
  return true;
}
static_assert(in_enum_order(), "the table follows the enum");
static_assert(kTable.size() == std::to_underlying(too_many_streams) + 1U, "the table is complete");

}  // namespace

std::span<refusal_row const> refusal_table() {
  return kTable;
}

refusal_row const& row_of(refusal_code code) {
  return kTable[std::to_underlying(code)];
}

}  // namespace chepiao
