#pragma once

// The built-in coach types, formations and rules, in the format of docs/timetable-format.md. Seat
// counts are public facts; which service runs with which coaches is assumed and shown as such.

namespace chepiao {

inline constexpr char kBuiltinFormations[] = R"toml(
default = "standard"

[[class]]
code = "business"
zh = "商务座"
en = "Business"
[[class]]
code = "premium_first"
zh = "优选一等座"
en = "Premium first"
[[class]]
code = "first"
zh = "一等座"
en = "First class"
[[class]]
code = "second"
zh = "二等座"
en = "Second class"
[[class]]
code = "deluxe_soft_sleeper"
zh = "高级软卧"
en = "Deluxe soft sleeper"
[[class]]
code = "emu_sleeper"
zh = "动卧"
en = "EMU sleeper"
[[class]]
code = "soft_sleeper"
zh = "软卧"
en = "Soft sleeper"
[[class]]
code = "hard_sleeper"
zh = "硬卧"
en = "Hard sleeper"
[[class]]
code = "soft_seat"
zh = "软座"
en = "Soft seat"
[[class]]
code = "hard_seat"
zh = "硬座"
en = "Hard seat"
[[class]]
code = "seat"
zh = "座位"
en = "Seat"
[[class]]
code = "standard"
zh = "普通座"
en = "Standard"

# High speed: second class 3+2, first class 2+2, business 2+1. A and F are windows, there is no E.
[[coach]]
type = "SW"
blocks = [{ class = "business", letters = "AC-F", rows = 6, missing = ["1C"] }]
[[coach]]
type = "ZY"
blocks = [{ class = "first", letters = "AC-DF", rows = 15 }]
[[coach]]
type = "ZY51"
blocks = [{ class = "first", letters = "AC-DF", rows = 13, missing = ["13F"] }]
[[coach]]
type = "ZYS"
blocks = [
  { class = "business", letters = "AC-F", rows = 2, missing = ["1C"] },
  { class = "first", letters = "AC-DF", first_row = 3, rows = 7 },
]
[[coach]]
type = "ZES"
blocks = [
  { class = "second", letters = "ABC-DF", rows = 8 },
  { class = "business", letters = "AC-F", first_row = 9, rows = 2, missing = ["10C"] },
]
[[coach]]
type = "ZE"
blocks = [{ class = "second", letters = "ABC-DF", rows = 18 }]
[[coach]]
type = "ZE75"
blocks = [{ class = "second", letters = "ABC-DF", rows = 15 }]
[[coach]]
type = "ZE55"
blocks = [{ class = "second", letters = "ABC-DF", rows = 11 }]
[[coach]]
type = "ZE64"
blocks = [{ class = "second", letters = "ABC-DF", rows = 13, missing = ["13F"] }]
[[coach]]
type = "ZE85"
blocks = [{ class = "second", letters = "ABC-DF", rows = 17 }]
[[coach]]
type = "ZE100"
blocks = [{ class = "second", letters = "ABC-DF", rows = 20 }]
[[coach]]
type = "ZEC"
blocks = [{ class = "second", letters = "ABC-DF", rows = 13, missing = ["13D", "13F"] }]
[[coach]]
type = "ZEC48"
blocks = [{ class = "second", letters = "ABC-DF", rows = 10, missing = ["10D", "10F"] }]
[[coach]]
type = "ZEC55"
blocks = [{ class = "second", letters = "ABC-DF", rows = 11 }]
[[coach]]
type = "DW"
blocks = [{ class = "emu_sleeper", berths = "LU", sides = 2, compartments = 10, numbering = "berth" }]

# Conventional stock. Hard seats are numbered through the coach; 0, 4, 5 and 9 at the end are windows.
[[coach]]
type = "YZ"
blocks = [{ class = "hard_seat", letters = "ABC-DF", rows = 24, missing = ["1A", "24F"], labels = "number" }]
[[coach]]
type = "RZ"
blocks = [{ class = "soft_seat", letters = "AC-DF", rows = 18, labels = "number" }]
[[coach]]
type = "YW"
blocks = [{ class = "hard_sleeper", berths = "LMU", sides = 2, compartments = 11, numbering = "side" }]
[[coach]]
type = "RW"
blocks = [{ class = "soft_sleeper", berths = "LU", sides = 2, compartments = 9, numbering = "berth" }]
[[coach]]
type = "GRW"
blocks = [{ class = "deluxe_soft_sleeper", berths = "LU", sides = 1, compartments = 8, numbering = "berth" }]
[[coach]]
type = "CA"      # dining car: no places
blocks = []

# Road coaches: 2+2, the last row goes across.
[[coach]]
type = "BUS45"
blocks = [
  { class = "seat", letters = "AB-CD", rows = 10 },
  { class = "seat", letters = "ABCDE", first_row = 11, rows = 1 },
]
[[coach]]
type = "BUS49"
blocks = [
  { class = "seat", letters = "AB-CD", rows = 11 },
  { class = "seat", letters = "ABCDE", first_row = 12, rows = 1 },
]

[[coach]]
type = "STD"
blocks = [{ class = "standard", letters = "AB-CD", rows = 20 }]

[[formation]]
name = "CR400AF"      # 576
coaches = ["ZYS", "ZE", "ZE", "ZE75", "ZEC", "ZE", "ZE", "ZES"]
[[formation]]
name = "CR400AF-A"    # 1,193
coaches = ["SW", "ZY", "ZE", "ZE", "ZE", "ZE", "ZE", "ZE75",
           "ZEC48", "ZE", "ZE", "ZE", "ZE", "ZE", "ZY", "ZYS"]
[[formation]]
name = "CRH2A"        # 610
coaches = ["ZE55", "ZE100", "ZE85", "ZE100", "ZEC55", "ZE100", "ZY51", "ZE64"]
[[formation]]
name = "CRH2E"        # 630, sleeping
coaches = ["ZE55", "DW", "DW", "DW", "DW", "DW", "DW", "CA",
           "DW", "DW", "DW", "DW", "DW", "DW", "DW", "ZE55"]
[[formation]]
name = "25T"
coaches = ["YZ", "YZ", "YZ", "YZ", "CA", "RW", "RW", "GRW",
           "YW", "YW", "YW", "YW", "YW", "YW", "YW", "YW"]
[[formation]]
name = "25G"
coaches = ["YZ", "YZ", "YZ", "YZ", "YZ", "YZ", "YZ", "CA", "RW",
           "YW", "YW", "YW", "YW", "YW", "YW", "YW"]
[[formation]]
name = "25B"
coaches = ["YZ", "YZ", "YZ", "YZ", "YZ", "YZ", "YZ", "YZ", "YW", "YW"]
[[formation]]
name = "25Z"
coaches = ["RZ", "RZ", "YZ", "YZ", "YZ", "YZ"]
[[formation]]
name = "bus45"
coaches = ["BUS45"]
[[formation]]
name = "bus49"
coaches = ["BUS49"]
[[formation]]
name = "standard"
coaches = ["STD", "STD", "STD", "STD", "STD", "STD"]

[[rule]]
kind = "G"
number = "G##"
formation = "CR400AF-A"
[[rule]]
kind = "G"
number = "G#"
formation = "CR400AF-A"
[[rule]]
kind = "G"
formation = "CR400AF"
[[rule]]
kind = "D"
number = "D9##"
formation = "CRH2E"
[[rule]]
kind = "D"
formation = "CRH2A"
[[rule]]
kind = "C"
formation = "CRH2A"
[[rule]]
kind = "Z"
formation = "25T"
[[rule]]
kind = "T"
formation = "25T"
[[rule]]
kind = "K"
formation = "25G"
[[rule]]
kind = "Y"
formation = "25Z"
[[rule]]
kind = "S"
formation = "25Z"
[[rule]]
kind = "P"            # numbers without a letter
formation = "25B"
[[rule]]
kind = "bus"
formation = "bus49"
)toml";

}  // namespace chepiao
