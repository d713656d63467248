set(CC arrivals_test.cc course_test.cc histogram_test.cc http_reply_test.cc tally_test.cc)
set(LINKS)
