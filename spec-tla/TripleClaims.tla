---------------------------- MODULE TripleClaims ----------------------------
(***************************************************************************)
(* What is claimed of the triple buffer.                                   *)
(***************************************************************************)
EXTENDS TripleBuffer

(***************************************************************************)
(* T1 exactly once: what is durable is what was committed, in order,       *)
(* without gaps; what the client is told to be durable is.                 *)
(***************************************************************************)
ExactInv == \A i \in DOMAIN journal.records :
    /\ journal.first + i - 1 \in DOMAIN log
    /\ journal.records[i] = log[journal.first + i - 1]

NoGapInv == ~journal.gap /\ (journal.first > 1 => journal.records[1].base)

AcknowledgedInv == configured => Live["A"] <= Durable

DurableProp == [][Durable' >= Durable]_vars

(***************************************************************************)
(* T2 wait-free: a commit makes a bounded number of tries.                 *)
(***************************************************************************)
CONSTANT MaxTries
WaitFreeInv == client.tries <= MaxTries

(***************************************************************************)
(* T3 either may die: a client that starts finds every record, and goes on *)
(* with the next number; no buffer is lost; the host holds what it thinks. *)
(***************************************************************************)
FoundInv == client.found

NumberInv == client.phase \in {"idle", "read control", "write"} =>
    client.next = Len(log) + 1

HeldInv == host.half # 0 /\ host.phase \in {"read first", "read records", "write A", "return"} =>
    Live["C"].half[host.half] = host.content

ShapeInv == LET c == Live["C"] IN
    /\ Cardinality({j \in Halves : IsTaken(c, j)}) <= 1
    /\ Cardinality({j \in Halves : IsOffered(c, j)}) <= 1
    /\ TakenHalf(c) # 0 => ~c.waits
    /\ c.half[1].buffer = 0 \/ c.half[1].buffer # c.half[2].buffer

(***************************************************************************)
(* The client writes no place before it has seen that the host has read    *)
(* what was there (weak only).                                             *)
(***************************************************************************)
ReuseInv ==
    (Mode = "weak" /\ client.phase = "write" /\ client.todo # <<>>
       /\ Head(client.todo) = "record") =>
    Memory!HasSeen(M, Client, Clock(client.at.buffer, client.at.place))

\* No host sleeps beside an offer, unless somebody is about to wake it.
WakeInv ==
    (host.phase = "asleep" /\ ~host.woken /\ OfferedHalf(Live["C"]) # 0) =>
    \/ client.phase \in {"wake", "write late"} /\ client.wakes
    \/ client.phase \in {"dead", "open control", "open A", "open journal"}

(***************************************************************************)
(* The contract, while the memory lives.                                   *)
(***************************************************************************)
Contract == INSTANCE Snapshot WITH
    Commits   <- [id : Attempts, base : BOOLEAN],
    memory    <- log,
    persisted <- journal.records

RefinesInitProp == Contract!Init
RefinesProp     == [][Contract!Next]_Contract!vars

(***************************************************************************)
(* T2 and T3 in time: a client that pauses sees everything durable.        *)
(***************************************************************************)
CaughtUpProp == <>[](configured => Durable = Len(log))
=============================================================================
