set(CC batch.cc decide_thread.cc flush_thread.cc pipeline.cc recovery.cc snapshot_file.cc snapshot_folder.cc
       snapshot_thread.cc writer.cc)
set(H batch.h pipeline.h request.h snapshot_file.h snapshot_folder.h)
set(PCH)
