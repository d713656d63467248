set(CC availability.cc departure_stock.cc free_counts.cc together.cc)
set(H availability.h departure_stock.h seat_place.h stretch.h together.h)
set(PCH)
