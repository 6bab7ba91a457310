---------------------------- MODULE VectorsQueue ----------------------------
(***************************************************************************)
(* Queue without its host, for files that ports are tried with: each state *)
(* of the memory that a client may leave, and what readers, recovery and a *)
(* capture must make of it by the operators of QueueWords and Queue.       *)
(* `make vectors` runs it and writes the files; nothing is checked here.   *)
(*                                                                         *)
(* A capture that does all of its first look in one state, with or without *)
(* what it copies before any second look, and all else in a later one is a *)
(* behaviour of Queue.  What it keeps follows from the descriptors in      *)
(* these two states; the words of what it keeps are the same in both.      *)
(***************************************************************************)
EXTENDS MCQueue

VARIABLE looked    \* what a first look saw, and in which attempt

NotLooked == [words |-> <<>>, attempt |-> 0]

VectorsInit == Init /\ looked = NotLooked

Look ==
    /\ looked = NotLooked
    /\ looked' = [words |-> Live, attempt |-> attempt]
    /\ UNCHANGED vars

VectorsNext == (ClientNext /\ UNCHANGED looked) \/ Look

VectorsSpec == VectorsInit /\ [][VectorsNext]_<<vars, looked>>

\* A second look follows within two attempts; kills are tried without it.
CONSTANT Looks
VectorsBound ==
    looked # NotLooked => /\ Looks
                          /\ client.alive
                          /\ attempt <= looked.attempt + 2

-----------------------------------------------------------------------------
\* Everything as numbers, so that one line of output holds it.
Numbers(words) ==
    <<words[Header],
      [i \in 1 .. Entries |-> <<words[OffsetOf(i - 1)], words[LengthOf(i - 1)],
                                words[TailOf(i - 1)]>>],
      [i \in 1 .. Capacity |-> words[DataAt(i - 1)]]>>

AsNumbers(run) == [i \in DOMAIN run |-> <<run[i].slot, run[i].off, run[i].len>>]

\* How far the client has come: 0 if it is dead, else 1 + steps to be done.
Progress == IF client.alive THEN 1 + Len(client.plan) ELSE 0

Changed(run, words) == {i \in DOMAIN run :
    \/ words[OffsetOf(run[i].slot)] # run[i].off
    \/ words[LengthOf(run[i].slot)] # run[i].len}

EmitMemory ==
    LET r == Recovered(Live) IN
    <<0, Progress, Numbers(Live), AsNumbers(RunOf(Valid(Live))),
      r.cursor, r.slot>>

\* From the newest back to the first changed one.
Kept(run, changed) ==
    LET first == CHOOSE i \in 1 .. Len(run) + 1 :
                    /\ \A j \in i .. Len(run) : j \notin changed
                    /\ i = 1 \/ i - 1 \in changed
    IN SubSeq(run, first, Len(run))

EmitLooks ==
    LET run  == RunOf(Valid(looked.words))
        kept == Kept(run, Changed(run, Live))
    IN <<1, Progress, Numbers(looked.words), AsNumbers(run), Numbers(Live),
         AsNumbers(kept),
         IF kept = <<>> THEN <<>> ELSE Numbers(Image(kept, looked.words))>>

EmitInv ==
    \/ looked # NotLooked /\ ~Looks
    \/ PrintT("vector " \o ToString(IF looked = NotLooked THEN EmitMemory
                                   ELSE EmitLooks))
=============================================================================
