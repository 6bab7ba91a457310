------------------------------ MODULE Endless -------------------------------
(* No bound: only the timeout ends this one.                                *)
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = x + 1
=============================================================================
