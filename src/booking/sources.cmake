set(CC apply.cc book.cc check_leg.cc decide_cancel.cc decide_expire.cc decide_hold.cc decide_leave.cc decide_pay.cc
       decide_refund.cc find_seats.cc load.cc printed_seats.cc save.cc seat_plans.cc ticket_runs.cc)
set(H book.h check_leg.h chunked.h decide.h find_seats.h hashes.h hold_queue.h order_row.h own_order.h packed_row.h printed_seats.h rules.h sale.h
      seat_plans.h slot_index.h slot_pool.h ticket_row.h ticket_runs.h)
set(PCH)
