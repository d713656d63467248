set(CC engine_test.cc scenario_test.cc story.cc story_words.cc)
set(LINKS)
