set(CC account_rows.cc attempt_limit.cc cipher.cc document.cc form.cc hashing_pool.cc identity.cc identity_db.cc
       identity_jobs.cc key_ring.cc keyed_hash.cc password_hasher.cc peer_limit.cc recent_travellers.cc rejected_tokens.cc session_cache.cc session_rows.cc
       text.cc token.cc traveller_ids.cc traveller_rows.cc write_queue.cc)
set(H account_rows.h attempt_limit.h cipher.h document.h form.h hashing_pool.h identity.h identity_db.h
      identity_jobs.h key_ring.h keyed_hash.h password_hasher.h peer_limit.h recent_travellers.h rejected_tokens.h session_cache.h session_rows.h text.h
      token.h traveller_ids.h traveller_rows.h write_queue.h)
set(PCH)
