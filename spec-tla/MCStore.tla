------------------------------ MODULE MCStore ------------------------------
(***************************************************************************)
(* The contract within bounds: only the number of images is bounded.       *)
(***************************************************************************)
EXTENDS Store

CONSTANT MaxOffered   \* images offered

WithinBounds == offered <= MaxOffered
=============================================================================
