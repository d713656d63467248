set(CC byte_source.cc
    calendar_math.cc
    csv.cc
    import_report.cc
    search.cc
    text_fold.cc
    timetable.cc
    timetable_index.cc
    utf8.cc
    zone_time.cc)
set(H builder.h
    byte_source.h
    calendar_math.h
    csv.h
    formations.h
    import.h
    import_report.h
    search.h
    store_file.h
    text_fold.h
    timetable.h
    timetable_index.h
    utf8.h
    zone_time.h)
set(PCH)
