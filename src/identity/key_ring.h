#pragma once

#include <filesystem>

#include "base/ids.h"
#include "base/io.h"
#include "base/rng.h"
#include "identity/keyed_hash.h"

namespace chepiao {

using secret_key = digest256;

// The keys of one installation, each derived from the master key in identity.key: whoever learns
// one of them learns none of the others.
struct key_ring {
  secret_key cipher{};      // names, document numbers, e-mail addresses
  secret_key password{};    // mixed into every password hash
  keyed_hash document;      // document_hash
  keyed_hash passenger;     // passenger_id
  digest256 fingerprint{};  // may be known: tells whether a database belongs to this ring
};

// Nothing to derive from: throws std::runtime_error for a file of the wrong size,
// std::system_error.
key_ring load_keys(io&, std::filesystem::path const& file);
// Draws a new master key; durable when it returns, readable by its owner only.
key_ring create_keys(io&, rng&, std::filesystem::path const& file);

}  // namespace chepiao
