set(CC open_database.cc order_fold.cc order_reader.cc order_store.cc)
set(H open_database.h order_fold.h order_reader.h order_store.h reader_pool.h transaction.h)
set(PCH)
