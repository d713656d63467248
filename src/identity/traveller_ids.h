#pragma once

#include "base/ids.h"
#include "identity/identity.h"
#include "identity/key_ring.h"

namespace chepiao {

// A traveller in the one form that is hashed and stored: name without blanks at its ends, normal
// number.
traveller normal_form(traveller);

// Keyed hashes of a normal form, never 0. The passenger differs from account to account, the
// document not.
passenger_id passenger_of(key_ring const&, account_id, traveller const&);
document_hash document_of(key_ring const&, traveller const&);

masked_traveller masked(traveller const&);

}  // namespace chepiao
