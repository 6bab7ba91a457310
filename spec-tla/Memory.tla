------------------------------- MODULE Memory -------------------------------
(***************************************************************************)
(* Shared memory as a value.  There are no variables here: a protocol      *)
(* keeps the whole memory in one variable M, and every access is an        *)
(* operator that yields the SET of its possible outcomes:                  *)
(*                                                                         *)
(*    M' \in Write(M, t, l, v, o)                                          *)
(*    \E r \in Read(M, t, l, o) : M' = r.m  and r.v is the value read      *)
(*    \E r \in CompareAndSet(M, t, l, e, n, o) : likewise; it has set n    *)
(*                                               exactly if r.v = e        *)
(*    M' \in Fence(M, t, o)                                                *)
(*    M' \in Killed(M, t), Started(M, t), Internal(M)                      *)
(*                                                                         *)
(* t is the thread, l the location of one word, o the order of the access. *)
(* A protocol names the order that it needs and never asks which machine   *)
(* it runs on.  So the same text is checked under each mode:               *)
(*                                                                         *)
(*  SC    A write is seen by everybody at once.                            *)
(*  TSO   Each thread has a store buffer that reaches memory first in,     *)
(*        first out, and reads its own stores from it.                     *)
(*        [Sewell et al., x86-TSO, CACM 2010]                              *)
(*  PSO   Stores to different words may leave the buffer in any order,     *)
(*        but not past a release.  Loads are in order.                     *)
(*        [SPARC Architecture Manual, version 8, appendix K]               *)
(*  weak  C11's relaxed, release, acquire and seq-cst, by views.  A word   *)
(*        is a history of messages; a thread has a view, which says of     *)
(*        each word what it may not read behind any more; a message has a  *)
(*        view, which an acquiring reader takes over.                      *)
(*        [Kang et al., A promising semantics, POPL 2017, without          *)
(*        promises; Lahav et al., Repairing sequential consistency in      *)
(*        C/C++11, PLDI 2017; release sequences as in C++20]               *)
(*                                                                         *)
(* Not covered: a load that is done after a later store of its thread      *)
(* (load buffering; it needs promises), accesses of several sizes to one   *)
(* place, dependencies (none is ever relied on).  A seq-cst access is      *)
(* ordered against all seq-cst accesses before it; where relaxed ones to   *)
(* the same word are mixed in, C11 as repaired orders it with fewer.       *)
(***************************************************************************)
EXTENDS Integers, Sequences, TLC

CONSTANTS
    Mode,        \* which machine
    Locations,   \* the words of the shared memory
    Threads,     \* who accesses it
    AppendOnly,  \* weak: a write is always its word's newest; exact where a
                 \* word has one writer, or is only written by updates
    Collects,    \* weak: messages that nobody can read any more go away
    Broken       \* "none", or the rule of this module that is broken

Modes == {"SC", "TSO", "PSO", "weak"}

Rules == {"coherence", "acquire", "release", "release sequence", "atomicity",
          "acquire fence", "release fence", "full fence", "seq-cst",
          "own stores", "drain order", "word order"}

ASSUME Mode \in Modes
ASSUME Broken \in {"none"} \cup Rules
ASSUME {AppendOnly, Collects} \subseteq BOOLEAN

\* Relaxed is "opaque" in Java.  A fence of order "rlx" is no fence.
Orders      == {"rlx", "acq", "rel", "ar", "sc"}
ReadOrders  == {"rlx", "acq", "sc"}
WriteOrders == {"rlx", "rel", "sc"}

Keeps(rule)      == Broken # rule
IsAcquire(o)     == o \in {"acq", "ar", "sc"}
IsRelease(o)     == o \in {"rel", "ar", "sc"}
IsTotal(o)       == o = "sc" /\ Keeps("seq-cst")
IsFullFence(o)   == o = "sc" /\ Keeps("full fence")
Max(a, b)        == IF a >= b THEN a ELSE b
Without(s, i)    == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))

Buffered == Mode \in {"TSO", "PSO"}

-----------------------------------------------------------------------------
(***************************************************************************)
(* Store buffers: M = [mem, buf].  An element of buf[t] is a store, or the *)
(* barrier that a release fence leaves between stores (PSO only).          *)
(***************************************************************************)
Store(l, v, o) == [loc |-> l, val |-> v, barrier |-> FALSE,
                   release |-> Mode = "PSO" /\ IsRelease(o) /\ Keeps("release")]
Barrier(l)     == [loc |-> l, val |-> 0, barrier |-> TRUE, release |-> TRUE]

StoresTo(b, l) == {i \in DOMAIN b : b[i].loc = l /\ ~b[i].barrier}
Barriers(b)    == {i \in DOMAIN b : b[i].barrier}

\* The newest store to l among the first n of b, or else v.
RECURSIVE NewestOf(_, _, _, _)
NewestOf(b, l, n, v) ==
    IF n = 0 THEN v
    ELSE IF b[n].loc = l /\ ~b[n].barrier THEN b[n].val
    ELSE NewestOf(b, l, n - 1, v)

\* What thread t reads: its own newest store, or else memory.
Own(M, t, l) ==
    IF Keeps("own stores") THEN NewestOf(M.buf[t], l, Len(M.buf[t]), M.mem[l])
    ELSE M.mem[l]

CanDrain(b, i) ==
    \/ i = 1
    \/ /\ Mode = "PSO" \/ ~Keeps("drain order")
       /\ ~b[i].release
       /\ \A j \in 1 .. i - 1 : ~b[j].barrier /\ (b[j].loc # b[i].loc \/ ~Keeps("word order"))

Drained(M, t, i) ==
    LET rest == Without(M.buf[t], i)
    IN [M EXCEPT !.mem[M.buf[t][i].loc] = M.buf[t][i].val,
                 !.buf[t] = IF rest # <<>> /\ rest[1].barrier THEN Tail(rest) ELSE rest]

\* Whether an update of l, which goes to memory at once, need not wait.
MayUpdate(b, l, o) ==
    \/ b = <<>>
    \/ /\ Mode = "PSO" /\ ~IsRelease(o)
       /\ StoresTo(b, l) = {} /\ Barriers(b) = {}

-----------------------------------------------------------------------------
(***************************************************************************)
(* Views: M = [history, cur, acq, rel, sc].  A message is [val, view,      *)
(* update]; its time is its place in the history.  Of each thread, cur is  *)
(* its view, acq what an acquire fence would make of it, rel what a        *)
(* relaxed write hands on: the view at the last release fence.  sc is what *)
(* seq-cst fences hand on to each other, and the last seq-cst writes.      *)
(***************************************************************************)
Join(v, w) == [l \in Locations |-> Max(v[l], w[l])]
First      == [l \in Locations |-> 1]     \* the view of those that have seen nothing
Times(M, l) == 1 .. Len(M.history[l])

\* The first message of l that thread t may read, and write behind.
Oldest(M, t, l, o) ==
    IF ~Keeps("coherence") THEN 1
    ELSE IF IsTotal(o) THEN Max(M.cur[t][l], M.sc[l]) ELSE M.cur[t][l]

ReadAt(M, t, l, i, o) ==
    LET seen == [M.cur[t] EXCEPT ![l] = i]
        all  == Join(seen, M.history[l][i].view)
    IN [M EXCEPT !.cur[t] = IF IsAcquire(o) /\ Keeps("acquire") THEN all ELSE seen,
                 !.acq[t] = Join(@, all)]

\* M in which time i of l is free: what was there and behind has moved up.
MakeRoom(M, l, i) ==
    LET Moved(v) == IF v[l] >= i THEN [v EXCEPT ![l] = @ + 1] ELSE v
        All(vs)  == [t \in Threads |-> Moved(vs[t])]
    IN IF i > Len(M.history[l]) THEN M ELSE
       [history |-> [k \in Locations |-> [j \in Times(M, k) |->
                       [M.history[k][j] EXCEPT !.view = Moved(@)]]],
        cur |-> All(M.cur), acq |-> All(M.acq), rel |-> All(M.rel), sc |-> Moved(M.sc)]

\* A message at time i.  An update inherits the view of what it replaces:
\* it continues that message's release sequence.
Put(M, t, l, i, val, o, inherited, update) ==
    LET R     == MakeRoom(M, l, i)
        seen  == [R.cur[t] EXCEPT ![l] = i]
        given == IF IsRelease(o) /\ Keeps("release") THEN seen
                 ELSE [R.rel[t] EXCEPT ![l] = i]
        msg   == [val |-> val, update |-> update,
                  view |-> IF Keeps("release sequence") THEN Join(given, inherited)
                           ELSE given]
        h     == R.history[l]
    IN [R EXCEPT !.history[l] = SubSeq(h, 1, i - 1) \o <<msg>> \o SubSeq(h, i, Len(h)),
                 !.cur[t] = seen,
                 !.acq[t] = Join(@, seen),
                 !.sc = IF IsTotal(o) THEN [@ EXCEPT ![l] = i] ELSE @]

\* Nothing may come between an update and what it replaces.
IsGap(M, l, i) == i > Len(M.history[l])
                  \/ (~AppendOnly /\ (~M.history[l][i].update \/ ~Keeps("atomicity")))

ViewFence(M, t, o) ==
    LET acquired == IF IsAcquire(o) /\ (o = "sc" \/ Keeps("acquire fence"))
                    THEN M.acq[t] ELSE M.cur[t]
        all      == Join(acquired, M.sc)
    IN IF o = "sc"
       THEN [M EXCEPT !.cur[t] = all, !.acq[t] = all, !.rel[t] = all, !.sc = all]
       ELSE [M EXCEPT !.cur[t] = acquired,
                      !.rel[t] = IF IsRelease(o) /\ Keeps("release fence")
                                 THEN acquired ELSE @]

\* M without the messages that every thread's view has left behind.
Collected(M) ==
    LET low == [l \in Locations |-> CHOOSE i \in {M.cur[t][l] : t \in Threads} :
                                       \A t \in Threads : i <= M.cur[t][l]]
        Moved(v) == [l \in Locations |-> Max(1, (v[l] + 1) - low[l])]
        All(vs)  == [t \in Threads |-> Moved(vs[t])]
        Kept(l)  == SubSeq(M.history[l], low[l], Len(M.history[l]))
    IN IF Mode # "weak" \/ ~Collects \/ low = First THEN M ELSE
       [history |-> [l \in Locations |-> [i \in DOMAIN Kept(l) |->
                       [Kept(l)[i] EXCEPT !.view = Moved(@), !.update = @ /\ i > 1]]],
        cur |-> All(M.cur), acq |-> All(M.acq), rel |-> All(M.rel), sc |-> Moved(M.sc)]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Life of the memory.                                                     *)
(***************************************************************************)
\* Memory that holds values[l] at each l, seen by every thread.
MInit(values) ==
    CASE Mode = "SC" -> [mem |-> values]
      [] Buffered    -> [mem |-> values, buf |-> [t \in Threads |-> <<>>]]
      [] OTHER       -> [history |-> [l \in Locations |->
                            <<[val |-> values[l], view |-> First, update |-> FALSE]>>],
                         cur |-> [t \in Threads |-> First],
                         acq |-> [t \in Threads |-> First],
                         rel |-> [t \in Threads |-> First],
                         sc  |-> First]

\* The value that the last write to l in modification order left.  It is
\* what a process finds that knows all others to be dead or to be readers.
Latest(M, l) ==
    CASE Mode = "SC" -> M.mem[l]
      [] Buffered    -> LET values == {Own(M, t, l) : t \in Threads}
                        IN IF values = {M.mem[l]} THEN M.mem[l]
                           ELSE CHOOSE v \in values : v # M.mem[l]
      [] OTHER       -> M.history[l][Len(M.history[l])].val

\* The same for all words at once.
Contents(M) ==
    IF Mode = "SC" THEN M.mem ELSE TLCEval([l \in Locations |-> Latest(M, l)])

\* Thread t is killed.  Every store that it has executed stays: the memory
\* belongs to the kernel, not to the process, and store buffers empty
\* themselves.  PSO stands for a compiler too, which puts off stores: what
\* has not reached memory was not executed.
Killed(M, t) ==
    IF Mode = "PSO" THEN {[M EXCEPT !.buf[t] = <<>>]} ELSE {M}

\* A process starts as thread t after the death of the one before it.  The
\* lock that told it of the death also orders it after all that it did: it
\* goes on with its view.
Started(M, t) ==
    CASE Mode = "SC" -> {M}
      [] Buffered    -> IF M.buf[t] = <<>> THEN {M} ELSE {}
      [] OTHER       -> {Collected([M EXCEPT !.acq[t] = M.cur[t], !.rel[t] = First])}

\* Whether t can no longer read an older value of l, nor write behind one.
HasSeen(M, t, l) == Mode = "weak" => M.cur[t][l] = Len(M.history[l])

\* Steps that the machine takes on its own.
Internal(M) ==
    IF ~Buffered THEN {}
    ELSE UNION {{Drained(M, t, i) : i \in {j \in DOMAIN M.buf[t] : CanDrain(M.buf[t], j)}}
                   : t \in Threads}

-----------------------------------------------------------------------------
(***************************************************************************)
(* Accesses.  No outcome at all means that the thread has to wait.         *)
(***************************************************************************)
Read(M, t, l, o) ==
    CASE Mode = "SC" -> {[v |-> M.mem[l], m |-> M]}
      [] Buffered    -> {[v |-> Own(M, t, l), m |-> M]}
      [] OTHER       -> {[v |-> M.history[l][i].val, m |-> Collected(ReadAt(M, t, l, i, o))]
                            : i \in Oldest(M, t, l, o) .. Len(M.history[l])}

Write(M, t, l, v, o) ==
    CASE Mode = "SC" -> {[M EXCEPT !.mem[l] = v]}
      [] Buffered    -> IF ~IsTotal(o)
                        THEN {[M EXCEPT !.buf[t] = Append(@, Store(l, v, o))]}
                        ELSE IF M.buf[t] = <<>> THEN {[M EXCEPT !.mem[l] = v]} ELSE {}
      [] OTHER       -> {Collected(Put(M, t, l, i, v, o, First, FALSE))
                            : i \in {j \in Oldest(M, t, l, o) + 1 .. Len(M.history[l]) + 1
                                        : IsGap(M, l, j)}}

\* Reads v and, if Hits(v), sets New(v), with nothing in between.
Update(M, t, l, o, Hits(_), New(_)) ==
    CASE Mode = "SC" -> {[v |-> M.mem[l],
                          m |-> IF Hits(M.mem[l])
                                THEN [M EXCEPT !.mem[l] = New(@)] ELSE M]}
      [] Buffered /\ Keeps("atomicity") ->
                        IF ~MayUpdate(M.buf[t], l, o) THEN {}
                        ELSE {[v |-> M.mem[l],
                               m |-> IF Hits(M.mem[l])
                                     THEN [M EXCEPT !.mem[l] = New(@)] ELSE M]}
      [] Buffered    -> {[v |-> Own(M, t, l),
                          m |-> IF Hits(Own(M, t, l))
                                THEN [M EXCEPT !.buf[t] =
                                         Append(@, Store(l, New(Own(M, t, l)), o))]
                                ELSE M]}
      [] OTHER       ->
         LET times   == Oldest(M, t, l, o) .. Len(M.history[l])
             At(i)   == M.history[l][i]
             Hit(i)  == Hits(At(i).val)
             Next(i) == IF Keeps("atomicity") THEN i + 1 ELSE Len(M.history[l]) + 1
         IN {[v |-> At(i).val,
              m |-> Collected(IF Hit(i)
                              THEN Put(ReadAt(M, t, l, i, o), t, l, Next(i),
                                       New(At(i).val), o, At(i).view, TRUE)
                              ELSE ReadAt(M, t, l, i, o))]
                : i \in {j \in times : Hit(j) => IsGap(M, l, Next(j))}}

CompareAndSet(M, t, l, e, n, o) == Update(M, t, l, o, LAMBDA v : v = e, LAMBDA v : n)
Exchange(M, t, l, n, o)         == Update(M, t, l, o, LAMBDA v : TRUE, LAMBDA v : n)
FetchAndAdd(M, t, l, d, o)      == Update(M, t, l, o, LAMBDA v : TRUE, LAMBDA v : v + d)

Fence(M, t, o) ==
    CASE Mode = "SC" -> {M}
      [] o = "sc" /\ ~IsFullFence(o) -> {M}
      [] Buffered    ->
            IF o = "sc" THEN (IF M.buf[t] = <<>> THEN {M} ELSE {})
            ELSE IF Mode = "PSO" /\ IsRelease(o) /\ Keeps("release fence") /\ M.buf[t] # <<>>
                    /\ ~M.buf[t][Len(M.buf[t])].barrier
                 THEN {[M EXCEPT !.buf[t] = Append(@, Barrier(M.buf[t][1].loc))]}
                 ELSE {M}
      [] OTHER       -> {Collected(ViewFence(M, t, o))}
=============================================================================
