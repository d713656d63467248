set(CC)
set(H command.h reply.h sale_limits.h)
set(PCH)
