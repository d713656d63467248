set(CC backup.cc chain.cc file_system.cc journal.cc mark_file.cc memory_log.cc sqlite_log.cc)
set(H backup.h chain.h file_system.h journal.h mark_file.h memory_log.h sqlite_log.h)
set(PCH)
