set(CC availability.cc best_fit.cc departure_stock.cc free_counts.cc seat_bits.cc together.cc)
set(H availability.h best_fit.h departure_stock.h seat_bits.h seat_place.h stretch.h together.h)
set(PCH)
