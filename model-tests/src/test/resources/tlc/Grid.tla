-------------------------------- MODULE Grid --------------------------------
(* Two counters, to test distributed TLC with.                              *)
EXTENDS Naturals

CONSTANT Limit

VARIABLES x, y

Init == x = 0 /\ y = 0

Right == x < Limit /\ x' = x + 1 /\ UNCHANGED y

Up == y < Limit /\ y' = y + 1 /\ UNCHANGED x

Spec == Init /\ [][Right \/ Up]_<<x, y>>

BoundInv == x <= Limit /\ y <= Limit

GrowProp == [][x' + y' = x + y + 1]_<<x, y>>
=============================================================================
