set(CC codec_test.cc golden_test.cc message_decode.cc message_encode.cc record_test.cc)
set(LINKS proto)
