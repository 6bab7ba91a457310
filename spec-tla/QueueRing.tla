----------------------------- MODULE QueueRing -----------------------------
(***************************************************************************)
(* The arithmetic of the queue: where the k-th commit and the word at a    *)
(* stream offset lie, and how to count.  The solver does not get these     *)
(* definitions, only the theorems; Coq proves each of them from the        *)
(* definitions (proof/QueueRing.v).                                        *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS Entries, Capacity

ASSUME Entries >= 2
ASSUME Capacity >= 1

SlotOf(k)     == k % Entries
SlotAfter(s)  == (s + 1) % Entries
SlotBefore(s) == (s + Entries - 1) % Entries
PlaceOf(o)    == o % Capacity

\* How many of the k numbers from i on are in S.
Count(S, i, k) == Cardinality({x \in i .. i + k - 1 : x \in S})

THEOREM SlotAfterIs == \A s \in Int : s \in 0 .. Entries - 1 =>
    SlotAfter(s) = IF s = Entries - 1 THEN 0 ELSE s + 1
THEOREM SlotBeforeIs == \A s \in Int : s \in 0 .. Entries - 1 =>
    SlotBefore(s) = IF s = 0 THEN Entries - 1 ELSE s - 1
THEOREM SlotOfZero  == SlotOf(0) = 0
THEOREM SlotOfRange == \A k \in Int : SlotOf(k) \in 0 .. Entries - 1
THEOREM SlotOfNext  == \A k \in Int : SlotOf(k + 1) = SlotAfter(SlotOf(k))
THEOREM SlotOfApart == \A i, j \in Int :
    i < j /\ j < i + Entries => SlotOf(i) # SlotOf(j)
THEOREM SlotOfAgain == \A i, j \in Int : j = i + Entries => SlotOf(i) = SlotOf(j)
THEOREM PlaceOfRange == \A o \in Int : PlaceOf(o) \in 0 .. Capacity - 1
THEOREM PlaceOfApart == \A i, j \in Int :
    i < j /\ j < i + Capacity => PlaceOf(i) # PlaceOf(j)

THEOREM CountRange == \A S \in SUBSET Int : \A i, k \in Int : Count(S, i, k) >= 0
THEOREM CountAll == \A S \in SUBSET Int : \A i, k \in Int :
    (k >= 0 /\ \A x \in i .. i + k - 1 : x \in S) => Count(S, i, k) = k
THEOREM CountFewer == \A S \in SUBSET Int : \A i, k, x \in Int :
    (x \in i .. i + k - 1 /\ x \notin S) => Count(S, i, k) <= k - 1
THEOREM CountRemoved == \A S \in SUBSET Int : \A i, k, x \in Int :
    (x \in i .. i + k - 1 /\ x \in S) => Count(S \ {x}, i, k) = Count(S, i, k) - 1
=============================================================================
