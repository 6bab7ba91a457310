------------------------------- MODULE Memory -------------------------------
(***************************************************************************)
(* Shared memory as a value.  There are no variables here: a protocol      *)
(* keeps the whole memory in one variable M, and every access is an        *)
(* operator that yields the SET of its possible outcomes:                  *)
(*                                                                         *)
(*    M' \in Write(M, t, l, v, o)                                          *)
(*    \E r \in Read(M, t, l, o) : M' = r.m  and r.v is the value read      *)
(*    M' \in Fence(M, t, o)                                                *)
(*    M' \in Killed(M, t), Started(M, t), Internal(M)                      *)
(*                                                                         *)
(* t is the thread, l the location of one word, o the order of the access. *)
(* A protocol names the order that it needs and never asks which machine   *)
(* it runs on.  So the same text is checked under each mode.               *)
(*                                                                         *)
(* This module has one mode, sequential consistency: a write is seen by    *)
(* everybody at once and orders say nothing.  The modes TSO, PSO and weak  *)
(* (histories and views) follow under the same operators; the arguments    *)
(* that SC ignores are there for them.                                     *)
(***************************************************************************)
CONSTANTS Mode,        \* which machine: "SC"
          Locations,   \* the words of the shared memory
          Threads      \* who accesses it

Modes == {"SC"}

ASSUME Mode \in Modes

\* Relaxed is "opaque" in Java.  A fence of order "rlx" is no fence.
Orders      == {"rlx", "acq", "rel", "ar", "sc"}
ReadOrders  == {"rlx", "acq", "sc"}
WriteOrders == {"rlx", "rel", "sc"}

(***************************************************************************)
(* Life of the memory.                                                     *)
(***************************************************************************)
\* Memory that holds values[l] at each l, seen by every thread.
MInit(values) == [mem |-> values]

\* The value that the last write to l in modification order left.  It is
\* what a process finds that knows all others to be dead or to be readers.
Latest(M, l) == M.mem[l]

\* The same for all words at once.
Contents(M) == M.mem

\* Thread t is killed.  Every store that it has executed stays: the memory
\* belongs to the kernel, not to the process.
Killed(M, t) == {M}

\* A process starts as thread t after the death of the one before it.  The
\* lock that told it of the death also orders it after all that it wrote.
Started(M, t) == {M}

(***************************************************************************)
(* Accesses.                                                               *)
(***************************************************************************)
Read(M, t, l, o) == {[v |-> M.mem[l], m |-> M]}

Write(M, t, l, v, o) == {[M EXCEPT !.mem[l] = v]}

Fence(M, t, o) == {M}

\* Steps that the machine takes on its own (a store buffer that drains).
Internal(M) == {}
=============================================================================
