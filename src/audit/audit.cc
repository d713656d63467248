#include "audit/audit.h"

#include "audit/key_check.h"
#include "audit/order_check.h"
#include "audit/seat_check.h"
#include "base/bytes.h"
#include "event/record.h"

namespace chepiao {
namespace {

class auditor {
 public:
  void read(journal::row const&);
  void stop_at(std::uint64_t seq, char const* code, std::string const& why);
  audit_report finish();

 private:
  void fold(record const&);
  void fold(departure_opened const& e, instant) { seats_.open(e, found_); }
  void fold(order_reserved const& e, instant at) { orders_.reserved(e, at, seats_, found_); }
  void fold(order_cancelled const& e, instant) { orders_.cancelled(e, seats_, found_); }
  void fold(order_expired const& e, instant at) { orders_.expired(e, at, seats_, found_); }
  void fold(payment_captured const& e, instant at) { orders_.captured(e, at, found_); }
  void fold(order_ticketed const& e, instant) { orders_.ticketed(e, found_); }
  void fold(tickets_refunded const& e, instant) { orders_.refunded(e, seats_, found_); }
  void fold(keys_forgotten const& e, instant at) { keys_.forget(e, at, found_); }
  void fold(departure_closed const& e, instant at) { seats_.close(e, at, found_); }
  void fold(orders_settled const& e, instant) { orders_.settled(e, keys_, seats_, found_); }

  audit_report report_;
  findings found_;
  seat_check seats_;
  order_check orders_;
  key_check keys_;
  instant last_{instant::min()};
};

void auditor::read(journal::row const& r) {
  found_.at(r.seq, 0);
  ++report_.rows;
  report_.last_seq = r.seq;
  if (r.kind == journal::row_kind::epoch_begin) {
    ++report_.epochs;
  }
  if (r.kind != journal::row_kind::data) {
    return;
  }
  auto const records = decode(r.payload);
  found_.demand(records.size() == r.records, "records_miscounted",
                std::to_string(records.size()) + " instead of " + std::to_string(r.records));
  for (auto i = std::size_t{0}; i < records.size(); ++i) {
    found_.at(r.seq, i);
    fold(records[i]);
  }
  found_.demand(last_ == r.at, "row_time_differs", "from that of its last record");
}

void auditor::fold(record const& r) {
  found_.demand(r.at >= last_, "time_falls", to_rfc3339_utc(r.at));
  last_ = r.at;
  ++report_.records;
  report_.events += r.events.size();
  found_.demand(!r.events.empty(), "record_without_events", "");
  for (auto const& one : r.events) {
    std::visit([&](auto const& e) { fold(e, r.at); }, one);
  }
  orders_.record_ends(found_);
  found_.demand(r.identity.has_value() <= r.result.has_value(), "command_without_result", "");
  if (r.identity && r.result) {
    keys_.use(*r.identity, r.result->order, r.at, found_);
  }
  if (r.result) {
    orders_.told(*r.result, found_);
  }
}

void auditor::stop_at(std::uint64_t seq, char const* code, std::string const& why) {
  found_.at(seq, 0);
  found_.add(code, why);
}

audit_report auditor::finish() {
  report_.departures = seats_.departures();
  report_.orders = orders_.size();
  report_.orders_reserved = orders_.in_status(order_status::reserved);
  report_.orders_ticketed = orders_.in_status(order_status::ticketed);
  report_.tickets_live = seats_.taken();
  report_.keys = keys_.size();
  report_.captured_minor = orders_.captured_minor();
  report_.returned_minor = orders_.returned_minor();
  report_.findings_total = found_.total();
  report_.findings = found_.take();
  return std::move(report_);
}

}  // namespace

audit_report audit(journal::log& log, audit_progress const& progress) {
  auto reader = auditor{};
  auto seq = std::uint64_t{1};
  try {
    log.read_after(0, [&](journal::row const& r) {
      seq = r.seq;
      reader.read(r);
      if (progress) {
        progress(r.seq);
      }
    });
  } catch (journal::corrupt_journal const& e) {
    reader.stop_at(e.seq(), "chain_broken", e.what());
  } catch (corrupt_bytes const& e) {
    reader.stop_at(seq, "records_unreadable", e.what());
  }
  return reader.finish();
}

}  // namespace chepiao
