--------------------------- MODULE QueueInvariant ---------------------------
(***************************************************************************)
(* Why the queue is right, over the variables of Queue itself, under SC:   *)
(* memory is a window of the log, and what the host has copied is right,   *)
(* or its entry has been invalidated, which the second look will find.     *)
(*                                                                         *)
(* TLC evaluates each conjunct in every state that it reaches.  What is    *)
(* proved for all sizes, and under weak memory, is QueueProofInvariant,    *)
(* whose conjuncts have the same names; docs/proof.md tells it in words.   *)
(***************************************************************************)
EXTENDS MCQueue

\* The log counts from 1.
Size         == Len(log)
SlotOf(k)    == (k - 1) % Entries
LEnd(k)      == log[k].off + log[k].len
Top          == LEnd(Size)
\* Commits First .. Size are in memory.
First        == Size - Cardinality(Valid(Live)) + 1
InMemory     == First .. Size

-----------------------------------------------------------------------------
(***************************************************************************)
(* 1. Memory is a window of the stream.                                    *)
(***************************************************************************)
LogOrderInv == \A k \in 1 .. Size - 1 : log[k + 1].off = LEnd(k)

WindowInv == Size > 0 => First \in 1 .. Size /\ Size - First + 1 <= Entries
WindowFitsInv == Size > 0 => Top - log[First].off <= Capacity
WindowWordsInv == \A k \in InMemory :
    /\ Live[OffsetOf(SlotOf(k))] = log[k].off
    /\ Live[LengthOf(SlotOf(k))] = log[k].len
    /\ Live[TailOf(SlotOf(k))] = log[k].attempt
WindowDataInv == \A k \in InMemory : \A i \in 1 .. log[k].len :
    Live[DataAt(log[k].off + i - 1)] = <<log[k].attempt, i>>
\* No offset is beyond the end of the stream, and the header is not before it.
OffsetsInv == \A s \in Slots : Live[OffsetOf(s)] <=
    IF Size > 0 THEN Top ELSE IF client.alive THEN client.cursor ELSE Live[Header]
HeaderAheadInv == IF Size > 0 THEN Top <= Live[Header]
                  ELSE client.alive => client.cursor <= Live[Header]

(***************************************************************************)
(* 2. The place of the next commit is free before its first word.          *)
(***************************************************************************)
Plan0(act) == {client.plan[i] : i \in {j \in DOMAIN client.plan : client.plan[j].act = act}}
Phase == IF client.plan = <<>> THEN "idle"
         ELSE CASE client.plan[1].act \in {"invalidate", "fence data"} -> "invalidating"
                [] client.plan[1].act \in {"data", "tail", "header"}   -> "filling"
                [] OTHER -> client.plan[1].act
Filled == Phase \notin {"idle", "invalidating"}
Length == client.plan[Len(client.plan)].val       \* of the commit under way
Cut    == client.cursor + Length - Capacity       \* what is before it is overwritten

CursorsInv == client.alive =>
    client.slot = SlotOf(Size + 1) /\ (Size > 0 => client.cursor = Top)
SparesNewestInv == Phase # "idle" =>
    Length \in 1 .. Capacity /\ (Size > 0 => Length <= Capacity - log[Size].len)
PlanInvalidatesInv == Phase = "invalidating" =>
    {a.loc : a \in Plan0("invalidate")} =
        {LengthOf(e.slot) : e \in {f \in Valid(Live) : f.slot = client.slot \/ f.off < Cut}}
PlaceFreeInv == Filled => \A e \in Valid(Live) : e.slot # client.slot /\ Cut <= e.off
FilledInv == Filled => \A i \in 1 .. Length :
    \/ Live[DataAt(client.cursor + i - 1)] = <<attempt, i>>
    \/ \E a \in Plan0("data") : a.val = <<attempt, i>>
OffsetWrittenInv == Phase = "publish" => Live[OffsetOf(client.slot)] = client.cursor

(***************************************************************************)
(* 3. and 4. What the host copied is right, or it will notice: either the  *)
(* descriptor still says what it said, or it has changed for good, because *)
(* an offset never goes back in its slot.                                  *)
(***************************************************************************)
Looking == host.phase \in {"copy", "rescan"}
AtWork  == Looking \/ host.phase = "filter"
SeenSet == IF host.phase = "scan" THEN host.seen ELSE Range(host.run)
IsCommit(k, e) == /\ k \in 1 .. Size /\ SlotOf(k) = e.slot
                  /\ log[k].off = e.off /\ log[k].len = e.len
Right(e, l, k) ==
    \/ l = TailOf(e.slot) /\ host.copy[l] = log[k].attempt
    \/ \E o \in e.off .. End(e) - 1 :
        l = DataAt(o) /\ host.copy[l] = <<log[k].attempt, o - e.off + 1>>
SameOffset(e) == Live[OffsetOf(e.slot)] = e.off
StandsStill(e) == SameOffset(e) /\ Live[LengthOf(e.slot)] # 0

ScanPlaceInv == host.phase = "scan" /\ host.word = 1 => host.value <= Live[OffsetOf(host.at)]
SeenWordsInv == \A e \in SeenSet :
    e.off <= Live[OffsetOf(e.slot)] /\ (SameOffset(e) => \E k \in 1 .. Size : IsCommit(k, e))
\* Of the member whose turn it is. Once the second look has found the length,
\* the offset decides alone.
CopiedNow(e) == (DataOf(e) \cup (IF host.kept > 0 \/ host.todo \cap TailsOf(host.run) = {}
                                 THEN {TailOf(e.slot)} ELSE {})) \ host.todo
CurrentDataInv == Looking =>
    LET e == Current(host) IN
    (IF host.phase = "rescan" /\ host.word = 1 THEN SameOffset(e) ELSE StandsStill(e)) =>
        \E k \in 1 .. Size : IsCommit(k, e) /\ \A l \in CopiedNow(e) : Right(e, l, k)

(***************************************************************************)
(* 5. What is kept is a run of commits, and its newest one is not older    *)
(* than the last snapshot's.                                               *)
(***************************************************************************)
LastPersisted == {k \in 1 .. Size : Valid(persisted) # {}
                                    /\ log[k].off = Newest(Valid(persisted)).off}
NotOlder == \A k \in LastPersisted : log[k].off <= host.run[Len(host.run)].off

KeptCommitsInv == AtWork => \E j \in 0 .. Size : \A i \in DOMAIN KeptOf(host) :
    LET e == KeptOf(host)[i] IN
    IsCommit(j + i, e) /\ \A l \in DataOf(e) \cup {TailOf(e.slot)} : Right(e, l, j + i)
LookFindsInv == host.phase = "scan" => \A k \in LastPersisted : k \in InMemory =>
    /\ SlotOf(k) < host.at => \E e \in host.seen : IsCommit(k, e)
    /\ (SlotOf(k) = host.at /\ host.word = 1) => host.value = log[k].off
LookFoundInv == (Looking /\ \E k \in LastPersisted : k \in InMemory) => NotOlder
ConfirmedInv ==
    (host.phase = "rescan" /\ host.word = 1 /\ SameOffset(Current(host))) => NotOlder
KeptNotOlderInv == AtWork /\ host.kept > 0 => NotOlder
=============================================================================
