set(CC engine_test.cc long_line_test.cc model_test.cc reimport_test.cc scenario_test.cc snapshot_test.cc story.cc story_words.cc)
set(LINKS audit)
set(SINGLY ON)
