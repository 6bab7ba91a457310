--------------------------- MODULE MCPublication ---------------------------
(***************************************************************************)
(* Publication within bounds: commits, and deeds of others.  Failures are  *)
(* not counted: each step that may fail may do so for ever.                *)
(***************************************************************************)
EXTENDS Publication

CONSTANTS
    MaxCommits,   \* commits of the client
    MaxDeeds      \* files that somebody removes, puts there or damages

MCCommits == 1 .. MaxCommits
MCPermitsDeed(number) == number <= MaxDeeds
=============================================================================
