------------------------------ MODULE MCQueue ------------------------------
(***************************************************************************)
(* Queue within bounds.  Only the number of attempts is bounded: captures, *)
(* kills, restarts and aborts are as many as fit between them.             *)
(***************************************************************************)
EXTENDS QueueClaims

CONSTANTS
    MaxAttempts,   \* commits begun, published or not
    Faults         \* which of "abort", "kill client", "kill host" happen

MCAttempts == 1 .. MaxAttempts
MCPermits(what) == what \in Faults \cup {"capture"}
=============================================================================
