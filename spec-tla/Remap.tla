------------------------------- MODULE Remap -------------------------------
(***************************************************************************)
(* Remap capture.  The host write-protects the client's mapping, whole, in *)
(* one call; then it copies page by page and gives each page back once it  *)
(* is copied.  A writer that stores to a page that is not yet given back   *)
(* waits for it.  What must hold: RemapClaims.                             *)
(*                                                                         *)
(* A page is one word here.  A writer is a thread on a processor of its    *)
(* own, with a store buffer (Memory) and cached translations; a store in   *)
(* the buffer is translated already.  The call clears the right to write   *)
(* page by page; until a processor has acknowledged the shootdown, it may  *)
(* still go by what it has cached.                                         *)
(*                                                                         *)
(* Not covered: a thread that moves to another processor (the kernel's     *)
(* switch is a full barrier on both), a store across two pages, writes by  *)
(* the kernel on behalf of the client, and memory that grows.              *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Mode,        \* store buffers: "TSO" in order, "PSO" in any order
    Script,      \* of each writer its transactions: pages, in program order
    Registered,  \* the writers whose mapping the host can protect
    Shootdown,   \* "interrupt": who acknowledges has an empty store buffer;
                 \* "broadcast": that is not known
    Barrier,     \* whether each processor passes a full barrier after the call
    Capture,     \* "synchronous", or "asynchronous": a store to a protected
                 \* page goes on, and the kernel notes that it was written
    Whole,       \* "none", or what makes transactions whole: "sequence", "flag"
    Plain,       \* whether the stores of a transaction may be issued in any order
    Window,      \* ghost: which instants count as the snapshot's, "call": from
                 \* the call's return to the first page given back; "snapshot"
    Ablation     \* "none", or the rule that is switched off

Rules == {"resolve after arming", "shootdown", "copy before unprotect",
          "resolver ends", "quiescence", "sequence after arming",
          "sequence order", "release at parking", "number the flag",
          "close the copy", "watchdog", "see the death", "register first",
          "repair first"}

ASSUME Mode \in {"TSO", "PSO"}
ASSUME Shootdown \in {"interrupt", "broadcast"}
ASSUME Capture \in {"synchronous", "asynchronous"}
ASSUME Whole \in {"none", "sequence", "flag"}
ASSUME Window \in {"call", "snapshot"}
ASSUME {Barrier, Plain} \subseteq BOOLEAN
ASSUME Ablation \in {"none"} \cup Rules
ASSUME Whole = "sequence" => Len(Script) = 1  \* one transaction at a time

Keeps(rule) == Ablation # rule

Writers == DOMAIN Script
Range(s) == {s[i] : i \in DOMAIN s}
Written(c) == UNION {Range(Script[c][t]) : t \in DOMAIN Script[c]}

\* Page 0 holds the sequence word: odd while a transaction is under way.
\* Below 0 is where writers say that they are parked, outside of the memory
\* that is captured.
Sequence  == 0
Data      == UNION {Written(c) : c \in Writers}
Pages     == Data \cup (IF Whole = "sequence" THEN {Sequence} ELSE {})
Parked(c) == -c
Flags     == IF Whole = "flag" THEN {Parked(c) : c \in Writers} ELSE {}
NoPage    == -99

VARIABLES
    M,         \* the shared memory, with the store buffers of the writers
    writers,   \* phase of each writer, transactions begun, stores to come
    writable,  \* of each page whether the client's mapping may write it
    stale,     \* of each processor, protected pages that it still writes
    host,      \* phase of the host and what it knows
    image,     \* what it has copied
    number,    \* snapshots begun
    instants,  \* ghost: the memory at each instant that counts
    faults     \* ghost: deaths and hang-ups so far

vars == <<M, writers, writable, stale, host, image, number, instants, faults>>

Memory == INSTANCE Memory WITH
    Locations <- Pages \cup Flags, Threads <- Writers,
    AppendOnly <- TRUE, Collects <- FALSE, Broken <- "none"

\* Bounds.  A model puts smaller ones here; the protocol has none.
Numbers       == Nat
Permits(what) == TRUE   \* "kill host", "hang host", "kill client"
Faults        == Nat

Count(fault) == /\ Permits(fault)
                /\ faults + 1 \in Faults
                /\ faults' = faults + 1

\* What has reached memory; stores on their way are not in it.
Now(m) == [p \in Pages |-> m.mem[p]]

Blank == <<0, 0>>
BlankImage == [p \in Pages |-> IF p = Sequence THEN 0 ELSE Blank]

-----------------------------------------------------------------------------
(***************************************************************************)
(* The writers.                                                            *)
(***************************************************************************)
Store(p, v, o, fixed) == [page |-> p, value |-> v, order |-> o, fixed |-> fixed]

\* The stores of transaction t of writer c, in program order.  What is fixed
\* keeps its place there; the first of them is followed by a release fence.
Stores(c, t) ==
    LET body  == [i \in DOMAIN Script[c][t] |->
                     Store(Script[c][t][i], <<c, t>>, "rlx", FALSE)]
        fixed == Keeps("sequence order")
    IN IF Whole # "sequence" THEN body
       ELSE <<Store(Sequence, 2 * t - 1, "rlx", fixed)>> \o body
            \o <<Store(Sequence, 2 * t, IF fixed THEN "rel" ELSE "rlx", fixed)>>

Without(s, i) == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))

\* Which of the stores to come may be issued next.
MayIssue(todo, i) ==
    \/ i = 1
    \/ Plain /\ \A j \in 1 .. i : ~todo[j].fixed

Issued(m, c, s) ==
    LET after == Memory!Write(m, c, s.page, s.value, s.order)
    IN IF s.fixed /\ s.order = "rlx"
       THEN UNION {Memory!Fence(n, c, "rel") : n \in after} ELSE after

IsWritable(c, p) == c \notin Registered \/ writable[p] \/ p \in stale[c]

Begin(c) ==
    /\ writers[c].phase = "run" /\ writers[c].todo = <<>>
    /\ writers[c].begun < Len(Script[c])
    /\ writers' = [writers EXCEPT ![c].begun = @ + 1,
                                  ![c].todo = Stores(c, writers[c].begun + 1)]
    /\ UNCHANGED <<M, writable, stale, host, image, number, instants, faults>>

\* The look at the translation and the store are one step: what the cache
\* may hold at most is in stale, and Evict takes it away at any time.
Issue(c) ==
    /\ writers[c].phase = "run"
    /\ \E i \in DOMAIN writers[c].todo :
          LET s == writers[c].todo[i] IN
          /\ MayIssue(writers[c].todo, i)
          /\ IsWritable(c, s.page) \/ Capture = "asynchronous"
          /\ M' \in Issued(M, c, s)
          /\ writers' = [writers EXCEPT ![c].todo = Without(@, i)]
          /\ writable' = IF IsWritable(c, s.page) THEN writable
                         ELSE [writable EXCEPT ![s.page] = TRUE]
    /\ UNCHANGED <<stale, host, image, number, instants, faults>>

\* The kernel queues the fault, and lets the writer wait until the page is
\* given back.  A writer in "fault" is the queue: it waits at its first store.
Fault(c) ==
    /\ writers[c].phase = "run" /\ Capture = "synchronous"
    /\ \E i \in DOMAIN writers[c].todo :
          LET s == writers[c].todo[i] IN
          /\ MayIssue(writers[c].todo, i)
          /\ ~IsWritable(c, s.page)
          /\ writers' = [writers EXCEPT ![c].phase = "fault",
                                        ![c].todo = <<s>> \o Without(@, i)]
    /\ UNCHANGED <<M, writable, stale, host, image, number, instants, faults>>

\* Between two transactions, when the host asks for it.
Park(c) ==
    /\ writers[c].phase = "run" /\ writers[c].todo = <<>>
    /\ host.asked # 0 /\ writers[c].parked # host.asked
    /\ M' \in Memory!Write(M, c, Parked(c), host.asked,
                           IF Keeps("release at parking") THEN "rel" ELSE "rlx")
    /\ writers' = [writers EXCEPT ![c].phase = "parked", ![c].parked = host.asked]
    /\ UNCHANGED <<writable, stale, host, image, number, instants, faults>>

Unpark(c) ==
    /\ writers[c].phase = "parked"
    /\ \/ host.asked # writers[c].parked
       \/ host.phase = "dead" /\ Keeps("see the death")
    /\ writers' = [writers EXCEPT ![c].phase = "run",
                                  ![c].parked = IF Keeps("number the flag") THEN @ ELSE 0]
    /\ UNCHANGED <<M, writable, stale, host, image, number, instants, faults>>

\* A processor may forget a translation at any time.
Evict(c) ==
    /\ \E p \in stale[c] : stale' = [stale EXCEPT ![c] = @ \ {p}]
    /\ UNCHANGED <<M, writers, writable, host, image, number, instants, faults>>

Drain ==
    /\ M' \in Memory!Internal(M)
    /\ instants' = IF host.watched THEN instants \cup {Now(M')} ELSE instants
    /\ UNCHANGED <<writers, writable, stale, host, image, number, faults>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The host.  left: pages still to be protected; waits: processors that    *)
(* the call, or the barrier, waits for; todo: pages still to be copied;    *)
(* page: the one in between copying and giving back.                       *)
(***************************************************************************)
RestingHost == [phase |-> "rest", left |-> {}, waits |-> {}, todo |-> {},
                page |-> NoPage, late |-> NoPage, asked |-> 0, seen |-> 0,
                watched |-> FALSE, hung |-> FALSE]

Least(S) == CHOOSE x \in S : \A y \in S : x <= y

Woken(p) == [c \in Writers |->
    IF writers[c].phase = "fault" /\ writers[c].todo[1].page = p
    THEN [writers[c] EXCEPT !.phase = "run"] ELSE writers[c]]

\* What the writers are asked with, and answer: the number of the snapshot.
Ask(n) == IF Keeps("number the flag") THEN n ELSE 1

BeginSnapshot ==
    /\ host.phase = "rest" /\ ~host.hung
    /\ number + 1 \in Numbers
    /\ number' = number + 1
    /\ LET asks == Whole = "flag" /\ Capture = "synchronous"
       IN host' = [RestingHost EXCEPT
             !.phase = IF asks THEN "ask" ELSE "arm",
             !.asked = IF asks THEN Ask(number + 1) ELSE 0,
             !.late  = host.late,
             !.left  = Pages, !.todo = Pages,
             !.seen  = IF Keeps("sequence after arming") THEN 0 ELSE M.mem[Sequence],
             !.watched = Window = "snapshot"]
    /\ instants' = IF Window = "snapshot" THEN {Now(M)} ELSE {}
    /\ UNCHANGED <<M, writers, writable, stale, image, faults>>

\* Every writer has parked since it was asked.
SeeParked ==
    /\ host.phase = "ask" /\ ~host.hung
    /\ \A c \in Writers : M.mem[Parked(c)] = host.asked
    /\ host' = IF Capture = "synchronous" THEN [host EXCEPT !.phase = "arm"]
               ELSE [host EXCEPT !.phase = "last", !.watched = TRUE,
                                 !.todo = {p \in Pages : writable[p]}]
    /\ instants' = IF Capture = "synchronous" THEN instants ELSE instants \cup {Now(M)}
    /\ UNCHANGED <<M, writers, writable, stale, image, number, faults>>

ArmPage ==
    /\ host.phase = "arm" /\ ~host.hung
    /\ LET p    == Least(host.left)
           left == host.left \ {p}
       IN /\ writable' = [writable EXCEPT ![p] = FALSE]
          /\ stale' = [c \in Writers |->
                         IF c \in Registered THEN stale[c] \cup {p} ELSE {}]
          /\ host' = [host EXCEPT
                !.left  = left,
                !.phase = IF left = {} THEN "shootdown" ELSE "arm",
                !.waits = IF left = {} /\ Keeps("shootdown") THEN Registered ELSE {}]
    /\ UNCHANGED <<M, writers, image, number, instants, faults>>

\* The interrupt is a full fence on the processor that it reaches.
Acknowledge(c) ==
    /\ host.phase = "shootdown" /\ c \in host.waits
    /\ M' \in (IF Shootdown = "interrupt" THEN Memory!Fence(M, c, "sc") ELSE {M})
    /\ stale' = [stale EXCEPT ![c] = {}]
    /\ host' = [host EXCEPT !.waits = @ \ {c}]
    /\ UNCHANGED <<writers, writable, image, number, instants, faults>>

PassBarrier(c) ==
    /\ host.phase = "barrier" /\ c \in host.waits
    /\ M' \in Memory!Fence(M, c, "sc")
    /\ host' = [host EXCEPT !.waits = @ \ {c}]
    /\ UNCHANGED <<writers, writable, stale, image, number, instants, faults>>

\* The call returns, and then the barrier.  From here on the snapshot stands.
Return ==
    /\ host.phase \in {"shootdown", "barrier"} /\ host.waits = {} /\ ~host.hung
    /\ IF host.phase = "shootdown" /\ Barrier
       THEN /\ host' = [host EXCEPT !.phase = "barrier", !.waits = Writers]
            /\ UNCHANGED instants
       ELSE /\ host' = [host EXCEPT
                  !.phase = "copy", !.asked = 0,
                  !.watched = Capture = "synchronous" \/ Window = "snapshot"]
            /\ instants' = IF Capture = "synchronous" THEN instants \cup {Now(M)}
                           ELSE instants
    /\ UNCHANGED <<M, writers, writable, stale, image, number, faults>>

Faulted(p) == \E c \in Writers :
    writers[c].phase = "fault" /\ writers[c].todo[1].page = p

\* A page that a writer waits for, or, in the sweep, any other.  Without the
\* rule, pages that writers wait for are served while the call goes on.
MayServe(p) ==
    /\ p \in host.todo /\ ~host.hung
    /\ \/ host.phase = "copy"
       \/ /\ ~Keeps("resolve after arming") /\ Faulted(p)
          /\ host.phase \in {"arm", "shootdown", "barrier"}

Copy ==
    /\ Capture = "synchronous" /\ ~host.hung
    /\ \E p \in Pages :
          /\ IF Keeps("copy before unprotect") THEN MayServe(p) /\ host.page = NoPage
             ELSE p = host.page
          /\ image' = [image EXCEPT ![p] = M.mem[p]]
          /\ host' = IF Keeps("copy before unprotect") THEN [host EXCEPT !.page = p]
                     ELSE [host EXCEPT !.page = NoPage, !.todo = @ \ {p}]
    /\ UNCHANGED <<M, writers, writable, stale, number, instants, faults>>

Unprotect ==
    /\ Capture = "synchronous" /\ ~host.hung
    /\ \E p \in Pages :
          /\ IF Keeps("copy before unprotect") THEN p = host.page
             ELSE MayServe(p) /\ host.page = NoPage
          /\ writable' = [writable EXCEPT ![p] = TRUE]
          /\ writers' = Woken(p)
          /\ host' = [host EXCEPT
                !.page = IF Keeps("copy before unprotect") THEN NoPage ELSE p,
                !.todo = IF Keeps("copy before unprotect") THEN @ \ {p} ELSE @,
                !.watched = Window = "snapshot"]
    /\ UNCHANGED <<M, stale, image, number, instants, faults>>

(***************************************************************************)
(* The fault is read in one snapshot, and the page given back when the     *)
(* resolver comes to it: in the next one, if nobody waits for it.          *)
(***************************************************************************)
ReadFault ==
    /\ ~Keeps("resolver ends") /\ host.phase = "copy" /\ host.late = NoPage
    /\ \E p \in Pages : Faulted(p) /\ host' = [host EXCEPT !.late = p]
    /\ UNCHANGED <<M, writers, writable, stale, image, number, instants, faults>>

UnprotectLate ==
    /\ host.late # NoPage
    /\ writable' = [writable EXCEPT ![host.late] = TRUE]
    /\ writers' = Woken(host.late)
    /\ host' = [host EXCEPT !.late = NoPage]
    /\ UNCHANGED <<M, stale, image, number, instants, faults>>

(***************************************************************************)
(* Asynchronous: a round beside the writers, then one of what was written  *)
(* since, for which they park.                                             *)
(***************************************************************************)
CopyBeside ==
    /\ Capture = "asynchronous" /\ host.phase \in {"copy", "last"} /\ ~host.hung
    /\ \E p \in host.todo :
          /\ image' = [image EXCEPT ![p] = M.mem[p]]
          /\ host' = [host EXCEPT !.todo = @ \ {p}]
    /\ UNCHANGED <<M, writers, writable, stale, number, instants, faults>>

LastRound ==
    /\ Capture = "asynchronous" /\ host.phase = "copy" /\ host.todo = {} /\ ~host.hung
    /\ host' = IF Keeps("quiescence")
               THEN [host EXCEPT !.phase = "ask", !.asked = Ask(number)]
               ELSE [host EXCEPT !.phase = "last",
                                 !.todo = {p \in Pages : writable[p]}]
    /\ UNCHANGED <<M, writers, writable, stale, image, number, instants, faults>>

\* An image is complete; what becomes of it: see Accepted.
Complete ==
    /\ host.phase \in {"copy", "last"} /\ host.todo = {} /\ ~host.hung
    /\ host.phase = "last" \/ Capture = "synchronous"
    /\ host.page = NoPage
    /\ host' = [host EXCEPT !.phase = "complete", !.watched = FALSE]
    /\ UNCHANGED <<M, writers, writable, stale, image, number, instants, faults>>

Rested(h) == [RestingHost EXCEPT !.late = h.late]

Rest ==
    /\ host.phase = "complete" /\ ~host.hung
    /\ host' = Rested(host)
    /\ image' = BlankImage /\ instants' = {}
    /\ UNCHANGED <<M, writers, writable, stale, number, faults>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* Deaths.  The client has given its descriptor away and closed its own:   *)
(* when the host dies the kernel closes the last one, gives back every     *)
(* page and wakes who waits.                                               *)
(***************************************************************************)
HostDies ==
    /\ host' = [RestingHost EXCEPT !.phase = "dead", !.asked = host.asked]
    /\ image' = BlankImage /\ instants' = {}
    /\ IF Keeps("close the copy")
       THEN /\ writable' = [p \in Pages |-> TRUE]
            /\ writers' = [c \in Writers |->
                  IF writers[c].phase = "fault"
                  THEN [writers[c] EXCEPT !.phase = "run"] ELSE writers[c]]
       ELSE UNCHANGED <<writable, writers>>
    /\ UNCHANGED <<M, stale, number>>

KillHost == host.phase # "dead" /\ Count("kill host") /\ HostDies

\* Stopped, or stuck: it does nothing any more.
HangHost ==
    /\ host.phase \notin {"dead", "rest"} /\ ~host.hung
    /\ Count("hang host")
    /\ host' = [host EXCEPT !.hung = TRUE]
    /\ UNCHANGED <<M, writers, writable, stale, image, number, instants>>

Watchdog == /\ host.hung /\ Keeps("watchdog")
            /\ HostDies /\ UNCHANGED faults

\* The client's hand-over to the new host is part of this step.
RestartHost ==
    /\ host.phase = "dead"
    /\ host' = RestingHost
    /\ UNCHANGED <<M, writers, writable, stale, image, number, instants, faults>>

\* All threads of the client die.  What they have stored is on its way and
\* arrives.  A call that is under way fails, and the image is discarded; later
\* it no longer needs the client.
KillClient ==
    /\ \E c \in Writers : writers[c].phase # "dead"
    /\ Count("kill client")
    /\ writers' = [c \in Writers |->
          [writers[c] EXCEPT !.phase = "dead"]]
    /\ writable' = [p \in Pages |-> TRUE]
    /\ stale' = [c \in Writers |-> {}]
    /\ IF \/ host.phase \in {"ask", "arm", "shootdown", "barrier"}
          \/ Capture = "asynchronous" /\ host.phase \in {"copy", "last"}
       THEN /\ host' = [Rested(host) EXCEPT !.hung = host.hung]
            /\ image' = BlankImage /\ instants' = {}
       ELSE UNCHANGED <<host, image, instants>>
    /\ UNCHANGED <<M, number>>

\* A new client maps the memory and registers that with the host, which
\* answers between two snapshots; only then it writes.  The transaction that
\* was cut short it begins again, before it parks: no flag tells of that one.
StartClient ==
    /\ \A c \in Writers : writers[c].phase = "dead" /\ M.buf[c] = <<>>
    /\ host.phase = "rest" \/ ~Keeps("register first")
    /\ writers' = [c \in Writers |->
          [writers[c] EXCEPT !.phase = "run", !.todo =
              IF @ = <<>> \/ ~Keeps("repair first") THEN <<>>
              ELSE Stores(c, writers[c].begun)]]
    /\ writable' = [p \in Pages |-> TRUE]
    /\ UNCHANGED <<M, stale, host, image, number, instants, faults>>

-----------------------------------------------------------------------------
Init ==
    /\ M = Memory!MInit([l \in Pages \cup Flags |-> IF l <= 0 THEN 0 ELSE Blank])
    /\ writers = [c \in Writers |->
                    [phase |-> "run", begun |-> 0, todo |-> <<>>, parked |-> 0]]
    /\ writable = [p \in Pages |-> TRUE]
    /\ stale = [c \in Writers |-> {}]
    /\ host = RestingHost /\ image = BlankImage
    /\ number = 0 /\ instants = {} /\ faults = 0

WriterNext(c) == Begin(c) \/ Issue(c) \/ Fault(c) \/ Park(c) \/ Unpark(c)

HostNext ==
    \/ BeginSnapshot \/ SeeParked \/ ArmPage \/ Return
    \/ Copy \/ Unprotect \/ CopyBeside \/ LastRound \/ Complete \/ Rest

ProcessorNext(c) == Acknowledge(c) \/ PassBarrier(c)

FaultNext == KillHost \/ HangHost \/ RestartHost \/ KillClient \/ StartClient

Next ==
    \/ \E c \in Writers : Begin(c)
    \/ \E c \in Writers : Issue(c)
    \/ \E c \in Writers : Fault(c)
    \/ \E c \in Writers : Park(c)
    \/ \E c \in Writers : Unpark(c)
    \/ \E c \in Writers : Evict(c)
    \/ \E c \in Writers : Acknowledge(c)
    \/ \E c \in Writers : PassBarrier(c)
    \/ Drain \/ HostNext \/ ReadFault \/ UnprotectLate \/ Watchdog \/ FaultNext

Spec == Init /\ [][Next]_vars
=============================================================================
