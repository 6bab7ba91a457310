------------------------------ MODULE Counter -------------------------------
(* A counter that goes round, to test the runner with.                      *)
EXTENDS Naturals

CONSTANTS Limit, Skips, Resets

VARIABLE count

Init == count = 0

Step == count < Limit /\ count' = count + 1

Skip == Skips /\ count < Limit /\ count' = Limit + 1

Reset == Resets /\ count = Limit /\ count' = 0

Next == Step \/ Skip \/ Reset

Spec == Init /\ [][Next]_count /\ WF_count(Next)

BoundInv == count <= Limit

BelowThreeInv == count < 3

GrowProp == [][count' >= count]_count

ReturnProp == []<>(count = 0)

RestProp == <>[](count = 0)

\* A contract: TLC names the place in the formula, not the property.

UpOrZero == count' = count + 1 \/ count' = 0

RefinesProp == count = 0 /\ [][UpOrZero]_count
=============================================================================
