set(CC backup_test.cc chain_test.cc damage_test.cc disk_fault_test.cc file_system_test.cc memory_vfs.cc sqlite_log_test.cc)
set(LINKS SQLite::SQLite3)
