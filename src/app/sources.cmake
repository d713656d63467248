set(CC catalogue.cc command_line.cc control.cc data_folder.cc import_conflicts.cc import_feed.cc keeping.cc
       listen_address.cc progress_bar.cc rebuild.cc sale.cc serve.cc verify.cc)
set(H catalogue.h command_line.h commands.h control.h data_folder.h exit_code.h import_conflicts.h
      listen_address.h progress_bar.h sale.h)
set(PCH)
