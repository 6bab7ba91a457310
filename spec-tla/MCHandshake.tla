---------------------------- MODULE MCHandshake ----------------------------
(***************************************************************************)
(* Handshake within bounds: the number of images offered, and of faults.   *)
(***************************************************************************)
EXTENDS Handshake

CONSTANTS
    MaxAttempts,   \* images offered, published or not
    MaxKills, MaxCuts

MCAttempts == 1 .. MaxAttempts
MCPermits(fault, number) ==
    number <= CASE fault = "kill" -> MaxKills
                [] fault = "cut"  -> MaxCuts
=============================================================================
