------------------------------ MODULE Snapshot ------------------------------
(***************************************************************************)
(* What a client may rely on, whatever the capture strategy and the store. *)
(* No mechanism: no words, no processes, no kills.  A SIGKILL of client or *)
(* host is a step in which nothing here changes; that is the promise.      *)
(*                                                                         *)
(* A protocol implements this module if its steps, seen through a          *)
(* refinement mapping, are steps of Spec.  The mapping must decode words:  *)
(* a torn image then decodes to something that was never committed.        *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Commits   \* what can be committed; no two commits are equal

VARIABLES
    log,        \* every commit so far, oldest first
    memory,     \* what a client that starts now finds in shared memory
    persisted   \* the snapshot that the store holds; empty before the first

vars == <<log, memory, persisted>>

Newest(s)   == s[Len(s)]
Suffixes(s) == {SubSeq(s, i, Len(s)) : i \in 1 .. Len(s)}

\* Index in the log of the newest commit of a run; 0 for the empty run.
Position(run) ==
    IF run = <<>> THEN 0
    ELSE CHOOSE i \in 1 .. Len(log) : log[i] = Newest(run)

Init == log = <<>> /\ memory = <<>> /\ persisted = <<>>

\* A commit takes effect at one instant.  It is the newest from then on; how
\* many older ones remain beside it is not promised.
Commit(c) ==
    /\ \A i \in 1 .. Len(log) : log[i] # c
    /\ log' = Append(log, c)
    /\ memory' \in Suffixes(log')
    /\ UNCHANGED persisted

\* Older entries may vanish at any time to make room, the newest never.
Forget ==
    /\ memory # <<>>
    /\ memory' \in Suffixes(memory)
    /\ UNCHANGED <<log, persisted>>

\* A new snapshot: commits i to j without a gap.  Its newest never goes back.
Persist(i, j) ==
    /\ 1 <= i /\ i <= j
    /\ Position(persisted) <= j
    /\ persisted' = SubSeq(log, i, j)
    /\ UNCHANGED <<log, memory>>

Next ==
    \/ \E c \in Commits : Commit(c)
    \/ Forget
    \/ \E i, j \in 1 .. Len(log) : Persist(i, j)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* What follows for a client.                                              *)
(***************************************************************************)
TypeInv ==
    /\ log \in Seq(Commits)
    /\ memory \in Seq(Commits)
    /\ persisted \in Seq(Commits)

\* A restarted client finds the newest commit and nothing uncommitted.
FoundInv == log = <<>> \/ memory \in Suffixes(log)

\* What is persisted is a run of commits.
RunInv == persisted = <<>> \/
    \E i, j \in 1 .. Len(log) : i <= j /\ persisted = SubSeq(log, i, j)

MonotoneProp == [][Position(persisted)' >= Position(persisted)]_vars

\* The newest commit is safe with the host.  A protocol says when it must be.
CaughtUp == log = <<>> \/ (persisted # <<>> /\ Newest(persisted) = Newest(log))
=============================================================================
