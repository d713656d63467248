set(CC admission.cc batch.cc decide_thread.cc decoded_rows.cc flush_thread.cc lanes.cc pipeline.cc recovery.cc snapshot_file.cc snapshot_folder.cc
       snapshot_thread.cc writer.cc)
set(H admission.h batch.h decoded_rows.h lanes.h pipeline.h request.h snapshot_file.h snapshot_folder.h urgency.h)
set(PCH)
